//! Robustness, privacy and repair.

mod poisoning;
mod unlearning;

use super::Hashed;
use crate::hash::Hash;

pub(super) fn hash(hash: &mut Hash) -> Hashed {
    poisoning::hash(hash)?;
    unlearning::hash(hash)
}

//! Robustness, privacy and repair.

mod poisoning;
mod privacy;
mod unlearning;

use super::Hashed;
use crate::hash::Hash;

pub(super) fn hash(hash: &mut Hash) -> Hashed {
    poisoning::hash(hash)?;
    privacy::hash(hash)?;
    unlearning::hash(hash)
}

//! Figures of robustness, privacy and repair.

pub mod poison;
pub mod unlearn;

//! Figures of robustness, privacy and repair.

pub mod poison;
pub mod privacy;
pub mod unlearn;

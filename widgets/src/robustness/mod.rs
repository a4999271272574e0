//! Figures of robustness, privacy and repair.

pub mod unlearn;

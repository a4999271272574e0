//! Rows that are corrupted, hidden or taken back.

pub mod privacy;

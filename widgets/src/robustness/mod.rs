//! What happens when rows are corrupted, hidden or taken back.

pub mod poison;

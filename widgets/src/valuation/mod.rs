//! Value and attribution: what rows are worth.

pub mod values;

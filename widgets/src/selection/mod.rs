//! How many rows, and which: what more data would bring, and which label to ask for next.

pub mod active;
pub mod scaling;

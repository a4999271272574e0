//! Value and attribution: what rows are worth, and what a model says of them without being retrained.

pub mod datamodel;
pub mod influence;
pub mod values;

//! Value and attribution.

pub mod datamodel;

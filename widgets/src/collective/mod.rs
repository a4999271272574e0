//! People who change the data on purpose, and what it gets them.

pub mod action;
pub mod bargain;

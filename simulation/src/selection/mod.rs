//! Which rows, and how many: what more data would bring, and which rows to ask for.
//!
//! | question | here |
//! |---|---|
//! | what does the loss do as rows are added, and what would it be at ten times the size? | [`scaling`] |
//! | which row should be labelled next? | [`active`] |

pub mod active;
pub mod scaling;

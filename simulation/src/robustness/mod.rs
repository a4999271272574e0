//! Robustness, privacy and repair: what a few rows can do to a model, what it gives away about them, and how it is rid of them.
//!
//! | question | here |
//! |---|---|
//! | how much harm can a few added rows do, and what is a simple defence worth? | [`poisoning`] |
//! | what can be told about one row from what is released? | [`privacy`] |
//! | how is a trained model made to forget rows, and does it? | [`unlearning`] |

pub mod poisoning;
pub mod privacy;
pub mod unlearning;

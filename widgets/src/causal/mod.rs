//! Figures about causes, and about worlds that answer to the model.

pub mod performative;
pub mod source;

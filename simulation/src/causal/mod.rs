//! Causes: what an edit of the data did, when nobody tossed a coin over it; and worlds that answer to the model.
//!
//! | question | here |
//! |---|---|
//! | some runs added a source and others did not: what did the source do? | [`effects`] |
//! | what would every run have been without it, and with it? Both worlds, trained | [`source`] |
//! | the model is deployed, the world answers, the model is trained again: does it come to rest, and where? | [`performative`] |

pub mod effects;
pub mod performative;
pub mod source;

//! People who change the data on purpose, and what it gets them.
//!
//! | question | here |
//! |---|---|
//! | how many must act alike to teach a model a signal, or to make it forget one? | [`action`] |

pub mod action;

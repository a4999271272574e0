//! Collective action: what happens when those who make the data decide together what an operator gets to train on.
//!
//! | question | here |
//! |---|---|
//! | what a strike costs the operator, and what stands in for the strikers | [`strike`] |
//! | what rows that are moved or copied to a competitor do to both | [`campaign`] |
//! | how many must act alike to teach a model a signal, or to make it forget one | [`action`] |
//! | what both sides can agree on, and who gets what of it | [`bargain`] |

pub mod action;
pub mod bargain;
pub mod campaign;
mod crossing;
pub mod strike;

pub use crossing::lasting;

//! Collective action: strikes, campaigns, signals planted together, and what all that is worth at the table.

pub mod action;
pub mod bargain;
pub mod campaign;
pub mod groups;
pub mod strike;

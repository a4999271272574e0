//! Collective action: strikes, campaigns, and what they are worth to whom.

pub mod campaign;
pub mod groups;
pub mod strike;

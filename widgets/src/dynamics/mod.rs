//! What happens to rows while a model trains.

pub mod cartography;

//! O, the observer: what is measured on a model.

mod accuracy;

pub use accuracy::accuracy;

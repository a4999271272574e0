//! O, the observer: what is measured on a model.
//!
//! An observer holds its rows fixed, so that two models are measured on the same ones. Where there is nothing to measure it
//! answers `None`, never a perfect score.

pub mod metrics;

mod accuracy;
mod log_loss;
mod slice;
mod squared_error;

pub use accuracy::{Accuracy, accuracy};
pub use log_loss::LogLoss;
pub use slice::Slice;
pub use squared_error::SquaredError;

/// What is measured on a model of type `M`.
pub trait Observer<M> {
    /// One number; `None` if there is nothing to measure.
    fn observe(&self, model: &M) -> Option<f64>;
}

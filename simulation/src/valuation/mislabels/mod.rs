//! Finding wrong labels: rows are ranked by a value, lowest first, and held against labels that were made wrong on purpose.
//!
//! | step | here |
//! |---|---|
//! | make labels wrong | [`plant_flips`] |
//! | the honest baseline | [`SelfConfidence`]: what models that never saw the row think of its label |
//! | labels held against such probabilities | [`scores`] of single rows, [`ConfidentLearning`] for all of them together |
//! | any other value | leave-one-out, Shapley, influence, … one number a row, low for harmful |
//! | how well a value finds them | [`Inspection`], and [`RemovalCurve`] for what it is good for |
//!
//! When it misleads: flips drawn evenly are easier to find than mistakes that people make, which sit where classes meet.

mod confident_learning;
mod inspection;
mod planted;
mod removal_curve;
mod rounding;
pub mod scores;
mod self_confidence;

pub use confident_learning::{ConfidentLearning, ConfidentLearningError};
pub use inspection::Inspection;
pub use planted::{PlantError, PlantedFlips, plant_flips};
pub use removal_curve::{RemovalCurve, RemovalCurveError, RemovalPoint};
pub use self_confidence::{SelfConfidence, SelfConfidenceError, self_confidence};

use crate::order::{ascending, key};

/// The places of the values, lowest first, equal ones in their order.
fn lowest_first(values: &[f64]) -> Vec<usize> {
    ascending(values.iter().map(|value| key(value + 0.0)))
}

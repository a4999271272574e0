//! The idea itself: a grid of training worlds × evaluation slices, and the quantities that its cells define.

mod grid;
mod query;
mod redraws;
mod sample;
mod set_scores;

pub use grid::{Grid, GridError, TrainedWorld};
pub use query::{Quantity, Query};
pub use redraws::Redraws;
pub use sample::{Sample, SampleError, SamplePlan};
pub use set_scores::SetScore;

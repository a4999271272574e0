//! The idea itself: a grid of training worlds × evaluation slices, and the quantities that its cells define.

mod explore;
mod grid;
mod layers;
mod paths;
mod plan;
mod query;
mod redraws;
mod sample;
mod set_scores;

pub use explore::{CellSet, Determined};
pub use grid::{Grid, GridError, Measure, SPREAD, TrainedWorld};
pub use layers::{LayerError, Layers};
pub use paths::{ArrivalPath, ENUMERATED_ITEMS, ORDERED_ITEMS, PathError, mean_over_orders, orders};
pub use plan::{Answer, Difference, Level, Place, Plan, Point};
pub use query::{Quantity, Query};
pub use redraws::Redraws;
pub use sample::{Sample, SampleError, SamplePlan};
pub use set_scores::SetScore;

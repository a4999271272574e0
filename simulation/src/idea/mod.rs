//! The idea itself: a grid of training worlds × evaluation slices, and the quantities that its cells define.
//!
//! A world is a set of items to train on, a slice a set of items to evaluate on. The quantities are sums and differences of cells: see
//! [`Query`]. Cost: one fit a world, so 2ⁿ for the whole grid of n items.
//!
//! When it misleads: every number is about these few rows and one learner. What another draw of rows would say is what [`Redraws`] is for.
//!
//! ```
//! use simulation::data::penguins;
//! use simulation::idea::{CellSet, Grid, Layers, Measure, Place, Quantity, Query, Redraws, Sample, SamplePlan, SetScore};
//! use simulation::learners::{Classifier, NearestCentroid};
//! use simulation::seed::Seed;
//! use simulation::valuation::Coalition;
//!
//! let (birds, seed) = (penguins::dataset(), Seed::new(1));
//! let plan = SamplePlan { items: 3, training_rows: 6, evaluation_rows: 10 };
//! let sample = Sample::draw(&birds, plan, seed)?;
//! let learner = Classifier::NearestCentroid(NearestCentroid);
//! let mut grid = Grid::new(plan.items)?;
//! for world in Coalition::every(plan.items) {
//!     grid.train(&sample, &learner, Measure::Accuracy, world, seed)?;
//! }
//!
//! // What is item 1 worth, averaged over all that may already be there?
//! let all = Coalition::all(plan.items);
//! let query = Query { quantity: Quantity::Shapley, world: all, slice: all, focus: 1 };
//! let answer = query.answer(plan.items, |place| grid.cell(place)).ok_or("a cell is missing")?;
//!
//! // Which cells does it rest on, and which are missing when only one is known?
//! let place = Place { world: all, slice: all };
//! let known = CellSet::default().with([place]);
//! assert_eq!(query.plan(plan.items).ok_or("no such question")?.places().len(), 8);
//! assert_eq!(known.missing(&query, plan.items).ok_or("no such question")?.len(), 7);
//!
//! // The same on other birds of the same colonies.
//! let protocol = (learner, Measure::Accuracy);
//! let mut redraws = Redraws::new(birds, plan, Coalition::EMPTY, protocol, seed, 5)?;
//! redraws.ask(&query);
//! while redraws.train_next()? {}
//! assert_eq!(redraws.answers().len(), 5);
//!
//! // What an operator sees who adds noise; and a score for which nothing is trained.
//! let noisy = Layers::new(Coalition::EMPTY, 0.1)?.released(seed, place, answer.headline());
//! assert_ne!(noisy, answer.headline());
//! assert_eq!(SetScore::Jaccard.score(&[1.0; 3], Coalition::from_bits(0b011), all), Some(2.0 / 3.0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod explore;
mod grid;
pub mod holdout;
mod layers;
mod paths;
mod plan;
mod query;
mod redraws;
mod sample;
mod set_scores;
mod two_worlds;

pub use explore::{CellSet, Determined};
pub use grid::{Grid, GridError, Measure, SPREAD, TrainedWorld};
pub use layers::{LayerError, Layers};
pub use paths::{ArrivalPath, ENUMERATED_ITEMS, ORDERED_ITEMS, PathError, mean_over_orders, orders};
pub use plan::{Answer, Difference, Level, Place, Plan, Point, TIE};
pub use query::{Quantity, Query};
pub use redraws::Redraws;
pub use sample::{Sample, SampleError, SamplePlan};
pub use set_scores::SetScore;
pub use two_worlds::{DecisionMap, TwoWorlds, TwoWorldsError};

//! Pool-based active learning: a learner that asks which row should be labelled next.
//!
//! All rows of the pool are known but for their labels, and labels cost. In each round the model of the labelled rows is trained,
//! every other row gets a score, and the most urgent rows are labelled.
//!
//! | query | a row is urgent if | model | here |
//! |---|---|---|---|
//! | random | luck has it | any classifier | [`Random`] |
//! | least confidence, margin, entropy | the model is unsure of it | any classifier | [`Uncertainty`] |
//! | vote entropy, consensus entropy, maximum KL divergence | a committee disagrees about it | any classifier | [`Disagreement`] |
//! | expected model change | its label would move the model far | with slopes | [`ExpectedModelChange`] |
//! | one of them, chosen at run time | | with slopes | [`Strategy`] |
//!
//! [`ActiveLearning`] runs the rounds, [`area_under_curve`] sums up a run, and [`scores`] are the bare formulas.
//!
//! Source: Settles (2009), *Active learning literature survey*.
//!
//! When it misleads: the labelled rows are no sample of the pool. What is estimated from them alone (a class's share, an error) is off,
//! which is why the observer has rows of its own. And a model that is sure and wrong never asks where it is wrong.
//! Asking need not pay: on ten digits, in batches of ten, least confidence did worse than luck (`tests/active_learning.rs`).
//!
//! ```
//! use simulation::data::penguins;
//! use simulation::learners::SoftmaxRegression;
//! use simulation::observers::{Accuracy, Slice};
//! use simulation::seed::Seed;
//! use simulation::selection::active::{ActiveLearning, ActivePlan, Uncertainty, area_under_curve};
//! use simulation::split;
//! use simulation::standardise::Standardiser;
//! use simulation::world::World;
//!
//! let data = penguins::dataset();
//! let data = Standardiser::fit(&World::trainable(&data)).apply(&data)?;
//! let split = split::stratified(&data, 0.4, Seed::new(1))?;
//! let (pool, test) = (World::new(&data, split.training), Accuracy(Slice::new(&data, split.evaluation)));
//! let plan = ActivePlan { start: 3, batch: 1, rounds: 8 };
//! let learner = SoftmaxRegression::new(1.0)?;
//! let run = ActiveLearning::new(&learner, &pool, Uncertainty::LeastConfidence, &test, plan, Seed::new(1))?;
//! let rounds = run.collect::<Result<Vec<_>, _>>()?;
//! assert_eq!((rounds[0].labelled.len(), rounds[8].labelled.len()), (3, 11));
//! assert!(rounds[8].labelled.ends_with(&rounds[7].queried));
//! let points: Vec<_> = rounds.iter().map(|round| (round.labelled.len() as f64, round.value)).collect();
//! assert!(area_under_curve(&points) > Some(0.8));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod scores;

mod area;
mod committee;
mod pool;
mod query;
mod run;
mod start;

pub use area::area_under_curve;
pub use committee::Committee;
pub use pool::{PoolTable, Sight};
pub use query::{Asked, Disagreement, ExpectedModelChange, Query, Random, Strategy, Uncertainty};
pub use run::{ActiveError, ActiveLearning, ActivePlan, Round, Training};

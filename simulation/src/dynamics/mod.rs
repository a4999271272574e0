//! What happens to each row while a model trains.
//!
//! Everything else in this crate looks at finished models. Here a row is told by its path: what the model made of it after every epoch.
//!
//! | question | here |
//! |---|---|
//! | what did the network say of each row, epoch by epoch? | [`ObservedTraining`], [`TrainingRecord`] |
//! | how sure, how changeable, how often right? | [`confidence`], [`variability`], [`correctness`]: together a [`DataMap`] |
//! | was it learned, and forgotten again? | [`forgetting_events`], [`ever_learned`], [`is_unforgettable`] |
//! | how far off was it early on? | [`error_norm`] (EL2N) |
//! | which rows would one look at first, and how many of them carry a planted label? | [`Ranking`], [`DataMap::inspect`] |
//! | rows of a table with labels made wrong on purpose, in both worlds | [`MapStudy`] |
//!
//! When it misleads: a path belongs to one run. Another start, order or schedule gives another, and a network that trains for long enough
//! fits the wrong labels too: the map then forgets what it showed.
//!
//! ```
//! use simulation::data::digits;
//! use simulation::dynamics::{MapStudy, Ranking};
//! use simulation::learners::{Activation, Batches, NetworkLearner, Optimiser};
//! use simulation::seed::Seed;
//!
//! // 200 digits, 20 of them with a wrong label, and a network that sees each of them ten times.
//! let study = MapStudy::draw(&digits::shares(&digits::dataset())?, 200, 0.1, Seed::new(1))?;
//! let learner = NetworkLearner::new(16, Activation::Tanh, Optimiser::sgd(0.1, 0.5)?, 10);
//! let mut training = study.train(&learner.with_batches(Batches::Shuffled(16))?, Seed::new(1), 3)?;
//! while training.step()? {}
//! let map = training.record().map(10).ok_or("ten epochs")?;
//! let found = map.inspect(Ranking::Confidence, study.planted(), 20).ok_or("a ranking")?;
//! assert!(found.precision() > Some(0.5) && found.base_rate() < Some(0.11));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod data_map;
mod observed;
mod record;
mod scores;
mod study;

pub use data_map::{DataMap, Ranking, RowDynamics};
pub use observed::ObservedTraining;
pub use record::{Epoch, TrainingRecord};
pub use scores::{
    confidence, correctness, error_norm, ever_learned, forgetting_events, is_unforgettable, variability,
};
pub use study::{MapStudy, StudyError};

//! Performative prediction: the model is deployed, the world answers, and the next model is trained on the answer.
//!
//! D(θ) is the world that answers to θ. Two risks belong to it:
//!
//! - DPR(θ, φ) = E over D(θ) of ℓ(z; φ): deployed is θ, measured is φ
//! - PR(θ) = DPR(θ, θ), the **performative risk**: what a deployed model is measured at
//!
//! Retraining takes θ to G(θ) = argmin over φ of DPR(θ, φ). A **stable point** is its own retraining, θ = G(θ); an **optimum** has the least
//! PR. They need not agree: a stable model is best for the world that it made, and another might make a better world.
//!
//! **Convergence.** If D is ε-sensitive (the worlds of θ and θ′ are no further apart, in Wasserstein-1 distance, than ε·‖θ − θ′‖), ℓ is
//! β-jointly smooth and γ-strongly convex, then ‖G(θ) − G(θ′)‖ ≤ (εβ/γ)·‖θ − θ′‖: for ε < γ/β retraining converges, and there are worlds in which it
//! does not for any larger ε.
//!
//! | world | what answers | here |
//! |---|---|---|
//! | a biased coin | the chance of heads | [`BiasedCoin`] |
//! | a location | the mean of a Gaussian | [`LocationMap`] |
//! | a table of people | the features that each of them can change | [`StrategicLogistic`], on real ones [`applicants()`] |
//!
//! [`Retraining`] runs any of them, all the way to G(θ) or a part of it.
//!
//! Source: Perdomo, Zrnic, Mendler-Dünner & Hardt (2020), *Performative prediction*.
//!
//! When it misleads: D(θ) here answers at once and fully to the last model alone. Where people remember, learn or leave, there is a state.
//!
//! ```
//! use simulation::causal::performative::{LocationMap, Retraining};
//!
//! for (sensitivity, converges) in [(0.5, true), (0.9, true), (1.0, false), (1.2, false)] {
//!     let world = LocationMap::new(1.0, sensitivity)?;
//!     let gaps = Retraining::new(&world, vec![0.0], 1.0)?.take(300).map(|round| Ok(round?.gap));
//!     let gaps = gaps.collect::<Result<Vec<f64>, simulation::causal::performative::PerformativeError>>()?;
//!     assert_eq!(gaps.last().is_some_and(|gap| *gap < 1e-10), converges);
//!     assert_eq!(world.converges(), converges);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod applicants;
mod lines;
mod retraining;
mod strategic;

use thiserror::Error;

pub use applicants::{LOAN, NUMBERS, applicants};
pub use lines::{BiasedCoin, LocationMap};
pub use retraining::{Retraining, Round};
pub use strategic::StrategicLogistic;

use crate::learners::{FitError, LearnerError};
use crate::seed::Seed;

/// A world that answers to the model.
pub trait Performative {
    /// How many parameters a model has.
    fn dimension(&self) -> usize;

    /// G(θ): the model of least risk in the world that answers to `deployed`.
    ///
    /// # Errors
    /// [`PerformativeError::Dimension`] for another number of parameters, [`PerformativeError::Fit`] where the world cannot be learned
    /// from, [`PerformativeError::Range`] beyond the finite numbers.
    fn retrain(&self, deployed: &[f64]) -> Result<Vec<f64>, PerformativeError>;

    /// The same on so many people who are drawn from that world, each from a stream of its own: what an operator who sees no more than a sample would
    /// deploy.
    ///
    /// # Errors
    /// As [`Performative::retrain`]; [`PerformativeError::Nobody`] of no people.
    fn retrain_on(&self, deployed: &[f64], people: u32, seed: Seed) -> Result<Vec<f64>, PerformativeError>;

    /// DPR(θ, φ): the risk of `model` in the world that answers to `deployed`.
    ///
    /// # Errors
    /// As [`Performative::retrain`].
    fn decoupled_risk(&self, deployed: &[f64], model: &[f64]) -> Result<f64, PerformativeError>;

    /// PR(θ) = DPR(θ, θ).
    ///
    /// # Errors
    /// As [`Performative::retrain`].
    fn performative_risk(&self, model: &[f64]) -> Result<f64, PerformativeError> {
        self.decoupled_risk(model, model)
    }
}

/// Why a world does not answer.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum PerformativeError {
    /// A setting out of its range.
    #[error("{name} is {value}: legal are {legal}")]
    Setting {
        /// What it is called.
        name: &'static str,
        /// What was asked for.
        value: f64,
        /// The legal range.
        legal: &'static str,
    },
    /// A model of another shape.
    #[error("the model has {found} parameters: legal are {needed}")]
    Dimension {
        /// Its parameters.
        found: usize,
        /// Those of this world's models.
        needed: usize,
    },
    /// A sample of nobody.
    #[error("0 people to train on: legal are 1 and more")]
    Nobody,
    /// A feature that the table lacks, or that is named twice.
    #[error("feature {column} cannot be changed: legal are 0 to {largest}, each once")]
    Column {
        /// The column.
        column: usize,
        /// The last column.
        largest: usize,
    },
    /// The rows could not be learned from.
    #[error(transparent)]
    Fit(#[from] FitError),
    /// The learner could not be configured.
    #[error(transparent)]
    Learner(#[from] LearnerError),
    /// A number beyond the finite ones.
    #[error("the models have left the finite numbers: the feedback is too strong to go on")]
    Range,
}

/// A finite number, from `least` on.
fn setting(
    name: &'static str,
    value: f64,
    least: f64,
    legal: &'static str,
) -> Result<f64, PerformativeError> {
    if value.is_finite() && value >= least {
        Ok(value)
    } else {
        Err(PerformativeError::Setting { name, value, legal })
    }
}

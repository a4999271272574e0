//! A, the learner: from a world to a model.
//!
//! A learner is its own configuration; a model exists only fitted. Prediction answers with *every* class that shares
//! first place: a tie is part of the result and is never broken by the order of the classes.
//!
//! | learner | minimises, over a world's rows of weight sᵢ |
//! |---|---|
//! | [`NearestCentroid`], [`NearestNeighbours`] | nothing: closed forms |
//! | [`RidgeRegression`] | Σ sᵢ·(yᵢ − w·xᵢ − b)² + α·‖w‖² |
//! | [`LogisticRegression`], [`SoftmaxRegression`] | Σ sᵢ·(−log p(yᵢ)) + (λ/2)·‖w‖² |
//! | [`GaussianNaiveBayes`] | nothing: means and variances |
//! | [`NetworkLearner`] | runs a schedule of gradient steps on the mean of −log p(yᵢ) |
//!
//! What explains a fit needs its slopes: see [`Differentiable`], [`Curved`] and [`MixedDerivative`].
//!
//! ```
//! use simulation::data::penguins;
//! use simulation::learners::{Classification, GaussianNaiveBayes, Learner, Model, NearestCentroid};
//! use simulation::seed::Seed;
//! use simulation::world::World;
//!
//! /// How many of the birds a learner names right that saw every third of them.
//! fn right<L: Learner<Model: Classification>>(learner: &L) -> Result<usize, Box<dyn std::error::Error>> {
//!     let data = penguins::dataset();
//!     let model = learner.fit(&World::new(&data, (0..342).step_by(3)), Seed::new(0))?;
//!     assert!(model.converged());
//!     let named = |row: &simulation::dataset::Row<'_>| row.target.class().is_some_and(|k| model.predict(row.features).contains(k));
//!     Ok(data.rows().filter(named).count())
//! }
//! assert!(right(&GaussianNaiveBayes::default())? > 320);
//! assert!(right(&NearestCentroid)? < 320, "body mass in grams drowns the bills");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod any;
mod bayes;
mod class_set;
mod classifier;
mod differentiable;
mod linear;
mod mixed;
mod neighbours;
mod network;
mod rows;
mod warm_start;

use thiserror::Error;

pub use any::{AnyClassifier, AnyModel};
pub use bayes::{BayesModel, GaussianNaiveBayes};
pub use class_set::ClassSet;
pub use classifier::{Classifier, ClassifierModel};
pub use differentiable::{Curved, Differentiable};
pub use linear::{
    IncrementalSoftmax, Intercept, LogisticFit, LogisticLeaveOneOut, LogisticLeftOut, LogisticModel,
    LogisticRegression, NormalEquations, RidgeLeftOut, RidgeModel, RidgeRegression, SoftmaxFit, SoftmaxModel,
    SoftmaxRegression,
};
pub use mixed::MixedDerivative;
pub use neighbours::{CentroidModel, NearestCentroid, NearestNeighbours, NeighboursModel};
pub use network::{
    Activation, Batches, Initial, Network, NetworkLearner, Optimiser, OptimiserSteps, Snapshot, Training,
};
pub(crate) use rows::{Labelled, labelled, measured, softmax, to_shares};
pub use warm_start::WarmStart;

use crate::seed::Seed;
use crate::world::World;

/// A training algorithm with all of its settings.
pub trait Learner {
    /// What it makes.
    type Model: Model;

    /// Trains on the rows of a world. A deterministic learner ignores the seed. An empty or single-class world is legal:
    /// each learner says what its model then is.
    ///
    /// # Errors
    /// [`FitError`] where the numbers leave the range of the arithmetic.
    fn fit(&self, world: &World<'_>, seed: Seed) -> Result<Self::Model, FitError>;
}

/// A fitted model.
pub trait Model {
    /// Whether the fit reached its objective's optimum. Models in closed form always have.
    fn converged(&self) -> bool {
        true
    }
}

/// A model that predicts classes.
pub trait Classification: Model {
    /// The classes that share first place for a row of p features.
    fn predict(&self, features: &[f64]) -> ClassSet;

    /// A probability for each of the K classes, adding up to 1. Each model says how it comes to them.
    fn probabilities(&self, features: &[f64]) -> Vec<f64>;
}

/// A model that predicts numbers.
pub trait Regression: Model {
    /// The prediction for a row of p features.
    fn predict(&self, features: &[f64]) -> f64;
}

/// Why no model was made.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum FitError {
    /// The Newton system could not be solved.
    #[error("the Hessian at iteration {iteration} is not positive definite: are the features scaled?")]
    Hessian {
        /// The iteration, from 1.
        iteration: u32,
    },
    /// The rows and the penalty do not determine every coefficient, or only to fewer digits than there are.
    #[error(
        "column {column} is a combination of other columns in these rows: drop it, or use a larger penalty"
    )]
    Collinear {
        /// The column of the features, from 0; the intercept comes after the last.
        column: usize,
    },
    /// The table has more or fewer classes than the learner tells apart.
    #[error("the table has {found} classes: legal are {needed}")]
    Classes {
        /// What the learner tells apart.
        needed: usize,
        /// K.
        found: usize,
    },
    /// Gradient steps led out of the finite numbers.
    #[error("the weights are no longer finite at step {step}: is the learning rate too large?")]
    Diverged {
        /// The step, from 0.
        step: u32,
    },
    /// A row that the model was not fitted on.
    #[error("row {row} is not among the rows that the model was fitted on")]
    Row {
        /// The row's number.
        row: u32,
    },
    /// A row of another width, or of a target that the table cannot have.
    #[error("row {row} does not fit this table's columns and targets")]
    Shape {
        /// The row's number.
        row: u32,
    },
    /// A network to begin with that reads other features or tells other classes apart.
    #[error("the network to begin with is of another shape than the table")]
    Start,
    /// The table's targets are of the other kind.
    #[error("the learner predicts {needed}, and the table's targets are not {needed}")]
    Targets {
        /// `classes` or `numbers`.
        needed: &'static str,
    },
    /// The rows do not fit the scale that was held for them.
    #[error(
        "rows of {found} features do not fit a scale of {fitted}: the counts must agree, and scaled values be finite"
    )]
    Scale {
        /// The features that the scale was fitted to.
        fitted: usize,
        /// The features of the world's rows.
        found: usize,
    },
}

/// Why a learner could not be configured.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum LearnerError {
    /// No neighbour to ask.
    #[error("neighbours is {0}: legal are 1 and more")]
    Neighbours(u32),
    /// A penalty that does not make the optimum unique.
    #[error("penalty is {0}: legal are finite numbers above 0")]
    Penalty(f64),
    /// Any other number out of its range.
    #[error("{name} is {value}: legal are {legal}")]
    Setting {
        /// What it is called.
        name: &'static str,
        /// What was asked for.
        value: f64,
        /// The legal range.
        legal: &'static str,
    },
}

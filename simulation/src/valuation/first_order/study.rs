//! Every row's removal, foretold four ways and carried out.
//!
//! One binary logistic regression of standardised rows, ½‖θ‖² + C·Σ log loss with the intercept penalised like every weight, and for each
//! row the change in the mean loss L of a slice if that row goes:
//!
//! | | formula | unit |
//! |---|---|---|
//! | first order | ∇L·H⁻¹·gᵢ ([`Influence`]) | of L |
//! | one Newton step | L(θ + Δ) − L(θ) ([`Influence`]) | of L |
//! | TracIn | Σₑ η·⟨∇L(θₑ), ∇ℓᵢ(θₑ)⟩ along [`PATH`] ([`LossTrace`]) | its own |
//! | representer value | −αᵢ·⟨aᵢ, ∇L⟩ = ∇L·gᵢ/λ ([`Representer::loss_shares`](super::Representer::loss_shares)) | its own |
//! | what happens | L of the model retrained without the row, minus L ([`LogisticLeaveOneOut`]) | of L |
//!
//! The scale is that of all rows and is held fixed. TracIn follows stochastic gradient descent on the same objective, from θ = 0.
//!
//! Cost: [`RemovalStudy::new`] one fit, in short steps for whoever asks [`RemovalStudy::begin`]; then a [`step`](RemovalStudy::step) of a
//! millisecond or so for each row's retraining, for each eight Newton steps and for each epoch of the path.
//!
//! Sources: Koh & Liang (2017); Pruthi and others (2020); Yeh and others (2018): see the methods.
//!
//! When it misleads: TracIn tells of a path and representer values of a prediction; neither foretells a removal. Against one they can
//! be compared in order and along a line, not in size.

mod start;

use thiserror::Error;

use super::{Influence, InfluenceError, LossTrace, RepresenterError, TracInError};
use crate::dataset::{Dataset, DatasetError, RowId};
use crate::learners::{
    Activation, Batches, FitError, Initial, LearnerError, LogisticLeaveOneOut, LogisticModel,
    LogisticRegression, NetworkLearner, Optimiser, Training,
};
use crate::observers::{MeanLoss, Observer, Slice};
use crate::order::{ascending, key};
use crate::projection::{Projection, ProjectionError};
use crate::seed::Seed;
use crate::world::World;

pub use start::RemovalStart;

/// The run that TracIn follows.
pub const PATH: Path = Path { rate: 0.05, batch: 32, epochs: 30 };

/// Newton steps in one step.
const NEWTON_STEPS: usize = 8;

/// A run of stochastic gradient descent: a checkpoint before each epoch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Path {
    /// η.
    pub rate: f64,
    /// Rows of a step.
    pub batch: u32,
    /// Epochs, and checkpoints.
    pub epochs: u32,
}

/// A way to foretell a removal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foretold {
    /// The influence function.
    FirstOrder,
    /// The loss at the weights of one Newton step.
    NewtonStep,
    /// TracIn.
    Trace,
    /// The representer value.
    Represented,
}

/// Why there is nothing to compare.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum StudyError {
    /// C out of range.
    #[error(transparent)]
    Learner(#[from] LearnerError),
    /// Rows that cannot be standardised.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
    /// Rows that cannot be learned from.
    #[error(transparent)]
    Fit(#[from] FitError),
    /// Rows that have no influence.
    #[error(transparent)]
    Influence(#[from] InfluenceError),
    /// Rows without shares.
    #[error(transparent)]
    Representer(#[from] RepresenterError),
    /// A path that cannot be followed.
    #[error(transparent)]
    Trace(#[from] TracInError),
    /// Rows that cannot be drawn.
    #[error(transparent)]
    Projection(#[from] ProjectionError),
}

/// What becomes of the model when rows go and it is retrained.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Retrained {
    /// L without them, minus L.
    pub change: f64,
    /// Where its boundary then crosses the plane: see [`Projection::crossing`].
    pub boundary: [f64; 3],
}

/// The comparison, in short steps.
///
/// ```
/// use simulation::data::iris;
/// use simulation::seed::Seed;
/// use simulation::statistics::pearson;
/// use simulation::valuation::first_order::{Foretold, RemovalStudy};
///
/// let flowers = iris::dataset().pair_of_classes(1, 2)?;
/// let mut study = RemovalStudy::new(&flowers, 0.01, 0..100, Seed::new(1))?;
/// while study.step()? {}
/// let r = pearson(study.foretold(Foretold::FirstOrder), study.actual()).ok_or("all alike")?;
/// assert!(r > 0.99);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct RemovalStudy {
    data: Dataset,
    measured: Vec<usize>,
    learner: LogisticRegression,
    model: LogisticModel,
    loss: f64,
    left_out: LogisticLeaveOneOut,
    training: Training,
    trace: LossTrace,
    first_order: Vec<f64>,
    newton: Vec<f64>,
    represented: Vec<f64>,
    actual: Vec<f64>,
    leverages: Vec<f64>,
    plane: Projection,
    boundaries: Vec<[f64; 3]>,
}

impl RemovalStudy {
    /// Standardises all rows of a table of two classes and fits the model; L is the mean loss over the rows at `measured`. `seed` is TracIn's, whose path
    /// draws the order of its rows. Cost O(n·p²) for each of about ten iterations, and O(p³) for the plane of the rows' picture.
    ///
    /// # Errors
    /// [`StudyError`]: C must be finite and above 0, the classes two, the features at most [`crate::projection::MAX_FEATURES`], and at least one row measured.
    pub fn new(
        rows: &Dataset,
        c: f64,
        measured: impl IntoIterator<Item = usize>,
        seed: Seed,
    ) -> Result<Self, StudyError> {
        let mut start = Self::begin(rows, c, measured, seed)?;
        loop {
            if let Some(study) = start.step()? {
                return Ok(study);
            }
        }
    }

    /// The same with nothing fitted yet, for whoever takes it in steps: see [`RemovalStart`].
    ///
    /// # Errors
    /// [`StudyError`]: what [`RemovalStudy::new`] finds before it fits the model.
    pub fn begin(
        rows: &Dataset,
        c: f64,
        measured: impl IntoIterator<Item = usize>,
        seed: Seed,
    ) -> Result<RemovalStart, StudyError> {
        RemovalStart::new(rows, c, measured, seed)
    }

    /// Does the next piece of the work; `false` if there was none.
    ///
    /// # Errors
    /// [`StudyError`]; what was done before is kept.
    pub fn step(&mut self) -> Result<bool, StudyError> {
        if self.newton.len() < self.first_order.len() {
            self.newton_steps()?;
        } else if self.trace.checkpoints() < PATH.epochs && !self.first_order.is_empty() {
            self.epoch()?;
        } else if let Some(left_out) = self.left_out.next() {
            let left_out = left_out?;
            self.actual.push(self.loss_of(&left_out.model)? - self.loss);
            self.leverages.push(left_out.leverage);
            self.boundaries.push(self.plane.crossing(|features| left_out.model.score(features)));
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    /// How many pieces are done, and how many there are: a row's Newton step, a row's retraining, an epoch.
    pub fn progress(&self) -> (u32, u32) {
        let done = self.newton.len() + self.actual.len();
        (done as u32 + self.trace.checkpoints(), 2 * self.first_order.len() as u32 + PATH.epochs)
    }

    /// The rows on their common scale.
    pub fn data(&self) -> &Dataset {
        &self.data
    }

    /// L of the model of all rows.
    pub fn loss(&self) -> f64 {
        self.loss
    }

    /// The model of all rows.
    pub fn model(&self) -> &LogisticModel {
        &self.model
    }

    /// What is foretold of each row, in the order of the table, as far as it is computed; TracIn's sums grow until its path ends.
    pub fn foretold(&self, how: Foretold) -> &[f64] {
        match how {
            Foretold::FirstOrder => &self.first_order,
            Foretold::NewtonStep => &self.newton,
            Foretold::Trace => self.trace.sums(),
            Foretold::Represented => &self.represented,
        }
    }

    /// What happened to L without each row, in the order of the table, as far as it is computed.
    pub fn actual(&self) -> &[f64] {
        &self.actual
    }

    /// hᵢ of each row, as far as it is left out: its share, from 0 to 1, of the curvature in its own direction. The Newton step is the first-order
    /// step divided by 1 − hᵢ.
    pub fn leverages(&self) -> &[f64] {
        &self.leverages
    }

    /// The plane of the rows' picture: their first two principal components.
    pub fn plane(&self) -> &Projection {
        &self.plane
    }

    /// Where the boundary of the model of all rows crosses the plane: see [`Projection::crossing`].
    pub fn boundary(&self) -> [f64; 3] {
        self.plane.crossing(|features| self.model.score(features))
    }

    /// The same of the model retrained without each row, in the order of the table, as far as it is computed.
    pub fn boundaries(&self) -> &[[f64; 3]] {
        &self.boundaries
    }

    /// L without these rows by one Newton step, minus L. Cost as [`LossInfluence::removal`](super::LossInfluence::removal), and a Hessian.
    ///
    /// # Errors
    /// [`StudyError::Influence`] for a row that is not in the table.
    pub fn group_newton(&self, ids: &[RowId]) -> Result<f64, StudyError> {
        let (world, slice) = (World::trainable(&self.data), Slice::new(&self.data, self.measured.clone()));
        let influence = Influence::new(&self.model, &world)?;
        let on = influence.on(&slice)?;
        Ok(on.removal(ids)?.newton_loss)
    }

    /// The model retrained without these rows. Cost: one fit.
    ///
    /// # Errors
    /// [`StudyError::Fit`] where the numbers leave the range of the arithmetic.
    pub fn group_retrained(&self, ids: &[RowId]) -> Result<Retrained, StudyError> {
        let world = World::trainable(&self.data);
        let without = self.learner.without(&world, &self.model, ids)?;
        let boundary = self.plane.crossing(|features| without.score(features));
        Ok(Retrained { change: self.loss_of(&without)? - self.loss, boundary })
    }

    fn loss_of(&self, model: &LogisticModel) -> Result<f64, StudyError> {
        let slice = Slice::new(&self.data, self.measured.iter().copied());
        MeanLoss(slice).observe(model).ok_or(StudyError::Influence(InfluenceError::Nothing))
    }

    fn newton_steps(&mut self) -> Result<(), StudyError> {
        let (world, slice) = (World::trainable(&self.data), Slice::new(&self.data, self.measured.clone()));
        let influence = Influence::new(&self.model, &world)?;
        let on = influence.on(&slice)?;
        let ids = world.rows().map(|row| row.id).skip(self.newton.len()).take(NEWTON_STEPS);
        let losses =
            ids.map(|id| Ok(on.removal(&[id])?.newton_loss)).collect::<Result<Vec<f64>, InfluenceError>>()?;
        self.newton.extend(losses);
        Ok(())
    }

    /// A checkpoint, and the steps up to the next.
    fn epoch(&mut self) -> Result<(), StudyError> {
        let (world, slice) = (World::trainable(&self.data), Slice::new(&self.data, self.measured.clone()));
        let steps = self.training.steps_per_epoch().max(1);
        if let Some(snapshot) = self.training.next() {
            self.trace.add(&snapshot?.network, &world, &slice, PATH.rate)?;
        }
        for step in self.training.by_ref().take(steps as usize - 1) {
            step?;
        }
        Ok(())
    }
}

/// The positions of the `count` rows that are nearest to the one at `position` by Euclidean distance of the features as they
/// stand, itself first; nothing for a position from n on. Cost O(n·p + n log n).
///
/// ```
/// use simulation::data::iris;
/// use simulation::valuation::first_order::nearest_rows;
/// assert_eq!(nearest_rows(&iris::dataset(), 0, 3), [0, 17, 4]);
/// ```
pub fn nearest_rows(data: &Dataset, position: usize, count: usize) -> Vec<usize> {
    let Some(centre) = data.row(position) else { return vec![] };
    let distance = |features: &[f64]| {
        features.iter().zip(centre.features).fold(0.0, |sum, (a, b)| sum + (a - b) * (a - b))
    };
    let mut order = ascending(data.rows().map(|row| key(distance(row.features))));
    // A twin may stand before it.
    order.retain(|&other| other != position);
    order.insert(0, position);
    order.truncate(count);
    order
}

/// Descent on the mean over n rows of what the logistic regression minimises: two scores ∓z/2 with a decay of 2λ/n each
/// have the same penalty as z with λ/n.
fn path(learner: &LogisticRegression, world: &World<'_>) -> Result<NetworkLearner, LearnerError> {
    let decay = 2.0 * learner.penalty() / world.len().max(1) as f64;
    let optimiser = Optimiser::sgd(PATH.rate, 0.0)?.with_decay(decay)?;
    let learner =
        NetworkLearner::new(0, Activation::Tanh, optimiser, PATH.epochs).with_initial(Initial::Zero);
    learner.with_batches(Batches::Shuffled(PATH.batch))
}

#[cfg(test)]
#[path = "study/tests.rs"]
mod tests;

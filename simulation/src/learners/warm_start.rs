//! Fits that begin at another world's model.

use super::{FitError, Learner, LogisticModel, LogisticRegression, SoftmaxModel, SoftmaxRegression};
use crate::seed::Seed;
use crate::world::World;

/// A learner whose fit does not depend on where it begins, so that it may begin where it saves time: at the model of a world that is
/// nearly the same.
pub trait WarmStart: Learner {
    /// The model of [`Learner::fit`], up to the rounding of its stopping rule, begun at `start`.
    ///
    /// # Errors
    /// Those of [`Learner::fit`].
    fn fit_warm(&self, world: &World<'_>, start: &Self::Model, seed: Seed) -> Result<Self::Model, FitError>;
}

impl WarmStart for LogisticRegression {
    fn fit_warm(
        &self,
        world: &World<'_>,
        start: &LogisticModel,
        _seed: Seed,
    ) -> Result<LogisticModel, FitError> {
        self.fit_from(world, start)
    }
}

impl WarmStart for SoftmaxRegression {
    fn fit_warm(
        &self,
        world: &World<'_>,
        start: &SoftmaxModel,
        _seed: Seed,
    ) -> Result<SoftmaxModel, FitError> {
        self.fit_from(world, start)
    }
}

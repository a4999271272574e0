//! Fits that begin at another world's model.
//!
//! ```
//! use simulation::data::penguins;
//! use simulation::learners::{Differentiable, Learner, SoftmaxRegression, WarmStart};
//! use simulation::seed::Seed;
//! use simulation::world::World;
//!
//! fn retrained<L: WarmStart>(learner: &L, before: &World<'_>, after: &World<'_>) -> Option<L::Model> {
//!     let start = learner.fit(before, Seed::new(0)).ok()?;
//!     learner.fit_warm(after, &start, Seed::new(0)).ok()
//! }
//! let data = penguins::dataset().map_features(|_, value| value / 100.0)?;
//! let world = World::new(&data, (0..342).step_by(9));
//! let rest = world.keeping(|place| place > 0);
//! let learner = SoftmaxRegression::new(1.0)?;
//! let warm = retrained(&learner, &world, &rest).ok_or("no fit")?;
//! let cold = learner.fit(&rest, Seed::new(0))?;
//! assert!(warm.parameters().iter().zip(cold.parameters()).all(|(a, b)| (a - b).abs() < 1e-6));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::{
    Classifier, ClassifierModel, FitError, Learner, LogisticModel, LogisticRegression, RidgeModel,
    RidgeRegression, SoftmaxModel, SoftmaxRegression,
};
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

/// A closed form begins nowhere.
impl WarmStart for RidgeRegression {
    fn fit_warm(&self, world: &World<'_>, _start: &RidgeModel, seed: Seed) -> Result<RidgeModel, FitError> {
        self.fit(world, seed)
    }
}

/// The learners in closed form begin nowhere.
impl WarmStart for Classifier {
    fn fit_warm(
        &self,
        world: &World<'_>,
        start: &ClassifierModel,
        seed: Seed,
    ) -> Result<ClassifierModel, FitError> {
        match (self, start) {
            (Self::SoftmaxRegression(learner), ClassifierModel::SoftmaxRegression(start)) => {
                learner.fit_from(world, start).map(ClassifierModel::SoftmaxRegression)
            }
            _ => self.fit(world, seed),
        }
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

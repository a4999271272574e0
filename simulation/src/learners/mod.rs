//! A, the learner: from a world to a model.
//!
//! A learner is its own configuration; a model exists only fitted. Prediction answers with *every* class that shares
//! first place: a tie is part of the result and is never broken by the order of the classes.

mod nearest_centroid;
mod nearest_neighbours;
mod softmax_regression;

use thiserror::Error;

pub use nearest_centroid::{CentroidModel, NearestCentroid};
pub use nearest_neighbours::{NearestNeighbours, NeighboursModel};
pub use softmax_regression::{SoftmaxModel, SoftmaxRegression};

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

/// A fitted classifier.
pub trait Model {
    /// The classes that share first place for a row of p features.
    fn predict(&self, features: &[f64]) -> ClassSet;

    /// Whether the fit reached its objective's optimum. Models in closed form always have.
    fn converged(&self) -> bool {
        true
    }
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
}

/// A non-empty set of classes, out of at most 32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassSet(u32);

impl ClassSet {
    /// The classes with the largest score; every class if there are no scores above −∞. Equality is exact.
    pub fn arg_max(scores: impl IntoIterator<Item = f64>) -> Self {
        let (mut best, mut set, mut all) = (f64::NEG_INFINITY, 0_u32, 0_u32);
        for (class, score) in scores.into_iter().enumerate().take(32) {
            all |= 1 << class;
            if score > best {
                (best, set) = (score, 1 << class);
            } else if score == best && score > f64::NEG_INFINITY {
                set |= 1 << class;
            }
        }
        Self(if set == 0 { all } else { set })
    }

    /// Whether a class is among the winners.
    pub fn contains(self, class: usize) -> bool {
        class < 32 && self.0 >> class & 1 == 1
    }

    /// How many classes share first place.
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether there is no class at all, as for a protocol without classes.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// One of the classifiers, chosen at run time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Classifier {
    /// See [`NearestCentroid`].
    NearestCentroid(NearestCentroid),
    /// See [`NearestNeighbours`].
    NearestNeighbours(NearestNeighbours),
    /// See [`SoftmaxRegression`].
    SoftmaxRegression(SoftmaxRegression),
}

/// What a [`Classifier`] makes.
#[derive(Clone, Debug)]
pub enum ClassifierModel {
    /// See [`CentroidModel`].
    NearestCentroid(CentroidModel),
    /// See [`NeighboursModel`].
    NearestNeighbours(NeighboursModel),
    /// See [`SoftmaxModel`].
    SoftmaxRegression(SoftmaxModel),
}

impl Learner for Classifier {
    type Model = ClassifierModel;

    fn fit(&self, world: &World<'_>, seed: Seed) -> Result<ClassifierModel, FitError> {
        Ok(match self {
            Self::NearestCentroid(learner) => ClassifierModel::NearestCentroid(learner.fit(world, seed)?),
            Self::NearestNeighbours(learner) => ClassifierModel::NearestNeighbours(learner.fit(world, seed)?),
            Self::SoftmaxRegression(learner) => ClassifierModel::SoftmaxRegression(learner.fit(world, seed)?),
        })
    }
}

impl Model for ClassifierModel {
    fn predict(&self, features: &[f64]) -> ClassSet {
        match self {
            Self::NearestCentroid(model) => model.predict(features),
            Self::NearestNeighbours(model) => model.predict(features),
            Self::SoftmaxRegression(model) => model.predict(features),
        }
    }

    fn converged(&self) -> bool {
        match self {
            Self::NearestCentroid(model) => model.converged(),
            Self::NearestNeighbours(model) => model.converged(),
            Self::SoftmaxRegression(model) => model.converged(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;

    #[test]
    fn ties_are_kept() {
        assert_eq!(ClassSet::arg_max([1.0, 3.0, 3.0]), ClassSet(0b110));
        assert_eq!(ClassSet::arg_max([f64::NEG_INFINITY; 3]), ClassSet(0b111));
        assert_eq!(ClassSet::arg_max([f64::NEG_INFINITY, -2.0]), ClassSet(0b10));
    }

    #[test]
    fn empty_and_single_class_worlds_are_defined_for_every_learner() {
        let data = penguins::dataset();
        for learner in [
            Classifier::NearestCentroid(NearestCentroid),
            Classifier::NearestNeighbours(NearestNeighbours::new(3).unwrap()),
            Classifier::SoftmaxRegression(SoftmaxRegression::new(1.0).unwrap()),
        ] {
            let nothing = learner.fit(&World::new(&data, []), Seed::new(0)).unwrap();
            assert_eq!(nothing.predict(data.features(0)).len(), 3, "{learner:?}");
            assert!(nothing.converged());
            let gentoo = (0..data.len()).filter(|&p| data.label(p) == 2).take(5);
            let single = learner.fit(&World::new(&data, gentoo), Seed::new(0)).unwrap();
            assert_eq!(single.predict(data.features(0)), ClassSet(0b100), "{learner:?}");
        }
    }
}

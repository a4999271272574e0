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

use crate::dataset::{DatasetError, Row, Targets};
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
    /// The table's targets are of the other kind.
    #[error("the learner predicts {needed}, and the table's targets are not {needed}")]
    Targets {
        /// `classes` or `numbers`.
        needed: &'static str,
    },
    /// The rows do not fit the scale.
    #[error(transparent)]
    Table(#[from] DatasetError),
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

/// A row as a learner of classes sees it.
pub(crate) struct Labelled<'a> {
    pub(crate) features: &'a [f64],
    pub(crate) label: usize,
    pub(crate) weight: f64,
}

/// K and the rows of a world whose targets are classes.
pub(crate) fn labelled<'w>(world: &'w World<'_>) -> Result<(usize, Vec<Labelled<'w>>), FitError> {
    let Targets::Classes { count, .. } = world.dataset().targets() else {
        return Err(FitError::Targets { needed: "classes" });
    };
    let row = |row: Row<'w>| {
        Some(Labelled { features: row.features, label: row.target.class()?, weight: row.weight })
    };
    Ok((*count, world.rows().filter_map(row).collect()))
}

/// exp(sₖ) / Σ exp(s), computed from the largest so that nothing overflows; even shares if no score is above −∞.
pub(crate) fn softmax(mut scores: Vec<f64>) -> Vec<f64> {
    let largest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for score in &mut scores {
        *score = if largest == f64::NEG_INFINITY { 1.0 } else { libm::exp(*score - largest) };
    }
    let total = scores.iter().fold(0.0, |sum, share| sum + share);
    for share in &mut scores {
        *share /= total;
    }
    scores
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
    fn converged(&self) -> bool {
        match self {
            Self::NearestCentroid(model) => model.converged(),
            Self::NearestNeighbours(model) => model.converged(),
            Self::SoftmaxRegression(model) => model.converged(),
        }
    }
}

impl Classification for ClassifierModel {
    fn predict(&self, features: &[f64]) -> ClassSet {
        match self {
            Self::NearestCentroid(model) => model.predict(features),
            Self::NearestNeighbours(model) => model.predict(features),
            Self::SoftmaxRegression(model) => model.predict(features),
        }
    }

    fn probabilities(&self, features: &[f64]) -> Vec<f64> {
        match self {
            Self::NearestCentroid(model) => model.probabilities(features),
            Self::NearestNeighbours(model) => model.probabilities(features),
            Self::SoftmaxRegression(model) => model.probabilities(features),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::dataset::{Dataset, RowId};
    use crate::standardise::Standardiser;

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
            let even = nothing.probabilities(data.features(0));
            assert!(even.iter().all(|p| (p - 1.0 / 3.0).abs() < 1e-15), "{learner:?} {even:?}");
            assert!(nothing.converged());
            let gentoo = (0..data.len()).filter(|&p| data.target(p).class() == Some(2)).take(5);
            let single = learner.fit(&World::new(&data, gentoo), Seed::new(0)).unwrap();
            assert_eq!(single.predict(data.features(0)), ClassSet(0b100), "{learner:?}");
        }
    }

    #[test]
    fn a_row_of_weight_two_is_the_row_twice() {
        let data = penguins::dataset();
        let world = World::new(&data, (0..40).chain(200..240).chain(300..330));
        let scaled = Standardiser::fit(&world).apply(&data).unwrap();
        let world = World::new(&scaled, world.positions().iter().copied());
        let heavy = world.edited(&"reweight 7 → 2.0; reweight 310 → 2.0".parse().unwrap()).unwrap();
        let twice = world.edited(&"copy 7 as 1000; copy 310 as 1001".parse().unwrap()).unwrap();
        for learner in [
            Classifier::NearestCentroid(NearestCentroid),
            Classifier::NearestNeighbours(NearestNeighbours::new(4).unwrap()),
            Classifier::SoftmaxRegression(SoftmaxRegression::new(0.5).unwrap()),
        ] {
            let (one, two) = (learner.fit(&heavy, Seed::new(0)), learner.fit(&twice, Seed::new(0)));
            let (one, two) = (one.unwrap(), two.unwrap());
            for row in scaled.rows() {
                let pairs = one.probabilities(row.features).into_iter().zip(two.probabilities(row.features));
                for (a, b) in pairs {
                    assert!((a - b).abs() < 1e-9, "{learner:?}: {a} and {b}");
                }
            }
        }
    }

    #[test]
    fn numbers_are_no_classes() {
        let ids = vec![RowId::new(0)];
        let data = Dataset::measured(ids, ndarray::array![[1.0]], vec![2.5]).unwrap();
        let error = NearestCentroid.fit(&World::trainable(&data), Seed::new(0)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the learner predicts classes, and the table's targets are not classes"
        );
    }
}

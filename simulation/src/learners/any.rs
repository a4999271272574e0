//! A classifier of the [`Classifier`]s or a network: the choice of a reader who wants to see a learner's own luck.
//!
//! Apart from [`Classifier`], so that whoever needs no network does not carry one.

use super::{
    ClassSet, Classification, Classifier, ClassifierModel, FitError, Learner, Model, Network, NetworkLearner,
};
use crate::seed::Seed;
use crate::world::World;

/// A classifier, chosen at run time.
///
/// ```
/// use simulation::data::penguins;
/// use simulation::learners::{AnyClassifier, Activation, Classifier, Learner, NearestCentroid, NetworkLearner, Optimiser};
/// use simulation::seed::Seed;
/// use simulation::world::World;
/// let data = penguins::dataset();
/// let world = World::new(&data, 0..20);
/// let plain = AnyClassifier::Plain(Classifier::NearestCentroid(NearestCentroid));
/// let network = AnyClassifier::Network(NetworkLearner::new(4, Activation::Tanh, Optimiser::adam(0.05)?, 3));
/// assert!(plain.is_deterministic() && !network.is_deterministic());
/// network.fit(&world, Seed::new(1))?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AnyClassifier {
    /// One that ignores its seed.
    Plain(Classifier),
    /// One that starts from random weights.
    Network(NetworkLearner),
}

/// What an [`AnyClassifier`] makes.
#[derive(Clone, Debug)]
pub enum AnyModel {
    /// See [`ClassifierModel`].
    Plain(ClassifierModel),
    /// See [`Network`].
    Network(Network),
}

impl AnyClassifier {
    /// Whether two fits on the same rows are equal whatever the seed.
    pub const fn is_deterministic(&self) -> bool {
        matches!(self, Self::Plain(_))
    }
}

impl Learner for AnyClassifier {
    type Model = AnyModel;

    fn fit(&self, world: &World<'_>, seed: Seed) -> Result<AnyModel, FitError> {
        Ok(match self {
            Self::Plain(learner) => AnyModel::Plain(learner.fit(world, seed)?),
            Self::Network(learner) => AnyModel::Network(learner.fit(world, seed)?),
        })
    }
}

impl Model for AnyModel {
    fn converged(&self) -> bool {
        match self {
            Self::Plain(model) => model.converged(),
            Self::Network(model) => model.converged(),
        }
    }
}

impl Classification for AnyModel {
    fn predict(&self, features: &[f64]) -> ClassSet {
        match self {
            Self::Plain(model) => model.predict(features),
            Self::Network(model) => model.predict(features),
        }
    }

    fn probabilities(&self, features: &[f64]) -> Vec<f64> {
        match self {
            Self::Plain(model) => model.probabilities(features),
            Self::Network(model) => model.probabilities(features),
        }
    }
}

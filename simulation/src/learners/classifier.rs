//! One type for the classifiers that a reader chooses between.

use super::{
    CentroidModel, ClassSet, Classification, FitError, Learner, Model, NearestCentroid, NearestNeighbours,
    NeighboursModel, SoftmaxModel, SoftmaxRegression,
};
use crate::seed::Seed;
use crate::world::World;

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
            assert_eq!(single.predict(data.features(0)), ClassSet::arg_max([0.0, 0.0, 1.0]), "{learner:?}");
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

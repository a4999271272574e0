//! Nearest centroid: a class is the mean of its rows.
//!
//! Fit: m_k = mean of the rows of class k. Prediction: arg min_k ‖x − m_k‖². Classes without rows cannot win; in an empty world
//! all classes tie. Cost: fit O(n·p), prediction O(K·p).
//!
//! Source: Hastie, Tibshirani & Friedman, *The Elements of Statistical Learning*, section 18.2 (without shrinkage).
//!
//! When it misleads: a class of two clusters is predicted around the empty place between them.

use ndarray::{Array1, ArrayView1};

use super::{ClassSet, FitError, Learner, Model};
use crate::linear_algebra::squared_distance;
use crate::seed::Seed;
use crate::world::World;

/// The learner; it has no settings.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct NearestCentroid;

/// The class means: one for each class that had rows.
#[derive(Clone, Debug)]
pub struct CentroidModel {
    centroids: Vec<Option<Array1<f64>>>,
}

impl Learner for NearestCentroid {
    type Model = CentroidModel;

    fn fit(&self, world: &World<'_>, _seed: Seed) -> Result<CentroidModel, FitError> {
        let data = world.dataset();
        let mut sums = vec![(Array1::<f64>::zeros(data.feature_count()), 0_u32); data.class_count()];
        for &position in world.positions() {
            let (sum, count) = &mut sums[data.label(position)];
            for (total, &value) in sum.iter_mut().zip(data.features(position)) {
                *total += value;
            }
            *count += 1;
        }
        let mean = |(sum, count): (Array1<f64>, u32)| (count > 0).then(|| sum.mapv(|v| v / f64::from(count)));
        Ok(CentroidModel { centroids: sums.into_iter().map(mean).collect() })
    }
}

impl Model for CentroidModel {
    fn predict(&self, features: ArrayView1<'_, f64>) -> ClassSet {
        ClassSet::arg_max(self.centroids.iter().map(|centroid| {
            centroid.as_ref().map_or(f64::NEG_INFINITY, |centroid| {
                -squared_distance(features.iter().copied(), centroid.iter().copied())
            })
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Dataset, RowId};
    use ndarray::array;

    #[test]
    fn a_row_halfway_between_two_means_is_a_tie() {
        let ids = (0..4).map(RowId::new).collect();
        let data = Dataset::new(ids, array![[0.0], [2.0], [5.0], [7.0]], vec![0, 0, 1, 1], vec![0; 4], 2, 1)
            .unwrap();
        let model = NearestCentroid.fit(&World::new(&data, 0..4), Seed::new(0)).unwrap();
        assert_eq!(model.predict(array![3.5].view()).len(), 2);
        assert!(model.predict(array![3.4].view()).contains(0));
        assert!(model.predict(array![3.6].view()).contains(1));
    }
}

//! Nearest centroid: a class is the mean of its rows.
//!
//! Fit: m_k = weighted mean of the rows of class k. Prediction: arg min_k ‖x − m_k‖². Classes without rows cannot win; in an
//! empty world all classes tie. Probabilities: p_k ∝ exp(−‖x − m_k‖²/2), those of spherical Gaussians of variance 1 with even
//! priors, whose arg max is the prediction. Cost: fit O(n·p), prediction O(K·p).
//!
//! Source: Hastie, Tibshirani & Friedman, *The Elements of Statistical Learning*, section 18.2 (without shrinkage).
//!
//! When it misleads: a class of two clusters is predicted around the empty place between them.

use crate::learners::{ClassSet, Classification, FitError, Learner, Model, labelled, softmax};
use crate::linear_algebra::{add_scaled, squared_distance};
use crate::seed::Seed;
use crate::world::World;

/// The learner; it has no settings.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct NearestCentroid;

/// The class means: one for each class that had rows.
#[derive(Clone, Debug)]
pub struct CentroidModel {
    /// p means for each class, or none where there were no rows.
    centroids: Vec<Vec<f64>>,
}

impl Learner for NearestCentroid {
    type Model = CentroidModel;

    fn fit(&self, world: &World<'_>, _seed: Seed) -> Result<CentroidModel, FitError> {
        let (classes, rows) = labelled(world)?;
        let (mut centroids, mut counts) = (vec![Vec::<f64>::new(); classes], vec![0.0; classes]);
        for row in rows {
            centroids[row.label].resize(row.features.len(), 0.0);
            add_scaled(&mut centroids[row.label], row.weight, row.features);
            counts[row.label] += row.weight;
        }
        for (centroid, count) in centroids.iter_mut().zip(counts) {
            for sum in centroid.iter_mut() {
                *sum /= count;
            }
        }
        Ok(CentroidModel { centroids })
    }
}

impl CentroidModel {
    /// −‖x − m_k‖² for each class, −∞ for those without rows.
    fn scores(&self, features: &[f64]) -> impl Iterator<Item = f64> {
        self.centroids.iter().map(|centroid| {
            if centroid.is_empty() { f64::NEG_INFINITY } else { -squared_distance(features, centroid) }
        })
    }
}

impl Model for CentroidModel {}

impl Classification for CentroidModel {
    fn predict(&self, features: &[f64]) -> ClassSet {
        ClassSet::arg_max(self.scores(features))
    }

    fn probabilities(&self, features: &[f64]) -> Vec<f64> {
        softmax(self.scores(features).map(|score| 0.5 * score).collect())
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
        let data = Dataset::classified(ids, array![[0.0], [2.0], [5.0], [7.0]], vec![0, 0, 1, 1], 2).unwrap();
        let model = NearestCentroid.fit(&World::new(&data, 0..4), Seed::new(0)).unwrap();
        assert_eq!(model.predict(&[3.5]).len(), 2);
        assert!(model.predict(&[3.4]).contains(0));
        assert!(model.predict(&[3.6]).contains(1));
    }
}

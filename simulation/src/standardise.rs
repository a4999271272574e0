//! Preprocessing as part of the protocol: the scale.
//!
//! Means and scales are fitted once, on the baseline's training rows, and held fixed while the data are edited. Refitting
//! them in every world would be a second change beside the one under study; who wants that says so with
//! [`Preprocessing::Refitted`](crate::preprocessing::Preprocessing::Refitted).
//!
//! x ↦ (x − mean)/scale for each feature, the scale being the standard deviation with n in the denominator. When it misleads: held fixed, it has
//! seen the rows that a world is without.

use crate::dataset::{Dataset, DatasetError};
use crate::world::World;

/// z = (x − mean) / scale, feature by feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Standardiser {
    means: Vec<f64>,
    scales: Vec<f64>,
}

impl Standardiser {
    /// Fits weighted means m = Σwx / Σw and population standard deviations √(Σw(x − m)² / Σw) on a world's rows, so that a row of
    /// weight 2 is the row twice. A feature with one and the same value in all rows, and every feature of an empty world, gets
    /// scale 1. Cost O(n·p).
    ///
    /// ```
    /// use simulation::data::penguins;
    /// use simulation::standardise::Standardiser;
    /// use simulation::world::World;
    ///
    /// let data = penguins::dataset();
    /// let scale = Standardiser::fit(&World::trainable(&data));
    /// assert_eq!(scale.means()[0].round(), 44.0); // bill length in millimetres
    /// ```
    pub fn fit(world: &World<'_>) -> Self {
        let features = world.dataset().feature_count();
        let total = if world.is_empty() { 1.0 } else { world.total_weight() };
        let (mut means, mut scales) = (Vec::with_capacity(features), Vec::with_capacity(features));
        for feature in 0..features {
            let values = || world.rows().map(|row| (row.weight, row.features[feature]));
            let mean = values().fold(0.0, |sum, (weight, value)| sum + weight * value) / total;
            let square =
                |sum: f64, (weight, value): (f64, f64)| sum + weight * ((value - mean) * (value - mean));
            let variance = values().fold(0.0, square) / total;
            // Rounding can put the mean of equal values beside them: that is no spread to divide by.
            let first = values().next().map(|(_, value)| value);
            let varies = values().any(|(_, value)| Some(value) != first);
            means.push(mean);
            scales.push(if varies && variance > 0.0 { variance.sqrt() } else { 1.0 });
        }
        Self { means, scales }
    }

    /// The p means, feature by feature.
    pub fn means(&self) -> &[f64] {
        &self.means
    }

    /// The p scales, feature by feature, each above 0.
    pub fn scales(&self) -> &[f64] {
        &self.scales
    }

    /// The whole dataset on this scale. Cost O(n·p).
    ///
    /// # Errors
    /// [`DatasetError::NotFinite`] if a value overflows on it, [`DatasetError::Features`] if it was fitted to another number of
    /// features.
    pub fn apply(&self, dataset: &Dataset) -> Result<Dataset, DatasetError> {
        let (found, features) = (dataset.feature_count(), self.means.len());
        match dataset.row(0) {
            Some(row) if found != features => {
                Err(DatasetError::Features { row: row.id.number(), found, features })
            }
            None => Ok(dataset.clone()),
            Some(_) => {
                dataset.map_features(|feature, value| (value - self.means[feature]) / self.scales[feature])
            }
        }
    }

    /// One row's features on this scale, as far as it has any. Cost O(p).
    pub fn row(&self, features: &[f64]) -> Vec<f64> {
        let scaled = features.iter().zip(&self.means).zip(&self.scales);
        scaled.map(|((value, mean), scale)| (value - mean) / scale).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::dataset::RowId;
    use ndarray::array;

    #[test]
    fn the_baseline_has_mean_zero_and_variance_one() {
        let data = penguins::dataset();
        let world = World::new(&data, 0..40);
        let scaled = Standardiser::fit(&world).apply(&data).unwrap();
        for feature in 0..data.feature_count() {
            let values: Vec<f64> = (0..40).map(|p| scaled.features(p)[feature]).collect();
            let mean = values.iter().sum::<f64>() / 40.0;
            let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / 40.0;
            assert!(mean.abs() < 1e-12 && (variance - 1.0).abs() < 1e-12, "{mean} {variance}");
        }
    }

    #[test]
    fn an_empty_world_changes_nothing() {
        let data = penguins::dataset();
        assert_eq!(Standardiser::fit(&World::new(&data, [])).apply(&data).unwrap(), data);
    }

    #[test]
    fn a_row_of_weight_two_is_the_row_twice() {
        let data = penguins::dataset();
        let world = World::new(&data, 0..30);
        let heavy = Standardiser::fit(
            &world.edited(&"reweight 7 → 2.0; reweight 10 → 2.0".parse().unwrap()).unwrap(),
        );
        let twice =
            Standardiser::fit(&world.edited(&"copy 7 as 900; copy 10 as 901".parse().unwrap()).unwrap());
        for (one, two) in
            heavy.means().iter().zip(twice.means()).chain(heavy.scales().iter().zip(twice.scales()))
        {
            assert!((one - two).abs() <= 1e-12 * two.abs(), "{one} and {two}");
        }
    }

    #[test]
    fn a_constant_feature_keeps_its_scale_whatever_rounding_does() {
        // 0.1 + … + 0.1, ten times, is not 1: the mean lies beside the values.
        let ids = (0..10).map(RowId::new).collect();
        let data = Dataset::measured(ids, ndarray::Array2::from_elem((10, 1), 0.1), vec![0.0; 10]).unwrap();
        let scale = Standardiser::fit(&World::trainable(&data));
        assert_eq!(scale.scales(), [1.0]);
        assert!(scale.row(&[0.1])[0].abs() < 1e-15);
    }

    #[test]
    fn another_number_of_features_is_refused() {
        let scale = Standardiser::fit(&World::trainable(&penguins::dataset()));
        let narrow = Dataset::measured(vec![RowId::new(5)], array![[1.0]], vec![0.0]).unwrap();
        assert_eq!(scale.apply(&narrow).unwrap_err().to_string(), "row 5 has 1 features: legal are 4");
    }
}

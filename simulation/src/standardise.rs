//! Preprocessing as part of the protocol.
//!
//! Means and scales are fitted once, on the baseline's training rows, and held fixed while the data are edited. Refitting
//! them in every world would be a second change beside the one under study.

use crate::dataset::{Dataset, DatasetError};
use crate::world::World;

/// z = (x − mean) / scale, feature by feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Standardiser {
    means: Vec<f64>,
    scales: Vec<f64>,
}

impl Standardiser {
    /// Fits means and population standard deviations (divisor n) on a world's rows. A constant feature, and every feature
    /// of an empty world, gets scale 1. Cost O(n·p).
    pub fn fit(world: &World<'_>) -> Self {
        let features = world.dataset().feature_count();
        let rows = world.len().max(1) as f64;
        let sum = |f: &dyn Fn(usize) -> f64| world.positions().iter().fold(0.0, |sum, &p| sum + f(p));
        let (mut means, mut scales) = (Vec::with_capacity(features), Vec::with_capacity(features));
        for feature in 0..features {
            let value = |position: usize| world.dataset().features(position)[feature];
            let mean = sum(&value) / rows;
            let variance = sum(&|position| (value(position) - mean) * (value(position) - mean)) / rows;
            means.push(mean);
            scales.push(if variance > 0.0 { variance.sqrt() } else { 1.0 });
        }
        Self { means, scales }
    }

    /// The whole dataset on this scale.
    ///
    /// # Errors
    /// [`DatasetError::NotFinite`] if a value overflows on it.
    pub fn apply(&self, dataset: &Dataset) -> Result<Dataset, DatasetError> {
        dataset.map_features(|feature, value| (value - self.means[feature]) / self.scales[feature])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;

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
}

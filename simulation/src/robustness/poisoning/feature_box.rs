//! The box in which the features of poison must lie.

use super::PoisonError;
use crate::world::World;

/// low ≤ x ≤ high, feature by feature.
///
/// ```
/// use simulation::data::iris;
/// use simulation::robustness::poisoning::FeatureBox;
/// use simulation::world::World;
///
/// let data = iris::dataset();
/// let room = FeatureBox::around(&World::trainable(&data), 1.0)?;
/// assert!(data.rows().all(|row| room.contains(row.features)));
/// let mut features = [100.0, 3.0, 2.0, 1.0];
/// room.hold(&mut features);
/// assert_eq!(features, [7.9, 3.0, 2.0, 1.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct FeatureBox {
    low: Vec<f64>,
    high: Vec<f64>,
}

impl FeatureBox {
    /// A box with these corners; a side may have no length.
    ///
    /// # Errors
    /// [`PoisonError::Side`], or [`PoisonError::Sides`] for corners of different lengths.
    pub fn new(low: Vec<f64>, high: Vec<f64>) -> Result<Self, PoisonError> {
        if low.len() != high.len() {
            return Err(PoisonError::Sides { found: high.len(), features: low.len() });
        }
        for (feature, (&low, &high)) in low.iter().zip(&high).enumerate() {
            if !(low <= high && (high - low).is_finite()) {
                return Err(PoisonError::Side { feature, low, high });
            }
        }
        Ok(Self { low, high })
    }

    /// The range of a world's rows in each feature, stretched about its middle: at `reach` 1 the box touches the outermost rows, at 2 it is
    /// twice as wide. Cost O(n·p).
    ///
    /// # Errors
    /// [`PoisonError::Reach`], [`PoisonError::Nothing`] for a world without rows, [`PoisonError::Side`] on overflow.
    pub fn around(world: &World<'_>, reach: f64) -> Result<Self, PoisonError> {
        if !(reach.is_finite() && reach > 0.0) {
            return Err(PoisonError::Reach(reach));
        }
        let mut rows = world.rows();
        let first = rows.next().ok_or(PoisonError::Nothing)?;
        let (mut low, mut high) = (first.features.to_vec(), first.features.to_vec());
        for row in rows {
            for (feature, &value) in row.features.iter().enumerate() {
                (low[feature], high[feature]) = (low[feature].min(value), high[feature].max(value));
            }
        }
        if reach != 1.0 {
            for (low, high) in low.iter_mut().zip(&mut high) {
                let (middle, half) = (0.5 * (*low + *high), 0.5 * reach * (*high - *low));
                (*low, *high) = (middle - half, middle + half);
            }
        }
        Self::new(low, high)
    }

    /// The lower ends.
    pub fn low(&self) -> &[f64] {
        &self.low
    }

    /// The upper ends.
    pub fn high(&self) -> &[f64] {
        &self.high
    }

    /// The length of a side; 0 beyond the last.
    pub fn width(&self, feature: usize) -> f64 {
        self.high.get(feature).zip(self.low.get(feature)).map_or(0.0, |(high, low)| high - low)
    }

    /// Whether a row lies in the box or on its edge, and has as many features.
    pub fn contains(&self, features: &[f64]) -> bool {
        let mut sides = features.iter().zip(self.low.iter().zip(&self.high));
        features.len() == self.low.len() && sides.all(|(x, (low, high))| low <= x && x <= high)
    }

    /// Whether a row in the box lies on its edge.
    pub fn on_edge(&self, features: &[f64]) -> bool {
        let mut sides = features.iter().zip(self.low.iter().zip(&self.high));
        self.contains(features) && sides.any(|(x, (low, high))| x == low || x == high)
    }

    /// Takes each feature to the nearest legal value: the projection onto the box.
    pub fn hold(&self, features: &mut [f64]) {
        for (x, (low, high)) in features.iter_mut().zip(self.low.iter().zip(&self.high)) {
            *x = x.max(*low).min(*high);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::iris;

    #[test]
    fn a_box_is_stretched_about_its_middle() {
        let data = iris::dataset();
        let world = World::trainable(&data);
        let one = FeatureBox::around(&world, 1.0).unwrap();
        let two = FeatureBox::around(&world, 2.0).unwrap();
        for feature in 0..4 {
            assert!((two.width(feature) - 2.0 * one.width(feature)).abs() < 1e-12);
            let middle = |room: &FeatureBox| room.low()[feature] + room.high()[feature];
            assert!((middle(&one) - middle(&two)).abs() < 1e-12);
        }
        assert_eq!((one.width(4), one.low()[0], one.high()[0]), (0.0, 4.3, 7.9));
        assert!(one.on_edge(&[4.3, 3.0, 2.0, 1.0]) && !one.on_edge(&[5.0, 3.0, 2.0, 1.0]));
        assert!(!one.on_edge(&[4.0, 3.0, 2.0, 1.0]) && !one.contains(&[5.0, 3.0, 2.0]));
    }

    #[test]
    fn what_is_no_box_is_refused_with_its_side() {
        let error = FeatureBox::new(vec![0.0, 2.0], vec![1.0, 1.0]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "feature 1 of the box goes from 2 to 1: legal are finite numbers in ascending order"
        );
        assert!(FeatureBox::new(vec![f64::NAN], vec![1.0]).is_err());
        assert!(FeatureBox::new(vec![f64::MIN], vec![f64::MAX]).is_err());
        assert!(matches!(FeatureBox::new(vec![0.0], vec![]), Err(PoisonError::Sides { .. })));
        let data = iris::dataset();
        for reach in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(matches!(
                FeatureBox::around(&World::trainable(&data), reach),
                Err(PoisonError::Reach(_))
            ));
        }
        assert_eq!(FeatureBox::around(&World::new(&data, []), 1.0), Err(PoisonError::Nothing));
    }
}

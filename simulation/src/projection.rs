//! Rows in two dimensions: the first two principal components, so that real rows can be drawn.
//!
//! x ↦ (⟨v₁, x − m⟩, ⟨v₂, x − m⟩) with m the weighted mean and v₁, v₂ the eigenvectors of the weighted covariance
//! Σw(x − m)(x − m)ᵀ / Σw with the largest eigenvalues. Of all flat pictures this one keeps the most variance. The signs are
//! fixed: in each vector the coordinate with the largest absolute value is positive.
//!
//! Like a scale, a projection is fitted once, on the baseline, and held while the data are edited, or the picture moves with
//! them. Features on different scales are standardised first ([`crate::standardise`]).
//!
//! Cost: fit O(n·p² + p³), a projected row O(p).
//!
//! Source: Pearson (1901), *On lines and planes of closest fit to systems of points in space*.
//!
//! When it misleads: rows that lie together in the picture can be far apart in the features that it leaves out;
//! [`Projection::explained`] says how much it shows. Where two variances are nearly equal, a small edit can turn the picture.
//!
//! ```
//! use simulation::data::iris;
//! use simulation::projection::Projection;
//! use simulation::world::World;
//!
//! let data = iris::dataset();
//! let projection = Projection::fit(&World::trainable(&data))?;
//! let [x, y] = projection.place(data.row(0).unwrap().features);
//! assert!((x + 2.684).abs() < 1e-3 && (y - 0.319).abs() < 1e-3);
//! assert!(projection.explained() > 0.97);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use thiserror::Error;

use crate::eigen::symmetric;
use crate::linear_algebra::{add_scaled, dot};
use crate::world::World;

/// A picture's plane in the space of the features.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    mean: Vec<f64>,
    axes: [Vec<f64>; 2],
    variances: [f64; 2],
    total: f64,
}

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ProjectionError {
    /// Nothing to fit to.
    #[error("the world has no rows: a projection needs at least 1")]
    Rows,
    /// No features, or more than the eigenvectors are sought for.
    #[error("{0} features: legal are 1 to {MAX_FEATURES}")]
    Features(usize),
    /// A square overflowed.
    #[error("the covariance is not finite: are the features scaled?")]
    NotFinite,
}

/// The most features that a projection is fitted to.
pub const MAX_FEATURES: usize = 128;

impl Projection {
    /// Fits the plane to a world's rows and weights.
    ///
    /// # Errors
    /// [`ProjectionError`].
    pub fn fit(world: &World<'_>) -> Result<Self, ProjectionError> {
        let size = world.dataset().feature_count();
        if world.is_empty() {
            return Err(ProjectionError::Rows);
        }
        if size == 0 || size > MAX_FEATURES {
            return Err(ProjectionError::Features(size));
        }
        let weight = world.total_weight();
        let mut mean = vec![0.0; size];
        world.rows().for_each(|row| add_scaled(&mut mean, row.weight / weight, row.features));
        let mut covariance = vec![0.0; size * size];
        for row in world.rows() {
            let offset: Vec<f64> = row.features.iter().zip(&mean).map(|(x, m)| x - m).collect();
            for (place, &x) in offset.iter().enumerate() {
                add_scaled(
                    &mut covariance[place * size..=place * size + place],
                    row.weight / weight * x,
                    &offset,
                );
            }
        }
        let total = (0..size).fold(0.0, |sum, place| sum + covariance[place * size + place]);
        let eigen = symmetric(&covariance).filter(|_| total.is_finite()).ok_or(ProjectionError::NotFinite)?;
        let axis = |place: usize| eigen.vectors.get(place).cloned().unwrap_or_else(|| vec![0.0; size]);
        // Rounding can leave a variance of −10⁻¹⁷ where there is none.
        let variance = |place: usize| eigen.values.get(place).map_or(0.0, |value| value.max(0.0));
        Ok(Self { mean, axes: [axis(0), axis(1)], variances: [variance(0), variance(1)], total })
    }

    /// Where a row of p features lies in the picture.
    pub fn place(&self, features: &[f64]) -> [f64; 2] {
        let offset: Vec<f64> = features.iter().zip(&self.mean).map(|(x, m)| x - m).collect();
        [dot(&self.axes[0], &offset), dot(&self.axes[1], &offset)]
    }

    /// The row of p features at a place of the picture's plane: m + x·v₁ + y·v₂. Drawing what a model says at each place draws
    /// its behaviour on this plane only.
    pub fn lift(&self, place: [f64; 2]) -> Vec<f64> {
        let mut features = self.mean.clone();
        for (axis, coordinate) in self.axes.iter().zip(place) {
            add_scaled(&mut features, coordinate, axis);
        }
        features
    }

    /// a, b and c of a + b·x + c·y, which a score that is linear in the features is on the picture's plane. Where it is 0, the plane crosses the
    /// boundary of a linear model of two classes. Cost: three scores.
    ///
    /// When it misleads: rows lie off the plane, so that a row can stand on one side of the line and be classed on the other.
    pub fn crossing(&self, score: impl Fn(&[f64]) -> f64) -> [f64; 3] {
        let at = |place| score(&self.lift(place));
        let origin = at([0.0, 0.0]);
        [origin, at([1.0, 0.0]) - origin, at([0.0, 1.0]) - origin]
    }

    /// v₁ and v₂, of length 1; with a single feature v₂ is 0.
    pub const fn axes(&self) -> &[Vec<f64>; 2] {
        &self.axes
    }

    /// The variances (divisor Σw) along the axes.
    pub const fn variances(&self) -> [f64; 2] {
        self.variances
    }

    /// The share of the rows' variance that the picture shows, 0 to 1; 1 if there is none.
    pub fn explained(&self) -> f64 {
        let shown = self.variances[0] + self.variances[1];
        if self.total > 0.0 { (shown / self.total).min(1.0) } else { 1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::iris;
    use crate::dataset::{Dataset, RowId};
    use ndarray::{Array2, array};
    use proptest::prelude::*;

    fn table(features: Array2<f64>) -> Dataset {
        let rows = features.nrows();
        Dataset::measured((0..rows as u32).map(RowId::new).collect(), features, vec![0.0; rows]).unwrap()
    }

    #[test]
    fn iris_as_published() {
        // The worked example of scikit-learn's decomposition.PCA on these rows; variances there have the divisor n − 1.
        let data = iris::dataset();
        let projection = Projection::fit(&World::trainable(&data)).unwrap();
        for (variance, known) in projection.variances().into_iter().zip([4.228_241_71, 0.242_670_75]) {
            assert!((variance * 150.0 / 149.0 - known).abs() < 1e-8, "{variance}");
        }
        let known = [0.361_386_59, -0.084_522_51, 0.856_670_61, 0.358_289_2];
        assert!(projection.axes()[0].iter().zip(known).all(|(axis, known)| (axis - known).abs() < 1e-8));
        assert!((projection.explained() - 0.977_685_2).abs() < 1e-7);
    }

    #[test]
    fn a_linear_score_crosses_the_plane_in_a_line() {
        let data = iris::dataset();
        let projection = Projection::fit(&World::trainable(&data)).unwrap();
        let score = |features: &[f64]| features[0] - 2.0 * features[1] + 0.5 * features[3] - 1.0;
        let [a, b, c] = projection.crossing(score);
        for place in [[0.3, -0.2], [-2.0, 1.5], [4.0, 0.0]] {
            let on_the_line = a + b * place[0] + c * place[1];
            assert!((score(&projection.lift(place)) - on_the_line).abs() < 1e-12);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn variances_are_those_of_the_projected_rows_and_no_direction_has_more(
            values in proptest::collection::vec(-5.0_f64..5.0, 30), direction in proptest::collection::vec(-1.0_f64..1.0, 3),
        ) {
            let data = table(Array2::from_shape_vec((10, 3), values).unwrap());
            let world = World::trainable(&data);
            let projection = Projection::fit(&world).unwrap();
            let variance = |of: &dyn Fn(&[f64]) -> f64| {
                let values: Vec<f64> = world.rows().map(|row| of(row.features)).collect();
                let mean = values.iter().sum::<f64>() / 10.0;
                values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / 10.0
            };
            for axis in [0, 1] {
                let seen = variance(&|features| projection.place(features)[axis]);
                prop_assert!((seen - projection.variances()[axis]).abs() < 1e-12);
            }
            let norm = dot(&direction, &direction).sqrt();
            let along = variance(&|features| dot(features, &direction) / norm);
            prop_assert!(norm < 1e-3 || along <= projection.variances()[0] + 1e-12);
            let place = [1.5, -0.5];
            let back = projection.place(&projection.lift(place));
            prop_assert!((back[0] - place[0]).abs() < 1e-12 && (back[1] - place[1]).abs() < 1e-12);
        }
    }

    #[test]
    fn a_row_of_weight_two_is_the_row_twice() {
        let data = iris::dataset();
        let world = World::new(&data, 40..60);
        let heavy = Projection::fit(&world.edited(&"reweight 45 → 2.0".parse().unwrap()).unwrap()).unwrap();
        let twice = Projection::fit(&world.edited(&"copy 45 as 900".parse().unwrap()).unwrap()).unwrap();
        for row in data.rows() {
            let (one, two) = (heavy.place(row.features), twice.place(row.features));
            assert!((one[0] - two[0]).abs() < 1e-10 && (one[1] - two[1]).abs() < 1e-10, "{one:?} {two:?}");
        }
    }

    #[test]
    fn thin_worlds_have_thin_pictures() {
        let line = table(array![[1.0], [3.0]]);
        let projection = Projection::fit(&World::trainable(&line)).unwrap();
        assert_eq!(
            (projection.place(&[3.0]), projection.variances(), projection.explained()),
            ([1.0, 0.0], [1.0, 0.0], 1.0)
        );
        let single = table(array![[1.0, 2.0]]);
        let projection = Projection::fit(&World::trainable(&single)).unwrap();
        assert_eq!((projection.place(&[1.0, 2.0]), projection.explained()), ([0.0, 0.0], 1.0));
        assert_eq!(Projection::fit(&World::new(&single, [])), Err(ProjectionError::Rows));
        let wide = table(Array2::zeros((1, 129)));
        let error = Projection::fit(&World::trainable(&wide)).unwrap_err();
        assert_eq!(error.to_string(), "129 features: legal are 1 to 128");
        let far = table(array![[1e200, 0.0], [-1e200, 1.0]]);
        assert_eq!(Projection::fit(&World::trainable(&far)), Err(ProjectionError::NotFinite));
    }
}

//! How a row's pull on the parameters changes as the row itself is moved.
//!
//! With ∇ℓ(θ; x, y) the slopes of one row's loss in the q parameters, ∂(v·∇ℓ)/∂x are p numbers for every direction v. They are what a
//! row's features do to a fit by way of the implicit function theorem: see [`crate::robustness::poisoning`].
//!
//! When it misleads: it is the slope at the row's present place. A row that is moved far pulls otherwise.

use super::{Classification, Curved, Differentiable, LogisticModel, Regression, RidgeModel};
use crate::dataset::Row;
use crate::linear_algebra::{add_scaled, dot};

/// A model whose losses have slopes in θ and in a row's features at once.
///
/// ```
/// use simulation::data::breast_cancer;
/// use simulation::learners::{Differentiable, Intercept, Learner, LogisticRegression, MixedDerivative};
/// use simulation::dataset::Row;
/// use simulation::linear_algebra::dot;
/// use simulation::seed::Seed;
/// use simulation::world::World;
///
/// let data = breast_cancer::dataset().map_features(|_, value| value / 1000.0)?;
/// let model = LogisticRegression::new(1.0, Intercept::Free)?.fit(&World::new(&data, 0..60), Seed::new(0))?;
/// let (row, direction) = (data.row(70).ok_or("no row")?, vec![0.5; 31]);
/// let slopes = model.mixed_product(&row, &direction).ok_or("no slopes")?;
/// // The slope of v·∇ℓ in the third feature, by differences.
/// let product = |by: f64| {
///     let mut features = row.features.to_vec();
///     features[2] += by;
///     model.loss_gradient(&Row { features: &features, ..row }).map(|gradient| dot(&direction, &gradient))
/// };
/// let difference = (product(1e-5).ok_or("no slopes")? - product(-1e-5).ok_or("no slopes")?) / 2e-5;
/// assert!((slopes[2] - difference).abs() < 1e-8);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait MixedDerivative: Curved {
    /// Adds factor·∂(v·∇ℓ(θ; x, y))/∂x to p entries, `direction` being v of q entries. `None` for rows of another width or with
    /// targets that the model does not predict, and for a direction of another length. Cost O(p).
    fn add_mixed_product(
        &self,
        row: &Row<'_>,
        direction: &[f64],
        factor: f64,
        slopes: &mut [f64],
    ) -> Option<()>;

    /// ∂(v·∇ℓ(θ; x, y))/∂x.
    fn mixed_product(&self, row: &Row<'_>, direction: &[f64]) -> Option<Vec<f64>> {
        let mut slopes = vec![0.0; row.features.len()];
        self.add_mixed_product(row, direction, 1.0, &mut slopes)?;
        Some(slopes)
    }
}

/// ∇ℓ = (p − y)·a with a = (x, 1), so the slopes are p·(1 − p)·(v·a)·w + (p − y)·v.
impl MixedDerivative for LogisticModel {
    fn add_mixed_product(
        &self,
        row: &Row<'_>,
        direction: &[f64],
        factor: f64,
        slopes: &mut [f64],
    ) -> Option<()> {
        let label = row.target.class().filter(|label| *label < 2)? as f64;
        let along = along(self.weights(), self.parameters().len(), row.features, direction)?;
        let [other, own] = self.probabilities(row.features)[..] else { return None };
        add_scaled(slopes, factor * own * other * along, self.weights());
        add_scaled(slopes, factor * (own - label), &direction[..row.features.len()]);
        Some(())
    }
}

/// ∇ℓ = −2·r·a with r = y − w·x − b, so the slopes are 2·(v·a)·w − 2·r·v.
impl MixedDerivative for RidgeModel {
    fn add_mixed_product(
        &self,
        row: &Row<'_>,
        direction: &[f64],
        factor: f64,
        slopes: &mut [f64],
    ) -> Option<()> {
        let number = row.target.number()?;
        let along = along(self.weights(), self.parameters().len(), row.features, direction)?;
        let residual = number - self.predict(row.features);
        add_scaled(slopes, 2.0 * factor * along, self.weights());
        add_scaled(slopes, -2.0 * factor * residual, &direction[..row.features.len()]);
        Some(())
    }
}

/// v·(x, 1), or v·x without an intercept, if everything is as long as it must be.
fn along(weights: &[f64], parameters: usize, features: &[f64], direction: &[f64]) -> Option<f64> {
    let fits = features.len() == weights.len() && direction.len() == parameters;
    fits.then(|| dot(direction, features) + direction.get(features.len()).copied().unwrap_or(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Dataset, RowId, Target};
    use crate::learners::{Intercept, Learner, LogisticRegression, RidgeRegression};
    use crate::seed::Seed;
    use crate::world::World;
    use ndarray::Array2;
    use proptest::prelude::*;

    fn is_the_slope<M: MixedDerivative>(model: &M, row: &Row<'_>) {
        let direction: Vec<f64> =
            (0..model.parameters().len()).map(|index| 0.7 - 0.4 * index as f64).collect();
        let slopes = model.mixed_product(row, &direction).unwrap();
        for (index, slope) in slopes.iter().enumerate() {
            let product = |by: f64| {
                let mut features = row.features.to_vec();
                features[index] += by;
                dot(&direction, &model.loss_gradient(&Row { features: &features, ..*row }).unwrap())
            };
            let difference = (product(1e-5) - product(-1e-5)) / 2e-5;
            assert!((difference - slope).abs() < 1e-6, "{index}: {difference} against {slope}");
        }
        assert!(model.mixed_product(row, &direction[1..]).is_none());
        assert!(model.mixed_product(&Row { features: &row.features[1..], ..*row }, &direction).is_none());
    }

    proptest! {
        #[test]
        fn slopes_are_those_of_the_gradient(values in proptest::collection::vec(-2.0_f64..2.0, 15), penalty in 0.1_f64..3.0) {
            let features = || Array2::from_shape_vec((5, 3), values.clone()).unwrap();
            let ids = || (0..5).map(RowId::new).collect::<Vec<_>>();
            let classes = Dataset::classified(ids(), features(), vec![0, 1, 0, 1, 1], 2).unwrap();
            let numbers = Dataset::measured(ids(), features(), vec![1.0, -3.0, 0.5, 2.0, 0.0]).unwrap();
            for intercept in [Intercept::Free, Intercept::Penalised, Intercept::None] {
                let logistic = LogisticRegression::new(penalty, intercept).unwrap();
                let logistic = logistic.fit(&World::trainable(&classes), Seed::new(0)).unwrap();
                let ridge = RidgeRegression::new(penalty, intercept).unwrap();
                let ridge = ridge.fit(&World::trainable(&numbers), Seed::new(0)).unwrap();
                for place in 0..2 {
                    is_the_slope(&logistic, &classes.row(place).unwrap());
                    is_the_slope(&ridge, &numbers.row(place).unwrap());
                }
                let direction = vec![1.0; logistic.parameters().len()];
                prop_assert!(logistic.mixed_product(&numbers.row(0).unwrap(), &direction).is_none());
                prop_assert!(ridge.mixed_product(&classes.row(0).unwrap(), &direction).is_none());
                let third = Row { target: Target::Class(2), ..classes.row(0).unwrap() };
                prop_assert!(logistic.mixed_product(&third, &direction).is_none());
            }
        }
    }
}

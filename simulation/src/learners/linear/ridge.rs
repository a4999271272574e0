//! Ridge regression, and ordinary least squares where the penalty is 0.
//!
//! Objective, to be minimised over w of p entries and the intercept b:
//!
//! F(w, b) = Σᵢ sᵢ·(yᵢ − w·xᵢ − b)² + α·‖w‖²
//!
//! with + α·b² if the intercept is penalised, b = 0 if there is none. The penalty stands on the *sum* of squares, so dropping a row
//! does not change α. In an empty world w = 0 and b = 0. With α = 0 the rows must determine every coefficient: a column that
//! others make is an error ([`FitError::Collinear`]), not a choice among minimisers; so is an α > 0 that is lost in rounding
//! beside Σ sᵢ·xᵢ². Cost O(n·p² + p³).
//!
//! Source: Hoerl & Kennard (1970), *Ridge regression: biased estimation for nonorthogonal problems*.
//!
//! When it misleads: one far-off row moves the whole line, since its square counts, and the penalty treats features by their
//! scale.

use super::{Intercept, NormalEquations, add_outer, score};
use crate::dataset::Row;
use crate::learners::{Curved, Differentiable, FitError, Learner, LearnerError, Model, Regression};
use crate::linear_algebra::{add_scaled, dot};
use crate::seed::Seed;
use crate::world::World;

/// The learner, with its penalty α ≥ 0 and what becomes of the intercept.
///
/// ```
/// use ndarray::array;
/// use simulation::dataset::{Dataset, RowId};
/// use simulation::learners::{Intercept, Learner, Regression, RidgeRegression};
/// use simulation::seed::Seed;
/// use simulation::world::World;
/// let ids = (0..3).map(RowId::new).collect();
/// let data = Dataset::measured(ids, array![[0.0], [1.0], [2.0]], vec![1.0, 3.0, 5.0])?;
/// let squares = RidgeRegression::new(0.0, Intercept::Free)?;
/// let model = squares.fit(&World::trainable(&data), Seed::new(0))?;
/// assert!((model.predict(&[3.0]) - 7.0).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RidgeRegression {
    penalty: f64,
    intercept: Intercept,
}

/// The fitted weights. θ = (w, b), or w if there is no intercept; ℓ = (y − w·x − b)², R = α·‖w‖² (+ α·b²).
#[derive(Clone, Debug, PartialEq)]
pub struct RidgeModel {
    pub(super) learner: RidgeRegression,
    pub(super) features: usize,
    pub(super) parameters: Vec<f64>,
}

impl RidgeRegression {
    /// A penalty α on the sum of squares; 0 is ordinary least squares.
    ///
    /// # Errors
    /// [`LearnerError::Setting`] unless α is finite and at least 0.
    pub const fn new(penalty: f64, intercept: Intercept) -> Result<Self, LearnerError> {
        if penalty >= 0.0 && penalty.is_finite() {
            Ok(Self { penalty, intercept })
        } else {
            Err(LearnerError::Setting {
                name: "penalty",
                value: penalty,
                legal: "finite numbers of at least 0",
            })
        }
    }

    /// α.
    pub const fn penalty(&self) -> f64 {
        self.penalty
    }

    /// What becomes of the intercept.
    pub const fn intercept(&self) -> Intercept {
        self.intercept
    }

    /// The fit with all that is needed to remove and add rows exactly. Cost O(n·p² + p³).
    ///
    /// # Errors
    /// [`FitError::Targets`] for classes, [`FitError::Collinear`] if the rows do not determine the coefficients.
    pub fn normal_equations(&self, world: &World<'_>) -> Result<NormalEquations, FitError> {
        NormalEquations::new(*self, world)
    }
}

impl Learner for RidgeRegression {
    type Model = RidgeModel;

    fn fit(&self, world: &World<'_>, _seed: Seed) -> Result<RidgeModel, FitError> {
        Ok(self.normal_equations(world)?.into_model())
    }
}

impl RidgeModel {
    /// w, one for each feature.
    pub fn weights(&self) -> &[f64] {
        &self.parameters[..self.features]
    }

    /// b, 0 if there is none.
    pub fn intercept(&self) -> f64 {
        self.parameters.get(self.features).copied().unwrap_or(0.0)
    }

    fn residual(&self, row: &Row<'_>) -> Option<f64> {
        let number = row.target.number()?;
        (row.features.len() == self.features).then(|| number - self.predict(row.features))
    }
}

impl Model for RidgeModel {}

impl Regression for RidgeModel {
    fn predict(&self, features: &[f64]) -> f64 {
        score(&self.parameters, features)
    }
}

impl Differentiable for RidgeModel {
    fn parameters(&self) -> &[f64] {
        &self.parameters
    }

    fn with_parameters(&self, parameters: Vec<f64>) -> Option<Self> {
        (parameters.len() == self.parameters.len()).then_some(Self { parameters, ..*self })
    }

    fn loss(&self, row: &Row<'_>) -> Option<f64> {
        let residual = self.residual(row)?;
        Some(residual * residual)
    }

    fn add_loss_gradient(&self, row: &Row<'_>, factor: f64, gradient: &mut [f64]) -> Option<()> {
        let slope = -2.0 * factor * self.residual(row)?;
        add_scaled(gradient, slope, row.features);
        if let Some(last) = gradient.get_mut(self.features) {
            *last += slope;
        }
        Some(())
    }

    fn penalty(&self) -> f64 {
        let penalised = match self.learner.intercept {
            Intercept::Free => self.weights(),
            Intercept::Penalised | Intercept::None => &self.parameters,
        };
        self.learner.penalty * dot(penalised, penalised)
    }

    fn add_penalty_gradient(&self, factor: f64, gradient: &mut [f64]) {
        for (column, (slope, parameter)) in gradient.iter_mut().zip(&self.parameters).enumerate() {
            let penalty = self.learner.intercept.penalty(column, self.features, self.learner.penalty);
            *slope += 2.0 * factor * penalty * parameter;
        }
    }
}

impl Curved for RidgeModel {
    fn add_loss_hessian(&self, row: &Row<'_>, factor: f64, hessian: &mut [f64]) -> Option<()> {
        self.residual(row)?;
        add_outer(hessian, self.parameters.len(), 2.0 * factor, row.features);
        Some(())
    }

    fn add_penalty_hessian(&self, factor: f64, hessian: &mut [f64]) {
        for (column, entry) in hessian.iter_mut().step_by(self.parameters.len() + 1).enumerate() {
            let penalty = self.learner.intercept.penalty(column, self.features, self.learner.penalty);
            *entry += 2.0 * factor * penalty;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Dataset, RowId};
    use crate::learners::differentiable::checks;
    use ndarray::array;

    fn data() -> Dataset {
        let features = array![[0.5, -1.0], [2.0, 0.3], [-1.2, 1.0], [0.1, 0.1], [1.5, -2.0]];
        Dataset::measured((0..5).map(RowId::new).collect(), features, vec![1.0, 3.0, -2.0, 0.4, 2.2]).unwrap()
    }

    #[test]
    fn slopes_and_curvatures_are_those_of_the_objective() {
        let data = data();
        let world = World::trainable(&data).edited(&"reweight 2 → 2.5".parse().unwrap()).unwrap();
        for intercept in [Intercept::Free, Intercept::Penalised, Intercept::None] {
            let model = RidgeRegression::new(0.7, intercept).unwrap().fit(&world, Seed::new(0)).unwrap();
            assert!(model.gradient(&world).unwrap().iter().all(|slope| slope.abs() < 1e-12));
            let moved = model.parameters().iter().map(|p| p + 0.3).collect();
            let moved = model.with_parameters(moved).unwrap();
            checks::gradient_is_the_slope(&moved, &world, 1e-5);
            checks::hessian_is_the_slope_of_the_gradient(&moved, &world, 1e-5);
        }
    }

    #[test]
    fn what_rows_do_not_determine_is_said() {
        let (data, squares) = (data(), RidgeRegression::new(0.0, Intercept::Free).unwrap());
        let error = squares.fit(&World::new(&data, [0, 1]), Seed::new(0)).unwrap_err();
        assert_eq!(error, FitError::Collinear { column: 1 });
        let flat = data.map_features(|feature, value| if feature == 0 { 0.1 } else { value }).unwrap();
        let error = squares.fit(&World::trainable(&flat), Seed::new(0)).unwrap_err();
        assert!(error.to_string().starts_with("column 0 is a combination"), "{error}");
        let nothing = squares.fit(&World::new(&data, []), Seed::new(0)).unwrap();
        assert_eq!((nothing.weights(), nothing.intercept()), (&[0.0, 0.0][..], 0.0));
        let mean = RidgeRegression::new(1e12, Intercept::Free).unwrap();
        let mean = mean.fit(&World::new(&data, [0, 1]), Seed::new(0)).unwrap();
        assert!((mean.intercept() - 2.0).abs() < 1e-9, "a huge penalty leaves the mean");
    }

    #[test]
    fn a_negative_penalty_is_refused() {
        let error = RidgeRegression::new(-1.0, Intercept::None).unwrap_err();
        assert_eq!(error.to_string(), "penalty is -1: legal are finite numbers of at least 0");
        assert!(RidgeRegression::new(f64::NAN, Intercept::None).is_err());
    }
}

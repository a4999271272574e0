//! Slopes and curvatures of what a learner minimises: the raw material of influence functions and of steps towards another
//! world's model.
//!
//! For a flat parameter vector θ of q entries, in an order that each model states,
//!
//! F(θ) = Σᵢ sᵢ·ℓ(θ; xᵢ, yᵢ) + R(θ)
//!
//! over the rows of a world, sᵢ being their weights, ℓ the loss of one row and R the penalty. The model need not be the
//! minimiser, and the world need not be the one that it was fitted on: without row i the gradient is that of
//! [`Differentiable::gradient`] on the world without it. Everything answers `None` for rows of another width or with targets
//! that the model does not predict.

use super::{FitError, Model};
use crate::dataset::Row;
use crate::linear_algebra::Cholesky;
use crate::world::World;

/// A model with a gradient for every row.
///
/// ```
/// use simulation::data::penguins;
/// use simulation::learners::{Differentiable, Learner, SoftmaxRegression};
/// use simulation::seed::Seed;
/// use simulation::standardise::Standardiser;
/// use simulation::world::World;
/// let data = penguins::dataset();
/// let data = Standardiser::fit(&World::trainable(&data)).apply(&data)?;
/// let world = World::trainable(&data);
/// let model = SoftmaxRegression::new(1.0)?.fit(&world, Seed::new(0))?;
/// // At the minimiser the slopes of the rows and of the penalty cancel out.
/// let gradient = model.gradient(&world).unwrap();
/// assert!(gradient.iter().all(|slope| slope.abs() < 1e-8));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Differentiable: Model + Sized {
    /// θ.
    fn parameters(&self) -> &[f64];

    /// The same kind of model at another θ; `None` unless it has q entries. It counts as converged only if the fit did.
    fn with_parameters(&self, parameters: Vec<f64>) -> Option<Self>;

    /// ℓ(θ; x, y) of one row, whatever its weight.
    fn loss(&self, row: &Row<'_>) -> Option<f64>;

    /// Adds factor·∇ℓ(θ; x, y) to q entries.
    fn add_loss_gradient(&self, row: &Row<'_>, factor: f64, gradient: &mut [f64]) -> Option<()>;

    /// R(θ).
    fn penalty(&self) -> f64;

    /// Adds factor·∇R(θ) to q entries.
    fn add_penalty_gradient(&self, factor: f64, gradient: &mut [f64]);

    /// ∇ℓ(θ; x, y), whatever the row's weight.
    fn loss_gradient(&self, row: &Row<'_>) -> Option<Vec<f64>> {
        let mut gradient = vec![0.0; self.parameters().len()];
        self.add_loss_gradient(row, 1.0, &mut gradient)?;
        Some(gradient)
    }

    /// F(θ) on a world.
    fn objective(&self, world: &World<'_>) -> Option<f64> {
        world.rows().try_fold(self.penalty(), |sum, row| Some(sum + row.weight * self.loss(&row)?))
    }

    /// ∇F(θ) on a world. Cost: one gradient a row.
    fn gradient(&self, world: &World<'_>) -> Option<Vec<f64>> {
        let mut gradient = vec![0.0; self.parameters().len()];
        self.add_penalty_gradient(1.0, &mut gradient);
        for row in world.rows() {
            self.add_loss_gradient(&row, row.weight, &mut gradient)?;
        }
        Some(gradient)
    }
}

/// A model with a Hessian for every row.
pub trait Curved: Differentiable {
    /// Adds factor·∇²ℓ(θ; x, y) to the lower triangle of a q × q matrix, row after row.
    fn add_loss_hessian(&self, row: &Row<'_>, factor: f64, hessian: &mut [f64]) -> Option<()>;

    /// Adds factor·∇²R(θ) to the lower triangle.
    fn add_penalty_hessian(&self, factor: f64, hessian: &mut [f64]);

    /// ∇²F(θ) on a world: q × q, row after row, both triangles. Cost O(n·q²).
    fn hessian(&self, world: &World<'_>) -> Option<Vec<f64>> {
        let size = self.parameters().len();
        let mut hessian = vec![0.0; size * size];
        self.add_penalty_hessian(1.0, &mut hessian);
        for row in world.rows() {
            self.add_loss_hessian(&row, row.weight, &mut hessian)?;
        }
        for row in 0..size {
            for column in 0..row {
                hessian[column * size + row] = hessian[row * size + column];
            }
        }
        Some(hessian)
    }

    /// ∇²F(θ) on a world, factored: solve with it as often as there are rows to explain. Cost O(n·q² + q³).
    ///
    /// # Errors
    /// [`FitError::Targets`] for a world that the model cannot be used on, [`FitError::Hessian`] if the Hessian is not positive
    /// definite there.
    fn hessian_factor(&self, world: &World<'_>) -> Result<Cholesky, FitError> {
        let hessian = self.hessian(world).ok_or(FitError::Targets { needed: "those of the model" })?;
        Cholesky::new(&hessian, self.parameters().len()).ok_or(FitError::Hessian { iteration: 1 })
    }
}

/// Checks for the tests of every model: slopes against differences, curvatures against differences of slopes.
#[cfg(test)]
pub(crate) mod checks {
    use super::*;

    fn shifted<M: Differentiable>(model: &M, index: usize, by: f64) -> M {
        let mut parameters = model.parameters().to_vec();
        parameters[index] += by;
        model.with_parameters(parameters).unwrap()
    }

    pub(crate) fn gradient_is_the_slope<M: Differentiable>(model: &M, world: &World<'_>, tolerance: f64) {
        let gradient = model.gradient(world).unwrap();
        for (index, slope) in gradient.iter().enumerate() {
            let value = |by: f64| shifted(model, index, by).objective(world).unwrap();
            let difference = (value(1e-5) - value(-1e-5)) / 2e-5;
            assert!((difference - slope).abs() < tolerance, "{index}: {difference} against {slope}");
        }
    }

    pub(crate) fn hessian_is_the_slope_of_the_gradient<M: Curved>(
        model: &M,
        world: &World<'_>,
        tolerance: f64,
    ) {
        let size = model.parameters().len();
        let hessian = model.hessian(world).unwrap();
        for index in 0..size {
            let slopes = |by: f64| shifted(model, index, by).gradient(world).unwrap();
            let (above, below) = (slopes(1e-5), slopes(-1e-5));
            for other in 0..size {
                let curvature = (above[other] - below[other]) / 2e-5;
                let got = hessian[index * size + other];
                assert!((curvature - got).abs() < tolerance, "{index}, {other}: {curvature} against {got}");
            }
        }
    }
}

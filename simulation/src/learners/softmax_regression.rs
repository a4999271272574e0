//! Multinomial logistic (softmax) regression with an L2 penalty, by Newton's method.
//!
//! Objective, to be minimised over W of shape K × (p + 1), the last column being the intercepts:
//!
//! F(W) = Σᵢ −log softmax(W·(xᵢ, 1))_{yᵢ} + (λ/2)·‖W‖²_F
//!
//! The penalty stands on the *sum* of losses, so dropping a row does not change λ; it covers the intercepts as well, so F
//! is strictly convex and has one minimiser in every world, also where a class or every row is missing (an empty world
//! gives W = 0 and ties all classes). Cost: O(n·K²·p² + K³·p³) an iteration, usually fewer than ten.
//!
//! Source: Hastie, Tibshirani & Friedman, *The Elements of Statistical Learning*, section 4.4.
//!
//! When it misleads: classes that were never seen still get a probability, through the penalised intercepts.

use ndarray::{Array1, Array2, ArrayView1};

use super::{ClassSet, FitError, Learner, LearnerError, Model};
use crate::linear_algebra::{dot, solve_positive_definite};
use crate::seed::Seed;
use crate::world::World;

/// Newton stops when no entry of the gradient is larger.
const GRADIENT_TOLERANCE: f64 = 1e-9;
/// A fit that needs more iterations is reported as not converged.
const ITERATIONS: u32 = 50;

/// The learner, with its penalty λ > 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SoftmaxRegression {
    penalty: f64,
}

/// The fitted weights.
#[derive(Clone, Debug)]
pub struct SoftmaxModel {
    weights: Array2<f64>,
    converged: bool,
}

impl SoftmaxRegression {
    /// A penalty λ on the sum of losses.
    ///
    /// # Errors
    /// [`LearnerError::Penalty`] unless λ is finite and above 0.
    pub const fn new(penalty: f64) -> Result<Self, LearnerError> {
        if penalty > 0.0 && penalty.is_finite() {
            Ok(Self { penalty })
        } else {
            Err(LearnerError::Penalty(penalty))
        }
    }

    /// F(W), with its gradient and Hessian laid out class by class.
    fn derivatives(&self, world: &World<'_>, weights: &Array2<f64>) -> (f64, Array1<f64>, Array2<f64>) {
        let (classes, columns) = weights.dim();
        let data = world.dataset();
        let mut value = 0.5 * self.penalty * dot(weights.iter().copied(), weights.iter().copied());
        let mut gradient = Array1::from_iter(weights.iter().map(|w| self.penalty * w));
        let mut hessian = Array2::eye(classes * columns);
        hessian.mapv_inplace(|entry: f64| entry * self.penalty);
        for &position in world.positions() {
            let row = with_constant(data.features(position));
            let (probabilities, log_total) = softmax(weights, &row);
            let label = data.label(position);
            value += log_total - score(weights, &row, label);
            for k in 0..classes {
                let residual = probabilities[k] - f64::from(u8::from(k == label));
                for a in 0..columns {
                    gradient[k * columns + a] += residual * row[a];
                }
                for l in 0..=k {
                    let curvature = probabilities[k] * (f64::from(u8::from(k == l)) - probabilities[l]);
                    for a in 0..columns {
                        for b in 0..columns {
                            hessian[[k * columns + a, l * columns + b]] += curvature * row[a] * row[b];
                        }
                    }
                }
            }
        }
        (value, gradient, hessian)
    }
}

impl Learner for SoftmaxRegression {
    type Model = SoftmaxModel;

    fn fit(&self, world: &World<'_>, _seed: Seed) -> Result<SoftmaxModel, FitError> {
        let shape = (world.dataset().class_count(), world.dataset().feature_count() + 1);
        let mut weights = Array2::zeros(shape);
        for iteration in 1..=ITERATIONS {
            let (value, gradient, hessian) = self.derivatives(world, &weights);
            if gradient.iter().all(|slope| slope.abs() <= GRADIENT_TOLERANCE) {
                return Ok(SoftmaxModel { weights, converged: true });
            }
            let step = solve_positive_definite(&hessian, &gradient).ok_or(FitError::Hessian { iteration })?;
            weights = self.line_search(world, &weights, value, &step, dot(gradient, step.iter().copied()));
        }
        Ok(SoftmaxModel { weights, converged: false })
    }
}

impl SoftmaxRegression {
    /// The longest of the steps 1, ½, ¼, … that lowers F by Armijo's rule; the full step once rounding hides any descent.
    fn line_search(
        &self,
        world: &World<'_>,
        weights: &Array2<f64>,
        value: f64,
        step: &Array1<f64>,
        slope: f64,
    ) -> Array2<f64> {
        let moved = |length: f64| {
            let mut moved = weights.clone();
            for (weight, by) in moved.iter_mut().zip(step) {
                *weight -= length * by;
            }
            moved
        };
        let mut length = 1.0;
        while length > 1e-6 {
            let candidate = moved(length);
            if self.objective(world, &candidate) <= value - 1e-4 * length * slope {
                return candidate;
            }
            length *= 0.5;
        }
        moved(1.0)
    }

    fn objective(&self, world: &World<'_>, weights: &Array2<f64>) -> f64 {
        let penalty = 0.5 * self.penalty * dot(weights.iter().copied(), weights.iter().copied());
        world.positions().iter().fold(penalty, |value, &position| {
            let row = with_constant(world.dataset().features(position));
            value + softmax(weights, &row).1 - score(weights, &row, world.dataset().label(position))
        })
    }
}

impl Model for SoftmaxModel {
    fn predict(&self, features: ArrayView1<'_, f64>) -> ClassSet {
        let row = with_constant(features);
        ClassSet::arg_max((0..self.weights.nrows()).map(|class| score(&self.weights, &row, class)))
    }

    fn converged(&self) -> bool {
        self.converged
    }
}

fn with_constant(features: ArrayView1<'_, f64>) -> Vec<f64> {
    features.iter().copied().chain([1.0]).collect()
}

fn score(weights: &Array2<f64>, row: &[f64], class: usize) -> f64 {
    dot(weights.row(class).iter().copied(), row.iter().copied())
}

/// The class probabilities and log Σ exp of the scores, computed from the largest score so that nothing overflows.
fn softmax(weights: &Array2<f64>, row: &[f64]) -> (Vec<f64>, f64) {
    let scores: Vec<f64> = (0..weights.nrows()).map(|class| score(weights, row, class)).collect();
    let largest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let raised: Vec<f64> = scores.iter().map(|s| libm::exp(s - largest)).collect();
    let total = raised.iter().fold(0.0, |sum, r| sum + r);
    (raised.iter().map(|r| r / total).collect(), largest + libm::log(total))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::standardise::Standardiser;

    #[test]
    fn the_gradient_is_the_slope_of_the_objective() {
        let data = penguins::dataset();
        let world = World::new(&data, (0..data.len()).step_by(20));
        let scaled = Standardiser::fit(&world).apply(&data).unwrap();
        let world = World::new(&scaled, world.positions().iter().copied());
        let learner = SoftmaxRegression::new(0.7).unwrap();
        let weights = Array2::from_shape_fn((3, 5), |(k, a)| 0.1 * (k as f64) - 0.05 * (a as f64));
        let (value, gradient, hessian) = learner.derivatives(&world, &weights);
        assert!((value - learner.objective(&world, &weights)).abs() < 1e-12);
        for (index, slope) in gradient.iter().enumerate() {
            let shifted = |by: f64| {
                let mut weights = weights.clone();
                weights[[index / 5, index % 5]] += by;
                weights
            };
            let (up, down) = (shifted(1e-5), shifted(-1e-5));
            let difference = (learner.objective(&world, &up) - learner.objective(&world, &down)) / 2e-5;
            assert!((difference - slope).abs() < 1e-6, "{index}: {difference} against {slope}");
            let curvature =
                (&learner.derivatives(&world, &up).1 - &learner.derivatives(&world, &down).1) / 2e-5;
            for other in 0..=index {
                // The lower triangle is the one that the solver reads.
                assert!((curvature[other] - hessian[[index, other]]).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn the_optimum_has_no_slope_and_is_reported_as_reached() {
        let data = penguins::dataset();
        let scaled = Standardiser::fit(&World::new(&data, 0..data.len())).apply(&data).unwrap();
        for penalty in [1e-3, 1.0, 100.0] {
            let learner = SoftmaxRegression::new(penalty).unwrap();
            let world = World::new(&scaled, 0..scaled.len());
            let model = learner.fit(&world, Seed::new(0)).unwrap();
            assert!(model.converged());
            let (_, gradient, _) = learner.derivatives(&world, &model.weights);
            assert!(gradient.iter().all(|slope| slope.abs() <= GRADIENT_TOLERANCE));
        }
    }

    #[test]
    fn a_penalty_that_leaves_the_optimum_open_is_refused() {
        for penalty in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(SoftmaxRegression::new(penalty).is_err());
        }
    }
}

//! Multinomial logistic (softmax) regression with an L2 penalty, by Newton's method.
//!
//! Objective, to be minimised over W of shape K × (p + 1), the last column being the intercepts:
//!
//! F(W) = Σᵢ sᵢ·(−log softmax(W·(xᵢ, 1))_{yᵢ}) + (λ/2)·‖W‖²_F, sᵢ the weight of row i
//!
//! The penalty stands on the *sum* of losses, so dropping a row does not change λ; it covers the intercepts as well, so F
//! is strictly convex and has one minimiser in every world, also where a class or every row is missing (an empty world
//! gives W = 0 and ties all classes). Cost: O(n·K²·p² + K³·p³) an iteration, usually fewer than ten.
//!
//! Source: Hastie, Tibshirani & Friedman, *The Elements of Statistical Learning*, section 4.4.
//!
//! When it misleads: classes that were never seen still get a probability, through the penalised intercepts.

use super::{ClassSet, Classification, FitError, Labelled, Learner, LearnerError, Model, labelled, softmax};
use crate::linear_algebra::{add_scaled, dot, solve_positive_definite};
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

/// The fitted weights: K rows of p + 1 numbers, row after row.
#[derive(Clone, Debug)]
pub struct SoftmaxModel {
    weights: Vec<f64>,
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

    /// F(W).
    fn objective(&self, rows: &[Case], weights: &[f64]) -> f64 {
        rows.iter().fold(0.5 * self.penalty * dot(weights, weights), |value, row| {
            let (scores, log_total) = scores(&row.features, weights);
            value + row.weight * (log_total - scores[row.label])
        })
    }

    /// The gradient of F at W, and the lower triangle of its Hessian, both laid out class by class.
    fn derivatives(&self, rows: &[Case], weights: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let size = weights.len();
        let mut gradient: Vec<f64> = weights.iter().map(|weight| self.penalty * weight).collect();
        let mut hessian = vec![0.0; size * size];
        hessian.iter_mut().step_by(size + 1).for_each(|entry| *entry = self.penalty);
        for row in rows {
            let columns = row.features.len();
            let (scores, log_total) = scores(&row.features, weights);
            let probabilities: Vec<f64> = scores.iter().map(|score| libm::exp(score - log_total)).collect();
            for (k, &p) in probabilities.iter().enumerate() {
                let residual = row.weight * (p - f64::from(u8::from(k == row.label)));
                add_scaled(&mut gradient[k * columns..(k + 1) * columns], residual, &row.features);
                for (l, &q) in probabilities[..=k].iter().enumerate() {
                    let curvature = row.weight * p * (f64::from(u8::from(k == l)) - q);
                    let lines = hessian[k * columns * size..].chunks_exact_mut(size);
                    for (line, &feature) in lines.zip(&row.features) {
                        let block = &mut line[l * columns..(l + 1) * columns];
                        add_scaled(block, curvature * feature, &row.features);
                    }
                }
            }
        }
        (gradient, hessian)
    }

    /// The longest of the steps 1, ½, ¼, … along −`step` that lowers F by Armijo's rule; the full step once rounding hides
    /// any descent.
    fn line_search(&self, rows: &[Case], weights: &[f64], step: &[f64], slope: f64) -> Vec<f64> {
        let moved = |length: f64| {
            let mut moved = weights.to_vec();
            add_scaled(&mut moved, -length, step);
            moved
        };
        let value = self.objective(rows, weights);
        let mut length = 1.0;
        while length > 1e-6 {
            let candidate = moved(length);
            if self.objective(rows, &candidate) <= value - 1e-4 * length * slope {
                return candidate;
            }
            length *= 0.5;
        }
        moved(1.0)
    }
}

impl Learner for SoftmaxRegression {
    type Model = SoftmaxModel;

    fn fit(&self, world: &World<'_>, _seed: Seed) -> Result<SoftmaxModel, FitError> {
        let (classes, rows) = labelled(world)?;
        let rows: Vec<Case> = rows.iter().map(Case::new).collect();
        let mut weights = vec![0.0; classes * (world.dataset().feature_count() + 1)];
        for iteration in 1..=ITERATIONS {
            let (gradient, mut hessian) = self.derivatives(&rows, &weights);
            if gradient.iter().all(|slope| slope.abs() <= GRADIENT_TOLERANCE) {
                return Ok(SoftmaxModel { weights, converged: true });
            }
            let mut step = gradient.clone();
            solve_positive_definite(&mut hessian, &mut step).ok_or(FitError::Hessian { iteration })?;
            weights = self.line_search(&rows, &weights, &step, dot(&gradient, &step));
        }
        Ok(SoftmaxModel { weights, converged: false })
    }
}

impl Model for SoftmaxModel {
    fn converged(&self) -> bool {
        self.converged
    }
}

impl Classification for SoftmaxModel {
    fn predict(&self, features: &[f64]) -> ClassSet {
        ClassSet::arg_max(scores(&with_one(features), &self.weights).0)
    }

    fn probabilities(&self, features: &[f64]) -> Vec<f64> {
        softmax(scores(&with_one(features), &self.weights).0)
    }
}

/// A row of the fit: (x, 1), its class and its weight.
struct Case {
    features: Vec<f64>,
    label: usize,
    weight: f64,
}

impl Case {
    fn new(row: &Labelled<'_>) -> Self {
        Self { features: with_one(row.features), label: row.label, weight: row.weight }
    }
}

/// (x, 1).
fn with_one(features: &[f64]) -> Vec<f64> {
    features.iter().copied().chain([1.0]).collect()
}

/// The K scores W·(x, 1), and log Σ exp of them, computed from the largest so that nothing overflows.
fn scores(features: &[f64], weights: &[f64]) -> (Vec<f64>, f64) {
    let score = |class: &[f64]| dot(class, features);
    let scores: Vec<f64> = weights.chunks_exact(features.len()).map(score).collect();
    let largest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let total = scores.iter().fold(0.0, |sum, score| sum + libm::exp(score - largest));
    (scores, largest + libm::log(total))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::standardise::Standardiser;

    fn rows(world: &World<'_>) -> Vec<Case> {
        labelled(world).unwrap().1.iter().map(Case::new).collect()
    }

    #[test]
    fn the_gradient_is_the_slope_of_the_objective() {
        let data = penguins::dataset();
        let world = World::new(&data, (0..data.len()).step_by(20));
        let scaled = Standardiser::fit(&world).apply(&data).unwrap();
        let rows = rows(&World::new(&scaled, world.positions().iter().copied()));
        let learner = SoftmaxRegression::new(0.7).unwrap();
        let weights: Vec<f64> = (0..15).map(|i| 0.1 * f64::from(i / 5) - 0.05 * f64::from(i % 5)).collect();
        let (gradient, hessian) = learner.derivatives(&rows, &weights);
        for (index, slope) in gradient.iter().enumerate() {
            let shifted = |by: f64| {
                let mut weights = weights.clone();
                weights[index] += by;
                weights
            };
            let (up, down) = (shifted(1e-5), shifted(-1e-5));
            let difference = (learner.objective(&rows, &up) - learner.objective(&rows, &down)) / 2e-5;
            assert!((difference - slope).abs() < 1e-6, "{index}: {difference} against {slope}");
            let (above, below) = (learner.derivatives(&rows, &up).0, learner.derivatives(&rows, &down).0);
            for other in 0..=index {
                // The lower triangle is the one that the solver reads.
                let curvature = (above[other] - below[other]) / 2e-5;
                assert!((curvature - hessian[15 * index + other]).abs() < 1e-6);
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
            let (gradient, _) = learner.derivatives(&rows(&world), &model.weights);
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

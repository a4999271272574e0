//! Multinomial logistic (softmax) regression with an L2 penalty, by Newton's method.
//!
//! Objective, to be minimised over W of shape K × p and K intercepts b:
//!
//! F(W, b) = Σᵢ sᵢ·(−log softmax(W·xᵢ + b)_{yᵢ}) + (λ/2)·(‖W‖²_F + ‖b‖²), sᵢ the weight of row i
//!
//! The penalty stands on the *sum* of losses, so dropping a row does not change λ. By default it covers the intercepts as well, so F
//! is strictly convex and has one minimiser in every world, also where a class or every row is missing (an empty world
//! gives W = 0 and ties all classes).
//!
//! A **free** intercept has no ‖b‖² term. Losses then fix b only up to a constant: the one with Σ bₖ = 0 is taken, as the
//! minimiser of F + ½·(Σ bₖ)². A class without rows has its intercept at −∞ then: it takes no part in the fit, gets wₖ = 0 and
//! bₖ = −40, and the model is reported as **not converged** (an empty world still ties all classes). A fit converges as in
//! [`LogisticRegression`](super::LogisticRegression). Cost: O(n·K²·p² + K³·p³) an iteration, usually fewer than ten.
//!
//! Source: Hastie, Tibshirani & Friedman, *The Elements of Statistical Learning*, section 4.4.
//!
//! When it misleads: classes that were never seen still get a probability, through the penalised intercepts.
//!
//! ```
//! use simulation::data::penguins;
//! use simulation::learners::{Classification, Differentiable, Intercept, Learner, SoftmaxRegression};
//! use simulation::seed::Seed;
//! use simulation::standardise::Standardiser;
//! use simulation::world::World;
//!
//! let data = penguins::dataset();
//! let data = Standardiser::fit(&World::trainable(&data)).apply(&data)?;
//! let world = World::new(&data, (0..342).step_by(5));
//! let learner = SoftmaxRegression::new(1.0)?.with_intercept(Intercept::Free);
//! let model = learner.fit(&world, Seed::new(0))?;
//! assert!((0..3).map(|class| model.intercept(class)).sum::<f64>().abs() < 1e-12);
//! assert!(model.predict(data.row(0).ok_or("no rows")?.features).contains(0));
//!
//! // Without a row, from where the model is: the same minimiser in fewer steps.
//! let rest = world.keeping(|place| place != 0);
//! let (anew, from_there) = (learner.fit(&rest, Seed::new(0))?, learner.fit_from(&rest, &model)?);
//! let pairs = anew.parameters().iter().zip(from_there.parameters());
//! assert!(pairs.into_iter().all(|(a, b)| (a - b).abs() < 1e-6));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod fit;
mod incremental;
mod objective;

pub use fit::SoftmaxFit;
pub use incremental::IncrementalSoftmax;

use super::{Intercept, score};
use crate::dataset::Row;
use crate::learners::{
    ClassSet, Classification, Curved, Differentiable, FitError, Learner, LearnerError, Model, labelled,
    softmax, to_shares,
};
use crate::linear_algebra::add_scaled;
use crate::seed::Seed;
use crate::world::World;
use objective::{add_penalty_curvatures, add_penalty_slopes, penalty_value};

/// The learner, with its penalty λ > 0 and what becomes of the intercepts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SoftmaxRegression {
    penalty: f64,
    intercept: Intercept,
}

/// The fitted weights. θ is, class by class, (wₖ, bₖ), or wₖ without intercepts; ℓ = −log softmax(W·x + b)_y; R is the penalty,
/// with ½·(Σ bₖ)² if the intercepts are free.
#[derive(Clone, Debug, PartialEq)]
pub struct SoftmaxModel {
    learner: SoftmaxRegression,
    classes: usize,
    features: usize,
    parameters: Vec<f64>,
    converged: bool,
}

impl SoftmaxRegression {
    /// A penalty λ on the sum of losses, intercepts included.
    ///
    /// # Errors
    /// [`LearnerError::Penalty`] unless λ is finite and above 0.
    pub const fn new(penalty: f64) -> Result<Self, LearnerError> {
        if penalty > 0.0 && penalty.is_finite() {
            Ok(Self { penalty, intercept: Intercept::Penalised })
        } else {
            Err(LearnerError::Penalty(penalty))
        }
    }

    /// The same with another treatment of the intercepts.
    #[must_use]
    pub const fn with_intercept(self, intercept: Intercept) -> Self {
        Self { penalty: self.penalty, intercept }
    }

    /// λ.
    pub const fn penalty(&self) -> f64 {
        self.penalty
    }

    /// What becomes of the intercepts.
    pub const fn intercept(&self) -> Intercept {
        self.intercept
    }

    /// The fit of a world, begun at another world's model: the same optimum in fewer iterations. A model of another shape, or
    /// one worse than nothing, is no place to begin; the fit then begins at 0.
    ///
    /// # Errors
    /// [`FitError::Targets`] for numbers, [`FitError::Hessian`] where the numbers leave the range of the arithmetic.
    pub fn fit_from(&self, world: &World<'_>, start: &SoftmaxModel) -> Result<SoftmaxModel, FitError> {
        self.fit_with(world, Some(start))
    }

    /// The fit of a world with no iteration done yet, for whoever takes it in steps: see [`SoftmaxFit`].
    ///
    /// # Errors
    /// [`FitError::Targets`] for numbers.
    pub fn begin_fit(&self, world: &World<'_>, start: Option<&SoftmaxModel>) -> Result<SoftmaxFit, FitError> {
        SoftmaxFit::new(*self, world, start)
    }

    /// A fit of no rows yet, for K classes and p features.
    pub fn incremental(&self, classes: usize, features: usize) -> IncrementalSoftmax {
        IncrementalSoftmax::new(*self, classes, features)
    }

    fn fit_with(&self, world: &World<'_>, start: Option<&SoftmaxModel>) -> Result<SoftmaxModel, FitError> {
        let (classes, rows) = labelled(world)?;
        let mut fit = self.incremental(classes, world.dataset().feature_count());
        fit.take(&rows, start);
        fit.refit()?;
        Ok(fit.into_model())
    }
}

impl Learner for SoftmaxRegression {
    type Model = SoftmaxModel;

    fn fit(&self, world: &World<'_>, _seed: Seed) -> Result<SoftmaxModel, FitError> {
        self.fit_with(world, None)
    }
}

impl SoftmaxModel {
    /// wₖ, one weight for each feature; nothing for a class that there is not.
    pub fn weights(&self, class: usize) -> &[f64] {
        let start = class * self.columns();
        self.parameters.get(start..start + self.features).unwrap_or_default()
    }

    /// bₖ, 0 if there is none.
    pub fn intercept(&self, class: usize) -> f64 {
        let place = class * self.columns() + self.features;
        let present = self.learner.intercept != Intercept::None;
        self.parameters.get(place).copied().filter(|_| present).unwrap_or(0.0)
    }

    /// The K scores W·x + b.
    pub fn scores(&self, features: &[f64]) -> impl Iterator<Item = f64> {
        let columns = self.columns();
        (0..self.classes).map(move |class| {
            score(
                &self.parameters[class * columns..(class + 1) * columns],
                &features[..features.len().min(self.features)],
            )
        })
    }

    const fn columns(&self) -> usize {
        self.learner.intercept.columns(self.features)
    }

    /// The scores and the class of a row that fits.
    fn seen(&self, row: &Row<'_>) -> Option<(Vec<f64>, usize)> {
        let label = row.target.class().filter(|label| *label < self.classes)?;
        (row.features.len() == self.features).then(|| (self.scores(row.features).collect(), label))
    }
}

impl Model for SoftmaxModel {
    fn converged(&self) -> bool {
        self.converged
    }
}

impl Classification for SoftmaxModel {
    fn predict(&self, features: &[f64]) -> ClassSet {
        ClassSet::arg_max(self.scores(features))
    }

    fn probabilities(&self, features: &[f64]) -> Vec<f64> {
        softmax(self.scores(features).collect())
    }
}

impl Differentiable for SoftmaxModel {
    fn parameters(&self) -> &[f64] {
        &self.parameters
    }

    fn with_parameters(&self, parameters: Vec<f64>) -> Option<Self> {
        (parameters.len() == self.parameters.len()).then_some(Self { parameters, ..*self })
    }

    fn loss(&self, row: &Row<'_>) -> Option<f64> {
        let (mut scores, label) = self.seen(row)?;
        Some(to_shares(&mut scores, label))
    }

    fn add_loss_gradient(&self, row: &Row<'_>, factor: f64, gradient: &mut [f64]) -> Option<()> {
        let (mut shares, label) = self.seen(row)?;
        to_shares(&mut shares, label);
        for (k, (slopes, p)) in gradient.chunks_exact_mut(self.columns().max(1)).zip(&shares).enumerate() {
            let residual = factor * (p - f64::from(u8::from(k == label)));
            add_scaled(slopes, residual, row.features);
            if let Some(last) = slopes.get_mut(self.features) {
                *last += residual;
            }
        }
        Some(())
    }

    fn penalty(&self) -> f64 {
        let SoftmaxRegression { penalty, intercept } = self.learner;
        penalty_value(penalty, intercept, self.features, self.columns(), &self.parameters)
    }

    fn add_penalty_gradient(&self, factor: f64, gradient: &mut [f64]) {
        let SoftmaxRegression { penalty, intercept } = self.learner;
        let (columns, at) = (self.columns(), &self.parameters);
        add_penalty_slopes(penalty, intercept, self.features, columns, at, factor, gradient);
    }
}

impl Curved for SoftmaxModel {
    /// Block (k, l) of ∇²ℓ = pₖ·(δₖₗ − pₗ)·a·aᵀ, a = (x, 1).
    fn add_loss_hessian(&self, row: &Row<'_>, factor: f64, hessian: &mut [f64]) -> Option<()> {
        let (mut shares, label) = self.seen(row)?;
        to_shares(&mut shares, label);
        let (columns, size) = (self.columns(), self.parameters.len());
        let entry = |index: usize| row.features.get(index).copied().unwrap_or(1.0);
        for (index, line) in hessian.chunks_exact_mut(size.max(1)).enumerate() {
            let (k, a) = (index / columns, entry(index % columns));
            for (other, value) in line[..=index].iter_mut().enumerate() {
                let l = other / columns;
                let curvature = factor * shares[k] * (f64::from(u8::from(k == l)) - shares[l]);
                *value += curvature * a * entry(other % columns);
            }
        }
        Some(())
    }

    fn add_penalty_hessian(&self, factor: f64, hessian: &mut [f64]) {
        let SoftmaxRegression { penalty, intercept } = self.learner;
        let size = self.parameters.len();
        add_penalty_curvatures(penalty, intercept, self.features, self.columns(), size, factor, hessian);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::dataset::Dataset;
    use crate::learners::differentiable::checks;
    use crate::standardise::Standardiser;

    const INTERCEPTS: [Intercept; 3] = [Intercept::Penalised, Intercept::Free, Intercept::None];

    fn scaled() -> Dataset {
        let data = penguins::dataset();
        Standardiser::fit(&World::new(&data, 0..data.len())).apply(&data).unwrap()
    }

    #[test]
    fn slopes_and_curvatures_are_those_of_the_objective() {
        let data = scaled();
        let world = World::new(&data, (0..data.len()).step_by(20));
        for intercept in INTERCEPTS {
            let learner = SoftmaxRegression::new(0.7).unwrap().with_intercept(intercept);
            let model = learner.fit(&World::new(&data, [0, 1, 200, 300]), Seed::new(0)).unwrap();
            checks::gradient_is_the_slope(&model, &world, 1e-6);
            checks::hessian_is_the_slope_of_the_gradient(&model, &world, 1e-6);
        }
    }

    #[test]
    fn the_optimum_has_no_slope_and_is_reported_as_reached() {
        let data = scaled();
        let world = World::new(&data, 0..data.len());
        for intercept in INTERCEPTS {
            for penalty in [1e-3, 1.0, 100.0] {
                let learner = SoftmaxRegression::new(penalty).unwrap().with_intercept(intercept);
                let model = learner.fit(&world, Seed::new(0)).unwrap();
                assert!(model.converged());
                assert!(model.gradient(&world).unwrap().iter().all(|slope| slope.abs() <= 1e-9));
                let again = learner.fit_from(&world.edited(&"drop 7".parse().unwrap()).unwrap(), &model);
                let cold = learner.fit(&world.edited(&"drop 7".parse().unwrap()).unwrap(), Seed::new(0));
                for (a, b) in again.unwrap().parameters().iter().zip(cold.unwrap().parameters()) {
                    assert!((a - b).abs() < 1e-8, "{intercept:?} {penalty}: {a} and {b}");
                }
            }
        }
    }

    #[test]
    fn a_free_intercept_at_infinity_is_said() {
        let data = scaled();
        let learner = SoftmaxRegression::new(1.0).unwrap().with_intercept(Intercept::Free);
        let fit = |positions: &[usize]| {
            learner.fit(&World::new(&data, positions.iter().copied()), Seed::new(0)).unwrap()
        };
        let class = |position: usize| data.target(position).class().unwrap();
        let (zero, other) = (class(0), class(200));
        let missing = 3 - zero - other;
        let two = fit(&[0, 1, 2, 200, 201]);
        assert!(!two.converged());
        assert!((two.intercept(zero) + two.intercept(other)).abs() < 1e-14);
        assert!(two.weights(missing).iter().all(|weight| *weight == 0.0) && two.intercept(missing) == -40.0);
        let one = fit(&[200]);
        assert_eq!(
            one.predict(data.features(0)),
            ClassSet::arg_max([0, 1, 2].map(|class| f64::from(u8::from(class == other))))
        );
        assert!(!one.converged());
        let none = fit(&[]);
        assert!(none.converged() && none.predict(data.features(0)).len() == 3);
        // From a world without a class to one with it.
        let third = (0..data.len()).find(|&position| class(position) == missing).unwrap();
        let world = World::new(&data, [0, 1, 2, 200, 201, third]);
        let (warm, cold) =
            (learner.fit_from(&world, &two).unwrap(), learner.fit(&world, Seed::new(0)).unwrap());
        assert!(warm.converged());
        assert!(warm.parameters().iter().zip(cold.parameters()).all(|(a, b)| (a - b).abs() < 1e-9));
    }

    #[test]
    fn a_penalty_that_leaves_the_optimum_open_is_refused() {
        for penalty in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(SoftmaxRegression::new(penalty).is_err());
        }
    }
}

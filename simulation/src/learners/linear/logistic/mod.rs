//! Binary logistic regression with an L2 penalty, by Newton's method.
//!
//! Objective, to be minimised over w of p entries and the intercept b, with zᵢ = w·xᵢ + b and yᵢ ∈ {0, 1}:
//!
//! F(w, b) = Σᵢ sᵢ·(log(1 + exp zᵢ) − yᵢ·zᵢ) + (λ/2)·‖w‖²
//!
//! with + (λ/2)·b² if the intercept is penalised, b = 0 if there is none. The penalty stands on the *sum* of losses, so dropping a
//! row does not change λ; what others write ½‖w‖² + C·Σ is this with λ = 1/C. A fit counts as converged if no slope of F is larger
//! than 10⁻¹⁰ of the sum of its terms' sizes and Newton's next step would not change the tenth digit, or rounding allows no better. In an empty world w = 0 and b = 0. If only one class is left,
//! a free intercept has its optimum at infinity: the model is then w = 0, b = ±40 (the other class gets e⁻⁴⁰), and it is
//! reported as **not converged**. Cost O(n·p² + p³) an iteration, usually fewer than ten.
//!
//! Source: Hastie, Tibshirani & Friedman, *The Elements of Statistical Learning*, section 4.4.
//!
//! When it misleads: the penalty treats features by their scale, and on classes that a plane divides it is the penalty alone that
//! says how sure the model is.

mod cases;
mod fit;
mod leave_one_out;

pub use fit::LogisticFit;
pub use leave_one_out::{LogisticLeaveOneOut, LogisticLeftOut};

use super::newton::Newton;
use super::{Intercept, add_outer, score};
use crate::dataset::{Row, RowId};
use crate::learners::{
    ClassSet, Classification, Curved, Differentiable, FitError, Learner, LearnerError, Model,
};
use crate::linear_algebra::{add_scaled, dot};
use crate::seed::Seed;
use crate::world::World;
use cases::Cases;

/// Stands for a free intercept at infinity.
pub(in crate::learners::linear) const CAP: f64 = 40.0;

/// The learner, with its penalty λ > 0 and what becomes of the intercept.
///
/// ```
/// use ndarray::array;
/// use simulation::dataset::{Dataset, RowId};
/// use simulation::learners::{Classification, Intercept, Learner, LogisticRegression, Model};
/// use simulation::seed::Seed;
/// use simulation::world::World;
/// let ids = (0..4).map(RowId::new).collect();
/// let data = Dataset::classified(ids, array![[-2.0], [-1.0], [1.0], [2.0]], vec![0, 0, 1, 1], 2)?;
/// let world = World::trainable(&data);
/// let learner = LogisticRegression::new(1.0, Intercept::Free)?;
/// let model = learner.fit(&world, Seed::new(0))?;
/// assert!(model.converged() && model.predict(&[0.5]).contains(1));
/// for left_out in learner.leave_one_out(&world, &model)? {
///     let left_out = left_out?;
///     assert!(left_out.model.converged());
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogisticRegression {
    penalty: f64,
    intercept: Intercept,
}

/// The fitted weights. θ = (w, b), or w if there is no intercept; ℓ is the log loss, R = (λ/2)·‖w‖² (+ (λ/2)·b²).
#[derive(Clone, Debug, PartialEq)]
pub struct LogisticModel {
    learner: LogisticRegression,
    features: usize,
    parameters: Vec<f64>,
    converged: bool,
}

impl LogisticRegression {
    /// A penalty λ on the sum of losses.
    ///
    /// # Errors
    /// [`LearnerError::Penalty`] unless λ is finite and above 0.
    pub const fn new(penalty: f64, intercept: Intercept) -> Result<Self, LearnerError> {
        if penalty > 0.0 && penalty.is_finite() {
            Ok(Self { penalty, intercept })
        } else {
            Err(LearnerError::Penalty(penalty))
        }
    }

    /// λ.
    pub const fn penalty(&self) -> f64 {
        self.penalty
    }

    /// What becomes of the intercept.
    pub const fn intercept(&self) -> Intercept {
        self.intercept
    }

    /// The fit of a world, begun at another world's model: the same optimum in fewer iterations. A model of another width,
    /// of one that did not converge, or one worse than nothing is no place to begin; the fit then begins at 0.
    ///
    /// # Errors
    /// [`FitError::Targets`] and [`FitError::Classes`] unless the targets are two classes, [`FitError::Hessian`] where the
    /// numbers leave the range of the arithmetic.
    pub fn fit_from(&self, world: &World<'_>, start: &LogisticModel) -> Result<LogisticModel, FitError> {
        self.refit(&Cases::new(*self, world)?, Some(start))
    }

    /// The minimiser of F(θ) + b·θ, and how often each row was looked at on the way there; begun at `start` if there is one. `tilt` is b, of
    /// which what is missing is 0: a random one is objective perturbation (Chaudhuri, Monteleoni & Sarwate 2011, *Differentially private
    /// empirical risk minimization*). None changes nothing. The slopes of the model ([`Differentiable::gradient`]) are those of F alone.
    ///
    /// # Errors
    /// As for [`LogisticRegression::fit_from`].
    ///
    /// ```
    /// use simulation::data::breast_cancer;
    /// use simulation::learners::{Differentiable, Intercept, LogisticRegression};
    /// use simulation::standardise::Standardiser;
    /// use simulation::world::World;
    /// let data = breast_cancer::dataset();
    /// let data = Standardiser::fit(&World::trainable(&data)).apply(&data)?;
    /// let (world, learner) = (World::new(&data, 0..90), LogisticRegression::new(1.0, Intercept::Penalised)?);
    /// let (model, passes) = learner.fit_counted(&world, &[0.5], None)?;
    /// assert!((model.gradient(&world).ok_or("other rows")?[0] + 0.5).abs() < 1e-8);
    /// let (_, again) = learner.fit_counted(&world, &[0.5], Some(&model))?;
    /// assert!(again < passes);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fit_counted(
        &self,
        world: &World<'_>,
        tilt: &[f64],
        start: Option<&LogisticModel>,
    ) -> Result<(LogisticModel, u32), FitError> {
        self.refit_counted(&Cases::new(*self, world)?.tilted(tilt), start)
    }

    /// The same with no iteration done yet, for whoever takes it in steps: see [`LogisticFit`].
    ///
    /// # Errors
    /// As for [`LogisticRegression::fit_from`], but for what only iterations find.
    pub fn begin_fit(
        &self,
        world: &World<'_>,
        tilt: &[f64],
        start: Option<&LogisticModel>,
    ) -> Result<LogisticFit, FitError> {
        LogisticFit::new(*self, world, tilt, start)
    }

    /// Every row's absence in turn: see [`LogisticLeaveOneOut`]. `full` is the model of all rows; one that did not converge is
    /// fitted first.
    ///
    /// # Errors
    /// As for [`LogisticRegression::fit_from`].
    pub fn leave_one_out(
        &self,
        world: &World<'_>,
        full: &LogisticModel,
    ) -> Result<LogisticLeaveOneOut, FitError> {
        LogisticLeaveOneOut::new(*self, world, full)
    }

    /// The model without these rows, retrained from `full`. Rows that are not in the world change nothing.
    ///
    /// # Errors
    /// As for [`LogisticRegression::fit_from`].
    pub fn without(
        &self,
        world: &World<'_>,
        full: &LogisticModel,
        ids: &[RowId],
    ) -> Result<LogisticModel, FitError> {
        self.fit_from(&world.reweighted(|id| if ids.contains(&id) { 0.0 } else { 1.0 }), full)
    }

    fn refit(&self, cases: &Cases, start: Option<&LogisticModel>) -> Result<LogisticModel, FitError> {
        self.refit_counted(cases, start).map(|(model, _)| model)
    }

    /// The model, and how many passes over the rows it took.
    fn refit_counted(
        &self,
        cases: &Cases,
        start: Option<&LogisticModel>,
    ) -> Result<(LogisticModel, u32), FitError> {
        let (mut model, nothing) = self.place(cases, start);
        let mut newton = Newton::default();
        if let Some(nothing) = nothing {
            model.converged = newton.minimise(cases, &mut model.parameters, nothing)?;
        }
        Ok((model, newton.passes()))
    }

    /// Where a fit begins, and F(0); without that number, the model is the answer already.
    fn place(&self, cases: &Cases, start: Option<&LogisticModel>) -> (LogisticModel, Option<f64>) {
        let mut model = LogisticModel {
            learner: *self,
            features: cases.features,
            parameters: vec![0.0; cases.columns],
            converged: true,
        };
        let mass = cases.mass();
        if self.intercept == Intercept::Free && mass.contains(&0.0) {
            if let Some(intercept) = model.parameters.last_mut().filter(|_| mass != [0.0; 2]) {
                (*intercept, model.converged) = (if mass[0] == 0.0 { CAP } else { -CAP }, false);
            }
            return (model, None);
        }
        let fits = |start: &&LogisticModel| start.converged && start.parameters.len() == cases.columns;
        if let Some(start) = start.filter(fits) {
            model.parameters.copy_from_slice(&start.parameters);
        }
        (model, Some((mass[0] + mass[1]) * std::f64::consts::LN_2))
    }
}

impl Learner for LogisticRegression {
    type Model = LogisticModel;

    fn fit(&self, world: &World<'_>, _seed: Seed) -> Result<LogisticModel, FitError> {
        self.refit(&Cases::new(*self, world)?, None)
    }
}

impl LogisticModel {
    /// w, one for each feature.
    pub fn weights(&self) -> &[f64] {
        &self.parameters[..self.features]
    }

    /// b, 0 if there is none.
    pub fn intercept(&self) -> f64 {
        self.parameters.get(self.features).copied().unwrap_or(0.0)
    }

    /// z = w·x + b, the log odds of class 1.
    pub fn score(&self, features: &[f64]) -> f64 {
        score(&self.parameters, features)
    }

    /// z and y of a row that fits.
    fn seen(&self, row: &Row<'_>) -> Option<(f64, f64)> {
        let label = row.target.class().filter(|label| *label < 2)?;
        (row.features.len() == self.features).then(|| (self.score(row.features), label as f64))
    }
}

impl Model for LogisticModel {
    fn converged(&self) -> bool {
        self.converged
    }
}

impl Classification for LogisticModel {
    fn predict(&self, features: &[f64]) -> ClassSet {
        ClassSet::arg_max([0.0, self.score(features)])
    }

    /// 1 − p and p = 1/(1 + exp −z).
    fn probabilities(&self, features: &[f64]) -> Vec<f64> {
        let score = self.score(features);
        vec![sigmoid(-score), sigmoid(score)]
    }
}

impl Differentiable for LogisticModel {
    fn parameters(&self) -> &[f64] {
        &self.parameters
    }

    fn with_parameters(&self, parameters: Vec<f64>) -> Option<Self> {
        (parameters.len() == self.parameters.len()).then_some(Self { parameters, ..*self })
    }

    fn loss(&self, row: &Row<'_>) -> Option<f64> {
        let (score, label) = self.seen(row)?;
        Some(log_loss(score, label))
    }

    fn add_loss_gradient(&self, row: &Row<'_>, factor: f64, gradient: &mut [f64]) -> Option<()> {
        let (score, label) = self.seen(row)?;
        let slope = factor * (sigmoid(score) - label);
        add_scaled(gradient, slope, row.features);
        if let Some(last) = gradient.get_mut(self.features) {
            *last += slope;
        }
        Some(())
    }

    fn penalty(&self) -> f64 {
        penalty(self.learner, self.features, &self.parameters)
    }

    fn add_penalty_gradient(&self, factor: f64, gradient: &mut [f64]) {
        for (column, (slope, parameter)) in gradient.iter_mut().zip(&self.parameters).enumerate() {
            let penalty = self.learner.intercept.penalty(column, self.features, self.learner.penalty);
            *slope += factor * penalty * parameter;
        }
    }
}

impl Curved for LogisticModel {
    /// ∇²ℓ = p·(1 − p)·a·aᵀ, a = (x, 1).
    fn add_loss_hessian(&self, row: &Row<'_>, factor: f64, hessian: &mut [f64]) -> Option<()> {
        let (score, _) = self.seen(row)?;
        let curvature = factor * sigmoid(score) * sigmoid(-score);
        add_outer(hessian, self.parameters.len(), curvature, row.features);
        Some(())
    }

    fn add_penalty_hessian(&self, factor: f64, hessian: &mut [f64]) {
        for (column, entry) in hessian.iter_mut().step_by(self.parameters.len() + 1).enumerate() {
            *entry += factor * self.learner.intercept.penalty(column, self.features, self.learner.penalty);
        }
    }
}

/// 1/(1 + exp −z), without overflow.
fn sigmoid(score: f64) -> f64 {
    let small = libm::exp(-score.abs());
    if score > 0.0 { 1.0 / (1.0 + small) } else { small / (1.0 + small) }
}

/// log(1 + exp z) − y·z, without overflow.
fn log_loss(score: f64, label: f64) -> f64 {
    let wrong = if label > 0.5 { -score } else { score };
    wrong.max(0.0) + libm::log1p(libm::exp(-score.abs()))
}

/// (λ/2)·‖what is penalised‖².
fn penalty(learner: LogisticRegression, features: usize, parameters: &[f64]) -> f64 {
    let penalised = match learner.intercept {
        Intercept::Free => &parameters[..features],
        Intercept::Penalised | Intercept::None => parameters,
    };
    0.5 * learner.penalty * dot(penalised, penalised)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::dataset::Dataset;
    use crate::learners::differentiable::checks;
    use ndarray::array;

    fn data() -> Dataset {
        let features = array![[0.5, -1.0], [2.0, 0.3], [-1.2, 1.0], [0.1, 0.1], [1.5, -2.0]];
        Dataset::classified((0..5).map(RowId::new).collect(), features, vec![0, 1, 0, 1, 1], 2).unwrap()
    }

    #[test]
    fn slopes_and_curvatures_are_those_of_the_objective() {
        let data = data();
        let world = World::trainable(&data).edited(&"reweight 2 → 2.5".parse().unwrap()).unwrap();
        for intercept in [Intercept::Free, Intercept::Penalised, Intercept::None] {
            let learner = LogisticRegression::new(0.7, intercept).unwrap();
            let model = learner.fit(&world, Seed::new(0)).unwrap();
            assert!(model.gradient(&world).unwrap().iter().all(|slope| slope.abs() < 1e-11));
            let moved = model.with_parameters(model.parameters().iter().map(|p| p + 0.3).collect()).unwrap();
            checks::gradient_is_the_slope(&moved, &world, 1e-6);
            checks::hessian_is_the_slope_of_the_gradient(&moved, &world, 1e-6);
        }
    }

    #[test]
    fn one_class_puts_a_free_intercept_at_infinity() {
        let data = data();
        let learner = LogisticRegression::new(1.0, Intercept::Free).unwrap();
        let single = learner.fit(&World::new(&data, [1, 3]), Seed::new(0)).unwrap();
        assert_eq!(
            (single.converged(), single.weights(), single.intercept()),
            (false, &[0.0, 0.0][..], 40.0)
        );
        assert!(single.predict(&[-9.0, 9.0]).contains(1) && single.probabilities(&[0.0, 0.0])[0] > 0.0);
        let nothing = learner.fit(&World::new(&data, []), Seed::new(0)).unwrap();
        assert!(nothing.converged() && nothing.predict(&[1.0, 1.0]).len() == 2);
        // Its absence is retraining too, also where it is the last of its class.
        let world = World::new(&data, [0, 1, 3, 4]);
        let full = learner.fit(&world, Seed::new(0)).unwrap();
        let first = learner.leave_one_out(&world, &full).unwrap().next().unwrap().unwrap();
        assert_eq!(
            (first.id, first.model.intercept(), first.model.converged()),
            (RowId::new(0), 40.0, false)
        );
        assert_eq!(learner.leave_one_out(&World::new(&data, []), &nothing).unwrap().count(), 0);
    }

    #[test]
    fn three_classes_are_not_two() {
        let penguins = penguins::dataset();
        let learner = LogisticRegression::new(1.0, Intercept::None).unwrap();
        let error = learner.fit(&World::trainable(&penguins), Seed::new(0)).unwrap_err();
        assert_eq!(error.to_string(), "the table has 3 classes: legal are 2");
        assert!(LogisticRegression::new(0.0, Intercept::None).is_err());
    }
}

//! Removal by one Newton step, with a bound on what it leaves over.
//!
//! F₋(θ) = Σ_{i∉S} sᵢ·ℓᵢ(θ) + (λ/2)·‖θ‖² (+ b·θ) is what the world without the rows of S minimises, θ the model with them. The step
//! v = −H₋(θ)⁻¹·∇F₋(θ) leads to θ + v, and what is left of the slope there is the *gradient residual*
//!
//! r = ∇F₋(θ + v) = ∫₀¹ (H₋(θ + t·v) − H₋(θ))·v dt = Σ_{i∉S} sᵢ·cᵢ·zᵢ·aᵢ, zᵢ = aᵢ·v, aᵢ = (xᵢ, 1),
//!
//! in which |cᵢ| ≤ γ·|zᵢ|/2, γ being how steep the logistic loss's second derivative is at most ([`SECOND_DERIVATIVE_SLOPE`]). Hence
//!
//! - from the data: ‖r‖ ≤ (γ/2)·‖A‖·max|zᵢ|·‖z‖, A the rows √sᵢ·aᵢ of all that were trained on, of which ‖A‖ is the largest singular value and the
//!   norm of z is Σ sᵢ·zᵢ² under its root;
//! - beforehand: ‖v‖ ≤ (R·Σ_S sᵢ + ‖∇F(θ)‖)/λ and ‖r‖ ≤ (γ/2)·Σᵢ sᵢ·R³·‖v‖², R the length of the longest row: it grows with the square of the
//!   rows that go, and knows nothing of them. Only where every parameter is penalised.
//!
//! Both with what rounding can add: n units in the last place of the slope's terms, and 4·q of those of the equations that were solved.
//! Guo and others state the first as γ·‖A‖·‖v‖·‖Av‖ for rows of length 1 at most, with γ = ¼ and no ½: the same argument, with more room.
//!
//! A residual is a trace: who holds the other rows finds it. Objective perturbation hides it. If the model was trained with a random slope b
//! of independent normal entries of standard deviation σ ([`LogisticRegression::fit_counted`]), a removal that leaves at most B is (ε, δ)-certified for
//! σ = B·√(2·ln(1.5/δ))/ε ([`Certificate::noise`]).
//!
//! Cost: O(n·q² + q³) once, with the training; then m looks at rows and q³/6 for the step, n − m looks for the certificate.
//!
//! Source: Guo, Goldstein, Hannun & van der Maaten (2020), *Certified data removal from machine learning models*.
//!
//! When it misleads: the residual is a slope, not a distance; under a weak penalty a small slope can be far from the optimum. And every
//! removal starts from the last one's result: residuals add up, and so must their bounds.

use super::UnlearningError;
use crate::dataset::{Row, RowId};
use crate::eigen;
use crate::learners::{Curved, Differentiable, Intercept, LogisticModel, LogisticRegression};
use crate::linear_algebra::add_scaled;
use crate::valuation::first_order::Influence;
use crate::world::World;

/// γ = 1/(6·√3): the most that σ(z)·(1 − σ(z)) changes by per unit of z, at σ = ½ ± 1/√12.
pub const SECOND_DERIVATIVE_SLOPE: f64 = 0.096_225_044_864_937_63;

/// A logistic regression that forgets by one step.
///
/// ```
/// use simulation::data::breast_cancer;
/// use simulation::dataset::RowId;
/// use simulation::learners::{Differentiable, Intercept, Learner, LogisticRegression};
/// use simulation::robustness::unlearning::CertifiedRemoval;
/// use simulation::seed::Seed;
/// use simulation::standardise::Standardiser;
/// use simulation::world::World;
///
/// let data = breast_cancer::dataset();
/// let data = Standardiser::fit(&World::trainable(&data)).apply(&data)?;
/// let (world, learner) = (World::new(&data, 0..200), LogisticRegression::new(1.0, Intercept::Penalised)?);
/// let model = learner.fit(&world, Seed::new(0))?;
/// let removal = CertifiedRemoval::new(&learner, &model, &world, &[])?.newton(&[RowId::new(3), RowId::new(40)])?;
/// let certificate = removal.certificate;
/// assert!(certificate.residual <= certificate.bound);
/// assert!(certificate.worst_case.is_some_and(|worst| certificate.bound < worst));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct CertifiedRemoval<'a> {
    learner: LogisticRegression,
    influence: Influence<'a, LogisticModel>,
    world: &'a World<'a>,
    tilt: Vec<f64>,
    extent: Extent,
}

/// How far the rows of a world reach, seen by a logistic regression. No removal makes it larger, so it is measured once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// ‖A‖, the largest singular value of the rows √sᵢ·aᵢ.
    pub norm: f64,
    /// R, the length of the longest aᵢ.
    pub longest: f64,
}

impl Extent {
    /// Measures the rows of a world; `model` says whether a constant 1 stands behind the features. Cost O(n·q² + q³).
    ///
    /// # Errors
    /// [`UnlearningError::Targets`] for a world that the model cannot be used on.
    pub fn of(model: &LogisticModel, world: &World<'_>) -> Result<Self, UnlearningError> {
        let size = model.parameters().len();
        // At θ = 0 every row's curvature is ¼ of its outer product.
        let flat = model.with_parameters(vec![0.0; size]).ok_or(UnlearningError::Targets)?;
        let (mut gram, mut longest) = (vec![0.0; size * size], 0.0_f64);
        for row in world.rows() {
            flat.add_loss_hessian(&row, 4.0 * row.weight, &mut gram).ok_or(UnlearningError::Targets)?;
            longest = longest.max(length(&row, size));
        }
        let largest = eigen::symmetric(&gram).and_then(|eigen| eigen.values.first().copied());
        Ok(Self { norm: largest.unwrap_or(0.0).max(0.0).sqrt(), longest })
    }
}

/// The model after the step, with its certificate.
#[derive(Clone, Debug, PartialEq)]
pub struct NewtonRemoval {
    /// The model at θ + v.
    pub model: LogisticModel,
    /// What it leaves over.
    pub certificate: Certificate,
}

/// What a step leaves of the slope, and how much it could be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Certificate {
    /// ‖∇F₋(θ + v)‖, computed.
    pub residual: f64,
    /// The bound from the data and the step.
    pub bound: f64,
    /// The bound from λ, the counts and the longest row; `None` if the intercept is free.
    pub worst_case: Option<f64>,
}

impl Certificate {
    /// ε for a removal that leaves at most [`Certificate::bound`], of a model that was trained with a random slope of standard
    /// deviation `noise`: √(2·ln(1.5/δ))·B/σ. `None` unless the noise is above 0 and δ between 0 and 1. A promise worth the name has ε of
    /// about 1 and less.
    pub fn epsilon(&self, noise: f64, delta: f64) -> Option<f64> {
        Some(width(delta)? * self.bound / noise).filter(|epsilon| noise > 0.0 && epsilon.is_finite())
    }

    /// σ for ε and δ: √(2·ln(1.5/δ))·B/ε. `None` unless ε is above 0 and δ between 0 and 1.
    pub fn noise(&self, epsilon: f64, delta: f64) -> Option<f64> {
        Some(width(delta)? * self.bound / epsilon).filter(|noise| epsilon > 0.0 && noise.is_finite())
    }
}

/// c of δ = 1.5·exp(−c²/2).
fn width(delta: f64) -> Option<f64> {
    (delta > 0.0 && delta < 1.0).then(|| (2.0 * libm::log(1.5 / delta)).sqrt())
}

impl<'a> CertifiedRemoval<'a> {
    /// What is kept with a model so that rows can leave. `model` is the learner's fit of the world, with the slope b that it was trained with;
    /// what is missing of b is 0. Cost O(n·q² + q³).
    ///
    /// # Errors
    /// [`UnlearningError::Influence`] for a world that the model cannot be used on.
    pub fn new(
        learner: &LogisticRegression,
        model: &'a LogisticModel,
        world: &'a World<'a>,
        tilt: &[f64],
    ) -> Result<Self, UnlearningError> {
        Self::within(Extent::of(model, world)?, learner, model, world, tilt)
    }

    /// The same with an extent that was measured before.
    ///
    /// # Errors
    /// As for [`CertifiedRemoval::new`].
    pub fn within(
        extent: Extent,
        learner: &LogisticRegression,
        model: &'a LogisticModel,
        world: &'a World<'a>,
        tilt: &[f64],
    ) -> Result<Self, UnlearningError> {
        let influence = Influence::new(model, world)?.tilted(tilt);
        Ok(Self { learner: *learner, influence, world, tilt: tilt.to_vec(), extent })
    }

    /// The model at θ + H⁻¹·Σ_S sᵢ·gᵢ: the curvature stays that of all rows. Cost: m looks.
    ///
    /// # Errors
    /// [`UnlearningError::Influence`] for a row that was not trained on.
    pub fn first_order(&self, ids: &[RowId]) -> Result<LogisticModel, UnlearningError> {
        let step = self.influence.first_order_step(ids)?;
        self.influence.moved(&step).ok_or(UnlearningError::Targets)
    }

    /// The model after one Newton step on the objective without these rows, with its certificate; a row that stands twice counts once. Cost:
    /// m looks for the step, n − m for the certificate.
    ///
    /// # Errors
    /// [`UnlearningError::Influence`] for a row that was not trained on.
    pub fn newton(&self, ids: &[RowId]) -> Result<NewtonRemoval, UnlearningError> {
        let step = self.influence.newton_step(ids)?;
        let model = self.influence.moved(&step).ok_or(UnlearningError::Targets)?;
        let moved = norm(&step);
        // Its scores are aᵢ·v.
        let along = model.with_parameters(step).ok_or(UnlearningError::Targets)?;
        let (mut most, mut squares, mut gone) = (0.0_f64, 0.0, 0.0);
        for row in self.world.rows() {
            if ids.contains(&row.id) {
                gone += row.weight;
            } else {
                let along = along.score(row.features).abs();
                (most, squares) = (most.max(along), squares + row.weight * along * along);
            }
        }
        let (Extent { norm: reach, longest }, penalty) = (self.extent, self.learner.penalty());
        let (half, weight) = (0.5 * SECOND_DERIVATIVE_SLOPE, self.world.total_weight());
        let rounding = {
            let (rows, size) = (self.world.len() as f64, model.parameters().len() as f64);
            let terms = weight * longest + penalty * norm(model.parameters()) + norm(&self.tilt);
            let solved = (0.25 * reach * reach + penalty) * moved;
            f64::EPSILON * (rows * terms + 4.0 * size * solved)
        };
        let worst_case = (self.learner.intercept() != Intercept::Free).then(|| {
            let step = (longest * gone + norm(self.influence.gradient())) / penalty;
            half * weight * longest * longest * longest * step * step + rounding
        });
        let bound = half * reach * most * squares.sqrt() + rounding;
        let residual = self.residual(&model, ids)?;
        Ok(NewtonRemoval { model, certificate: Certificate { residual, bound, worst_case } })
    }

    /// ‖∇F₋‖ at any model of the same shape: 0 for the retrained one. Cost: n − m looks.
    ///
    /// # Errors
    /// [`UnlearningError::Targets`] for a model that does not fit.
    pub fn residual(&self, model: &LogisticModel, ids: &[RowId]) -> Result<f64, UnlearningError> {
        let rest = self.world.reweighted(|id| if ids.contains(&id) { 0.0 } else { 1.0 });
        let mut slopes = model.gradient(&rest).ok_or(UnlearningError::Targets)?;
        add_scaled(&mut slopes, 1.0, &self.tilt);
        Ok(norm(&slopes))
    }
}

/// ‖a‖ for parameters of this count: with a 1 behind x if there is an intercept.
fn length(row: &Row<'_>, size: usize) -> f64 {
    let constant = if size > row.features.len() { 1.0 } else { 0.0 };
    row.features.iter().fold(constant, |sum, entry| sum + entry * entry).sqrt()
}

/// The Euclidean norm.
pub(super) fn norm(vector: &[f64]) -> f64 {
    vector.iter().fold(0.0, |sum, entry| sum + entry * entry).sqrt()
}

#[cfg(test)]
mod tests;

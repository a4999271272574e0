//! Newton's method with a line search, for the smooth convex objectives of this folder.
//!
//! One pass over the rows gives the value, the gradient and the Hessian at once: near the optimum nearly every full step is
//! taken, so that a separate look at the value would cost a second pass for nothing. All memory is kept between fits. Whoever must
//! not be held up takes a fit an iteration at a time.

use crate::learners::FitError;
use crate::linear_algebra::{add_scaled, dot, solve_positive_definite};

/// Slopes up to here, as a share of their parameter's scale, count as the optimum.
const CONVERGED: f64 = 1e-10;
/// So small a step, as a share of 1 + the largest parameter, is the last: the next would be its square.
const LAST: f64 = 1e-9;
/// A predicted descent below this share of the objective, here and at 0, drowns in its rounding.
const ROUNDING: f64 = 1e-12;
/// A fit that needs more iterations is reported as not converged.
const ITERATIONS: u32 = 100;

/// A convex objective of q parameters with a positive definite Hessian.
pub(super) trait Objective {
    /// F(θ); its gradient and the lower triangle of its Hessian (q × q) are written over what was there.
    fn evaluate(&self, at: &[f64], workspace: &mut Derivatives) -> f64;

    /// For each parameter, Σ of what its slope is made of: what counts as small is measured by it.
    fn scale(&self) -> &[f64];
}

/// Where an objective writes.
#[derive(Clone, Debug, Default)]
pub(super) struct Derivatives {
    /// q slopes.
    pub(super) gradient: Vec<f64>,
    /// q × q curvatures.
    pub(super) hessian: Vec<f64>,
    /// For the objective's own use.
    pub(super) scratch: Vec<f64>,
}

/// The memory of a fit, and how far it has come.
#[derive(Clone, Debug, Default)]
pub(super) struct Newton {
    here: Derivatives,
    there: Derivatives,
    step: Vec<f64>,
    candidate: Vec<f64>,
    passes: u32,
    /// F(0).
    nothing: f64,
    /// F, and its steepest slope, where the fit is.
    value: f64,
    steepest: f64,
    iteration: u32,
    /// Whether the fit began at 0.
    cold: bool,
}

impl Newton {
    /// How often an objective was evaluated so far: each is one pass over its rows.
    pub(super) const fn passes(&self) -> u32 {
        self.passes
    }

    /// Takes θ to the minimiser. Answers whether it was reached. `nothing` is F(0): a start that is worse is no start, and one
    /// that leads nowhere is given up for 0.
    pub(super) fn minimise(
        &mut self,
        objective: &impl Objective,
        parameters: &mut [f64],
        nothing: f64,
    ) -> Result<bool, FitError> {
        self.begin(objective, parameters, nothing);
        loop {
            if let Some(reached) = self.advance(objective, parameters)? {
                return Ok(reached);
            }
        }
    }

    /// Begins what [`Newton::minimise`] does at once. Cost: a pass or two.
    pub(super) fn begin(&mut self, objective: &impl Objective, parameters: &mut [f64], nothing: f64) {
        let size = parameters.len();
        for derivatives in [&mut self.here, &mut self.there] {
            derivatives.gradient.resize(size, 0.0);
            derivatives.hessian.resize(size * size, 0.0);
        }
        self.step.resize(size, 0.0);
        self.candidate.resize(size, 0.0);
        self.nothing = nothing;
        self.cold = parameters.iter().all(|parameter| *parameter == 0.0);
        self.look(objective, parameters);
        if self.value.is_nan() || self.value > nothing {
            self.begin_at_nothing(objective, parameters);
        }
    }

    /// One iteration, on what was begun with the same objective and left at `parameters`. Answers once the fit has ended, as
    /// [`Newton::minimise`] does. Cost: a system of q equations, and a pass for each step that is tried.
    pub(super) fn advance(
        &mut self,
        objective: &impl Objective,
        parameters: &mut [f64],
    ) -> Result<Option<bool>, FitError> {
        let ended = self.iterate(objective, parameters);
        if self.cold || matches!(ended, Ok(None | Some(true))) {
            return ended;
        }
        self.cold = true;
        self.begin_at_nothing(objective, parameters);
        Ok(None)
    }

    fn begin_at_nothing(&mut self, objective: &impl Objective, parameters: &mut [f64]) {
        parameters.fill(0.0);
        self.look(objective, parameters);
    }

    /// Makes θ the place where iterations are counted from.
    fn look(&mut self, objective: &impl Objective, parameters: &[f64]) {
        self.value = objective.evaluate(parameters, &mut self.here);
        self.passes += 1;
        self.steepest = steepest(&self.here.gradient, objective.scale());
        self.iteration = 0;
    }

    fn iterate(
        &mut self,
        objective: &impl Objective,
        parameters: &mut [f64],
    ) -> Result<Option<bool>, FitError> {
        if self.iteration == ITERATIONS {
            return Ok(Some(self.steepest <= CONVERGED));
        }
        self.iteration += 1;
        self.step.copy_from_slice(&self.here.gradient);
        solve_positive_definite(&mut self.here.hessian, &mut self.step)
            .ok_or(FitError::Hessian { iteration: self.iteration })?;
        if settled(self.steepest, &self.step, parameters, LAST) {
            add_scaled(parameters, -1.0, &self.step);
            return Ok(Some(true));
        }
        let slope = dot(&self.here.gradient, &self.step);
        let rounding = ROUNDING * (self.value.abs() + self.nothing);
        let reached = self.search(objective, parameters, [self.value, slope, rounding], self.steepest);
        let Some(reached) = reached else { return Ok(Some(self.steepest <= CONVERGED)) };
        (self.value, self.steepest) = reached;
        parameters.copy_from_slice(&self.candidate);
        std::mem::swap(&mut self.here, &mut self.there);
        Ok(None)
    }

    /// The longest of the steps 1, ½, ¼, … that lowers F by Armijo's rule, or the slopes where rounding hides any descent: F
    /// and the steepest slope there. `None` if there is no such step.
    fn search(
        &mut self,
        objective: &impl Objective,
        from: &[f64],
        [value, slope, rounding]: [f64; 3],
        before: f64,
    ) -> Option<(f64, f64)> {
        let hidden = slope <= rounding;
        let mut length = 1.0;
        while length > 1e-12 {
            for ((candidate, from), step) in self.candidate.iter_mut().zip(from).zip(&self.step) {
                *candidate = from - length * step;
            }
            let reached = objective.evaluate(&self.candidate, &mut self.there);
            self.passes += 1;
            let slopes = steepest(&self.there.gradient, objective.scale());
            let better = if hidden { slopes < before } else { reached <= value - 1e-4 * length * slope };
            if better {
                return Some((reached, slopes));
            }
            length *= 0.5;
        }
        None
    }
}

/// The largest slope as a share of its parameter's scale; infinite where a slope is not a number.
pub(super) fn steepest(gradient: &[f64], scale: &[f64]) -> f64 {
    gradient.iter().zip(scale).fold(0.0, |largest: f64, (slope, scale)| {
        let share = slope.abs() / scale;
        if share.is_nan() { f64::INFINITY } else { largest.max(share) }
    })
}

/// Whether the slopes are those of an optimum and the step that is left is small, by `share` of 1 + the largest parameter.
/// Both: where the objective is nearly flat, small slopes alone can lie far from the optimum.
pub(super) fn settled(steepest: f64, step: &[f64], parameters: &[f64], share: f64) -> bool {
    let largest = |values: &[f64]| values.iter().fold(0.0, |largest: f64, value| largest.max(value.abs()));
    steepest <= CONVERGED && largest(step) <= share * (1.0 + largest(parameters))
}

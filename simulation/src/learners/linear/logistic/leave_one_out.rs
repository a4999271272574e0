//! Every row's absence from a logistic regression, by retraining.
//!
//! Without row i the objective is F₋ᵢ = F − sᵢ·ℓᵢ. From the full solution θ, steps
//!
//! θ ← θ − H₋ᵢ⁻¹·∇F₋ᵢ(θ), H₋ᵢ = H − sᵢ·pᵢ·(1 − pᵢ)·aᵢ·aᵢᵀ
//!
//! are taken with one factor of the full Hessian H at θ and the row's part taken out of it by the Sherman–Morrison identity. The
//! first step is the Newton step that "approximate leave-one-out" stops at; here the gradient of F₋ᵢ is computed anew
//! until it vanishes, so that the result is that of retraining. Where the steps do not shrink the gradient tenfold, or the row's
//! leverage is close to 1, Newton's method with fresh Hessians takes over. Cost O(n·p) a step, three to six for most rows,
//! and O(n·p² + p³) once.
//!
//! Source: Rad & Maleki (2020), *A scalable estimate of the out-of-sample prediction error via approximate leave-one-out
//! cross-validation* (the first step).
//!
//! When it misleads: the features' scale and λ are held fixed.
//!
//! ```
//! use ndarray::array;
//! use simulation::dataset::{Dataset, RowId};
//! use simulation::learners::{Differentiable, Intercept, Learner, LogisticRegression};
//! use simulation::seed::Seed;
//! use simulation::world::World;
//!
//! let features = array![[-1.0], [-0.4], [0.2], [0.5], [1.3]];
//! let data = Dataset::classified((0..5).map(RowId::new).collect(), features, vec![0, 1, 0, 1, 1], 2)?;
//! let (world, learner) = (World::trainable(&data), LogisticRegression::new(1.0, Intercept::Free)?);
//! let full = learner.fit(&world, Seed::new(0))?;
//! for row in learner.leave_one_out(&world, &full)? {
//!     let row = row?;
//!     let retrained = learner.fit(&world.reweighted(|id| if id == row.id { 0.0 } else { 1.0 }), Seed::new(0))?;
//!     let pairs = row.model.parameters().iter().zip(retrained.parameters());
//!     assert!(pairs.into_iter().all(|(a, b)| (a - b).abs() < 1e-8));
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::{Cases, LogisticModel, LogisticRegression, sigmoid};
use crate::dataset::RowId;
use crate::learners::linear::Intercept;
use crate::learners::linear::newton::{settled, steepest};
use crate::learners::{Curved, FitError};
use crate::linear_algebra::{Cholesky, add_scaled, dot};
use crate::world::World;

/// Above this leverage the row's part cannot be taken out of the factor without losing digits.
const LEVERAGE: f64 = 0.999;
/// So small a step, as a share of 1 + the largest parameter, is the last: the next would be a tenth of it.
const LAST: f64 = 1e-10;
/// So many steps with the same factor at most.
const STEPS: u32 = 12;

/// Yields one [`LogisticLeftOut`] for each row, in the order of the world. Each `next` is short, so that whoever asks can
/// pause between rows.
#[derive(Clone, Debug)]
pub struct LogisticLeaveOneOut {
    learner: LogisticRegression,
    cases: Cases,
    ids: Vec<RowId>,
    full: LogisticModel,
    /// Of the Hessian at the full solution; none if that lies at infinity.
    factor: Option<Cholesky>,
    /// The rows of each class.
    counts: [usize; 2],
    place: usize,
}

/// One row's absence.
#[derive(Clone, Debug, PartialEq)]
pub struct LogisticLeftOut {
    /// The row.
    pub id: RowId,
    /// sᵢ·pᵢ·(1 − pᵢ)·aᵢᵀ·H⁻¹·aᵢ at the full solution, from 0 to 1.
    pub leverage: f64,
    /// The model retrained without the row.
    pub model: LogisticModel,
}

impl LogisticLeaveOneOut {
    pub(super) fn new(
        learner: LogisticRegression,
        world: &World<'_>,
        full: &LogisticModel,
    ) -> Result<Self, FitError> {
        let cases = Cases::new(learner, world)?;
        let full = learner.refit(&cases, Some(full))?;
        let settled = full.converged && !world.is_empty();
        let factor = if settled { Some(full.hessian_factor(world)?) } else { None };
        let ones = cases.rows().filter(|(_, label, _)| *label > 0.5).count();
        let ids: Vec<RowId> = world.rows().map(|row| row.id).collect();
        let counts = [ids.len() - ones, ones];
        Ok(Self { learner, cases, ids, full, factor, counts, place: 0 })
    }

    /// The model of all rows.
    pub fn full(&self) -> &LogisticModel {
        &self.full
    }

    fn left_out(&self, place: usize) -> Option<Result<LogisticLeftOut, FitError>> {
        let (&id, (row, label, weight)) = (self.ids.get(place)?, self.cases.rows().nth(place)?);
        let last = self.counts[usize::from(label > 0.5)] == 1;
        let (mut leverage, mut parameters) = (0.0, None);
        if let Some(factor) = &self.factor {
            let mut direction = row.to_vec();
            factor.solve(&mut direction);
            let score = dot(row, &self.full.parameters);
            let curvature = weight * sigmoid(score) * sigmoid(-score);
            leverage = curvature * dot(row, &direction);
            if leverage < LEVERAGE && !(last && self.learner.intercept == Intercept::Free) {
                let part = curvature / (1.0 - leverage);
                parameters = self.steps(place, row, weight, |step| {
                    factor.solve(step);
                    // (H − v·a·aᵀ)⁻¹·g = H⁻¹·g + H⁻¹a·v·(aᵀ·H⁻¹·g)/(1 − h)
                    let share = part * dot(row, step);
                    add_scaled(step, share, &direction);
                });
            }
        }
        let model = match parameters {
            Some(parameters) => LogisticModel { parameters, ..self.full },
            None => match self.learner.refit(&self.cases.without(place), Some(&self.full)) {
                Ok(model) => model,
                Err(error) => return Some(Err(error)),
            },
        };
        Some(Ok(LogisticLeftOut { id, leverage, model }))
    }

    /// Steps with a fixed factor to the optimum without the row; `None` if they do not get there quickly.
    fn steps(&self, place: usize, row: &[f64], weight: f64, solve: impl Fn(&mut [f64])) -> Option<Vec<f64>> {
        let mut scale = self.cases.scales().to_vec();
        for (scale, entry) in scale.iter_mut().zip(row) {
            let rest = *scale - weight * entry.abs();
            if rest < 1e-3 * *scale {
                return None;
            }
            *scale = rest;
        }
        let (mut parameters, mut step) = (self.full.parameters.clone(), vec![0.0; row.len()]);
        let mut before = f64::INFINITY;
        for _ in 0..STEPS {
            self.cases.gradient_without(place, &parameters, &mut step);
            let slopes = steepest(&step, &scale);
            if slopes > 0.1 * before {
                return None;
            }
            before = slopes;
            solve(&mut step);
            let last = settled(slopes, &step, &parameters, LAST);
            add_scaled(&mut parameters, -1.0, &step);
            if last {
                return Some(parameters);
            }
        }
        None
    }
}

impl Iterator for LogisticLeaveOneOut {
    type Item = Result<LogisticLeftOut, FitError>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.left_out(self.place)?;
        self.place += 1;
        Some(next)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let rest = self.ids.len() - self.place;
        (rest, Some(rest))
    }
}

impl ExactSizeIterator for LogisticLeaveOneOut {}

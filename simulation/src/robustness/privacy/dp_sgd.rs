//! DP-SGD: gradient descent that may be released.

use rand::rngs::ChaCha8Rng;

use super::SampledGaussian;
use crate::dataset::{NewRow, Row, RowId};
use crate::distributions::{normal, uniform};
use crate::learners::{Differentiable, FitError, Learner, LearnerError};
use crate::linear_algebra::{add_scaled, dot};
use crate::seed::{Purpose, Seed};
use crate::world::World;

/// The schedule and its noise. All of it is part of what is released, and so must not be chosen by looking at the rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DpSgdPlan {
    /// q, the probability with which a row is in a step, above 0 up to 1.
    pub rate: f64,
    /// C, the largest length of a row's slope: above 0; ∞ for slopes as they are, which then can have no noise.
    pub clip: f64,
    /// σ, the noise in units of C: 0 and above, finite.
    pub noise: f64,
    /// T, how many steps are taken.
    pub steps: u32,
    /// η, finite and above 0.
    pub learning_rate: f64,
    /// n, the number of rows as it is publicly known, from 1 on. It stays when a row is added or removed.
    pub rows: u32,
}

/// Trains what another learner would fit, by noisy steps, from where that learner is without rows:
///
/// θ ← θ − η·[ (Σ clip(sᵢ·∇ℓ(θ; zᵢ)) + N(0, σ²C²·I)) / (q·n) + ∇R(θ)/n ], clip(g) = g·min(1, C/‖g‖)
///
/// The sum is over the rows that a step has drawn, each with probability q by itself (Poisson sampling); sᵢ are the rows' weights, ℓ and R the
/// loss and the penalty of the learner, n a public number. One row moves the sum by at most C, so each step is a [`SampledGaussian`] of
/// multiplier σ, and the whole is as private as the [`Accountant`](super::Accountant) says: all steps may be released, and so may
/// anything that is computed from them.
///
/// Luck is shared between worlds: whether a row is in step t is drawn from the row's own stream, the noise of step t from the step's. A world
/// without a row differs in that row and in what follows from it, in nothing else.
///
/// Cost O(q·n·p) a step and one number of the stream a row. Source: Abadi et al. (2016), *Deep learning with differential privacy*, algorithm 1.
///
/// When it misleads: clipping changes what is minimised, and the clipped sum is no slope of any loss. Whoever tries many settings
/// on the same rows and keeps the best has spent more than the one that was kept.
///
/// ```
/// use simulation::data::breast_cancer;
/// use simulation::learners::{Learner, SoftmaxRegression};
/// use simulation::observers::accuracy;
/// use simulation::robustness::privacy::{
///     Accountant, Conversion, DEFAULT_ORDERS, DpSgd, DpSgdPlan, PrivateTable,
/// };
/// use simulation::seed::Seed;
///
/// let table = PrivateTable::new(&breast_cancer::dataset(), 340, Seed::new(1))?;
/// let plan = DpSgdPlan { rate: 0.1, clip: 1.0, noise: 3.0, steps: 100, learning_rate: 0.5, rows: 340 };
/// let learner = DpSgd::new(SoftmaxRegression::new(1.0)?, plan)?;
/// let model = learner.fit(&table.world(), Seed::new(1))?;
/// let right = accuracy(&model, table.dataset(), table.slice().positions().iter().copied());
/// let accountant = Accountant::new(learner.mechanism().ok_or("no noise")?, &DEFAULT_ORDERS)?;
/// let spent = accountant.spent(plan.steps, 1e-5, Conversion::Improved)?;
/// assert!(right > Some(0.85) && spent.epsilon < 2.0, "{right:?} {spent:?}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DpSgd<L> {
    learner: L,
    plan: DpSgdPlan,
}

/// What a step was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrivateStep {
    /// The step, from 0.
    pub step: u32,
    /// The rows that were in it. Not private: it is for those who look on.
    pub sampled: u32,
    /// Those of them whose slope was longer than C. Not private either.
    pub clipped: u32,
}

/// A run: an iterator over its steps. After an error nothing follows.
#[derive(Debug)]
pub struct PrivateTraining<M> {
    plan: DpSgdPlan,
    model: M,
    rows: Vec<(NewRow, f64)>,
    /// One for each row.
    streams: Vec<ChaCha8Rng>,
    seed: Seed,
    step: u32,
}

impl<L> DpSgd<L> {
    /// A learner and the plan by which it is trained.
    ///
    /// # Errors
    /// [`LearnerError::Setting`] naming the first number of the plan that is out of its range.
    pub fn new(learner: L, plan: DpSgdPlan) -> Result<Self, LearnerError> {
        let positive = |value: f64| value > 0.0 && value.is_finite();
        let noise = plan.noise >= 0.0 && plan.noise.is_finite();
        for (name, value, passes, legal) in [
            ("sampling rate", plan.rate, plan.rate > 0.0 && plan.rate <= 1.0, "numbers above 0 up to 1"),
            ("clipping bound", plan.clip, plan.clip > 0.0, "numbers above 0"),
            ("noise multiplier", plan.noise, noise, "finite numbers, 0 or above"),
            (
                "noise multiplier",
                plan.noise,
                plan.noise == 0.0 || plan.clip.is_finite(),
                "0, where slopes are not clipped",
            ),
            ("learning rate", plan.learning_rate, positive(plan.learning_rate), "finite numbers above 0"),
            ("number of rows", f64::from(plan.rows), plan.rows > 0, "1 and more"),
        ] {
            if !passes {
                return Err(LearnerError::Setting { name, value, legal });
            }
        }
        Ok(Self { learner, plan })
    }

    /// The plan.
    pub const fn plan(&self) -> DpSgdPlan {
        self.plan
    }

    /// What one step is to an accountant; `None` without noise, which is without any guarantee.
    pub fn mechanism(&self) -> Option<SampledGaussian> {
        SampledGaussian::new(self.plan.rate, self.plan.noise).ok()
    }
}

impl<L: Learner<Model: Differentiable>> DpSgd<L> {
    /// Training, step by step. Cost O(n·p) to set up.
    ///
    /// # Errors
    /// Those of the learner in a world without rows, such as [`FitError::Targets`].
    pub fn train(&self, world: &World<'_>, seed: Seed) -> Result<PrivateTraining<L::Model>, FitError> {
        let model = self.learner.fit(&world.keeping(|_| false), seed)?;
        let rows: Vec<_> = world.rows().map(|row| (NewRow::from(row), row.weight)).collect();
        let streams = rows.iter().map(|(row, _)| seed.stream(Purpose::PoissonSample, row.id)).collect();
        Ok(PrivateTraining { plan: self.plan, model, rows, streams, seed, step: 0 })
    }
}

impl<L: Learner<Model: Differentiable>> Learner for DpSgd<L> {
    type Model = L::Model;

    fn fit(&self, world: &World<'_>, seed: Seed) -> Result<L::Model, FitError> {
        self.train(world, seed)?.finish()
    }
}

impl<M: Differentiable> PrivateTraining<M> {
    /// The model as it stands.
    pub const fn model(&self) -> &M {
        &self.model
    }

    /// The steps that are left.
    pub const fn left(&self) -> u32 {
        self.plan.steps - self.step
    }

    /// Takes all steps that are left.
    ///
    /// # Errors
    /// [`FitError::Diverged`] if the weights leave the finite numbers.
    pub fn finish(mut self) -> Result<M, FitError> {
        for step in self.by_ref() {
            step?;
        }
        Ok(self.model)
    }

    fn advance(&mut self) -> Result<PrivateStep, FitError> {
        let DpSgdPlan { rate, clip, noise, learning_rate, rows, .. } = self.plan;
        let size = self.model.parameters().len();
        let (mut sum, mut own) = (vec![0.0; size], vec![0.0; size]);
        let mut done = PrivateStep { step: self.step, sampled: 0, clipped: 0 };
        for ((row, weight), stream) in self.rows.iter().zip(&mut self.streams) {
            if uniform(stream) >= rate {
                continue;
            }
            done.sampled += 1;
            own.fill(0.0);
            let NewRow { id, ref features, target, group, right } = *row;
            let row = Row { id, features, target, group, right, weight: *weight };
            let slopes = self.model.add_loss_gradient(&row, *weight, &mut own);
            slopes.ok_or(FitError::Shape { row: id.number() })?;
            let length = dot(&own, &own).sqrt();
            if length > clip {
                done.clipped += 1;
            }
            add_scaled(&mut sum, if length > clip { clip / length } else { 1.0 }, &own);
        }
        if noise > 0.0 {
            let mut stream = self.seed.stream(Purpose::GradientNoise, RowId::new(self.step));
            for value in &mut sum {
                *value += noise * clip * normal(&mut stream);
            }
        }
        let rows = f64::from(rows);
        own.fill(0.0);
        self.model.add_penalty_gradient(1.0 / rows, &mut own);
        add_scaled(&mut own, 1.0 / (rate * rows), &sum);
        let mut parameters = self.model.parameters().to_vec();
        add_scaled(&mut parameters, -learning_rate, &own);
        let finite = parameters.iter().all(|value| value.is_finite());
        let moved = self.model.with_parameters(parameters).filter(|_| finite);
        self.model = moved.ok_or(FitError::Diverged { step: self.step })?;
        self.step += 1;
        Ok(done)
    }
}

impl<M: Differentiable> Iterator for PrivateTraining<M> {
    type Item = Result<PrivateStep, FitError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.left() == 0 {
            return None;
        }
        let done = self.advance();
        if done.is_err() {
            self.step = self.plan.steps;
        }
        Some(done)
    }
}

#[cfg(test)]
mod tests;

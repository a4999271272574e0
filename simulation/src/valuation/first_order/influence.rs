//! Influence functions: how the optimum moves when rows go.
//!
//! With F(θ) = Σ sᵢ·ℓᵢ(θ) + R(θ), H = ∇²F(θ) and gᵢ = ∇ℓᵢ(θ), the optimum without the rows of S is predicted
//!
//! - to first order: θ + H⁻¹·Σ_S sᵢ·gᵢ,
//! - by one Newton step on the objective without them: θ − (H − Σ_S sᵢ·∇²ℓᵢ)⁻¹·(∇F(θ) − Σ_S sᵢ·gᵢ).
//!
//! For one row of a model with one score, the Newton step is the first-order step divided by 1 − hᵢ, hᵢ the row's leverage. On a
//! quadratic objective (ridge) it is exact. Penalties stand on the sum of losses and stay as they are. The objective of others that is
//! a *mean* over n rows has influences n times as large.
//!
//! Cost: O(n·q² + q³) once for q parameters; a first-order step q² + |S|·q; a Newton step q³/6 + |S|·q².
//!
//! Sources: Koh & Liang (2017), *Understanding black-box predictions via influence functions*; Cook & Weisberg (1982),
//! *Residuals and influence in regression*; the Newton step, Pregibon (1981), *Logistic regression diagnostics*.
//!
//! When it misleads: the first-order step leaves the Hessian as it was. Where single rows hold much of the curvature (a weak penalty,
//! a far-off row, a large group) it is far too short. And away from the optimum neither is a prediction of retraining.

use thiserror::Error;

use super::LossInfluence;
use crate::dataset::{Row, RowId};
use crate::learners::Curved;
use crate::linear_algebra::{Cholesky, add_scaled};
use crate::observers::Slice;
use crate::world::World;

/// A model at its optimum, with one factor of its Hessian for all questions.
///
/// ```
/// use simulation::data::penguins;
/// use simulation::learners::{Learner, SoftmaxRegression};
/// use simulation::observers::{MeanLoss, Observer, Slice};
/// use simulation::seed::Seed;
/// use simulation::standardise::Standardiser;
/// use simulation::valuation::first_order::Influence;
/// use simulation::world::World;
///
/// let data = penguins::dataset();
/// let data = Standardiser::fit(&World::trainable(&data)).apply(&data)?;
/// let (world, learner) = (World::new(&data, (0..342).step_by(6)), SoftmaxRegression::new(1.0)?);
/// let model = learner.fit(&world, Seed::new(0))?;
/// let row = world.rows().next().ok_or("no rows")?.id;
/// let slice = Slice::evaluable(&data);
/// let predicted = Influence::new(&model, &world)?.on(&slice)?.removal(&[row])?;
///
/// let without = learner.fit(&world.edited(&"drop 0".parse()?)?, Seed::new(0))?;
/// let loss = |model| MeanLoss(slice.clone()).observe(model).unwrap_or(f64::NAN);
/// let actual = loss(&without) - loss(&model);
/// assert!((predicted.newton_loss / actual - 1.0).abs() < 0.05);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Influence<'a, M> {
    model: &'a M,
    pub(super) rows: Vec<Row<'a>>,
    /// H, of which the lower triangle counts.
    hessian: Vec<f64>,
    factor: Cholesky,
    /// ∇F(θ), 0 at the optimum.
    gradient: Vec<f64>,
}

/// Why nothing is predicted.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum InfluenceError {
    /// A row that the model was not trained on.
    #[error("row {0} is not among the rows that the model was trained on")]
    Row(u32),
    /// Rows of another width, or with targets that the model does not predict.
    #[error("the rows do not fit the model's features and targets")]
    Targets,
    /// Nothing to measure.
    #[error("the slice has no row that the model has a loss for")]
    Nothing,
    /// Without a penalty, too few rows do not determine the optimum.
    #[error("without these {0} rows the Hessian is not positive definite: is there a penalty?")]
    Hessian(usize),
}

impl<'a, M: Curved> Influence<'a, M> {
    /// The model's slopes and curvatures on the world that it was trained on. Cost O(n·q² + q³).
    ///
    /// # Errors
    /// [`InfluenceError::Targets`] for a world that the model cannot be used on, [`InfluenceError::Hessian`] if the optimum is
    /// not unique.
    pub fn new(model: &'a M, world: &'a World<'_>) -> Result<Self, InfluenceError> {
        let hessian = model.hessian(world).ok_or(InfluenceError::Targets)?;
        let gradient = model.gradient(world).ok_or(InfluenceError::Targets)?;
        let factor = Cholesky::new(&hessian, gradient.len()).ok_or(InfluenceError::Hessian(0))?;
        Ok(Self { model, rows: world.rows().collect(), hessian, factor, gradient })
    }

    /// The same where the objective has a further term b·θ beside F: its slope b joins ∇F(θ), the curvature stays. What is missing of b
    /// is 0.
    #[must_use]
    pub fn tilted(mut self, tilt: &[f64]) -> Self {
        add_scaled(&mut self.gradient, 1.0, tilt);
        self
    }

    /// The model.
    pub fn model(&self) -> &'a M {
        self.model
    }

    /// ∇F(θ): how far from an optimum the predictions start.
    pub fn gradient(&self) -> &[f64] {
        &self.gradient
    }

    /// H⁻¹·v in the place of v, which has q entries. Cost q².
    pub fn inverse_hessian_product(&self, vector: &mut [f64]) {
        self.factor.solve(vector);
    }

    /// H⁻¹·Σ_S sᵢ·gᵢ: how θ moves to first order when these rows go; a row that stands twice counts once.
    ///
    /// # Errors
    /// [`InfluenceError::Row`].
    pub fn first_order_step(&self, ids: &[RowId]) -> Result<Vec<f64>, InfluenceError> {
        let mut step = self.slopes(&self.places(ids)?)?;
        self.factor.solve(&mut step);
        Ok(step)
    }

    /// −(H − Σ_S sᵢ·∇²ℓᵢ)⁻¹·(∇F(θ) − Σ_S sᵢ·gᵢ): how θ moves by one Newton step on the objective without these rows.
    ///
    /// # Errors
    /// [`InfluenceError::Row`]; [`InfluenceError::Hessian`] if the other rows do not determine the optimum.
    pub fn newton_step(&self, ids: &[RowId]) -> Result<Vec<f64>, InfluenceError> {
        self.newton_step_at(&self.places(ids)?)
    }

    /// The same kind of model at θ + step; `None` unless the step has q entries.
    pub fn moved(&self, step: &[f64]) -> Option<M> {
        let mut parameters = self.model.parameters().to_vec();
        add_scaled(&mut parameters, 1.0, step);
        self.model.with_parameters(parameters).filter(|_| step.len() == self.gradient.len())
    }

    /// What becomes of the mean loss on a slice. Cost: one gradient a row of the slice, and q².
    ///
    /// # Errors
    /// [`InfluenceError::Nothing`].
    pub fn on<'s>(&'s self, slice: &'s Slice<'s>) -> Result<LossInfluence<'s, M>, InfluenceError> {
        LossInfluence::new(self, slice)
    }

    pub(super) fn newton_step_at(&self, places: &[usize]) -> Result<Vec<f64>, InfluenceError> {
        let mut step = self.slopes(places)?;
        add_scaled(&mut step, -1.0, &self.gradient);
        let mut hessian = self.hessian.clone();
        for row in places.iter().map(|&place| &self.rows[place]) {
            self.model.add_loss_hessian(row, -row.weight, &mut hessian).ok_or(InfluenceError::Targets)?;
        }
        let factor = Cholesky::new(&hessian, step.len()).ok_or(InfluenceError::Hessian(places.len()))?;
        factor.solve(&mut step);
        Ok(step)
    }

    /// Σ_S sᵢ·gᵢ.
    pub(super) fn slopes(&self, places: &[usize]) -> Result<Vec<f64>, InfluenceError> {
        let mut sum = vec![0.0; self.gradient.len()];
        for row in places.iter().map(|&place| &self.rows[place]) {
            self.model.add_loss_gradient(row, row.weight, &mut sum).ok_or(InfluenceError::Targets)?;
        }
        Ok(sum)
    }

    /// Where the rows stand, each once.
    pub(super) fn places(&self, ids: &[RowId]) -> Result<Vec<usize>, InfluenceError> {
        let mut places = Vec::with_capacity(ids.len());
        for &id in ids {
            let place = self.rows.iter().position(|row| row.id == id);
            let place = place.ok_or(InfluenceError::Row(id.number()))?;
            if !places.contains(&place) {
                places.push(place);
            }
        }
        Ok(places)
    }
}

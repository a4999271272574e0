//! What is predicted to become of a loss when rows go.
//!
//! Three predictions of L(without S) − L, L being the mean loss on a slice with gradient ∇L at θ: ∇L·H⁻¹·Σ sᵢ·gᵢ to first order, ∇L·Δ along
//! the Newton step Δ, and L(θ + Δ) − L(θ). Formulas, sources, cost, when they mislead, and an example: see
//! [`Influence`].

use super::{Influence, InfluenceError};
use crate::dataset::RowId;
use crate::learners::Curved;
use crate::linear_algebra::dot;
use crate::observers::{MeanLoss, Observer, Slice};

/// The influence of rows on the mean loss L of a slice: one inverse-Hessian product serves every row. Positive is a row whose removal
/// raises the loss: a helpful one.
#[derive(Clone, Debug)]
pub struct LossInfluence<'s, M> {
    influence: &'s Influence<'s, M>,
    slice: &'s Slice<'s>,
    /// L(θ).
    loss: f64,
    /// ∇L(θ).
    slope: Vec<f64>,
    /// H⁻¹·∇L(θ).
    lifted: Vec<f64>,
}

/// Predicted changes of the loss when rows go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Removal {
    /// ∇L·H⁻¹·Σ sᵢ·gᵢ. It adds up: a group's is the sum of its rows'.
    pub first_order: f64,
    /// ∇L·Δ for the Newton step Δ; for one row of a model with one score, `first_order`/(1 − hᵢ).
    pub newton_step: f64,
    /// L(θ + Δ) − L(θ): the loss itself at the weights that the Newton step reaches.
    pub newton_loss: f64,
}

impl<'s, M: Curved> LossInfluence<'s, M> {
    pub(super) fn new(influence: &'s Influence<'s, M>, slice: &'s Slice<'s>) -> Result<Self, InfluenceError> {
        let (model, mut rows) = (influence.model(), 0_u32);
        let mut slope = vec![0.0; influence.gradient().len()];
        for row in slice.rows() {
            rows += u32::from(model.add_loss_gradient(&row, 1.0, &mut slope).is_some());
        }
        let loss = MeanLoss(slice.clone()).observe(model).ok_or(InfluenceError::Nothing)?;
        for slope in &mut slope {
            *slope /= f64::from(rows);
        }
        let mut lifted = slope.clone();
        influence.inverse_hessian_product(&mut lifted);
        Ok(Self { influence, slice, loss, slope, lifted })
    }

    /// L(θ).
    pub fn loss(&self) -> f64 {
        self.loss
    }

    /// `first_order` of every row by itself, in the order of the world. Cost: one gradient a row.
    pub fn first_order(&self) -> Vec<f64> {
        let rows = self.influence.rows.iter();
        rows.map(|row| {
            let mut slope = vec![0.0; self.slope.len()];
            let fits = self.influence.model().add_loss_gradient(row, row.weight, &mut slope);
            fits.map_or(0.0, |()| dot(&self.lifted, &slope))
        })
        .collect()
    }

    /// What is predicted if these rows go together; a row that stands twice counts once. Cost: q³/6 + q² for each of them, and one loss
    /// a row of the slice.
    ///
    /// # Errors
    /// [`InfluenceError::Row`], or [`InfluenceError::Hessian`] if the other rows do not determine the optimum.
    pub fn removal(&self, ids: &[RowId]) -> Result<Removal, InfluenceError> {
        self.removal_at(&self.influence.places(ids)?)
    }

    /// [`LossInfluence::removal`] of every row by itself, in the order of the world.
    pub fn each_removal(&self) -> impl ExactSizeIterator<Item = Result<Removal, InfluenceError>> {
        (0..self.influence.rows.len()).map(|place| self.removal_at(&[place]))
    }

    fn removal_at(&self, places: &[usize]) -> Result<Removal, InfluenceError> {
        let first_order = dot(&self.lifted, &self.influence.slopes(places)?);
        let step = self.influence.newton_step_at(places)?;
        let moved = self.influence.moved(&step);
        let loss = moved.and_then(|model| MeanLoss(self.slice.clone()).observe(&model));
        let newton_loss = loss.ok_or(InfluenceError::Nothing)? - self.loss;
        Ok(Removal { first_order, newton_step: dot(&self.slope, &step), newton_loss })
    }
}

//! TracIn on a mean loss: which rows' steps lowered it.
//!
//! Σ_e ηₑ·⟨∇L(θₑ), ∇ℓ(θₑ; zᵢ)⟩ for every row zᵢ that was trained on, L being the mean loss of a slice: the mean over the slice's rows of what
//! [`TracIn`](super::TracIn) says of each. Products are linear, so one gradient of the slice serves all rows.
//!
//! Cost of a checkpoint: one gradient of q numbers for each of the n + m rows, and n·q.
//!
//! Source: Pruthi, Liu, Kale & Sundararajan (2020), *Estimating training data influence by tracing gradient descent* (TracInCP).
//!
//! When it misleads: as [`TracIn`](super::TracIn).

use super::TracInError;
use crate::learners::Differentiable;
use crate::linear_algebra::dot;
use crate::observers::Slice;
use crate::world::World;

/// A sum over checkpoints for each of n rows, that can be read at any time.
///
/// ```
/// use simulation::data::penguins;
/// use simulation::learners::{Activation, NetworkLearner, Optimiser};
/// use simulation::observers::Slice;
/// use simulation::seed::Seed;
/// use simulation::standardise::Standardiser;
/// use simulation::valuation::first_order::LossTrace;
/// use simulation::world::World;
///
/// let data = penguins::dataset();
/// let data = Standardiser::fit(&World::trainable(&data)).apply(&data)?;
/// let (world, slice) = (World::new(&data, (0..342).step_by(10)), Slice::evaluable(&data));
/// let learner = NetworkLearner::new(0, Activation::Tanh, Optimiser::sgd(0.2, 0.0)?, 30);
/// let mut trace = LossTrace::new(world.len());
/// for checkpoint in learner.train(&world, Seed::new(1))?.take(30) {
///     trace.add(&checkpoint?.network, &world, &slice, 0.2)?;
/// }
/// assert_eq!((trace.checkpoints(), trace.sums().len()), (30, 35));
/// // Steps along the mean of the rows: together they lowered the loss.
/// assert!(trace.sums().iter().sum::<f64>() > 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct LossTrace {
    checkpoints: u32,
    sums: Vec<f64>,
}

impl LossTrace {
    /// No checkpoint yet, of so many rows that are trained on.
    pub fn new(rows: usize) -> Self {
        Self { checkpoints: 0, sums: vec![0.0; rows] }
    }

    /// Adds a checkpoint: a model, and the learning rate of the steps that were taken from it. Rows of the world beyond the first n are
    /// passed over.
    ///
    /// # Errors
    /// [`TracInError`]; the sums are then as they were.
    pub fn add<M: Differentiable>(
        &mut self,
        model: &M,
        world: &World<'_>,
        slice: &Slice<'_>,
        rate: f64,
    ) -> Result<(), TracInError> {
        if !(rate > 0.0 && rate.is_finite()) {
            return Err(TracInError::Rate(rate));
        }
        let mut slope = vec![0.0; model.parameters().len()];
        let share = 1.0 / slice.len().max(1) as f64;
        for row in slice.rows() {
            model.add_loss_gradient(&row, share, &mut slope).ok_or(TracInError::Row(row.id.number()))?;
        }
        let product = |row: crate::dataset::Row<'_>| {
            let own = model.loss_gradient(&row).ok_or(TracInError::Row(row.id.number()))?;
            Ok(rate * dot(&slope, &own))
        };
        let products = world.rows().map(product).collect::<Result<Vec<f64>, _>>()?;
        for (sum, product) in self.sums.iter_mut().zip(products) {
            *sum += product;
        }
        self.checkpoints += 1;
        Ok(())
    }

    /// The checkpoints so far.
    pub fn checkpoints(&self) -> u32 {
        self.checkpoints
    }

    /// The sums so far, in the order of the world. Positive is a row whose steps lowered the loss.
    pub fn sums(&self) -> &[f64] {
        &self.sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::learners::{Activation, Network, NetworkLearner, Optimiser};
    use crate::seed::Seed;
    use crate::standardise::Standardiser;
    use crate::valuation::first_order::TracIn;

    #[test]
    fn it_is_the_mean_of_what_is_said_of_each_row() {
        let data = penguins::dataset();
        let data = Standardiser::fit(&World::trainable(&data)).apply(&data).unwrap();
        let (world, slice) =
            (World::new(&data, (0..342).step_by(9)), Slice::new(&data, (1..342).step_by(40)));
        let learner = NetworkLearner::new(3, Activation::Tanh, Optimiser::sgd(0.1, 0.0).unwrap(), 8);
        let (mut each, mut mean) = (TracIn::new(&world, &slice), LossTrace::new(world.len()));
        for checkpoint in learner.train(&world, Seed::new(2)).unwrap() {
            let network = checkpoint.unwrap().network;
            each.add(&network, 0.1).unwrap();
            mean.add(&network, &world, &slice, 0.1).unwrap();
        }
        for (place, sum) in mean.sums().iter().enumerate() {
            let all = (0..slice.len()).map(|row| each.of(row).unwrap()[place]).sum::<f64>();
            assert!((all / slice.len() as f64 - sum).abs() < 1e-12);
        }
        assert_eq!(mean.checkpoints(), 9);
    }

    #[test]
    fn what_cannot_be_added_is_said() {
        let data = penguins::dataset();
        let (world, slice) = (World::new(&data, 0..3), Slice::new(&data, [4]));
        let other = Network::new(1, 0, 3, Activation::Tanh, vec![0.0; 6]).unwrap();
        let mut trace = LossTrace::new(3);
        assert!(matches!(trace.add(&other, &world, &slice, 0.1), Err(TracInError::Row(_))));
        assert!(matches!(trace.add(&other, &world, &slice, f64::NAN), Err(TracInError::Rate(_))));
        assert_eq!((trace.checkpoints(), trace.sums()), (0, &[0.0; 3][..]));
    }
}

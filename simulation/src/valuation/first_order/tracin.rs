//! TracIn: which rows' steps lowered a loss, followed along training.
//!
//! TracIn(z, z′) = Σ_e ηₑ·⟨∇ℓ(θₑ; z), ∇ℓ(θₑ; z′)⟩ over checkpoints θₑ, each the weights *before* a step of learning rate ηₑ; here z is a
//! row that is looked at and z′ a row that was trained on. A gradient step of size η along z′ alone lowers ℓ(z) by this to first order; for
//! steps along the mean over n rows divide by n. Gradients are those of ℓ, whatever the rows' weights, without penalties.
//!
//! Cost of a checkpoint: one gradient of q numbers for each of the n + m rows, and n·m·q.
//!
//! Source: Pruthi, Liu, Kale & Sundararajan (2020), *Estimating training data influence by tracing gradient descent* (TracInCP).
//!
//! When it misleads: it follows the run that took place. What the run would have done without the row, it does not say; and steps
//! too long for their slope, momentum and checkpoints left out are not in the sum.

use thiserror::Error;

use crate::learners::Differentiable;
use crate::linear_algebra::dot;
use crate::observers::Slice;
use crate::world::World;

/// A sum over checkpoints that can be read at any time: m rows looked at, n trained on.
///
/// ```
/// use simulation::data::penguins;
/// use simulation::learners::{Activation, NetworkLearner, Optimiser};
/// use simulation::observers::Slice;
/// use simulation::seed::Seed;
/// use simulation::standardise::Standardiser;
/// use simulation::valuation::first_order::TracIn;
/// use simulation::world::World;
///
/// let data = penguins::dataset();
/// let data = Standardiser::fit(&World::trainable(&data)).apply(&data)?;
/// let (world, slice) = (World::new(&data, (0..342).step_by(10)), Slice::new(&data, [1]));
/// let learner = NetworkLearner::new(4, Activation::Tanh, Optimiser::sgd(0.2, 0.0)?, 30);
/// let mut traced = TracIn::new(&world, &slice);
/// // The last of 31 checkpoints has no step after it.
/// for checkpoint in learner.train(&world, Seed::new(1))?.take(30).step_by(5) {
///     traced.add(&checkpoint?.network, 0.2)?;
/// }
/// assert_eq!((traced.checkpoints(), traced.of(0).map(<[f64]>::len)), (6, Some(35)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct TracIn<'a> {
    world: &'a World<'a>,
    slice: &'a Slice<'a>,
    checkpoints: u32,
    /// m × n, row after row.
    sums: Vec<f64>,
}

/// Why a checkpoint was not added.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum TracInError {
    /// A learning rate that is none.
    #[error("the learning rate is {0}: legal are finite numbers above 0")]
    Rate(f64),
    /// A row that the model has no loss for.
    #[error("row {0} does not fit the model's features and targets")]
    Row(u32),
}

impl<'a> TracIn<'a> {
    /// No checkpoint yet. `world` has the n rows trained on, `slice` the m rows looked at.
    pub fn new(world: &'a World<'a>, slice: &'a Slice<'a>) -> Self {
        Self { world, slice, checkpoints: 0, sums: vec![0.0; slice.len() * world.len()] }
    }

    /// Adds a checkpoint: a model, and the learning rate of the step that was taken from it.
    ///
    /// # Errors
    /// [`TracInError`]; the sums are then as they were.
    pub fn add<M: Differentiable>(&mut self, model: &M, rate: f64) -> Result<(), TracInError> {
        if !(rate > 0.0 && rate.is_finite()) {
            return Err(TracInError::Rate(rate));
        }
        let slopes =
            |row: crate::dataset::Row<'_>| model.loss_gradient(&row).ok_or(TracInError::Row(row.id.number()));
        let looked_at = self.slice.rows().map(slopes).collect::<Result<Vec<_>, _>>()?;
        let trained_on = self.world.rows().map(slopes).collect::<Result<Vec<_>, _>>()?;
        for (sums, slope) in self.sums.chunks_exact_mut(trained_on.len().max(1)).zip(&looked_at) {
            for (sum, other) in sums.iter_mut().zip(&trained_on) {
                *sum += rate * dot(slope, other);
            }
        }
        self.checkpoints += 1;
        Ok(())
    }

    /// The checkpoints so far.
    pub fn checkpoints(&self) -> u32 {
        self.checkpoints
    }

    /// The sums so far of one row of the slice, by its place there, with each of the n rows of the world, in its order; `None` from
    /// m on. Positive is a row whose steps lowered the loss.
    pub fn of(&self, place: usize) -> Option<&[f64]> {
        let rows = self.world.len();
        self.sums.get(place * rows..(place + 1) * rows).filter(|_| place < self.slice.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::dataset::{Dataset, RowId};
    use crate::learners::{Activation, Initial, NetworkLearner, Optimiser};
    use crate::observers::{MeanLoss, Observer};
    use crate::seed::Seed;
    use crate::standardise::Standardiser;
    use ndarray::array;

    #[test]
    fn two_steps_by_hand() {
        // One feature, two classes, all weights 0 at first. Rows: x = 1 of class 0 and x = −1 of class 1; looked at, x = 2 of
        // class 0. With d = (p − y) and a = (x, 1): ∇ℓ = d ⊗ a, so ⟨∇ℓ(z), ∇ℓ(z′)⟩ = ⟨d, d′⟩·(x·x′ + 1).
        let ids = (0..3).map(RowId::new).collect();
        let data = Dataset::classified(ids, array![[1.0], [-1.0], [2.0]], vec![0, 1, 0], 2).unwrap();
        let (world, slice) = (World::new(&data, [0, 1]), Slice::new(&data, [2]));
        let learner = NetworkLearner::new(0, Activation::Tanh, Optimiser::sgd(1.0, 0.0).unwrap(), 2)
            .with_initial(Initial::Zero);
        let mut traced = TracIn::new(&world, &slice);
        let mut checkpoints = learner.train(&world, Seed::new(0)).unwrap();
        traced.add(&checkpoints.next().unwrap().unwrap().network, 1.0).unwrap();
        // p = ½ everywhere: d = (−½, ½), (½, −½) and (−½, ½). The products are ½·(2 + 1) and −½·(−2 + 1).
        assert_eq!(traced.of(0), Some(&[1.5, 0.5][..]));
        // The mean gradient is (−½, ½) by w and 0 by b: w = (½, −½), so the scores differ by x.
        let network = checkpoints.next().unwrap().unwrap().network;
        traced.add(&network, 1.0).unwrap();
        // d is (−q, q) with q = 1/(1 + e) on the rows (sign turned for the second) and r = 1/(1 + e²) on the one looked at.
        let (q, r) = (1.0 / (1.0 + std::f64::consts::E), 1.0 / (1.0 + 2_f64.exp()));
        let sums = traced.of(0).unwrap();
        assert!((sums[0] - (1.5 + 2.0 * q * r * 3.0)).abs() < 1e-14);
        assert!((sums[1] - (0.5 + 2.0 * q * r)).abs() < 1e-14);
        assert_eq!((traced.of(1), traced.checkpoints()), (None, 2));
    }

    #[test]
    fn the_sum_over_all_short_steps_is_what_the_loss_fell_by() {
        let data = penguins::dataset();
        let data = Standardiser::fit(&World::trainable(&data)).apply(&data).unwrap();
        let (world, slice) = (World::new(&data, (0..342).step_by(9)), Slice::new(&data, [5, 170, 330]));
        let learner = NetworkLearner::new(5, Activation::Tanh, Optimiser::sgd(1e-3, 0.0).unwrap(), 200);
        let mut traced = TracIn::new(&world, &slice);
        let run: Vec<_> = learner.train(&world, Seed::new(3)).unwrap().map(Result::unwrap).collect();
        for checkpoint in &run[..200] {
            traced.add(&checkpoint.network, 1e-3).unwrap();
        }
        for (place, &position) in slice.positions().iter().enumerate() {
            let loss =
                |step: usize| MeanLoss(Slice::new(&data, [position])).observe(&run[step].network).unwrap();
            let fell = loss(0) - loss(200);
            let predicted = traced.of(place).unwrap().iter().sum::<f64>() / world.len() as f64;
            assert!((predicted / fell - 1.0).abs() < 0.01, "{predicted} against {fell}");
        }
    }

    #[test]
    fn what_cannot_be_added_is_said() {
        let data = penguins::dataset();
        let (world, slice) = (World::new(&data, 0..3), Slice::new(&data, [4]));
        let other = crate::learners::Network::new(1, 0, 3, Activation::Tanh, vec![0.0; 6]).unwrap();
        let mut traced = TracIn::new(&world, &slice);
        assert_eq!(traced.add(&other, 0.1), Err(TracInError::Row(slice.rows().next().unwrap().id.number())));
        assert!(matches!(traced.add(&other, 0.0), Err(TracInError::Rate(_))));
        assert_eq!((traced.checkpoints(), traced.of(0)), (0, Some(&[0.0; 3][..])));
    }
}

//! A network's training schedule as a learner.

use super::{Activation, Initial, Network, Optimiser, Training};
use crate::dataset::{RowId, Targets};
use crate::learners::{FitError, Learner, LearnerError};
use crate::order::ascending;
use crate::seed::{Purpose, Seed};
use crate::world::World;
use rand::Rng;

/// Which rows make a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Batches {
    /// All of them.
    Full,
    /// So many after the other, in an order drawn anew in every epoch. Each row draws its place from a stream of its own: without
    /// one row the others keep their order, though those behind it move up by one into the batches before.
    Shuffled(u32),
    /// So many after the other, in the order of the world: a curriculum.
    InOrder(u32),
}

impl Batches {
    /// The order of an epoch, as places in `ids`. Cost O(n log n).
    pub fn order(self, ids: &[RowId], seed: Seed, epoch: u32) -> Vec<usize> {
        match self {
            Self::Full | Self::InOrder(_) => (0..ids.len()).collect(),
            Self::Shuffled(_) => {
                let seed = seed.redraw(epoch);
                ascending(ids.iter().map(|&id| seed.stream(Purpose::BatchOrder, id).next_u64()))
            }
        }
    }

    /// The rows of a step, out of n; the last batch of an epoch may have fewer.
    pub fn size(self, rows: usize) -> usize {
        match self {
            Self::Full => rows.max(1),
            Self::Shuffled(size) | Self::InOrder(size) => (size as usize).max(1),
        }
    }
}

/// The learner: a network's shape, its start and its schedule. Training has no optimum to reach; a model that has run its
/// schedule counts as converged. In an empty world no step is taken: the model is the start.
///
/// ```
/// use simulation::data::penguins;
/// use simulation::learners::{Activation, Classification, Learner, NetworkLearner, Optimiser};
/// use simulation::seed::Seed;
/// use simulation::standardise::Standardiser;
/// use simulation::world::World;
/// let data = penguins::dataset();
/// let data = Standardiser::fit(&World::trainable(&data)).apply(&data)?;
/// let world = World::new(&data, (0..data.len()).step_by(10));
/// let learner = NetworkLearner::new(8, Activation::Tanh, Optimiser::adam(0.05)?, 40);
/// let losses: Vec<f64> = learner.train(&world, Seed::new(1))?.filter_map(|step| step.ok()?.loss).collect();
/// assert_eq!(losses.len(), 41);
/// assert!(losses[40] < 0.1 * losses[0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NetworkLearner {
    hidden: u16,
    activation: Activation,
    initial: Initial,
    pub(super) optimiser: Optimiser,
    pub(super) batches: Batches,
    pub(super) epochs: u32,
}

impl NetworkLearner {
    /// So many hidden units, or 0 for none; as many epochs of full batches, from [`Initial::Uniform`].
    pub const fn new(hidden: u16, activation: Activation, optimiser: Optimiser, epochs: u32) -> Self {
        let (initial, batches) = (Initial::Uniform, Batches::Full);
        Self { hidden, activation, initial, optimiser, batches, epochs }
    }

    /// The same with other batches.
    ///
    /// # Errors
    /// [`LearnerError::Setting`] for batches of no rows.
    pub fn with_batches(self, batches: Batches) -> Result<Self, LearnerError> {
        if let Batches::Shuffled(0) | Batches::InOrder(0) = batches {
            return Err(LearnerError::Setting { name: "batch size", value: 0.0, legal: "1 and more" });
        }
        Ok(Self { batches, ..self })
    }

    /// The same from another start.
    #[must_use]
    pub const fn with_initial(self, initial: Initial) -> Self {
        Self { initial, ..self }
    }

    /// Training, step by step.
    ///
    /// # Errors
    /// [`FitError::Targets`] for numbers.
    pub fn train(&self, world: &World<'_>, seed: Seed) -> Result<Training, FitError> {
        let Targets::Classes { count, .. } = world.dataset().targets() else {
            return Err(FitError::Targets { needed: "classes" });
        };
        let (inputs, hidden) = (world.dataset().feature_count(), usize::from(self.hidden));
        let network = Network::initial(inputs, hidden, *count, self.activation, self.initial, seed);
        Training::new(*self, world, network, seed)
    }

    /// The same from a network, trained before or not: the second stage of two.
    ///
    /// # Errors
    /// [`FitError::Targets`] for numbers, [`FitError::Start`] for a network of another width or number of classes.
    pub fn train_from(&self, world: &World<'_>, start: Network, seed: Seed) -> Result<Training, FitError> {
        Training::new(*self, world, start, seed)
    }
}

impl Learner for NetworkLearner {
    type Model = Network;

    fn fit(&self, world: &World<'_>, seed: Seed) -> Result<Network, FitError> {
        self.train(world, seed)?.finish()
    }
}

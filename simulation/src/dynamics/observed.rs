//! A training run that is watched: after each epoch, what the network says of every row.
//!
//! Cost of an epoch: one gradient and one forward pass a row. A [`step`](ObservedTraining::step) is one batch, or a forward pass over some rows, so that
//! whoever calls it decides how long to go on. Watching changes nothing: the network is the one that the learner alone would have trained.
//!
//! Source: Swayamdipta and others (2020), *Dataset cartography*, who record at the end of each epoch.
//!
//! When it misleads: what is recorded is the network at the ends of epochs. What it forgot and learned again between two ends is not
//! seen.

use super::record::{Epoch, TrainingRecord};
use super::scores::error_norm;
use crate::learners::{ClassSet, Classification, FitError, Network, NetworkLearner, Training, labelled};
use crate::seed::Seed;
use crate::world::World;

/// Rows that one step looks at.
const LOOKED_AT: usize = 100;

/// A run of a [`NetworkLearner`] with the record of its rows so far. After an error nothing follows.
///
/// ```
/// use simulation::data::penguins;
/// use simulation::dynamics::ObservedTraining;
/// use simulation::learners::{Activation, NetworkLearner, Optimiser};
/// use simulation::seed::Seed;
/// use simulation::world::World;
///
/// let data = penguins::dataset();
/// let (world, learner) = (World::new(&data, 0..30), NetworkLearner::new(4, Activation::Tanh, Optimiser::adam(0.05)?, 6));
/// let mut training = ObservedTraining::new(&learner, &world, Seed::new(1), 2)?;
/// while training.step()? {}
/// assert_eq!((training.record().epochs().len(), training.record().rows()), (6, 30));
/// assert!(!training.record().epochs()[1].error_norms.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct ObservedTraining {
    training: Training,
    /// The rows' features one after the other, and their labels.
    features: Vec<f64>,
    labels: Vec<usize>,
    record: TrainingRecord,
    /// The epoch whose error norms are kept, from 1; 0 for none.
    norms_at: u32,
    /// An epoch that has ended and is being looked at.
    looking: Option<Epoch>,
}

impl ObservedTraining {
    /// Nothing is trained yet. EL2N is recorded after epoch `norms_at`, from 1; with 0 never.
    ///
    /// # Errors
    /// [`FitError::Targets`] for numbers.
    pub fn new(
        learner: &NetworkLearner,
        world: &World<'_>,
        seed: Seed,
        norms_at: u32,
    ) -> Result<Self, FitError> {
        let (_, rows) = labelled(world)?;
        let features = rows.iter().flat_map(|row| row.features.iter().copied()).collect();
        let labels: Vec<usize> = rows.iter().map(|row| row.label).collect();
        let (training, record) = (learner.train(world, seed)?, TrainingRecord::new(labels.len()));
        Ok(Self { training, features, labels, record, norms_at, looking: None })
    }

    /// One batch more, or a look at some more rows; `false` if the run is over and nothing was done.
    ///
    /// # Errors
    /// [`FitError::Diverged`].
    pub fn step(&mut self) -> Result<bool, FitError> {
        if let Some(epoch) = self.looking.take() {
            self.look(epoch);
            return Ok(true);
        }
        let Some(snapshot) = self.training.next().transpose()? else { return Ok(false) };
        if snapshot.step > 0 && snapshot.step.is_multiple_of(self.training.steps_per_epoch().max(1)) {
            self.looking = Some(Epoch::default());
        }
        Ok(true)
    }

    /// The record of the epochs that have ended.
    pub const fn record(&self) -> &TrainingRecord {
        &self.record
    }

    /// The network as it stands.
    pub fn network(&self) -> &Network {
        self.training.network()
    }

    fn look(&mut self, mut epoch: Epoch) {
        let norms = self.norms_at > 0 && self.record.epochs().len() + 1 == self.norms_at as usize;
        let width = self.network().inputs();
        let from = epoch.right.len();
        let to = (from + LOOKED_AT).min(self.labels.len());
        for place in from..to {
            let label = self.labels[place];
            let said = self.network().probabilities(&self.features[place * width..(place + 1) * width]);
            let largest = ClassSet::arg_max(said.iter().copied());
            epoch.probabilities.push(said.get(label).copied().unwrap_or(0.0));
            epoch.right.push(largest.len() == 1 && largest.contains(label));
            if norms {
                epoch.error_norms.push(error_norm(&said, label).unwrap_or(0.0));
            }
        }
        if to < self.labels.len() {
            self.looking = Some(epoch);
        } else {
            let kept = self.record.push(epoch);
            debug_assert!(kept, "a softmax gives probabilities");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{diabetes, digits};
    use crate::learners::{Activation, Batches, Differentiable, Optimiser};

    fn learner(epochs: u32) -> NetworkLearner {
        let learner = NetworkLearner::new(6, Activation::Tanh, Optimiser::sgd(0.1, 0.5).unwrap(), epochs);
        learner.with_batches(Batches::Shuffled(32)).unwrap()
    }

    #[test]
    fn what_is_recorded_is_what_the_network_says_at_the_ends_of_epochs() {
        let data = digits::shares(&digits::dataset()).unwrap();
        let world = World::new(&data, (0..1797).step_by(7));
        let mut watched = ObservedTraining::new(&learner(3), &world, Seed::new(4), 2).unwrap();
        while watched.step().unwrap() {}
        assert!(!watched.step().unwrap(), "over");
        let record = watched.record();
        assert_eq!((record.epochs().len(), record.rows()), (3, world.len()));
        for (index, epoch) in record.epochs().iter().enumerate() {
            // Trained anew for so many epochs: the same streams, the same network.
            let network = learner(index as u32 + 1).train(&world, Seed::new(4)).unwrap().finish().unwrap();
            for (place, row) in world.rows().enumerate() {
                let label = row.target.class().unwrap();
                let said = network.probabilities(row.features);
                assert!((epoch.probabilities[place] - said[label]).abs() <= 0.000_500_1);
                let right = said.iter().enumerate().all(|(class, p)| class == label || *p < said[label]);
                assert_eq!(epoch.right[place], right);
                if index == 1 {
                    let norm = error_norm(&said, label).unwrap();
                    assert!((epoch.error_norms[place] - norm).abs() <= 0.000_500_1);
                }
            }
            assert_eq!(epoch.error_norms.is_empty(), index != 1);
        }
        let alone = learner(3).train(&world, Seed::new(4)).unwrap().finish().unwrap();
        assert_eq!(watched.network().parameters(), alone.parameters(), "watching changes nothing");
    }

    #[test]
    fn nothing_to_watch_is_over_at_once_and_failures_are_said() {
        let data = digits::dataset();
        let mut empty = ObservedTraining::new(&learner(2), &World::new(&data, []), Seed::new(1), 1).unwrap();
        while empty.step().unwrap() {}
        assert!(empty.record().epochs().is_empty());
        let numbers = diabetes::dataset();
        let error = ObservedTraining::new(&learner(2), &World::trainable(&numbers), Seed::new(1), 1);
        assert!(matches!(error, Err(FitError::Targets { .. })));
        let far = Optimiser::sgd(1e300, 0.0).unwrap().with_decay(1.0).unwrap();
        let far = NetworkLearner::new(2, Activation::Tanh, far, 5);
        let mut far = ObservedTraining::new(&far, &World::new(&data, 0..9), Seed::new(1), 0).unwrap();
        let failed = (0..1000).find_map(|_| far.step().err());
        assert!(matches!(failed, Some(FitError::Diverged { .. })), "{failed:?}");
        assert!(!far.step().unwrap(), "after an error nothing follows");
    }
}

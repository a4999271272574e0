//! Training as a sequence of steps that can be paused, scrubbed and cancelled.
//!
//! ```
//! use simulation::data::generators::Moons;
//! use simulation::learners::{Activation, Batches, NetworkLearner, Optimiser, Snapshot};
//! use simulation::seed::Seed;
//! use simulation::world::World;
//!
//! let data = Moons::new(40, 0.1)?.dataset(Seed::new(1))?;
//! let learner = NetworkLearner::new(6, Activation::Tanh, Optimiser::adam(0.05)?, 30);
//! let learner = learner.with_batches(Batches::Shuffled(10))?;
//! let mut training = learner.train(&World::trainable(&data), Seed::new(2))?;
//! assert_eq!(training.steps_per_epoch(), 4);
//! let first: Snapshot = training.next().ok_or("no start")??;
//! assert_eq!((first.step, training.batch().count()), (0, 10));
//! // Looking at it does not change it: the rest is what a run in one go gives.
//! let network = training.finish()?;
//! assert!(network.mean_loss(&World::trainable(&data)) < first.loss);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::optimiser::OptimiserSteps;
use super::{Network, NetworkLearner};
use crate::dataset::RowId;
use crate::learners::{FitError, labelled};
use crate::seed::Seed;
use crate::world::World;

/// Where training stands after `step` steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// The steps taken so far.
    pub step: u32,
    /// The epochs completed so far.
    pub epoch: u32,
    /// The mean loss of the rows that the next step is made of ([`Training::batch`]), before it: of all rows for full batches.
    /// `None` in an empty world.
    pub loss: Option<f64>,
    /// The network: ask it for the losses, gradients and norms of single rows.
    pub network: Network,
}

/// A run of a [`NetworkLearner`]: an iterator over epochs · ⌈n/batch⌉ + 1 [`Snapshot`]s, the first of the start, the last of the
/// result. After an error nothing follows.
///
/// Each `next` takes the step that was prepared and prepares another: one gradient a row of a batch.
#[derive(Clone, Debug)]
pub struct Training {
    learner: NetworkLearner,
    network: Network,
    steps: OptimiserSteps,
    rows: Rows,
    seed: Seed,
    /// Of the epoch under way.
    order: Vec<usize>,
    step: u32,
    /// Of the next step.
    gradient: Vec<f64>,
    loss: Option<f64>,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Fresh,
    Running,
    Over,
}

#[derive(Clone, Debug)]
struct Rows {
    ids: Vec<RowId>,
    features: Vec<f64>,
    labels: Vec<usize>,
    weights: Vec<f64>,
}

impl Training {
    pub(super) fn new(
        learner: NetworkLearner,
        world: &World<'_>,
        network: Network,
        seed: Seed,
    ) -> Result<Self, FitError> {
        let (classes, rows) = labelled(world)?;
        if (network.classes, network.inputs) != (classes, world.dataset().feature_count()) {
            return Err(FitError::Start);
        }
        let rows = Rows {
            ids: world.rows().map(|row| row.id).collect(),
            features: rows.iter().flat_map(|row| row.features.iter().copied()).collect(),
            labels: rows.iter().map(|row| row.label).collect(),
            weights: rows.iter().map(|row| row.weight).collect(),
        };
        let size = network.parameters.len();
        let (steps, gradient) = (learner.optimiser.begin(size), vec![0.0; size]);
        let (order, loss, state) = (Vec::new(), None, State::Fresh);
        Ok(Self { learner, network, steps, rows, seed, order, step: 0, gradient, loss, state })
    }

    /// The network as it stands.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// ⌈n/batch⌉, the steps of an epoch; 0 in an empty world.
    pub fn steps_per_epoch(&self) -> u32 {
        let rows = self.rows.ids.len();
        rows.div_ceil(self.learner.batches.size(rows)) as u32
    }

    /// The rows of the next step.
    pub fn batch(&self) -> impl Iterator<Item = RowId> {
        self.batch_places().iter().map(|&place| self.rows.ids[place])
    }

    /// Runs the schedule to its end.
    ///
    /// # Errors
    /// [`FitError::Diverged`].
    pub fn finish(mut self) -> Result<Network, FitError> {
        while let Some(step) = self.advance() {
            step?;
        }
        Ok(self.network)
    }

    /// Takes the prepared step and prepares the next.
    fn advance(&mut self) -> Option<Result<(), FitError>> {
        match self.state {
            State::Over => return None,
            State::Fresh => self.state = State::Running,
            State::Running => {
                self.steps.step(&mut self.network.parameters, &self.gradient);
                self.step += 1;
            }
        }
        if u64::from(self.step) >= u64::from(self.learner.epochs) * u64::from(self.steps_per_epoch()) {
            self.state = State::Over;
        }
        if self.network.parameters.iter().any(|parameter| !parameter.is_finite()) {
            self.state = State::Over;
            return Some(Err(FitError::Diverged { step: self.step }));
        }
        self.prepare();
        Some(Ok(()))
    }

    fn prepare(&mut self) {
        let per_epoch = self.steps_per_epoch();
        if per_epoch > 0 && self.step.is_multiple_of(per_epoch) {
            self.order = self.learner.batches.order(&self.rows.ids, self.seed, self.step / per_epoch);
        }
        let mut gradient = std::mem::take(&mut self.gradient);
        gradient.fill(0.0);
        let layers = self.network.layers();
        let (mut loss, mut total) = (0.0, 0.0);
        for &place in self.batch_places() {
            let (label, weight) = (self.rows.labels[place], self.rows.weights[place]);
            let features =
                &self.rows.features[place * self.network.inputs..(place + 1) * self.network.inputs];
            loss += weight * layers.add_gradient(features, label, weight, &mut gradient);
            total += weight;
        }
        if total > 0.0 {
            for slope in &mut gradient {
                *slope /= total;
            }
        }
        self.loss = (total > 0.0).then_some(loss / total);
        self.gradient = gradient;
    }

    fn batch_places(&self) -> &[usize] {
        let size = self.learner.batches.size(self.rows.ids.len());
        let start = self.step.checked_rem(self.steps_per_epoch()).unwrap_or(0) as usize * size;
        self.order.get(start..(start + size).min(self.order.len())).unwrap_or_default()
    }
}

impl Iterator for Training {
    type Item = Result<Snapshot, FitError>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.advance()?.map(|()| Snapshot {
            step: self.step,
            epoch: self.step.checked_div(self.steps_per_epoch()).unwrap_or(self.learner.epochs),
            loss: self.loss,
            network: self.network.clone(),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::learners::{Activation, Batches, Differentiable, Learner, Optimiser};

    fn learner(rate: f64, epochs: u32) -> NetworkLearner {
        let learner = NetworkLearner::new(3, Activation::Tanh, Optimiser::sgd(rate, 0.5).unwrap(), epochs);
        learner.with_batches(Batches::Shuffled(4)).unwrap()
    }

    #[test]
    fn every_epoch_sees_every_row_once_and_no_row_reshuffles_others() {
        let ids: Vec<RowId> = (0..10).map(RowId::new).collect();
        let order = |ids: &[RowId], epoch| -> Vec<RowId> {
            let order = Batches::Shuffled(4).order(ids, Seed::new(5), epoch);
            order.into_iter().map(|place| ids[place]).collect()
        };
        let (first, second) = (order(&ids, 0), order(&ids, 1));
        assert_ne!(first, second);
        let mut sorted = first.clone();
        sorted.sort();
        assert_eq!(sorted, ids);
        let without = [&ids[..3], &ids[4..]].concat();
        let expected: Vec<RowId> = first.into_iter().filter(|id| *id != ids[3]).collect();
        assert_eq!(order(&without, 0), expected);
    }

    #[test]
    fn steps_epochs_and_batches_are_counted() {
        let data = penguins::dataset();
        let world = World::new(&data, 0..10);
        let mut training = learner(1e-4, 2).train(&world, Seed::new(1)).unwrap();
        let mut seen = Vec::new();
        let mut last = None;
        while let Some(snapshot) = training.next() {
            let snapshot = snapshot.unwrap();
            seen.push((snapshot.step, snapshot.epoch, training.batch().count()));
            last = Some(snapshot.network);
        }
        let sizes = [4, 4, 2, 4, 4, 2, 4];
        let expected: Vec<(u32, u32, usize)> =
            (0..7).map(|step| (step, step / 3, sizes[step as usize])).collect();
        assert_eq!(seen, expected);
        assert_eq!(last, Some(learner(1e-4, 2).fit(&world, Seed::new(1)).unwrap()));
        assert_ne!(last, Some(learner(1e-4, 2).fit(&world, Seed::new(2)).unwrap()));
    }

    #[test]
    fn nothing_to_train_on_is_the_start_and_divergence_is_said() {
        let data = penguins::dataset();
        let steps: Vec<_> = learner(0.1, 5).train(&World::new(&data, []), Seed::new(1)).unwrap().collect();
        assert_eq!(steps.len(), 1);
        assert_eq!(steps[0].as_ref().unwrap().loss, None);
        let far = Optimiser::sgd(1e300, 0.0).unwrap().with_decay(1.0).unwrap();
        let far = NetworkLearner::new(3, Activation::Tanh, far, 5);
        let far = far.train(&World::new(&data, 0..10), Seed::new(1)).unwrap();
        let steps: Vec<_> = far.collect();
        assert!(matches!(steps.last(), Some(Err(FitError::Diverged { .. }))), "{:?}", steps.last());
        let narrow = Network::new(1, 0, 3, Activation::Tanh, vec![0.0; 6]).unwrap();
        let error = learner(0.1, 1).train_from(&World::new(&data, 0..3), narrow, Seed::new(0)).unwrap_err();
        assert_eq!(error, FitError::Start);
        let fitted = learner(1e-3, 1).fit(&World::new(&data, 0..3), Seed::new(0)).unwrap();
        assert_eq!(fitted.parameters().len(), Network::parameter_count(4, 3, 3));
    }
}

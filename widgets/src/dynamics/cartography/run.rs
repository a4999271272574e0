//! The runs behind the figure: the one that is drawn, the same in the world of true labels, and other draws.

use simulation::dataset::Dataset;
use simulation::dynamics::{MapStudy, ObservedTraining, TrainingRecord};
use simulation::learners::{Activation, Batches, NetworkLearner, Optimiser};
use simulation::seed::Seed;

use super::parameters::CartographyParameters;

/// Hidden units of the network: a fixed part of the protocol, as are the rate, the momentum and the batches.
pub(super) const HIDDEN: u16 = 16;
/// Rows of a batch.
pub(super) const BATCH: u32 = 16;

/// The network and its schedule.
fn learner(epochs: u32) -> Result<NetworkLearner, String> {
    let optimiser = Optimiser::sgd(0.1, 0.9).map_err(|error| error.to_string())?;
    let learner = NetworkLearner::new(HIDDEN, Activation::Tanh, optimiser, epochs);
    learner.with_batches(Batches::Shuffled(BATCH)).map_err(|error| error.to_string())
}

/// In which world the network trains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Labels {
    /// As they came.
    True,
    /// With the planted ones.
    Given,
}

/// The run that is drawn: as it trains, and once it is over.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    known: Option<TrainingRecord>,
    live: Option<ObservedTraining>,
}

impl Run {
    /// One that came with the page.
    pub(super) fn received(record: TrainingRecord) -> Self {
        Self { known: Some(record), live: None }
    }

    /// What is known of it.
    pub(super) fn record(&self) -> Option<&TrainingRecord> {
        self.known.as_ref().or_else(|| self.live.as_ref().map(ObservedTraining::record))
    }

    /// Whether all of its epochs are known.
    pub(super) fn is_known(&self) -> bool {
        self.known.is_some()
    }

    /// The epochs that have ended in the run under way.
    pub(super) fn under_way(&self) -> usize {
        self.live.as_ref().map_or(0, |live| live.record().epochs().len())
    }

    /// Forgets the run under way where all is known of it: the next one begins anew.
    pub(super) fn rewind(&mut self) {
        if self.is_known() {
            self.live = None;
        }
    }

    /// A batch or a look more; `false` once the run is over, and all is known.
    pub(super) fn advance(
        &mut self,
        study: &MapStudy,
        parameters: &CartographyParameters,
        labels: Labels,
    ) -> Result<bool, String> {
        let Some(live) = &mut self.live else {
            let seed = Seed::new(u64::from(parameters.start.get()));
            self.live = Some(begun(study, parameters, labels, seed)?);
            return Ok(true);
        };
        if live.step().map_err(|error| error.to_string())? {
            return Ok(true);
        }
        self.known = self.live.take().map(|live| live.record().clone());
        Ok(false)
    }
}

fn begun(
    study: &MapStudy,
    parameters: &CartographyParameters,
    labels: Labels,
    seed: Seed,
) -> Result<ObservedTraining, String> {
    let learner = learner(parameters.epochs.get())?;
    let training = match labels {
        Labels::True => study.train_before(&learner, seed),
        Labels::Given => study.train(&learner, seed, parameters.norms_at()),
    };
    training.map_err(|error| error.to_string())
}

/// The same run in the world of true labels, as far as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Before {
    /// Of the rows whose labels are made wrong.
    pub(super) planted: TrainingRecord,
    /// Of the other rows: the mean probability of the label after each epoch.
    pub(super) others: Vec<f64>,
}

impl Before {
    /// What is kept of a run.
    pub(super) fn of(record: &TrainingRecord, planted: &[bool]) -> Self {
        Self { planted: record.of_marked(planted), others: record.mean_path(planted, false) }
    }
}

/// For each epoch of a repetition and each ranking, the planted rows among as many as were planted; `None` where the ranking is not known yet.
pub(super) type Found = Vec<[Option<f64>; 4]>;

/// Other draws of digits, wrong labels, start and order.
#[derive(Clone, Debug, Default)]
pub(super) struct Draws {
    /// Of each that is done: the planted rows, and what was found of them.
    pub(super) done: Vec<(usize, Found)>,
    current: Option<(MapStudy, ObservedTraining, Found)>,
}

impl Draws {
    /// Those that came with the page.
    pub(super) fn received(done: Vec<(usize, Found)>) -> Self {
        Self { done, current: None }
    }

    /// A batch or a look of the next draw more.
    pub(super) fn advance(
        &mut self,
        data: &Dataset,
        parameters: &CartographyParameters,
    ) -> Result<(), String> {
        let Some((study, training, found)) = &mut self.current else {
            let seed = Seed::new(u64::from(parameters.seed.get())).redraw(self.done.len() as u32);
            let study = study(data, parameters, seed)?;
            let training = begun(&study, parameters, Labels::Given, seed)?;
            self.current = Some((study, training, vec![]));
            return Ok(());
        };
        let more = training.step().map_err(|error| error.to_string())?;
        let epochs = training.record().epochs().len();
        if epochs > found.len() {
            found.extend(training.record().map(epochs).map(|map| map.found(study.planted())));
        }
        if !more {
            let done = self.current.take().map(|(study, _, found)| (study.planted_count(), found));
            self.done.extend(done);
        }
        Ok(())
    }
}

/// The rows of the parameters, from a seed of their own.
pub(super) fn study(
    data: &Dataset,
    parameters: &CartographyParameters,
    seed: Seed,
) -> Result<MapStudy, String> {
    MapStudy::draw(data, parameters.rows.get() as usize, parameters.share(), seed)
        .map_err(|error| error.to_string())
}

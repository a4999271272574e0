//! What is trained: both worlds, and then the luck of the difference, one pair of fits at a time.

#[cfg(not(feature = "browser"))]
use simulation::comparison::counterfactual;
use simulation::comparison::{ComparisonError, learner_repetition, resampled_repetition};
use simulation::edit::Edits;
use simulation::idea::{DecisionMap, TwoWorlds};
use simulation::learners::{AnyClassifier, AnyModel, Learner, Model};
use simulation::observers::{Accuracy, LogLoss, Observer, Slice};
use simulation::seed::Seed;
use simulation::world::World;

use super::parameters::Observed;

/// Fields of the maps across and up.
pub(super) const MAP: (usize, usize) = (48, 36);

/// Strengths of a difference that a reader can tell apart.
pub(super) const LEVELS: f64 = 5.0;

/// What both worlds are trained and observed with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Protocol {
    pub(super) learner: AnyClassifier,
    pub(super) observe: Observed,
    pub(super) seed: Seed,
    /// The corners of the drawing.
    pub(super) low: [f64; 2],
    pub(super) high: [f64; 2],
}

/// One trained world.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Side {
    pub(super) value: f64,
    pub(super) converged: bool,
    /// The class of each field of the map.
    pub(super) classes: Vec<usize>,
}

/// Where the two models differ.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shift {
    /// How far the probabilities moved in each field, from 0 to [`LEVELS`], which is `most`.
    pub(super) levels: Vec<f64>,
    /// The largest total variation distance.
    pub(super) most: f64,
    /// The share of the fields that changed their class.
    pub(super) changed: f64,
}

/// Everything that is computed in one state.
#[derive(Clone, Debug, Default)]
pub(super) struct Work {
    pub(super) before: Option<Side>,
    pub(super) after: Option<Side>,
    pub(super) shift: Option<Shift>,
    /// The difference under other seeds of the learner.
    pub(super) learner_luck: Vec<f64>,
    /// The difference on resampled rows.
    pub(super) resampling_luck: Vec<f64>,
    /// The maps, while one of the worlds is still to be trained.
    before_map: Option<DecisionMap>,
    /// Why a world could not be trained.
    pub(super) failed: Option<String>,
    pub(super) stopped: bool,
}

struct Watch<'a>(Observed, Slice<'a>);

impl Observer<AnyModel> for Watch<'_> {
    fn observe(&self, model: &AnyModel) -> Option<f64> {
        match self.0 {
            Observed::Accuracy => Accuracy(self.1.clone()).observe(model),
            Observed::LogLoss => LogLoss(self.1.clone()).observe(model),
        }
    }
}

impl Work {
    /// What was computed when the page was built: both sides, where they differ, and the two clouds.
    pub(super) fn received([before, after]: [Side; 2], shift: Shift, luck: [Vec<f64>; 2]) -> Self {
        let [learner_luck, resampling_luck] = luck;
        let (before, after, shift) = (Some(before), Some(after), Some(shift));
        Self { before, after, shift, learner_luck, resampling_luck, ..Self::default() }
    }

    /// Forgets what follows from the edits.
    pub(super) fn edited(&mut self) {
        let (before, before_map) = (self.before.take(), self.before_map.take());
        *self = Self { before, before_map, ..Self::default() };
    }

    /// Does the next piece; `false` if nothing is left.
    pub(super) fn step(
        &mut self,
        worlds: &TwoWorlds,
        edits: &Edits,
        protocol: &Protocol,
        draws: usize,
    ) -> bool {
        if self.stopped || self.failed.is_some() {
            return false;
        }
        let done = if self.before_map.is_none() && self.shift.is_none() {
            self.train_before(worlds, protocol)
        } else if self.shift.is_none() {
            self.train_after(worlds, edits, protocol)
        } else {
            return self.draw(worlds, edits, protocol, draws);
        };
        match done {
            Ok(()) => {}
            Err(error) => self.failed = Some(error.to_string()),
        }
        true
    }

    fn train_before(&mut self, worlds: &TwoWorlds, protocol: &Protocol) -> Result<(), ComparisonError> {
        let (side, map) = train(worlds, &worlds.world(), protocol)?;
        (self.before, self.before_map) = (Some(side), Some(map));
        Ok(())
    }

    fn train_after(
        &mut self,
        worlds: &TwoWorlds,
        edits: &Edits,
        protocol: &Protocol,
    ) -> Result<(), ComparisonError> {
        let (side, map) = train(worlds, &worlds.world().edited(edits)?, protocol)?;
        self.after = Some(side);
        self.shift = self.before_map.as_ref().map(|before| shift(before, &map));
        Ok(())
    }

    fn draw(&mut self, worlds: &TwoWorlds, edits: &Edits, protocol: &Protocol, draws: usize) -> bool {
        let (world, watch) = (worlds.world(), Watch(protocol.observe, worlds.slice()));
        let Protocol { learner, seed, .. } = *protocol;
        let own = self.learner_luck.len() < draws;
        let index = (if own { self.learner_luck.len() } else { self.resampling_luck.len() }) as u32;
        if !own && index as usize >= draws {
            return false;
        }
        let repeated = if own {
            learner_repetition(&learner, &world, edits, &watch, seed, index + 1)
        } else {
            resampled_repetition(&learner, &world, edits, &watch, seed, index + 1)
        };
        match repeated {
            Ok(comparison) if own => self.learner_luck.push(comparison.difference()),
            Ok(comparison) => self.resampling_luck.push(comparison.difference()),
            Err(error) => self.failed = Some(error.to_string()),
        }
        true
    }

    /// Pieces done and in all, if any is left.
    pub(super) fn outstanding(&self, draws: usize) -> Option<(u32, u32)> {
        if self.stopped || self.failed.is_some() {
            return None;
        }
        let trained = if self.shift.is_some() { 2 } else { usize::from(self.before_map.is_some()) };
        let done = trained + self.learner_luck.len().min(draws) + self.resampling_luck.len().min(draws);
        let total = 2 + 2 * draws;
        (done < total).then_some((done as u32, total as u32))
    }
}

/// What each training row's dropping alone changes. Cost: a fit a row, and one.
#[cfg(not(feature = "browser"))]
pub(super) fn leave_one_out(worlds: &TwoWorlds, protocol: &Protocol) -> Result<Vec<f64>, ComparisonError> {
    let (world, watch) = (worlds.world(), Watch(protocol.observe, worlds.slice()));
    let alone = |row: simulation::dataset::Row<'_>| {
        let dropped = Edits::drop_rows([row.id]);
        counterfactual(&protocol.learner, &world, &dropped, &watch, protocol.seed)
    };
    world.rows().map(|row| alone(row).map(|comparison| comparison.difference())).collect()
}

fn train(
    worlds: &TwoWorlds,
    world: &World<'_>,
    protocol: &Protocol,
) -> Result<(Side, DecisionMap), ComparisonError> {
    let model = protocol.learner.fit(world, protocol.seed)?;
    let watch = Watch(protocol.observe, worlds.slice());
    let value = watch.observe(&model).ok_or(ComparisonError::Nothing)?;
    let map = DecisionMap::of(&model, protocol.low, protocol.high, MAP.0, MAP.1);
    Ok((Side { value, converged: model.converged(), classes: map.classes() }, map))
}

fn shift(before: &DecisionMap, after: &DecisionMap) -> Shift {
    let distance = before.distance(after);
    let most = distance.iter().copied().fold(0.0, f64::max);
    let level = |d: f64| if most > 0.0 { (d / most * LEVELS + 0.5).floor() } else { 0.0 };
    Shift { levels: distance.into_iter().map(level).collect(), most, changed: before.disagreement(after) }
}

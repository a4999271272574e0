//! The world, its rounds, its stable point and its optimum, and the rounds again with other people: a piece at a time.

use std::rc::Rc;

use simulation::causal::performative::{
    BiasedCoin, LocationMap, Performative, PerformativeError, Retraining, StrategicLogistic, applicants,
};
use simulation::dataset::Dataset;
use simulation::learners::Intercept;
use simulation::seed::Seed;

use super::parameters::{Answers, BIASES, PENALTY, PerformativeParameters, Who};

/// A world chosen at run time.
#[derive(Clone, Debug)]
pub(super) enum World {
    Coin(BiasedCoin),
    Location(LocationMap),
    Applicants(Box<StrategicLogistic>),
}

/// What was measured along the rounds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Path {
    /// θ; empty if the path came with the page.
    models: Vec<Vec<f64>>,
    /// How far each round moved the model.
    pub(super) gaps: Vec<f64>,
    /// The new model’s risk where it was trained, a number for each round.
    pub(super) trained: Vec<f64>,
    /// The model’s risk once it is deployed; the first is that of the start.
    pub(super) deployed: Vec<f64>,
}

/// What is known of the world beside its rounds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Known {
    /// PR at the stable point, if one was found.
    pub(super) stable: Option<f64>,
    /// The factor by which gaps change near it, under full retraining.
    pub(super) rate: Option<f64>,
    /// The least PR that was found.
    pub(super) best: Option<f64>,
}

/// What is computed, as far as it is.
#[derive(Clone, Debug, Default)]
pub(super) struct Work {
    table: Option<Dataset>,
    world: Option<World>,
    pub(super) path: Path,
    search: Search,
    pub(super) known: Option<Known>,
    /// The performative risk after the last round, of each repetition.
    pub(super) ends: Vec<f64>,
    /// The models of the repetition under way.
    current: Vec<Vec<f64>>,
}

/// The stable point, then the optimum: where the search is, how many steps it has taken, and what it looks for.
#[derive(Clone, Debug, Default)]
struct Search {
    at: Vec<f64>,
    steps: u32,
    aim: Aim,
}

/// What is looked for, with what was found before it.
#[derive(Clone, Copy, Debug, Default)]
enum Aim {
    #[default]
    Stable,
    Rate(Option<f64>),
    Best(Option<f64>, Option<f64>),
}

/// The part of the way that the search for a stable point goes: it reaches those that full steps jump over.
const CAREFUL: f64 = 0.3;
/// The steps after which it is given up.
const STEPS: u32 = 150;
/// A gap below which a model counts as stable.
const STABLE: f64 = 1e-9;

impl World {
    fn new(parameters: &PerformativeParameters, table: Option<&Dataset>) -> Result<Self, PerformativeError> {
        let strength = parameters.strength.get();
        Ok(match (parameters.answers, table) {
            (Answers::Coin, _) => Self::Coin(BiasedCoin::new(BIASES.0, strength)?),
            (Answers::Location, _) => Self::Location(LocationMap::new(BIASES.1, strength)?),
            (Answers::Applicants, table) => {
                let table = table.ok_or(PerformativeError::Range)?;
                let columns = parameters.moves.columns();
                let world = StrategicLogistic::new(table, columns, strength, PENALTY, Intercept::Free)?;
                let world = match parameters.who {
                    Who::Half => world.answered_by(|row| row.id.number() % 2 == 0),
                    Who::Older => world.answered_by(|row| row.group == 1),
                    Who::Everybody => world,
                };
                Self::Applicants(Box::new(world))
            }
        })
    }
}

impl Performative for World {
    fn dimension(&self) -> usize {
        match self {
            Self::Coin(world) => world.dimension(),
            Self::Location(world) => world.dimension(),
            Self::Applicants(world) => world.dimension(),
        }
    }

    fn retrain(&self, deployed: &[f64]) -> Result<Vec<f64>, PerformativeError> {
        match self {
            Self::Coin(world) => world.retrain(deployed),
            Self::Location(world) => world.retrain(deployed),
            Self::Applicants(world) => world.retrain(deployed),
        }
    }

    fn retrain_on(&self, deployed: &[f64], people: u32, seed: Seed) -> Result<Vec<f64>, PerformativeError> {
        match self {
            Self::Coin(world) => world.retrain_on(deployed, people, seed),
            Self::Location(world) => world.retrain_on(deployed, people, seed),
            Self::Applicants(world) => world.retrain_on(deployed, people, seed),
        }
    }

    fn decoupled_risk(&self, deployed: &[f64], model: &[f64]) -> Result<f64, PerformativeError> {
        match self {
            Self::Coin(world) => world.decoupled_risk(deployed, model),
            Self::Location(world) => world.decoupled_risk(deployed, model),
            Self::Applicants(world) => world.decoupled_risk(deployed, model),
        }
    }
}

impl Path {
    /// One round more, or the start.
    fn advance(&mut self, world: &World, share: f64) -> Result<(), PerformativeError> {
        let Some(deployed) = self.models.last() else {
            let start = vec![0.0; world.dimension()];
            self.deployed.push(world.performative_risk(&start)?);
            self.models.push(start);
            return Ok(());
        };
        let round = next(world, share, deployed)?;
        self.trained.push(world.decoupled_risk(deployed, &round.1)?);
        self.deployed.push(world.performative_risk(&round.1)?);
        self.gaps.push(round.0);
        self.models.push(round.1);
        Ok(())
    }

    /// A parameter of the model that is deployed after a round, if the path was trained here.
    #[cfg(not(feature = "browser"))]
    pub(super) fn parameter(&self, round: usize, place: usize) -> Option<f64> {
        self.models.get(round)?.get(place).copied()
    }

    /// One that came with the page.
    pub(super) fn received(gaps: Vec<f64>, trained: Vec<f64>, deployed: Vec<f64>) -> Self {
        Self { models: vec![], gaps, trained, deployed }
    }
}

/// The gap and the model of the round after this one.
fn next(world: &World, share: f64, deployed: &[f64]) -> Result<(f64, Vec<f64>), PerformativeError> {
    let mut rounds = Retraining::new(world, deployed.to_vec(), share)?;
    let round = rounds.next().ok_or(PerformativeError::Range)??;
    Ok((round.gap, round.model))
}

impl Work {
    /// The table on its scale, for a world that differs only in how it answers.
    pub(super) fn take_table(&mut self) -> Option<Dataset> {
        self.table.take()
    }

    pub(super) fn give_table(&mut self, table: Option<Dataset>) {
        self.table = table;
    }

    /// Makes room for repetitions with other people.
    pub(super) fn forget_repetitions(&mut self) {
        (self.ends, self.current) = (vec![], vec![]);
    }

    /// One piece of work more; `false` if there is none.
    pub(super) fn advance(
        &mut self,
        data: Option<&Rc<Dataset>>,
        parameters: &PerformativeParameters,
    ) -> Result<bool, PerformativeError> {
        let rounds = parameters.rounds.get() as usize;
        let all = self.path.gaps.len() >= rounds;
        if all && self.known.is_some() && self.ends.len() >= parameters.repetitions.get() as usize {
            return Ok(false);
        }
        if let (None, Some(data)) = (&self.table, data) {
            self.table = Some(applicants(data)?);
            return Ok(true);
        }
        let Some(world) = &self.world else {
            self.world = Some(World::new(parameters, self.table.as_ref())?);
            return Ok(true);
        };
        if !all {
            self.path.advance(world, parameters.part())?;
            return Ok(true);
        }
        if self.known.is_none() {
            self.known = self.search.advance(world, &self.path)?;
            return Ok(true);
        }
        self.repeat(parameters)?;
        Ok(true)
    }

    /// One round more of a repetition with people drawn anew.
    fn repeat(&mut self, parameters: &PerformativeParameters) -> Result<(), PerformativeError> {
        let Some(world) = &self.world else { return Ok(()) };
        let seed = Seed::new(u64::from(parameters.seed.get())).redraw(self.ends.len() as u32);
        let round = self.current.len() as u32;
        let from = self.current.pop().unwrap_or_else(|| vec![0.0; world.dimension()]);
        let mut run = Retraining::new(world, from.clone(), parameters.part())?
            .on_people(parameters.people.get(), seed)?
            .after(round, from)?;
        let model = run.next().ok_or(PerformativeError::Range)??.model;
        // The models before the last are not needed, only their number.
        self.current.resize(round as usize, vec![]);
        self.current.push(model);
        if self.current.len() >= parameters.rounds.get() as usize {
            let last = self.current.pop().unwrap_or_default();
            self.ends.push(world.performative_risk(&last)?);
            self.current.clear();
        }
        Ok(())
    }
}

impl Search {
    /// One step more; everything, once it is found.
    fn advance(&mut self, world: &World, path: &Path) -> Result<Option<Known>, PerformativeError> {
        let applicants = match world {
            World::Coin(coin) => {
                let risk = |at: Option<f64>| at.map(|at| coin.performative_risk(&[at])).transpose();
                let rate = Some(coin.rate());
                return Ok(Some(Known { stable: risk(coin.stable())?, rate, best: risk(coin.optimum())? }));
            }
            World::Location(location) => {
                let risk = location.stable().map(|at| location.performative_risk(&[at])).transpose()?;
                return Ok(Some(Known { stable: risk, rate: Some(location.rate()), best: risk }));
            }
            World::Applicants(applicants) => applicants,
        };
        if self.at.is_empty() {
            self.at = path.models.last().cloned().unwrap_or_else(|| vec![0.0; world.dimension()]);
        }
        self.steps += 1;
        match self.aim {
            Aim::Stable => {
                let (gap, model) = next(world, CAREFUL, &self.at)?;
                self.at = model;
                if gap < STABLE {
                    self.aim = Aim::Rate(Some(world.performative_risk(&self.at)?));
                } else if self.steps >= STEPS {
                    self.aim = Aim::Rate(None);
                }
                Ok(None)
            }
            Aim::Rate(stable) => {
                let rate = if stable.is_some() { applicants.local_rate(&self.at)? } else { None };
                (self.aim, self.steps) = (Aim::Best(stable, rate), 0);
                Ok(None)
            }
            Aim::Best(stable, rate) => {
                if let Some(lower) = applicants.descend(&self.at)?.filter(|_| self.steps < STEPS) {
                    self.at = lower;
                    return Ok(None);
                }
                let best = Some(world.performative_risk(&self.at)?);
                Ok(Some(Known { stable, rate, best }))
            }
        }
    }
}

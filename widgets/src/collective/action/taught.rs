//! The learner that is trained beside, one fit at a time.

use simulation::collective::action::TrainedAction;
use simulation::learners::{Intercept, LogisticRegression, NearestNeighbours};
use simulation::seed::Seed;
use simulation::statistics::{mean, mean_interval};

use super::parameters::{STOPS, Taught};
use super::scene::{Scene, share};

/// The share of the applications that are asked about; all others train.
const EVALUATION: f64 = 0.5;

/// The penalty of the logistic regression: a fixed part of the protocol.
const LOGISTIC: LogisticRegression = match LogisticRegression::new(1.0, Intercept::Free) {
    Ok(learner) => learner,
    Err(_) => panic!("1 is a legal penalty"),
};

/// Rows of the same kind lie at distance 0, and all of them vote.
const LOOK_UP: NearestNeighbours = match NearestNeighbours::new(1) {
    Ok(learner) => learner,
    Err(_) => panic!("1 is a legal number of neighbours"),
};

/// Success at every stop, draw after draw.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Runs {
    /// The draws that are done.
    pub(super) draws: Vec<Vec<f64>>,
    /// The next one, as far as it is.
    current: Vec<f64>,
}

impl Runs {
    /// What came with the page.
    pub(super) fn received(draws: Vec<Vec<f64>>) -> Self {
        Self { draws, current: vec![] }
    }

    /// The fits that are done.
    pub(super) fn fits(&self) -> usize {
        self.draws.len() * STOPS.len() + self.current.len()
    }

    /// One fit more, at the next stop of the draw that is under way.
    pub(super) fn advance(&mut self, scene: &Scene, learner: Taught, seed: Seed) -> Result<(), String> {
        let seed = seed.redraw(self.draws.len() as u32);
        let run = TrainedAction::draw(&scene.cells, EVALUATION, seed).map_err(|error| error.to_string())?;
        let alpha = share(self.current.len());
        let success = match learner {
            Taught::Logistic => run.success(&LOGISTIC, &scene.plan, alpha, seed),
            Taught::LookUp => run.success(&LOOK_UP, &scene.plan, alpha, seed),
        };
        self.current.push(success.map_err(|error| error.to_string())?);
        if self.current.len() == STOPS.len() {
            self.draws.push(std::mem::take(&mut self.current));
        }
        Ok(())
    }

    /// Mean success at a stop, and the 95 % interval of the mean, over so many draws.
    pub(super) fn at(&self, stop: usize, draws: usize) -> Option<[f64; 3]> {
        let values: Vec<f64> =
            self.draws.iter().take(draws).filter_map(|draw| draw.get(stop).copied()).collect();
        let centre = mean(&values)?;
        let interval = mean_interval(&values, 0.95);
        Some([
            centre,
            interval.map_or(centre, |i| i.low.max(0.0)),
            interval.map_or(centre, |i| i.high.min(1.0)),
        ])
    }

    /// For each draw, success at a stop less success without a collective.
    pub(super) fn gains(&self, stop: usize, draws: usize) -> Vec<f64> {
        let gain = |draw: &Vec<f64>| Some(draw.get(stop)? - draw.first()?);
        self.draws.iter().take(draws).filter_map(gain).collect()
    }
}

/// How many rows train, and how many of them have joined at a share.
pub(super) fn joined(scene: &Scene, seed: Seed, share: f64) -> (usize, usize) {
    TrainedAction::draw(&scene.cells, EVALUATION, seed).map_or((0, 0), |run| (run.rows(), run.members(share)))
}

//! Runs, a round at a time.

use simulation::dataset::RowId;
use simulation::idea::DecisionMap;
use simulation::learners::{SoftmaxModel, SoftmaxRegression};
use simulation::observers::Accuracy;
use simulation::seed::Seed;
use simulation::selection::active::{
    ActiveError, ActiveLearning, ActivePlan, PoolTable, Round, Sight, Strategy, Training, area_under_curve,
};
use simulation::statistics::{mean, mean_interval};

use super::parameters::ActiveParameters;

/// The penalty of the logistic regression: a fixed part of the protocol.
const LEARNER: SoftmaxRegression = match SoftmaxRegression::new(1.0) {
    Ok(learner) => learner,
    Err(_) => panic!("1 is a legal penalty"),
};

/// Fields of the map across and up.
pub(super) const MAP: (usize, usize) = (48, 36);

/// What all runs of a figure have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Setting {
    pub(super) plan: ActivePlan,
    /// The rows of the pool, the same on every division.
    pub(super) pool: usize,
}

/// The corners of the plane that is drawn.
pub(super) type Corners = [[f64; 2]; 2];

/// Positions of the rows to ask about, and of those that test.
pub(super) type Division = (Vec<usize>, Vec<usize>);

/// A run as far as it is: the rows that are labelled and asked for, in their order, and a value for each round.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Run {
    division: Option<Division>,
    pub(super) labelled: Vec<RowId>,
    pub(super) values: Vec<f64>,
    /// What is trained of the round that is under way.
    training: Training<SoftmaxModel>,
}

/// What one piece of work came to.
pub(super) enum Piece {
    /// One of a round's models is trained.
    Model,
    /// A round is done.
    Round(Round<SoftmaxModel>),
    /// There is no such round.
    None,
}

/// A round as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scene {
    pub(super) round: u32,
    /// The urgency of every row that is not labelled, as a share of the way from the least to the most urgent one.
    pub(super) urgency: Vec<(RowId, f64)>,
    /// The rows that are labelled next.
    pub(super) queried: Vec<RowId>,
    /// The most probable class of each field, if the model sees what is drawn.
    pub(super) classes: Vec<usize>,
}

/// A strategy over repetitions.
#[derive(Clone, Debug, Default)]
pub(super) struct Arm {
    /// The values of the runs that are done, round by round.
    runs: Vec<Vec<f64>>,
    current: Run,
    pub(super) summary: Summary,
}

/// What its runs say together.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Summary {
    /// For each round: the mean, and the 95 % interval of the mean.
    pub(super) points: Vec<[f64; 3]>,
    /// The area under each run.
    pub(super) areas: Vec<f64>,
}

impl Setting {
    /// The plan of the parameters for a pool of so many rows.
    pub(super) fn of(parameters: &ActiveParameters, classes: usize, pool: usize) -> Self {
        let start = (classes as u32).min(pool as u32);
        let room = (pool as u32 - start).div_ceil(parameters.batch.get());
        let rounds = parameters.rounds().min(room);
        Self { plan: ActivePlan { start, batch: parameters.batch.get(), rounds }, pool }
    }

    /// The labels at a round.
    pub(super) fn labels(&self, round: usize) -> usize {
        (self.plan.start as usize + self.plan.batch as usize * round).min(self.pool)
    }

    /// One piece more of a round: of the next one, or again of one whose rows are known.
    pub(super) fn advance(
        &self,
        table: &PoolTable,
        strategy: Strategy,
        seed: Seed,
        run: &mut Run,
        number: u32,
    ) -> Result<Piece, String> {
        let division = run.divided(table, self.pool, seed)?;
        let piece = self.piece(table, strategy, seed, &division, run, number);
        let piece = piece.map_err(|error| error.to_string())?;
        if let Piece::Round(round) = &piece
            && run.values.len() == number as usize
        {
            run.values.push(round.value);
            run.labelled.clone_from(&round.labelled);
            run.labelled.extend_from_slice(&round.queried);
        }
        run.division = Some(division);
        Ok(piece)
    }

    fn piece(
        &self,
        table: &PoolTable,
        strategy: Strategy,
        seed: Seed,
        (pool, test): &Division,
        run: &mut Run,
        number: u32,
    ) -> Result<Piece, ActiveError> {
        let (pool, test) = (table.pool(pool), Accuracy(table.test(test)));
        let mut learning = ActiveLearning::new(&LEARNER, &pool, strategy, &test, self.plan, seed)?;
        if number > 0 {
            let labelled = run.labelled.get(..self.labels(number as usize)).unwrap_or(&run.labelled);
            learning = learning.at_round(number, labelled)?;
        }
        if learning.train(&mut run.training)? {
            return Ok(Piece::Model);
        }
        let round = learning.next_trained(std::mem::take(&mut run.training)).transpose()?;
        Ok(round.map_or(Piece::None, Piece::Round))
    }
}

impl Scene {
    /// A round, to be drawn.
    pub(super) fn of(found: Round<SoftmaxModel>, corners: Corners, sight: Sight) -> Self {
        let scores = || found.scores.iter().map(|(_, score)| *score);
        let (low, high) =
            (scores().fold(f64::INFINITY, f64::min), scores().fold(f64::NEG_INFINITY, f64::max));
        let share = |score: f64| if high > low { (score - low) / (high - low) } else { 0.0 };
        let [from, to] = corners;
        let classes = match sight {
            Sight::Drawn => DecisionMap::of(&found.model, from, to, MAP.0, MAP.1).classes(),
            Sight::All => vec![],
        };
        let urgency = found.scores.iter().map(|&(id, score)| (id, share(score))).collect();
        Self { round: found.round, urgency, queried: found.queried, classes }
    }
}

impl Run {
    /// One that came with the page.
    pub(super) fn received(labelled: Vec<RowId>, values: Vec<f64>) -> Self {
        Self { labelled, values, ..Self::default() }
    }

    fn divided(&self, table: &PoolTable, rows: usize, seed: Seed) -> Result<Division, String> {
        match &self.division {
            Some(division) => Ok(division.clone()),
            None => table.divide(rows, seed).map_err(|error| error.to_string()),
        }
    }
}

impl Arm {
    /// One that came with the page.
    pub(super) fn received(summary: Summary) -> Self {
        Self { summary, ..Self::default() }
    }

    /// The repetitions that are done.
    pub(super) fn done(&self) -> usize {
        self.summary.areas.len()
    }

    /// One piece more of the next repetition.
    pub(super) fn advance(
        &mut self,
        setting: &Setting,
        table: &PoolTable,
        strategy: Strategy,
        seed: Seed,
    ) -> Result<(), String> {
        let next = seed.redraw(self.done() as u32);
        let number = self.current.values.len() as u32;
        if !matches!(setting.advance(table, strategy, next, &mut self.current, number)?, Piece::None) {
            return Ok(());
        }
        self.runs.push(std::mem::take(&mut self.current).values);
        self.summary = Summary::of(setting, &self.runs);
        Ok(())
    }

    /// Forgets what came without its runs, since none can be added to it.
    pub(super) fn make_room(&mut self) {
        if self.runs.len() < self.done() {
            *self = Self::default();
        }
    }
}

impl Summary {
    fn of(setting: &Setting, runs: &[Vec<f64>]) -> Self {
        let rounds = runs.iter().map(Vec::len).min().unwrap_or(0);
        let point = |round: usize| {
            let values: Vec<f64> = runs.iter().filter_map(|run| run.get(round).copied()).collect();
            let centre = mean(&values).unwrap_or(0.0);
            let interval = mean_interval(&values, 0.95);
            [centre, interval.map_or(centre, |i| i.low), interval.map_or(centre, |i| i.high)]
        };
        let area = |run: &Vec<f64>| {
            let points: Vec<(f64, f64)> =
                run.iter().enumerate().map(|(round, &value)| (setting.labels(round) as f64, value)).collect();
            area_under_curve(&points)
        };
        Self { points: (0..rounds).map(point).collect(), areas: runs.iter().filter_map(area).collect() }
    }
}

//! The grid's computing: lazily, one fit at a time, and never twice.

use simulation::data::penguins;
use simulation::idea::{self, Query, Redraws, Sample, SamplePlan};
use simulation::seed::Seed;
use simulation::valuation::Coalition;

use super::parameters::{EVALUATION_ROWS, GridParameters, Score, TRAINING_ROWS};
use crate::widget::Progress;

/// The plan and the data are part of this crate, and tests draw them: no reader can see this.
const UNDRAWN: &str = "the birds could not be drawn";

/// Everything that was trained for one setting of items, learner, seed and draws.
pub(super) struct Work {
    items: usize,
    seed: Seed,
    draws: u32,
    grid: idea::Grid,
    sample: Option<Sample>,
    redraws: Option<Redraws>,
    /// Answers of one query on all redraws, as they came with the page.
    shipped_luck: Option<(Query, Vec<f64>)>,
    stopped: bool,
    failure: Option<String>,
}

impl Work {
    pub(super) fn new(parameters: &GridParameters) -> Self {
        let items = parameters.items.as_slice().len();
        Self {
            items,
            seed: Seed::new(u64::from(parameters.seed.get())),
            draws: parameters.draws.get(),
            grid: idea::Grid::new(items).unwrap_or_else(|_| unreachable!("2 to 5 items make a grid")),
            sample: None,
            redraws: None,
            shipped_luck: None,
            stopped: false,
            failure: None,
        }
    }

    /// Whether what is trained here is also true for other parameters.
    pub(super) fn serves(before: &GridParameters, after: &GridParameters) -> bool {
        let key = |p: &GridParameters| (p.items.as_slice().len(), p.learner, p.seed, p.draws);
        key(before) == key(after)
    }

    pub(super) fn grid(&self) -> &idea::Grid {
        &self.grid
    }

    /// What went wrong, for the reader.
    pub(super) fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    /// The query's answers on the redraws that are done.
    pub(super) fn luck(&self, query: &Query) -> Vec<f64> {
        match &self.shipped_luck {
            Some((asked, answers)) if asked == query => answers.clone(),
            _ => self.redraws.as_ref().map_or_else(Vec::new, |redraws| redraws.answers(query)),
        }
    }

    /// Takes what was computed elsewhere.
    pub(super) fn receive(&mut self, grid: idea::Grid, query: Query, luck: Vec<f64>) {
        self.grid = grid;
        self.shipped_luck = Some((query, luck));
    }

    pub(super) fn cancel(&mut self) {
        self.stopped = true;
    }

    pub(super) fn resume(&mut self) {
        self.stopped = false;
    }

    /// Trains one world: first of the grid, then of the redraws that the query needs. `false` if nothing was left to do.
    pub(super) fn step(&mut self, parameters: &GridParameters, query: &Query) -> bool {
        if self.is_idle(parameters) {
            return false;
        }
        let done = match self.missing() {
            Some(world) => self.train(parameters, world),
            None if self.is_shipped(query) => Ok(false),
            None => self.redraw(parameters, query),
        };
        done.unwrap_or_else(|failure| {
            self.failure = Some(failure);
            false
        })
    }

    /// How far the work is, if there is any left.
    pub(super) fn outstanding(&self, parameters: &GridParameters, query: &Query) -> Option<Progress> {
        if self.is_idle(parameters) {
            return None;
        }
        let (label, done, total) = if self.missing().is_some() {
            let trained = Coalition::every(self.items).filter(|&world| self.grid.world(world).is_some());
            ("Training worlds", trained.count() as u32, 1 << self.items)
        } else {
            ("Drawing other penguins", self.luck(query).len() as u32, self.draws)
        };
        (done < total).then(|| Progress { label: label.to_owned(), done, total })
    }

    /// Whether there is nothing to train: no model, a reader's stop, or a failure.
    fn is_idle(&self, parameters: &GridParameters) -> bool {
        parameters.score != Score::Accuracy || self.stopped || self.failure.is_some()
    }

    fn is_shipped(&self, query: &Query) -> bool {
        self.shipped_luck.as_ref().is_some_and(|(asked, _)| asked == query)
    }

    fn missing(&self) -> Option<Coalition> {
        Coalition::every(self.items).find(|&world| self.grid.world(world).is_none())
    }

    fn plan(&self) -> SamplePlan {
        SamplePlan { items: self.items, training_rows: TRAINING_ROWS, evaluation_rows: EVALUATION_ROWS }
    }

    fn train(&mut self, parameters: &GridParameters, world: Coalition) -> Result<bool, String> {
        let sample = match self.sample.take() {
            Some(sample) => sample,
            None => Sample::draw(&penguins::dataset(), self.plan(), self.seed).map_err(|_| UNDRAWN)?,
        };
        let trained = self.grid.train(&sample, &parameters.learner.learner(), world, self.seed);
        self.sample = Some(sample);
        trained.map(|()| true).map_err(|error| error.to_string())
    }

    fn redraw(&mut self, parameters: &GridParameters, query: &Query) -> Result<bool, String> {
        if self.redraws.is_none() {
            let learner = parameters.learner.learner();
            let redraws = Redraws::new(penguins::dataset(), self.plan(), learner, self.seed, self.draws);
            self.redraws = Some(redraws.map_err(|_| UNDRAWN)?);
        }
        let trained = self.redraws.as_mut().map_or(Ok(false), |redraws| redraws.train_next(query));
        trained.map_err(|error| error.to_string())
    }
}

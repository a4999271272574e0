//! The rounds of a run.

use rand::Rng;
use thiserror::Error;

use super::start::start;
use super::{Asked, Committee, Query};
use crate::dataset::RowId;
use crate::distributions::uniform;
use crate::learners::{FitError, Learner};
use crate::observers::Observer;
use crate::order::{ascending, key};
use crate::seed::{Purpose, Seed};
use crate::world::World;

/// The budget of a run: start + batch·rounds labels, or the whole pool if that is less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActivePlan {
    /// The rows that are labelled before the first query. The classes take turns, so that from K rows on every class is there.
    pub start: u32,
    /// The rows that are labelled in a round.
    pub batch: u32,
    /// The rounds with a query.
    pub rounds: u32,
}

/// A round: what the model was, and what it asked for next.
#[derive(Clone, Debug, PartialEq)]
pub struct Round<M> {
    /// The round, from 0: the queries before it.
    pub round: u32,
    /// The labelled rows, in the order in which they were labelled.
    pub labelled: Vec<RowId>,
    /// Trained on them.
    pub model: M,
    /// The committee of this round, if the query needs one.
    pub committee: Vec<M>,
    /// The observer's number of the model.
    pub value: f64,
    /// The urgency of every other row, in the order of the pool.
    pub scores: Vec<(RowId, f64)>,
    /// The rows that are labelled next, most urgent first; empty in the last round.
    pub queried: Vec<RowId>,
}

/// The models of one round, trained one at a time: the round's own, then the members of its committee. Empty at first; of one run's learner,
/// committee and seed alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Training<M> {
    round: u32,
    /// The places of the rows that they are trained on.
    labelled: Vec<usize>,
    models: Vec<M>,
}

impl<M> Default for Training<M> {
    fn default() -> Self {
        Self { round: 0, labelled: vec![], models: vec![] }
    }
}

/// Why there is no run, or no next round.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ActiveError {
    /// Nothing to start with, or more than there is.
    #[error("the run starts with {start} labelled rows: legal are 1 to {rows}, the rows of the pool")]
    Start {
        /// What was asked for.
        start: u32,
        /// n.
        rows: usize,
    },
    /// A round that labels nothing.
    #[error("the batch is 0 rows: legal are 1 and more")]
    Batch,
    /// A committee that cannot disagree.
    #[error("the committee has {0} members: legal are 2 and more")]
    Members(usize),
    /// A labelled row that is no row of the pool, or a second time.
    #[error("row {0} cannot be labelled: legal are the rows of the pool, each once")]
    Unknown(u32),
    /// A pool without classes.
    #[error("a query needs classes, and the table's targets are numbers")]
    Targets,
    /// A row that the query has no score for.
    #[error("the query has no score for row {0}")]
    Score(u32),
    /// The rows could not be learned from.
    #[error(transparent)]
    Fit(#[from] FitError),
    /// The observer has nothing to measure.
    #[error("the observer found nothing to measure: give it at least one row with a target of its kind")]
    Nothing,
}

/// Yields one round at a time: trains, observes, scores the pool, and labels the most urgent rows for the next. After an error nothing
/// follows.
///
/// Equally urgent rows go by their own numbers, first words of streams of (seed, row), largest first, as [`Random`](super::Random) would
/// take them. A batch is the most urgent rows of one scoring: it does not see that two of them may be all but the same.
///
/// Cost of a round: one fit, one observation, and one score for every row that is left; with a committee one more fit a member.
///
/// ```
/// use simulation::data::iris;
/// use simulation::learners::SoftmaxRegression;
/// use simulation::observers::{Accuracy, Slice};
/// use simulation::seed::Seed;
/// use simulation::selection::active::{ActiveLearning, ActivePlan, Committee, Strategy};
/// use simulation::world::World;
///
/// let data = iris::dataset();
/// let (pool, test) = (World::new(&data, (0..150).step_by(2)), Accuracy(Slice::new(&data, (1..150).step_by(2))));
/// let (learner, plan) = (SoftmaxRegression::new(1.0)?, ActivePlan { start: 3, batch: 2, rounds: 2 });
/// for strategy in Strategy::ALL {
///     let run = ActiveLearning::new(&learner, &pool, strategy, &test, plan, Seed::new(1))?;
///     let run = run.with_committee(Committee::Bootstrap(3))?;
///     let labels = run.map(|round| Ok(round?.labelled.len())).collect::<Result<Vec<_>, Box<dyn std::error::Error>>>()?;
///     assert_eq!(labels, [3, 5, 7]);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct ActiveLearning<'a, L, Q, O> {
    learner: &'a L,
    pool: &'a World<'a>,
    query: Q,
    observer: &'a O,
    committee: Committee<'a, L>,
    plan: ActivePlan,
    seed: Seed,
    /// The places of the labelled rows, in their order.
    labelled: Vec<usize>,
    /// The next round; `None` if there is none.
    round: Option<u32>,
}

impl<'a, L: Learner, Q: Query<L::Model>, O: Observer<L::Model>> ActiveLearning<'a, L, Q, O> {
    /// Nothing is trained yet. The committee, if the query needs one, is five bootstrap resamples. Cost O(n log n).
    ///
    /// # Errors
    /// [`ActiveError::Start`], [`ActiveError::Batch`] or [`ActiveError::Targets`].
    pub fn new(
        learner: &'a L,
        pool: &'a World<'a>,
        query: Q,
        observer: &'a O,
        plan: ActivePlan,
        seed: Seed,
    ) -> Result<Self, ActiveError> {
        if plan.start == 0 || plan.start as usize > pool.len() {
            return Err(ActiveError::Start { start: plan.start, rows: pool.len() });
        }
        if plan.batch == 0 {
            return Err(ActiveError::Batch);
        }
        let labelled = start(pool, plan.start, seed)?;
        let committee = Committee::default();
        Ok(Self { learner, pool, query, observer, committee, plan, seed, labelled, round: Some(0) })
    }

    /// The same with another committee.
    ///
    /// # Errors
    /// [`ActiveError::Members`].
    pub fn with_committee(self, committee: Committee<'a, L>) -> Result<Self, ActiveError> {
        committee.check()?;
        Ok(Self { committee, ..self })
    }

    /// The same run, to go on at a round with these rows labelled, for those who keep what was labelled and not the run. With the rows of
    /// round r of a run, its rounds from r on follow. Cost O(rows·n).
    ///
    /// # Errors
    /// [`ActiveError::Unknown`] for a row that the pool has not, or that is named twice; [`ActiveError::Start`] for none.
    pub fn at_round(self, round: u32, labelled: &[RowId]) -> Result<Self, ActiveError> {
        let mut places = Vec::with_capacity(labelled.len());
        for &id in labelled {
            let place = self.pool.place(id).filter(|place| !places.contains(place));
            places.push(place.ok_or(ActiveError::Unknown(id.number()))?);
        }
        if places.is_empty() {
            return Err(ActiveError::Start { start: 0, rows: self.pool.len() });
        }
        let round = (round <= self.plan.rounds).then_some(round);
        Ok(Self { labelled: places, round, ..self })
    }

    /// The world of the labelled rows, before the next round is trained on it.
    pub fn labelled(&self) -> World<'a> {
        let there = self.marks();
        self.pool.keeping(|place| there[place])
    }

    /// For each row of the pool, whether it is labelled.
    fn marks(&self) -> Vec<bool> {
        let mut marks = vec![false; self.pool.len()];
        self.labelled.iter().for_each(|&place| marks[place] = true);
        marks
    }

    /// Trains one model more of the next round, for those who cannot wait for all of them: a committee has many. What was trained for another
    /// round is thrown away. `false` if all are trained, or if no round follows. Cost: one fit.
    ///
    /// # Errors
    /// [`ActiveError::Fit`].
    pub fn train(&self, training: &mut Training<L::Model>) -> Result<bool, ActiveError> {
        let Some(round) = self.round else { return Ok(false) };
        if (training.round, &training.labelled) != (round, &self.labelled) {
            *training = Training { round, labelled: self.labelled.clone(), models: vec![] };
        }
        let members = if self.query.needs_committee() { self.committee.members() } else { 0 };
        let model = match training.models.len().checked_sub(1) {
            None => self.learner.fit(&self.labelled(), self.seed)?,
            Some(member) if member < members => {
                self.committee.fit(member, self.learner, &self.labelled(), round, self.seed)?
            }
            Some(_) => return Ok(false),
        };
        training.models.push(model);
        Ok(true)
    }

    /// The next round, as [`next`](Iterator::next) yields it, out of what [`Self::train`] trained for it; what is missing is trained now.
    pub fn next_trained(
        &mut self,
        mut training: Training<L::Model>,
    ) -> Option<Result<Round<L::Model>, ActiveError>> {
        let round = self.round?;
        let trained = loop {
            match self.train(&mut training) {
                Ok(true) => {}
                Ok(false) => break self.observe(round, training.models),
                Err(error) => break Err(error),
            }
        };
        self.round = None;
        Some(trained.map(|(done, queried)| {
            self.round = (!queried.is_empty()).then_some(round + 1);
            self.labelled.extend(queried);
            done
        }))
    }

    /// The round of these models, and the places to be labelled after it.
    fn observe(
        &self,
        round: u32,
        models: Vec<L::Model>,
    ) -> Result<(Round<L::Model>, Vec<usize>), ActiveError> {
        let mut models = models.into_iter();
        let model = models.next().ok_or(ActiveError::Nothing)?;
        let committee: Vec<L::Model> = models.collect();
        let value = self.observer.observe(&model).ok_or(ActiveError::Nothing)?;
        let (marks, names): (_, Vec<RowId>) = (self.marks(), self.pool.rows().map(|row| row.id).collect());
        let (mut places, mut scores, mut words) = (Vec::new(), Vec::new(), Vec::new());
        for (place, row) in self.pool.rows().enumerate().filter(|(place, _)| !marks[*place]) {
            let id = row.id;
            let luck = uniform(&mut self.seed.stream(Purpose::Query, id));
            let asked = Asked { row, model: &model, committee: &committee, luck };
            let urgency = self.query.urgency(&asked).filter(|urgency| !urgency.is_nan());
            scores.push((id, urgency.ok_or(ActiveError::Score(id.number()))?));
            words.push(!self.seed.stream(Purpose::Query, id).next_u64());
            places.push(place);
        }
        let count = if round < self.plan.rounds { self.plan.batch as usize } else { 0 };
        let by_luck = ascending(words);
        let most_urgent = ascending(by_luck.iter().map(|&index| key(0.0 - scores[index].1)));
        let queried: Vec<usize> =
            most_urgent.into_iter().take(count).map(|index| places[by_luck[index]]).collect();
        let name = |places: &[usize]| places.iter().map(|&place| names[place]).collect();
        let (labelled, asked) = (name(&self.labelled), name(&queried));
        Ok((Round { round, labelled, model, committee, value, scores, queried: asked }, queried))
    }
}

impl<L: Learner, Q: Query<L::Model>, O: Observer<L::Model>> Iterator for ActiveLearning<'_, L, Q, O> {
    type Item = Result<Round<L::Model>, ActiveError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_trained(Training::default())
    }
}

#[cfg(test)]
mod tests;

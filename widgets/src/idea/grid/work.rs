//! The grid's computing: lazily, one fit at a time, and never twice.

use simulation::idea::{self, Measure, Query, Redraws, Sample, TrainedWorld};
use simulation::learners::Classifier;
use simulation::seed::Seed;
use simulation::valuation::Coalition;

use super::parameters::{DataChoice, GridParameters};
use crate::widget::Progress;

/// The plan and the data are part of this crate, and tests draw them: no reader can see this.
const UNDRAWN: &str = "the rows could not be drawn";
/// Nor this, of standardised rows and a penalty; said without the error's own numbers, whose formatting would be 15 kB of machine code.
const UNTRAINED: &str = "a model could not be trained, since its numbers left the range of the arithmetic";

/// Which of two grids: what the operator trains, or the reference that no layer touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Operator,
    Reference,
}

/// What the trained worlds depend on.
#[derive(Clone, Debug, PartialEq)]
struct Setting {
    items: usize,
    data: DataChoice,
    learner: Classifier,
    measure: Measure,
    seed: Seed,
    draws: u32,
    poison: Coalition,
}

/// What the known cells of both grids depend on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Trained {
    setting: Setting,
    /// Worlds of the reference, and of the operator's grid.
    worlds: [u32; 2],
}

/// A grid with the sample that it is trained on.
struct Half {
    sample: Option<Sample>,
    grid: idea::Grid,
    trained: u32,
    /// Every world before this one, by bits, is trained.
    next: u32,
}

/// Everything that was trained for one setting.
pub(super) struct Work {
    setting: Setting,
    reference: Half,
    /// Only where a layer changes the rows.
    operator: Option<Half>,
    redraws: Option<Redraws>,
    /// Answers of one query on all redraws, as they came with the page.
    shipped_luck: Option<(Query, Vec<f64>)>,
    query: Query,
    /// The worlds that the query needs, before all others.
    wanted: Vec<Coalition>,
    stopped: bool,
    failure: Option<String>,
}

impl Half {
    fn new(items: usize) -> Self {
        let grid = idea::Grid::new(items).unwrap_or_else(|_| unreachable!("2 to 12 items make a grid"));
        Self { sample: None, grid, trained: 0, next: 0 }
    }

    /// A grid that was trained elsewhere.
    fn whole(grid: idea::Grid) -> Self {
        Self { sample: None, trained: 1 << grid.items(), grid, next: 0 }
    }

    /// A world that is not trained yet, those wanted first.
    fn missing(&mut self, wanted: &[Coalition]) -> Option<Coalition> {
        let worlds = 1 << self.grid.items();
        if self.trained == worlds {
            return None;
        }
        let untrained = |world: &Coalition| self.grid.world(*world).is_none();
        if let Some(world) = wanted.iter().copied().find(untrained) {
            return Some(world);
        }
        while self.next < worlds && !untrained(&Coalition::from_bits(self.next)) {
            self.next += 1;
        }
        (self.next < worlds).then(|| Coalition::from_bits(self.next))
    }

    fn train(&mut self, setting: &Setting, poison: Coalition, world: Coalition) -> Result<(), String> {
        let sample = match self.sample.take() {
            Some(sample) => sample,
            None => Sample::draw(&setting.data.dataset(), setting.data.plan(setting.items), setting.seed)
                .map_err(|_| UNDRAWN)?
                .poisoned(poison),
        };
        let trained = self.grid.train(&sample, &setting.learner, setting.measure, world, setting.seed);
        self.sample = Some(sample);
        self.trained += 1;
        trained.map_err(|_| UNTRAINED.to_owned())
    }
}

impl Work {
    pub(super) fn new(parameters: &GridParameters, poison: Coalition, query: Query) -> Self {
        let setting = Setting::of(parameters, poison);
        let items = setting.items;
        Self {
            operator: (!poison.is_empty()).then(|| Half::new(items)),
            setting,
            reference: Half::new(items),
            redraws: None,
            shipped_luck: None,
            wanted: query.worlds(items),
            query,
            stopped: false,
            failure: None,
        }
    }

    /// Goes on with other parameters and another question, keeping what is still true.
    pub(super) fn turn_to(&mut self, parameters: &GridParameters, poison: Coalition, query: Query) {
        let setting = Setting::of(parameters, poison);
        if setting == self.setting {
            if query != self.query {
                (self.query, self.wanted) = (query, query.worlds(self.setting.items));
            }
        } else {
            let reference =
                Setting { poison: self.setting.poison, draws: self.setting.draws, ..setting.clone() };
            let mut next = Self::new(parameters, poison, query);
            // Layers and redraws leave the reference grid as it is.
            if reference == self.setting {
                next.reference = std::mem::replace(&mut self.reference, Half::new(1));
            }
            *self = next;
        }
        self.stopped = false;
    }

    /// A row of one of the grids, if it is trained.
    pub(super) fn world(&self, side: Side, world: Coalition) -> Option<&TrainedWorld> {
        let half = match (side, &self.operator) {
            (Side::Operator, Some(operator)) => operator,
            _ => &self.reference,
        };
        half.grid.world(world)
    }

    /// What the known cells depend on now.
    pub(super) fn trained(&self) -> Trained {
        let operator = self.operator.as_ref().map_or(0, |half| half.trained);
        Trained { setting: self.setting.clone(), worlds: [self.reference.trained, operator] }
    }

    /// What went wrong, for the reader.
    pub(super) fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    /// The question's answers on the redraws that are done.
    pub(super) fn luck(&self) -> &[f64] {
        match &self.shipped_luck {
            Some((asked, answers)) if *asked == self.query => answers,
            _ => self.redraws.as_ref().map_or(&[], Redraws::answers),
        }
    }

    /// Takes what was computed elsewhere.
    pub(super) fn receive(&mut self, reference: idea::Grid, operator: Option<idea::Grid>, luck: Vec<f64>) {
        (self.reference, self.operator) = (Half::whole(reference), operator.map(Half::whole));
        self.shipped_luck = Some((self.query, luck));
    }

    pub(super) fn cancel(&mut self) {
        self.stopped = true;
    }

    /// Trains one world: first of the grids, then of the redraws that the question needs. `false` if nothing was left to do.
    pub(super) fn step(&mut self) -> bool {
        if self.stopped || self.failure.is_some() {
            return false;
        }
        let done = if let Some(world) = self.reference.missing(&self.wanted) {
            self.reference.train(&self.setting, Coalition::EMPTY, world).map(|()| true)
        } else if let Some((half, world)) =
            self.operator.as_mut().and_then(|half| half.missing(&self.wanted).map(|world| (half, world)))
        {
            half.train(&self.setting, self.setting.poison, world).map(|()| true)
        } else if self.is_shipped() {
            Ok(false)
        } else {
            self.redraw()
        };
        done.unwrap_or_else(|failure| {
            self.failure = Some(failure);
            false
        })
    }

    /// How far the work is, if there is any left.
    pub(super) fn outstanding(&self) -> Option<Progress> {
        if self.stopped || self.failure.is_some() {
            return None;
        }
        let worlds = 1_u32 << self.setting.items;
        let halves = 1 + u32::from(self.operator.is_some());
        let trained = self.reference.trained + self.operator.as_ref().map_or(0, |half| half.trained);
        let (label, done, total) = if trained < worlds * halves {
            ("Training worlds", trained, worlds * halves)
        } else if self.wanted.is_empty() {
            return None;
        } else {
            ("Drawing other rows", self.luck().len() as u32, self.setting.draws)
        };
        (done < total).then(|| Progress { label: label.to_owned(), done, total })
    }

    fn is_shipped(&self) -> bool {
        self.shipped_luck.as_ref().is_some_and(|(asked, _)| *asked == self.query)
    }

    fn redraw(&mut self) -> Result<bool, String> {
        let Setting { items, data, learner, measure, seed, draws, poison } = self.setting.clone();
        let mut redraws = match self.redraws.take() {
            Some(redraws) => redraws,
            None => Redraws::new(data.dataset(), data.plan(items), poison, (learner, measure), seed, draws)
                .map_err(|_| UNDRAWN)?,
        };
        redraws.ask(&self.query);
        let trained = redraws.train_next();
        self.redraws = Some(redraws);
        trained.map_err(|_| UNTRAINED.to_owned())
    }
}

impl Setting {
    fn of(parameters: &GridParameters, poison: Coalition) -> Self {
        Self {
            items: parameters.items.as_slice().len(),
            data: parameters.data,
            learner: parameters.learner.learner(),
            measure: parameters.score.measure(),
            seed: Seed::new(u64::from(parameters.seed.get())),
            draws: parameters.draws.get(),
            poison,
        }
    }
}

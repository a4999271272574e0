//! A table divided into runs' rows, a source and test rows; a run in both worlds.

use thiserror::Error;

use crate::dataset::{Dataset, DatasetError, RowId};
use crate::distributions::uniform;
use crate::edit::EditError;
use crate::learners::{Classification, FitError, Learner};
use crate::observers::{Accuracy, Observer, Slice};
use crate::order::ascending;
use crate::seed::{Purpose, Seed};
use crate::split::{SplitError, by_count};
use crate::standardise::Standardiser;
use crate::statistics::mean;
use crate::valuation::mislabels::{PlantError, plant_flips};
use crate::world::World;
use rand::Rng;

/// How large everything is.
#[derive(Clone, Debug, PartialEq)]
pub struct SourcePlan {
    /// The sizes that a run's own rows can have, ascending; each is equally likely.
    pub sizes: Vec<u32>,
    /// The share of a careless run's own labels that are wrong. Every second run is careless, as luck has it.
    pub careless: f64,
    /// The rows of the source.
    pub source: u32,
    /// The share of the source's labels that are wrong.
    pub wrong: f64,
    /// The rows that test every model.
    pub tests: u32,
}

/// A run: its kind, and what was observed in both worlds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SourceRun {
    /// Which one.
    pub index: u32,
    /// The place of its size in the plan.
    pub size: usize,
    /// How many sizes there are.
    pub sizes: usize,
    /// Whether it took no care of its labels.
    pub careless: bool,
    /// Y(0): the accuracy without the source.
    pub without: f64,
    /// Y(1): the accuracy with it.
    pub with: f64,
}

impl SourceRun {
    /// Y(1) − Y(0).
    pub fn effect(&self) -> f64 {
        self.with - self.without
    }

    /// s, its size on a scale from −1 (the smallest) to 1 (the largest); 0 if there is only one.
    pub fn scaled_size(&self) -> f64 {
        if self.sizes > 1 { 2.0 * self.size as f64 / (self.sizes - 1) as f64 - 1.0 } else { 0.0 }
    }
}

/// The mean of Y(1) − Y(0) over runs: what every estimate is after. `None` of none. Cost O(n).
pub fn mean_effect(runs: &[SourceRun]) -> Option<f64> {
    mean(&runs.iter().map(SourceRun::effect).collect::<Vec<f64>>())
}

/// Why there is no study, or no run.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum SourceError {
    /// A share that is none.
    #[error("{what} is {value}: legal are numbers from 0 to 1")]
    Share {
        /// Which share.
        what: &'static str,
        /// What was asked for.
        value: f64,
    },
    /// A size that is none, or out of order.
    #[error("the sizes must be at least one, each 1 or more, and ascend")]
    Sizes,
    /// A table too small.
    #[error("the plan needs {needed} rows: legal are up to {rows}, the rows of the table")]
    Rows {
        /// Tests, source and the largest run.
        needed: usize,
        /// n.
        rows: usize,
    },
    /// Nothing to test on.
    #[error("there are no rows to test on: legal are 1 and more")]
    Nothing,
    /// Wrong labels cannot be planted.
    #[error(transparent)]
    Plant(#[from] PlantError),
    /// The rows cannot be divided.
    #[error(transparent)]
    Split(#[from] SplitError),
    /// A row does not fit.
    #[error(transparent)]
    Table(#[from] DatasetError),
    /// A label does not fit.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// The rows could not be learned from.
    #[error(transparent)]
    Fit(#[from] FitError),
}

/// The table as every run finds it.
#[derive(Clone, Debug)]
pub struct SourceStudy {
    plan: SourcePlan,
    /// On one scale, the source's wrong labels planted.
    data: Dataset,
    tests: Vec<usize>,
    source: Vec<usize>,
    /// What runs draw their own rows from.
    pool: Vec<usize>,
    seed: Seed,
}

impl SourceStudy {
    /// Divides the table: test rows by their streams, then the source by others, and what is left is the pool. Features are standardised by
    /// pool and source. Cost O(n·p + n log n).
    ///
    /// # Errors
    /// [`SourceError`] naming what does not fit.
    pub fn new(data: &Dataset, plan: SourcePlan, seed: Seed) -> Result<Self, SourceError> {
        for (what, value) in [("careless", plan.careless), ("wrong", plan.wrong)] {
            if !(0.0..=1.0).contains(&value) {
                return Err(SourceError::Share { what, value });
            }
        }
        let largest = *plan.sizes.last().ok_or(SourceError::Sizes)?;
        if plan.sizes[0] == 0 || plan.sizes.windows(2).any(|pair| pair[0] >= pair[1]) {
            return Err(SourceError::Sizes);
        }
        if plan.tests == 0 {
            return Err(SourceError::Nothing);
        }
        let needed = plan.tests as usize + plan.source as usize + largest as usize;
        if needed > data.len() {
            return Err(SourceError::Rows { needed, rows: data.len() });
        }
        let split = by_count(data, plan.tests as usize, seed)?;
        let scale = Standardiser::fit(&World::new(data, split.training.iter().copied()));
        let scaled = scale.apply(data)?;
        let word = |&position: &usize| {
            let id = scaled.row(position).map_or(RowId::new(0), |row| row.id);
            seed.stream(Purpose::DrawSource, id).next_u64()
        };
        let order = ascending(split.training.iter().map(word));
        let mut is_source = vec![false; scaled.len()];
        order.iter().take(plan.source as usize).for_each(|&place| is_source[split.training[place]] = true);
        let (source, pool): (Vec<usize>, Vec<usize>) =
            split.training.into_iter().partition(|&position| is_source[position]);
        let source_world = World::new(&scaled, source.iter().copied());
        let flips = plant_flips(&source_world, part(plan.wrong, source_world.len()), seed)?;
        let data = source_world.edited(&flips.edits)?.dataset().clone();
        Ok(Self { plan, data, tests: split.evaluation, source, pool, seed })
    }

    /// The plan.
    pub const fn plan(&self) -> &SourcePlan {
        &self.plan
    }

    /// Trains a run in both worlds. Its kind and its own rows come from its own stream, so that other runs, and another source, leave them
    /// alone. Cost: two fits, and two predictions a test row.
    ///
    /// # Errors
    /// [`SourceError::Fit`] where a world cannot be learned from.
    pub fn run<L: Learner<Model: Classification>>(
        &self,
        learner: &L,
        index: u32,
    ) -> Result<SourceRun, SourceError> {
        let mut stream = self.seed.stream(Purpose::DrawRun, RowId::new(index));
        let sizes = self.plan.sizes.len();
        let size = ((uniform(&mut stream) * sizes as f64) as usize).min(sizes - 1);
        let careless = uniform(&mut stream) < 0.5;
        let mut own = self.pool.clone();
        let count = self.plan.sizes[size] as usize;
        for place in 0..count {
            let other = place + (uniform(&mut stream) * (own.len() - place) as f64) as usize;
            own.swap(place, other);
        }
        own.truncate(count);
        // The rows of both worlds in one small table, so that planting wrong labels copies no more than these.
        let mut is_own = vec![false; self.data.len()];
        for &position in &own {
            is_own[position] = true;
        }
        let mut rows: Vec<usize> = own.iter().chain(&self.source).copied().collect();
        rows.sort_unstable();
        let table = self.data.select(&rows)?;
        let everything = World::trainable(&table);
        let wrong = if careless { part(self.plan.careless, count) } else { 0 };
        let mine = everything.keeping(|place| is_own[rows[place]]);
        let flips = plant_flips(&mine, wrong, self.seed.redraw(index))?;
        let after = everything.edited(&flips.edits)?;
        let before = after.keeping(|place| is_own[rows[place]]);
        let test = Accuracy(Slice::new(&self.data, self.tests.iter().copied()));
        let observe = |world: &World<'_>| -> Result<f64, SourceError> {
            test.observe(&learner.fit(world, self.seed)?).ok_or(SourceError::Nothing)
        };
        let (without, with) = (observe(&before)?, observe(&after)?);
        Ok(SourceRun { index, size, sizes, careless, without, with })
    }
}

/// The nearest count to a share, halves up.
fn part(share: f64, of: usize) -> usize {
    (share * of as f64 + 0.5).floor() as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{diabetes, penguins};
    use crate::learners::NearestCentroid;

    fn plan() -> SourcePlan {
        SourcePlan { sizes: vec![4, 8, 16], careless: 0.5, source: 10, wrong: 0.2, tests: 60 }
    }

    fn study(plan: SourcePlan) -> SourceStudy {
        SourceStudy::new(&penguins::dataset(), plan, Seed::new(3)).unwrap()
    }

    #[test]
    fn rows_are_divided_once() {
        let study = study(plan());
        let all = [&study.tests[..], &study.source, &study.pool].concat();
        let mut sorted = all.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..342).collect::<Vec<_>>());
        assert_eq!((study.tests.len(), study.source.len()), (60, 10));
        let clean = penguins::dataset();
        let wrong = study.data.rows().zip(clean.rows()).filter(|(one, other)| one.target != other.target);
        assert_eq!(wrong.count(), 2, "a fifth of the source");
    }

    #[test]
    fn runs_keep_their_rows_whatever_the_source_is() {
        let one = study(plan());
        let other = study(SourcePlan { wrong: 0.9, ..plan() });
        let mut kinds = [0; 2];
        for index in 0..40 {
            let runs = [&one, &other].map(|study| study.run(&NearestCentroid, index).unwrap());
            assert_eq!(runs[0].without, runs[1].without);
            assert_eq!((runs[0].size, runs[0].careless), (runs[1].size, runs[1].careless));
            kinds[usize::from(runs[0].careless)] += 1;
        }
        assert!(kinds.iter().all(|&count| count > 10));
    }

    #[test]
    fn no_source_is_no_effect() {
        let study = study(SourcePlan { source: 0, ..plan() });
        for index in 0..10 {
            assert_eq!(study.run(&NearestCentroid, index).unwrap().effect(), 0.0);
        }
        assert_eq!(mean_effect(&[]), None);
    }

    #[test]
    fn what_does_not_fit_is_said() {
        let data = penguins::dataset();
        let error = |plan| SourceStudy::new(&data, plan, Seed::new(1)).unwrap_err().to_string();
        assert_eq!(error(SourcePlan { wrong: 1.5, ..plan() }), "wrong is 1.5: legal are numbers from 0 to 1");
        assert!(error(SourcePlan { sizes: vec![4, 4], ..plan() }).contains("ascend"));
        assert!(error(SourcePlan { sizes: vec![], ..plan() }).contains("ascend"));
        assert!(error(SourcePlan { tests: 0, ..plan() }).contains("1 and more"));
        assert!(error(SourcePlan { tests: 320, ..plan() }).contains("346 rows: legal are up to 342"));
        assert!(SourceStudy::new(&diabetes::dataset(), plan(), Seed::new(1)).is_err(), "numbers");
    }
}

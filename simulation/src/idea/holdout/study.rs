//! Rows drawn into lots; candidates trained and scored.

use ndarray::Array2;
use rand::Rng;

use super::plan::{Candidate, HoldoutError, HoldoutPlan};
use super::run::{CandidateScores, HoldoutRun};
use crate::dataset::{Dataset, Right, RowId};
use crate::distributions::uniform;
use crate::learners::{Intercept, Learner, LearnerError, Regression, RidgeModel, RidgeRegression};
use crate::order::ascending;
use crate::seed::{Purpose, Seed};
use crate::standardise::Standardiser;
use crate::world::World;

/// The table, the plan, and the columns of each candidate.
#[derive(Clone, Debug)]
pub struct HoldoutStudy {
    plan: HoldoutPlan,
    data: Dataset,
    learners: Vec<RidgeRegression>,
    columns: Vec<Vec<usize>>,
}

/// One draw of the rows into lots, by their positions, on the scale of the rows that train.
#[derive(Clone, Debug)]
pub struct HoldoutDraw {
    data: Dataset,
    training: Vec<usize>,
    open: Vec<usize>,
    reserve: Vec<usize>,
    outside: Vec<usize>,
}

impl HoldoutStudy {
    /// Checks plan and table. `seed` decides which columns a candidate sees that does not see all. Cost O(k·p).
    ///
    /// # Errors
    /// [`HoldoutError`] naming what does not fit.
    pub fn new(data: &Dataset, plan: HoldoutPlan, seed: Seed) -> Result<Self, HoldoutError> {
        if data.class_count() != 2 {
            return Err(HoldoutError::Classes(data.class_count()));
        }
        plan.check(data.len())?;
        let learner = |&Candidate { penalty, .. }: &Candidate| {
            // Without a penalty, rows that are fewer than the columns determine no line.
            if penalty > 0.0 {
                RidgeRegression::new(penalty, Intercept::Free)
            } else {
                Err(LearnerError::Penalty(penalty))
            }
        };
        let learners = plan.candidates.iter().map(learner).collect::<Result<_, _>>()?;
        let columns = (0..).zip(&plan.candidates);
        let columns =
            columns.map(|(index, candidate)| columns_of(candidate, data.feature_count(), seed, index));
        Ok(Self { columns: columns.collect(), plan, data: data.clone(), learners })
    }

    /// The plan.
    pub const fn plan(&self) -> &HoldoutPlan {
        &self.plan
    }

    /// How many rows are outside all lots.
    pub fn outside(&self) -> usize {
        self.data.len() - self.plan.rights.len() * self.plan.lot as usize
    }

    /// Draws the rows into lots: in the order of the first words of their streams, the first lot first, and outside what is left. A lot's
    /// rows do not depend on any lot's right. Features are standardised by the rows that train, and held so whatever leaks. Cost
    /// O(n·p + n log n).
    ///
    /// # Errors
    /// [`HoldoutError::Table`] if a value overflows on the scale.
    pub fn draw(&self, seed: Seed) -> Result<HoldoutDraw, HoldoutError> {
        let word = |row: crate::dataset::Row<'_>| seed.stream(Purpose::Lots, row.id).next_u64();
        let order = ascending(self.data.rows().map(word));
        let lot = self.plan.lot as usize;
        let (lots, outside) = order.split_at(self.plan.rights.len() * lot);
        let of = |legal: fn(Right) -> bool| -> Vec<usize> {
            let own = lots.iter().enumerate().filter(|&(place, _)| legal(self.plan.rights[place / lot]));
            own.map(|(_, &position)| position).collect()
        };
        let (training, open) = (of(Right::trains), of(Right::evaluates));
        let reserve = of(|right| right == Right::Reserved);
        let scale = Standardiser::fit(&World::new(&self.data, training.iter().copied()));
        let data = scale.apply(&self.data)?;
        Ok(HoldoutDraw { data, training, open, reserve, outside: outside.to_vec() })
    }

    /// Trains a candidate on a draw, in the world with leakage too if there is any, and scores it. Cost O(t·p² + p³ + n·p) for t training
    /// rows.
    ///
    /// # Errors
    /// [`HoldoutError::Candidates`] if there is no such candidate, [`HoldoutError::Fit`] if it cannot be trained.
    pub fn score(&self, draw: &HoldoutDraw, candidate: usize) -> Result<CandidateScores, HoldoutError> {
        let learner = self.learners.get(candidate).ok_or(HoldoutError::Candidates)?;
        let columns = &self.columns[candidate];
        let model = draw.fit(learner, columns, &draw.training)?;
        let accuracy = |model: &RidgeModel, rows: &[usize]| draw.accuracy(model, columns, rows);
        // There is always a row outside.
        let (open, reserve) = (accuracy(&model, &draw.open), accuracy(&model, &draw.reserve));
        let truth = accuracy(&model, &draw.outside).unwrap_or(0.0);
        let leaked = self.plan.leaked as usize;
        if leaked == 0 {
            return Ok(CandidateScores { open, reserve, truth, leaked: reserve, leaked_truth: truth });
        }
        let training = [&draw.training[..], &draw.reserve[..leaked]].concat();
        let model = draw.fit(learner, columns, &training)?;
        let leaked_truth = accuracy(&model, &draw.outside).unwrap_or(0.0);
        Ok(CandidateScores { open, reserve, truth, leaked: accuracy(&model, &draw.reserve), leaked_truth })
    }

    /// One draw with all candidates scored. Cost: [`HoldoutStudy::draw`], and [`HoldoutStudy::score`] for each candidate.
    ///
    /// # Errors
    /// Those of the two.
    pub fn run(&self, seed: Seed) -> Result<HoldoutRun, HoldoutError> {
        let draw = self.draw(seed)?;
        let candidates = (0..self.plan.candidates.len()).map(|candidate| self.score(&draw, candidate));
        Ok(HoldoutRun { candidates: candidates.collect::<Result<_, _>>()? })
    }
}

impl HoldoutDraw {
    fn fit(
        &self,
        learner: &RidgeRegression,
        columns: &[usize],
        rows: &[usize],
    ) -> Result<RidgeModel, HoldoutError> {
        let mut rows = rows.to_vec();
        rows.sort_unstable();
        let features = Array2::from_shape_fn((rows.len(), columns.len()), |(place, column)| {
            self.data.features(rows[place])[columns[column]]
        });
        let ids: Vec<RowId> = rows.iter().map(|&position| self.data.id(position)).collect();
        let classes = rows.iter().map(|&position| f64::from(u8::from(self.is_one(position)))).collect();
        let table = Dataset::measured(ids, features, classes)?;
        // The fit is in closed form: there is no luck for a seed to decide.
        Ok(learner.fit(&World::trainable(&table), Seed::new(0))?)
    }

    /// The share of rows on whose side of one half the model is; exactly one half is right half the time. `None` of no rows.
    fn accuracy(&self, model: &RidgeModel, columns: &[usize], rows: &[usize]) -> Option<f64> {
        let mut seen = vec![0.0; columns.len()];
        let mut right = 0.0;
        for &position in rows {
            let features = self.data.features(position);
            seen.iter_mut().zip(columns).for_each(|(seen, &column)| *seen = features[column]);
            let says = model.predict(&seen);
            right +=
                if says == 0.5 { 0.5 } else { f64::from(u8::from((says > 0.5) == self.is_one(position))) };
        }
        (!rows.is_empty()).then(|| right / rows.len() as f64)
    }

    fn is_one(&self, position: usize) -> bool {
        self.data.target(position).class() == Some(1)
    }
}

/// The columns that a candidate sees, ascending: the share of all p, rounded up.
fn columns_of(candidate: &Candidate, features: usize, seed: Seed, index: u32) -> Vec<usize> {
    let count = ((candidate.share * features as f64).ceil() as usize).min(features);
    let mut stream = seed.stream(Purpose::CandidateColumns, RowId::new(index));
    let mut columns: Vec<usize> = (0..features).collect();
    for place in 0..count {
        let other = place + (uniform(&mut stream) * (features - place) as f64) as usize;
        columns.swap(place, other);
    }
    columns.truncate(count);
    columns.sort_unstable();
    columns
}

#[cfg(test)]
mod tests;

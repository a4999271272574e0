//! How much is luck: the same question, asked of other rows from the same groups.
//!
//! The learners here are deterministic, so repeating a fit changes nothing. What chance chose is the *rows*: other penguins of
//! the same colonies could have been drawn. Each redraw draws training and evaluation rows anew and answers the question
//! on them; before and after share their draw, so the difference is paired.
//!
//! When it misleads: all draws come from one finite table, so they overlap, and their spread is a little smaller than that
//! of fresh penguins from the islands.

use super::{Grid, Query, Sample, SampleError, SamplePlan};
use crate::dataset::Dataset;
use crate::learners::{Classifier, FitError};
use crate::seed::Seed;

/// A number of redrawn grids, each of which trains a world when a question first needs it and never twice.
#[derive(Clone, Debug)]
pub struct Redraws {
    dataset: Dataset,
    plan: SamplePlan,
    learner: Classifier,
    seed: Seed,
    draws: Vec<(Sample, Grid)>,
    planned: u32,
}

impl Redraws {
    /// Plans `draws` redraws; draw k uses `seed.redraw(k)`. Nothing is drawn or trained yet.
    ///
    /// # Errors
    /// [`SampleError`] if the plan asks for more than the data have.
    pub fn new(
        dataset: Dataset,
        plan: SamplePlan,
        learner: Classifier,
        seed: Seed,
        draws: u32,
    ) -> Result<Self, SampleError> {
        // The plan is legal for every draw if it is for one: no draw changes the number of rows.
        Sample::draw(&dataset, plan, seed)?;
        Ok(Self { dataset, plan, learner, seed, draws: Vec::new(), planned: draws })
    }

    /// The number of planned redraws.
    pub fn planned(&self) -> u32 {
        self.planned
    }

    /// Trains one world that the query still needs; `false` if none was missing. Cost: at most one draw and one fit.
    ///
    /// # Errors
    /// [`FitError`] from the learner.
    pub fn train_next(&mut self, query: &Query) -> Result<bool, FitError> {
        let worlds = query.worlds(self.plan.items);
        for index in 0..self.planned {
            let seed = self.seed.redraw(index);
            if self.draws.len() as u32 == index {
                let (Ok(sample), Ok(grid)) =
                    (Sample::draw(&self.dataset, self.plan, seed), Grid::new(self.plan.items))
                else {
                    return Ok(false);
                };
                self.draws.push((sample, grid));
            }
            let (sample, grid) = &mut self.draws[index as usize];
            if let Some(&world) = worlds.iter().find(|&&world| grid.world(world).is_none()) {
                grid.train(sample, &self.learner, world, seed)?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The query's answers on the draws that know all of its cells, in the order of the draws.
    pub fn answers(&self, query: &Query) -> Vec<f64> {
        let items = self.plan.items;
        self.draws
            .iter()
            .filter_map(|(_, grid)| query.answer(items, |world| grid.cell(world, query.slice)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::idea::Quantity;
    use crate::learners::NearestCentroid;
    use crate::valuation::Coalition;

    const PLAN: SamplePlan = SamplePlan { items: 4, training_rows: 6, evaluation_rows: 10 };
    const LEARNER: Classifier = Classifier::NearestCentroid(NearestCentroid);

    fn query(quantity: Quantity) -> Query {
        Query { quantity, world: Coalition::all(4), slice: Coalition::all(4), focus: 1 }
    }

    #[test]
    fn each_answer_is_that_of_a_grid_on_its_own_draw() {
        let data = penguins::dataset();
        for quantity in [Quantity::Cell, Quantity::LeaveOneOut, Quantity::Shapley] {
            let query = query(quantity);
            let mut redraws = Redraws::new(data.clone(), PLAN, LEARNER, Seed::new(9), 3).unwrap();
            while redraws.train_next(&query).unwrap() {}
            let answers = redraws.answers(&query);
            assert_eq!(answers.len(), 3);
            for (draw, answer) in (0..).zip(answers) {
                let seed = Seed::new(9).redraw(draw);
                let sample = Sample::draw(&data, PLAN, seed).unwrap();
                let mut grid = Grid::new(4).unwrap();
                for world in Coalition::every(4) {
                    grid.train(&sample, &LEARNER, world, seed).unwrap();
                }
                let whole = query.answer(4, |world| grid.cell(world, query.slice)).unwrap();
                assert_eq!(answer.to_bits(), whole.to_bits(), "{quantity:?}, draw {draw}");
            }
        }
    }

    #[test]
    fn no_world_is_trained_twice() {
        let data = penguins::dataset();
        let mut redraws = Redraws::new(data, PLAN, LEARNER, Seed::new(9), 5).unwrap();
        let mut fits = |query: Query| {
            std::iter::repeat_with(|| redraws.train_next(&query)).take_while(|r| r == &Ok(true)).count()
        };
        assert_eq!(fits(query(Quantity::LeaveOneOut)), 5 * 2);
        assert_eq!(fits(query(Quantity::Cell)), 0, "the full world is known");
        assert_eq!(fits(query(Quantity::Shapley)), 5 * 14);
    }

    #[test]
    fn the_paired_difference_spreads_less_than_the_unpaired() {
        let mut redraws = Redraws::new(penguins::dataset(), PLAN, LEARNER, Seed::new(4), 200).unwrap();
        let (before, difference) =
            (query(Quantity::Cell), Query { focus: 0, ..query(Quantity::LeaveOneOut) });
        let after = Query { world: Coalition::all(4).without(0), ..before };
        for query in [before, difference, after] {
            while redraws.train_next(&query).unwrap() {}
        }
        let variance = |values: Vec<f64>| {
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / values.len() as f64
        };
        let paired = variance(redraws.answers(&difference));
        let unpaired = variance(redraws.answers(&before)) + variance(redraws.answers(&after));
        assert!(paired < unpaired, "{paired} against {unpaired}");
    }
}

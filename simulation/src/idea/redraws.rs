//! How much is luck: the same question, asked of other rows from the same groups.
//!
//! The learners here are deterministic, so repeating a fit changes nothing. What chance chose is the *rows*: other penguins of
//! the same colonies could have been drawn. Each redraw draws training and evaluation rows anew and answers the question
//! on them; before and after share their draw, so the difference is paired.
//!
//! When it misleads: all draws come from one finite table, so they overlap, and their spread is a little smaller than that
//! of fresh penguins from the islands.

use super::{Grid, Measure, Plan, Query, Sample, SampleError, SamplePlan};
use crate::dataset::Dataset;
use crate::learners::{Classifier, FitError};
use crate::seed::Seed;
use crate::valuation::Coalition;

/// A number of redrawn grids, each of which trains a world when a question first needs it and never twice.
#[derive(Clone, Debug)]
pub struct Redraws {
    dataset: Dataset,
    plan: SamplePlan,
    poisoned: Coalition,
    learner: Classifier,
    measure: Measure,
    seed: Seed,
    draws: Vec<(Sample, Grid)>,
    planned: u32,
    asked: Option<Asked>,
}

/// A question on its way through the draws.
#[derive(Clone, Debug)]
struct Asked {
    query: Query,
    plan: Plan,
    worlds: Vec<Coalition>,
    /// How many of the worlds of the draw in hand are known to be trained.
    trained: usize,
    answers: Vec<f64>,
}

impl Redraws {
    /// Plans `draws` redraws; draw k uses `seed.redraw(k)`, and poisons the training rows of some items if it is told to. Nothing is drawn
    /// or trained yet.
    ///
    /// # Errors
    /// [`SampleError`] if the plan asks for more than the data have.
    pub fn new(
        dataset: Dataset,
        plan: SamplePlan,
        poisoned: Coalition,
        (learner, measure): (Classifier, Measure),
        seed: Seed,
        draws: u32,
    ) -> Result<Self, SampleError> {
        // The plan is legal for every draw if it is for one: no draw changes the number of rows.
        Sample::draw(&dataset, plan, seed)?;
        Ok(Self {
            dataset,
            plan,
            poisoned,
            learner,
            measure,
            seed,
            draws: Vec::new(),
            planned: draws,
            asked: None,
        })
    }

    /// The number of planned redraws.
    pub fn planned(&self) -> u32 {
        self.planned
    }

    /// Takes up a question, unless it is the one in hand. A question without a plan is answered by no draw.
    pub fn ask(&mut self, query: &Query) {
        if self.asked.as_ref().is_some_and(|asked| asked.query == *query) {
            return;
        }
        let items = self.plan.items;
        let asked =
            |plan| Asked { query: *query, plan, worlds: query.worlds(items), trained: 0, answers: vec![] };
        self.asked = query.plan(items).map(asked);
    }

    /// Trains one world that the question in hand still needs, answering it on every draw that is complete; `false` if none was
    /// missing. Cost: at most one fit, and one draw where a new one begins.
    ///
    /// # Errors
    /// [`FitError`] from the learner.
    pub fn train_next(&mut self) -> Result<bool, FitError> {
        let Some(asked) = &mut self.asked else { return Ok(false) };
        while asked.answers.len() < self.planned as usize {
            let index = asked.answers.len();
            let seed = self.seed.redraw(index as u32);
            if self.draws.len() == index {
                let (Ok(sample), Ok(grid)) =
                    (Sample::draw(&self.dataset, self.plan, seed), Grid::new(self.plan.items))
                else {
                    return Ok(false);
                };
                self.draws.push((sample.poisoned(self.poisoned), grid));
            }
            let Some((sample, grid)) = self.draws.get_mut(index) else { return Ok(false) };
            while let Some(&world) = asked.worlds.get(asked.trained) {
                asked.trained += 1;
                if grid.world(world).is_none() {
                    grid.train(sample, &self.learner, self.measure, world, seed)?;
                    return Ok(true);
                }
            }
            let answer = asked.plan.answer(|place| grid.cell(place));
            // Every cell is there: an answer that is missing all the same would be asked for without end.
            asked.answers.push(answer.map_or(f64::NAN, |answer| answer.headline()));
            asked.trained = 0;
        }
        Ok(false)
    }

    /// The answers to the question in hand (for curves and best subsets their headline) on the draws that are complete, in the order of
    /// the draws.
    pub fn answers(&self) -> &[f64] {
        self.asked.as_ref().map_or(&[], |asked| &asked.answers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::idea::Quantity;
    use crate::learners::NearestCentroid;

    const PLAN: SamplePlan = SamplePlan { items: 4, training_rows: 6, evaluation_rows: 10 };
    const LEARNER: (Classifier, Measure) = (Classifier::NearestCentroid(NearestCentroid), Measure::Accuracy);

    fn query(quantity: Quantity) -> Query {
        Query { quantity, world: Coalition::all(4), slice: Coalition::all(4), focus: 1 }
    }

    #[test]
    fn each_answer_is_that_of_a_grid_on_its_own_draw() {
        let data = penguins::dataset();
        for quantity in [Quantity::Cell, Quantity::LeaveOneOut, Quantity::Shapley] {
            let query = query(quantity);
            let mut redraws =
                Redraws::new(data.clone(), PLAN, Coalition::EMPTY, LEARNER, Seed::new(9), 3).unwrap();
            redraws.ask(&query);
            while redraws.train_next().unwrap() {}
            assert_eq!(redraws.answers().len(), 3);
            for (draw, answer) in (0..).zip(redraws.answers()) {
                let seed = Seed::new(9).redraw(draw);
                let sample = Sample::draw(&data, PLAN, seed).unwrap();
                let mut grid = Grid::new(4).unwrap();
                for world in Coalition::every(4) {
                    grid.train(&sample, &LEARNER.0, LEARNER.1, world, seed).unwrap();
                }
                let whole = query.answer(4, |place| grid.cell(place)).unwrap();
                assert_eq!(answer.to_bits(), whole.headline().to_bits(), "{quantity:?}, draw {draw}");
            }
        }
    }

    #[test]
    fn no_world_is_trained_twice() {
        let data = penguins::dataset();
        let mut redraws = Redraws::new(data, PLAN, Coalition::EMPTY, LEARNER, Seed::new(9), 5).unwrap();
        let mut fits = |query: Query| {
            redraws.ask(&query);
            std::iter::repeat_with(|| redraws.train_next()).take_while(|r| r == &Ok(true)).count()
        };
        assert_eq!(fits(query(Quantity::LeaveOneOut)), 5 * 2);
        assert_eq!(fits(query(Quantity::Cell)), 0, "the full world is known");
        assert_eq!(fits(query(Quantity::Shapley)), 5 * 14);
    }

    #[test]
    fn the_paired_difference_spreads_less_than_the_unpaired() {
        let mut redraws =
            Redraws::new(penguins::dataset(), PLAN, Coalition::EMPTY, LEARNER, Seed::new(4), 200).unwrap();
        let (before, difference) =
            (query(Quantity::Cell), Query { focus: 0, ..query(Quantity::LeaveOneOut) });
        let after = Query { world: Coalition::all(4).without(0), ..before };
        let variance = |values: Vec<f64>| {
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / values.len() as f64
        };
        let mut spread = |query| {
            redraws.ask(&query);
            while redraws.train_next().unwrap() {}
            variance(redraws.answers().to_vec())
        };
        let paired = spread(difference);
        let unpaired = spread(before) + spread(after);
        assert!(paired < unpaired, "{paired} against {unpaired}");
    }
}

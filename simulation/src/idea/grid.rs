//! The grid of trained scores: a row for every set of items to train on, a column for every slice to evaluate on.
//!
//! A row trains *one* model and scores each item once; a cell is the mean over its slice's items, each of which has
//! equally many evaluation rows. So 2^n fits and n·2^n numbers hold all 2^n·(2^n − 1) cells, and a question that needs
//! two rows trains two.

use thiserror::Error;

use super::Sample;
use crate::learners::{Classifier, FitError, Learner, Model};
use crate::observers::accuracy;
use crate::seed::Seed;
use crate::valuation::Coalition;

/// One row of the grid.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainedWorld {
    /// Accuracy on each item's evaluation rows.
    pub item_scores: Vec<f64>,
    /// Whether the fit reached its optimum.
    pub converged: bool,
}

impl TrainedWorld {
    /// Trains on a coalition of items and scores every item.
    ///
    /// # Errors
    /// [`FitError`] from the learner.
    pub fn train(
        sample: &Sample,
        learner: &Classifier,
        world: Coalition,
        seed: Seed,
    ) -> Result<Self, FitError> {
        let model = learner.fit(&sample.world(world), seed)?;
        let score = |item| accuracy(&model, sample.rows(), sample.evaluation(item)).unwrap_or(0.0);
        Ok(Self { item_scores: (0..sample.plan().items).map(score).collect(), converged: model.converged() })
    }

    /// The cell of this row under a slice: the mean over the slice's items. `None` for an empty slice.
    pub fn cell(&self, slice: Coalition) -> Option<f64> {
        let total = slice.players().try_fold(0.0, |sum, item| Some(sum + self.item_scores.get(item)?))?;
        (!slice.is_empty()).then(|| total / f64::from(slice.len()))
    }
}

/// The rows known so far, by the bits of their coalitions: 2^n places for n items.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    items: usize,
    worlds: Vec<Option<TrainedWorld>>,
}

/// Why rows make no grid.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum GridError {
    /// Too few or too many items.
    #[error("items is {0}: legal are 1 to 20")]
    Items(usize),
    /// Not one row a coalition.
    #[error("{found} trained worlds for {items} items: there must be 2^{items}")]
    Worlds {
        /// The number of items.
        items: usize,
        /// The rows given.
        found: usize,
    },
    /// A row without one finite score between 0 and 1 for each item.
    #[error("trained world {bits:#b} must have {items} scores from 0 to 1")]
    Scores {
        /// The row's coalition.
        bits: usize,
        /// The number of items.
        items: usize,
    },
}

impl Grid {
    /// A grid of n items, 1 to 20, of which no row is trained yet.
    ///
    /// # Errors
    /// [`GridError::Items`] outside that range.
    pub fn new(items: usize) -> Result<Self, GridError> {
        if items == 0 || items > 20 {
            return Err(GridError::Items(items));
        }
        Ok(Self { items, worlds: vec![None; 1 << items] })
    }

    /// A grid of which every row was trained elsewhere, by bits.
    ///
    /// # Errors
    /// [`GridError`], naming the number of rows or the first bad row.
    pub fn complete(items: usize, worlds: Vec<TrainedWorld>) -> Result<Self, GridError> {
        let empty = Self::new(items)?;
        if worlds.len() != empty.worlds.len() {
            return Err(GridError::Worlds { items, found: worlds.len() });
        }
        let legal = |world: &TrainedWorld| {
            world.item_scores.len() == items && world.item_scores.iter().all(|s| (0.0..=1.0).contains(s))
        };
        match worlds.iter().position(|world| !legal(world)) {
            Some(bits) => Err(GridError::Scores { bits, items }),
            None => Ok(Self { items, worlds: worlds.into_iter().map(Some).collect() }),
        }
    }

    /// n, the number of items.
    pub fn items(&self) -> usize {
        self.items
    }

    /// The row of a coalition, if it is trained.
    pub fn world(&self, world: Coalition) -> Option<&TrainedWorld> {
        self.worlds.get(world.bits() as usize)?.as_ref()
    }

    /// The cell of a world under a slice; `None` if the world is not trained or the slice empty.
    pub fn cell(&self, world: Coalition, slice: Coalition) -> Option<f64> {
        self.world(world)?.cell(slice)
    }

    /// Trains one row, unless it is known. The sample must have this grid's number of items.
    ///
    /// # Errors
    /// [`FitError`] from the learner; the row stays unknown.
    pub fn train(
        &mut self,
        sample: &Sample,
        learner: &Classifier,
        world: Coalition,
        seed: Seed,
    ) -> Result<(), FitError> {
        if let Some(place @ None) = self.worlds.get_mut(world.bits() as usize) {
            *place = Some(TrainedWorld::train(sample, learner, world, seed)?);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::idea::SamplePlan;
    use crate::learners::NearestCentroid;

    #[test]
    fn a_cell_is_the_accuracy_over_all_rows_of_its_slice() {
        let data = penguins::dataset();
        let plan = SamplePlan { items: 4, training_rows: 6, evaluation_rows: 10 };
        let sample = Sample::draw(&data, plan, Seed::new(3)).unwrap();
        let learner = Classifier::NearestCentroid(NearestCentroid);
        let mut grid = Grid::new(4).unwrap();
        for world in Coalition::every(4) {
            assert_eq!(grid.cell(world, Coalition::all(4)), None, "not trained yet");
            grid.train(&sample, &learner, world, Seed::new(3)).unwrap();
            let model = learner.fit(&sample.world(world), Seed::new(3)).unwrap();
            for slice in Coalition::every(4) {
                let rows = slice.players().flat_map(|item| sample.evaluation(item));
                match (accuracy(&model, sample.rows(), rows), grid.cell(world, slice)) {
                    (Some(brute), Some(cell)) => assert!((brute - cell).abs() < 1e-12),
                    pair => assert_eq!(pair, (None, None)),
                }
            }
        }
    }

    #[test]
    fn rows_that_make_no_grid_are_refused() {
        let row = TrainedWorld { item_scores: vec![0.5], converged: true };
        assert!(Grid::complete(1, vec![row.clone(), row.clone()]).is_ok());
        assert_eq!(Grid::complete(1, vec![row.clone()]), Err(GridError::Worlds { items: 1, found: 1 }));
        let bad = TrainedWorld { item_scores: vec![f64::NAN], converged: true };
        assert_eq!(Grid::complete(1, vec![row, bad]), Err(GridError::Scores { bits: 1, items: 1 }));
        assert_eq!(Grid::new(0), Err(GridError::Items(0)));
        assert_eq!(Grid::new(21).unwrap_err().to_string(), "items is 21: legal are 1 to 20");
    }
}

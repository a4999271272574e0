//! The grid of trained scores: a row for every set of items to train on, a column for every slice to evaluate on.
//!
//! A row trains *one* model and scores each item once; a cell is the mean over its slice's items, each of which has
//! equally many evaluation rows. So 2^n fits and n·2^n numbers hold all 2^n·(2^n − 1) cells, and a question that needs
//! two rows trains two.

use thiserror::Error;

use super::{Place, Sample};
use crate::dataset::Row;
use crate::learners::{ClassSet, Classification, Classifier, FitError, Learner, Model};
use crate::seed::Seed;
use crate::valuation::Coalition;

/// What is measured on a model, in the sense that more is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The share of test rows that it gets right; a tie among m classes counts 1/m.
    Accuracy,
    /// Mean log probability of the true classes, in nats: the log loss with a minus sign. A share [`SPREAD`] of every forecast is
    /// spread evenly over the classes first, so that a model that was never shown a class does not lose infinitely.
    LogScore,
}

impl Measure {
    /// The measure on one row.
    pub(crate) fn on(self, model: &impl Classification, row: &Row<'_>) -> f64 {
        match self {
            Self::Accuracy => share_right(model.predict(row.features), row),
            Self::LogScore => log_score(model, row),
        }
    }
}

/// The part of a forecast that is spread over all classes before its log score is taken.
pub const SPREAD: f64 = 0.05;

/// One row of the grid.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainedWorld {
    /// The measure on each item's evaluation rows.
    pub item_scores: Vec<f64>,
    /// The share of each item's evaluation rows on which several classes share first place.
    pub item_ties: Vec<f64>,
    /// Whether the fit reached its optimum.
    pub converged: bool,
    /// How many different classes the model was trained on: with 1 or none it had nothing to tell apart.
    pub classes: usize,
}

impl TrainedWorld {
    /// Trains on a coalition of items and scores every item. Cost: one fit, and one prediction for each evaluation row.
    ///
    /// # Errors
    /// [`FitError`] from the learner.
    pub fn train(
        sample: &Sample,
        learner: &Classifier,
        measure: Measure,
        world: Coalition,
        seed: Seed,
    ) -> Result<Self, FitError> {
        let world = sample.world(world);
        let model = learner.fit(&world, seed)?;
        let mut known = vec![false; sample.rows().class_count()];
        for row in world.rows() {
            if let Some(known) = row.target.class().and_then(|class| known.get_mut(class)) {
                *known = true;
            }
        }
        let (mut item_scores, mut item_ties) = (Vec::new(), Vec::new());
        for item in 0..sample.plan().items {
            let (mut score, mut ties, mut rows) = (0.0, 0.0, 0.0);
            for row in sample.evaluation(item).filter_map(|position| sample.rows().row(position)) {
                let first = model.predict(row.features);
                score += match measure {
                    Measure::Accuracy => share_right(first, &row),
                    Measure::LogScore => log_score(&model, &row),
                };
                ties += f64::from(u8::from(first.len() > 1));
                rows += 1.0;
            }
            // Without evaluation rows there is no score; 0 says so for neither measure, and no plan of the book has none.
            item_scores.push(if rows > 0.0 { score / rows } else { 0.0 });
            item_ties.push(if rows > 0.0 { ties / rows } else { 0.0 });
        }
        let classes = known.into_iter().filter(|known| *known).count();
        Ok(Self { item_scores, item_ties, converged: model.converged(), classes })
    }

    /// The cell of this row under a slice: the mean over the slice's items. `None` for an empty slice.
    pub fn cell(&self, slice: Coalition) -> Option<f64> {
        mean(&self.item_scores, slice)
    }

    /// The share of the slice's test rows on which several classes share first place. `None` for an empty slice.
    pub fn tied(&self, slice: Coalition) -> Option<f64> {
        mean(&self.item_ties, slice)
    }
}

fn mean(items: &[f64], slice: Coalition) -> Option<f64> {
    let total = slice.players().try_fold(0.0, |sum, item| Some(sum + items.get(item)?))?;
    (!slice.is_empty()).then(|| total / f64::from(slice.len()))
}

/// 1/m if the true class is among the m that share first place, else 0.
fn share_right(first: ClassSet, row: &Row<'_>) -> f64 {
    let right = row.target.class().is_some_and(|class| first.contains(class));
    if right { 1.0 / f64::from(first.len()) } else { 0.0 }
}

/// log((1 − SPREAD)·p + SPREAD/K) for the true class of a row.
fn log_score(model: &impl Classification, row: &Row<'_>) -> f64 {
    let probabilities = model.probabilities(row.features);
    let truth = row.target.class().and_then(|class| probabilities.get(class));
    let even = SPREAD / probabilities.len().max(1) as f64;
    libm::log((1.0 - SPREAD) * truth.copied().unwrap_or(0.0) + even)
}

/// The rows known so far for one measure, by the bits of their coalitions: 2^n places for n items.
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
    /// A row without one finite score and one share of ties for each item.
    #[error(
        "trained world {bits:#b} must have {items} scores: accuracies and ties from 0 to 1, log scores up to 0"
    )]
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
            (world.item_scores.len(), world.item_ties.len()) == (items, items)
                && world.item_scores.iter().all(|score| score.is_finite() && *score <= 1.0)
                && world.item_ties.iter().all(|tie| (0.0..=1.0).contains(tie))
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

    /// The cell at a place; `None` if its world is not trained or its slice empty.
    pub fn cell(&self, place: Place) -> Option<f64> {
        self.world(place.world)?.cell(place.slice)
    }

    /// Trains one row, unless it is known. The sample must have this grid's number of items.
    ///
    /// # Errors
    /// [`FitError`] from the learner; the row stays unknown.
    pub fn train(
        &mut self,
        sample: &Sample,
        learner: &Classifier,
        measure: Measure,
        world: Coalition,
        seed: Seed,
    ) -> Result<(), FitError> {
        if let Some(place @ None) = self.worlds.get_mut(world.bits() as usize) {
            *place = Some(TrainedWorld::train(sample, learner, measure, world, seed)?);
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
    use crate::observers::{Accuracy, Observer, Slice};

    const PLAN: SamplePlan = SamplePlan { items: 4, training_rows: 6, evaluation_rows: 10 };
    const LEARNER: Classifier = Classifier::NearestCentroid(NearestCentroid);

    #[test]
    fn a_cell_is_the_mean_over_all_rows_of_its_slice() {
        let sample = Sample::draw(&penguins::dataset(), PLAN, Seed::new(3)).unwrap();
        for measure in [Measure::Accuracy, Measure::LogScore] {
            let mut grid = Grid::new(4).unwrap();
            for world in Coalition::every(4) {
                assert_eq!(grid.cell(Place { world, slice: Coalition::all(4) }), None, "not trained yet");
                grid.train(&sample, &LEARNER, measure, world, Seed::new(3)).unwrap();
                let model = LEARNER.fit(&sample.world(world), Seed::new(3)).unwrap();
                for slice in Coalition::every(4) {
                    let rows = slice.players().flat_map(|item| sample.evaluation(item));
                    let rows = Slice::new(sample.rows(), rows);
                    let log = |row: Row<'_>| {
                        let p = model.probabilities(row.features)[row.target.class().unwrap()];
                        (0.95 * p + 0.05 / 3.0).ln()
                    };
                    let brute = match measure {
                        Measure::Accuracy => Accuracy(rows).observe(&model),
                        Measure::LogScore if rows.is_empty() => None,
                        Measure::LogScore => Some(rows.rows().map(log).sum::<f64>() / rows.len() as f64),
                    };
                    match (brute, grid.cell(Place { world, slice })) {
                        (Some(brute), Some(cell)) => assert!((brute - cell).abs() < 1e-12),
                        pair => assert_eq!(pair, (None, None)),
                    }
                }
            }
        }
    }

    #[test]
    fn single_class_worlds_and_ties_are_known_as_such() {
        let sample = Sample::draw(&penguins::dataset(), PLAN, Seed::new(3)).unwrap();
        let train = |bits| {
            let world = Coalition::from_bits(bits);
            TrainedWorld::train(&sample, &LEARNER, Measure::Accuracy, world, Seed::new(3)).unwrap()
        };
        // Items 0 and 3 are colonies of one species.
        assert_eq!([0, 0b1001, 0b0011, 0b1111].map(|bits| train(bits).classes), [0, 1, 2, 3]);
        assert_eq!(train(0).tied(Coalition::all(4)), Some(1.0), "nothing learned: every row is a tie");
        assert_eq!(train(0b1111).tied(Coalition::all(4)), Some(0.0));
        assert_eq!(train(0).tied(Coalition::EMPTY), None);
    }

    #[test]
    fn rows_that_make_no_grid_are_refused() {
        let row = TrainedWorld { item_scores: vec![0.5], item_ties: vec![0.0], converged: true, classes: 2 };
        assert!(Grid::complete(1, vec![row.clone(), row.clone()]).is_ok());
        assert_eq!(Grid::complete(1, vec![row.clone()]), Err(GridError::Worlds { items: 1, found: 1 }));
        for bad in [
            TrainedWorld { item_scores: vec![f64::NAN], ..row.clone() },
            TrainedWorld { item_ties: vec![1.5], ..row.clone() },
            TrainedWorld { item_scores: vec![], ..row.clone() },
        ] {
            let refused = Grid::complete(1, vec![row.clone(), bad]);
            assert_eq!(refused, Err(GridError::Scores { bits: 1, items: 1 }));
        }
        assert_eq!(Grid::new(0), Err(GridError::Items(0)));
        assert_eq!(Grid::new(21).unwrap_err().to_string(), "items is 21: legal are 1 to 20");
    }
}

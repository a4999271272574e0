//! Single rows as players: a drawn experiment that owns all it needs, so that a figure can hold it and go on whenever it likes.
//!
//! A [`RowSample`] is drawn once: some rows to train on, each of them a player, other rows to evaluate on, and labels made wrong on
//! purpose. A [`RowGame`] asks what sets of the players are worth under a [`Utility`]. It can be played by coalition and in the
//! order of arrivals.
//!
//! Rows are drawn in proportion to the classes: within each class of m rows they are ordered by the first word of their own
//! streams; the one of rank r, from 0, gets the place (2r + 1)/2m; the rows of the smallest places train, the next ones evaluate. Features
//! are standardised on the training rows, once.
//!
//! When it misleads: players and evaluation rows come from one table. Values say what rows are worth for predicting more rows of it.
//!
//! ```
//! use std::rc::Rc;
//! use simulation::data::penguins;
//! use simulation::idea::Measure;
//! use simulation::learners::{Classifier, NearestCentroid};
//! use simulation::seed::Seed;
//! use simulation::valuation::rows::{RowGame, RowPlan, RowSample, Utility};
//! use simulation::valuation::{UtilityTable, shapley};
//!
//! let plan = RowPlan { players: 8, evaluation: 50, planted: 1 };
//! let sample = Rc::new(RowSample::draw(&penguins::dataset(), plan, Seed::new(1))?);
//! let learner = Classifier::NearestCentroid(NearestCentroid);
//! let game = RowGame::new(Rc::clone(&sample), Utility::Trained { learner, measure: Measure::Accuracy }, Seed::new(1));
//! let table = UtilityTable::of(&game)?;
//! let values = shapley(&table);
//! let (all, nothing) = (table.values()[255], table.values()[0]);
//! assert!((values.iter().sum::<f64>() - (all - nothing)).abs() < 1e-12);
//! assert_eq!(sample.planted().iter().filter(|planted| **planted).count(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod game;
mod matches;

use rand::Rng;
use thiserror::Error;

pub use game::{RowGame, RowScores, Utility};
pub use matches::NeighbourMatches;

use super::mislabels::{PlantError, plant_flips};
use super::{KnnShapleyError, LabelledRows, knn_shapley};
use crate::comparison::poisson_one;
use crate::dataset::{Dataset, DatasetError, NewRow, Row, Targets};
use crate::edit::Edit;
use crate::observers::Slice;
use crate::order::ascending;
use crate::seed::{Purpose, Seed};
use crate::standardise::Standardiser;
use crate::world::World;

/// How many rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowPlan {
    /// n, the rows to train on, each a player.
    pub players: usize,
    /// The rows that every model is evaluated on.
    pub evaluation: usize,
    /// The players whose labels are made wrong.
    pub planted: usize,
}

/// The drawn rows: players first, then the rows to evaluate on, each part in the order of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct RowSample {
    plan: RowPlan,
    rows: Dataset,
    planted: Vec<bool>,
    /// The players' features, row after row, and the labels that they are trained with.
    features: Vec<f64>,
    labels: Vec<usize>,
}

/// Why no rows were drawn.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum RowSampleError {
    /// The table is too small.
    #[error("{players} players and {evaluation} rows to evaluate on: legal are {rows} rows together")]
    Rows {
        /// What was asked for.
        players: usize,
        /// What was asked for.
        evaluation: usize,
        /// The rows of the table.
        rows: usize,
    },
    /// Nothing to predict.
    #[error("the table's targets are numbers: legal are classes")]
    Targets,
    /// The labels could not be made wrong.
    #[error(transparent)]
    Plant(#[from] PlantError),
    /// The scaled table is illegal.
    #[error(transparent)]
    Table(#[from] DatasetError),
}

impl RowSample {
    /// Draws the rows, scales them, and makes labels wrong ([`plant_flips`]). Cost O(n log n + n·p) in the rows of the table.
    ///
    /// # Errors
    /// [`RowSampleError`].
    pub fn draw(dataset: &Dataset, plan: RowPlan, seed: Seed) -> Result<Self, RowSampleError> {
        let Targets::Classes { labels, count } = dataset.targets() else {
            return Err(RowSampleError::Targets);
        };
        let RowPlan { players, evaluation, planted } = plan;
        if players.checked_add(evaluation).is_none_or(|asked| asked > dataset.len()) {
            return Err(RowSampleError::Rows { players, evaluation, rows: dataset.len() });
        }
        let order = in_proportion(dataset, labels, *count, seed);
        let (mut training, mut tests) = (order[..players].to_vec(), order[players..][..evaluation].to_vec());
        training.sort_unstable();
        tests.sort_unstable();
        let drawn: Vec<usize> = training.into_iter().chain(tests).collect();
        let rows = dataset.select(&drawn)?;
        let rows = Standardiser::fit(&World::new(&rows, 0..players)).apply(&rows)?;
        let flips = plant_flips(&World::new(&rows, 0..players), planted, seed)?;
        let marks = flips.marks(&World::new(&rows, 0..players));
        let mut sample = Self { plan, rows, planted: marks, features: vec![], labels: vec![] };
        for edit in flips.edits.as_slice() {
            let Edit::Relabel(id, target) = *edit else { continue };
            let row = sample.rows.position(id).and_then(|at| Some((at, sample.rows.row(at)?)));
            if let Some((at, row)) = row {
                let relabelled = NewRow { target, ..row.into() };
                sample.rows.put(at, relabelled)?;
            }
        }
        sample.features =
            (0..players).flat_map(|player| sample.rows.features(player).iter().copied()).collect();
        sample.labels = (0..players).filter_map(|player| sample.rows.target(player).class()).collect();
        Ok(sample)
    }

    /// The plan it was drawn by.
    pub fn plan(&self) -> RowPlan {
        self.plan
    }

    /// A player's row, with the label that it is trained with.
    pub fn player(&self, player: usize) -> Option<Row<'_>> {
        self.rows.row(player).filter(|_| player < self.plan.players)
    }

    /// All rows on the protocol's scale, players first.
    pub fn rows(&self) -> &Dataset {
        &self.rows
    }

    /// For each player whether its label was made wrong.
    pub fn planted(&self) -> &[bool] {
        &self.planted
    }

    /// The world of all players, in their order.
    pub fn world(&self) -> World<'_> {
        World::new(&self.rows, 0..self.plan.players)
    }

    /// The rows to evaluate on.
    pub fn evaluation(&self) -> Slice<'_> {
        Slice::new(&self.rows, self.plan.players..self.rows.len())
    }

    /// How often each row to evaluate on counts in another draw of them: Poisson(1), from the row's own stream. Rows that count equally
    /// if none counts at all.
    ///
    /// Source: Hanley & MacGibbon (2006), *Creating non-parametric bootstrap samples using Poisson frequencies*.
    pub fn resampled(&self, seed: Seed) -> Vec<f64> {
        let counts: Vec<f64> = self.evaluation().rows().map(|row| poisson_one(seed, row.id)).collect();
        if counts.iter().any(|count| *count > 0.0) { counts } else { vec![1.0; counts.len()] }
    }

    /// The KNN-Shapley value of every player for one row to evaluate on, by its place among these. Their mean over all those
    /// rows is [`knn_shapley()`]. Cost O(n·p + n log n).
    ///
    /// # Errors
    /// [`KnnShapleyError`] if K is 0, there is no such row, or the table has no features.
    pub fn knn_shapley_on(&self, place: usize, neighbours: usize) -> Result<Vec<f64>, KnnShapleyError> {
        let columns = self.rows.feature_count();
        let training = LabelledRows::new(&self.features, &self.labels, columns)?;
        let test = self.rows.row(self.plan.players.saturating_add(place));
        let test = test.and_then(|row| Some((row.features, [row.target.class()?])));
        let (features, label) = test.ok_or(KnnShapleyError::NoTestRows)?;
        knn_shapley(training, LabelledRows::new(features, &label, columns)?, neighbours)
    }
}

/// All positions, by the place of each row within its class.
fn in_proportion(dataset: &Dataset, labels: &[usize], classes: usize, seed: Seed) -> Vec<usize> {
    let mut keys = vec![0_u64; dataset.len()];
    for class in 0..classes {
        let members: Vec<usize> = (0..labels.len()).filter(|&at| labels[at] == class).collect();
        let word = |&at: &usize| seed.stream(Purpose::DrawRows, dataset.id(at)).next_u64();
        for (rank, index) in ascending(members.iter().map(word)).into_iter().enumerate() {
            keys[members[index]] = ((2 * rank as u64 + 1) << 31) / (2 * members.len() as u64);
        }
    }
    ascending(keys)
}

#[cfg(test)]
mod tests;

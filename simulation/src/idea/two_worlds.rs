//! Two worlds in the plane: rows that can be drawn, a model on each side of an edit, and where the two disagree.
//!
//! A table of two features is taken as it is; any other is standardised and projected on its first two principal components
//! ([`crate::projection`]), both fitted once on all of its rows. The models are trained on those two numbers, so that what is drawn
//! is what was learned. Some rows train, the others test; neither choice changes with an edit.
//!
//! Cost: O(n·p² + p³) to set up; a map O(cells) predictions.
//!
//! When it misleads: a model of all features would do better, and an edit that matters to it may leave no trace in the plane.
//!
//! ```
//! use simulation::comparison::counterfactual;
//! use simulation::data::penguins;
//! use simulation::idea::{DecisionMap, TwoWorlds};
//! use simulation::learners::{Learner, NearestCentroid};
//! use simulation::observers::Accuracy;
//! use simulation::seed::Seed;
//!
//! let (worlds, seed) = (TwoWorlds::new(&penguins::dataset(), 60, Seed::new(1))?, Seed::new(1));
//! let edits = format!("drop {}", worlds.world().rows().next().ok_or("no rows")?.id.number()).parse()?;
//! let observer = Accuracy(worlds.slice());
//! let comparison = counterfactual(&NearestCentroid, &worlds.world(), &edits, &observer, seed)?;
//! assert!(comparison.difference().abs() < 0.1, "one bird of 60");
//!
//! let model = NearestCentroid.fit(&worlds.world(), seed)?;
//! let map = DecisionMap::of(&model, [-3.0, -3.0], [3.0, 3.0], 12, 8);
//! assert_eq!(map.cells().len(), 96);
//! assert_eq!(map.disagreement(&map), 0.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use ndarray::Array2;
use thiserror::Error;

use crate::dataset::{Dataset, DatasetError, RowId, Targets};
use crate::learners::Classification;
use crate::observers::Slice;
use crate::projection::{Projection, ProjectionError};
use crate::seed::Seed;
use crate::split::{SplitError, stratified};
use crate::standardise::Standardiser;
use crate::world::World;

/// Rows in the plane, some of them to train on.
#[derive(Clone, Debug)]
pub struct TwoWorlds {
    flat: Dataset,
    training: Vec<usize>,
    testing: Vec<usize>,
    explained: f64,
}

/// Why there are no two worlds.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum TwoWorldsError {
    /// More or fewer rows than the table can give.
    #[error("{rows} rows to train on: legal are {least} to {most}, so that rows are left to test on")]
    Rows {
        /// What was asked for.
        rows: usize,
        /// One a class.
        least: usize,
        /// Half of the table.
        most: usize,
    },
    /// The table has numbers for targets, and a map shows classes.
    #[error("the table's targets are numbers: a map of decisions needs classes")]
    Targets,
    /// The rows cannot be projected.
    #[error(transparent)]
    Projection(#[from] ProjectionError),
    /// The rows cannot be divided.
    #[error(transparent)]
    Split(#[from] SplitError),
    /// The projected rows are no table.
    #[error(transparent)]
    Table(#[from] DatasetError),
}

impl TwoWorlds {
    /// About so many rows of the table to train on, in the shares of the classes, and the others to test on.
    ///
    /// # Errors
    /// [`TwoWorldsError`] naming what does not fit.
    pub fn new(data: &Dataset, rows: usize, seed: Seed) -> Result<Self, TwoWorldsError> {
        let Targets::Classes { count, .. } = data.targets() else { return Err(TwoWorldsError::Targets) };
        let (least, most) = (*count, data.len() / 2);
        if !(least..=most).contains(&rows) {
            return Err(TwoWorldsError::Rows { rows, least, most });
        }
        let (flat, explained) = flatten(data)?;
        let split = stratified(&flat, rows as f64 / flat.len() as f64, seed)?;
        // What the split calls evaluation is the side that the fraction names.
        Ok(Self { flat, training: split.evaluation, testing: split.training, explained })
    }

    /// All rows, two features each, under the ids of their table.
    pub const fn flat(&self) -> &Dataset {
        &self.flat
    }

    /// W₀: the rows to train on.
    pub fn world(&self) -> World<'_> {
        World::new(&self.flat, self.training.iter().copied())
    }

    /// The rows to test on.
    pub fn slice(&self) -> Slice<'_> {
        Slice::new(&self.flat, self.testing.iter().copied())
    }

    /// The share of the rows' variance that the plane shows: 1 for a table of two features.
    pub const fn explained(&self) -> f64 {
        self.explained
    }

    /// An id that no row of the table has.
    pub fn free_id(&self, taken: usize) -> RowId {
        let largest = self.flat.rows().map(|row| row.id.number()).max().unwrap_or(0);
        RowId::new(largest.saturating_add(1).saturating_add(u32::try_from(taken).unwrap_or(u32::MAX)))
    }
}

/// The table with two features, and the share of its variance that they keep.
fn flatten(data: &Dataset) -> Result<(Dataset, f64), TwoWorldsError> {
    if data.feature_count() == 2 {
        return Ok((data.clone(), 1.0));
    }
    let scaled = Standardiser::fit(&World::trainable(data)).apply(data)?;
    let projection = Projection::fit(&World::trainable(&scaled))?;
    let mut places = Array2::zeros((scaled.len(), 2));
    for (mut place, row) in places.rows_mut().into_iter().zip(scaled.rows()) {
        let [x, y] = projection.place(row.features);
        (place[0], place[1]) = (x, y);
    }
    let ids = scaled.rows().map(|row| row.id).collect();
    let groups = scaled.rows().map(|row| row.group).collect();
    let flat =
        Dataset::new(ids, places, scaled.targets().clone())?.with_groups(groups, scaled.group_count())?;
    Ok((flat, projection.explained()))
}

/// What a model says at each place of a part of the plane.
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionMap {
    columns: usize,
    /// From the lower left to the upper right, row after row: the probabilities of the classes.
    cells: Vec<Vec<f64>>,
}

impl DecisionMap {
    /// Asks a model at the centres of `columns` × `rows` cells between two corners. Cost O(columns·rows) predictions.
    pub fn of(
        model: &impl Classification,
        low: [f64; 2],
        high: [f64; 2],
        columns: usize,
        rows: usize,
    ) -> Self {
        let at = |axis: usize, index: usize, count: usize| {
            low[axis] + (index as f64 + 0.5) / count as f64 * (high[axis] - low[axis])
        };
        let cell = |index: usize| {
            model.probabilities(&[at(0, index % columns, columns), at(1, index / columns, rows)])
        };
        Self { columns, cells: (0..columns * rows).map(cell).collect() }
    }

    /// The cells' probabilities, from the lower left to the upper right, row after row.
    pub fn cells(&self) -> &[Vec<f64>] {
        &self.cells
    }

    /// How many cells a row has.
    pub const fn columns(&self) -> usize {
        self.columns
    }

    /// The most probable class of each cell, the first of those that tie.
    pub fn classes(&self) -> Vec<usize> {
        let first = |probabilities: &Vec<f64>| {
            let mut best = 0;
            for (class, probability) in probabilities.iter().enumerate() {
                if *probability > probabilities[best] {
                    best = class;
                }
            }
            best
        };
        self.cells.iter().map(first).collect()
    }

    /// The total variation distance ½·Σ|p′ − p| of two models in each cell, from 0 to 1. Cells that the other map lacks are left out.
    pub fn distance(&self, other: &Self) -> Vec<f64> {
        let half = |(one, other): (&Vec<f64>, &Vec<f64>)| {
            one.iter().zip(other).fold(0.0, |sum, (p, q)| sum + (q - p).abs()) / 2.0
        };
        self.cells.iter().zip(&other.cells).map(half).collect()
    }

    /// The share of the cells in which the most probable class is another.
    pub fn disagreement(&self, other: &Self) -> f64 {
        let (one, other) = (self.classes(), other.classes());
        let cells = one.len().min(other.len());
        let differ = one.iter().zip(&other).filter(|(one, other)| one != other).count();
        if cells == 0 { 0.0 } else { differ as f64 / cells as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comparison::{counterfactual, learner_luck, resampling_luck};
    use crate::data::{generators::Moons, iris, penguins};
    use crate::edit::Edits;
    use crate::learners::{
        Activation, AnyClassifier, Batches, Classifier, Learner, NearestCentroid, NetworkLearner, Optimiser,
        SoftmaxRegression,
    };
    use crate::observers::{Accuracy, LogLoss};
    use crate::statistics::{mean, variance};

    fn learners() -> [AnyClassifier; 2] {
        let network = NetworkLearner::new(6, Activation::Tanh, Optimiser::adam(0.05).unwrap(), 20);
        let network = network.with_batches(Batches::Shuffled(16)).unwrap();
        let logistic = SoftmaxRegression::new(1.0).unwrap();
        [AnyClassifier::Plain(Classifier::SoftmaxRegression(logistic)), AnyClassifier::Network(network)]
    }

    fn moons() -> TwoWorlds {
        TwoWorlds::new(&Moons::new(160, 0.2).unwrap().dataset(Seed::new(3)).unwrap(), 60, Seed::new(3))
            .unwrap()
    }

    #[test]
    fn a_flat_table_is_left_alone_and_a_wide_one_projected() {
        let worlds = moons();
        assert_eq!((worlds.world().len(), worlds.slice().len(), worlds.explained()), (60, 100, 1.0));
        let birds = TwoWorlds::new(&penguins::dataset(), 60, Seed::new(1)).unwrap();
        assert!(birds.explained() > 0.8 && birds.explained() < 1.0);
        let tested: Vec<_> = birds.slice().rows().map(|row| row.id).collect();
        assert!(birds.world().rows().all(|row| !tested.contains(&row.id)), "no row trains and tests");
        assert!(birds.flat().position(birds.free_id(0)).is_none());
    }

    #[test]
    fn rows_out_of_range_are_refused_with_the_range() {
        let error = TwoWorlds::new(&iris::dataset(), 76, Seed::new(1)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "76 rows to train on: legal are 3 to 75, so that rows are left to test on"
        );
        assert!(TwoWorlds::new(&iris::dataset(), 2, Seed::new(1)).is_err());
    }

    #[test]
    fn without_an_edit_nothing_differs() {
        let (worlds, seed) = (moons(), Seed::new(5));
        for learner in learners() {
            let observer = LogLoss(worlds.slice());
            let same = counterfactual(&learner, &worlds.world(), &Edits::none(), &observer, seed).unwrap();
            assert_eq!(same.difference(), 0.0);
            let model = learner.fit(&worlds.world(), seed).unwrap();
            let map = |model| DecisionMap::of(model, [-2.0, -2.0], [3.0, 2.0], 10, 10);
            let again = learner.fit(&worlds.world().edited(&Edits::none()).unwrap(), seed).unwrap();
            assert!(map(&model).distance(&map(&again)).iter().all(|&d| d == 0.0));
        }
    }

    #[test]
    fn a_deterministic_learner_has_no_luck_of_its_own_and_resampling_has() {
        let (worlds, seed) = (moons(), Seed::new(5));
        let first = worlds.world().rows().next().unwrap().id;
        let (edits, world) = (Edits::drop_rows([first]), worlds.world());
        let observer = LogLoss(worlds.slice());
        let [logistic, network] = learners();
        let spread = |differences: Vec<f64>| variance(&differences).unwrap();
        let own = |learner: &AnyClassifier| {
            let cloud = learner_luck(learner, &world, &edits, &observer, seed).take(10);
            spread(cloud.map(|one| one.unwrap().difference()).collect())
        };
        assert_eq!(own(&logistic), 0.0);
        assert!(own(&network) > 0.0);
        let resampled = resampling_luck(&logistic, &world, &edits, &observer, seed).take(10);
        assert!(spread(resampled.map(|one| one.unwrap().difference()).collect()) > 0.0);
    }

    /// Common random numbers: with the same seed on both sides a difference spreads less than with two seeds.
    #[test]
    fn paired_differences_spread_less_than_unpaired_ones() {
        let worlds = moons();
        let first = worlds.world().rows().next().unwrap().id;
        let (edits, world, observer) = (Edits::drop_rows([first]), worlds.world(), LogLoss(worlds.slice()));
        let network = learners()[1];
        let all: Vec<_> = learner_luck(&network, &world, &edits, &observer, Seed::new(9))
            .take(40)
            .map(Result::unwrap)
            .collect();
        let paired: Vec<f64> = all.iter().map(crate::comparison::Comparison::difference).collect();
        let unpaired: Vec<f64> =
            (0..all.len()).map(|i| all[(i + 1) % all.len()].after - all[i].before).collect();
        let (paired, unpaired) = (variance(&paired).unwrap(), variance(&unpaired).unwrap());
        assert!(paired < 0.5 * unpaired, "{paired} against {unpaired}");
    }

    #[test]
    fn a_map_asks_the_model_at_the_centres() {
        let (worlds, seed) = (moons(), Seed::new(5));
        let model = NearestCentroid.fit(&worlds.world(), seed).unwrap();
        let map = DecisionMap::of(&model, [-1.0, -1.0], [1.0, 1.0], 4, 2);
        assert_eq!(map.cells()[5], model.probabilities(&[-0.25, 0.5]));
        let accuracy = Accuracy(worlds.slice());
        assert!(crate::observers::Observer::observe(&accuracy, &model).unwrap() > 0.7);
        assert!(mean(&map.distance(&map)).unwrap() == 0.0);
    }
}

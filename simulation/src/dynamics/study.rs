//! Rows of a table with labels made wrong on purpose, in both worlds: what a data map is tried on.
//!
//! W has the rows as they came, t(W) the same rows with planted labels. Both are trained from the same start, in the same order of batches, so that
//! what parts the two maps is the labels alone.
//!
//! Cost: O(n log n) to draw.
//!
//! When it misleads: planted labels are spread evenly over rows and classes. People err where classes meet, and such errors hide
//! better.

use thiserror::Error;

use super::ObservedTraining;
use crate::dataset::{Dataset, DatasetError, RowId};
use crate::edit::EditError;
use crate::learners::{FitError, NetworkLearner};
use crate::seed::Seed;
use crate::split::{self, SplitError};
use crate::valuation::mislabels::{PlantError, plant_flips};
use crate::world::World;

/// The rows, before and after.
///
/// ```
/// use simulation::data::digits;
/// use simulation::dynamics::MapStudy;
/// use simulation::seed::Seed;
///
/// let study = MapStudy::draw(&digits::dataset(), 300, 0.1, Seed::new(1))?;
/// let wrong = study.before().rows().zip(study.after().rows()).filter(|(one, other)| one.target != other.target).count();
/// assert_eq!(wrong, study.planted_count());
/// assert!(study.len().abs_diff(300) <= 5 && wrong.abs_diff(30) <= 1);
/// # Ok::<(), simulation::dynamics::StudyError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct MapStudy {
    before: Dataset,
    after: Dataset,
    planted: Vec<bool>,
}

/// Why there is no such study.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum StudyError {
    /// No rows, or more than the table has.
    #[error("{rows} rows are asked for: legal are 1 to {largest}, the rows of the table")]
    Rows {
        /// What was asked for.
        rows: usize,
        /// n.
        largest: usize,
    },
    /// A share that is none.
    #[error("the share of wrong labels is {0}: legal are numbers from 0 to 1")]
    Share(f64),
    /// The rows could not be drawn class by class.
    #[error(transparent)]
    Split(#[from] SplitError),
    /// The labels could not be made wrong.
    #[error(transparent)]
    Plant(#[from] PlantError),
    /// The edit could not be applied.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// The rows could not be taken out of the table.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
}

impl MapStudy {
    /// Draws about so many rows, each class by its share (rounded class by class), and makes this share of their labels wrong. A larger
    /// share only adds wrong labels.
    ///
    /// # Errors
    /// [`StudyError`].
    pub fn draw(data: &Dataset, rows: usize, share: f64, seed: Seed) -> Result<Self, StudyError> {
        if rows == 0 || rows > data.len() {
            return Err(StudyError::Rows { rows, largest: data.len() });
        }
        if !(0.0..=1.0).contains(&share) {
            return Err(StudyError::Share(share));
        }
        let drawn = split::stratified(data, rows as f64 / data.len() as f64, seed)?.evaluation;
        let before = data.select(&drawn)?;
        let world = World::new(&before, 0..before.len());
        let flips = plant_flips(&world, (share * before.len() as f64 + 0.5).floor() as usize, seed)?;
        let noisy = world.edited(&flips.edits)?;
        let (after, planted) = (noisy.dataset().select(noisy.positions())?, flips.marks(&noisy));
        Ok(Self { before, after, planted })
    }

    /// W: the rows with the labels that they came with.
    pub fn before(&self) -> World<'_> {
        World::new(&self.before, 0..self.before.len())
    }

    /// t(W): the same rows with the planted labels.
    pub fn after(&self) -> World<'_> {
        World::new(&self.after, 0..self.after.len())
    }

    /// For each row whether its label was made wrong.
    pub fn planted(&self) -> &[bool] {
        &self.planted
    }

    /// The number of rows whose label was made wrong.
    pub fn planted_count(&self) -> usize {
        self.planted.iter().filter(|planted| **planted).count()
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.planted.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.planted.is_empty()
    }

    /// The row at a place.
    pub fn id(&self, place: usize) -> Option<RowId> {
        (place < self.len()).then(|| self.before.id(place))
    }

    /// The place of a row.
    pub fn place(&self, id: RowId) -> Option<usize> {
        self.before.position(id)
    }

    /// The features of the row at a place.
    pub fn features(&self, place: usize) -> Option<&[f64]> {
        Some(self.before.row(place)?.features)
    }

    /// The label that the row at a place came with, and the one that the network is given.
    pub fn labels(&self, place: usize) -> Option<[usize; 2]> {
        Some([self.before.row(place)?.target.class()?, self.after.row(place)?.target.class()?])
    }

    /// A run on t(W) that is watched, before its first step. EL2N is recorded after epoch `norms_at`.
    ///
    /// # Errors
    /// [`FitError::Targets`] for a table of numbers.
    pub fn train(
        &self,
        learner: &NetworkLearner,
        seed: Seed,
        norms_at: u32,
    ) -> Result<ObservedTraining, FitError> {
        ObservedTraining::new(learner, &self.after(), seed, norms_at)
    }

    /// The same on W, from the same start and in the same order for the same seed.
    ///
    /// # Errors
    /// [`FitError::Targets`] for a table of numbers.
    pub fn train_before(&self, learner: &NetworkLearner, seed: Seed) -> Result<ObservedTraining, FitError> {
        ObservedTraining::new(learner, &self.before(), seed, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{diabetes, penguins};
    use crate::learners::{Activation, Batches, Optimiser};

    #[test]
    fn both_worlds_have_the_same_rows_and_part_in_the_planted_labels_alone() {
        let data = penguins::dataset();
        let study = MapStudy::draw(&data, 120, 0.2, Seed::new(3)).unwrap();
        assert_eq!((study.len(), study.planted_count()), (study.before().len(), 24));
        for (place, (one, other)) in study.before().rows().zip(study.after().rows()).enumerate() {
            assert_eq!((one.id, one.features), (other.id, other.features));
            assert_eq!(one.target != other.target, study.planted()[place]);
            let classes = [one.target, other.target].map(|target| target.class().unwrap());
            assert_eq!((study.id(place), study.labels(place)), (Some(one.id), Some(classes)));
            assert_eq!((study.place(one.id), study.features(place)), (Some(place), Some(one.features)));
        }
        let more = MapStudy::draw(&data, 120, 0.4, Seed::new(3)).unwrap();
        assert!(study.planted().iter().zip(more.planted()).all(|(few, many)| !few || *many));
        assert_ne!(MapStudy::draw(&data, 120, 0.2, Seed::new(4)), Ok(study.clone()));
        assert_eq!((study.id(999), study.labels(999), study.is_empty()), (None, None, false));
    }

    #[test]
    fn without_planted_labels_both_runs_are_the_same() {
        let data = penguins::dataset();
        let study = MapStudy::draw(&data, 60, 0.0, Seed::new(3)).unwrap();
        let learner = NetworkLearner::new(4, Activation::Tanh, Optimiser::adam(0.05).unwrap(), 3);
        let learner = learner.with_batches(Batches::Shuffled(8)).unwrap();
        let [mut one, mut other] = [
            study.train(&learner, Seed::new(1), 0).unwrap(),
            study.train_before(&learner, Seed::new(1)).unwrap(),
        ];
        while one.step().unwrap() {}
        while other.step().unwrap() {}
        assert_eq!(one.record(), other.record());
    }

    #[test]
    fn what_cannot_be_studied_is_said() {
        let data = penguins::dataset();
        let error = |rows, share| MapStudy::draw(&data, rows, share, Seed::new(0)).unwrap_err().to_string();
        assert_eq!(
            error(0, 0.1),
            format!("0 rows are asked for: legal are 1 to {}, the rows of the table", data.len())
        );
        assert_eq!(error(9, -0.5), "the share of wrong labels is -0.5: legal are numbers from 0 to 1");
        assert!(MapStudy::draw(&data, 9, f64::NAN, Seed::new(0)).is_err());
        let numbers = MapStudy::draw(&diabetes::dataset(), 9, 0.1, Seed::new(0));
        assert_eq!(numbers, Err(StudyError::Split(SplitError::Targets)));
    }
}

//! Cross-validated self-confidence: the probability of a row's given label, by a model that never saw the row.
//!
//! The rows are dealt into k folds, stratified by label; for each fold a model is trained on the others. A row's fold depends on
//! (seed, row): of the m rows of a label, the one of rank r by the first words of their streams is in fold ⌊k·r/m⌋, so that a row dropped
//! or relabelled moves at most k − 1 others of a label to another fold. Cost: k fits.
//!
//! Source: Northcutt, Jiang & Chuang (2021), *Confident learning: estimating uncertainty in dataset labels*.
//!
//! When it misleads: hard rows look like wrong ones; and where mistakes are systematic, the models learn them and agree.

use rand::Rng;
use thiserror::Error;

use crate::learners::{Classification, FitError, Learner};
use crate::order::ascending;
use crate::seed::{Purpose, Seed};
use crate::world::World;

/// The self-confidence of every row of a world, in its order.
///
/// # Errors
/// [`SelfConfidenceError`].
///
/// ```
/// use simulation::data::penguins;
/// use simulation::learners::NearestCentroid;
/// use simulation::seed::Seed;
/// use simulation::valuation::mislabels::self_confidence;
/// use simulation::world::World;
///
/// let data = penguins::dataset();
/// let world = World::new(&data, (0..342).step_by(4)).edited(&"relabel 0 → 2".parse()?)?;
/// let confidences = self_confidence(&NearestCentroid, &world, 5, Seed::new(1))?;
/// assert_eq!(confidences.len(), world.len());
/// assert!(confidences[0] < 1e-3, "an Adélie penguin that was called a gentoo");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn self_confidence<L: Learner<Model: Classification>>(
    learner: &L,
    world: &World<'_>,
    folds: u32,
    seed: Seed,
) -> Result<Vec<f64>, SelfConfidenceError> {
    let mut run = SelfConfidence::new(learner, world, folds, seed)?;
    while run.step()? {}
    Ok(run.confidences)
}

/// A run over the folds, one model at a time.
#[derive(Clone, Debug)]
pub struct SelfConfidence<'a, L> {
    learner: &'a L,
    world: &'a World<'a>,
    seed: Seed,
    folds: u32,
    /// Of each row.
    fold: Vec<u32>,
    done: u32,
    /// NaN for rows of folds to come.
    confidences: Vec<f64>,
}

/// Why there is no self-confidence.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum SelfConfidenceError {
    /// Too few or too many folds.
    #[error("folds are {folds}: legal are 2 to {rows}, the number of rows")]
    Folds {
        /// What was asked for.
        folds: u32,
        /// n.
        rows: usize,
    },
    /// A row without a class, or of one that the model has no probability for.
    #[error("row {0} has no label that the model knows")]
    Label(u32),
    /// The rows of the other folds could not be learned from.
    #[error(transparent)]
    Fit(#[from] FitError),
}

impl<'a, L: Learner<Model: Classification>> SelfConfidence<'a, L> {
    /// No model is trained yet. Cost O(n log n + K·n).
    ///
    /// # Errors
    /// [`SelfConfidenceError::Folds`], or [`SelfConfidenceError::Label`] for numbers as targets.
    pub fn new(
        learner: &'a L,
        world: &'a World<'a>,
        folds: u32,
        seed: Seed,
    ) -> Result<Self, SelfConfidenceError> {
        if folds < 2 || folds as usize > world.len() {
            return Err(SelfConfidenceError::Folds { folds, rows: world.len() });
        }
        let label = |row: crate::dataset::Row<'_>| {
            row.target.class().ok_or(SelfConfidenceError::Label(row.id.number()))
        };
        let labels = world.rows().map(label).collect::<Result<Vec<usize>, _>>()?;
        let words: Vec<u64> = world.rows().map(|row| seed.stream(Purpose::Fold, row.id).next_u64()).collect();
        let mut fold = vec![0; world.len()];
        for class in 0..world.dataset().class_count() {
            let places: Vec<usize> = (0..world.len()).filter(|&place| labels[place] == class).collect();
            for (rank, index) in ascending(places.iter().map(|&place| words[place])).into_iter().enumerate() {
                fold[places[index]] = (rank as u64 * u64::from(folds) / places.len() as u64) as u32;
            }
        }
        Ok(Self { learner, world, seed, folds, fold, done: 0, confidences: vec![f64::NAN; world.len()] })
    }

    /// The same run from this fold on: rows of earlier folds stay NaN. For whoever keeps those from a run before.
    #[must_use]
    pub fn from_fold(mut self, fold: u32) -> Self {
        self.done = fold.min(self.folds);
        self
    }

    /// Trains without one more fold and asks for its rows; `false` if all are done and nothing was.
    ///
    /// # Errors
    /// [`SelfConfidenceError::Fit`] or [`SelfConfidenceError::Label`]; the next step tries again.
    pub fn step(&mut self) -> Result<bool, SelfConfidenceError> {
        if self.done == self.folds {
            return Ok(false);
        }
        let others = self.world.keeping(|place| self.fold[place] != self.done);
        let model = self.learner.fit(&others, self.seed)?;
        for (place, row) in self.world.rows().enumerate().filter(|(place, _)| self.fold[*place] == self.done)
        {
            let probabilities = model.probabilities(row.features);
            let own = row.target.class().and_then(|label| probabilities.get(label).copied());
            self.confidences[place] = own.ok_or(SelfConfidenceError::Label(row.id.number()))?;
        }
        self.done += 1;
        Ok(true)
    }

    /// The folds done so far.
    pub fn done(&self) -> u32 {
        self.done
    }

    /// The fold of each row, from 0.
    pub fn folds(&self) -> &[u32] {
        &self.fold
    }

    /// The self-confidence of every row, in the order of the world; NaN for rows of folds to come.
    pub fn confidences(&self) -> &[f64] {
        &self.confidences
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{diabetes, penguins};
    use crate::learners::{NearestCentroid, SoftmaxRegression};
    use crate::standardise::Standardiser;

    #[test]
    fn each_row_is_judged_by_a_model_of_the_other_folds() {
        let data = penguins::dataset();
        let data = Standardiser::fit(&World::trainable(&data)).apply(&data).unwrap();
        let world = World::new(&data, (0..342).step_by(3));
        let learner = SoftmaxRegression::new(1.0).unwrap();
        let mut run = SelfConfidence::new(&learner, &world, 4, Seed::new(6)).unwrap();
        while run.step().unwrap() {}
        for class in 0..3 {
            let mut sizes = [0_u32; 4];
            for (row, &fold) in world.rows().zip(run.folds()) {
                sizes[fold as usize] += u32::from(row.target.class() == Some(class));
            }
            assert!(sizes.iter().max().unwrap() - sizes.iter().min().unwrap() <= 1, "{sizes:?}");
        }
        for (place, row) in world.rows().enumerate().step_by(17) {
            let others = world.keeping(|other| run.folds()[other] != run.folds()[place]);
            let model = learner.fit(&others, Seed::new(6)).unwrap();
            assert_eq!(
                run.confidences()[place],
                model.probabilities(row.features)[row.target.class().unwrap()]
            );
        }
    }

    #[test]
    fn a_run_can_be_taken_up_at_any_fold() {
        let data = penguins::dataset();
        let world = World::new(&data, (0..342).step_by(5));
        let whole = self_confidence(&NearestCentroid, &world, 4, Seed::new(3)).unwrap();
        let run = SelfConfidence::new(&NearestCentroid, &world, 4, Seed::new(3)).unwrap();
        let mut last = run.from_fold(3);
        assert!(last.step().unwrap() && !last.step().unwrap());
        for (place, confidence) in last.confidences().iter().enumerate() {
            assert!(if last.folds()[place] == 3 { *confidence == whole[place] } else { confidence.is_nan() });
        }
    }

    #[test]
    fn one_row_less_moves_few_others() {
        let data = penguins::dataset();
        let (world, less) = (World::new(&data, 0..342), World::new(&data, 1..342));
        let folds =
            |world| SelfConfidence::new(&NearestCentroid, world, 5, Seed::new(2)).unwrap().folds().to_vec();
        let moved = folds(&world)[1..].iter().zip(folds(&less)).filter(|(a, b)| **a != *b).count();
        assert!(moved <= 4, "{moved}");
    }

    #[test]
    fn what_cannot_be_dealt_is_said() {
        let data = penguins::dataset();
        let world = World::new(&data, 0..4);
        let error =
            |folds| self_confidence(&NearestCentroid, &world, folds, Seed::new(0)).unwrap_err().to_string();
        assert_eq!(error(1), "folds are 1: legal are 2 to 4, the number of rows");
        assert_eq!(error(5), "folds are 5: legal are 2 to 4, the number of rows");
        let numbers = diabetes::dataset();
        let error =
            self_confidence(&NearestCentroid, &World::trainable(&numbers), 5, Seed::new(0)).unwrap_err();
        assert_eq!(error, SelfConfidenceError::Label(0));
    }
}

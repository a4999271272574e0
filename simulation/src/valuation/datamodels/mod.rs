//! Datamodels: predicting what a model will do from the list of rows it was trained on.
//!
//! Draw many subsets of the training rows, train on each, observe, and regress what was observed on who was there:
//! outcome(S) ≈ c + Σ_{i ∈ S} bᵢ. The weights bᵢ then answer for worlds that nobody trained. Whether they do is measured on subsets
//! that the regression has not seen.
//!
//! Cost: one fit a subset, and the regression.
//!
//! Source: Ilyas, Park, Engstrom, Leclerc & Madry (2022), *Datamodels: predicting predictions from training data*.
//!
//! When it misleads: the surrogate is additive. Rows that matter only together get weights that describe the average
//! subset of the size drawn, and no other size.

mod study;
mod surrogate;
mod trials;

use rand::Rng;
use thiserror::Error;

pub use study::{LEAST_PROBABILITY, Output, SubsetOutcomes, SubsetStudy, coin_subset, votes};
pub use surrogate::{LinearSurrogate, SurrogateError};
pub use trials::Trials;

use crate::dataset::RowId;
use crate::learners::{FitError, Learner};
use crate::observers::Observer;
use crate::order::ascending;
use crate::seed::{Purpose, Seed};
use crate::world::World;

/// One subset and what was observed on the model trained on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// For each row of the world, whether it was trained on.
    pub subset: Vec<bool>,
    /// The observer's number.
    pub outcome: f64,
}

/// Why a trial failed.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum TrialError {
    /// The share of rows is none.
    #[error("the fraction of rows is {0}: legal are numbers above 0 and at most 1")]
    Fraction(f64),
    /// The probability with which a row is in a subset leaves nothing to chance.
    #[error("the share of rows is {0}: legal are numbers above 0 and below 1")]
    Share(f64),
    /// The subset could not be learned from.
    #[error(transparent)]
    Fit(#[from] FitError),
    /// The observer has nothing to measure.
    #[error("the observer found nothing to measure: give it at least one row with a target of its kind")]
    Nothing,
}

/// A subset of exactly ⌈fraction·n⌉ of the rows, every such subset equally likely: the rows with the smallest first numbers of their
/// own streams. `fraction` is taken between 0 and 1. Cost O(n log n).
pub fn random_subset(rows: &[RowId], fraction: f64, seed: Seed) -> Vec<bool> {
    let size = (fraction.clamp(0.0, 1.0) * rows.len() as f64).ceil() as usize;
    let order = ascending(rows.iter().map(|&row| seed.stream(Purpose::Subset, row).next_u64()));
    let mut subset = vec![false; rows.len()];
    order.into_iter().take(size).for_each(|place| subset[place] = true);
    subset
}

/// Trains on random subsets of a world, each of ⌈fraction·n⌉ rows, one a step. Trial k uses `seed.redraw(k)` for its subset and its
/// learner. An endless iterator; each item costs one fit and one observation.
///
/// ```
/// use simulation::data::penguins;
/// use simulation::learners::NearestCentroid;
/// use simulation::observers::{Accuracy, Slice};
/// use simulation::seed::Seed;
/// use simulation::valuation::datamodels::{LinearSurrogate, Trial, trials};
/// use simulation::world::World;
///
/// let data = penguins::dataset();
/// let (world, observer) = (World::new(&data, (0..342).step_by(20)), Accuracy(Slice::evaluable(&data)));
/// let trials: Vec<Trial> =
///     trials(&NearestCentroid, &world, &observer, 0.5, Seed::new(1)).take(80).collect::<Result<_, _>>()?;
/// let (subsets, outcomes): (Vec<_>, Vec<_>) = trials.into_iter().map(|t| (t.subset, t.outcome)).unzip();
/// let surrogate = LinearSurrogate::lasso(&subsets, &outcomes, 0.001)?;
/// assert_eq!(surrogate.weights.len(), world.len());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn trials<'w, L: Learner>(
    learner: &'w L,
    world: &'w World<'_>,
    observer: &'w impl Observer<L::Model>,
    fraction: f64,
    seed: Seed,
) -> impl Iterator<Item = Result<Trial, TrialError>> + 'w {
    let ids: Vec<RowId> = world.rows().map(|row| row.id).collect();
    (0..).map(move |index| {
        if !(fraction > 0.0 && fraction <= 1.0) {
            return Err(TrialError::Fraction(fraction));
        }
        let draw = seed.redraw(index);
        let subset = random_subset(&ids, fraction, draw);
        let model = learner.fit(&world.keeping(|place| subset[place]), draw)?;
        Ok(Trial { subset, outcome: observer.observe(&model).ok_or(TrialError::Nothing)? })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::learners::NearestCentroid;
    use crate::observers::{Accuracy, Slice};

    #[test]
    fn subsets_have_the_size_asked_for_and_every_row_its_share() {
        let ids: Vec<RowId> = (0..9).map(RowId::new).collect();
        let mut counts = [0.0; 9];
        for k in 0..4_000 {
            let subset = random_subset(&ids, 0.5, Seed::new(6).redraw(k));
            assert_eq!(subset.iter().filter(|there| **there).count(), 5);
            counts.iter_mut().zip(subset).for_each(|(count, there)| *count += f64::from(u8::from(there)));
        }
        // 4,000 draws at 5/9: the standard error is 31.
        assert!(counts.iter().all(|count| (count - 4_000.0 * 5.0 / 9.0).abs() < 130.0), "{counts:?}");
    }

    #[test]
    fn a_trial_is_a_fit_on_its_rows_alone() {
        let data = penguins::dataset();
        let (world, slice) = (World::new(&data, (0..342).step_by(10)), Slice::evaluable(&data));
        let observer = Accuracy(slice);
        for trial in trials(&NearestCentroid, &world, &observer, 0.3, Seed::new(2)).take(4) {
            let trial = trial.unwrap();
            let there = world.positions().iter().zip(&trial.subset).filter(|(_, t)| **t).map(|(&p, _)| p);
            let model = NearestCentroid.fit(&World::new(&data, there), Seed::new(0)).unwrap();
            assert_eq!(observer.observe(&model), Some(trial.outcome));
        }
        let error =
            trials(&NearestCentroid, &world, &observer, 0.0, Seed::new(2)).next().unwrap().unwrap_err();
        assert_eq!(error.to_string(), "the fraction of rows is 0: legal are numbers above 0 and at most 1");
    }
}

//! Γ, the comparison: one edit, two worlds, one observer.
//!
//! Γ = O(A(t(W))) − O(A(W)). Both worlds are trained with the same learner and the same seed, so that whatever randomness
//! they use is common to both, and the difference is due to the edit.
//!
//! How much of a difference is luck? Two clouds answer, each a list of the same comparison repeated:
//! [`learner_luck`] repeats it with other seeds for the learner, [`resampling_luck`] with other rows from the same source.
//!
//! When it misleads: one comparison is about one seed and one sample. Look at the clouds before believing its sign.

use rand::Rng;
use thiserror::Error;

use crate::dataset::RowId;
use crate::edit::{EditError, Edits};
use crate::learners::{FitError, Learner, Model};
use crate::observers::Observer;
use crate::seed::{Purpose, Seed};
use crate::world::World;

/// What was observed in both worlds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// Y, in the world as it was.
    pub before: f64,
    /// Y′, in the edited world.
    pub after: f64,
    /// Whether both fits reached their optimum.
    pub converged: bool,
}

impl Comparison {
    /// Y′ − Y; exactly 0 without an edit.
    pub fn difference(&self) -> f64 {
        self.after - self.before
    }
}

/// Why two worlds could not be compared.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ComparisonError {
    /// The edit does not fit the world.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// A world could not be learned from.
    #[error(transparent)]
    Fit(#[from] FitError),
    /// The observer has nothing to measure.
    #[error("the observer found nothing to measure: give it at least one row with a target of its kind")]
    Nothing,
}

/// Trains in both worlds and compares what is observed. Cost: two fits and two observations.
///
/// # Errors
/// [`ComparisonError`], naming which of edit, fit and observer failed.
///
/// ```
/// use simulation::comparison::counterfactual;
/// use simulation::data::penguins;
/// use simulation::learners::NearestCentroid;
/// use simulation::observers::{Accuracy, Slice};
/// use simulation::seed::Seed;
/// use simulation::standardise::Standardiser;
/// use simulation::world::World;
///
/// let birds = penguins::dataset();
/// let data = Standardiser::fit(&World::trainable(&birds)).apply(&birds)?;
/// let (world, observer) = (World::new(&data, (0..342).step_by(2)), Accuracy(Slice::evaluable(&data)));
/// let edits = "drop 0; relabel 5 → 1".parse()?;
/// let comparison = counterfactual(&NearestCentroid, &world, &edits, &observer, Seed::new(1))?;
/// assert!(comparison.difference().abs() < 0.02, "two birds of 171");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn counterfactual<L: Learner>(
    learner: &L,
    world: &World<'_>,
    edits: &Edits,
    observer: &impl Observer<L::Model>,
    seed: Seed,
) -> Result<Comparison, ComparisonError> {
    compare(learner, world, &world.edited(edits)?, observer, seed)
}

fn compare<L: Learner>(
    learner: &L,
    before: &World<'_>,
    after: &World<'_>,
    observer: &impl Observer<L::Model>,
    seed: Seed,
) -> Result<Comparison, ComparisonError> {
    let (before, after) = (learner.fit(before, seed)?, learner.fit(after, seed)?);
    let observe = |model| observer.observe(model).ok_or(ComparisonError::Nothing);
    let converged = before.converged() && after.converged();
    Ok(Comparison { before: observe(&before)?, after: observe(&after)?, converged })
}

/// The comparison under other seeds for the learner: repetition k uses `seed.redraw(k)` in both worlds. An endless iterator; each
/// item costs two fits. For a deterministic learner all repetitions are equal.
pub fn learner_luck<'w, L: Learner>(
    learner: &'w L,
    world: &'w World<'_>,
    edits: &'w Edits,
    observer: &'w impl Observer<L::Model>,
    seed: Seed,
) -> impl Iterator<Item = Result<Comparison, ComparisonError>> + 'w {
    (0..).map(move |index| learner_repetition(learner, world, edits, observer, seed, index))
}

/// One repetition of [`learner_luck`], for whoever computes them piece by piece. Cost: two fits.
///
/// # Errors
/// As [`counterfactual`].
pub fn learner_repetition<L: Learner>(
    learner: &L,
    world: &World<'_>,
    edits: &Edits,
    observer: &impl Observer<L::Model>,
    seed: Seed,
    index: u32,
) -> Result<Comparison, ComparisonError> {
    counterfactual(learner, world, edits, observer, seed.redraw(index))
}

/// The comparison on resampled rows: in repetition k every row counts as often as a Poisson(1) draw from its own stream says, the same
/// number in both worlds, and the learner keeps its seed. An endless iterator; each item costs two fits.
///
/// Source: Hanley & MacGibbon (2006), *Creating non-parametric bootstrap samples using Poisson frequencies*. Counts are keyed by
/// row id, so a row that the edit leaves alone is drawn equally often before and after: the difference is paired.
///
/// When it misleads: the resampled rows come from the sample at hand, so what it lacks, the cloud lacks too.
pub fn resampling_luck<'w, L: Learner>(
    learner: &'w L,
    world: &'w World<'_>,
    edits: &'w Edits,
    observer: &'w impl Observer<L::Model>,
    seed: Seed,
) -> impl Iterator<Item = Result<Comparison, ComparisonError>> + 'w {
    (0..).map(move |index| resampled_repetition(learner, world, edits, observer, seed, index))
}

/// One repetition of [`resampling_luck`], likewise. Cost: two fits.
///
/// # Errors
/// As [`counterfactual`].
pub fn resampled_repetition<L: Learner>(
    learner: &L,
    world: &World<'_>,
    edits: &Edits,
    observer: &impl Observer<L::Model>,
    seed: Seed,
    index: u32,
) -> Result<Comparison, ComparisonError> {
    let draw = seed.redraw(index);
    let counts = |id| poisson_one(draw, id);
    let after = world.edited(edits)?.reweighted(counts);
    compare(learner, &world.reweighted(counts), &after, observer, seed)
}

/// A Poisson(1) count from the row's own stream, by inversion of the distribution function.
pub(crate) fn poisson_one(seed: Seed, row: RowId) -> f64 {
    // 53 bits, uniform on [0, 1).
    let uniform = (seed.stream(Purpose::Resample, row).next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
    let (mut count, mut mass) = (0.0, 1.0 / std::f64::consts::E);
    let mut below = mass;
    while uniform >= below && mass > 0.0 {
        count += 1.0;
        mass /= count;
        below += mass;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::learners::{NearestCentroid, SoftmaxRegression};
    use crate::observers::{Accuracy, LogLoss, Slice};
    use crate::standardise::Standardiser;

    fn spread(values: &[f64]) -> f64 {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / values.len() as f64
    }

    #[test]
    fn no_edit_is_no_difference_and_a_deterministic_learner_has_no_luck() {
        let data = penguins::dataset();
        let scaled = Standardiser::fit(&World::trainable(&data)).apply(&data).unwrap();
        let (world, observer) =
            (World::new(&scaled, (0..342).step_by(3)), LogLoss(Slice::new(&scaled, 0..342)));
        let learner = SoftmaxRegression::new(1.0).unwrap();
        let none = counterfactual(&learner, &world, &Edits::none(), &observer, Seed::new(4)).unwrap();
        assert_eq!(none.difference(), 0.0);
        let edits = Edits::drop_rows(world.rows().filter(|row| row.group == 1).map(|row| row.id));
        let luck = learner_luck(&learner, &world, &edits, &observer, Seed::new(4));
        let differences: Vec<f64> = luck.take(3).map(|c| c.unwrap().difference()).collect();
        assert!(differences[0] != 0.0 && differences.iter().all(|d| d == &differences[0]));
    }

    #[test]
    fn shared_rows_make_the_paired_difference_spread_less() {
        let data = penguins::dataset();
        let scaled = Standardiser::fit(&World::trainable(&data)).apply(&data).unwrap();
        let (world, observer) =
            (World::new(&scaled, (0..342).step_by(3)), LogLoss(Slice::new(&scaled, 0..342)));
        let learner = SoftmaxRegression::new(1.0).unwrap();
        let edits = Edits::drop_rows(world.rows().take(4).map(|row| row.id));
        let luck = resampling_luck(&learner, &world, &edits, &observer, Seed::new(2));
        let cloud: Vec<Comparison> = luck.take(60).map(Result::unwrap).collect();
        let paired: Vec<f64> = cloud.iter().map(Comparison::difference).collect();
        let unpaired: Vec<f64> =
            cloud.iter().zip(cloud.iter().skip(1)).map(|(one, other)| one.after - other.before).collect();
        assert!(spread(&paired) > 0.0 && spread(&paired) < 0.5 * spread(&unpaired));
    }

    #[test]
    fn counts_are_poisson() {
        let counts: Vec<f64> = (0..40_000).map(|row| poisson_one(Seed::new(8), RowId::new(row))).collect();
        let mean = counts.iter().sum::<f64>() / 40_000.0;
        // The standard error of either is 0.005 and 0.0087.
        assert!((mean - 1.0).abs() < 0.025 && (spread(&counts) - 1.0).abs() < 0.045, "{mean}");
    }

    #[test]
    fn what_cannot_be_compared_says_why() {
        let data = penguins::dataset();
        let world = World::new(&data, 0..9);
        let compare = |text: &str, rows: std::ops::Range<usize>| {
            let (edits, observer) = (text.parse().unwrap(), Accuracy(Slice::new(&data, rows)));
            counterfactual(&NearestCentroid, &world, &edits, &observer, Seed::new(0)).unwrap_err()
        };
        assert_eq!(compare("drop 77", 0..9), ComparisonError::Edit(EditError::NoRow(77)));
        assert_eq!(compare("drop 1", 0..0), ComparisonError::Nothing);
    }
}

//! One experiment for every row of a slice: subsets of a world, a model for each, and what it says of each test row.
//!
//! Each row of the world is in a subset with probability α, by a coin of its own. Sizes then vary a little, and that is why the weights are
//! determined: in subsets of one size ([`random_subset`](super::random_subset)) a constant added to all weights is taken up by the
//! intercept. The minimiser over all subsets, each weighted by its probability, is the weighted Banzhaf value bᵢ = E[v(S ∪ i) − v(S ∖ i)]: what
//! row i adds to a random subset of the others. So it is no leave-one-out value, which is the same difference at the one set of all others.
//!
//! Cost of a trial: one fit, and one prediction a test row. Every test row then has its own regression, and none needs a further fit.
//!
//! Sources: Ilyas, Park, Engstrom, Leclerc & Madry (2022), *Datamodels: predicting predictions from training data*, who draw subsets of one size;
//! Hammer & Holzman (1992), *Approximations of pseudo-Boolean functions; applications to game theory*, for α = ½; Marichal & Mathonet
//! (2011), *Weighted Banzhaf power and interaction indexes through weighted approximations of games*, for any α.
//!
//! When it misleads: a row of a small class is missing from many subsets together with all of its class, and its weight is about having
//! the class at all.

use crate::dataset::{Row, RowId};
use crate::distributions::uniform;
use crate::learners::{Classification, Learner};
use crate::linear_algebra::squared_distance;
use crate::observers::{Accuracy, Observer, Slice};
use crate::seed::{Purpose, Seed};
use crate::world::World;

use super::TrialError;

/// A probability below this one is taken as this one where its logarithm is asked for: a model that has never seen a class may give it none.
pub const LEAST_PROBABILITY: f64 = 0.001;

/// What is observed on the model of a subset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// For each test row p_y − max p_k over k ≠ y, from −1 to 1: positive where the true class y is predicted.
    Margin,
    /// For each test row log p_y, with p_y at least [`LEAST_PROBABILITY`].
    LogProbability,
    /// One number: the share of the test rows that are predicted correctly.
    Accuracy,
    /// For each test row the sum of [`votes`] of the rows in the subset. Nothing is trained: the additive game, whose weights are known.
    Votes,
}

impl Output {
    /// Whether each test row has an outcome of its own.
    pub const fn is_of_rows(self) -> bool {
        !matches!(self, Self::Accuracy)
    }

    fn of(self, model: &impl Classification, slice: &Slice<'_>) -> Option<Vec<f64>> {
        if self == Self::Accuracy {
            return Some(vec![Accuracy(slice.clone()).observe(model)?]);
        }
        slice.rows().map(|row| self.of_row(&model.probabilities(row.features), &row)).collect()
    }

    fn of_row(self, probabilities: &[f64], row: &Row<'_>) -> Option<f64> {
        let class = row.target.class()?;
        let own = *probabilities.get(class)?;
        if self == Self::LogProbability {
            return Some(libm::log(own.max(LEAST_PROBABILITY)));
        }
        let others = probabilities.iter().enumerate().filter(|(other, _)| *other != class);
        Some(own - others.fold(0.0_f64, |most, (_, &p)| most.max(p)))
    }
}

/// A subset in which each row is with probability `share`, by the first number of its own stream. Cost O(n).
///
/// ```
/// use simulation::dataset::RowId;
/// use simulation::seed::Seed;
/// use simulation::valuation::datamodels::coin_subset;
///
/// let rows: Vec<RowId> = (0..400).map(RowId::new).collect();
/// let there = coin_subset(&rows, 0.25, Seed::new(1)).into_iter().filter(|there| *there).count();
/// assert!((70..130).contains(&there));
/// assert_eq!(coin_subset(&rows, 0.5, Seed::new(1))[..9], coin_subset(&rows[..9], 0.5, Seed::new(1)));
/// ```
pub fn coin_subset(rows: &[RowId], share: f64, seed: Seed) -> Vec<bool> {
    rows.iter().map(|&row| uniform(&mut seed.stream(Purpose::Subset, row)) < share).collect()
}

/// What each row of the world says of a row: ± exp(−½·‖xᵢ − x‖²)/n, positive if it is of the same class. Cost O(n·p).
pub fn votes(world: &World<'_>, row: &Row<'_>) -> Vec<f64> {
    let vote = |voter: Row<'_>| {
        let near = libm::exp(-0.5 * squared_distance(voter.features, row.features)) / world.len() as f64;
        if voter.target.class() == row.target.class() { near } else { -near }
    };
    world.rows().map(vote).collect()
}

/// A protocol for the models of subsets: what trains on them, and what is observed.
///
/// ```
/// use simulation::data::penguins;
/// use simulation::idea::TwoWorlds;
/// use simulation::learners::NearestCentroid;
/// use simulation::seed::Seed;
/// use simulation::statistics::pearson;
/// use simulation::valuation::datamodels::{Output, SubsetStudy, Trials};
///
/// let worlds = TwoWorlds::new(&penguins::dataset(), 30, Seed::new(1))?;
/// let study = SubsetStudy::new(&NearestCentroid, worlds.world(), worlds.slice(), Output::Margin, 0.5)?;
/// let trials = |seed: Seed| -> Result<Trials, Box<dyn std::error::Error>> {
///     let mut trials = Trials::default();
///     for index in 0..200 {
///         trials.push(study.trial(seed, index)?);
///     }
///     Ok(trials)
/// };
/// let (training, held_out) = (trials(Seed::new(2))?, trials(Seed::new(3))?);
/// // One regression for test row 0, asked about subsets that it has not seen.
/// let surrogate = training.fit(0, 0.0)?;
/// let r = pearson(&held_out.predicted(&surrogate), &held_out.outcomes(0)).ok_or("constant")?;
/// assert!(r > 0.5, "{r}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct SubsetStudy<'a, L> {
    learner: &'a L,
    world: World<'a>,
    ids: Vec<RowId>,
    slice: Slice<'a>,
    output: Output,
    share: f64,
}

/// A subset with everything that was observed on its model.
#[derive(Clone, Debug, PartialEq)]
pub struct SubsetOutcomes {
    /// For each row of the world, whether it was trained on.
    pub subset: Vec<bool>,
    /// For each test row what was observed; of [`Output::Accuracy`] one number.
    pub outcomes: Vec<f64>,
}

impl<'a, L: Learner<Model: Classification>> SubsetStudy<'a, L> {
    /// Models of subsets of `world`, each row in with probability `share`, observed on the rows of `slice`.
    ///
    /// # Errors
    /// [`TrialError::Share`] unless 0 < `share` < 1.
    pub fn new(
        learner: &'a L,
        world: World<'a>,
        slice: Slice<'a>,
        output: Output,
        share: f64,
    ) -> Result<Self, TrialError> {
        if !(share > 0.0 && share < 1.0) {
            return Err(TrialError::Share(share));
        }
        let ids = world.rows().map(|row| row.id).collect();
        Ok(Self { learner, world, ids, slice, output, share })
    }

    /// The `index`-th random subset of a seed, its model, and what is observed on it. Cost: a fit, and a prediction a test row.
    ///
    /// # Errors
    /// [`TrialError`] if the subset cannot be learned from, or nothing can be observed.
    pub fn trial(&self, seed: Seed, index: u32) -> Result<SubsetOutcomes, TrialError> {
        let draw = seed.redraw(index);
        let subset = coin_subset(&self.ids, self.share, draw);
        Ok(SubsetOutcomes { outcomes: self.outcomes(&subset, draw)?, subset })
    }

    /// What is observed on the model of a subset, given by marks on the rows of the world: of all rows, of all but one, or of any. Rows without
    /// a mark are left out. Cost as of a trial.
    ///
    /// # Errors
    /// As [`SubsetStudy::trial`].
    pub fn outcomes(&self, subset: &[bool], seed: Seed) -> Result<Vec<f64>, TrialError> {
        let there = |place: usize| subset.get(place) == Some(&true);
        let found = if self.output == Output::Votes {
            let sum = |row: Row<'_>| {
                let votes = votes(&self.world, &row).into_iter().enumerate();
                votes.filter(|(place, _)| there(*place)).fold(0.0, |sum, (_, vote)| sum + vote)
            };
            Some(self.slice.rows().map(sum).collect())
        } else {
            self.output.of(&self.learner.fit(&self.world.keeping(there), seed)?, &self.slice)
        };
        found.filter(|found: &Vec<f64>| !found.is_empty()).ok_or(TrialError::Nothing)
    }

    /// What is observed on the model of all rows but the one at `place`; of all rows if there is none there. Cost as of a trial.
    ///
    /// # Errors
    /// As [`SubsetStudy::trial`].
    pub fn without(&self, place: Option<usize>, seed: Seed) -> Result<Vec<f64>, TrialError> {
        let subset: Vec<bool> = (0..self.ids.len()).map(|row| Some(row) != place).collect();
        self.outcomes(&subset, seed)
    }
}

#[cfg(test)]
mod tests;

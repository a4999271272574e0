//! Subsets with the outcomes of all test rows: what every datamodel of one experiment is fitted on.

use super::{LinearSurrogate, SubsetOutcomes, SurrogateError};
use crate::comparison::poisson_one;
use crate::dataset::RowId;
use crate::seed::Seed;

/// Trials, in the order in which they came. See [`SubsetStudy`](super::SubsetStudy) for an example.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trials {
    subsets: Vec<Vec<bool>>,
    /// Trial by trial, for each test row.
    outcomes: Vec<Vec<f64>>,
}

impl Trials {
    /// Adds one.
    pub fn push(&mut self, trial: SubsetOutcomes) {
        self.subsets.push(trial.subset);
        self.outcomes.push(trial.outcomes);
    }

    /// Keeps the first so many.
    pub fn truncate(&mut self, count: usize) {
        self.subsets.truncate(count);
        self.outcomes.truncate(count);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.subsets.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.subsets.is_empty()
    }

    /// The outcome of a test row in each trial, NaN where it has none; of an output of one number, that is test row 0.
    pub fn outcomes(&self, test: usize) -> Vec<f64> {
        self.outcomes.iter().map(|outcomes| outcomes.get(test).copied().unwrap_or(f64::NAN)).collect()
    }

    /// What a surrogate predicts for each trial. Cost O(m·n).
    pub fn predicted(&self, surrogate: &LinearSurrogate) -> Vec<f64> {
        self.subsets.iter().map(|subset| surrogate.predict(subset)).collect()
    }

    /// The surrogate of a test row: by least squares where `penalty` is 0, else by the lasso with that share of the penalty under which no
    /// weight is left ([`LinearSurrogate::largest_penalty`]), so that one number suits outcomes of any unit. Cost as of either.
    ///
    /// # Errors
    /// [`SurrogateError`], as of either.
    pub fn fit(&self, test: usize, penalty: f64) -> Result<LinearSurrogate, SurrogateError> {
        fit(&self.subsets, &self.outcomes(test), penalty)
    }

    /// The same on redrawn trials: each counts as often as its own Poisson(1) draw says, a bootstrap of subsets and not of rows. Between one
    /// redraw and the next a weight moves by about its standard error.
    ///
    /// Source: Hanley & MacGibbon (2006), *Creating non-parametric bootstrap samples using Poisson frequencies*.
    ///
    /// When it misleads: with few more trials than rows, a redraw holds too few different ones to determine the weights, and the spread of
    /// least squares is exaggerated or there is none.
    ///
    /// # Errors
    /// As [`Trials::fit`].
    pub fn fit_redrawn(
        &self,
        test: usize,
        penalty: f64,
        seed: Seed,
        index: u32,
    ) -> Result<LinearSurrogate, SurrogateError> {
        let draw = seed.redraw(index);
        let (mut subsets, mut outcomes) = (vec![], vec![]);
        for ((trial, subset), outcome) in (0..).zip(&self.subsets).zip(self.outcomes(test)) {
            let count = poisson_one(draw, RowId::new(trial)) as usize;
            subsets.extend(std::iter::repeat_n(subset, count).cloned());
            outcomes.extend(std::iter::repeat_n(outcome, count));
        }
        fit(&subsets, &outcomes, penalty)
    }
}

fn fit(subsets: &[Vec<bool>], outcomes: &[f64], penalty: f64) -> Result<LinearSurrogate, SurrogateError> {
    if penalty == 0.0 {
        return LinearSurrogate::least_squares(subsets, outcomes);
    }
    LinearSurrogate::lasso(subsets, outcomes, penalty * LinearSurrogate::largest_penalty(subsets, outcomes)?)
}

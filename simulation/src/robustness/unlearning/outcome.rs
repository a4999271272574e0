//! What a method leaves of the rows that asked to go.

use super::certificate::norm;
use super::{Method, Witness};
use crate::linear_algebra::add_scaled;

/// What one method left of the rows that asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forgotten {
    /// Looks at a row that it took.
    pub looks: u64,
    /// The distance to the learner's own retrained world: the root of the mean squared difference of what both say about a test row.
    pub left: f64,
    /// The same distance where nothing is done.
    pub before: f64,
    /// The share of test rows that the model gets right afterwards.
    pub accuracy: f64,
    /// What a witness reads off: this model, the retrained one, and the one that was left as it is, the larger the more suspicious.
    losses: [f64; 3],
    slopes: [f64; 3],
}

impl Forgotten {
    /// The share of the way to the retrained world that is left, 0 where there was none to go.
    pub fn share(&self) -> f64 {
        if self.before > 0.0 { self.left / self.before } else { 0.0 }
    }

    /// What a witness reads off this model and off the retrained one, the larger the more suspicious.
    pub const fn seen(&self, witness: Witness) -> [f64; 2] {
        let [own, retrained, _] = self.read(witness);
        [own, retrained]
    }

    /// The same off the model that was left as it is, and off the retrained one.
    pub const fn seen_before(&self, witness: Witness) -> [f64; 2] {
        let [_, retrained, kept] = self.read(witness);
        [kept, retrained]
    }

    const fn read(&self, witness: Witness) -> [f64; 3] {
        match witness {
            Witness::Losses => self.losses,
            Witness::Slopes => self.slopes,
        }
    }
}

/// The numbers of a [`TrialOutcome`].
pub const NUMBERS: usize = 38;

/// What all methods left.
#[derive(Clone, Debug, PartialEq)]
pub struct TrialOutcome {
    /// In the order of [`Method::ALL`].
    pub(super) of: [Forgotten; 6],
}

impl TrialOutcome {
    /// What one of them left.
    pub const fn of(&self, method: Method) -> &Forgotten {
        &self.of[method.place()]
    }

    /// The outcome as [`NUMBERS`] numbers, so that it can travel: what the logistic regression's four methods share stands once.
    pub fn numbers(&self) -> Vec<f64> {
        let [nothing, retrain, sisa, downdate, first, newton] = &self.of;
        let mut numbers = vec![nothing.before, nothing.accuracy, retrain.accuracy, retrain.looks as f64];
        numbers.extend([retrain.losses[0], nothing.losses[0], retrain.slopes[0], nothing.slopes[0]]);
        for one in [first, newton] {
            numbers.extend([one.looks as f64, one.left, one.accuracy, one.losses[0], one.slopes[0]]);
        }
        for one in [sisa, downdate] {
            numbers.extend([one.looks as f64, one.left, one.before, one.accuracy]);
            numbers.extend(one.losses.iter().chain(&one.slopes));
        }
        numbers
    }

    /// Turns [`TrialOutcome::numbers`] round; `None` for another count of numbers, or one that is not finite.
    pub fn from_numbers(numbers: &[f64]) -> Option<Self> {
        let numbers: &[f64; NUMBERS] = numbers.try_into().ok()?;
        if numbers.iter().any(|number| !number.is_finite()) {
            return None;
        }
        let (shared, rest) = numbers.split_first_chunk::<8>()?;
        let [before, kept, anew, took, loss, kept_loss, slope, kept_slope] = *shared;
        let logistic = |[looks, left, accuracy, own, own_slope]: [f64; 5]| Forgotten {
            looks: looks as u64,
            left,
            before,
            accuracy,
            losses: [own, loss, kept_loss],
            slopes: [own_slope, slope, kept_slope],
        };
        let (first, rest) = rest.split_first_chunk::<5>()?;
        let (newton, rest) = rest.split_first_chunk::<5>()?;
        let other = |&[looks, left, before, accuracy, a, b, c, d, e, f]: &[f64; 10]| Forgotten {
            looks: looks as u64,
            left,
            before,
            accuracy,
            losses: [a, b, c],
            slopes: [d, e, f],
        };
        let (sisa, rest) = rest.split_first_chunk::<10>()?;
        let (downdate, _) = rest.split_first_chunk::<10>()?;
        let nothing = logistic([0.0, before, kept, kept_loss, kept_slope]);
        let retrain = logistic([took, 0.0, anew, loss, slope]);
        let of = [nothing, retrain, other(sisa), other(downdate), logistic(*first), logistic(*newton)];
        Some(Self { of })
    }
}

/// What a model says about the test rows, and what witnesses read off it.
#[derive(Clone, Debug)]
pub(super) struct Sight {
    pub(super) says: Vec<f64>,
    pub(super) accuracy: f64,
    pub(super) losses: f64,
    pub(super) slope: f64,
}

impl Forgotten {
    pub(super) fn new(looks: u64, own: &Sight, retrained: &Sight, kept: &Sight) -> Self {
        let apart = |one: &Sight| {
            let mut gap = one.says.clone();
            add_scaled(&mut gap, -1.0, &retrained.says);
            norm(&gap) / (gap.len().max(1) as f64).sqrt()
        };
        Self {
            looks,
            left: apart(own),
            before: apart(kept),
            accuracy: own.accuracy,
            losses: [own.losses, retrained.losses, kept.losses],
            slopes: [own.slope, retrained.slope, kept.slope],
        }
    }
}

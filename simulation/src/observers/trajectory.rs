//! Trajectories: what is observed at each step of a training, in one world or in two.
//!
//! Training that goes in steps is an iterator of snapshots. A trajectory keeps one number for each; two trajectories are compared
//! step by step. That is a comparison of worlds only on common randomness: train both from the same seed, so that both start at
//! the same parameters and meet their rows in the same order. Then they part where the edit first matters, and no earlier.
//!
//! When it misleads: an edit that removes a row can shift every later step by one; step k of one world is then not step k of the other.

/// One number for each step from the first on, `None` where there was nothing to measure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trajectory {
    values: Vec<Option<f64>>,
}

/// Observes each snapshot of a training. Cost: one observation a step; no snapshot is kept.
///
/// ```
/// use simulation::observers::trajectory;
/// // Halving, observed as it is.
/// let steps = std::iter::successors(Some(8.0), |x| Some(x / 2.0)).take(4);
/// let path = trajectory(steps, |&x| Some(x));
/// assert_eq!(path.values(), [Some(8.0), Some(4.0), Some(2.0), Some(1.0)]);
/// ```
pub fn trajectory<S>(steps: impl IntoIterator<Item = S>, observe: impl Fn(&S) -> Option<f64>) -> Trajectory {
    steps.into_iter().map(|snapshot| observe(&snapshot)).collect()
}

impl Trajectory {
    /// Adds what was observed at the next step.
    pub fn push(&mut self, value: Option<f64>) {
        self.values.push(value);
    }

    /// The values, one for each step.
    pub fn values(&self) -> &[Option<f64>] {
        &self.values
    }

    /// The number of steps.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether nothing has been observed.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The value at the last step: what one would see without the path.
    pub fn last(&self) -> Option<f64> {
        *self.values.last()?
    }
}

impl FromIterator<Option<f64>> for Trajectory {
    fn from_iter<I: IntoIterator<Item = Option<f64>>>(values: I) -> Self {
        Self { values: values.into_iter().collect() }
    }
}

/// The trajectories of two worlds, observed by the same observer on common randomness.
#[derive(Clone, Debug, PartialEq)]
pub struct TrajectoryComparison {
    /// In the world as it was.
    pub before: Trajectory,
    /// In the edited world.
    pub after: Trajectory,
}

impl TrajectoryComparison {
    /// After − before at each step that both have; `None` where either has no value, or where it is no number.
    pub fn differences(&self) -> Trajectory {
        let difference = |(before, after): (&Option<f64>, &Option<f64>)| {
            let difference = (*after)? - (*before)?;
            (!difference.is_nan()).then_some(difference)
        };
        self.before.values.iter().zip(&self.after.values).map(difference).collect()
    }

    /// The first step, from 0, at which the two differ at all: where the edit first matters. `None` if they agree on every step
    /// that both have.
    ///
    /// ```
    /// use simulation::observers::{TrajectoryComparison, trajectory};
    /// let path = |values: [f64; 3]| trajectory(values, |&value| Some(value));
    /// let comparison = TrajectoryComparison { before: path([1.0, 0.5, 0.2]), after: path([1.0, 0.7, 0.1]) };
    /// assert_eq!(comparison.parting(), Some(1));
    /// ```
    pub fn parting(&self) -> Option<usize> {
        let same = |(before, after): (&Option<f64>, &Option<f64>)| match (before, after) {
            (Some(before), Some(after)) => before == after || (before.is_nan() && after.is_nan()),
            (before, after) => before.is_none() && after.is_none(),
        };
        self.before.values.iter().zip(&self.after.values).position(|pair| !same(pair))
    }

    /// The step with the largest difference in size, the first of several, and the difference. `None` if there is no difference to
    /// compare.
    pub fn largest(&self) -> Option<(usize, f64)> {
        let differences = self.differences();
        let mut defined = (0..).zip(&differences.values).filter_map(|(step, value)| Some((step, (*value)?)));
        let first = defined.next()?;
        Some(
            defined
                .fold(first, |largest, other| if other.1.abs() > largest.1.abs() { other } else { largest }),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::RowId;
    use crate::seed::{Purpose, Seed};
    use crate::statistics::variance;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use rand::Rng;

    /// Noisy descent to a target, from 0: the noise of step k is keyed by the seed and k, whatever the target.
    fn descent(target: f64, seed: Seed) -> Trajectory {
        let mut place = 0.0;
        let steps = (0..30).map(move |step| {
            let bits = seed.stream(Purpose::Resample, RowId::new(step)).next_u64();
            place += 0.2 * (target - place) + (bits >> 11) as f64 / (1_u64 << 53) as f64 - 0.5;
            place
        });
        trajectory(steps, |&place| Some(place))
    }

    #[test]
    fn on_common_randomness_the_difference_is_the_edit_alone() {
        let (mut common, mut separate) = (Vec::new(), Vec::new());
        for repetition in 0..40 {
            let (seed, other) = (Seed::new(repetition), Seed::new(1000 + repetition));
            let before = descent(1.0, seed);
            let last =
                |after| TrajectoryComparison { before: before.clone(), after }.differences().last().unwrap();
            common.push(last(descent(2.0, seed)));
            separate.push(last(descent(2.0, other)));
        }
        // The noise cancels: what is left is the descent of the gap, 1 − 0.8³⁰.
        assert!(common.iter().all(|difference| (difference - (1.0 - libm::pow(0.8, 30.0))).abs() < 1e-12));
        assert!(variance(&separate).unwrap() > 0.05);
    }

    #[test]
    fn no_edit_is_no_difference_at_any_step() {
        let (before, after) = (descent(1.0, Seed::new(5)), descent(1.0, Seed::new(5)));
        let comparison = TrajectoryComparison { before, after };
        assert_eq!((comparison.parting(), comparison.largest()), (None, Some((0, 0.0))));
    }

    #[test]
    fn steps_without_a_value_keep_their_place() {
        let before = [Some(1.0), None, Some(3.0), Some(4.0)].into_iter().collect();
        let after: Trajectory = [Some(1.0), Some(2.0), Some(0.0)].into_iter().collect();
        let comparison = TrajectoryComparison { before, after };
        assert_eq!(comparison.differences().values(), [Some(0.0), None, Some(-3.0)]);
        assert_eq!((comparison.parting(), comparison.largest()), (Some(1), Some((2, -3.0))));
        let mut path = Trajectory::default();
        assert!(path.is_empty() && path.last().is_none());
        path.push(None);
        path.push(Some(2.0));
        assert_eq!((path.len(), path.last()), (2, Some(2.0)));
    }

    proptest! {
        #[test]
        fn nothing_panics_and_no_difference_is_nan(
            before in vec(proptest::option::of(proptest::num::f64::ANY), 0..6),
            after in vec(proptest::option::of(proptest::num::f64::ANY), 0..6),
        ) {
            let steps = before.len().min(after.len());
            let (before, after) = (before.into_iter().collect(), after.into_iter().collect());
            let comparison = TrajectoryComparison { before, after };
            let differences = comparison.differences();
            prop_assert_eq!(differences.len(), steps);
            prop_assert!(!differences.values().iter().flatten().any(|value| value.is_nan()));
            let largest = comparison.largest().map(|(_, value)| value.abs());
            prop_assert!(differences.values().iter().flatten().all(|value| Some(value.abs()) <= largest));
        }
    }
}

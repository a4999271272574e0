//! The same metric for each group: the worst, the gap, the difference.
//!
//! A mean over all rows hides who pays for it. Here any observer is asked once for each group of the slice's rows, and the answers are
//! compared: the worst group, max − min, or one group against another.
//!
//! Source of the worst group as an objective: Sagawa et al. (2020), *Distributionally robust neural networks for group shifts*.
//!
//! When they mislead: a gap between small groups is mostly luck, and the largest of many gaps is the luckiest; and a gap closes as
//! well by doing worse by the best group.

use super::{Observer, Slice};

/// Which way a metric is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// As accuracy is.
    Higher,
    /// As losses are.
    Lower,
}

/// What was observed on each group, ascending by group; `None` where there was nothing to measure.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupValues {
    values: Vec<(usize, Option<f64>)>,
}

/// Asks one observer for each group that the slice has rows of. `make` turns a group's rows into its observer; a tuple struct such as
/// [`super::Accuracy`] is such a function. Cost: as one observation of the whole slice.
///
/// ```
/// use simulation::data::penguins;
/// use simulation::learners::{Learner, NearestCentroid};
/// use simulation::observers::{Accuracy, Better, Slice, by_group};
/// use simulation::seed::Seed;
/// use simulation::standardise::Standardiser;
/// use simulation::world::World;
///
/// let birds = penguins::dataset();
/// let birds = Standardiser::fit(&World::trainable(&birds)).apply(&birds)?;
/// let model = NearestCentroid.fit(&World::trainable(&birds), Seed::new(1))?;
/// let colonies = by_group(&model, &Slice::evaluable(&birds), Accuracy);
/// let (_, accuracy) = colonies.worst(Better::Higher).ok_or("no colony")?;
/// assert!(accuracy > 0.8);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn by_group<'a, M, O: Observer<M>>(
    model: &M,
    slice: &Slice<'a>,
    make: impl Fn(Slice<'a>) -> O,
) -> GroupValues {
    let value = |group| (group, make(slice.in_group(group)).observe(model));
    GroupValues { values: slice.groups().into_iter().map(value).collect() }
}

impl GroupValues {
    /// The groups and their values, ascending by group.
    pub fn values(&self) -> &[(usize, Option<f64>)] {
        &self.values
    }

    /// The value of one group; `None` also if it has no rows.
    pub fn of(&self, group: usize) -> Option<f64> {
        self.values.iter().find(|(own, _)| *own == group)?.1
    }

    /// The group that does worst, the first of several, and its value. Groups without a value cannot be worst; `None` if no group
    /// has one, or one is NaN.
    pub fn worst(&self, better: Better) -> Option<(usize, f64)> {
        let mut measured = self.measured()?.into_iter();
        let first = measured.next()?;
        Some(measured.fold(first, |worst, other| {
            let worse = match better {
                Better::Higher => other.1 < worst.1,
                Better::Lower => other.1 > worst.1,
            };
            if worse { other } else { worst }
        }))
    }

    /// Largest − smallest value: at least 0. `None` of fewer than two groups with a value, or if one is NaN.
    pub fn gap(&self) -> Option<f64> {
        if self.measured()?.len() < 2 {
            return None;
        }
        let ((_, low), (_, high)) = (self.worst(Better::Higher)?, self.worst(Better::Lower)?);
        // Where both are infinite there is no gap.
        Some(if low == high { 0.0 } else { high - low })
    }

    /// Value of `group` − value of `reference`; `None` if either has none, or where it is no number.
    pub fn difference(&self, group: usize, reference: usize) -> Option<f64> {
        let difference = self.of(group)? - self.of(reference)?;
        (!difference.is_nan()).then_some(difference)
    }

    fn measured(&self) -> Option<Vec<(usize, f64)>> {
        let measured: Vec<_> =
            self.values.iter().filter_map(|&(group, value)| Some((group, value?))).collect();
        (!measured.iter().any(|(_, value)| value.is_nan())).then_some(measured)
    }
}

/// [`GroupValues::worst`] as an observer: `WorstGroup { slice, make: Accuracy, better: Better::Higher }`.
#[derive(Clone, Debug)]
pub struct WorstGroup<'a, F> {
    /// The rows of all groups.
    pub slice: Slice<'a>,
    /// From a group's rows to its observer.
    pub make: F,
    /// Which way the metric is better.
    pub better: Better,
}

impl<'a, M, O: Observer<M>, F: Fn(Slice<'a>) -> O> Observer<M> for WorstGroup<'a, F> {
    fn observe(&self, model: &M) -> Option<f64> {
        Some(by_group(model, &self.slice, &self.make).worst(self.better)?.1)
    }
}

/// [`GroupValues::gap`] as an observer: `GroupGap { slice, make: LogLoss }`.
#[derive(Clone, Debug)]
pub struct GroupGap<'a, F> {
    /// The rows of all groups.
    pub slice: Slice<'a>,
    /// From a group's rows to its observer.
    pub make: F,
}

impl<'a, M, O: Observer<M>, F: Fn(Slice<'a>) -> O> Observer<M> for GroupGap<'a, F> {
    fn observe(&self, model: &M) -> Option<f64> {
        by_group(model, &self.slice, &self.make).gap()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observers::tests::{Says, binary};
    use crate::observers::{Accuracy, LogLoss};
    use proptest::prelude::*;

    #[test]
    fn each_group_is_measured_on_its_own_rows() {
        // Group 2 has no rows; group 1 has none of class 1.
        let data = binary(&[(0.9, 1, 0), (0.2, 1, 0), (0.8, 0, 1), (0.7, 0, 3), (0.6, 1, 3), (0.2, 1, 3)]);
        let slice = Slice::evaluable(&data);
        let accuracy = by_group(&Says, &slice, Accuracy);
        assert_eq!(accuracy.values(), [(0, Some(0.5)), (1, Some(0.0)), (3, Some(1.0 / 3.0))]);
        assert_eq!((accuracy.of(3), accuracy.of(2)), (Some(1.0 / 3.0), None));
        assert_eq!(accuracy.worst(Better::Higher), Some((1, 0.0)));
        assert_eq!(accuracy.worst(Better::Lower), Some((0, 0.5)));
        assert_eq!(GroupGap { slice: slice.clone(), make: Accuracy }.observe(&Says), Some(0.5));
        let worst = WorstGroup { slice: slice.clone(), make: LogLoss, better: Better::Lower };
        let third = LogLoss(slice.in_group(1)).observe(&Says);
        assert_eq!(worst.observe(&Says), third, "1.61 nats against 0.86 and 1.11");
    }

    #[test]
    fn one_group_has_no_gap_and_none_no_worst() {
        let data = binary(&[(0.9, 1, 0)]);
        let one = by_group(&Says, &Slice::evaluable(&data), Accuracy);
        assert_eq!((one.gap(), one.worst(Better::Higher)), (None, Some((0, 1.0))));
        let none = by_group(&Says, &Slice::new(&data, []), Accuracy);
        assert_eq!((none.gap(), none.worst(Better::Higher)), (None, None));
    }

    proptest! {
        #[test]
        fn no_group_is_worse_than_the_worst(values in proptest::collection::vec(proptest::option::of(proptest::num::f64::ANY), 0..6)) {
            let values = GroupValues { values: values.into_iter().enumerate().collect() };
            let measured: Vec<f64> = values.values().iter().filter_map(|(_, value)| *value).collect();
            if measured.is_empty() || measured.iter().any(|value| value.is_nan()) {
                prop_assert_eq!((values.worst(Better::Lower), values.gap()), (None, None));
                return Ok(());
            }
            let (_, low) = values.worst(Better::Higher).unwrap();
            let (_, high) = values.worst(Better::Lower).unwrap();
            prop_assert!(measured.iter().all(|value| (low..=high).contains(value)));
            prop_assert!(values.gap().is_none_or(|gap| gap >= 0.0));
            prop_assert_eq!(values.gap().is_some(), measured.len() > 1);
        }
    }
}

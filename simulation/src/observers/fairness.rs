//! The two group differences that fairness is most often argued about.
//!
//! Sources: Dwork et al. (2012), *Fairness through awareness* (statistical parity); Hardt, Price & Srebro (2016), *Equality of
//! opportunity in supervised learning*.
//!
//! When they mislead: apart from special cases not both can be 0, a 0 can be reached by doing badly by everybody, and between small
//! groups most of the difference is luck.

use super::{Observer, PositiveRate, Slice, TruePositiveRate, by_group};
use crate::learners::Classification;

/// Demographic parity difference: P(ŷ = 1 | group) − P(ŷ = 1 | reference). 0 is parity; below 0 the group is predicted as
/// class 1 less often than the reference. `None` if either group has no rows, or the model does not know exactly two classes.
/// For the largest difference among many groups, `GroupGap { slice, make: PositiveRate }`.
///
/// When it misleads: it never looks at the true classes.
///
/// ```
/// use simulation::data::penguins;
/// use simulation::learners::{Learner, NearestCentroid};
/// use simulation::observers::{DemographicParityDifference, Observer, Slice};
/// use simulation::seed::Seed;
/// use simulation::world::World;
///
/// let birds = penguins::dataset();
/// let model = NearestCentroid.fit(&World::trainable(&birds), Seed::new(1))?;
/// let parity = DemographicParityDifference { slice: Slice::evaluable(&birds), group: 0, reference: 1 };
/// // Three species: none of them is the one to be given out.
/// assert_eq!(parity.observe(&model), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct DemographicParityDifference<'a> {
    /// The rows of all groups.
    pub slice: Slice<'a>,
    /// The group in question.
    pub group: usize,
    /// The group that it is compared with.
    pub reference: usize,
}

impl<M: Classification> Observer<M> for DemographicParityDifference<'_> {
    fn observe(&self, model: &M) -> Option<f64> {
        by_group(model, &self.slice, PositiveRate).difference(self.group, self.reference)
    }
}

/// Equal opportunity difference: P(ŷ = 1 | y = 1, group) − P(ŷ = 1 | y = 1, reference). 0 is equal opportunity. `None` if either
/// group has no rows of class 1, or the model does not know exactly two classes.
///
/// When it misleads: it takes the recorded classes for the truth; where they record a past injustice, it asks to repeat it.
#[derive(Clone, Debug)]
pub struct EqualOpportunityDifference<'a> {
    /// The rows of all groups.
    pub slice: Slice<'a>,
    /// The group in question.
    pub group: usize,
    /// The group that it is compared with.
    pub reference: usize,
}

impl<M: Classification> Observer<M> for EqualOpportunityDifference<'_> {
    fn observe(&self, model: &M) -> Option<f64> {
        by_group(model, &self.slice, TruePositiveRate).difference(self.group, self.reference)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observers::tests::{Says, binary};

    #[test]
    fn a_difference_is_of_the_group_from_the_reference() {
        // Group 2 has no rows; group 1 has none of class 1.
        let data = binary(&[(0.9, 1, 0), (0.2, 1, 0), (0.8, 0, 1), (0.7, 0, 3), (0.6, 1, 3), (0.2, 1, 3)]);
        let slice = Slice::evaluable(&data);
        let parity = |group, reference| {
            DemographicParityDifference { slice: slice.clone(), group, reference }.observe(&Says)
        };
        assert_eq!((parity(0, 1), parity(1, 0), parity(0, 2)), (Some(-0.5), Some(0.5), None));
        let opportunity = |group, reference| {
            EqualOpportunityDifference { slice: slice.clone(), group, reference }.observe(&Says)
        };
        assert_eq!((opportunity(0, 3), opportunity(0, 1)), (Some(0.0), None));
    }

    #[test]
    fn a_published_table_is_met() {
        // aif360 0.6.1 on 20 rows: statistical parity 0, equal opportunity -1/24.
        let predicted = [[1, 1, 0, 1, 1, 0, 0, 0, 0, 1], [1, 1, 0, 0, 1, 1, 0, 0, 0, 1]];
        let classes = [[0, 0, 0, 0, 0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 1, 1, 1, 1, 1, 1]];
        let rows = (0..2).flat_map(|group| (0..10).map(move |row| (group, row)));
        let rows: Vec<_> =
            rows.map(|(group, row)| (f64::from(predicted[group][row]), classes[group][row], group)).collect();
        let data = binary(&rows);
        let slice = Slice::evaluable(&data);
        let parity = DemographicParityDifference { slice: slice.clone(), group: 0, reference: 1 };
        assert_eq!(parity.observe(&Says), Some(0.0));
        let opportunity = EqualOpportunityDifference { slice, group: 0, reference: 1 };
        assert!((opportunity.observe(&Says).unwrap() + 1.0 / 24.0).abs() < 1e-15);
    }
}

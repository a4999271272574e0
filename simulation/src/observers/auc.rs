//! Ranking: how well the probability of class 1 puts the rows of class 1 first.
//!
//! Formulas and source: see [`metrics`](super::metrics). When it misleads: it looks at the order alone, so probabilities that are all too high
//! score as well as honest ones.

use super::metrics::{RocCurve, auc};
use super::{Observer, Slice};
use crate::learners::Classification;

/// [`auc`] of the probability of class 1, over the rows of the slice. `None` unless the model knows exactly two classes
/// and the slice has rows of both. Cost: one prediction a row, and O(n log n).
///
/// ```
/// use simulation::data::penguins;
/// use simulation::learners::{Learner, SoftmaxRegression};
/// use simulation::observers::{Auc, Observer, Slice};
/// use simulation::seed::Seed;
/// use simulation::world::World;
///
/// let birds = penguins::dataset();
/// let model = SoftmaxRegression::new(1.0)?.fit(&World::new(&birds, 0..3), Seed::new(1))?;
/// // Three species: class 1 against which other?
/// assert_eq!(Auc(Slice::evaluable(&birds)).observe(&model), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Auc<'a>(pub Slice<'a>);

impl<M: Classification> Observer<M> for Auc<'_> {
    fn observe(&self, model: &M) -> Option<f64> {
        let (scores, positive) = self.0.binary_predictions(model)?;
        auc(&scores, &positive)
    }
}

/// The largest true positive rate that a threshold on the probability of class 1 reaches at a false positive rate of at most this
/// ([`RocCurve::true_positive_rate_at`]). `None` where [`Auc`] is, and for a rate below 0 or NaN.
#[derive(Clone, Debug)]
pub struct TruePositiveRateAt<'a> {
    /// The rows.
    pub slice: Slice<'a>,
    /// The false positive rate that is put up with.
    pub false_positive_rate: f64,
}

impl<M: Classification> Observer<M> for TruePositiveRateAt<'_> {
    fn observe(&self, model: &M) -> Option<f64> {
        let (scores, positive) = self.slice.binary_predictions(model)?;
        RocCurve::new(&scores, &positive)?.true_positive_rate_at(self.false_positive_rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observers::tests::{Says, binary};

    #[test]
    fn the_model_ranks_by_its_probability_of_class_one() {
        let data = binary(&[(0.9, 1, 0), (0.4, 1, 0), (0.4, 0, 0), (0.1, 0, 0)]);
        let slice = Slice::evaluable(&data);
        assert_eq!(Auc(slice.clone()).observe(&Says), Some(0.875));
        let rate = |false_positive_rate| TruePositiveRateAt { slice: slice.clone(), false_positive_rate };
        assert_eq!(rate(0.4).observe(&Says), Some(0.5));
        assert_eq!(rate(0.5).observe(&Says), Some(1.0));
        assert_eq!(rate(f64::NAN).observe(&Says), None);
    }

    #[test]
    fn one_class_ranks_nothing() {
        let data = binary(&[(0.9, 1, 0), (0.4, 1, 0)]);
        assert_eq!(Auc(Slice::evaluable(&data)).observe(&Says), None);
        assert_eq!(Auc(Slice::new(&data, [])).observe(&Says), None);
    }
}

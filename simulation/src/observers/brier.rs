//! Brier score: how far probabilities are from what happened.

use super::{Observer, Slice};
use crate::learners::Classification;

/// Mean over the slice of ½·Σₖ (pₖ − [y = k])², in [0, 1]; for two classes that is (p₁ − y)², as in
/// [`brier_score`](super::metrics::brier_score). `None` for no rows. Cost: one prediction a row.
///
/// Source: Brier (1950), *Verification of forecasts expressed in terms of probability*, whose sum is twice this.
///
/// When it misleads: where one class is rare, never expecting it already scores close to 0.
///
/// ```
/// use simulation::data::penguins;
/// use simulation::learners::{Learner, NearestCentroid};
/// use simulation::observers::{BrierScore, Observer, Slice};
/// use simulation::seed::Seed;
/// use simulation::world::World;
///
/// // Trained on nothing, the model gives each of three species a third: ½·(4/9 + 1/9 + 1/9).
/// let birds = penguins::dataset();
/// let model = NearestCentroid.fit(&World::new(&birds, []), Seed::new(1))?;
/// let score = BrierScore(Slice::evaluable(&birds)).observe(&model);
/// assert!(score.is_some_and(|score| (score - 1.0 / 3.0).abs() < 1e-12));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct BrierScore<'a>(pub Slice<'a>);

impl<M: Classification> Observer<M> for BrierScore<'_> {
    fn observe(&self, model: &M) -> Option<f64> {
        self.0.mean(|row| {
            let class = row.target.class()?;
            let probabilities = model.probabilities(row.features);
            let square = |(k, p): (usize, &f64)| {
                let gap = p - f64::from(u8::from(k == class));
                gap * gap
            };
            Some(0.5 * probabilities.iter().enumerate().map(square).fold(0.0, |sum, square| sum + square))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observers::metrics::brier_score;
    use crate::observers::tests::{Says, binary};

    #[test]
    fn for_two_classes_it_is_the_binary_score() {
        let data = binary(&[(0.9, 1, 0), (0.3, 1, 0), (0.4, 0, 0)]);
        let score = BrierScore(Slice::evaluable(&data)).observe(&Says).unwrap();
        assert!((score - brier_score(&[0.9, 0.3, 0.4], &[true, true, false]).unwrap()).abs() < 1e-15);
        assert_eq!(BrierScore(Slice::new(&data, [])).observe(&Says), None);
    }
}

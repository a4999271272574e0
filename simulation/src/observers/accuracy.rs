//! Accuracy: the share of rows whose class is predicted.
//!
//! A tie for first place counts as its fair share. When it misleads: where one class is most of the rows, saying nothing else scores well; and
//! it moves in steps of one row.

use super::{Observer, Slice};
use crate::dataset::Dataset;
use crate::learners::Classification;

/// [`accuracy`] on a slice.
#[derive(Clone, Debug)]
pub struct Accuracy<'a>(pub Slice<'a>);

impl<M: Classification> Observer<M> for Accuracy<'_> {
    fn observe(&self, model: &M) -> Option<f64> {
        self.0.mean(|row| {
            let first = model.predict(row.features);
            Some(if first.contains(row.target.class()?) { 1.0 / f64::from(first.len()) } else { 0.0 })
        })
    }
}

/// Mean over the rows at `positions` of 1/m if the true class is among the m classes that share first place, else 0: the
/// expected accuracy of breaking ties by a fair draw. `None` if there is no row to score, which is not a perfect score; positions that
/// name no row, and rows whose target is no class, are no rows to score.
/// Cost: one prediction a row.
pub fn accuracy(
    model: &impl Classification,
    dataset: &Dataset,
    positions: impl IntoIterator<Item = usize>,
) -> Option<f64> {
    Accuracy(Slice::new(dataset, positions)).observe(model)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::learners::{Learner, NearestCentroid};
    use crate::seed::Seed;
    use crate::world::World;

    #[test]
    fn guessing_among_three_is_a_third_and_no_rows_are_no_score() {
        let data = penguins::dataset();
        let model = NearestCentroid.fit(&World::new(&data, []), Seed::new(0)).unwrap();
        assert!((accuracy(&model, &data, [0, 100, 300]).unwrap() - 1.0 / 3.0).abs() < 1e-15);
        assert_eq!(accuracy(&model, &data, []), None);
    }
}

//! Accuracy: the share of rows whose class is predicted.

use crate::dataset::Dataset;
use crate::learners::Model;

/// Mean over the rows at `positions` of 1/m if the true class is among the m classes that share first place, else 0: the
/// expected accuracy of breaking ties by a fair draw. `None` if there is no row to score, which is not a perfect score.
/// Cost: one prediction a row.
pub fn accuracy(
    model: &impl Model,
    dataset: &Dataset,
    positions: impl IntoIterator<Item = usize>,
) -> Option<f64> {
    let (mut total, mut rows) = (0.0, 0_u32);
    for position in positions {
        let first = model.predict(dataset.features(position));
        total += if first.contains(dataset.label(position)) { 1.0 / f64::from(first.len()) } else { 0.0 };
        rows += 1;
    }
    (rows > 0).then(|| total / f64::from(rows))
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

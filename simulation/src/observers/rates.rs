//! How often a binary classifier says class 1: to whom it hands out what it decides on.
//!
//! ```
//! use ndarray::array;
//! use simulation::dataset::{Dataset, RowId};
//! use simulation::learners::{Learner, NearestCentroid};
//! use simulation::observers::{FalsePositiveRate, Observer, PositiveRate, Slice, TruePositiveRate};
//! use simulation::seed::Seed;
//! use simulation::world::World;
//!
//! // Trained on the rows at 0 and at 1; of each class one other row lies on the wrong side.
//! let features = array![[0.0], [1.0], [0.9], [0.7], [0.2], [0.1]];
//! let ids = (0..6).map(RowId::new).collect();
//! let data = Dataset::classified(ids, features, vec![0, 1, 1, 0, 1, 0], 2)?;
//! let (model, others) = (NearestCentroid.fit(&World::new(&data, 0..2), Seed::new(1))?, Slice::new(&data, 2..6));
//! assert_eq!(PositiveRate(others.clone()).observe(&model), Some(0.5));
//! assert_eq!(TruePositiveRate(others.clone()).observe(&model), Some(0.5));
//! assert_eq!(FalsePositiveRate(others).observe(&model), Some(0.5));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! When they mislead: a rate says nothing of who the rows are; and of a few rows it is mostly luck.

use super::{Observer, Slice};
use crate::dataset::Row;
use crate::learners::Classification;

/// The share of rows predicted as class 1 (½ for a tie, as by a fair draw). `None` for no rows, or a model that does not know exactly
/// two classes. Cost: one prediction a row.
#[derive(Clone, Debug)]
pub struct PositiveRate<'a>(pub Slice<'a>);

impl<M: Classification> Observer<M> for PositiveRate<'_> {
    fn observe(&self, model: &M) -> Option<f64> {
        self.0.mean(|row| predicted_positive(model, row))
    }
}

/// The same among the rows that are of class 1: of those with a claim, how many get it. `None` if there are none.
#[derive(Clone, Debug)]
pub struct TruePositiveRate<'a>(pub Slice<'a>);

impl<M: Classification> Observer<M> for TruePositiveRate<'_> {
    fn observe(&self, model: &M) -> Option<f64> {
        self.0.mean(|row| if row.target.class() == Some(1) { predicted_positive(model, row) } else { None })
    }
}

/// The same among the rows that are of class 0. `None` if there are none.
#[derive(Clone, Debug)]
pub struct FalsePositiveRate<'a>(pub Slice<'a>);

impl<M: Classification> Observer<M> for FalsePositiveRate<'_> {
    fn observe(&self, model: &M) -> Option<f64> {
        self.0.mean(|row| if row.target.class() == Some(0) { predicted_positive(model, row) } else { None })
    }
}

fn predicted_positive(model: &impl Classification, row: &Row<'_>) -> Option<f64> {
    if model.probabilities(row.features).len() != 2 {
        return None;
    }
    let first = model.predict(row.features);
    Some(if first.contains(1) { 1.0 / f64::from(first.len()) } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::learners::{Learner, NearestCentroid};
    use crate::observers::tests::{Says, binary};
    use crate::seed::Seed;
    use crate::world::World;

    #[test]
    fn rates_are_shares_of_their_own_rows() {
        let data = binary(&[(0.9, 1, 0), (0.5, 1, 0), (0.2, 0, 0), (0.7, 0, 0), (0.1, 0, 0)]);
        let slice = Slice::evaluable(&data);
        assert_eq!(PositiveRate(slice.clone()).observe(&Says), Some(2.5 / 5.0));
        assert_eq!(TruePositiveRate(slice.clone()).observe(&Says), Some(0.75));
        assert_eq!(FalsePositiveRate(slice).observe(&Says), Some(1.0 / 3.0));
        let others = Slice::new(&data, 2..5);
        assert_eq!(TruePositiveRate(others).observe(&Says), None);
    }

    #[test]
    fn three_classes_have_no_positive_one() {
        let data = penguins::dataset();
        let model = NearestCentroid.fit(&World::trainable(&data), Seed::new(0)).unwrap();
        assert_eq!(PositiveRate(Slice::evaluable(&data)).observe(&model), None);
    }
}

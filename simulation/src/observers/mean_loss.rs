//! The loss that a model was trained on, measured on other rows.
//!
//! Σ ℓ(θ; xᵢ, yᵢ) / m over the m rows of a slice, weights left aside. When it misleads: models with other losses are not comparable by it.

use super::{Observer, Slice};
use crate::learners::Differentiable;

/// Mean over the slice of ℓ, whatever the model's loss of one row is: log loss of a classifier, squared error of a regression. Rows
/// that the model has no loss for do not count; `None` if none is left. Cost: one loss a row.
///
/// Log loss here comes from the scores and stays finite; [`LogLoss`](super::LogLoss) comes from probabilities, which round to 0.
#[derive(Clone, Debug)]
pub struct MeanLoss<'a>(pub Slice<'a>);

impl<M: Differentiable> Observer<M> for MeanLoss<'_> {
    fn observe(&self, model: &M) -> Option<f64> {
        self.0.mean(|row| model.loss(row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::dataset::{Dataset, RowId};
    use crate::learners::{Intercept, Learner, RidgeRegression, SoftmaxRegression};
    use crate::observers::{LogLoss, SquaredError};
    use crate::seed::Seed;
    use crate::standardise::Standardiser;
    use crate::world::World;

    #[test]
    fn it_is_the_loss_of_the_model_at_hand() {
        let data = penguins::dataset();
        let data = Standardiser::fit(&World::trainable(&data)).apply(&data).unwrap();
        let slice = Slice::new(&data, (1..340).step_by(7));
        let softmax = SoftmaxRegression::new(1.0).unwrap();
        let model = softmax.fit(&World::new(&data, (0..340).step_by(5)), Seed::new(0)).unwrap();
        let (one, other) = (MeanLoss(slice.clone()).observe(&model), LogLoss(slice).observe(&model));
        assert!((one.unwrap() - other.unwrap()).abs() < 1e-12);
        assert_eq!(MeanLoss(Slice::new(&data, [])).observe(&model), None);

        let ids = (0..3).map(RowId::new).collect();
        let data = Dataset::measured(ids, ndarray::array![[0.0], [1.0], [2.0]], vec![1.0, 3.0, 8.0]).unwrap();
        let ridge = RidgeRegression::new(0.5, Intercept::Free).unwrap();
        let model = ridge.fit(&World::trainable(&data), Seed::new(0)).unwrap();
        let slice = Slice::evaluable(&data);
        let (one, other) = (MeanLoss(slice.clone()).observe(&model), SquaredError(slice).observe(&model));
        assert!((one.unwrap() - other.unwrap()).abs() < 1e-15);
    }
}

//! Log loss: how surprised a model is by the true classes.

use super::{Observer, Slice};
use crate::learners::Classification;

/// Mean over the slice of −log p(true class), in nats; infinite if a true class was given probability 0. `None` for no rows.
/// Cost: one prediction a row.
///
/// When it misleads: one row predicted with false certainty can outweigh all others.
#[derive(Clone, Debug)]
pub struct LogLoss<'a>(pub Slice<'a>);

impl<M: Classification> Observer<M> for LogLoss<'_> {
    fn observe(&self, model: &M) -> Option<f64> {
        self.0.mean(|row| {
            let probability = *model.probabilities(row.features).get(row.target.class()?)?;
            // −log 1 is 0, not −0.
            Some(0.0 - libm::log(probability))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::learners::{Learner, NearestCentroid};
    use crate::seed::Seed;
    use crate::world::World;

    #[test]
    fn knowing_nothing_costs_log_three() {
        let data = penguins::dataset();
        let model = NearestCentroid.fit(&World::new(&data, []), Seed::new(0)).unwrap();
        let loss = LogLoss(Slice::evaluable(&data)).observe(&model).unwrap();
        assert!((loss - 3.0_f64.ln()).abs() < 1e-12);
        assert_eq!(LogLoss(Slice::new(&data, [])).observe(&model), None);
    }
}

//! Squared error: how far a model's numbers are off.
//!
//! Σ (yᵢ − f(xᵢ))² / m, in squared units of the target. When it misleads: one far-off row can be most of it.
//!
//! ```
//! use ndarray::array;
//! use simulation::dataset::{Dataset, RowId};
//! use simulation::learners::{Intercept, Learner, RidgeRegression};
//! use simulation::observers::{Observer, Slice, SquaredError};
//! use simulation::seed::Seed;
//! use simulation::world::World;
//!
//! let ids = (0..3).map(RowId::new).collect();
//! let data = Dataset::measured(ids, array![[0.0], [1.0], [2.0]], vec![1.0, 2.0, 5.0])?;
//! let line = RidgeRegression::new(0.0, Intercept::Free)?.fit(&World::new(&data, 0..2), Seed::new(0))?;
//! let error = SquaredError(Slice::new(&data, 2..3)).observe(&line).ok_or("no rows")?;
//! assert!((error - 4.0).abs() < 1e-12, "the line through the first two says 3");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::{Observer, Slice};
use crate::learners::Regression;

/// Mean over the slice of (prediction − target)². `None` for no rows. Cost: one prediction a row.
#[derive(Clone, Debug)]
pub struct SquaredError<'a>(pub Slice<'a>);

impl<M: Regression> Observer<M> for SquaredError<'_> {
    fn observe(&self, model: &M) -> Option<f64> {
        self.0.mean(|row| {
            let gap = model.predict(row.features) - row.target.number()?;
            Some(gap * gap)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Dataset, RowId};
    use crate::learners::Model;

    struct Constant(f64);
    impl Model for Constant {}
    impl Regression for Constant {
        fn predict(&self, _: &[f64]) -> f64 {
            self.0
        }
    }

    #[test]
    fn the_mean_is_over_the_slice_alone() {
        let ids = (0..3).map(RowId::new).collect();
        let data = Dataset::measured(ids, ndarray::array![[0.0], [0.0], [0.0]], vec![1.0, 3.0, 8.0]).unwrap();
        let error = SquaredError(Slice::new(&data, [0, 1])).observe(&Constant(2.0));
        assert_eq!(error, Some(1.0));
        assert_eq!(SquaredError(Slice::new(&data, [7])).observe(&Constant(2.0)), None);
    }
}

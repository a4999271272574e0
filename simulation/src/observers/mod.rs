//! O, the observer: what is measured on a model.
//!
//! An observer holds its rows fixed, so that two models are measured on the same ones. Where there is nothing to measure it
//! answers `None`, never a perfect score.
//!
//! ```
//! use simulation::data::penguins;
//! use simulation::learners::{Learner, SoftmaxRegression};
//! use simulation::observers::{Accuracy, LogLoss, MeanLoss, Observer, Slice, accuracy};
//! use simulation::seed::Seed;
//! use simulation::standardise::Standardiser;
//! use simulation::world::World;
//!
//! let data = penguins::dataset();
//! let data = Standardiser::fit(&World::trainable(&data)).apply(&data)?;
//! let model = SoftmaxRegression::new(1.0)?.fit(&World::new(&data, (0..342).step_by(2)), Seed::new(0))?;
//! let others = Slice::new(&data, (1..342).step_by(2));
//! assert!(Accuracy(others.clone()).observe(&model) > Some(0.95));
//! // What the model minimised is −log p of the true class: the log loss.
//! let (loss, mean) = (LogLoss(others.clone()).observe(&model), MeanLoss(others.clone()).observe(&model));
//! assert!((loss.ok_or("no rows")? - mean.ok_or("no rows")?).abs() < 1e-12);
//! assert_eq!(Accuracy(others.in_group(99)).observe(&model), None, "no rows, no score");
//! assert_eq!(accuracy(&model, &data, others.positions().iter().copied()), Accuracy(others).observe(&model));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod metrics;

mod accuracy;
mod auc;
mod brier;
mod fairness;
mod groups;
mod log_loss;
mod mean_loss;
mod rates;
mod slice;
mod squared_error;
mod trajectory;

pub use accuracy::{Accuracy, accuracy};
pub use auc::{Auc, TruePositiveRateAt};
pub use brier::BrierScore;
pub use fairness::{DemographicParityDifference, EqualOpportunityDifference};
pub use groups::{Better, GroupGap, GroupValues, WorstGroup, by_group};
pub use log_loss::LogLoss;
pub use mean_loss::MeanLoss;
pub use rates::{FalsePositiveRate, PositiveRate, TruePositiveRate};
pub use slice::Slice;
pub use squared_error::SquaredError;
pub use trajectory::{Trajectory, TrajectoryComparison, trajectory};

/// What is measured on a model of type `M`.
pub trait Observer<M> {
    /// One number; `None` if there is nothing to measure.
    fn observe(&self, model: &M) -> Option<f64>;
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;

    use crate::dataset::{Dataset, RowId};
    use crate::learners::{ClassSet, Classification, Model};

    /// A binary model whose probability of class 1 is the row's only feature.
    pub(super) struct Says;

    impl Model for Says {}

    impl Classification for Says {
        fn predict(&self, features: &[f64]) -> ClassSet {
            ClassSet::arg_max(self.probabilities(features))
        }

        fn probabilities(&self, features: &[f64]) -> Vec<f64> {
            vec![1.0 - features[0], features[0]]
        }
    }

    /// Rows of (probability that [`Says`] gives class 1, class, group).
    pub(super) fn binary(rows: &[(f64, usize, usize)]) -> Dataset {
        let ids = (0..).take(rows.len()).map(RowId::new).collect();
        let features = Array2::from_shape_fn((rows.len(), 1), |(row, _)| rows[row].0);
        let data = Dataset::classified(ids, features, rows.iter().map(|row| row.1).collect(), 2).unwrap();
        data.with_groups(rows.iter().map(|row| row.2).collect(), 8).unwrap()
    }
}

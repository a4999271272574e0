//! Learners with one weight for every feature: least squares, and logistic and softmax regression by Newton's method.
//!
//! What [`Intercept`] changes, on targets that are all 6:
//!
//! ```
//! use ndarray::array;
//! use simulation::dataset::{Dataset, RowId};
//! use simulation::learners::{Intercept, Learner, Regression, RidgeRegression};
//! use simulation::seed::Seed;
//! use simulation::world::World;
//!
//! let data = Dataset::measured(vec![RowId::new(0), RowId::new(1)], array![[0.0], [0.0]], vec![6.0, 6.0])?;
//! let says = |intercept| -> Result<f64, Box<dyn std::error::Error>> {
//!     let model = RidgeRegression::new(1.0, intercept)?.fit(&World::trainable(&data), Seed::new(0))?;
//!     Ok(model.predict(&[0.0]))
//! };
//! assert!((says(Intercept::Free)? - 6.0).abs() < 1e-12);
//! assert!((says(Intercept::Penalised)? - 4.0).abs() < 1e-12, "2·6/(2 + 1)");
//! assert_eq!(says(Intercept::None)?, 0.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod logistic;
mod newton;
mod normal_equations;
mod ridge;
mod softmax;

pub use logistic::{LogisticFit, LogisticLeaveOneOut, LogisticLeftOut, LogisticModel, LogisticRegression};
pub use normal_equations::{NormalEquations, RidgeLeftOut};
pub use ridge::{RidgeModel, RidgeRegression};
pub use softmax::{IncrementalSoftmax, SoftmaxFit, SoftmaxModel, SoftmaxRegression};

use crate::linear_algebra::dot;

/// What becomes of b, the prediction where every feature is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intercept {
    /// Fitted without a penalty: predictions do not depend on where the features have their zero.
    Free,
    /// Penalised like every weight, as if a constant column 1 stood behind the features.
    Penalised,
    /// Held at 0.
    None,
}

impl Intercept {
    /// The number of parameters that one score takes: p, or p + 1 with an intercept.
    pub const fn columns(self, features: usize) -> usize {
        match self {
            Self::Free | Self::Penalised => features + 1,
            Self::None => features,
        }
    }

    /// The penalty on the parameter of this column: `penalty`, but 0 on a free intercept.
    pub(super) fn penalty(self, column: usize, features: usize, penalty: f64) -> f64 {
        if self == Self::Free && column == features { 0.0 } else { penalty }
    }

    /// Appends x, or (x, 1) with an intercept.
    pub(super) fn append(self, features: &[f64], design: &mut Vec<f64>) {
        design.extend_from_slice(features);
        if self != Self::None {
            design.push(1.0);
        }
    }
}

/// w·x + b for parameters (w, b), or w·x for parameters w.
fn score(parameters: &[f64], features: &[f64]) -> f64 {
    dot(parameters, features) + parameters.get(features.len()).copied().unwrap_or(0.0)
}

/// Adds factor·a·aᵀ to the lower triangle of a matrix, a being x or (x, 1) as `size` says.
fn add_outer(matrix: &mut [f64], size: usize, factor: f64, features: &[f64]) {
    let entry = |index: usize| features.get(index).copied().unwrap_or(1.0);
    for (row, line) in matrix.chunks_exact_mut(size.max(1)).enumerate() {
        let scaled = factor * entry(row);
        for (column, value) in line[..=row].iter_mut().enumerate() {
            *value += scaled * entry(column);
        }
    }
}

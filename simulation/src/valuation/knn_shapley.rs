//! KNN-Shapley: the exact Shapley value of every training row of a nearest-neighbour learner, without training anything.
//!
//! The worth of a set S of rows for one test point is v(S) = (1/K)·#{of the min(K, |S|) rows of S nearest to it, those with its
//! label}, and 0 for no rows. With rows ordered by distance, nearest first, and matchᵢ = 1 if row i has the test point's label:
//!
//! φₙ = matchₙ/max(K, n), φᵢ = φᵢ₊₁ + (matchᵢ − matchᵢ₊₁)/K · min(K, i)/i.
//!
//! The value of a row is the mean over the test points. Distances are Euclidean; rows at exactly the same distance stand in
//! the order of their positions, as for any sorted list, so of two equal rows the earlier one counts as nearer. Squared distances
//! beyond the largest number count as equal.
//!
//! Cost: O(n·p + n·log n) a test point, 32 bytes a row of work space.
//!
//! Source: Jia et al. (2019), *Efficient task-specific data valuation for nearest neighbor algorithms*.
//!
//! When it misleads: v is not the accuracy of a K-nearest-neighbour classifier, which votes; two of three matching neighbours are a
//! right answer there and 2/3 here.

use thiserror::Error;

use crate::linear_algebra::squared_distance;
use crate::order::sort;

/// Rows of p features with a label each, checked: all features finite, as many rows of features as labels, at most 2³² rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LabelledRows<'a> {
    features: &'a [f64],
    labels: &'a [usize],
    columns: usize,
}

/// Why there are no KNN-Shapley values.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum KnnShapleyError {
    /// Rows without features.
    #[error("there are 0 columns: legal are 1 or more")]
    Columns,
    /// Features and labels do not match.
    #[error("{features} features in {columns} columns do not make the {labels} rows that have labels")]
    Shape {
        /// The number of features.
        features: usize,
        /// p.
        columns: usize,
        /// The number of labels.
        labels: usize,
    },
    /// A feature is NaN or infinite.
    #[error("row {row}, column {column} is {value}: legal are finite numbers")]
    NotFinite {
        /// The row's position.
        row: usize,
        /// The column.
        column: usize,
        /// What was found.
        value: f64,
    },
    /// Too many rows to number by 32 bits.
    #[error("there are {0} rows: legal are up to 4294967296")]
    Rows(usize),
    /// Training and test rows differ in p.
    #[error("the test rows have {test} columns, and the training rows {training}")]
    Mismatch {
        /// p of the training rows.
        training: usize,
        /// p of the test rows.
        test: usize,
    },
    /// Nothing to vote.
    #[error("the number of neighbours is 0: legal are 1 or more")]
    Neighbours,
    /// A mean over nothing.
    #[error("there are no test rows")]
    NoTestRows,
}

impl<'a> LabelledRows<'a> {
    /// Features row after row, p = `columns` each, and one label a row.
    ///
    /// # Errors
    /// [`KnnShapleyError`], naming the shape or the first feature that is not finite.
    pub fn new(features: &'a [f64], labels: &'a [usize], columns: usize) -> Result<Self, KnnShapleyError> {
        if columns == 0 {
            return Err(KnnShapleyError::Columns);
        }
        if labels.len().checked_mul(columns) != Some(features.len()) {
            return Err(KnnShapleyError::Shape { features: features.len(), columns, labels: labels.len() });
        }
        if labels.len() as u64 > 1 << 32 {
            return Err(KnnShapleyError::Rows(labels.len()));
        }
        if let Some(place) = features.iter().position(|value| !value.is_finite()) {
            let (row, column) = (place / columns, place % columns);
            return Err(KnnShapleyError::NotFinite { row, column, value: features[place] });
        }
        Ok(Self { features, labels, columns })
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }
}

/// The value of every training row, mean over the test rows. See the module for the formula and the cost.
///
/// # Errors
/// [`KnnShapleyError`] if K is 0, there are no test rows, or they have another number of columns.
///
/// ```
/// use simulation::valuation::{LabelledRows, knn_shapley};
/// let training = LabelledRows::new(&[0.0, 1.0, 5.0], &[0, 1, 0], 1)?;
/// let test = LabelledRows::new(&[0.2], &[0], 1)?;
/// // The nearest row has the right label, the next the wrong one, and the far one would do if nothing else were there.
/// let values = knn_shapley(training, test, 1)?;
/// assert!((values[0] - 5.0 / 6.0).abs() < 1e-15 && (values.iter().sum::<f64>() - 1.0).abs() < 1e-15);
/// # Ok::<(), simulation::valuation::KnnShapleyError>(())
/// ```
pub fn knn_shapley(
    training: LabelledRows<'_>,
    test: LabelledRows<'_>,
    neighbours: usize,
) -> Result<Vec<f64>, KnnShapleyError> {
    let mut run = KnnShapley::new(training, test, neighbours)?;
    while run.step() {}
    run.values().ok_or(KnnShapleyError::NoTestRows)
}

/// A run over the test rows, one at a time.
#[derive(Clone, Debug)]
pub struct KnnShapley<'a> {
    training: LabelledRows<'a>,
    test: LabelledRows<'a>,
    /// min(K, i)/(K·i) for the i-th nearest, i from 1.
    shares: Vec<f64>,
    done: usize,
    /// Σ over the test rows so far.
    sums: Vec<f64>,
    order: Vec<(u64, u32)>,
}

impl<'a> KnnShapley<'a> {
    /// Nothing is done yet.
    ///
    /// # Errors
    /// [`KnnShapleyError`] if K is 0, there are no test rows, or they have another number of columns.
    pub fn new(
        training: LabelledRows<'a>,
        test: LabelledRows<'a>,
        neighbours: usize,
    ) -> Result<Self, KnnShapleyError> {
        if neighbours == 0 {
            return Err(KnnShapleyError::Neighbours);
        }
        if training.columns != test.columns {
            return Err(KnnShapleyError::Mismatch { training: training.columns, test: test.columns });
        }
        if test.is_empty() {
            return Err(KnnShapleyError::NoTestRows);
        }
        // min(K, i)/(K·i) = 1/max(K, i).
        let shares = (1..=training.len()).map(|place| 1.0 / place.max(neighbours) as f64).collect();
        let (sums, order) = (vec![0.0; training.len()], Vec::with_capacity(training.len()));
        Ok(Self { training, test, shares, done: 0, sums, order })
    }

    /// Adds one test row; `false` if all are done and nothing was. Cost O(n·p + n·log n).
    pub fn step(&mut self) -> bool {
        let start = self.done * self.test.columns;
        let (Some(&label), Some(point)) =
            (self.test.labels.get(self.done), self.test.features.get(start..start + self.test.columns))
        else {
            return false;
        };
        let rows = self.training.features.chunks_exact(self.training.columns);
        self.order.clear();
        // Squared distances are not negative, and such numbers sort as their bits do.
        self.order.extend(rows.map(|row| squared_distance(row, point).to_bits()).zip(0..));
        sort(&mut self.order);
        // From the farthest row to the nearest.
        let (mut value, mut behind) = (0.0, 0.0);
        for (&(_, row), share) in self.order.iter().zip(&self.shares).rev() {
            let here = f64::from(u8::from(self.training.labels[row as usize] == label));
            value += (here - behind) * share;
            behind = here;
            self.sums[row as usize] += value;
        }
        self.done += 1;
        true
    }

    /// The test rows added so far.
    pub fn done(&self) -> usize {
        self.done
    }

    /// The test rows in all.
    pub fn planned(&self) -> usize {
        self.test.len()
    }

    /// The value of every training row, mean over the test rows so far; `None` before the first. Cost O(n).
    pub fn values(&self) -> Option<Vec<f64>> {
        (self.done > 0).then(|| self.sums.iter().map(|sum| sum / self.done as f64).collect())
    }
}

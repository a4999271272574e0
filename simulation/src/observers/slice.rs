//! A slice: the rows that a model is measured on.

use crate::dataset::{Dataset, Row};

/// Some rows of a table, held fixed while models change.
#[derive(Clone, Debug)]
pub struct Slice<'a> {
    dataset: &'a Dataset,
    positions: Vec<usize>,
}

impl<'a> Slice<'a> {
    /// The rows at these positions, in this order; positions from n on name no row and are left out.
    pub fn new(dataset: &'a Dataset, positions: impl IntoIterator<Item = usize>) -> Self {
        let positions = positions.into_iter().filter(|&position| position < dataset.len()).collect();
        Self { dataset, positions }
    }

    /// The rows that may be evaluated on.
    pub fn evaluable(dataset: &'a Dataset) -> Self {
        Self::filtered(dataset, |row| row.right.evaluates())
    }

    /// The rows of one group.
    pub fn of_group(dataset: &'a Dataset, group: usize) -> Self {
        Self::filtered(dataset, |row| row.group == group)
    }

    /// The rows that pass a test.
    pub fn filtered(dataset: &'a Dataset, keep: impl Fn(&Row<'_>) -> bool) -> Self {
        let kept = dataset.rows().enumerate().filter(|(_, row)| keep(row));
        Self { dataset, positions: kept.map(|(position, _)| position).collect() }
    }

    /// The rows.
    pub fn rows(&self) -> impl Iterator<Item = Row<'a>> {
        self.positions.iter().filter_map(|&position| self.dataset.row(position))
    }

    /// Their positions in the table.
    pub fn positions(&self) -> &[usize] {
        &self.positions
    }

    /// Their number.
    pub fn len(&self) -> usize {
        self.positions.len()
    }

    /// Whether there is nothing to measure.
    pub fn is_empty(&self) -> bool {
        self.positions.is_empty()
    }

    /// The mean of `loss` over the rows for which it is defined; `None` if there are none.
    pub(super) fn mean(&self, loss: impl Fn(&Row<'_>) -> Option<f64>) -> Option<f64> {
        let (mut total, mut rows) = (0.0, 0_u32);
        for value in self.rows().filter_map(|row| loss(&row)) {
            total += value;
            rows += 1;
        }
        (rows > 0).then(|| total / f64::from(rows))
    }
}

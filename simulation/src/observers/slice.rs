//! A slice: the rows that a model is measured on.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::dataset::{Dataset, Row};
use crate::learners::Classification;

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

    /// The rows of the slice that are of one group.
    #[must_use]
    pub fn in_group(&self, group: usize) -> Self {
        let own = |&position: &usize| self.dataset.row(position).is_some_and(|row| row.group == group);
        Self { dataset: self.dataset, positions: self.positions.iter().copied().filter(own).collect() }
    }

    /// Its rows at these places, counted in the slice from 0, for those who measure a few at a time; places that it does not have are left out.
    #[must_use]
    pub fn part(&self, places: Range<usize>) -> Self {
        let end = places.end.min(self.len());
        let positions = self.positions[places.start.min(end)..end].to_vec();
        Self { dataset: self.dataset, positions }
    }

    /// The groups that the slice has rows of, ascending.
    pub fn groups(&self) -> Vec<usize> {
        let groups: BTreeSet<usize> = self.rows().map(|row| row.group).collect();
        groups.into_iter().collect()
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

    /// For the rows whose target is a class, the probability that the model gives class 1 and whether they are of class 1; `None`
    /// unless the model knows exactly two classes.
    pub(super) fn binary_predictions(&self, model: &impl Classification) -> Option<(Vec<f64>, Vec<bool>)> {
        let labelled = self.rows().filter_map(|row| Some((row.features, row.target.class()?)));
        let predicted = labelled.map(|(features, class)| match model.probabilities(features)[..] {
            [_, probability] => Some((probability, class == 1)),
            _ => None,
        });
        predicted.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observers::tests::binary;

    #[test]
    fn groups_part_a_slice() {
        let data = binary(&[(0.1, 0, 2), (0.2, 0, 0), (0.3, 0, 2), (0.4, 0, 1)]);
        let slice = Slice::new(&data, [2, 0, 1, 9]);
        assert_eq!((slice.len(), slice.groups()), (3, vec![0, 2]));
        assert_eq!(slice.in_group(2).positions(), [2, 0]);
        assert!(slice.in_group(1).is_empty());
        assert_eq!((slice.part(1..2).positions(), slice.part(2..9).positions()), (&[0][..], &[1][..]));
        assert!(slice.part(5..9).is_empty());
    }
}

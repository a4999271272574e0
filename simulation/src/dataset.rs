//! Rows with stable ids: the raw material that every world is cut from.

use ndarray::Array2;
use thiserror::Error;

use crate::order::ascending;

/// The name of a row for life. Ids survive dropping, copying and reordering; positions do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(u32);

impl RowId {
    /// The row with this number in its source (the first data line of a file is row 0).
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number given to [`RowId::new`].
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// A labelled table: n rows, p numeric features, one class label and one group a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    ids: Vec<RowId>,
    features: Array2<f64>,
    labels: Vec<usize>,
    groups: Vec<usize>,
    class_count: usize,
    group_count: usize,
}

/// Why a table was refused.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum DatasetError {
    /// The columns do not have one entry for each row.
    #[error("{column} has {found} entries for {rows} rows: every row needs exactly one")]
    Length {
        /// The column's name.
        column: &'static str,
        /// Its entries.
        found: usize,
        /// The rows of the feature matrix.
        rows: usize,
    },
    /// A feature is NaN or infinite.
    #[error("row {row}, feature {feature} is {value}: features must be finite numbers")]
    NotFinite {
        /// The row's number.
        row: u32,
        /// The feature's column, from 0.
        feature: usize,
        /// What was found.
        value: f64,
    },
    /// A label or group is outside its range.
    #[error("row {row} has {column} {value}: legal are 0 to {largest}")]
    Range {
        /// The row's number.
        row: u32,
        /// `label` or `group`.
        column: &'static str,
        /// What was found.
        value: usize,
        /// The largest legal value.
        largest: usize,
    },
    /// Two rows carry the same id.
    #[error("row id {row} stands twice: ids must be unique")]
    DuplicateId {
        /// The repeated number.
        row: u32,
    },
}

impl Dataset {
    /// Checks and keeps a table. `features` has shape n × p; `ids`, `labels` and `groups` have n entries; labels are below
    /// `class_count` and groups below `group_count`. Cost O(n·p + n log n).
    ///
    /// # Errors
    /// One [`DatasetError`] naming the first offending row and value.
    pub fn new(
        ids: Vec<RowId>,
        features: Array2<f64>,
        labels: Vec<usize>,
        groups: Vec<usize>,
        class_count: usize,
        group_count: usize,
    ) -> Result<Self, DatasetError> {
        let rows = features.nrows();
        for (column, found) in [("ids", ids.len()), ("labels", labels.len()), ("groups", groups.len())] {
            if found != rows {
                return Err(DatasetError::Length { column, found, rows });
            }
        }
        // Rows lie one after the other from here on, whatever layout came in.
        let features = features.as_standard_layout().into_owned();
        let columns = features.ncols();
        let values = features.as_slice().unwrap_or_default();
        for (position, id) in ids.iter().enumerate() {
            let row = &values[position * columns..(position + 1) * columns];
            for (feature, &value) in row.iter().enumerate() {
                if !value.is_finite() {
                    return Err(DatasetError::NotFinite { row: id.0, feature, value });
                }
            }
            for (column, value, count) in
                [("label", labels[position], class_count), ("group", groups[position], group_count)]
            {
                if value >= count {
                    let largest = count.saturating_sub(1);
                    return Err(DatasetError::Range { row: id.0, column, value, largest });
                }
            }
        }
        let sorted = ascending(ids.iter().map(|id| u64::from(id.0)));
        if let Some(pair) = sorted.windows(2).find(|pair| ids[pair[0]] == ids[pair[1]]) {
            return Err(DatasetError::DuplicateId { row: ids[pair[0]].0 });
        }
        Ok(Self { ids, features, labels, groups, class_count, group_count })
    }

    /// n, the number of rows.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is no row at all.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// p, the number of features.
    pub fn feature_count(&self) -> usize {
        self.features.ncols()
    }

    /// K, the number of classes that the protocol knows, whether or not a world has rows of each.
    pub fn class_count(&self) -> usize {
        self.class_count
    }

    /// The number of groups that the table knows.
    pub fn group_count(&self) -> usize {
        self.group_count
    }

    /// The id of the row at a position below n.
    pub fn id(&self, position: usize) -> RowId {
        self.ids[position]
    }

    /// The p features of the row at a position below n.
    pub fn features(&self, position: usize) -> &[f64] {
        let columns = self.feature_count();
        self.features.as_slice().map_or(&[], |all| &all[position * columns..(position + 1) * columns])
    }

    /// The class of the row at a position below n.
    pub fn label(&self, position: usize) -> usize {
        self.labels[position]
    }

    /// The group of the row at a position below n.
    pub fn group(&self, position: usize) -> usize {
        self.groups[position]
    }

    /// The rows at these positions (each below n), in this order, ids and all.
    ///
    /// # Errors
    /// [`DatasetError::DuplicateId`] if a position stands twice.
    pub fn select(&self, positions: &[usize]) -> Result<Self, DatasetError> {
        let values: Vec<f64> = positions.iter().flat_map(|&p| self.features(p).iter().copied()).collect();
        let features = Array2::from_shape_vec((positions.len(), self.feature_count()), values)
            .unwrap_or_else(|_| unreachable!("every row has p features"));
        let ids = positions.iter().map(|&p| self.ids[p]).collect();
        let labels = positions.iter().map(|&p| self.labels[p]).collect();
        let groups = positions.iter().map(|&p| self.groups[p]).collect();
        Self::new(ids, features, labels, groups, self.class_count, self.group_count)
    }

    /// The same rows with every feature replaced by `f(feature column, value)`.
    ///
    /// # Errors
    /// [`DatasetError::NotFinite`] if `f` leaves the finite numbers.
    pub fn map_features(&self, f: impl Fn(usize, f64) -> f64) -> Result<Self, DatasetError> {
        let mut features = self.features.clone();
        let columns = self.feature_count().max(1);
        for (index, value) in features.iter_mut().enumerate() {
            *value = f(index % columns, *value);
        }
        let (ids, labels, groups) = (self.ids.clone(), self.labels.clone(), self.groups.clone());
        Self::new(ids, features, labels, groups, self.class_count, self.group_count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(value: f64, label: usize, ids: [u32; 2]) -> Result<Dataset, DatasetError> {
        let features = Array2::from_shape_vec((2, 1), vec![value, 1.0]).unwrap();
        Dataset::new(ids.map(RowId).to_vec(), features, vec![label, 0], vec![0, 0], 2, 1)
    }

    #[test]
    fn bad_tables_are_refused_by_row_and_value() {
        assert!(table(0.0, 1, [4, 5]).is_ok());
        assert_eq!(
            table(f64::INFINITY, 1, [4, 5]).unwrap_err().to_string(),
            "row 4, feature 0 is inf: features must be finite numbers"
        );
        assert!(matches!(
            table(f64::NAN, 1, [4, 5]),
            Err(DatasetError::NotFinite { row: 4, feature: 0, .. })
        ));
        assert_eq!(table(0.0, 2, [4, 5]).unwrap_err().to_string(), "row 4 has label 2: legal are 0 to 1");
        assert_eq!(table(0.0, 1, [4, 4]), Err(DatasetError::DuplicateId { row: 4 }));
        let short = Dataset::new(vec![], Array2::zeros((1, 1)), vec![0], vec![0], 1, 1);
        assert!(matches!(short, Err(DatasetError::Length { column: "ids", found: 0, rows: 1 })));
    }
}

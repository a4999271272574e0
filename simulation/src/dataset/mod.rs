//! Rows with stable ids: the raw material that every world is cut from.
//!
//! ```
//! use ndarray::array;
//! use simulation::dataset::{Dataset, Right, RowId};
//!
//! let ids = [10, 20, 30].map(RowId::new).to_vec();
//! let data = Dataset::classified(ids, array![[1.0, 2.0], [0.0, 1.0], [4.0, 4.0]], vec![0, 1, 1], 2)?;
//! let data = data.with_groups(vec![0, 0, 1], 2)?.with_rights(vec![Right::Both, Right::Trainable, Right::Reserved])?;
//! assert_eq!((data.len(), data.feature_count(), data.class_count(), data.group_count()), (3, 2, 2, 2));
//! let row = data.row(1).ok_or("no such row")?;
//! assert_eq!((row.id.number(), row.features, row.target.class()), (20, &[0.0, 1.0][..], Some(1)));
//! assert!(row.right.trains() && !row.right.evaluates());
//! assert_eq!(data.position(RowId::new(30)), Some(2));
//! // Ids go with their rows.
//! assert_eq!(data.select(&[2, 0])?.rows().map(|row| row.id.number()).collect::<Vec<_>>(), [30, 10]);
//! assert_eq!(data.map_features(|column, value| value + column as f64)?.rows().count(), 3);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod pair;
mod row;

use ndarray::Array2;

pub use error::DatasetError;
pub use row::{NewRow, Right, Row, RowId, Target};

use crate::order::ascending;

/// The targets of a table: all classes or all numbers.
#[derive(Clone, Debug, PartialEq)]
pub enum Targets {
    /// A class for each row, each below `count`.
    Classes {
        /// The rows' classes.
        labels: Vec<usize>,
        /// K, the number of classes that the protocol knows, whether or not a world has rows of each.
        count: usize,
    },
    /// A finite number for each row.
    Numbers(Vec<f64>),
}

/// A table: n rows, each with a stable id, p numeric features, a target, a group and a right.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    ids: Vec<RowId>,
    features: Array2<f64>,
    targets: Targets,
    groups: Vec<usize>,
    group_count: usize,
    rights: Vec<Right>,
}

impl Dataset {
    /// Checks and keeps a table with classes as targets. `features` has shape n × p, `ids` and `labels` have n entries, labels
    /// are below `class_count`. All rows are of one group, and free to train and evaluate on. Cost O(n·p + n log n).
    ///
    /// # Errors
    /// One [`DatasetError`] naming the first offending row and value.
    pub fn classified(
        ids: Vec<RowId>,
        features: Array2<f64>,
        labels: Vec<usize>,
        class_count: usize,
    ) -> Result<Self, DatasetError> {
        Self::new(ids, features, Targets::Classes { labels, count: class_count })
    }

    /// The same with numbers as targets.
    ///
    /// # Errors
    /// One [`DatasetError`] naming the first offending row and value.
    pub fn measured(ids: Vec<RowId>, features: Array2<f64>, numbers: Vec<f64>) -> Result<Self, DatasetError> {
        Self::new(ids, features, Targets::Numbers(numbers))
    }

    /// Checks and keeps a table.
    ///
    /// # Errors
    /// One [`DatasetError`] naming the first offending row and value.
    pub fn new(ids: Vec<RowId>, features: Array2<f64>, targets: Targets) -> Result<Self, DatasetError> {
        let rows = features.nrows();
        let (groups, rights) = (vec![0; rows], vec![Right::Both; rows]);
        // Rows lie one after the other from here on, whatever layout came in.
        let features = features.as_standard_layout().into_owned();
        Self { ids, features, targets, groups, group_count: 1, rights }.checked()
    }

    /// The same with a group for each row, each below `group_count`.
    ///
    /// # Errors
    /// [`DatasetError::Length`] or [`DatasetError::Range`].
    pub fn with_groups(self, groups: Vec<usize>, group_count: usize) -> Result<Self, DatasetError> {
        Self { groups, group_count, ..self }.checked()
    }

    /// The same with a right for each row.
    ///
    /// # Errors
    /// [`DatasetError::Length`].
    pub fn with_rights(self, rights: Vec<Right>) -> Result<Self, DatasetError> {
        Self { rights, ..self }.checked()
    }

    fn checked(self) -> Result<Self, DatasetError> {
        let rows = self.features.nrows();
        let targets = match &self.targets {
            Targets::Classes { labels, .. } => labels.len(),
            Targets::Numbers(numbers) => numbers.len(),
        };
        for (column, found) in [
            ("ids", self.ids.len()),
            ("targets", targets),
            ("groups", self.groups.len()),
            ("rights", self.rights.len()),
        ] {
            if found != rows {
                return Err(DatasetError::Length { column, found, rows });
            }
        }
        for position in 0..rows {
            self.check(
                self.id(position),
                self.features(position),
                self.target(position),
                self.groups[position],
            )?;
        }
        let sorted = ascending(self.ids.iter().map(|id| u64::from(id.number())));
        match sorted.windows(2).find(|pair| self.ids[pair[0]] == self.ids[pair[1]]) {
            Some(pair) => Err(DatasetError::DuplicateId { row: self.ids[pair[0]].number() }),
            None => Ok(self),
        }
    }

    /// Whether a row with these values is legal here.
    fn check(&self, id: RowId, features: &[f64], target: Target, group: usize) -> Result<(), DatasetError> {
        let row = id.number();
        if features.len() != self.feature_count() {
            return Err(DatasetError::Features {
                row,
                found: features.len(),
                features: self.feature_count(),
            });
        }
        if let Some(feature) = features.iter().position(|value| !value.is_finite()) {
            return Err(DatasetError::NotFinite { row, feature, value: features[feature] });
        }
        let range = |column, value, count: usize| {
            let largest = count.saturating_sub(1);
            if value < count { Ok(()) } else { Err(DatasetError::Range { row, column, value, largest }) }
        };
        match (target, &self.targets) {
            (Target::Class(label), Targets::Classes { count, .. }) => range("label", label, *count)?,
            (Target::Number(value), Targets::Numbers(_)) if value.is_finite() => {}
            (Target::Number(value), Targets::Numbers(_)) => return Err(DatasetError::Target { row, value }),
            (Target::Class(_), Targets::Numbers(_)) => {
                return Err(DatasetError::Kind { row, found: "class", expected: "numbers" });
            }
            (Target::Number(_), Targets::Classes { .. }) => {
                return Err(DatasetError::Kind { row, found: "number", expected: "classes" });
            }
        }
        range("group", group, self.group_count)
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

    /// K, the number of classes that the protocol knows, whether or not a world has rows of each; 0 for numeric targets.
    pub fn class_count(&self) -> usize {
        match self.targets {
            Targets::Classes { count, .. } => count,
            Targets::Numbers(_) => 0,
        }
    }

    /// All targets, in the order of the positions.
    pub fn targets(&self) -> &Targets {
        &self.targets
    }

    /// The number of groups that the table knows.
    pub fn group_count(&self) -> usize {
        self.group_count
    }

    /// The row at a position; `None` from n on.
    pub fn row(&self, position: usize) -> Option<Row<'_>> {
        (position < self.len()).then(|| Row {
            id: self.ids[position],
            features: self.features(position),
            target: self.target(position),
            group: self.groups[position],
            right: self.rights[position],
            weight: 1.0,
        })
    }

    /// The rows, in the order of their positions.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).filter_map(|position| self.row(position))
    }

    /// Where the row of this name stands. Cost O(n).
    pub fn position(&self, id: RowId) -> Option<usize> {
        self.ids.iter().position(|&other| other == id)
    }

    /// The id of the row at a position below n.
    pub(crate) fn id(&self, position: usize) -> RowId {
        self.ids[position]
    }

    /// The p features of the row at a position below n.
    pub(crate) fn features(&self, position: usize) -> &[f64] {
        let columns = self.feature_count();
        self.features.as_slice().map_or(&[], |all| &all[position * columns..(position + 1) * columns])
    }

    /// The target of the row at a position below n.
    pub(crate) fn target(&self, position: usize) -> Target {
        match &self.targets {
            Targets::Classes { labels, .. } => Target::Class(labels[position]),
            Targets::Numbers(numbers) => Target::Number(numbers[position]),
        }
    }

    /// The group of the row at a position below n.
    pub(crate) fn group(&self, position: usize) -> usize {
        self.groups[position]
    }

    /// Puts a row in the place of the one at `position`, or behind the last one if `position` is n. The id is not checked
    /// against the other rows'.
    ///
    /// # Errors
    /// [`DatasetError`] naming the value that is illegal here; the table is then as it was.
    pub(crate) fn put(&mut self, position: usize, row: NewRow) -> Result<(), DatasetError> {
        self.check(row.id, &row.features, row.target, row.group)?;
        if position >= self.len() {
            let columns = self.feature_count();
            let mut values = std::mem::take(&mut self.features).into_raw_vec_and_offset().0;
            values.extend_from_slice(&row.features);
            let shape = (self.ids.len() + 1, columns);
            self.features = Array2::from_shape_vec(shape, values).unwrap_or_default();
            self.ids.push(row.id);
            self.groups.push(row.group);
            self.rights.push(row.right);
            match (&mut self.targets, row.target) {
                (Targets::Classes { labels, .. }, Target::Class(label)) => labels.push(label),
                (Targets::Numbers(numbers), Target::Number(number)) => numbers.push(number),
                _ => {}
            }
            return Ok(());
        }
        for (old, new) in self.features.row_mut(position).iter_mut().zip(row.features) {
            *old = new;
        }
        (self.ids[position], self.groups[position], self.rights[position]) = (row.id, row.group, row.right);
        match (&mut self.targets, row.target) {
            (Targets::Classes { labels, .. }, Target::Class(label)) => labels[position] = label,
            (Targets::Numbers(numbers), Target::Number(number)) => numbers[position] = number,
            _ => {}
        }
        Ok(())
    }

    /// The rows at these positions, in this order, ids and all.
    ///
    /// # Errors
    /// [`DatasetError::DuplicateId`] if a position stands twice, [`DatasetError::Position`] if it is not below n.
    pub fn select(&self, positions: &[usize]) -> Result<Self, DatasetError> {
        if let Some(&position) = positions.iter().find(|&&position| position >= self.len()) {
            return Err(DatasetError::Position { position, rows: self.len() });
        }
        let values: Vec<f64> = positions.iter().flat_map(|&p| self.features(p).iter().copied()).collect();
        let shape = (positions.len(), self.feature_count());
        let targets = match &self.targets {
            Targets::Classes { labels, count } => {
                Targets::Classes { labels: positions.iter().map(|&p| labels[p]).collect(), count: *count }
            }
            Targets::Numbers(numbers) => Targets::Numbers(positions.iter().map(|&p| numbers[p]).collect()),
        };
        Self {
            ids: positions.iter().map(|&p| self.ids[p]).collect(),
            features: Array2::from_shape_vec(shape, values).unwrap_or_default(),
            targets,
            groups: positions.iter().map(|&p| self.groups[p]).collect(),
            group_count: self.group_count,
            rights: positions.iter().map(|&p| self.rights[p]).collect(),
        }
        .checked()
    }

    /// The same rows with every feature replaced by `f(feature column, value)`.
    ///
    /// # Errors
    /// [`DatasetError::NotFinite`] if `f` leaves the finite numbers.
    pub fn map_features(&self, f: impl Fn(usize, f64) -> f64) -> Result<Self, DatasetError> {
        let mut mapped = self.clone();
        let columns = self.feature_count().max(1);
        for (index, value) in mapped.features.iter_mut().enumerate() {
            *value = f(index % columns, *value);
        }
        mapped.checked()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(value: f64, label: usize, ids: [u32; 2]) -> Result<Dataset, DatasetError> {
        let features = Array2::from_shape_vec((2, 1), vec![value, 1.0]).unwrap();
        Dataset::classified(ids.map(RowId::new).to_vec(), features, vec![label, 0], 2)
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
        let short = Dataset::classified(vec![], Array2::zeros((1, 1)), vec![0], 1);
        assert!(matches!(short, Err(DatasetError::Length { column: "ids", found: 0, rows: 1 })));
        let groups = table(0.0, 1, [4, 5]).unwrap().with_groups(vec![0, 3], 2);
        assert_eq!(groups.unwrap_err().to_string(), "row 5 has group 3: legal are 0 to 1");
        let number = Dataset::measured(vec![RowId::new(7)], Array2::zeros((1, 1)), vec![f64::INFINITY]);
        assert_eq!(number.unwrap_err().to_string(), "row 7 has target inf: targets must be finite numbers");
        let beyond = table(0.0, 1, [4, 5]).unwrap().select(&[2]);
        assert_eq!(beyond.unwrap_err().to_string(), "position 2 names no row: legal are positions below 2");
    }

    #[test]
    fn a_row_is_what_was_put_in() {
        let mut data = table(0.5, 1, [4, 5]).unwrap();
        let row = NewRow {
            id: RowId::new(9),
            features: vec![2.0],
            target: Target::Class(1),
            group: 0,
            right: Right::Reserved,
        };
        data.put(2, row.clone()).unwrap();
        assert_eq!(NewRow::from(data.row(2).unwrap()), row);
        assert_eq!((data.len(), data.row(3), data.position(RowId::new(9))), (3, None, Some(2)));
        let wide = NewRow { features: vec![1.0, 2.0], ..row.clone() };
        assert_eq!(data.put(0, wide).unwrap_err().to_string(), "row 9 has 2 features: legal are 1");
        let number = NewRow { target: Target::Number(1.0), ..row };
        assert_eq!(
            data.put(0, number).unwrap_err().to_string(),
            "row 9 has a number as target, and the table has classes"
        );
    }
}

//! Rows of a real table as cells: what a model sees of a row is the codes of a few attributes.
//!
//! An attribute is a run of columns of which each row has a 1 in one and 0 in the others. A cell is one code of each attribute; cells are
//! numbered with the last attribute's code running fastest.
//!
//! ```
//! use simulation::collective::action::{Cells, columns_of};
//! use simulation::data::german_credit::{self, FEATURES};
//!
//! let data = german_credit::dataset();
//! let attributes = ["checking account", "purpose"].map(|name| columns_of(&FEATURES, name));
//! let cells = Cells::of(&data, &attributes)?;
//! assert_eq!((cells.count(), cells.data().feature_count()), (4 * 10, 4 + 10));
//! // Everybody's purpose is now the sixth, a repair.
//! assert!((0..cells.count()).all(|cell| cells.code(cells.with(cell, 1, 5), 1) == 5));
//! assert_eq!(cells.table()?.cells(), 40);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::ops::Range;

use ndarray::Array2;
use thiserror::Error;

use super::{ActionError, DiscreteTable};
use crate::dataset::{Dataset, DatasetError, Targets};

/// A table whose rows are cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Cells {
    /// The number of codes of each attribute.
    sizes: Vec<usize>,
    /// The cell of each row.
    places: Vec<usize>,
    /// The rows with nothing but these attributes, coded as they were.
    data: Dataset,
    labels: Vec<usize>,
}

/// The most cells that a table may have.
const MOST: usize = 100_000;

/// Why rows are no cells.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum CellsError {
    /// Numbers are predicted.
    #[error("the table's targets are numbers: legal are classes")]
    Targets,
    /// No attribute, an empty one, or one beyond the columns.
    #[error("attribute {attribute} has columns {from} to {to}: legal are runs within 0 to {columns}")]
    Columns {
        /// Which of the attributes.
        attribute: usize,
        /// Its first column.
        from: usize,
        /// The column behind its last.
        to: usize,
        /// The columns of the table.
        columns: usize,
    },
    /// More cells than can be enumerated.
    #[error("the attributes make more than {MOST} cells")]
    Many,
    /// A row that has no code, or several.
    #[error("row {row} does not have just one code of attribute {attribute}")]
    Code {
        /// The row's number.
        row: u32,
        /// Which of the attributes.
        attribute: usize,
    },
    /// A table that cannot be made.
    #[error(transparent)]
    Table(#[from] DatasetError),
}

/// The columns whose names begin with an attribute's name and a colon; none if there is no such attribute.
pub fn columns_of(features: &[&str], attribute: &str) -> Range<usize> {
    let own = |name: &&str| name.strip_prefix(attribute).is_some_and(|rest| rest.starts_with(':'));
    let first = features.iter().position(own).unwrap_or(0);
    first..first + features.iter().skip(first).take_while(|name| own(name)).count()
}

impl Cells {
    /// The rows of a table by these attributes. Cost O(n·columns).
    ///
    /// # Errors
    /// [`CellsError`] naming the first attribute or row that does not fit.
    pub fn of(data: &Dataset, attributes: &[Range<usize>]) -> Result<Self, CellsError> {
        let Targets::Classes { labels, count } = data.targets() else { return Err(CellsError::Targets) };
        let columns = data.feature_count();
        for (attribute, run) in attributes.iter().enumerate() {
            if run.is_empty() || run.end > columns {
                return Err(CellsError::Columns { attribute, from: run.start, to: run.end, columns });
            }
        }
        let sizes: Vec<usize> = attributes.iter().map(ExactSizeIterator::len).collect();
        let all = sizes.iter().try_fold(1_usize, |all, &size| all.checked_mul(size));
        if all.is_none_or(|all| all > MOST) {
            return Err(CellsError::Many);
        }
        let (mut places, mut features) = (Vec::new(), Vec::new());
        for row in data.rows() {
            let mut place = 0;
            for (attribute, run) in attributes.iter().enumerate() {
                let codes = row.features.get(run.clone()).unwrap_or_default();
                let code = code(codes).ok_or(CellsError::Code { row: row.id.number(), attribute })?;
                place = place * run.len() + code;
                features.extend_from_slice(codes);
            }
            places.push(place);
        }
        let ids = data.rows().map(|row| row.id).collect();
        let shape = (data.len(), sizes.iter().sum());
        let features = Array2::from_shape_vec(shape, features).map_err(|_| CellsError::Many)?;
        let rows = Dataset::classified(ids, features, labels.clone(), *count)?;
        Ok(Self { sizes, places, data: rows, labels: labels.clone() })
    }

    /// The number of cells, with rows or without.
    pub fn count(&self) -> usize {
        self.sizes.iter().product()
    }

    /// The number of codes of an attribute; 0 if there is no such attribute.
    pub fn codes(&self, attribute: usize) -> usize {
        self.sizes.get(attribute).copied().unwrap_or(0)
    }

    /// The rows with the columns of the attributes alone.
    pub const fn data(&self) -> &Dataset {
        &self.data
    }

    /// The cell and the class of the row at a position.
    pub fn row(&self, position: usize) -> Option<(usize, usize)> {
        Some((*self.places.get(position)?, *self.labels.get(position)?))
    }

    /// The code of an attribute in a cell; 0 if there is no such attribute.
    pub fn code(&self, cell: usize, attribute: usize) -> usize {
        self.codes_of(cell).get(attribute).copied().unwrap_or(0)
    }

    /// The cell with another code of one attribute; the same cell if there is no such code.
    pub fn with(&self, cell: usize, attribute: usize, code: usize) -> usize {
        let mut codes = self.codes_of(cell);
        match codes.get_mut(attribute) {
            Some(old) if code < self.codes(attribute) => *old = code,
            _ => return cell,
        }
        codes.iter().zip(&self.sizes).fold(0, |place, (code, size)| place * size + code)
    }

    /// The columns of a row of this cell.
    pub fn features(&self, cell: usize) -> Vec<f64> {
        let codes = self.codes_of(cell);
        let columns = codes.iter().zip(&self.sizes);
        columns
            .flat_map(|(&own, &size)| (0..size).map(move |code| f64::from(u8::from(code == own))))
            .collect()
    }

    /// P₀ as the rows have it.
    ///
    /// # Errors
    /// [`ActionError`] for a table without rows, or of one class.
    pub fn table(&self) -> Result<DiscreteTable, ActionError> {
        let mut counts = vec![vec![0_u32; self.data.class_count()]; self.count()];
        for (&place, &label) in self.places.iter().zip(&self.labels) {
            counts[place][label] += 1;
        }
        DiscreteTable::counted(&counts)
    }

    fn codes_of(&self, cell: usize) -> Vec<usize> {
        let mut left = cell;
        let mut codes: Vec<usize> =
            self.sizes.iter().rev().map(|&size| (left % size, left /= size).0).collect();
        codes.reverse();
        codes
    }
}

/// The place of the only 1 among zeros.
fn code(codes: &[f64]) -> Option<usize> {
    let place = codes.iter().position(|&entry| entry == 1.0)?;
    let others = codes.iter().enumerate().all(|(other, &entry)| other == place || entry == 0.0);
    others.then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::german_credit::{self, FEATURES};
    use crate::data::{diabetes, iris};

    #[test]
    fn cells_are_codes_and_codes_are_columns() {
        let data = german_credit::dataset();
        let names = ["checking account", "history", "purpose"];
        let attributes = names.map(|name| columns_of(&FEATURES, name));
        assert_eq!(attributes, [0..4, 5..10, 10..20]);
        let cells = Cells::of(&data, &attributes).unwrap();
        assert_eq!(cells.count(), 200);
        for position in 0..data.len() {
            let (cell, label) = cells.row(position).unwrap();
            assert_eq!(cells.features(cell), cells.data().features(position));
            assert_eq!(Some(label), data.target(position).class());
            for (attribute, run) in attributes.iter().enumerate() {
                assert_eq!(data.features(position)[run.start + cells.code(cell, attribute)], 1.0);
            }
        }
        for cell in 0..200 {
            assert_eq!(cells.with(cell, 2, cells.code(cell, 2)), cell);
            let other = cells.with(cell, 2, 5);
            assert_eq!([0, 1].map(|a| cells.code(other, a)), [0, 1].map(|a| cells.code(cell, a)));
            assert_eq!(
                (cells.code(other, 2), cells.with(cell, 2, 10), cells.with(cell, 3, 0)),
                (5, cell, cell)
            );
        }
        let table = cells.table().unwrap();
        let repairs =
            (0..200).filter(|&cell| cells.code(cell, 2) == 5).map(|cell| table.share(cell)).sum::<f64>();
        assert!((repairs - 0.022).abs() < 1e-12, "22 of 1000 want repairs");
    }

    #[test]
    fn what_is_no_code_is_refused() {
        let data = german_credit::dataset();
        let of = |runs: &[Range<usize>]| Cells::of(&data, runs).unwrap_err().to_string();
        assert!(of(&[0..4, 4..6]).contains("just one code of attribute 1"));
        assert!(of(&[0..4, 58..60]).contains("58 to 60"));
        assert!(of(std::slice::from_ref(&(3..3))).contains("3 to 3"));
        let all =
            ["checking account", "history", "purpose", "savings", "employed", "property", "housing", "job"];
        assert!(of(&all.map(|name| columns_of(&FEATURES, name))).contains("100000"));
        assert_eq!(columns_of(&FEATURES, "check"), 0..0);
        assert_eq!(Cells::of(&diabetes::dataset(), &[]), Err(CellsError::Targets));
        assert!(Cells::of(&iris::dataset(), std::slice::from_ref(&(0..2))).is_err());
        assert_eq!(Cells::of(&iris::dataset(), &[]).unwrap().count(), 1, "a model that sees nothing");
    }
}

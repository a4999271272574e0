//! Readers' own data: a CSV file with a header becomes a [`Dataset`], or is refused with the line, the column and the value.
//!
//! Fields are split by RFC 4180 (quotation marks, doubled inside a quotation; line breaks inside a quotation; lines ending with
//! `\n`, `\r\n` or `\r`), with one leniency: text beside a quotation is taken as part of the field. Spaces around a field are
//! dropped, blank lines are no rows. The header names every column. Which column is the target is said by the reader; every
//! column without another role is a feature, and its values must be finite numbers. Text becomes features only where the
//! reader says so ([`CsvOptions::one_hot`]).
//!
//! A value is *missing* if the field is empty or one of `?`, `-`, `NA`, `N/A`, `NaN`, `null`, in capitals or not.
//!
//! Classes, groups and categories are numbered in one order, whatever the order of the rows: numbers first and by size, then
//! texts by their characters.
//!
//! The limits ([`MAX_BYTES`], [`MAX_ROWS`], [`MAX_COLUMNS`], [`MAX_VALUES`], [`MAX_CLASSES`], [`MAX_CATEGORIES`]) keep a page alive
//! whatever file it is given. Cost O(length of the file).
//!
//! When it misleads: a one-hot column of codes that have an order loses it, a numeric column of codes that have none gains one.
//!
//! ```
//! use simulation::data::csv::{CsvOptions, MissingValues, TargetColumn, read};
//!
//! let file = "height,colour,name,kind\n1.5,red,Ada,cat\n2,blue,Bo,dog\nNA,red,Cy,dog\n";
//! let mut options = CsvOptions::new(TargetColumn::Class("kind".into()));
//! options.ignored = vec!["name".into()];
//! assert_eq!(
//!     read(file, &options).unwrap_err().to_string(),
//!     "line 4, column `height` is missing (`NA`): fill it in, or choose to drop such rows"
//! );
//! options.missing = MissingValues::DropRows;
//! assert_eq!(
//!     read(file, &options).unwrap_err().to_string(),
//!     "line 2, column `colour` is `red`: legal are finite numbers, or any text once the column is chosen to be one-hot"
//! );
//! options.one_hot = vec!["colour".into()];
//! let own = read(file, &options)?;
//! assert_eq!(own.features, ["height", "colour: blue", "colour: red"]);
//! assert_eq!(own.data.row(1).unwrap().features, [2.0, 1.0, 0.0]);
//! assert_eq!((own.classes, own.dropped), (vec!["cat".to_owned(), "dog".to_owned()], vec![4]));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod columns;
mod error;
mod number;
mod records;

use ndarray::Array2;

use columns::Columns;
pub(super) use columns::is_missing;
pub use error::CsvError;
pub(super) use error::short;
pub(super) use records::Records;

use crate::dataset::{Dataset, Targets};

/// The longest file in bytes.
pub const MAX_BYTES: usize = 20_000_000;
/// The most rows.
pub const MAX_ROWS: usize = 100_000;
/// The most columns, and the most features.
pub const MAX_COLUMNS: usize = 1_000;
/// The most values of features: rows × features.
pub const MAX_VALUES: usize = 10_000_000;
/// The most classes.
pub const MAX_CLASSES: usize = 32;
/// The most groups, and the most categories of a one-hot column.
pub const MAX_CATEGORIES: usize = 100;

/// What the columns of a file mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvOptions {
    /// What stands between two fields.
    pub delimiter: Delimiter,
    /// What stands before the decimals of a number.
    pub decimal: DecimalMark,
    /// What is to be predicted.
    pub target: TargetColumn,
    /// The column whose values are the groups. Without one, all rows are of one group.
    pub group: Option<String>,
    /// The column with the rows' rights: `both`, `trainable`, `evaluable`, `reserved` or `unavailable`. Without one, `both`.
    pub right: Option<String>,
    /// The column with the rows' ids, whole numbers from 0 to 2³² − 1. Without one, the rows are numbered from 0, dropped ones
    /// included.
    pub id: Option<String>,
    /// Columns that become one feature for each of their values, 1 where the row has it and 0 elsewhere.
    pub one_hot: Vec<String>,
    /// Columns that are left out.
    pub ignored: Vec<String>,
    /// What becomes of rows with missing values.
    pub missing: MissingValues,
}

/// What stands between two fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    #[default]
    Comma,
    /// `;`
    Semicolon,
    /// The tabulator.
    Tab,
}

/// What stands before the decimals of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DecimalMark {
    /// `1.5`
    #[default]
    Point,
    /// `1,5`
    Comma,
}

/// The most that a file may have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) bytes: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

/// The column that is to be predicted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetColumn {
    /// Its values are the classes.
    Class(String),
    /// Its values are numbers.
    Number(String),
}

/// What becomes of rows with missing values in a column that is not ignored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MissingValues {
    /// The first one is an error.
    #[default]
    Refuse,
    /// They are left out, and their lines reported.
    DropRows,
}

/// A reader's table and what its numbers stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnData {
    /// The rows, in the order of the file.
    pub data: Dataset,
    /// The names of the features; those of a one-hot column are `column: value`.
    pub features: Vec<String>,
    /// The names of the classes; none for a numeric target.
    pub classes: Vec<String>,
    /// The names of the groups; none without a column for them.
    pub groups: Vec<String>,
    /// The lines, counted from 1, at which rows begin that were dropped for missing values.
    pub dropped: Vec<usize>,
}

impl CsvOptions {
    /// A file with commas, whose other columns are all numeric features without missing values.
    pub const fn new(target: TargetColumn) -> Self {
        Self {
            delimiter: Delimiter::Comma,
            decimal: DecimalMark::Point,
            target,
            group: None,
            right: None,
            id: None,
            one_hot: Vec::new(),
            ignored: Vec::new(),
            missing: MissingValues::Refuse,
        }
    }
}

impl Limits {
    const WIDEST: Self = Self { bytes: MAX_BYTES, rows: MAX_ROWS, columns: MAX_COLUMNS };

    fn check(what: &'static str, found: usize, largest: usize) -> Result<(), CsvError> {
        if found > largest { Err(CsvError::TooLarge { what, found, largest }) } else { Ok(()) }
    }
}

impl DecimalMark {
    /// The finite number that a text is.
    pub(super) fn number(self, text: &str) -> Option<f64> {
        number::read(text.as_bytes(), if self == Self::Point { b'.' } else { b',' })
    }
}

impl Delimiter {
    const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }
}

/// Reads a file.
///
/// # Errors
/// [`CsvError`] naming the first mistake by line, column and value, and what is legal there; missing values come before
/// illegal ones.
pub fn read(text: &str, options: &CsvOptions) -> Result<OwnData, CsvError> {
    read_records(&Records::split(text, options.delimiter, Limits::WIDEST)?, options)
}

/// [`read`], of a file that is split already.
pub(super) fn read_records(records: &Records, options: &CsvOptions) -> Result<OwnData, CsvError> {
    let columns = Columns::of(records, options)?;
    let (kept, dropped) = columns.kept(options.missing)?;
    if kept.is_empty() {
        return Err(CsvError::NoRows { dropped: dropped.len() });
    }
    let features = columns.features(&kept)?;
    let names: Vec<String> = features.iter().map(|feature| feature.name.clone()).collect();
    for (what, found, largest) in [
        ("features", names.len(), MAX_COLUMNS),
        ("values", names.len().saturating_mul(kept.len()), MAX_VALUES),
    ] {
        if found > largest {
            return Err(CsvError::TooLarge { what, found, largest });
        }
    }
    let mut values = Vec::with_capacity(kept.len() * features.len());
    for &row in &kept {
        for feature in &features {
            values.push(columns.value(row, feature)?);
        }
    }
    let values = Array2::from_shape_vec((kept.len(), features.len()), values).unwrap_or_default();
    let (targets, classes) = match &options.target {
        TargetColumn::Number(_) => (Targets::Numbers(columns.numbers(&kept)?), Vec::new()),
        TargetColumn::Class(_) => {
            let (labels, classes) = columns.coded(columns.target, &kept, MAX_CLASSES)?;
            (Targets::Classes { labels, count: classes.len() }, classes)
        }
    };
    let mut data = Dataset::new(columns.ids(&kept)?, values, targets)?;
    let mut groups = Vec::new();
    if let Some(column) = columns.group {
        let (numbers, names) = columns.coded(column, &kept, MAX_CATEGORIES)?;
        data = data.with_groups(numbers, names.len())?;
        groups = names;
    }
    if let Some(column) = columns.right {
        data = data.with_rights(columns.rights(column, &kept)?)?;
    }
    Ok(OwnData { data, features: names, classes, groups, dropped })
}

#[cfg(test)]
mod tests;

//! Why a reader's file was refused.

use thiserror::Error;

use crate::dataset::DatasetError;

/// Why a reader's file was refused. Lines count from 1, the header's; values are shortened to 40 characters.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum CsvError {
    /// A limit on the size.
    #[error("the file has {found} {what}: legal are at most {largest}")]
    TooLarge {
        /// `bytes`, `rows`, `columns`, or `values` (rows × features).
        what: &'static str,
        /// What the file has, as far as it was read.
        found: usize,
        /// The limit.
        largest: usize,
    },
    /// A quotation mark opens and never closes.
    #[error("line {line}: a quotation mark opens in this row and never closes")]
    Unclosed {
        /// Where the row begins.
        line: usize,
    },
    /// A row has not one field for each column.
    #[error("line {line} has {found} fields, and the header names {expected} columns")]
    Fields {
        /// Where the row begins.
        line: usize,
        /// Its fields.
        found: usize,
        /// The header's.
        expected: usize,
    },
    /// A column without a name.
    #[error("column {column} has no name: the first line must name every column")]
    Unnamed {
        /// The column, from 1.
        column: usize,
    },
    /// Two columns of one name.
    #[error("two columns are named `{name}`: names must be unique")]
    TwiceNamed {
        /// The name.
        name: String,
    },
    /// A role for a column that is not there.
    #[error("no column is named `{name}`, which is to be {role}: the columns are {columns}")]
    UnknownColumn {
        /// What the column was to be.
        role: &'static str,
        /// The name asked for.
        name: String,
        /// The names in the header; at most 20.
        columns: String,
    },
    /// Two roles for one column.
    #[error(
        "column `{name}` is to be {first} and {second}: a column has one role, but the target may be the group"
    )]
    TwoRoles {
        /// The column.
        name: String,
        /// A role.
        first: &'static str,
        /// Another.
        second: &'static str,
    },
    /// No column is left for features.
    #[error("no column is left to be a feature: at least one must have no other role")]
    NoFeatures,
    /// Nothing to read, or nothing left.
    #[error("the file has no rows to read; {dropped} were dropped for missing values")]
    NoRows {
        /// The dropped rows.
        dropped: usize,
    },
    /// A value is missing.
    #[error("line {line}, column `{column}` is missing (`{value}`): fill it in, or choose to drop such rows")]
    Missing {
        /// Where the row begins.
        line: usize,
        /// The column.
        column: String,
        /// What stands there.
        value: String,
    },
    /// A value is not what its column needs.
    #[error("line {line}, column `{column}` is `{value}`: legal are {legal}")]
    Value {
        /// Where the row begins.
        line: usize,
        /// The column.
        column: String,
        /// What stands there.
        value: String,
        /// What may stand there.
        legal: &'static str,
    },
    /// Too many different values.
    #[error("line {line}, column `{column}` has more than {largest} different values up to `{value}`")]
    Distinct {
        /// Where one value too many stands.
        line: usize,
        /// The column.
        column: String,
        /// That value.
        value: String,
        /// The limit.
        largest: usize,
    },
    /// Two rows of one id.
    #[error("line {line}, column `{column}` is `{id}`, which line {first} has too: ids must be unique")]
    DuplicateId {
        /// Where the second row begins.
        line: usize,
        /// The column.
        column: String,
        /// The id.
        id: u32,
        /// Where the first row begins.
        first: usize,
    },
    /// The rows do not make a table.
    #[error(transparent)]
    Table(#[from] DatasetError),
}

/// The first 40 characters.
pub(in crate::data) fn short(text: &str) -> String {
    // What breaks a line or turns the direction of what follows becomes a space.
    let plain = |c: char| {
        if c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}') { ' ' } else { c }
    };
    text.chars().take(40).map(plain).collect()
}

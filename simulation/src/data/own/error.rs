//! Why a reader's rows were refused.

use thiserror::Error;

use super::{MAX_CLASSES, MAX_FEATURES, MIN_OF_CLASS, MIN_ROWS};
use crate::data::csv::CsvError;

/// Why a reader's rows were refused. Lines count from 1, the header's; values are shortened to 40 characters.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum OwnError {
    /// A character that no text has: a picture, a program, or an encoding that is not UTF-8.
    #[error(
        "line {line} has the control character {code}: legal is text in UTF-8, with fields between `,`, `;` or tabs"
    )]
    Control {
        /// Where it stands.
        line: usize,
        /// Its code.
        code: u32,
    },
    /// Nothing separates fields.
    #[error(
        "line 1 is `{value}`: legal are the names of two columns or more, with `,`, `;` or a tab between them"
    )]
    OneColumn {
        /// The line.
        value: String,
    },
    /// Fields could be separated in two ways.
    #[error(
        "line 1 is `{value}`: its fields could be those between {first} or between {second}; take one of them out, or put fields into quotation marks"
    )]
    Separators {
        /// The line.
        value: String,
        /// What may separate.
        first: &'static str,
        /// What may also separate.
        second: &'static str,
    },
    /// The first line has no names.
    #[error(
        "line 1 begins with the number `{value}`: legal are the names of the columns, and rows from line 2 on"
    )]
    NoHeader {
        /// Its first value.
        value: String,
    },
    /// Points and commas stand before decimals.
    #[error(
        "line {line}, column `{column}` is `{value}`, and line {first} has `{other}`: legal before decimals is a point everywhere or a comma everywhere"
    )]
    MixedDecimals {
        /// Where the second kind stands.
        line: usize,
        /// Its column.
        column: String,
        /// Its value.
        value: String,
        /// Where the first kind stands.
        first: usize,
        /// Its value.
        other: String,
    },
    /// A comma that may stand before decimals, or between thousands.
    #[error(
        "line {line}, column `{column}` is `{value}`, which may have decimals or thousands: legal are numbers like 1234 and 1.234, or commas of which one at least cannot stand before thousands"
    )]
    Thousands {
        /// Where it stands.
        line: usize,
        /// Its column.
        column: String,
        /// The value.
        value: String,
    },
    /// What the columns are for does not fit them.
    #[error("the rows have {columns} columns, and {found} are described: legal is one letter for each")]
    Roles {
        /// How many are described.
        found: usize,
        /// How many there are.
        columns: usize,
    },
    /// No column is the class.
    #[error("no column is the class: one must say what each row is")]
    NoClass,
    /// Two columns for what only one can be.
    #[error("columns `{first}` and `{second}` are both {role}: legal is one")]
    TwoColumns {
        /// What they are.
        role: &'static str,
        /// A column.
        first: String,
        /// Another.
        second: String,
    },
    /// Too few classes, or too many groups.
    #[error("column `{column}` has {found} different values (`{first}`): legal are 2 to {MAX_CLASSES}")]
    Classes {
        /// The column.
        column: String,
        /// How many there are.
        found: usize,
        /// The first of them.
        first: String,
    },
    /// A class of too few rows.
    #[error("column `{column}` is `{name}` in {found} row: legal are {MIN_OF_CLASS} rows of a class or more")]
    RareClass {
        /// The column.
        column: String,
        /// The class.
        name: String,
        /// Its rows.
        found: usize,
    },
    /// Too few rows.
    #[error("there are {found} rows to use, and {dropped} with missing values: legal are {MIN_ROWS} or more")]
    TooFewRows {
        /// The rows.
        found: usize,
        /// Those that were left out.
        dropped: usize,
    },
    /// Too many features.
    #[error(
        "there are {found} features, one-hot columns counted by their values: legal are up to {MAX_FEATURES}"
    )]
    TooManyFeatures {
        /// How many there are.
        found: usize,
    },
    /// A value of no use.
    #[error(
        "line {line}, column `{column}` is larger than a trillion in size: legal are numbers from -1e12 to 1e12"
    )]
    Size {
        /// Where it stands.
        line: usize,
        /// Its column.
        column: String,
    },
    /// The file, its names or its values.
    #[error(transparent)]
    Csv(#[from] CsvError),
}

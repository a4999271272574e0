//! Why a text is not the file of a data set.

use thiserror::Error;

use crate::dataset::DatasetError;

/// Why a text is not the file of a data set. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum DataError {
    /// Lines are missing or too many.
    #[error("{name} has {found} complete lines: legal are exactly {expected}")]
    Lines {
        /// The data set's name.
        name: &'static str,
        /// The lines that end with a line break.
        found: usize,
        /// The lines of the file.
        expected: usize,
    },
    /// A line is cut off or overlong.
    #[error("{name}, line {line} has {found} fields: legal are exactly {expected}")]
    Fields {
        /// The data set's name.
        name: &'static str,
        /// The line.
        line: usize,
        /// Its fields.
        found: usize,
        /// The fields of every line.
        expected: usize,
    },
    /// A field holds something else than it should.
    #[error("{name}, line {line}, field {field} is `{value}`: legal are {legal}")]
    Value {
        /// The data set's name.
        name: &'static str,
        /// The line.
        line: usize,
        /// The field, from 1.
        field: usize,
        /// The field's first characters.
        value: String,
        /// What may stand there.
        legal: &'static str,
    },
    /// The rows do not make a table.
    #[error(transparent)]
    Table(#[from] DatasetError),
}

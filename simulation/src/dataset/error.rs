//! Why a table was refused.

use thiserror::Error;

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
    /// A row has not one number for each feature.
    #[error("row {row} has {found} features: legal are {features}")]
    Features {
        /// The row's number.
        row: u32,
        /// Its features.
        found: usize,
        /// p.
        features: usize,
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
    /// A numeric target is NaN or infinite.
    #[error("row {row} has target {value}: targets must be finite numbers")]
    Target {
        /// The row's number.
        row: u32,
        /// What was found.
        value: f64,
    },
    /// A class where the table measures numbers, or a number where it has classes.
    #[error("row {row} has a {found} as target, and the table has {expected}")]
    Kind {
        /// The row's number.
        row: u32,
        /// `class` or `number`.
        found: &'static str,
        /// `classes` or `numbers`.
        expected: &'static str,
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
    /// A position that no row has.
    #[error("position {position} names no row: legal are positions below {rows}")]
    Position {
        /// What was asked for.
        position: usize,
        /// n.
        rows: usize,
    },
}

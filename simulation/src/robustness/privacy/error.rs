//! Why there is no such mechanism.

use thiserror::Error;

/// A number out of its range.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum PrivacyError {
    /// A setting.
    #[error("{name} is {value}: legal are {legal}")]
    Setting {
        /// What it is called.
        name: &'static str,
        /// What was asked for.
        value: f64,
        /// The legal range.
        legal: &'static str,
    },
    /// A column that the table has not.
    #[error("column {column} is not in the table: legal are 0 to {last}")]
    Column {
        /// What was asked for.
        column: usize,
        /// The last column.
        last: usize,
    },
    /// An accountant without orders.
    #[error("there are no orders to account by: legal is a list of at least one number above 1")]
    NoOrders,
}

/// The number if it passes, else the error that names it.
pub(super) fn legal(
    name: &'static str,
    value: f64,
    passes: bool,
    legal: &'static str,
) -> Result<f64, PrivacyError> {
    if passes { Ok(value) } else { Err(PrivacyError::Setting { name, value, legal }) }
}

/// A finite number above 0.
pub(super) fn positive(name: &'static str, value: f64) -> Result<f64, PrivacyError> {
    legal(name, value, value > 0.0 && value.is_finite(), "finite numbers above 0")
}

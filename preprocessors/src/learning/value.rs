//! Numbers of the registry as values.

use widgets::numbers::FormatParameters;
use widgets::parameters::{Arguments, ParameterError, Parameters, Real, Value};
use widgets::registry::Number;

use crate::cache::Cache;
use crate::numbers::number_of;

/// The most decimals that a number is written with.
const DECIMALS: u32 = 9;

/// The value of a number, with as many decimals as it can be read back with, whatever its arguments say of how it is written; `None` if it is
/// written as no number or is too long for one.
///
/// # Errors
/// What the figure behind it refuses.
pub(super) fn value(
    number: &Number,
    arguments: &Arguments,
    cache: &Cache,
) -> Result<Option<f64>, Vec<ParameterError>> {
    let style = FormatParameters::list();
    let bare = arguments.iter().filter(|(key, _)| style.iter().all(|one| one.name != key)).cloned();
    let bare: Arguments = bare.collect();
    for digits in (0..=DECIMALS).rev() {
        let digits = ("digits".to_owned(), Value::one(digits.to_string()));
        let written = number_of(number, &bare.iter().cloned().chain([digits]).collect(), cache)?;
        if let Some(value) = Real::parse(&written) {
            return Ok(Some(value));
        }
    }
    Ok(None)
}

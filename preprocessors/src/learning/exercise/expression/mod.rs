//! What an answer is computed by: numbers of the registry, put together.
//!
//! ```text
//! condition  = both { "or" both }
//! both       = comparison { "and" comparison }
//! comparison = sum ( "<" | ">" | "<=" | ">=" | "=" | "!=" ) sum
//! sum        = product { ( "+" | "-" ) product }
//! product    = factor { ( "*" | "/" ) factor }
//! factor     = digits | number | "-" factor | "abs" "(" sum ")" | "(" sum ")"
//! number     = name { key "=" value | flag }       as behind `<<#number`
//! ```
//!
//! Signs have spaces around them, since names hold hyphens. `{key}` stands for the value of a variant in names and values, and by itself for a
//! number, if its values are digits.

mod reader;
#[cfg(test)]
mod tests;

use std::ops::Range;

use widgets::parameters::{Arguments, ParameterError};
use widgets::registry;

use super::variants::Variant;
use crate::cache::Cache;
use crate::diagnostic::nearest;
use crate::learning::value::value;
use crate::numbers::{ALL_NUMBERS, number_of};
use reader::Reader;

/// Numbers that differ by less are the same: so many decimals are sure in what is read off a figure.
pub(super) const CLOSE: f64 = 1e-6;

/// What is wrong with an expression, and where in its text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wrong {
    pub(super) span: Range<usize>,
    pub(super) message: String,
    pub(super) help: String,
}

/// A number that is computed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Sum {
    Constant(f64),
    Number { name: String, arguments: Arguments, span: Range<usize> },
    Absolute(Box<Sum>),
    Minus(Box<Sum>),
    Two(Box<Sum>, char, Box<Sum>),
}

/// A claim that is computed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Condition {
    Compare(Sum, String, Sum),
    Both(Box<Condition>, Box<Condition>),
    Either(Box<Condition>, Box<Condition>),
}

/// Reads a number.
///
/// # Errors
/// The first thing that is none.
pub(super) fn sum(text: &str) -> Result<Sum, Wrong> {
    let mut reader = Reader::of(text)?;
    let sum = reader.sum()?;
    reader.end()?;
    Ok(sum)
}

/// Reads a claim.
///
/// # Errors
/// The first thing that is none.
pub(super) fn condition(text: &str) -> Result<Condition, Wrong> {
    let mut reader = Reader::of(text)?;
    let condition = reader.either()?;
    reader.end()?;
    Ok(condition)
}

impl Sum {
    /// The number in a variant.
    ///
    /// # Errors
    /// What the figure behind it refuses, or that there is no such value.
    pub(super) fn value(&self, variant: &Variant, cache: &Cache) -> Result<f64, Wrong> {
        let value = match self {
            Self::Constant(value) => *value,
            Self::Number { name, arguments, span } => match constant(name, arguments, variant) {
                Some(value) => value,
                None => computed(name, arguments, span, variant, cache)?,
            },
            Self::Absolute(inner) => inner.value(variant, cache)?.abs(),
            Self::Minus(inner) => -inner.value(variant, cache)?,
            Self::Two(left, sign, right) => {
                let (left, right) = (left.value(variant, cache)?, right.value(variant, cache)?);
                match sign {
                    '+' => left + right,
                    '-' => left - right,
                    '*' => left * right,
                    _ => left / right,
                }
            }
        };
        if value.is_finite() {
            return Ok(value);
        }
        let (span, message) = (self.span(), "this is no number: it divides by nothing".to_owned());
        Err(Wrong { span, message, help: variant.said() })
    }

    fn span(&self) -> Range<usize> {
        match self {
            Self::Constant(_) => 0..0,
            Self::Number { span, .. } => span.clone(),
            Self::Absolute(inner) | Self::Minus(inner) => inner.span(),
            Self::Two(left, _, right) => match (left.span(), right.span()) {
                (left, right) if left.is_empty() => right,
                (left, right) if right.is_empty() => left,
                (left, right) => left.start..right.end,
            },
        }
    }
}

impl Condition {
    /// Whether the claim holds in a variant.
    ///
    /// # Errors
    /// As [`Sum::value`].
    pub(super) fn holds(&self, variant: &Variant, cache: &Cache) -> Result<bool, Wrong> {
        Ok(match self {
            Self::Compare(left, sign, right) => {
                let gap = left.value(variant, cache)? - right.value(variant, cache)?;
                match sign.as_str() {
                    "<" => gap < -CLOSE,
                    ">" => gap > CLOSE,
                    "<=" => gap <= CLOSE,
                    ">=" => gap >= -CLOSE,
                    "=" => gap.abs() <= CLOSE,
                    _ => gap.abs() > CLOSE,
                }
            }
            Self::Both(one, other) => one.holds(variant, cache)? && other.holds(variant, cache)?,
            Self::Either(one, other) => one.holds(variant, cache)? || other.holds(variant, cache)?,
        })
    }
}

/// A word that is a number by itself.
fn digits(word: &str) -> Option<f64> {
    // Not the words for what is no number, which Rust reads too.
    let begins = word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.'));
    word.parse::<f64>().ok().filter(|value| begins && value.is_finite())
}

/// The number that a variant has in the place of a name.
fn constant(name: &str, arguments: &Arguments, variant: &Variant) -> Option<f64> {
    if arguments.is_empty() { digits(&variant.fill(name)) } else { None }
}

/// A number of the registry to nine decimals, remembered like every other.
fn computed(
    name: &str,
    arguments: &Arguments,
    span: &Range<usize>,
    variant: &Variant,
    cache: &Cache,
) -> Result<f64, Wrong> {
    let wrong = |message: String, help: String| Wrong { span: span.clone(), message, help };
    let name = variant.fill(name);
    let Some(number) = registry::number(&name) else {
        let names = registry::NUMBERS.iter().copied().flatten().map(|number| number.name);
        let near = nearest(&name, names).map_or_else(String::new, |near| format!("did you mean `{near}`? "));
        return Err(wrong(format!("no number is named `{name}`"), format!("{near}{ALL_NUMBERS}")));
    };
    let arguments = variant.fill_all(arguments);
    let value = value(number, &arguments, cache).map_err(|errors| {
        let near = errors.iter().find_map(|error| match error {
            ParameterError::Unknown { key, legal } => nearest(key, legal.iter().map(String::as_str)),
            ParameterError::Value { .. } | ParameterError::Twice { .. } => None,
        });
        let help = near.map_or_else(|| variant.said(), |near| format!("did you mean `{near}`?"));
        wrong(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "), help)
    })?;
    value.ok_or_else(|| {
        let written = number_of(number, &arguments, cache).unwrap_or_default();
        wrong(format!("`{name}` is {written} here, which is no number"), variant.said())
    })
}

//! What separates fields, and what stands before decimals.

use super::{LIMITS, OwnError};
use crate::data::csv::{CsvError, DecimalMark, Delimiter, Records, short};

const DELIMITERS: [(Delimiter, char, &str); 3] = [
    (Delimiter::Comma, ',', "commas"),
    (Delimiter::Semicolon, ';', "semicolons"),
    (Delimiter::Tab, '\t', "tabs"),
];

/// Splits a text at the one separator that gives every row as many fields as there are names, and more than one.
pub(super) fn split(text: &str) -> Result<Records, OwnError> {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut found: Option<(&'static str, Records)> = None;
    let mut refused: Option<(usize, CsvError)> = None;
    for (delimiter, sign, name) in DELIMITERS {
        let names = first.matches(sign).count();
        match Records::split(text, delimiter, LIMITS) {
            Ok(records) if records.columns() > 1 => match &found {
                Some((other, _)) => {
                    return Err(OwnError::Separators { value: short(first), first: other, second: name });
                }
                None => found = Some((name, records)),
            },
            // The mistake at the separator that the names have most of is the one to mend.
            Err(error) if refused.as_ref().is_none_or(|(most, _)| names > *most) => {
                refused = Some((names, error));
            }
            Ok(_) | Err(_) => {}
        }
    }
    match (found, refused) {
        (Some((_, records)), _) => Ok(records),
        (None, Some((names, error))) if names > 0 || !matches!(error, CsvError::Fields { .. }) => {
            Err(error.into())
        }
        (None, _) => Err(OwnError::OneColumn { value: short(first) }),
    }
}

/// What stands before the decimals of all numbers.
pub(super) fn decimal(records: &Records) -> Result<DecimalMark, OwnError> {
    let mut point: Option<(usize, usize)> = None;
    let mut comma: Option<(usize, usize)> = None;
    let mut clear = false;
    for row in 0..records.rows() {
        for column in 0..records.columns() {
            let value = records.field(row, column);
            if value.contains('.') && DecimalMark::Point.number(value).is_some() {
                point = point.or(Some((row, column)));
            } else if value.contains(',')
                && (DecimalMark::Comma.number(value).is_some() || are_thousands(value))
            {
                comma = comma.or(Some((row, column)));
                clear |= !are_thousands(value);
            }
        }
    }
    let at = |(row, column): (usize, usize)| {
        (records.line(row), short(records.name(column)), short(records.field(row, column)))
    };
    match (point, comma) {
        (Some(point), Some(comma)) => {
            let (first, second) = if point < comma { (point, comma) } else { (comma, point) };
            let ((first, _, other), (line, column, value)) = (at(first), at(second));
            Err(OwnError::MixedDecimals { line, column, value, first, other })
        }
        (None, Some(comma)) if !clear => {
            let (line, column, value) = at(comma);
            Err(OwnError::Thousands { line, column, value })
        }
        (None, Some(_)) => Ok(DecimalMark::Comma),
        (_, None) => Ok(DecimalMark::Point),
    }
}

/// Whether the commas of a number can stand before thousands: `1,234`, and not `0,234` or `1,2`.
fn are_thousands(value: &str) -> bool {
    let mut parts = value.trim_start_matches(['+', '-']).split(',');
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let head = parts.next().unwrap_or_default();
    (1..=3).contains(&head.len())
        && digits(head)
        && !head.starts_with('0')
        && parts.all(|part| part.len() == 3 && digits(part))
}

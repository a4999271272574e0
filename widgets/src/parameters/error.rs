//! Why arguments were refused, and how it is told.

use thiserror::Error;

use crate::format::join;

/// Why arguments were refused: which key, and what would be legal.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ParameterError {
    /// No such key.
    #[error("unknown key `{}`", in_line(key))]
    Unknown {
        /// The key.
        key: String,
        /// The keys there are.
        legal: Vec<String>,
    },
    /// The key stands twice.
    #[error("key `{}` is given twice", in_line(key))]
    Twice {
        /// The key.
        key: String,
    },
    /// The value is not in the key's range.
    #[error("`{key}` is {found}: expected {expected}")]
    Value {
        /// The key.
        key: String,
        /// What was written, shortened.
        found: String,
        /// What would be legal.
        expected: String,
        /// The legal words, if there are only so many.
        choices: Vec<String>,
    },
}

impl ParameterError {
    /// The key it is about.
    pub fn key(&self) -> &str {
        match self {
            Self::Unknown { key, .. } | Self::Twice { key } | Self::Value { key, .. } => key,
        }
    }

    /// A value that is legal by itself, but not beside the other values.
    pub fn value(key: &str, found: &str, expected: impl Into<String>, choices: Vec<String>) -> Self {
        Self::Value { key: key.to_owned(), found: shorten(found), expected: expected.into(), choices }
    }
}

/// How many mistakes a line of text has room for.
const FEW: usize = 3;

/// Mistakes as one line; what is legal in place of an unknown key is the same for all, and listed once.
pub fn in_one_line(errors: &[ParameterError]) -> String {
    let first = errors.iter().take(FEW).position(|error| matches!(error, ParameterError::Unknown { .. }));
    let line = errors.iter().take(FEW).enumerate().map(|(place, error)| match error {
        ParameterError::Unknown { legal, .. } if first == Some(place) => {
            format!("{error}: legal are {}", join(legal, ", "))
        }
        other => other.to_string(),
    });
    counted(&line.collect::<Vec<_>>(), errors.len())
}

/// The same without what is legal, for mistakes of those who write no keys.
pub(crate) fn in_short(errors: &[ParameterError]) -> String {
    counted(&errors.iter().take(FEW).map(ToString::to_string).collect::<Vec<_>>(), errors.len())
}

fn counted(told: &[String], all: usize) -> String {
    let line = join(told, "; ");
    if all > told.len() { format!("{line}; and {} more", all - told.len()) } else { line }
}

/// The first characters of a value in quotation marks, for a message of one line.
pub fn shorten(value: &str) -> String {
    format!("“{}”", in_line(value))
}

/// The first characters of a text that anybody may have written; what breaks a line or turns the direction of what follows becomes a
/// space.
fn in_line(text: &str) -> String {
    const FIRST: usize = 40;
    let mut line = String::new();
    for (place, character) in text.chars().enumerate() {
        if place == FIRST {
            line.push('…');
            break;
        }
        let breaks =
            character.is_control() || matches!(character, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        line.push(if breaks { ' ' } else { character });
    }
    line
}

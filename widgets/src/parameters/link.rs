//! A state as a short text that survives a link: `1-focus.C-world.A.C`.
//!
//! The first part is the version of the form. Then come keys with their values, each value after a full stop. Everything but
//! ASCII letters and digits is written as `_` and two hexadecimal digits a byte: what is left are the characters that a
//! form-encoded query keeps as they are, so that no program between two readers has a reason to change the text.

use thiserror::Error;

use super::{Arguments, Value};

/// The version that [`encode`] writes.
const VERSION: &str = "1";
/// A longer state is refused unread. A link is typed by nobody, but anybody can send one.
const LENGTH: usize = 20_000;

/// Why a state could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LinkError {
    /// Written by a later version, or not by us at all.
    #[error("the link's version is “{0}”: this page reads version {VERSION}")]
    Version(String),
    /// A key without a value.
    #[error("“{0}” in the link has no value: expected key.value")]
    NoValue(String),
    /// A broken escape.
    #[error(
        "“{0}” in the link is not one of its characters: expected letters, digits, or _ and two hexadecimal digits"
    )]
    Character(String),
    /// Too long.
    #[error("the link's state has {0} characters: legal are up to {LENGTH}")]
    Length(usize),
}

/// Writes arguments as a state. An empty list has no form; types that mean something by one give it a word.
pub fn encode(arguments: &[(String, Value)]) -> String {
    let mut out = VERSION.to_owned();
    for (key, value) in arguments {
        let values = match value {
            Value::One(one) => std::slice::from_ref(one),
            Value::List(list) => list,
        };
        if values.is_empty() {
            continue;
        }
        out.push('-');
        escape(key, &mut out);
        for value in values {
            out.push('.');
            escape(value, &mut out);
        }
    }
    out
}

/// Reads a state that came from outside: as [`decode`], but only up to a length.
///
/// # Errors
/// [`LinkError`] at the first part that cannot be read.
pub fn receive(state: &str) -> Result<Arguments, LinkError> {
    if state.len() > LENGTH { Err(LinkError::Length(state.len())) } else { decode(state) }
}

/// Reads a state. Every value comes back as a list, since a link does not say which it was.
///
/// # Errors
/// [`LinkError`] at the first part that cannot be read.
pub fn decode(state: &str) -> Result<Arguments, LinkError> {
    let mut parts = state.split('-');
    match parts.next() {
        Some(VERSION) => {}
        other => return Err(LinkError::Version(other.unwrap_or_default().chars().take(20).collect())),
    }
    parts
        .map(|part| {
            let mut values = part.split('.');
            let key = unescape(values.next().unwrap_or_default())?;
            let values = values.map(unescape).collect::<Result<Vec<_>, _>>()?;
            if values.is_empty() { Err(LinkError::NoValue(key)) } else { Ok((key, Value::List(values))) }
        })
        .collect()
}

fn escape(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            out.push('_');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

fn unescape(text: &str) -> Result<String, LinkError> {
    let broken = || LinkError::Character(text.chars().take(20).collect());
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'_' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            let (high, low) =
                (digit(rest.next()).ok_or_else(broken)?, digit(rest.next()).ok_or_else(broken)?);
            bytes.push((high << 4 | low) as u8);
        } else if byte.is_ascii_alphanumeric() {
            bytes.push(byte);
        } else {
            return Err(broken());
        }
    }
    String::from_utf8(bytes).map_err(|_| broken())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_form_is_short_and_plain() {
        let state = [
            ("focus".to_owned(), Value::one("C")),
            ("world".to_owned(), Value::List(vec!["A".into(), "b c".into()])),
        ];
        assert_eq!(encode(&state), "1-focus.C-world.A.b_20c");
        assert_eq!(decode("1").unwrap(), []);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        assert_eq!(decode("2-a.b"), Err(LinkError::Version("2".into())));
        assert_eq!(decode(""), Err(LinkError::Version(String::new())));
        assert_eq!(decode("1-a"), Err(LinkError::NoValue("a".into())));
        assert_eq!(decode("1-a._zz"), Err(LinkError::Character("_zz".into())));
        assert_eq!(decode("1-a._ff"), Err(LinkError::Character("_ff".into())));
        assert_eq!(decode("1-a.b c"), Err(LinkError::Character("b c".into())));
        assert_eq!(receive(&"1".repeat(30_000)), Err(LinkError::Length(30_000)));
    }

    proptest! {
        #[test]
        fn every_text_survives(pairs in proptest::collection::vec(("(?s).{0,8}", proptest::collection::vec("(?s).{0,8}", 1..4)), 0..4)) {
            let state: Arguments = pairs.into_iter().map(|(key, values)| (key, Value::List(values))).collect();
            let text = encode(&state);
            prop_assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b)));
            prop_assert_eq!(decode(&text).unwrap(), state);
        }

        #[test]
        fn reading_never_panics(text in "(?s).{0,60}") {
            let _ = decode(&text);
        }
    }
}

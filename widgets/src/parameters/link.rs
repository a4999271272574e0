//! A state as a short text that survives a link: `2.grid-focus.C-world.A.C`.
//!
//! The first part is the version of the form and the name of the figure that the state is one of. Then come keys with their values, each
//! value after a full stop. Everything but ASCII letters and digits is written as `_` and two hexadecimal digits a byte: what is left
//! are the characters that a form-encoded query keeps as they are, so that no program between two readers has a reason to change the
//! text.
//!
//! Version 1 (`1-focus.C`) named no figure. It is still read, and markup, whose figure is named beside it, still carries it ([`encode`]).
//! A text that begins with a key (`focus.C`) is read like it.

use thiserror::Error;

use super::state::{State, VERSION};
use super::{Arguments, Value, shorten};

/// A longer state is refused unread. A link is typed by nobody, but anybody can send one.
const LENGTH: usize = 20_000;

/// Why a state could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LinkError {
    /// Written by a later version.
    #[error("{}", later("link", .0, VERSION))]
    Version(String),
    /// Not by us at all.
    #[error("{0} is no state: expected {VERSION}.FIGURE-key.value")]
    Unknown(String),
    /// A key without a value.
    #[error("{0} in the link has no value: expected key.value")]
    NoValue(String),
    /// A broken escape.
    #[error(
        "{0} in the link is not one of its characters: expected letters, digits, or _ and two hexadecimal digits"
    )]
    Character(String),
    /// Too long.
    #[error("the link's state has {0} characters: legal are up to {LENGTH}")]
    Length(usize),
}

/// Writes arguments in the form of version 1, which names no figure. An empty list has no form; types that mean something by one give it
/// a word.
pub fn encode(arguments: &[(String, Value)]) -> String {
    let mut out = "1".to_owned();
    append(arguments, &mut out);
    out
}

/// Writes the state of a figure as a link carries it.
pub fn write(widget: &str, arguments: &[(String, Value)]) -> String {
    let mut out = format!("{VERSION}.");
    escape(widget, &mut out);
    append(arguments, &mut out);
    out
}

fn append(arguments: &[(String, Value)], out: &mut String) {
    for (key, value) in arguments {
        let values = match value {
            Value::One(one) => std::slice::from_ref(one),
            Value::List(list) => list,
        };
        if values.is_empty() {
            continue;
        }
        out.push('-');
        escape(key, out);
        for value in values {
            out.push('.');
            escape(value, out);
        }
    }
}

/// Reads a state that came from outside, up to a length. Every value comes back as a list, since a link does not say which it was.
///
/// # Errors
/// [`LinkError`] at the first part that cannot be read.
pub fn read(state: &str) -> Result<State, LinkError> {
    if state.len() > LENGTH { Err(LinkError::Length(state.chars().count())) } else { parts(state) }
}

/// The arguments of a state of any length, whichever figure it names: what our own markup carries.
///
/// # Errors
/// As [`read`].
pub fn decode(state: &str) -> Result<Arguments, LinkError> {
    parts(state).map(|state| state.arguments)
}

fn parts(state: &str) -> Result<State, LinkError> {
    let mut parts = state.split('-');
    let head = parts.next().unwrap_or_default();
    let mut words = head.split('.');
    let (version, name, more) = (words.next().unwrap_or_default(), words.next(), words.next());
    let mut read = State::default();
    match (version, name, more) {
        ("1", None, _) => {}
        ("2", Some(name), None) => read.widget = Some(unescape(name)?),
        ("1" | "2", ..) => return Err(LinkError::Unknown(shorten(head))),
        (number, ..) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            return Err(LinkError::Version(shorten(number)));
        }
        (_, None, _) => return Err(LinkError::Unknown(shorten(head))),
        // Without a version: it begins with a key.
        _ => read.arguments.push(pair(head)?),
    }
    for part in parts {
        read.arguments.push(pair(part)?);
    }
    Ok(read)
}

fn pair(part: &str) -> Result<(String, Value), LinkError> {
    let mut values = part.split('.');
    let key = unescape(values.next().unwrap_or_default())?;
    let values = values.map(unescape).collect::<Result<Vec<_>, _>>()?;
    if values.is_empty() { Err(LinkError::NoValue(shorten(&key))) } else { Ok((key, Value::List(values))) }
}

/// What is said of a version that is to come, of a link or of a file.
pub(super) fn later(what: &str, version: &str, newest: u32) -> String {
    let read = if newest > 1 { format!("versions 1 to {newest}") } else { "version 1".to_owned() };
    format!(
        "the {what}'s version is {version}, and this page reads {read}: a newer edition of the book has written it"
    )
}

fn escape(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            out.push('_');
            push_hex(byte, out);
        }
    }
}

/// A byte in two digits.
pub(super) fn push_hex(byte: u8, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    for digit in [byte >> 4, byte & 15] {
        out.push(char::from(HEX[usize::from(digit)]));
    }
}

fn unescape(text: &str) -> Result<String, LinkError> {
    let broken = || LinkError::Character(shorten(text));
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
    fn a_state_names_its_figure_and_earlier_forms_are_still_read() {
        let state = [("focus".to_owned(), Value::List(vec!["C".into()]))];
        assert_eq!(write("grid", &state), "2.grid-focus.C");
        assert_eq!(write("grid", &[]), "2.grid");
        for (text, widget) in [("2.grid-focus.C", Some("grid")), ("1-focus.C", None), ("focus.C", None)] {
            let read = read(text).unwrap();
            assert_eq!(
                (read.widget.as_deref(), read.arguments.as_slice()),
                (widget, state.as_slice()),
                "{text}"
            );
        }
        assert_eq!(read("2.grid").unwrap().arguments, []);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (text, said) in [
            (
                "3.grid-a.b",
                "the link's version is “3”, and this page reads versions 1 to 2: a newer edition of the book has written it",
            ),
            (
                "99999999999999999999",
                "the link's version is “99999999999999999999”, and this page reads versions 1 to 2: a newer edition of the book has written it",
            ),
            ("", "“” is no state: expected 2.FIGURE-key.value"),
            ("<script>", "“<script>” is no state: expected 2.FIGURE-key.value"),
            ("2-a.b", "“2” is no state: expected 2.FIGURE-key.value"),
            ("1.grid-a.b", "“1.grid” is no state: expected 2.FIGURE-key.value"),
            ("1-a", "“a” in the link has no value: expected key.value"),
            ("1-", "“” in the link has no value: expected key.value"),
            (
                "1-a._zz",
                "“_zz” in the link is not one of its characters: expected letters, digits, or _ and two hexadecimal digits",
            ),
        ] {
            assert_eq!(read(text).unwrap_err().to_string(), said, "{text}");
        }
        assert_eq!(decode("1-a._ff"), Err(LinkError::Character("“_ff”".into())));
        assert_eq!(decode("1-a.b c"), Err(LinkError::Character("“b c”".into())));
        assert_eq!(read(&"1".repeat(30_000)), Err(LinkError::Length(30_000)));
        assert!(
            decode(&encode(&[("a".to_owned(), Value::one("x".repeat(30_000)))])).is_ok(),
            "markup may be longer"
        );
    }

    /// Texts that look like states, or nearly.
    const NEARLY: &str = "(?s)(1|2|2\\.|3|-|\\.|_|_2|_e2_86_92|_00|[a-f0-9]|grid|focus|.){0,40}";

    proptest! {
        #[test]
        fn every_text_survives(
            widget in "(?s).{0,8}",
            pairs in proptest::collection::vec(("(?s).{0,8}", proptest::collection::vec("(?s).{0,8}", 1..4)), 0..4),
        ) {
            let state: Arguments = pairs.into_iter().map(|(key, values)| (key, Value::List(values))).collect();
            let text = write(&widget, &state);
            prop_assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b)));
            let back = read(&text).unwrap();
            prop_assert_eq!(back.widget, Some(widget));
            prop_assert_eq!(&back.arguments, &state);
            prop_assert_eq!(decode(&encode(&state)).unwrap(), state);
        }

        #[test]
        fn whatever_is_read_is_written_back_to_the_same(text in NEARLY) {
            if let Ok(state) = read(&text) {
                let widget = state.widget.clone().unwrap_or_default();
                let back = read(&write(&widget, &state.arguments)).unwrap();
                prop_assert_eq!(back.arguments, state.arguments);
            }
        }

        #[test]
        fn what_is_refused_is_refused_in_one_short_line(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            if let Err(error) = read(&String::from_utf8_lossy(&bytes)) {
                let said = error.to_string();
                prop_assert!(said.chars().count() < 200 && !said.chars().any(char::is_control), "{}", said);
            }
        }
    }
}

//! Values as one text: in an address, in an attribute, on a command line.
//!
//! The text is what stands behind the `=` of a directive, but that a single value needs no quotation marks: `focus=B`, `world=[A, C]`,
//! `title=Who is missed?`.

use super::types::written;
use super::{Arguments, Value};
use crate::format::join;

/// Reads a text. One that is a list or a quoted text from its first to its last character is that; every other is itself.
pub fn read(text: &str) -> Value {
    let trimmed = text.trim();
    let list = trimmed.strip_prefix('[').and_then(|rest| list(rest.strip_suffix(']')?));
    let quoted = || quoted(trimmed).filter(|(_, rest)| rest.is_empty()).map(|(value, _)| Value::One(value));
    list.map(Value::List).or_else(quoted).unwrap_or_else(|| Value::one(text))
}

/// Writes a value so that [`read`] gives it back.
pub fn write(value: &Value) -> String {
    match value {
        Value::One(one) if matches!(read(one), Value::One(same) if same == *one) => one.clone(),
        _ => written(value),
    }
}

/// A directive of these arguments, in one line. A line break in a text becomes a space, which a page shows as the same.
pub fn directive(name: &str, arguments: &Arguments) -> String {
    let pair = |(key, value): &(String, Value)| {
        let value: String =
            written(value).chars().map(|c| if c.is_control() || c == '\u{85}' { ' ' } else { c }).collect();
        format!(" {key}={value}")
    };
    format!("<<#{name}{}>>", join(&arguments.iter().map(pair).collect::<Vec<_>>(), ""))
}

/// The values between two brackets.
fn list(mut rest: &str) -> Option<Vec<String>> {
    let mut values = vec![];
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return Some(values);
        }
        let (value, behind) = quoted(rest).or_else(|| bare(rest))?;
        values.push(value);
        rest = behind.trim_start();
        if !rest.is_empty() {
            rest = rest.strip_prefix(',')?;
        }
    }
}

/// A quoted text at the start, and what follows it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut characters = text.strip_prefix('"')?.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => return Some((value, characters.as_str())),
            '\\' => value.push(characters.next().filter(|c| matches!(c, '"' | '\\'))?),
            other => value.push(other),
        }
    }
    None
}

/// A bare word at the start, and what follows it.
fn bare(text: &str) -> Option<(String, &str)> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '=' | '[' | ']' | ',' | '"');
    let (word, rest) = text.split_at(text.find(ends).unwrap_or(text.len()));
    (!word.is_empty()).then(|| (word.to_owned(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(values: &[&str]) -> Value {
        Value::List(values.iter().map(|&value| value.to_owned()).collect())
    }

    #[test]
    fn a_text_is_what_stands_behind_the_sign() {
        for (text, value) in [
            ("B", Value::one("B")),
            ("A B C D", Value::one("A B C D")),
            ("[A, \"b c\",]", of(&["A", "b c"])),
            (" [] ", of(&[])),
            ("\"[draft]\"", Value::one("[draft]")),
            ("\"Yes\" and \"no\"", Value::one("\"Yes\" and \"no\"")),
            ("[A B]", Value::one("[A B]")),
            ("[A, [B]]", Value::one("[A, [B]]")),
            ("[,]", Value::one("[,]")),
            ("", Value::one("")),
        ] {
            assert_eq!(read(text), value, "{text}");
        }
    }

    #[test]
    fn a_directive_has_its_quotation_marks() {
        let arguments = vec![
            ("focus".to_owned(), Value::one("B")),
            ("title".to_owned(), Value::one("Who is \"missed\"?")),
            ("world".to_owned(), of(&["A", "b c"])),
        ];
        let written = r#"<<#grid focus=B title="Who is \"missed\"?" world=[A, "b c"]>>"#;
        assert_eq!(directive("grid", &arguments), written);
    }

    proptest! {
        #[test]
        fn every_value_survives(one in "(?s)([\\[\\],=\"\\\\ \n]|[a-c]|.){0,12}", list in proptest::collection::vec("(?s)([\\[\\],\"\\\\ ]|[a-c]|.){0,6}", 0..4)) {
            for value in [Value::One(one), Value::List(list)] {
                prop_assert_eq!(read(&write(&value)), value);
            }
        }

        #[test]
        fn reading_never_panics(text in "(?s)([\\[\\],\"\\\\ ]|[a-c]|.){0,40}") {
            let _ = read(&text);
        }
    }
}

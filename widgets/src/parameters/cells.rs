//! A selection of cells of a table whose rows and columns are sets of names.

#[cfg(not(feature = "browser"))]
use super::Form;
use super::{ParameterType, Value};
use crate::format::join;

/// The sets that one part of an entry stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Every set there is.
    Any,
    /// The set of all names.
    Everything,
    /// The empty set.
    Nothing,
    /// The set of these names.
    These(Vec<String>),
}

/// A list of entries `ROW/COLUMN`, taken one after the other: each selects its cells, or with `-` before it takes them out again. A
/// row or column is names joined by `+`, `everything`, `nothing`, or `any` for all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells(Vec<(bool, Line, Line)>);

impl Cells {
    /// The entries: whether it adds, the row, the column.
    pub fn entries(&self) -> &[(bool, Line, Line)] {
        &self.0
    }

    /// From entries.
    pub fn new(entries: Vec<(bool, Line, Line)>) -> Self {
        Self(entries)
    }
}

impl Line {
    fn read(text: &str) -> Option<Self> {
        Some(match text {
            "any" => Self::Any,
            "everything" => Self::Everything,
            "nothing" => Self::Nothing,
            _ => {
                let names: Vec<String> = text.split('+').map(str::to_owned).collect();
                if names.iter().any(String::is_empty) {
                    return None;
                }
                Self::These(names)
            }
        })
    }

    fn text(&self) -> String {
        match self {
            Self::Any => "any".to_owned(),
            Self::Everything => "everything".to_owned(),
            Self::Nothing => "nothing".to_owned(),
            Self::These(names) => join(names, "+"),
        }
    }
}

impl ParameterType for Cells {
    const KIND: &'static str = "cells";

    fn range() -> String {
        "entries ROW/COLUMN, each of them names joined by +, everything, nothing or any; - before an entry takes it out"
            .to_owned()
    }

    #[cfg(not(feature = "browser"))]
    fn form() -> Form {
        let entry = r"^(?!-[+/])-?[^+/]+(?:\+[^+/]+)*/[^+]+(?:\+[^+]+)*$";
        Form::List { items: Box::new(Form::Text(Some(entry))), least: 0, most: None, different: false }
    }

    fn read(value: &Value) -> Option<Self> {
        let entries: Vec<&str> = match value {
            Value::One(one) => one.split_whitespace().collect(),
            Value::List(list) => list.iter().map(String::as_str).collect(),
        };
        let entry = |text: &&str| {
            let (adds, text) = text.strip_prefix('-').map_or((true, *text), |rest| (false, rest));
            let (row, column) = text.split_once('/')?;
            Some((adds, Line::read(row)?, Line::read(column)?))
        };
        entries.iter().map(entry).collect::<Option<_>>().map(Self)
    }

    fn print(&self) -> Value {
        let entry = |(adds, row, column): &(bool, Line, Line)| {
            format!("{}{}/{}", if *adds { "" } else { "-" }, row.text(), column.text())
        };
        Value::List(self.0.iter().map(entry).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read_and_written() {
        for text in ["A+B/C", "everything/any", "-nothing/A", "any/everything -A/A"] {
            let cells = Cells::read(&Value::one(text)).unwrap();
            assert_eq!(Cells::read(&cells.print()), Some(cells.clone()));
            let written = match cells.print() {
                Value::List(list) => list.join(" "),
                Value::One(one) => one,
            };
            assert_eq!(written, text);
        }
        for bad in ["A", "A+/B", "/B", "A/"] {
            assert_eq!(Cells::read(&Value::one(bad)), None, "{bad}");
        }
        assert_eq!(Cells::read(&Value::one("")), Some(Cells::default()));
    }
}

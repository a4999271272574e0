//! The row that a figure is about.

#[cfg(not(feature = "browser"))]
use super::Form;
use super::{ParameterType, Value, Whole};

/// One row among those of a figure: the first, or the one of an id. Whether the figure has it, the figure says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowChoice {
    /// The first.
    #[default]
    First,
    /// The one of this id.
    Id(u32),
}

impl ParameterType for RowChoice {
    const KIND: &'static str = "row";

    fn range() -> String {
        "first, or the id of one of the rows".to_owned()
    }

    #[cfg(not(feature = "browser"))]
    fn form() -> Form {
        Form::words_or(&["first"], Form::Whole { least: 0, most: u32::MAX })
    }

    fn read(value: &Value) -> Option<Self> {
        match value.as_one()? {
            "first" => Some(Self::First),
            id => Whole::<0, { u32::MAX }>::read(&Value::one(id)).map(|id| Self::Id(id.get())),
        }
    }

    fn print(&self) -> Value {
        match self {
            Self::First => Value::one("first"),
            Self::Id(id) => Value::one(id.to_string()),
        }
    }
}

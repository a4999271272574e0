//! Any texts.

#[cfg(not(feature = "browser"))]
use super::Form;
use super::{ParameterType, Value};

/// Some texts, written as a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts(pub Vec<String>);

impl ParameterType for Texts {
    const KIND: &'static str = "texts";

    fn range() -> String {
        "texts with commas between, in brackets".to_owned()
    }

    #[cfg(not(feature = "browser"))]
    fn form() -> Form {
        Form::List { items: Box::new(Form::Text(None)), least: 0, most: None, different: false }
    }

    fn read(value: &Value) -> Option<Self> {
        Some(Self(match value {
            Value::One(one) => vec![one.clone()],
            Value::List(list) => list.clone(),
        }))
    }

    fn print(&self) -> Value {
        Value::List(self.0.clone())
    }
}

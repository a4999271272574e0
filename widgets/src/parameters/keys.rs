//! Parameters, by their keys.

#[cfg(not(feature = "browser"))]
use super::Form;
use super::{ParameterType, Value};

/// Any number of keys of the same figure: a list, or words in one text. Whether the figure has them, the frame says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys(Vec<String>);

impl Keys {
    /// The keys.
    pub fn as_slice(&self) -> &[String] {
        &self.0
    }
}

impl ParameterType for Keys {
    const KIND: &'static str = "keys";

    fn range() -> String {
        "keys of this figure".to_owned()
    }

    #[cfg(not(feature = "browser"))]
    fn form() -> Form {
        Form::List { items: Box::new(Form::Text(None)), least: 0, most: None, different: true }
    }

    fn read(value: &Value) -> Option<Self> {
        let keys: Vec<String> = match value {
            Value::One(one) => one.split_whitespace().map(str::to_owned).collect(),
            Value::List(list) => list.clone(),
        };
        let different = keys.iter().enumerate().all(|(index, key)| !keys[..index].contains(key));
        different.then_some(Self(keys))
    }

    fn print(&self) -> Value {
        Value::List(self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_words_or_a_list() {
        let list = Value::List(vec!["score".into(), "operator_patience".into()]);
        let keys = Keys::read(&Value::one("score  operator_patience")).unwrap();
        assert_eq!((Keys::read(&list), keys.print()), (Some(keys), list));
        assert_eq!(Keys::read(&Value::one("score score")), None);
        assert_eq!(Keys::read(&Value::one("")), Some(Keys::default()));
    }
}

//! Typed parameters: one declaration is a directive's keys, an embed's attributes and a link's state.
//!
//! [`parameters!`](crate::parameters!) declares a struct whose fields know their type, range, default and one line of
//! documentation. From it follow the checks, the error messages, the reference, and the text form of a state
//! ([`link`]).

mod cells;
mod choice;
mod error;
#[cfg(not(feature = "browser"))]
mod form;
pub(crate) mod json;
mod keys;
pub mod link;
mod names;
mod real;
mod row;
pub mod state;
pub mod text;
mod texts;
pub mod types;

pub use cells::{Cells, Line};
pub use choice::{Choice, TableChoice};
pub(crate) use error::in_short;
pub use error::{ParameterError, in_one_line, shorten};
#[cfg(not(feature = "browser"))]
pub use form::Form;
pub use keys::Keys;
pub use names::{Names, Subset};
#[cfg(not(feature = "browser"))]
pub use real::Bound;
pub use real::{Real, Reals};
pub use row::RowChoice;
pub use texts::Texts;
pub use types::{Decimal, Flag, ParameterType, TextLine, Whole};

/// A value as an author or a link writes it, before its key says what it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A bare word or a quoted text.
    One(String),
    /// A list in brackets.
    List(Vec<String>),
}

impl Value {
    /// A single value.
    pub fn one(value: impl Into<String>) -> Self {
        Self::One(value.into())
    }

    /// The value if it is single; a list of one counts.
    pub fn as_one(&self) -> Option<&str> {
        match self {
            Self::One(value) => Some(value),
            Self::List(values) => match values.as_slice() {
                [value] => Some(value),
                _ => None,
            },
        }
    }
}

/// A key and its value, in the order they were written.
pub type Arguments = Vec<(String, Value)>;

/// What is known of a parameter without a value: the row of a reference table.
#[cfg(not(feature = "browser"))]
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The key.
    pub name: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
    /// Its type.
    pub kind: &'static str,
    /// Its legal values, in words.
    pub range: String,
    /// The words it may be, if it is a choice.
    pub choices: &'static [&'static str],
    /// The form of its values.
    pub form: Form,
    /// Its default; an empty text where the `about` line says what stands in.
    pub default: Value,
    /// Whether a value is in its range.
    pub accepts: fn(&Value) -> bool,
}

#[cfg(not(feature = "browser"))]
impl Parameter {
    /// The default as an author would write it; empty where the `about` line says what stands in.
    pub fn written_default(&self) -> String {
        types::written(&self.default)
    }
}

/// The fields of a struct made by [`parameters!`](crate::parameters!), whichever struct it is.
pub trait Fields {
    /// Sets one field; `Ok(false)` if there is no such key.
    ///
    /// # Errors
    /// [`ParameterError::Value`] if the value is not in the key's range.
    fn set(&mut self, key: &str, value: &Value) -> Result<bool, ParameterError>;

    /// Every field as it would be written.
    fn print(&self) -> Arguments;
}

/// A struct made by [`parameters!`](crate::parameters!).
pub trait Parameters: Fields + Clone + Default + PartialEq + 'static {
    /// The parameters in the order of declaration. Readers need no reference: it is left out of what they download.
    #[cfg(not(feature = "browser"))]
    fn list() -> Vec<Parameter>;

    /// The fields that differ from the defaults, as they would be written.
    fn differences(&self) -> Arguments {
        let defaults = Self::default().print();
        self.print().into_iter().filter(|argument| !defaults.contains(argument)).collect()
    }
}

/// No parameters at all.
impl Parameters for () {
    #[cfg(not(feature = "browser"))]
    fn list() -> Vec<Parameter> {
        vec![]
    }
}

impl Fields for () {
    fn set(&mut self, _key: &str, _value: &Value) -> Result<bool, ParameterError> {
        Ok(false)
    }

    fn print(&self) -> Arguments {
        vec![]
    }
}

/// Fills two structs of parameters (a widget's own, and those that every widget has) from one list of arguments.
///
/// # Errors
/// Every mistake in the list, in its order.
pub fn parse<A: Parameters, B: Parameters>(
    arguments: &[(String, Value)],
) -> Result<(A, B), Vec<ParameterError>> {
    let (mut own, mut common) = (A::default(), B::default());
    fill(&mut own, &mut common, arguments)?;
    Ok((own, common))
}

/// The most mistakes that are looked for in one list.
const MANY: usize = 100;

/// [`parse`], written once for all structs.
fn fill(
    own: &mut dyn Fields,
    common: &mut dyn Fields,
    arguments: &[(String, Value)],
) -> Result<(), Vec<ParameterError>> {
    let mut errors = vec![];
    for (index, (key, value)) in arguments.iter().enumerate() {
        // A list of so many mistakes is nobody's: it comes from outside, and each more would be looked for among all before it.
        if errors.len() == MANY {
            break;
        }
        if arguments[..index].iter().any(|(earlier, _)| earlier == key) {
            errors.push(ParameterError::Twice { key: key.clone() });
            continue;
        }
        let known = match own.set(key, value) {
            Ok(false) => common.set(key, value),
            other => other,
        };
        match known {
            Ok(true) => {}
            Ok(false) => {
                let legal = [own.print(), common.print()].into_iter().flatten().map(|(name, _)| name);
                errors.push(ParameterError::Unknown { key: key.clone(), legal: legal.collect() });
            }
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// Gives some fields the values that they have elsewhere: in another state of the same struct.
pub(crate) fn keep(fields: &mut dyn Fields, elsewhere: &dyn Fields, keys: &[String]) {
    for (key, value) in elsewhere.print() {
        if keys.contains(&key) {
            // Legal there, so legal here.
            let _ = fields.set(&key, &value);
        }
    }
}

/// Declares a struct of parameters. Each field has a type that implements
/// [`ParameterType`], a default, and a doc comment that is also its line in the reference.
#[macro_export]
macro_rules! parameters {
    (
        $(#[doc = $about_struct:literal])*
        $vis:vis struct $name:ident {
            $( $(#[doc = $about:literal])+ $field:ident: $kind:ty = $default:expr, )*
        }
    ) => {
        $(#[doc = $about_struct])*
        #[derive(Clone, Debug, PartialEq)]
        $vis struct $name {
            $( $(#[doc = $about])+ $vis $field: $kind, )*
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $( $field: $default, )* }
            }
        }

        impl $crate::parameters::Parameters for $name {
            #[cfg(not(feature = "browser"))]
            fn list() -> Vec<$crate::parameters::Parameter> {
                use $crate::parameters::ParameterType;
                let defaults = Self::default();
                vec![ $( $crate::parameters::Parameter {
                    name: stringify!($field),
                    about: concat!($($about),+).trim_ascii(),
                    kind: <$kind>::KIND,
                    range: <$kind>::range(),
                    choices: <$kind>::choices(),
                    form: <$kind>::form(),
                    default: defaults.$field.print(),
                    accepts: |value| <$kind>::read(value).is_some(),
                } ),* ]
            }
        }

        impl $crate::parameters::Fields for $name {
            fn set(
                &mut self,
                key: &str,
                value: &$crate::parameters::Value,
            ) -> Result<bool, $crate::parameters::ParameterError> {
                use $crate::parameters::types::read;
                match key {
                    $( stringify!($field) => { self.$field = read(key, value)?; } )*
                    _ => return Ok(false),
                }
                Ok(true)
            }

            fn print(&self) -> $crate::parameters::Arguments {
                use $crate::parameters::ParameterType;
                vec![ $( (stringify!($field).to_owned(), self.$field.print()) ),* ]
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    crate::parameters! {
        /// For the tests.
        pub(super) struct Example {
            /// How many.
            count: Whole<1, 9> = Whole::new(3),
            /// Which ones.
            names: Names<1, 3> = Names::letters(2),
        }
    }

    crate::parameters! {
        /// For the tests.
        pub(super) struct Common {
            /// A line.
            title: TextLine = TextLine::default(),
        }
    }

    fn arguments(pairs: &[(&str, &str)]) -> Arguments {
        pairs.iter().map(|&(key, value)| (key.to_owned(), Value::one(value))).collect()
    }

    #[test]
    fn arguments_fill_both_structs() {
        let (own, common) =
            parse::<Example, Common>(&arguments(&[("title", "x"), ("count", "9"), ("names", "P Q")]))
                .unwrap();
        assert_eq!((own.count.get(), common.title.as_str()), (9, "x"));
        assert_eq!(own.names.as_slice(), ["P", "Q"]);
        assert_eq!(own.differences().len(), 2);
    }

    #[test]
    fn every_mistake_is_reported_with_what_is_legal() {
        let errors = parse::<Example, Common>(&arguments(&[("count", "12"), ("conut", "1"), ("count", "2")]))
            .unwrap_err();
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            [
                "`count` is “12”: expected a whole number from 1 to 9",
                "unknown key `conut`",
                "key `count` is given twice"
            ]
        );
    }

    #[test]
    fn the_list_documents_itself() {
        let list = Example::list();
        assert_eq!(
            (list[0].name, list[0].about, list[0].default.clone()),
            ("count", "How many.", Value::one("3"))
        );
        assert_eq!(list[1].written_default(), "[A, B]");
        assert_eq!(list[0].form, Form::Whole { least: 1, most: 9 });
        assert!((list[0].accepts)(&Value::one("9")) && !(list[0].accepts)(&Value::one("10")));
    }
}

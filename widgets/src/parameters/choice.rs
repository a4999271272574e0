//! Values that are one of a few words.

use super::{ParameterType, Value};

/// One of a few words; made by [`choice!`](crate::choice!).
pub trait Choice: Copy + PartialEq + 'static {
    /// Every choice with its word.
    const ALL: &'static [(Self, &'static str)];
    /// The words.
    const WORDS: &'static [&'static str];

    /// The word of this choice.
    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(choice, _)| *choice == self).map_or("", |(_, word)| word)
    }

    /// The choice of a word.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(choice, _)| *choice)
    }
}

impl<T: Choice> ParameterType for T {
    const KIND: &'static str = "choice";

    fn range() -> String {
        format!("one of {}", T::WORDS.join(", "))
    }

    fn choices() -> &'static [&'static str] {
        T::WORDS
    }

    fn read(value: &Value) -> Option<Self> {
        T::from_word(value.as_one()?)
    }

    fn print(&self) -> Value {
        Value::one(self.word())
    }
}

/// Declares an enum whose variants are words in a directive.
#[macro_export]
macro_rules! choice {
    (
        $(#[doc = $about_enum:literal])*
        pub enum $name:ident { $( $(#[doc = $about:literal])+ $variant:ident = $word:literal, )* }
    ) => {
        $(#[doc = $about_enum])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $( $(#[doc = $about])+ $variant, )* }

        impl $crate::parameters::Choice for $name {
            const ALL: &'static [(Self, &'static str)] = &[ $( (Self::$variant, $word) ),* ];
            const WORDS: &'static [&'static str] = &[ $( $word ),* ];
        }
    };
}

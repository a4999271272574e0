//! Values that are one of a few words.

#[cfg(not(feature = "browser"))]
use super::Form;
use super::{ParameterType, Value};
use crate::format::join;

/// One of a few words; made by [`choice!`](crate::choice!).
pub trait Choice: Copy + PartialEq + 'static {
    /// Every choice.
    const ALL: &'static [Self];
    /// Their words, in the same order.
    const WORDS: &'static [&'static str];

    /// The position of this choice among all.
    fn position(self) -> usize;

    /// The word of this choice.
    fn word(self) -> &'static str {
        Self::WORDS.get(self.position()).copied().unwrap_or_default()
    }

    /// The choice of a word.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.get(position(Self::WORDS, word)?).copied()
    }
}

fn position(words: &[&str], word: &str) -> Option<usize> {
    words.iter().position(|&known| known == word)
}

impl<T: Choice> ParameterType for T {
    const KIND: &'static str = "choice";

    fn range() -> String {
        format!("one of {}", join(T::WORDS, ", "))
    }

    fn choices() -> &'static [&'static str] {
        T::WORDS
    }

    #[cfg(not(feature = "browser"))]
    fn form() -> Form {
        Form::Words(T::WORDS)
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
            const ALL: &'static [Self] = &[ $( Self::$variant ),* ];
            const WORDS: &'static [&'static str] = &[ $( $word ),* ];

            fn position(self) -> usize {
                self as usize
            }
        }
    };
}

//! Values that are one of a few words.

#[cfg(not(feature = "browser"))]
use super::Form;
use super::{ParameterType, Value};
use crate::format::join;
use crate::tables::OwnRows;

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

/// A choice among tables, or a reader's own rows; made by [`table_choice!`](crate::table_choice!).
pub trait TableChoice: ParameterType + Copy + 'static {
    /// The reader's rows.
    fn of_own(rows: OwnRows) -> Self;
}

/// Declares an enum whose variants are words in a directive, and a reader's own rows. What the build reads offers the words alone: own rows
/// are on a reader's device, and nowhere else.
#[macro_export]
macro_rules! table_choice {
    (
        $(#[doc = $about_enum:literal])*
        pub enum $name:ident { $( $(#[doc = $about:literal])+ $variant:ident = $word:literal, )* }
    ) => {
        $(#[doc = $about_enum])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $( $(#[doc = $about])+ $variant, )*
            /// The reader's own.
            Own($crate::tables::OwnRows),
        }

        #[cfg(test)]
        #[allow(dead_code, reason = "each table's tests use what they need")]
        impl $name {
            pub(crate) const ALL: &'static [Self] = &[ $( Self::$variant ),* ];
            pub(crate) const WORDS: &'static [&'static str] = &[ $( $word ),* ];
        }

        impl $crate::parameters::TableChoice for $name {
            fn of_own(rows: $crate::tables::OwnRows) -> Self {
                Self::Own(rows)
            }
        }

        impl $crate::parameters::ParameterType for $name {
            const KIND: &'static str = "choice";

            fn range() -> String {
                format!("one of {}", $crate::format::join(Self::choices(), ", "))
            }

            fn choices() -> &'static [&'static str] {
                &[ $( $word ),* ]
            }

            #[cfg(not(feature = "browser"))]
            fn form() -> $crate::parameters::Form {
                $crate::parameters::Form::Words(Self::choices())
            }

            fn read(value: &$crate::parameters::Value) -> Option<Self> {
                match value.as_one()? {
                    $( $word => Some(Self::$variant), )*
                    own => $crate::tables::OwnRows::of_word(own).map(Self::Own),
                }
            }

            fn print(&self) -> $crate::parameters::Value {
                $crate::parameters::Value::one(match self {
                    $( Self::$variant => $word.to_owned(), )*
                    Self::Own(rows) => rows.word(),
                })
            }
        }
    };
}

//! Edits as short texts: `drop 17; relabel 3 → 1`. What is printed parses back to the same edits.

use std::fmt;
use std::str::{FromStr, SplitWhitespace};

use thiserror::Error;

use super::{Edit, Edits};
use crate::dataset::{NewRow, Right, RowId, Target};

/// Why a text is no list of edits.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("edit {number} of the list: found {found:?}, expected {expected}")]
pub struct EditTextError {
    /// Which edit, from 1.
    pub number: usize,
    /// What stands there; empty at the end.
    pub found: String,
    /// What may stand there.
    pub expected: &'static str,
}

impl fmt::Display for Edits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, edit) in self.as_slice().iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{edit}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Drop(id) => write!(f, "drop {}", id.number()),
            Self::Add(row) => {
                write!(f, "add {} of{} → {}", row.id.number(), Spaced(&row.features), row.target)?;
                if row.group != 0 {
                    write!(f, " in {}", row.group)?;
                }
                if row.right == Right::Both { Ok(()) } else { write!(f, " as {}", row.right.name()) }
            }
            Self::Relabel(id, target) => write!(f, "relabel {} → {target}", id.number()),
            Self::Reweight(id, weight) => write!(f, "reweight {} → {weight:?}", id.number()),
            Self::Replace(id, features, target) => {
                write!(f, "replace {} by{} → {target}", id.number(), Spaced(features))
            }
            Self::Perturb(id, shift) => write!(f, "perturb {} by{}", id.number(), Spaced(shift)),
            Self::Copy(from, to) => write!(f, "copy {} as {}", from.number(), to.number()),
            Self::Reorder(order) => {
                f.write_str("reorder")?;
                order.iter().try_for_each(|id| write!(f, " {}", id.number()))
            }
        }
    }
}

impl fmt::Display for Target {
    /// A class as a whole number, a number with a point or an exponent, so that neither is taken for the other.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Class(class) => write!(f, "{class}"),
            Self::Number(number) => write!(f, "{number:?}"),
        }
    }
}

struct Spaced<'a>(&'a [f64]);

impl fmt::Display for Spaced<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|number| write!(f, " {number:?}"))
    }
}

impl FromStr for Edits {
    type Err = EditTextError;

    /// Parses edits separated by `;`. `->` is read as `→`; an empty text is no edit at all.
    fn from_str(text: &str) -> Result<Self, EditTextError> {
        if text.trim().is_empty() {
            return Ok(Self::none());
        }
        let edits = text.split(';').enumerate().map(|(index, part)| {
            let mut words = Words { rest: part.split_whitespace(), number: index + 1 };
            let edit = words.edit()?;
            match words.rest.next() {
                None => Ok(edit),
                Some(word) => Err(words.error(word, "`;` or the end")),
            }
        });
        edits.collect()
    }
}

/// The words of one edit.
struct Words<'a> {
    rest: SplitWhitespace<'a>,
    number: usize,
}

impl Words<'_> {
    fn edit(&mut self) -> Result<Edit, EditTextError> {
        const VERBS: &str = "drop, add, relabel, reweight, replace, perturb, copy or reorder";
        let verb = self.rest.next().unwrap_or_default();
        Ok(match verb {
            "drop" => Edit::Drop(self.id()?),
            "add" => {
                let id = self.id()?;
                self.keyword("of", "`of` and the features")?;
                let features = self.numbers()?;
                let target = self.target()?;
                let group = if self.skip("in") { self.whole("a group")? as usize } else { 0 };
                let right = if self.skip("as") { self.right()? } else { Right::Both };
                Edit::Add(NewRow { id, features, target, group, right })
            }
            "relabel" => Edit::Relabel(self.id()?, self.target()?),
            "reweight" => {
                let id = self.id()?;
                self.arrow()?;
                Edit::Reweight(id, self.number("a weight")?)
            }
            "replace" => {
                let id = self.id()?;
                self.keyword("by", "`by` and the features")?;
                Edit::Replace(id, self.numbers()?, self.target()?)
            }
            "perturb" => {
                let id = self.id()?;
                self.keyword("by", "`by` and an amount for each feature")?;
                Edit::Perturb(id, self.numbers()?)
            }
            "copy" => {
                let id = self.id()?;
                self.keyword("as", "`as` and a free row id")?;
                Edit::Copy(id, self.id()?)
            }
            "reorder" => {
                let mut order = Vec::new();
                while self.rest.clone().next().is_some() {
                    order.push(self.id()?);
                }
                Edit::Reorder(order)
            }
            other => return Err(self.error(other, VERBS)),
        })
    }

    fn error(&self, found: &str, expected: &'static str) -> EditTextError {
        EditTextError { number: self.number, found: found.to_owned(), expected }
    }

    /// The next word, as `read` understands it.
    fn word<T>(
        &mut self,
        expected: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<T, EditTextError> {
        let word = self.rest.next().unwrap_or_default();
        read(word).ok_or_else(|| self.error(word, expected))
    }

    fn skip(&mut self, keyword: &str) -> bool {
        let here = self.rest.clone().next() == Some(keyword);
        if here {
            self.rest.next();
        }
        here
    }

    fn keyword(&mut self, keyword: &'static str, expected: &'static str) -> Result<(), EditTextError> {
        self.word(expected, |word| (word == keyword).then_some(()))
    }

    fn arrow(&mut self) -> Result<(), EditTextError> {
        self.word("`→`", |word| matches!(word, "→" | "->").then_some(()))
    }

    fn whole(&mut self, expected: &'static str) -> Result<u32, EditTextError> {
        self.word(expected, |word| word.parse().ok())
    }

    fn id(&mut self) -> Result<RowId, EditTextError> {
        self.whole("a row id, 0 to 4294967295").map(RowId::new)
    }

    fn number(&mut self, expected: &'static str) -> Result<f64, EditTextError> {
        self.word(expected, |word| word.parse().ok())
    }

    /// Numbers up to the arrow or the end.
    fn numbers(&mut self) -> Result<Vec<f64>, EditTextError> {
        let mut numbers = Vec::new();
        while !matches!(self.rest.clone().next(), None | Some("→" | "->")) {
            numbers.push(self.number("a number, `→` or the end")?);
        }
        Ok(numbers)
    }

    fn target(&mut self) -> Result<Target, EditTextError> {
        self.arrow()?;
        self.word("a class (1) or a number with a point (1.0)", |word| {
            let class = || word.parse().ok().map(Target::Class);
            class().or_else(|| word.parse().ok().map(Target::Number))
        })
    }

    fn right(&mut self) -> Result<Right, EditTextError> {
        self.word("both, trainable, evaluable, reserved or unavailable", |word| {
            Right::ALL.into_iter().find(|right| right.name() == word)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edits() -> impl Strategy<Value = Edit> {
        let id = || any::<u32>().prop_map(RowId::new);
        let number = || proptest::num::f64::NORMAL | proptest::num::f64::ZERO;
        let features = move || proptest::collection::vec(number(), 0..4);
        let target =
            move || prop_oneof![(0_usize..9).prop_map(Target::Class), number().prop_map(Target::Number)];
        prop_oneof![
            id().prop_map(Edit::Drop),
            (id(), features(), target(), 0_usize..3, 0_usize..5).prop_map(
                |(id, features, target, group, right)| {
                    Edit::Add(NewRow { id, features, target, group, right: Right::ALL[right] })
                }
            ),
            (id(), target()).prop_map(|(i, t)| Edit::Relabel(i, t)),
            (id(), number()).prop_map(|(i, w)| Edit::Reweight(i, w)),
            (id(), features(), target()).prop_map(|(i, f, t)| Edit::Replace(i, f, t)),
            (id(), features()).prop_map(|(i, f)| Edit::Perturb(i, f)),
            (id(), id()).prop_map(|(i, j)| Edit::Copy(i, j)),
            proptest::collection::vec(id(), 0..4).prop_map(Edit::Reorder),
        ]
    }

    proptest! {
        #[test]
        fn what_is_printed_parses_back(list in proptest::collection::vec(edits(), 0..5)) {
            let edits: Edits = list.into_iter().collect();
            prop_assert_eq!(edits.to_string().parse::<Edits>(), Ok(edits));
        }

        #[test]
        fn no_text_panics(text in ".{0,60}") {
            let _ = text.parse::<Edits>();
        }
    }

    #[test]
    fn mistakes_name_the_edit_the_word_and_what_was_expected() {
        let message = |text: &str| text.parse::<Edits>().unwrap_err().to_string();
        assert_eq!(
            message("drop 1; forget 2"),
            "edit 2 of the list: found \"forget\", expected drop, add, relabel, reweight, replace, perturb, copy or reorder"
        );
        assert_eq!(
            message("drop -1"),
            "edit 1 of the list: found \"-1\", expected a row id, 0 to 4294967295"
        );
        assert_eq!(message("drop 1 2"), "edit 1 of the list: found \"2\", expected `;` or the end");
        assert_eq!(message("relabel 1 2"), "edit 1 of the list: found \"2\", expected `→`");
        assert_eq!(
            message("relabel 1 ->"),
            "edit 1 of the list: found \"\", expected a class (1) or a number with a point (1.0)"
        );
    }
}

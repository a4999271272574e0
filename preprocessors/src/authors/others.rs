//! The directives that no registry holds, for the list, the reference and the schema.

use widgets::learning::exercise::{AnswerKeys, ExerciseKeys, ExerciseOptionKeys, MistakeKeys, SolutionKeys};
use widgets::learning::predict::{OptionParameters, PredictParameters};
use widgets::parameters::{Parameter, Parameters};

/// A directive that is neither figure nor number.
pub(super) struct Other {
    /// Its name.
    pub(super) name: &'static str,
    /// What takes its place, in one line.
    pub(super) about: &'static str,
    /// What stands behind the name, if something must.
    pub(super) words: Option<&'static str>,
    /// Its key, if it has one that names a file.
    pub(super) key: Option<Key>,
    /// Its other keys.
    pub(super) keys: Keys,
    /// Whether Markdown follows, up to an end mark.
    pub(super) holds_markdown: bool,
}

/// The keys of a directive that is in no registry.
pub(super) enum Keys {
    /// It has none but the one that names a file.
    None,
    /// These.
    Own(fn() -> Vec<Parameter>),
    /// These, and others beside them.
    Open(fn() -> Vec<Parameter>),
    /// Those of the number that its first word names.
    OfNumber,
}

/// A directive without anything.
const NOTHING: Other =
    Other { name: "", about: "", words: None, key: None, keys: Keys::None, holds_markdown: false };

/// A key whose value is the file of a chapter.
pub(super) struct Key {
    /// Its name.
    pub(super) name: &'static str,
    /// What it says, in one line.
    pub(super) about: &'static str,
    /// The legal values.
    pub(super) range: &'static str,
    /// What stands in if it is not given.
    pub(super) default: &'static str,
}

/// The type of every such key.
pub(super) const KIND: &str = "file";

/// All of them; a test holds them against the names that the plugins read.
pub(super) const OTHERS: &[Other] = &[
    Other {
        name: "minutes",
        about: "Whole minutes to read a chapter, counted in its text, formulas and figures.",
        key: Some(Key {
            name: "chapter",
            about: "Which chapter.",
            range: "the file of a chapter, as SUMMARY.md has it",
            default: "this chapter",
        }),
        ..NOTHING
    },
    Other {
        name: "sources",
        about: "Works for the list at the end of the chapter that its text does not cite.",
        words: Some("keys of works, with spaces between"),
        ..NOTHING
    },
    Other {
        name: "collections",
        about: "All works by their areas, each with the chapters that cite it.",
        ..NOTHING
    },
    Other { name: "glossary", about: "All terms with their definitions.", ..NOTHING },
    Other {
        name: "reference",
        about: "Every figure and number with its keys, its values under the defaults and the figure itself.",
        key: Some(Key {
            name: "gallery",
            about: "Where the gallery is, for links to it.",
            range: "the file of a chapter, as seen from this one",
            default: "none",
        }),
        ..NOTHING
    },
    Other {
        name: "gallery",
        about: "Every figure with its defaults.",
        key: Some(Key {
            name: "reference",
            about: "Where the reference is, for links to it.",
            range: "the file of a chapter, as seen from this one",
            default: "none",
        }),
        ..NOTHING
    },
    Other {
        name: "predict",
        about: "A question that the reader commits to before the text behind `reveal` opens. Between its marks stands Markdown.",
        keys: Keys::Own(PredictParameters::list),
        holds_markdown: true,
        ..NOTHING
    },
    Other {
        name: "answer",
        about: "In a prediction or an exercise, what is right: a number, computed as by `number`. It leaves nothing in the text.",
        words: Some("the name of a number, and then what that number takes"),
        keys: Keys::Open(AnswerKeys::list),
        ..NOTHING
    },
    Other {
        name: "against",
        about: "In a prediction, a number that is subtracted from the answer. It leaves nothing in the text.",
        words: Some("the name of a number, and then what that number takes"),
        keys: Keys::OfNumber,
        ..NOTHING
    },
    Other {
        name: "option",
        about: "One of some statements to choose from: in a prediction at the beginning of an item of a list, with when it is true of the answer; in an exercise on a line of its own.",
        keys: Keys::Open(|| [OptionParameters::list(), ExerciseOptionKeys::list()].concat()),
        ..NOTHING
    },
    Other {
        name: "reveal",
        about: "In a prediction, the line between the question and what happened.",
        ..NOTHING
    },
    Other {
        name: "exercise",
        about: "A question whose answer is computed, in one variant for each value of its varied keys. Between its marks stands Markdown.",
        keys: Keys::Open(ExerciseKeys::list),
        holds_markdown: true,
        ..NOTHING
    },
    Other {
        name: "mistake",
        about: "In an exercise, a number that is wrong for a reason, which stands below it.",
        keys: Keys::Open(MistakeKeys::list),
        ..NOTHING
    },
    Other { name: "hint", about: "In an exercise, a hint, which stands below it.", ..NOTHING },
    Other {
        name: "solution",
        about: "In an exercise, why the right answer is right, which stands below it.",
        keys: Keys::Open(SolutionKeys::list),
        ..NOTHING
    },
    Other {
        name: "goals",
        about: "At the top of a chapter, a list of what its reader can do afterwards, with the minutes that it takes.",
        holds_markdown: true,
        ..NOTHING
    },
    Other { name: "progress", about: "What a reader has done, out of the browser.", ..NOTHING },
];

impl Other {
    /// The directive as an author writes it, with dots for what may follow.
    pub(super) fn written(&self) -> String {
        let has_keys = self.key.is_some() || !matches!(self.keys, Keys::None);
        let dots = if self.words.is_some() || has_keys { " …" } else { "" };
        let end = if self.holds_markdown { format!(" … <</{}>>", self.name) } else { String::new() };
        format!("<<#{}{dots}>>{end}", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{authors, learning, minutes, references};

    #[test]
    fn all_that_the_plugins_read_are_here() {
        let mut names: Vec<&str> = OTHERS.iter().map(|other| other.name).collect();
        let read = [minutes::NAME].into_iter().chain(references::DIRECTIVES).chain(authors::DIRECTIVES);
        let marks = learning::MARKS.iter().map(|(mark, _)| *mark);
        let mut all: Vec<&str> =
            read.chain(learning::CONTAINERS).chain(marks).chain([learning::PROGRESS]).collect();
        names.sort_unstable();
        all.sort_unstable();
        assert_eq!(names, all);
        let holding = OTHERS.iter().filter(|other| other.holds_markdown).map(|other| other.name);
        assert_eq!(holding.collect::<Vec<_>>(), learning::CONTAINERS);
        assert_eq!(
            (OTHERS[0].written(), OTHERS[2].written()),
            ("<<#minutes …>>".into(), "<<#collections>>".into())
        );
        let predict = OTHERS.iter().find(|other| other.name == "predict").map(Other::written);
        assert_eq!(predict.as_deref(), Some("<<#predict …>> … <</predict>>"));
    }
}

//! The directives that no registry holds, for the list, the reference and the schema.

/// A directive that is neither figure nor number.
pub(super) struct Other {
    /// Its name.
    pub(super) name: &'static str,
    /// What takes its place, in one line.
    pub(super) about: &'static str,
    /// What stands behind the name, if something must.
    pub(super) words: Option<&'static str>,
    /// Its key, if it has one.
    pub(super) key: Option<Key>,
}

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
        words: None,
        key: Some(Key {
            name: "chapter",
            about: "Which chapter.",
            range: "the file of a chapter, as SUMMARY.md has it",
            default: "this chapter",
        }),
    },
    Other {
        name: "sources",
        about: "Works for the list at the end of the chapter that its text does not cite.",
        words: Some("keys of works, with spaces between"),
        key: None,
    },
    Other {
        name: "collections",
        about: "All works by their areas, each with the chapters that cite it.",
        words: None,
        key: None,
    },
    Other { name: "glossary", about: "All terms with their definitions.", words: None, key: None },
    Other {
        name: "reference",
        about: "Every figure and number with its keys, its values under the defaults and the figure itself.",
        words: None,
        key: Some(Key {
            name: "gallery",
            about: "Where the gallery is, for links to it.",
            range: "the file of a chapter, as seen from this one",
            default: "none",
        }),
    },
    Other {
        name: "gallery",
        about: "Every figure with its defaults.",
        words: None,
        key: Some(Key {
            name: "reference",
            about: "Where the reference is, for links to it.",
            range: "the file of a chapter, as seen from this one",
            default: "none",
        }),
    },
];

impl Other {
    /// The directive as an author writes it, with dots for what may follow.
    pub(super) fn written(&self) -> String {
        let dots = if self.words.is_some() || self.key.is_some() { " …" } else { "" };
        format!("<<#{}{dots}>>", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{authors, minutes, references};

    #[test]
    fn all_that_the_plugins_read_are_here() {
        let names: Vec<&str> = OTHERS.iter().map(|other| other.name).collect();
        let read = [minutes::NAME].into_iter().chain(references::DIRECTIVES).chain(authors::DIRECTIVES);
        assert_eq!(names, read.collect::<Vec<_>>());
        assert_eq!(
            (OTHERS[0].written(), OTHERS[2].written()),
            ("<<#minutes …>>".into(), "<<#collections>>".into())
        );
    }
}

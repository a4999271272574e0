//! The two TOML files: areas of the literature, and terms.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::bibliography::Flaw;

/// An area of the literature.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Area {
    /// As readers see it.
    pub(super) name: String,
    /// One line on what its works have in common.
    pub(super) introduction: String,
}

/// The areas by their slugs, which are what `keywords` in the bibliography names.
pub(super) type Areas = BTreeMap<Spanned<String>, Area>;

/// A term of the glossary.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Term {
    /// Its name, as the glossary lists it.
    pub(super) name: Spanned<String>,
    /// Other forms under which chapters use it.
    #[serde(default)]
    pub(super) forms: Vec<Spanned<String>>,
    /// What it means: Markdown of one paragraph, with formulas, citations and `[[other terms]]`.
    pub(super) definition: Spanned<String>,
    /// The chapter that explains it, below the source folder.
    pub(super) chapter: Spanned<String>,
    /// The figure in that chapter on which it can be seen.
    pub(super) figure: Option<Spanned<String>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct TermFile {
    #[serde(default)]
    term: Vec<Term>,
}

/// Reads `areas.toml`.
pub(super) fn areas(source: &str) -> Result<Areas, Flaw> {
    toml::from_str(source)
        .map_err(|error| flaw(source, &error, "write `slug = { name = \"…\", introduction = \"…\" }`"))
}

/// Reads `glossary.toml`.
pub(super) fn terms(source: &str) -> Result<Vec<Term>, Flaw> {
    let help =
        "write `[[term]]`, then lines with name, forms, definition, chapter and, if there is one, figure";
    toml::from_str(source).map(|file: TermFile| file.term).map_err(|error| flaw(source, &error, help))
}

fn flaw(source: &str, error: &toml::de::Error, help: &str) -> Flaw {
    let said: Vec<&str> = error.message().split_whitespace().collect();
    let span = error.span().filter(|span| span.end <= source.len());
    Flaw { span: span.unwrap_or_default(), message: said.join(" "), help: help.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_have_a_name_and_an_introduction() {
        let known =
            areas("unlearning = { name = \"Unlearning\", introduction = \"Rows that go.\" }\n").unwrap();
        let (slug, area) = known.first_key_value().unwrap();
        assert_eq!((slug.get_ref().as_str(), area.name.as_str()), ("unlearning", "Unlearning"));
        let flaw = areas("a = { name = \"A\" }\n").unwrap_err();
        assert!(flaw.message.contains("introduction"), "{}", flaw.message);
    }

    #[test]
    fn terms_keep_their_places() {
        let source = "[[term]]\nname = \"coreset\"\ndefinition = \"Few rows.\"\nchapter = \"a.md\"\n";
        let terms = terms(source).unwrap();
        assert_eq!(&source[terms[0].chapter.span()], "\"a.md\"");
        let flaw = super::terms("[[term]]\nname = \"x\"\ndefintion = \"y\"\n").unwrap_err();
        assert!(flaw.message.contains("defintion") && flaw.span.start > 0, "{flaw:?}");
    }
}

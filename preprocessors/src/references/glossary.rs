//! The terms of `glossary.toml`: what they mean, and what is wrong with them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::bibliography::Flaw;
use super::prose::Prose;
use super::terms::{self, Matcher, Use};
use super::toml_file::Term;
use super::{cite, html};
use crate::diagnostic::Diagnostic;

/// The terms, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Glossary {
    pub(super) terms: Vec<Term>,
    pub(super) matcher: Matcher,
}

/// A definition, looked through.
#[derive(Debug)]
pub(super) struct Definition<'a> {
    pub(super) text: &'a str,
    pub(super) citations: Vec<cite::Citation>,
    pub(super) uses: Vec<Use>,
    mistakes: Vec<Diagnostic>,
}

impl Glossary {
    /// The glossary of these terms, and what is wrong with it as far as it can be seen without the chapters.
    pub(super) fn new(terms: Vec<Term>, source: &str) -> (Self, Vec<Flaw>) {
        let mut flaws = vec![];
        let mut owners: BTreeMap<String, usize> = BTreeMap::new();
        for (index, term) in terms.iter().enumerate() {
            for form in std::iter::once(&term.name).chain(&term.forms) {
                let folded = form.get_ref().to_lowercase();
                // `LOO` and `loo` are two forms; the same word of two terms cannot be told apart.
                let owner = owners.insert(form.get_ref().clone(), index);
                if form.get_ref().trim() != form.get_ref() || folded.is_empty() {
                    flaws.push(flaw(
                        form.span(),
                        "a form is empty or has spaces around it",
                        "write the words alone",
                    ));
                } else if let Some(owner) = owner {
                    let message = format!(
                        "`{}` is a form of `{}` already",
                        form.get_ref(),
                        terms[owner].name.get_ref()
                    );
                    flaws.push(flaw(form.span(), &message, "a word can belong to one term"));
                }
            }
            if term.definition.get_ref().trim().is_empty() {
                let message = format!("`{}` has no definition", term.name.get_ref());
                flaws.push(flaw(term.definition.span(), &message, "write one or two sentences"));
            }
            if term.definition.get_ref().trim().contains("\n\n") {
                let help = "write it without blank lines";
                flaws.push(flaw(term.definition.span(), "a definition is one paragraph", help));
            }
        }
        let forms = terms.iter().enumerate().flat_map(|(index, term)| {
            let forms = std::iter::once(&term.name).chain(&term.forms);
            forms.map(move |form| (form.get_ref().as_str(), index))
        });
        let matcher = Matcher::new(forms);
        let glossary = Self { terms, matcher };
        for (index, term) in glossary.terms.iter().enumerate() {
            let mistakes = glossary.definition(index).mistakes;
            flaws.extend(mistakes.into_iter().map(|mistake| in_file(source, term, &mistake)));
        }
        (glossary, flaws)
    }

    /// What a term means, with its citations and the other terms that it names.
    pub(super) fn definition(&self, term: usize) -> Definition<'_> {
        let text = self.terms[term].definition.get_ref().as_str();
        let prose = Prose::of(text);
        let (mut citations, mut mistakes) = (vec![], vec![]);
        for found in cite::find(text, &prose) {
            match found {
                Ok(citation) => citations.push(citation),
                Err(mistake) => mistakes.push(mistake),
            }
        }
        let (uses, wrong) = terms::find(text, &prose, &self.matcher, &[], false);
        mistakes.extend(wrong);
        Definition { text, citations, uses, mistakes }
    }

    /// A term's name in links.
    pub(super) fn slug(&self, term: usize) -> String {
        html::slug(self.terms[term].name.get_ref())
    }
}

/// A mistake in a definition, as a place in the file.
pub(super) fn in_file(source: &str, term: &Term, mistake: &Diagnostic) -> Flaw {
    let around = term.definition.span();
    // With escapes in it, the file's text is another than the definition's; then all of it is pointed at.
    let inside =
        source.get(around.clone()).and_then(|written| written.find(term.definition.get_ref().as_str()));
    let span = inside.map_or(around.clone(), |inside| {
        let start = around.start + inside;
        start + mistake.span.start..start + mistake.span.end
    });
    Flaw { span, message: mistake.message.clone(), help: mistake.help.clone() }
}

fn flaw(span: Range<usize>, message: &str, help: &str) -> Flaw {
    Flaw { span, message: message.to_owned(), help: help.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::toml_file;
    use super::*;

    fn flaws(source: &str) -> Vec<(String, String)> {
        let (_, flaws) = Glossary::new(toml_file::terms(source).unwrap(), source);
        flaws.into_iter().map(|flaw| (source[flaw.span].to_owned(), flaw.message)).collect()
    }

    #[test]
    fn words_belong_to_one_term() {
        let source = "[[term]]\nname = \"a\"\nforms = [\"b\"]\ndefinition = \"x\"\nchapter = \"c.md\"\n\
                      [[term]]\nname = \"b\"\ndefinition = \"See [[a]], not [[c]].\"\nchapter = \"c.md\"\n";
        assert_eq!(
            flaws(source),
            [
                ("\"b\"".to_owned(), "`b` is a form of `a` already".to_owned()),
                ("c".to_owned(), "no term of the glossary is called `c`".to_owned())
            ]
        );
    }

    #[test]
    fn a_definition_is_one_paragraph() {
        let source = "[[term]]\nname = \"a\"\ndefinition = \"\"\"x\n\ny\"\"\"\nchapter = \"c.md\"\n";
        assert_eq!(flaws(source)[0].1, "a definition is one paragraph");
    }
}

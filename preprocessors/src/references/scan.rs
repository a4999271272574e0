//! What a chapter asks of this plugin, found before anything is written: the collections need to know who cites what.

use std::ops::Range;

use super::cite::{self, Citation};
use super::prose::Prose;
use super::stock::Stock;
use super::terms::{self, Use};
use crate::diagnostic::{Diagnostic, nearest};
use crate::directives::{Directive, Spanned};
use crate::expand::stands_alone;

/// Names of the directives that are ours.
pub(crate) const DIRECTIVES: [&str; 3] = ["sources", "collections", "glossary"];

/// A directive of this plugin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `<<#sources key …>>`: works for the chapter's list that its text does not cite.
    Sources,
    /// `<<#collections>>`: the reading map.
    Collections,
    /// `<<#glossary>>`: the terms.
    Glossary,
}

/// What was found in a chapter.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Citations of known works only.
    pub(super) citations: Vec<Citation>,
    /// Uses of terms that open a note or are marked to open none.
    pub(super) uses: Vec<Use>,
    /// Directives, each with the marks of a quotation around it.
    pub(super) directives: Vec<(Kind, Range<usize>, String)>,
    /// Works for the list only.
    pub(super) also: Vec<String>,
    pub(super) mistakes: Vec<Diagnostic>,
}

impl Scan {
    /// Looks through a chapter.
    pub(super) fn of(text: &str, stock: &Stock) -> Self {
        let prose = Prose::of(text);
        let mut scan = Self::default();
        for directive in &prose.directives {
            scan.directive(text, directive, stock);
        }
        for found in cite::find(text, &prose) {
            match found.and_then(|citation| known(citation, stock)) {
                Ok(citation) => scan.citations.push(citation),
                Err(mistake) => scan.mistakes.push(mistake),
            }
        }
        let spans = scan.citations.iter().map(|citation| &citation.span);
        let taken: Vec<Range<usize>> =
            spans.chain(scan.mistakes.iter().map(|mistake| &mistake.directive)).cloned().collect();
        // The terms' own page, and the one that is all references, explain nothing.
        let first_uses = !scan.has(Kind::Glossary) && !scan.has(Kind::Collections);
        let (uses, wrong) = terms::find(text, &prose, &stock.glossary.matcher, &taken, first_uses);
        scan.uses = uses;
        scan.mistakes.extend(wrong);
        scan.mistakes.sort_by_key(|mistake| mistake.span.start);
        scan
    }

    /// Whether the chapter has a directive of this kind.
    pub(super) fn has(&self, kind: Kind) -> bool {
        self.directives.iter().any(|(known, ..)| *known == kind)
    }

    /// The keys that the text cites and those of `<<#sources …>>`.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        let cited = self.citations.iter().flat_map(|citation| &citation.items);
        cited.map(|item| item.key.value.as_str()).chain(self.also.iter().map(String::as_str))
    }

    fn directive(&mut self, text: &str, directive: &Directive, stock: &Stock) {
        let kind = match directive.name.value.as_str() {
            "sources" => Kind::Sources,
            "collections" => Kind::Collections,
            "glossary" => Kind::Glossary,
            _ => return,
        };
        let name = &directive.name.value;
        let mut wrong = |span: &Range<usize>, message: String, help: &str| {
            let (directive, span, help) = (directive.span.clone(), span.clone(), help.to_owned());
            self.mistakes.push(Diagnostic { directive, span, message, help });
        };
        let Some(prefix) = stands_alone(text, &directive.span) else {
            let help = "put blank lines around it";
            return wrong(&directive.span, format!("`{name}` must stand alone on its lines"), help);
        };
        if let Some((key, _)) = directive.arguments.first() {
            let help = format!("write `<<#{name}>>`, for sources with the keys of works");
            return wrong(&key.span, format!("unknown key `{}`", key.value), &help);
        }
        let words = &directive.words;
        match (kind, words.first()) {
            (Kind::Sources, None) => {
                return wrong(
                    &directive.name.span,
                    "which works?".into(),
                    "write their keys, with spaces between",
                );
            }
            (Kind::Collections | Kind::Glossary, Some(word)) => {
                let message = format!("`{name}` takes nothing, not `{}`", word.value);
                return wrong(&word.span, message, &format!("write `<<#{name}>>`"));
            }
            _ => {}
        }
        for word in words {
            if stock.works.get(&word.value).is_some() {
                self.also.push(word.value.clone());
            } else {
                let mut mistake = unknown(word, stock);
                mistake.directive = directive.span.clone();
                self.mistakes.push(mistake);
            }
        }
        self.directives.push((kind, directive.span.clone(), prefix));
    }
}

/// The citation, if every work in it is known; else what is wrong with the first that is not.
fn known(citation: Citation, stock: &Stock) -> Result<Citation, Diagnostic> {
    match citation.items.iter().find(|item| stock.works.get(&item.key.value).is_none()) {
        None => Ok(citation),
        Some(item) => Err(Diagnostic { directive: citation.span.clone(), ..unknown(&item.key, stock) }),
    }
}

/// That no work has a key.
pub(super) fn unknown(key: &Spanned<String>, stock: &Stock) -> Diagnostic {
    let names = stock.works.works.iter().map(|work| work.key.as_str());
    let help = nearest(&key.value, names).map_or_else(
        || "add the work to src/references.bib".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    let message = format!("no work has the key `{}`", key.value);
    Diagnostic { directive: key.span.clone(), span: key.span.clone(), message, help }
}

//! Citations as authors write them: `[@key]`, `[@one; @two]`, `[-@key]` for the year alone, `[@key, p. 3]` with a place in the work.

use std::ops::Range;

use super::prose::{Piece, Place, Prose, is_escaped};
use crate::diagnostic::Diagnostic;
use crate::directives::Spanned;

/// A group of works in one pair of brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Citation {
    /// With the brackets.
    pub(super) span: Range<usize>,
    pub(super) items: Vec<Item>,
}

/// One work of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) key: Spanned<String>,
    /// Whether the text has named the people already.
    pub(super) year_only: bool,
    /// What stands behind the comma.
    pub(super) suffix: String,
}

/// Every citation of a chapter, or what is wrong with it, in order.
pub(super) fn find(text: &str, prose: &Prose) -> Vec<Result<Citation, Diagnostic>> {
    let mut found: Vec<_> = prose.pieces.iter().flat_map(|piece| in_piece(text, piece)).collect();
    for span in &prose.raw {
        let places = text[span.clone()].match_indices("[@").map(|(place, _)| span.start + place);
        found.extend(places.map(|place| {
            let help = "put a blank line before and behind the text, so that it is read as Markdown";
            Err(mistake(place..place + 2, "a citation cannot stand inside HTML", help))
        }));
    }
    found.sort_by_key(|found| match found {
        Ok(citation) => citation.span.start,
        Err(mistake) => mistake.span.start,
    });
    found
}

fn in_piece(text: &str, piece: &Piece) -> Vec<Result<Citation, Diagnostic>> {
    let (mut found, mut from) = (vec![], piece.span.start);
    while let Some(place) = text[from..piece.span.end].find('[').map(|place| from + place) {
        from = place + 1;
        let rest = &text[from..piece.span.end];
        if is_escaped(text, place) || !(rest.starts_with('@') || rest.starts_with("-@")) {
            continue;
        }
        let Some(end) = rest.find(']').map(|end| from + end) else {
            let help = "write `]` in the same paragraph, or `\\[` for the character itself";
            found.push(Err(mistake(place..from + 1, "this citation is never closed", help)));
            continue;
        };
        if piece.place == Place::Barred {
            let help = "cite in the text below";
            found.push(Err(mistake(
                place..end + 1,
                "a heading, a link or a button cannot hold a citation",
                help,
            )));
        } else {
            found.push(items(text, from..end).map(|items| Citation { span: place..end + 1, items }));
        }
        from = end + 1;
    }
    found
}

fn items(text: &str, inside: Range<usize>) -> Result<Vec<Item>, Diagnostic> {
    let (mut items, mut at) = (vec![], inside.start);
    for part in text[inside].split(';') {
        let start = at + part.len() - part.trim_start().len();
        at += part.len() + 1;
        let part = part.trim();
        let wrong = |message: &str| {
            let group = start.saturating_sub(1)..start + part.len().max(1);
            mistake(group, message, "write `[@key]`, `[@one; @two]` or `[@key, p. 3]`")
        };
        let year_only = part.starts_with('-');
        let Some(named) = part.trim_start_matches('-').strip_prefix('@') else {
            return Err(wrong("each work of a citation begins with @"));
        };
        let length =
            named.find(|c: char| !(c.is_alphanumeric() || "_-:./".contains(c))).unwrap_or(named.len());
        let (key, suffix) = named.split_at(length);
        let suffix = suffix.trim();
        if key.is_empty() {
            return Err(wrong("a key is missing"));
        }
        if !(suffix.is_empty() || suffix.starts_with(',')) {
            return Err(wrong("what stands behind a key begins with a comma"));
        }
        let key_start = start + part.len() - named.len();
        items.push(Item {
            key: Spanned { value: key.to_owned(), span: key_start..key_start + length },
            year_only,
            suffix: suffix.split_whitespace().collect::<Vec<_>>().join(" "),
        });
    }
    Ok(items)
}

fn mistake(span: Range<usize>, message: &str, help: &str) -> Diagnostic {
    Diagnostic { directive: span.clone(), span, message: message.to_owned(), help: help.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let written = |found: Result<Citation, Diagnostic>| match found {
            Ok(citation) => {
                let items = citation.items.iter().map(|item| {
                    assert_eq!(&text[item.key.span.clone()], item.key.value);
                    format!("{}{}{}", if item.year_only { "-" } else { "" }, item.key.value, item.suffix)
                });
                items.collect::<Vec<_>>().join("+")
            }
            Err(mistake) => format!("! {}: {}", &text[mistake.span.clone()], mistake.message),
        };
        find(text, &Prose::of(text)).into_iter().map(written).collect()
    }

    #[test]
    fn one_and_several_with_places() {
        let text = "A [@a2001x] *b [@b-c; -@d_e,\np. 3]* and\n\n- [@f]\n\n| x |\n|---|\n| [@g] |\n";
        assert_eq!(found(text), ["a2001x", "b-c+-d_e, p. 3", "f", "g"]);
    }

    #[test]
    fn code_links_formulas_directives_and_escapes_have_none() {
        let text = "`[@a]` [see [@b]](x) $[@c]$ <!-- [@d] --> \\[@e] <<#number loo title=\"[@f]\">> [x] [^1]\n\n    [@g]\n\n[^1]: n\n";
        assert_eq!(found(text), [] as [&str; 0]);
    }

    #[test]
    fn mistakes_are_pointed_at() {
        assert_eq!(found("so [@a and\n"), ["! [@: this citation is never closed"]);
        assert_eq!(found("so [@a; b]\n"), ["!  b: each work of a citation begins with @"]);
        assert_eq!(found("so [@]\n"), ["! [@: a key is missing"]);
        assert_eq!(found("# On [@a]\n"), ["! [@a]: a heading, a link or a button cannot hold a citation"]);
        assert_eq!(found("<p>so [@a]</p>\n"), ["! [@: a citation cannot stand inside HTML"]);
        assert_eq!(found("so [@a b]\n"), ["! [@a b: what stands behind a key begins with a comma"]);
    }
}

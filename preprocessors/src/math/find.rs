//! Where formulas are: `$…$` and `$$…$$` anywhere in the text but in code, links, images, comments and directives.
//!
//! What counts as a formula is what the Markdown parser's own extension for mathematics says: no space follows the opening `$` or comes
//! before the closing one, and `\$` is a dollar.

use std::ops::Range;

use mdbook_markdown::pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::diagnostic::Diagnostic;
use crate::directives::{self, code_ranges, mask};

/// A formula as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Formula {
    /// With its dollars.
    pub(super) span: Range<usize>,
    /// Without them, and without the marks of a quotation around it.
    pub(super) tex: String,
    /// Whether it is set as a display.
    pub(super) display: bool,
}

/// One place of the text that holds a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A formula.
    Formula(Formula),
    /// One that cannot stand there.
    Broken(Diagnostic),
}

/// mdBook's own settings, and mathematics.
pub(crate) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH
}

/// Every formula of a Markdown text, in order.
pub(super) fn find(text: &str) -> Vec<Found> {
    if !text.contains('$') {
        return vec![];
    }
    let mut masked = text.to_owned();
    let mut hidden = vec![];
    for found in directives::find(text) {
        let span = match found {
            directives::Found::Directive(directive) => directive.span,
            directives::Found::End(name) => name.span,
            directives::Found::Broken(_, span) => span,
        };
        masked.replace_range(span.clone(), &mask(&text[span.clone()]));
        hidden.push(span);
    }
    let code = code_ranges(&masked);
    let (mut found, mut links, mut nameless) = (vec![], 0_u32, false);
    for (event, span) in Parser::new_ext(&masked, options()).into_offset_iter() {
        let (tex, display) = match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                links += 1;
                continue;
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                links = links.saturating_sub(1);
                continue;
            }
            Event::Start(Tag::Heading { id, .. }) => {
                nameless = id.is_none();
                continue;
            }
            Event::End(TagEnd::Heading(_)) => {
                nameless = false;
                continue;
            }
            Event::Text(_) if links == 0 => {
                let open = masked[span.clone()].match_indices('$').map(|(place, _)| span.start + place);
                let open = open.filter(|&place| opens(&masked, place) && !is_code(&code, place));
                found.extend(open.map(unclosed));
                continue;
            }
            Event::InlineMath(tex) => (tex, false),
            Event::DisplayMath(tex) => (tex, true),
            _ => continue,
        };
        if links > 0 || is_code(&code, span.start) {
            continue;
        }
        let wrong = |message, help| broken(span.clone(), message, help);
        found.push(if hidden.iter().any(|range| span.start < range.end && range.start < span.end) {
            wrong("a directive cannot stand in a formula", "put the number beside the formula, in the text")
        } else if nameless {
            wrong(
                "a heading with a formula has no name for links",
                "write one behind it, such as `{#the-bound}`",
            )
        } else {
            Found::Formula(Formula { span: span.clone(), tex: tex.into_string(), display })
        });
    }
    found
}

fn is_code(code: &[Range<usize>], place: usize) -> bool {
    code.iter().any(|range| range.contains(&place))
}

/// Whether a `$` that is no part of a formula looks as if it were meant to be: neither escaped, nor a price, nor by itself.
fn opens(text: &str, place: usize) -> bool {
    let next = text[place + 1..].chars().next();
    let begins =
        |next: char| next.is_alphabetic() || matches!(next, '\\' | '{' | '(' | '[' | '|' | '-' | '$');
    !text[..place].ends_with(['\\', '$']) && next.is_some_and(begins)
}

fn unclosed(place: usize) -> Found {
    let help = "close it in the same paragraph, with as many { as } between, or write `\\$` for a dollar";
    broken(place..place + 1, "this `$` begins no formula", help)
}

fn broken(span: Range<usize>, message: &str, help: &str) -> Found {
    let (message, help) = (message.to_owned(), help.to_owned());
    Found::Broken(Diagnostic { directive: span.clone(), span, message, help })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn formulas(text: &str) -> Vec<String> {
        find(text)
            .into_iter()
            .map(|found| match found {
                Found::Formula(Formula { tex, display: true, .. }) => format!("[{tex}]"),
                Found::Formula(Formula { tex, .. }) => tex,
                Found::Broken(mistake) => format!("! {}", mistake.message),
            })
            .collect()
    }

    #[test]
    fn prose_lists_tables_and_quotations_have_formulas() {
        let text = "$a$ and $b_1$, *$c$*\n\n- $d$\n\n| x |\n|---|\n| $e$ |\n\n> $$f\n> g$$\n\n$$h$$\n";
        assert_eq!(formulas(text), ["a", "b_1", "c", "d", "e", "[f\ng]", "[h]"]);
        assert_eq!(formulas("<div>\n\n$a$\n\n</div>\n"), ["a"]);
    }

    #[test]
    fn code_links_escapes_and_prices_have_none() {
        let text = "`$a$` <code>$b$</code> \\$c\\$ [$d$](https://e.f/$g$) ![$h$](i.png) 5 $ and 6 $, $7\n\n    $j$\n\n```\n$k$\n```\n\
                    <!-- $l$ -->\n";
        assert_eq!(formulas(text), Vec::<String>::new());
    }

    #[test]
    fn a_dollar_that_begins_nothing_is_a_mistake() {
        let mistake = "! this `$` begins no formula";
        assert_eq!(formulas("It is $x + \\frac{1$ or so, and $y\n\n"), [mistake, mistake]);
        assert_eq!(formulas("It costs $5, \\$x and 3 $."), ["! this `$` begins no formula"; 0]);
    }

    #[test]
    fn directives_are_left_alone() {
        assert_eq!(formulas("<<#number x title=\"$5\">> and $a$ and <<#number y title=\"$6\">>"), ["a"]);
        assert_eq!(formulas("$a = <<#number x>>$"), ["! a directive cannot stand in a formula"]);
    }

    #[test]
    fn a_heading_with_a_formula_needs_a_name() {
        assert_eq!(formulas("# The bound $b$ {#bound}\n"), ["b"]);
        assert_eq!(formulas("# The bound $b$\n"), ["! a heading with a formula has no name for links"]);
    }

    proptest! {
        #[test]
        fn finding_never_panics(text in "(?s)([$]|[$][$]|<<#a|>>|`|\n\n|> |[a-c ^_{}\\\\]|.){0,40}") {
            find(&text);
        }
    }
}

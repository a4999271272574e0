//! Where directives are: anywhere in the text but in code and comments.

use std::ops::Range;

use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};

use super::parse::{OPEN, parse};
use super::{Directive, SyntaxError};

/// The start of an end mark, as in `<</predict>>`.
const CLOSE: &str = "<</";

/// HTML elements whose content is not prose.
const RAW: [&str; 5] = ["pre", "code", "script", "style", "textarea"];

/// One place of the text that looks like a directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A directive.
    Directive(Directive),
    /// Not quite one: what is wrong, and how much of the text belongs to it.
    Broken(SyntaxError, Range<usize>),
}

/// Every directive of a Markdown text, in order.
///
/// A directive may hold characters that mean something in Markdown, such as a backtick that would pair with one
/// behind it. So each is read first and then hidden from the Markdown parser before the rest is looked at.
pub fn find(text: &str) -> Vec<Found> {
    let (mut found, mut from) = (vec![], 0);
    if !text.contains(OPEN) && !text.contains(CLOSE) {
        return found;
    }
    let mut masked = text.to_owned();
    let mut code = code_ranges(&masked);
    while let Some(start) = next_mark(text, from) {
        let around = code.iter().find(|range| range.contains(&start));
        if let Some(range) = around.filter(|range| !is_cut(text, start, range.end)) {
            from = range.end;
            continue;
        }
        if text[..start].bytes().rev().take_while(|&byte| byte == b'\\').count() % 2 == 1 {
            from = start + OPEN.len();
            continue;
        }
        let (one, span) = read(text, start);
        found.push(one);
        from = span.end.max(start + OPEN.len());
        if text[start + OPEN.len()..span.end].contains(['`', '~', '<', '*', '_', '[', '\n', '\t']) {
            masked.replace_range(span.clone(), &mask(&text[span]));
            code = code_ranges(&masked);
        }
    }
    found
}

/// Whether code that seems to hold this mark ends inside a quoted value of it: then the code is none, since its last backtick is part of
/// what the directive says.
fn is_cut(text: &str, start: usize, end: usize) -> bool {
    let Ok(directive) = parse(text, start) else { return false };
    directive.arguments.iter().any(|(_, value)| {
        text[value.span.clone()].starts_with('"') && value.span.start < end && end < value.span.end
    })
}

fn next_mark(text: &str, from: usize) -> Option<usize> {
    let marks = text.get(from..)?.match_indices("<<").map(|(place, _)| from + place);
    marks.into_iter().find(|&place| text[place..].starts_with(OPEN) || text[place..].starts_with(CLOSE))
}

fn read(text: &str, start: usize) -> (Found, Range<usize>) {
    if text[start..].starts_with(CLOSE) {
        let end = text[start..].find(">>").map_or(start + CLOSE.len(), |end| start + end + 2);
        let span = start..end;
        let message = "this closes nothing".to_owned();
        let help = "no directive of this book has an end mark".to_owned();
        return (Found::Broken(SyntaxError { span: span.clone(), message, help }, span.clone()), span);
    }
    match parse(text, start) {
        Ok(directive) => {
            let span = directive.span.clone();
            (Found::Directive(directive), span)
        }
        Err(error) => {
            // Up to the first end mark, but never into the next directive.
            let end = text[start..].find(">>").map_or(error.span.end, |end| start + end + 2);
            // A mark that is never closed must not swallow the next one.
            let next =
                text[start + OPEN.len()..].find(OPEN).map_or(text.len(), |next| start + OPEN.len() + next);
            // Nor may it swallow the paragraphs behind it.
            let blank = text[start..].find("\n\n").map_or(text.len(), |blank| start + blank);
            let span = start..end.min(next).min(blank);
            (Found::Broken(error, span.clone()), span)
        }
    }
}

/// A text of the same length and lines that means nothing in Markdown.
pub(crate) fn mask(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { 'x' }).collect()
}

/// Code spans, code blocks, comments and the insides of [`RAW`] elements, in order.
pub(crate) fn code_ranges(text: &str) -> Vec<Range<usize>> {
    let (mut ranges, mut block, mut raw): (Vec<Range<usize>>, _, _) = (vec![], None, None);
    for (event, range) in new_cmark_parser(text, &MarkdownOptions::default()).into_offset_iter() {
        match event {
            Event::Code(_) => ranges.push(range),
            Event::Start(Tag::CodeBlock(_)) => block = Some(range.start),
            Event::End(TagEnd::CodeBlock) => ranges.extend(block.take().map(|start| start..range.end)),
            Event::Html(_) | Event::InlineHtml(_) => html_ranges(text, range, &mut raw, &mut ranges),
            _ => {}
        }
    }
    if let Some((start, _)) = raw {
        ranges.push(start..text.len());
    }
    ranges.sort_by_key(|range| range.start);
    ranges
}

/// Adds comments and raw elements of a piece of HTML; `raw` is the start and end tag of one that is still open.
fn html_ranges(
    text: &str,
    piece: Range<usize>,
    raw: &mut Option<(usize, String)>,
    ranges: &mut Vec<Range<usize>>,
) {
    let mut at = piece.start;
    while at < piece.end {
        if let Some((start, end_mark)) = raw {
            match find_ignoring_case(&text[at..piece.end], end_mark) {
                Some(found) => {
                    at += found + end_mark.len();
                    ranges.push(*start..at);
                    *raw = None;
                }
                None => return,
            }
        } else {
            let Some(open) = text[at..piece.end].find('<') else { return };
            at += open;
            let rest = &text[at..piece.end];
            let element = RAW.iter().find(|name| {
                let after = rest.get(1..=name.len()).filter(|tag| tag.eq_ignore_ascii_case(name));
                let next = rest.as_bytes().get(name.len() + 1);
                after.is_some() && next.is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-')
            });
            if rest.starts_with("<!--") {
                *raw = Some((at, "-->".to_owned()));
            } else if let Some(name) = element {
                *raw = Some((at, format!("</{name}")));
            }
            at += 1;
        }
    }
}

fn find_ignoring_case(text: &str, pattern: &str) -> Option<usize> {
    text.as_bytes().windows(pattern.len()).position(|part| part.eq_ignore_ascii_case(pattern.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The names of the directives, with `!` for broken ones.
    fn names(text: &str) -> Vec<String> {
        find(text)
            .into_iter()
            .map(|found| match found {
                Found::Directive(directive) => directive.name.value,
                Found::Broken(..) => "!".to_owned(),
            })
            .collect()
    }

    #[test]
    fn prose_lists_quotes_and_tables_are_searched() {
        assert_eq!(
            names("<<#a>>\n\n- <<#b>>\n\n> <<#c>>\n\n| x |\n|---|\n| <<#d>> |\n\n# <<#e>>\n"),
            ["a", "b", "c", "d", "e"]
        );
        assert_eq!(names("<div>\n<<#a>>\n</div>\n\nand *<<#b>>*"), ["a", "b"]);
    }

    #[test]
    fn code_and_comments_are_not() {
        let text = "`<<#a>>` ``x ` <<#b>>``\n\n```\n<<#c>>\n```\n\n    <<#d>>\n\n<!-- <<#e>> -->\n\n<pre><<#f>></pre>\n\n\
                    <!--\n<<#g>>\n\n<<#h>>\n-->\n\nx <code><<#i>></code> <<#found>> <!-- <<#j>> -->";
        assert_eq!(names(text), ["found"]);
    }

    #[test]
    fn a_backslash_makes_it_literal() {
        assert_eq!(names(r"\<<#a>> \\<<#b>>"), ["b"]);
    }

    #[test]
    fn what_a_directive_holds_is_not_markdown() {
        assert_eq!(names("<<#a title=\"`\">> and `code` <<#b>>"), ["a", "b"]);
        assert_eq!(names("<<#a title=\"<!--\">>\n\n<<#b>>"), ["a", "b"]);
        assert_eq!(names("a ` alone, <<#a title=\"`\">> and <<#b>>"), ["a", "b"]);
        assert_eq!(
            names("`<<#a title=\"` and `\">>` <<#b>>"),
            ["a", "b"],
            "the text is open until the second"
        );
        assert_eq!(names("<<#a title=\"\n```\n\">>\n\n<<#b>>"), ["a", "b"]);
    }

    #[test]
    fn a_broken_one_does_not_hide_the_next() {
        assert_eq!(names("<<#a x=\n\n<<#b>> <</c>> <<#d>>"), ["!", "b", "!", "d"]);
    }

    proptest! {
        #[test]
        fn finding_never_panics(text in "(?s)(<<#|<</|>>|`|```\n|<!--|-->|<pre>|\n\n|    |[a-c ]|.){0,40}") {
            find(&text);
        }
    }
}

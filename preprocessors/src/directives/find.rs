//! Where directives are: anywhere in the text but in code and comments.

use std::ops::Range;

use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};

use super::parse::{OPEN, parse};
use super::{Directive, Spanned, SyntaxError};

/// The start of an end mark, as in `<</predict>>`.
const CLOSE: &str = "<</";

/// HTML elements whose content is not prose.
const RAW: [&str; 5] = ["pre", "code", "script", "style", "textarea"];

/// One place of the text that looks like a directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A directive.
    Directive(Directive),
    /// An end mark, with the name in it.
    End(Spanned<String>),
    /// Not quite one: what is wrong, and how much of the text belongs to it.
    Broken(SyntaxError, Range<usize>),
}

/// Every directive of a Markdown text, in order.
///
/// A directive may hold characters that mean something in Markdown, such as a backtick that would pair with one
/// behind it. So each is read first and then hidden from the Markdown parser before the rest is looked at.
pub fn find(text: &str) -> Vec<Found> {
    if !text.contains(OPEN) && !text.contains(CLOSE) {
        return vec![];
    }
    without_code(text).unwrap_or_else(|| one_by_one(text))
}

/// What there is in a text none of whose marks is in code: with all of them hidden, it is parsed once.
fn without_code(text: &str) -> Option<Vec<Found>> {
    let (mut found, mut starts, mut from) = (vec![], vec![], 0);
    let mut masked = text.to_owned();
    while let Some(start) = next_mark(text, from) {
        starts.push(start);
        if is_literal(text, start) {
            from = start + OPEN.len();
            continue;
        }
        from = take(text, start, &mut found, &mut masked);
    }
    let code = code_ranges(&masked);
    let in_code = |start: &usize| code.iter().any(|range| range.contains(start));
    (!starts.iter().any(in_code)).then_some(found)
}

/// What there is in any text: which of its marks are in code depends on what the ones before them hold.
fn one_by_one(text: &str) -> Vec<Found> {
    let (mut found, mut from) = (vec![], 0);
    let mut masked = text.to_owned();
    let mut code = code_ranges(&masked);
    while let Some(start) = next_mark(text, from) {
        let around = code.iter().find(|range| range.contains(&start));
        if let Some(range) = around.filter(|range| !is_cut(text, start, range.end)) {
            from = range.end;
            continue;
        }
        if is_literal(text, start) {
            from = start + OPEN.len();
            continue;
        }
        from = take(text, start, &mut found, &mut masked);
        if text[start + OPEN.len()..from].contains(['`', '~', '<', '*', '_', '[', '\n', '\t']) {
            code = code_ranges(&masked);
        }
    }
    found
}

/// Reads what stands at a mark, hides it from the Markdown parser, and comes back with where to go on.
fn take(text: &str, start: usize, found: &mut Vec<Found>, masked: &mut String) -> usize {
    let (one, span) = read(text, start);
    found.push(one);
    let end = span.end.max(start + OPEN.len());
    masked.replace_range(span.clone(), &mask(&text[span]));
    end
}

/// Whether a backslash says that a mark is none.
fn is_literal(text: &str, start: usize) -> bool {
    text[..start].bytes().rev().take_while(|&byte| byte == b'\\').count() % 2 == 1
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
        let name: String = text[start + CLOSE.len()..].chars().take_while(|&c| is_of_name(c)).collect();
        let end = start + CLOSE.len() + name.len();
        if !name.is_empty() && text[end..].starts_with(">>") {
            let span = start..end + 2;
            return (Found::End(Spanned { value: name, span: span.clone() }), span);
        }
        let end = text[start..].find(">>").map_or(start + CLOSE.len(), |end| start + end + 2);
        let line = text[start..].find('\n').map_or(text.len(), |line| start + line);
        let span = start..end.min(line).max(start + CLOSE.len());
        let message = "this end mark has no name".to_owned();
        let help = "write `<</name>>`, with the name of the directive that it ends".to_owned();
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

/// The characters of a directive's name in an end mark.
fn is_of_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '-'
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
                Found::End(name) => format!("/{}", name.value),
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
        assert_eq!(names("<<#a x=\n\n<<#b>> <</c>> <<#d>>"), ["!", "b", "/c", "d"]);
    }

    #[test]
    fn an_end_mark_is_one_word() {
        assert_eq!(names("<<#a>> x <</a>>"), ["a", "/a"]);
        assert_eq!(names("<</>> <</ a>> <</a b>> <</a\n\n<<#b>>"), ["!", "!", "!", "!", "b"]);
        assert_eq!(names("`<</a>>` \\<</b>>"), [] as [&str; 0]);
    }

    #[test]
    fn the_chapters_of_this_book_read_the_same_in_both_ways() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../src");
        let mut count = 0;
        for family in ["idea", "valuation", "robustness", "collective", "authors"] {
            for entry in std::fs::read_dir(format!("{folder}/{family}")).unwrap() {
                let path = entry.unwrap().path();
                let text = std::fs::read_to_string(&path).unwrap();
                assert_eq!(find(&text), one_by_one(&text), "{}", path.display());
                count += usize::from(without_code(&text).is_some());
            }
        }
        assert!(count > 10, "most chapters have no directive in code");
    }

    proptest! {
        #[test]
        fn what_is_found_is_in_the_text_in_order(text in "(?s)(<<#|<</|>>|`|```\n|<!--|-->|<pre>|\n\n|    |[a-c ]|.){0,40}") {
            let mut from = 0;
            for found in find(&text) {
                let span = match &found {
                    Found::Directive(directive) => directive.span.clone(),
                    Found::End(name) => name.span.clone(),
                    Found::Broken(_, region) => region.clone(),
                };
                // One behind the other, each at whole characters.
                prop_assert!(span.start >= from && span.start < span.end, "{:?}", span);
                prop_assert!(text.get(span.clone()).is_some_and(|found| found.starts_with("<<")), "{:?}", span);
                from = span.end;
            }
        }
    }
}

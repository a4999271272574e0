//! Which parts of a chapter are running text: where a citation can stand, and where a term can.
//!
//! Code, links, images, formulas, comments and directives are none.

use std::ops::Range;

use mdbook_markdown::pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::directives::{self, Directive, Found, code_ranges, mask};
use crate::math;

/// What a piece of text is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Paragraphs, lists, quotations, cells.
    Body,
    /// The heads of tables, the titles of definition lists, footnotes: citations but no terms.
    Aside,
    /// Headings, and what can itself be pressed: neither.
    Barred,
}

/// A piece of running text without anything else in it but line breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) span: Range<usize>,
    pub(super) place: Place,
}

/// A chapter's text, looked through once.
#[derive(Debug, Default)]
pub(super) struct Prose {
    pub(super) pieces: Vec<Piece>,
    /// HTML that stands for itself, outside comments and code.
    pub(super) raw: Vec<Range<usize>>,
    /// The directives, broken ones left out.
    pub(super) directives: Vec<Directive>,
}

/// HTML elements whose insides are no place for something to press.
const BARRED: [&str; 11] = ["a", "button", "summary", "label", "svg", "h1", "h2", "h3", "h4", "h5", "h6"];

impl Prose {
    /// Looks through a Markdown text.
    pub(super) fn of(text: &str) -> Self {
        let (mut masked, mut hidden) = (text.to_owned(), vec![]);
        let mut prose = Self::default();
        for found in directives::find(text) {
            let span = match found {
                Found::Directive(directive) => {
                    let span = directive.span.clone();
                    prose.directives.push(directive);
                    span
                }
                Found::End(name) => name.span,
                Found::Broken(_, span) => span,
            };
            masked.replace_range(span.clone(), &mask(&text[span.clone()]));
            hidden.push(span);
        }
        let code = code_ranges(&masked);
        let is_code = |place: usize| code.iter().any(|range| range.contains(&place));
        let mut state = State::default();
        for (event, span) in Parser::new_ext(&masked, math::options()).into_offset_iter() {
            match event {
                Event::Start(tag) => state.open(&tag),
                Event::End(tag) => state.close(tag),
                Event::Text(_) if state.is_text() && !is_code(span.start) => {
                    prose.add(span, state.place());
                }
                // A line break goes on with what stands before it, never begins a piece.
                Event::SoftBreak if prose.pieces.last().is_some_and(|last| last.span.end == span.start) => {
                    prose.add(span, state.place());
                }
                Event::Html(_) | Event::InlineHtml(_) if !is_code(span.start) => {
                    state.html(&masked[span.clone()]);
                    prose.raw.push(span);
                }
                _ => {}
            }
        }
        for span in &hidden {
            prose.cut(span);
        }
        prose
    }

    /// Takes a directive out of the piece around it.
    fn cut(&mut self, hidden: &Range<usize>) {
        let around = |piece: &Piece| piece.span.start < hidden.end && hidden.start < piece.span.end;
        let Some(place) = self.pieces.iter().position(around) else { return };
        let piece = self.pieces.remove(place);
        let sides = [piece.span.start..hidden.start, hidden.end..piece.span.end];
        let sides = sides.into_iter().filter(|side| side.start < side.end);
        let sides: Vec<Piece> = sides.map(|span| Piece { span, place: piece.place }).collect();
        self.pieces.splice(place..place, sides);
    }

    /// Adds a piece, to the last one if nothing stands between them.
    fn add(&mut self, span: Range<usize>, place: Place) {
        match self.pieces.last_mut() {
            Some(last) if last.span.end == span.start && last.place == place => last.span.end = span.end,
            _ => self.pieces.push(Piece { span, place }),
        }
    }
}

/// What is open around the event.
#[derive(Default)]
struct State {
    links: u32,
    code: u32,
    headings: u32,
    asides: u32,
    /// Open [`BARRED`] elements of raw HTML.
    barred: i32,
}

impl State {
    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Link { .. } | Tag::Image { .. } => self.links += 1,
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) => self.code += 1,
            Tag::Heading { .. } => self.headings += 1,
            Tag::TableHead | Tag::DefinitionListTitle | Tag::FootnoteDefinition(_) => self.asides += 1,
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        let one = match tag {
            TagEnd::Link | TagEnd::Image => &mut self.links,
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) => &mut self.code,
            TagEnd::Heading(_) => &mut self.headings,
            TagEnd::TableHead | TagEnd::DefinitionListTitle | TagEnd::FootnoteDefinition => &mut self.asides,
            _ => return,
        };
        *one = one.saturating_sub(1);
    }

    fn html(&mut self, html: &str) {
        for tag in html.split('<').skip(1) {
            let (closes, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
            let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
            if BARRED.contains(&name.to_ascii_lowercase().as_str()) {
                self.barred = (self.barred + if closes { -1 } else { 1 }).max(0);
            }
        }
    }

    fn is_text(&self) -> bool {
        self.links == 0 && self.code == 0
    }

    fn place(&self) -> Place {
        match self {
            Self { headings: 1.., .. } | Self { barred: 1.., .. } => Place::Barred,
            Self { asides: 1.., .. } => Place::Aside,
            _ => Place::Body,
        }
    }
}

/// Whether a backslash takes the meaning from the character at a place.
pub(super) fn is_escaped(text: &str, place: usize) -> bool {
    text[..place].bytes().rev().take_while(|&byte| byte == b'\\').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pieces(text: &str, place: Place) -> Vec<String> {
        let prose = Prose::of(text);
        let wanted = prose.pieces.iter().filter(|piece| piece.place == place);
        wanted.map(|piece| text[piece.span.clone()].to_owned()).collect()
    }

    #[test]
    fn running_text_is_found_whole() {
        let text = "One [@a;\n@b] it’s.\n\n- item\n\n> quoted\n\n| head |\n|---|\n| cell |\n";
        assert_eq!(pieces(text, Place::Body), ["One [@a;\n@b] it’s.", "item", "quoted", "cell"]);
        assert_eq!(pieces(text, Place::Aside), ["head"]);
    }

    #[test]
    fn everything_else_is_not() {
        let text = "# head\n\n`code` [link](x) ![image](y) $x$ <!-- comment --> <<#number loo title=\"t\">>\n\n    block\n\n\
                    <pre>raw</pre>\n\n```\nfence\n```\n\n<details><summary>Ask</summary>\n\nanswer\n\n</details>\n";
        let body: Vec<String> =
            pieces(text, Place::Body).iter().map(|piece| piece.trim().to_owned()).collect();
        let body: Vec<&str> = body.iter().map(String::as_str).filter(|piece| !piece.is_empty()).collect();
        assert_eq!(body, ["answer"]);
        assert_eq!(pieces(text, Place::Barred), ["head"]);
        assert_eq!(
            pieces("See <a href=\"x\">this *one*</a>, or <b>that</b>.\n", Place::Barred),
            ["this ", "one"]
        );
    }

    proptest! {
        #[test]
        fn pieces_are_in_order_and_apart(text in "(?s)([$]|<<#a|>>|`|\n\n|> |- |# |[|]|\\[@a\\]|[a-c *_\\\\]|<b>|.){0,40}") {
            let prose = Prose::of(&text);
            for pair in prose.pieces.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start, "{:?}", prose.pieces);
            }
            for piece in &prose.pieces {
                prop_assert!(text.get(piece.span.clone()).is_some());
            }
        }
    }
}

//! `<<#goals>> … <</goals>>`: what a reader can do after a chapter, as a list, and how long the chapter takes.

use mdbook_markdown::pulldown_cmark::{Event, Parser, Tag, TagEnd};
use widgets::first_frame::Medium;

use super::with_mistakes;
use crate::directives::Container;
use crate::expand::{Expanded, Ids, Surroundings, expand_part, mistake};
use crate::math;

/// The directive's name.
pub(super) const NAME: &str = "goals";
/// More are not kept in mind.
const MOST: usize = 6;

/// The goals with a line before them, at the top of a chapter.
pub(super) fn expand(text: &str, container: &Container, around: Surroundings<'_>, ids: &mut Ids) -> Expanded {
    let open = &container.open;
    let refused =
        |message: &str, help: &str| vec![mistake(open, &open.name.span, message.to_owned(), help.to_owned())];
    let body = &text[container.body.clone()];
    let before = text[..open.span.start].lines();
    let mistakes = if !open.words.is_empty() || !open.arguments.is_empty() {
        refused("`goals` has no keys", "write `<<#goals>>`, a list, and `<</goals>>`")
    } else if before.clone().any(|line| line.starts_with("## ")) {
        refused("`goals` stands below the first section", "put it at the top of the chapter, under its title")
    } else if !is_list(body) {
        let help = format!("write a list of 1 to {MOST} items, each what a reader can do, and nothing else");
        refused("these goals are no list", &help)
    } else {
        vec![]
    };
    if !mistakes.is_empty() {
        return with_mistakes(text, container, mistakes, around, ids);
    }
    let inside = expand_part(text, container.body.clone(), &container.inside, around, ids);
    // A text without a file has no length to speak of.
    let minutes = around.chapters.minutes(&vec![], around.file).ok();
    let takes = minutes.map_or_else(String::new, |minutes| {
        format!(" (about {minutes} {})", if minutes == 1 { "minute" } else { "minutes" })
    });
    let line = format!("After this chapter{takes} you can");
    let list = inside.text.trim();
    let text = match around.medium {
        Medium::Page { .. } => {
            format!("<div class=\"goals\" role=\"note\" aria-label=\"Goals\">\n\n{line}\n\n{list}\n\n</div>")
        }
        Medium::Still => format!("{line}\n\n{list}"),
    };
    Expanded { text, diagnostics: inside.diagnostics }
}

/// Whether a Markdown text is one list, and not too long.
fn is_list(markdown: &str) -> bool {
    let (mut depth, mut lists, mut items) = (0, 0, 0);
    for event in Parser::new_ext(markdown, math::options()) {
        match event {
            Event::Start(Tag::List(_)) if depth == 0 => (depth, lists) = (1, lists + 1),
            Event::Start(_) if depth == 0 => return false,
            Event::Start(Tag::Item) if depth == 1 => (depth, items) = (2, items + 1),
            Event::Start(_) => depth += 1,
            Event::End(TagEnd::List(_) | _) => depth -= 1,
            _ => {}
        }
    }
    lists == 1 && (1..=MOST).contains(&items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goals_are_one_list() {
        assert!(is_list("\n- one *thing*\n- another, with [a link](x)\n  - and more\n"));
        assert!(is_list("1. a\n2. b\n"));
        for text in [
            "",
            "words",
            "- a\n\nwords",
            "words\n\n- a",
            "- a\n\n* b\n",
            "## head\n\n- a",
            &"- a\n".repeat(7),
        ] {
            assert!(!is_list(text), "{text}");
        }
    }
}

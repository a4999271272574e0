//! Directives that hold Markdown and ask the reader something: `<<#name …>> … <</name>>`.
//!
//! The Markdown inside goes on being Markdown, and may hold figures, numbers, formulas and citations. Some directives are marks inside one
//! of these and mean nothing elsewhere. What is right is always computed: an answer by the author's word alone cannot be written.

mod exercise;
mod goals;
mod predict;
mod progress;
mod value;
mod words;

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::directives::{Container, Directive, Item};
use crate::expand::{
    Expanded, Ids, Surroundings, expand_part, is_id, mistake, mistake_box, stands_alone, value_span,
};

pub(crate) use progress::{NAME as PROGRESS, page as progress};

/// The directives that hold Markdown.
pub(crate) const CONTAINERS: [&str; 3] = [predict::NAME, exercise::NAME, goals::NAME];
/// Those of them that ask something.
const ASKING: [&str; 2] = [predict::NAME, exercise::NAME];
/// The directives that stand inside of them, each with what it stands in.
pub(crate) const MARKS: [(&str, &[&str]); 7] = [
    ("answer", &ASKING),
    ("against", &[predict::NAME]),
    ("reveal", &[predict::NAME]),
    ("option", &ASKING),
    ("mistake", &[exercise::NAME]),
    ("hint", &[exercise::NAME]),
    ("solution", &[exercise::NAME]),
];

/// Whether a directive of this name holds Markdown.
pub(crate) fn holds_markdown(name: &str) -> bool {
    CONTAINERS.contains(&name)
}

/// Whether a directive of this name is no text of its own: it holds some, or is a mark in it.
pub(crate) fn is_silent(name: &str) -> bool {
    holds_markdown(name) || MARKS.iter().any(|&(mark, _)| mark == name)
}

/// What is wrong with a mark that stands where it means nothing; `None` if it is no mark.
pub(crate) fn astray(directive: &Directive) -> Option<Vec<Diagnostic>> {
    let name = directive.name.value.as_str();
    let (_, around) = MARKS.iter().find(|&&(mark, _)| mark == name)?;
    let named: Vec<String> = around.iter().map(|around| format!("`{around}`")).collect();
    let message = format!("`{name}` stands in no {}", named.join(" or "));
    let between: Vec<String> =
        around.iter().map(|around| format!("`<<#{around} …>>` and `<</{around}>>`")).collect();
    let help = format!("it belongs between {}", between.join(", or "));
    Some(vec![mistake(directive, &directive.name.span, message, help)])
}

/// The Markdown that takes the place of a container.
pub(crate) fn expand(text: &str, container: &Container, around: Surroundings<'_>, ids: &mut Ids) -> Expanded {
    let open = &container.open;
    let name = open.name.value.as_str();
    let refusal = if container.end.is_none() {
        let message = format!("`{name}` is never closed");
        Some((message, format!("write `<</{name}>>` on a line of its own behind it")))
    } else if [Some(&open.span), container.end.as_ref()]
        .into_iter()
        .flatten()
        .any(|mark| stands_alone(text, mark).is_none_or(|prefix| !prefix.is_empty()))
    {
        let message = format!("`{name}` holds Markdown and must stand alone, in no list or quotation");
        Some((
            message,
            "put both of its marks on lines of their own, with blank lines around them".to_owned(),
        ))
    } else {
        None
    };
    if let Some((message, help)) = refusal {
        let refused = vec![mistake(open, &open.span, message, help)];
        return with_mistakes(text, container, refused, around, ids);
    }
    match name {
        exercise::NAME => exercise::expand(text, container, around, ids),
        goals::NAME => goals::expand(text, container, around, ids),
        _ => predict::expand(text, container, around, ids),
    }
}

/// The inside of a container that is not what it should be, behind a box that says why: its other mistakes are told too, but for those of
/// marks, which are at their place.
fn with_mistakes(
    text: &str,
    container: &Container,
    mistakes: Vec<Diagnostic>,
    around: Surroundings<'_>,
    ids: &mut Ids,
) -> Expanded {
    let span = &container.open.span;
    let mut out = mistake_box(text, span, &mistakes);
    let mut diagnostics = mistakes;
    let mut from = container.body.start;
    let mut rest: Vec<Item> = vec![];
    let mut inside = |part: Range<usize>, items: &[Item], out: &mut String| {
        let expanded = expand_part(text, part, items, around, ids);
        out.push_str(&expanded.text);
        diagnostics.extend(expanded.diagnostics);
    };
    for item in &container.inside {
        match item {
            Item::Directive(directive) if is_silent(&directive.name.value) => {
                inside(from..directive.span.start, &rest, &mut out);
                rest.clear();
                from = directive.span.end;
            }
            other => rest.push(other.clone()),
        }
    }
    inside(from..container.body.end, &rest, &mut out);
    Expanded { text: out, diagnostics }
}

/// Takes the id of a question and of the parts of it; `parts` are what follows the id in theirs.
fn take_id(open: &Directive, id: &str, parts: &[&str], slug: &str, ids: &mut Ids) -> Result<(), Diagnostic> {
    if id.is_empty() {
        let message = format!("`{}` has no `id`", open.name.value);
        let help = "write `id=NAME`: under it the reader’s answer is kept, so it stays the same".to_owned();
        return Err(mistake(open, &open.name.span, message, help));
    }
    if !is_id(id) {
        let message = format!("`id` is {}: expected a name", widgets::parameters::shorten(id));
        let help = "write letters, digits, - and _, with a letter first".to_owned();
        return Err(mistake(open, value_span(open, "id"), message, help));
    }
    for part in [""].iter().chain(parts) {
        let whole = format!("{id}{part}");
        ids.take(&whole, slug).map_err(|earlier| {
            let message = format!("the id `{whole}` is taken in {earlier}");
            let help = "ids are unique in a book, since all chapters meet on its print page".to_owned();
            mistake(open, value_span(open, "id"), message, help)
        })?;
    }
    Ok(())
}

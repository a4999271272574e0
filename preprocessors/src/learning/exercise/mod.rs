//! `<<#exercise id="…" …>> … <</exercise>>`: a question whose answer the simulation computes, in as many variants as its author gives values.
//!
//! [`read`] takes the marks apart, [`variants`] makes the variants, [`expression`] and [`solve`] compute and check every answer, [`state`]
//! every state of a figure that a wrong answer opens, and [`mod@write`] puts it on the page.

mod asks;
mod expression;
mod keys;
mod prose;
mod read;
mod solve;
mod state;
#[cfg(test)]
mod tests;
mod variants;
mod write;

pub(super) use read::NAME;

use crate::diagnostic::Diagnostic;
use crate::directives::Container;
use crate::expand::{Expanded, Ids, Surroundings, mistake_box};
use state::Figures;

/// What is in the ids of an exercise's parts behind its own id, whatever it asks.
const PARTS: [&str; 4] = ["-name", "-question", "-answer", "-solution"];

/// The exercise as Markdown with HTML in it, or a box that says what is wrong with it.
pub(super) fn expand(text: &str, container: &Container, around: Surroundings<'_>, ids: &mut Ids) -> Expanded {
    written(text, container, around, ids).map_or_else(
        |diagnostics| Expanded { text: mistake_box(text, &container.open.span, &diagnostics), diagnostics },
        |text| Expanded { text, diagnostics: vec![] },
    )
}

fn written(
    text: &str,
    container: &Container,
    around: Surroundings<'_>,
    ids: &mut Ids,
) -> Result<String, Vec<Diagnostic>> {
    let open = &container.open;
    let id = open.arguments.iter().find(|(key, _)| key.value == "id");
    let id = id.and_then(|(_, value)| value.value.as_one()).unwrap_or_default();
    let taken = super::take_id(open, id, &PARTS, around.slug, ids);
    let read = read::read(text, container, id);
    let (exercise, figures) = match (taken, read) {
        (Ok(()), Ok(exercise)) => (exercise, Figures::of(text)),
        (taken, read) => return Err(taken.err().into_iter().chain(read.err().unwrap_or_default()).collect()),
    };
    let solved = solve::solve(text, &exercise, &figures, around.cache)?;
    write::write(text, &exercise, &solved, figures.place(open.span.start), around)
}

//! From the marks of an exercise to its parts.
//!
//! ```text
//! <<#exercise id="…" key=[A, B] …>>     the question, in Markdown
//! <<#option text="…" when="…" …>>       one of some answers; below it, what is to be said of it
//! <<#answer NUMBER key=…>>              or a number
//! <<#mistake value="…" …>>              a number that is wrong for a reason; below it, which
//! <<#hint>>                             a hint; any number of them
//! <<#solution>>                         why the right answer is right
//! <</exercise>>
//! ```

use std::ops::Range;

use super::asks::{self, Asks, Shows};
use super::keys::Keys;
use super::variants::{self, TOGETHER, Variant};
use crate::diagnostic::Diagnostic;
use crate::directives::{Container, Directive, Item};
use crate::expand::{mistake, stands_alone, suggestion};

/// The directive's name.
pub(crate) const NAME: &str = "exercise";
/// The names of the marks inside.
pub(crate) const MARKS: [&str; 5] = ["option", "answer", "mistake", "hint", "solution"];
/// The keys of an exercise that are not varied.
pub(super) const OWN: [&str; 7] = ["id", "pick", "right", "unit", "least", "most", "within"];
/// An exercise as it was written.
pub(super) struct Exercise<'a> {
    pub(super) open: &'a Directive,
    pub(super) id: String,
    pub(super) variants: Vec<Variant>,
    pub(super) question: Part<'a>,
    pub(super) asks: Asks<'a>,
    pub(super) hints: Vec<Part<'a>>,
    pub(super) solution: Part<'a>,
    /// The state of a figure that shows the right answer.
    pub(super) shows: Option<Shows>,
}

/// A mark and the Markdown up to the next one. That of the question is the exercise's own.
pub(super) struct Part<'a> {
    pub(super) mark: &'a Directive,
    pub(super) text: Range<usize>,
    pub(super) inside: Vec<&'a Item>,
}

/// Reads an exercise of this id.
///
/// # Errors
/// Every mistake that can be seen without computing anything.
pub(super) fn read<'a>(
    text: &str,
    container: &'a Container,
    id: &str,
) -> Result<Exercise<'a>, Vec<Diagnostic>> {
    let open = &container.open;
    let mut wrong = vec![];
    let mut parts = parts(text, container, &mut wrong);
    let question = parts.remove(0);
    let variants = variants::read(open, &OWN).map_err(|mistakes| wrong.extend(mistakes)).unwrap_or_default();
    if let Some(word) = open.words.iter().find(|word| word.value != TOGETHER) {
        let message = format!("unknown word `{}`", word.value);
        wrong.push(mistake(open, &word.span, message, suggestion(&word.value, &[TOGETHER])));
    }
    if blank(text, &question) {
        let help = "write it below the mark, in Markdown".to_owned();
        wrong.push(mistake(open, &open.name.span, "this exercise has no question".to_owned(), help));
    }
    let (mut options, mut answers, mut slips, mut hints, mut solutions) =
        (vec![], vec![], vec![], vec![], vec![]);
    let before = wrong.len();
    for part in parts {
        let mark = part.mark;
        let mut keep = |result: Result<(), Vec<Diagnostic>>| wrong.extend(result.err().unwrap_or_default());
        match mark.name.value.as_str() {
            "option" => keep(asks::option(text, part).map(|one| options.push(one))),
            "answer" => keep(asks::answer(text, open, mark).map(|one| answers.push(one))),
            "mistake" => keep(asks::slip(text, part).map(|one| slips.push(one))),
            "hint" => {
                keep(Keys::of(mark, &[], &[], false).map(drop));
                hints.push(part);
            }
            _ => {
                let keys = Keys::of(mark, &["figure"], &[], true).and_then(|keys| keys.shows());
                solutions.push((part, keys.map_err(|mistakes| wrong.extend(mistakes)).ok().flatten()));
            }
        }
    }
    let complete = wrong.len() == before;
    for part in hints.iter().chain(solutions.iter().map(|(part, _)| part)).filter(|part| blank(text, part)) {
        let message = format!("this {} says nothing", part.mark.name.value);
        wrong.push(mistake(part.mark, &part.mark.name.span, message, "write it below the mark".to_owned()));
    }
    let whole =
        |message: &str, help: &str| mistake(open, &open.name.span, message.to_owned(), help.to_owned());
    if solutions.len() != 1 {
        wrong.push(match solutions.get(1) {
            Some((second, _)) => mistake(
                second.mark,
                &second.mark.name.span,
                "this is a second solution".into(),
                "keep one of them".into(),
            ),
            None => whole(
                "this exercise has no solution",
                "end it with `<<#solution>>` and why the answer is right",
            ),
        });
    }
    // Options with mistakes are not among them, and would be missed.
    let asks = if complete { asks::together(open, options, answers, slips, &mut wrong) } else { None };
    match (wrong.is_empty(), asks, solutions.pop()) {
        (true, Some(asks), Some((solution, shows))) => {
            Ok(Exercise { open, id: id.to_owned(), variants, question, asks, hints, solution, shows })
        }
        _ => Err(wrong),
    }
}

/// The exercise's own text and that of each mark, in order.
fn parts<'a>(text: &str, container: &'a Container, wrong: &mut Vec<Diagnostic>) -> Vec<Part<'a>> {
    let start = container.body.start;
    let mut parts = vec![Part { mark: &container.open, text: start..container.body.end, inside: vec![] }];
    for item in &container.inside {
        if let Item::Directive(mark) = item
            && MARKS.contains(&mark.name.value.as_str())
        {
            if stands_alone(text, &mark.span).is_none_or(|prefix| !prefix.trim().is_empty()) {
                let message = format!("`{}` must stand alone on its lines", mark.name.value);
                let help = "what it says stands below it".to_owned();
                wrong.push(mistake(mark, &mark.span, message, help));
            }
            if let Some(last) = parts.last_mut() {
                last.text.end = mark.span.start;
            }
            parts.push(Part { mark, text: mark.span.end..container.body.end, inside: vec![] });
            continue;
        }
        if let Some(last) = parts.last_mut() {
            last.inside.push(item);
        }
    }
    parts
}

/// Whether nothing stands below a mark.
pub(super) fn blank(text: &str, part: &Part<'_>) -> bool {
    text[part.text.clone()].trim().is_empty()
}

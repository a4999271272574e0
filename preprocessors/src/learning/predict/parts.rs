//! The parts of a prediction: the question, what is right, and what happened.

use std::fmt::Write;
use std::ops::Range;

use widgets::learning::letter;

use crate::diagnostic::Diagnostic;
use crate::directives::{Container, Directive, Item};
use crate::expand::{mistake, stands_alone};

/// Stands where an option's mark was until its letter does: a character that nobody writes, and that Markdown takes for a word.
const PLACE: char = '\u{e000}';

/// A prediction as it was written.
pub(super) struct Parts<'a> {
    /// The chapter with its marks left out, everything else where it was.
    pub(super) text: String,
    /// The Markdown of the question.
    pub(super) question: (Range<usize>, Vec<Item>),
    /// The Markdown of what happened.
    pub(super) reveal: (Range<usize>, Vec<Item>),
    pub(super) answer: Option<&'a Directive>,
    pub(super) against: Option<&'a Directive>,
    pub(super) options: Vec<&'a Directive>,
}

impl<'a> Parts<'a> {
    /// Takes a prediction apart.
    ///
    /// # Errors
    /// What stands twice, where it must not, or not at all.
    pub(super) fn of(text: &str, container: &'a Container) -> Result<Self, Vec<Diagnostic>> {
        let open = &container.open;
        let (mut items, mut question) = (vec![], None);
        let (mut answer, mut against, mut options) = (None, None, vec![]);
        let (mut silent, mut from) = (text.to_owned(), container.body.start);
        for item in &container.inside {
            let Item::Directive(directive) = item else {
                items.push(item.clone());
                continue;
            };
            match directive.name.value.as_str() {
                "answer" => once(text, directive, &mut answer)?,
                "against" => once(text, directive, &mut against)?,
                "option" => {
                    if question.is_some() {
                        let message = "this option stands behind `<<#reveal>>`".to_owned();
                        let help = "give the options with the question".to_owned();
                        return Err(vec![mistake(directive, &directive.span, message, help)]);
                    }
                    options.push(directive);
                }
                "reveal" => {
                    let mut nothing = question.as_ref().map(|_| directive);
                    once(text, directive, &mut nothing)?;
                    bare(directive)?;
                    question = Some((from..directive.span.start, std::mem::take(&mut items)));
                    from = directive.span.end;
                }
                _ => {
                    items.push(item.clone());
                    continue;
                }
            }
            // A mark is no part of what is read.
            let mut blank = " ".repeat(directive.span.len());
            if directive.name.value == "option" {
                blank.replace_range(..PLACE.len_utf8(), &PLACE.to_string());
            }
            silent.replace_range(directive.span.clone(), &blank);
        }
        let Some(question) = question else {
            let message = "`predict` has no `<<#reveal>>`".to_owned();
            let help = "write it on a line of its own, between the question and what happened".to_owned();
            return Err(vec![mistake(open, &open.name.span, message, help)]);
        };
        let reveal = (from..container.body.end, items);
        Ok(Self { text: silent, question, reveal, answer, against, options })
    }
}

fn once<'a>(
    text: &str,
    directive: &'a Directive,
    slot: &mut Option<&'a Directive>,
) -> Result<(), Vec<Diagnostic>> {
    let name = &directive.name;
    if slot.replace(directive).is_some() {
        let message = format!("`{}` stands twice in one `predict`", name.value);
        return Err(vec![mistake(directive, &name.span, message, "keep one of them".to_owned())]);
    }
    if stands_alone(text, &directive.span).is_some_and(|prefix| prefix.is_empty()) {
        return Ok(());
    }
    let message = format!("`{}` must stand alone on its line, in no list or quotation", name.value);
    Err(vec![mistake(directive, &directive.span, message, "give it a line of its own".to_owned())])
}

fn bare(directive: &Directive) -> Result<(), Vec<Diagnostic>> {
    let word = directive.words.first().map(|word| &word.span);
    let Some(span) = word.or(directive.arguments.first().map(|(key, _)| &key.span)) else { return Ok(()) };
    let message = format!("`{}` has no keys", directive.name.value);
    Err(vec![mistake(directive, span, message, format!("write `<<#{}>>`", directive.name.value))])
}

/// The question without its options, each option, and the whole with letters in the place of the marks.
pub(super) fn lettered(expanded: &str) -> (String, Vec<String>, String) {
    let mut pieces = expanded.split(PLACE);
    let question = without_mark(pieces.next().unwrap_or_default()).to_owned();
    let mut whole = question_with_mark(expanded).to_owned();
    let mut options = vec![];
    for (place, piece) in pieces.enumerate() {
        let said = piece.trim_start_matches(' ');
        let end = said.find("\n\n").unwrap_or(said.len());
        options.push(without_mark(&said[..end]).trim().to_owned());
        let _ = write!(whole, "<b class=\"predict-letter\">{}</b> {said}", letter(place));
    }
    (question, options, whole)
}

fn question_with_mark(expanded: &str) -> &str {
    expanded.split(PLACE).next().unwrap_or_default()
}

/// A text without the mark of a list item at its end, which belongs to the next one.
fn without_mark(text: &str) -> &str {
    let cut = text.trim_end_matches([' ', '\t']);
    let line = cut.rsplit('\n').next().unwrap_or_default().trim();
    let numbered =
        line.strip_suffix(['.', ')']).is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    if numbered || matches!(line, "-" | "*" | "+") { cut.strip_suffix(line).unwrap_or(cut) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_lettered_where_they_stand() {
        let (question, options, whole) =
            lettered("Which?\n\n- \u{e000}    It *falls*,\n  and how.\n- \u{e000} It rises.\n\nSay.");
        assert_eq!(question.trim(), "Which?");
        assert_eq!(options, ["It *falls*,\n  and how.", "It rises."]);
        assert_eq!(
            whole,
            "Which?\n\n- <b class=\"predict-letter\">a</b> It *falls*,\n  and how.\n- <b class=\"predict-letter\">b</b> It rises.\n\nSay."
        );
        assert_eq!(lettered("No options"), ("No options".into(), vec![], "No options".into()));
    }
}

//! Uses of the glossary's terms: the first of each in a chapter, and those that the author has marked.
//!
//! `[[coreset]]` makes a note of that very use, and `[[-coreset]]` prints the word and leaves the term without a note in this chapter.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::prose::{Place, Prose, is_escaped};
use crate::diagnostic::{Diagnostic, nearest};

/// A form under which a term is used.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Form {
    words: String,
    /// Which term it is, by its place in the glossary.
    term: usize,
}

/// Finds terms in texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Matcher {
    /// Forms by their first letters up to a space or hyphen, in lower case; the longest form first.
    forms: BTreeMap<String, Vec<Form>>,
}

/// A place where a term stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Use {
    /// What is replaced: with the brackets of a mark.
    pub(super) span: Range<usize>,
    /// What is read.
    pub(super) shown: Range<usize>,
    pub(super) term: usize,
    /// Whether it opens a note, or is only printed.
    pub(super) note: bool,
}

impl Matcher {
    /// One for these forms, each with the place of its term.
    pub(super) fn new<'a>(forms: impl IntoIterator<Item = (&'a str, usize)>) -> Self {
        let mut matcher = Self::default();
        for (words, term) in forms {
            let known = matcher.forms.entry(first(words)).or_default();
            known.push(Form { words: words.to_owned(), term });
            known.sort_by_key(|form| std::cmp::Reverse(form.words.len()));
        }
        matcher
    }

    /// The longest form that stands at a place, and where it ends.
    fn at(&self, text: &str, place: usize, end: usize) -> Option<(usize, usize)> {
        let known = self.forms.get(&first(&text[place..end]))?;
        known.iter().find_map(|form| Some((form.term, form.ends(text, place, end)?)))
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.forms.values().flatten().map(|form| form.words.as_str())
    }
}

impl Form {
    /// Where this form ends if it stands at `place`: a whole word, in the singular or with an s.
    fn ends(&self, text: &str, place: usize, end: usize) -> Option<usize> {
        let folds = !self.words.chars().any(char::is_uppercase);
        let mut rest = text[place..end].char_indices().peekable();
        for wanted in self.words.chars() {
            if wanted == ' ' {
                rest.next_if(|(_, found)| found.is_whitespace())?;
                while rest.next_if(|(_, found)| found.is_whitespace()).is_some() {}
                continue;
            }
            let (_, found) = rest.next()?;
            let same = found == wanted
                || (folds && found.to_lowercase().eq(wanted.to_lowercase()))
                || (is_apostrophe(found) && is_apostrophe(wanted));
            if !same {
                return None;
            }
        }
        let stop = |at: Option<&(usize, char)>| at.map_or(end, |(offset, _)| place + offset);
        let singular = stop(rest.peek());
        if is_word_end(text, singular) {
            return Some(singular);
        }
        rest.next_if(|&(_, found)| found == 's')?;
        let plural = stop(rest.peek());
        is_word_end(text, plural).then_some(plural)
    }
}

/// The marks and the first uses of a chapter, in order, and what is wrong with marks. `taken` is text that is not searched. Without
/// `first_uses` only marks are looked for.
pub(super) fn find(
    text: &str,
    prose: &Prose,
    matcher: &Matcher,
    taken: &[Range<usize>],
    first_uses: bool,
) -> (Vec<Use>, Vec<Diagnostic>) {
    let (mut uses, mut mistakes) = marks(text, prose, matcher);
    if !first_uses {
        return (uses, mistakes);
    }
    let mut done: BTreeSet<usize> = uses.iter().map(|found| found.term).collect();
    let marked: Vec<Range<usize>> = uses.iter().map(|found| found.span.clone()).collect();
    let hidden = |place: usize| marked.iter().chain(taken).find(|span| span.contains(&place));
    for piece in prose.pieces.iter().filter(|piece| piece.place == Place::Body) {
        let mut at = piece.span.start;
        while at < piece.span.end {
            if let Some(span) = hidden(at) {
                at = span.end;
                continue;
            }
            let found = is_word_start(text, at).then(|| matcher.at(text, at, piece.span.end)).flatten();
            let found = found.filter(|&(_, end)| !breaks_emphasis(text, at, end));
            if let Some((term, end)) = found {
                if done.insert(term) {
                    uses.push(Use { span: at..end, shown: at..end, term, note: true });
                }
                at = end;
            } else {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
            }
        }
    }
    uses.sort_by_key(|found| found.span.start);
    mistakes.sort_by_key(|mistake| mistake.span.start);
    (uses, mistakes)
}

fn marks(text: &str, prose: &Prose, matcher: &Matcher) -> (Vec<Use>, Vec<Diagnostic>) {
    let (mut uses, mut mistakes, mut noted) = (vec![], vec![], BTreeSet::new());
    for piece in &prose.pieces {
        let mut from = piece.span.start;
        while let Some(place) = text[from..piece.span.end].find("[[").map(|place| from + place) {
            from = place + 2;
            let Some(end) = text[from..piece.span.end].find("]]").map(|end| from + end) else { continue };
            if is_escaped(text, place) || text[from..end].contains('[') {
                continue;
            }
            let plain = text[from..end].starts_with('-');
            let shown = from + usize::from(plain)..end;
            let span = place..end + 2;
            from = span.end;
            let found = matcher.at(text, shown.start, shown.end).filter(|&(_, stop)| stop == shown.end);
            let mut wrong = |message: String, help: String| {
                mistakes.push(Diagnostic { directive: span.clone(), span: shown.clone(), message, help });
            };
            match found {
                None => wrong(
                    format!("no term of the glossary is called `{}`", &text[shown.clone()]),
                    nearest(&text[shown.clone()], matcher.names()).map_or_else(
                        || "add it to src/glossary.toml, or write `\\[[` for the characters".to_owned(),
                        |near| format!("did you mean `{near}`?"),
                    ),
                ),
                Some(_) if piece.place == Place::Barred && !plain => {
                    let help = "mark a use in the text";
                    wrong("a heading, a link or a button cannot open a note".to_owned(), help.to_owned());
                }
                Some((term, _)) if !plain && !noted.insert(term) => wrong(
                    "this term has a note in this chapter already".to_owned(),
                    "mark one use of it".to_owned(),
                ),
                Some((term, _)) => uses.push(Use { span, shown, term, note: !plain }),
            }
        }
    }
    (uses, mistakes)
}

/// What forms are looked up by.
fn first(words: &str) -> String {
    words.chars().take_while(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(3).collect()
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’')
}

fn is_word_start(text: &str, place: usize) -> bool {
    let mut before = text[..place].chars().rev();
    let starts = text[place..].chars().next().is_some_and(char::is_alphanumeric);
    starts
        && match before.next() {
            Some('-') => !before.next().is_some_and(char::is_alphanumeric),
            Some(last) => !last.is_alphanumeric() && !matches!(last, '_' | '\\' | '/' | '@' | '#'),
            None => true,
        }
}

fn is_word_end(text: &str, place: usize) -> bool {
    let mut after = text[place..].chars();
    match after.next() {
        Some('-' | '.' | '/') => !after.next().is_some_and(char::is_alphanumeric),
        Some(next) => !next.is_alphanumeric() && next != '_',
        None => true,
    }
}

/// Whether marks of emphasis between this text and a letter would cease to be marks beside a tag.
fn breaks_emphasis(text: &str, start: usize, end: usize) -> bool {
    let marks = ['*', '_', '~'];
    let (before, after) = (text[..start].trim_end_matches(marks), text[end..].trim_start_matches(marks));
    let beside = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    (before.len() < start && beside(before.chars().next_back()))
        || (after.len() < text.len() - end && beside(after.chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMS: [(&str, usize); 6] = [
        ("leave-one-out", 0),
        ("leave-one-out value", 0),
        ("LOO", 0),
        ("Shapley value", 1),
        ("data strike", 2),
        ("value", 3),
    ];

    fn found(text: &str) -> Vec<String> {
        let (uses, mistakes) = find(text, &Prose::of(text), &Matcher::new(FORMS), &[], true);
        let uses = uses.into_iter().map(|found| {
            format!("{}{}", if found.note { "" } else { "-" }, text[found.shown].replace('\n', " "))
        });
        uses.chain(mistakes.into_iter().map(|mistake| format!("! {}", mistake.message))).collect()
    }

    #[test]
    fn the_first_use_counts_in_any_form_and_the_longest_wins() {
        assert_eq!(
            found("A Leave-one-out\nvalue, LOO, then **data strikes** and Shapley values."),
            ["Leave-one-out value", "data strikes", "Shapley values"]
        );
        assert_eq!(found("shapley value"), ["value"], "capitals count where the form has some");
    }

    #[test]
    fn only_whole_words_of_running_text_count() {
        assert_eq!(
            found("# LOO\n\n`LOO` [LOO](x) $LOO$ LOOs-like evalues value-based LOO_x\n"),
            [] as [&str; 0]
        );
        assert_eq!(found("| LOO |\n|---|\n| value |\n"), ["value"]);
        assert_eq!(found("**value**d"), [] as [&str; 0]);
    }

    #[test]
    fn marks_choose_and_forbid() {
        assert_eq!(found("A value, then a [[value]]."), ["value"]);
        assert_eq!(found("A [[-value]], then a value."), ["-value"]);
        assert_eq!(
            found("a [[vale]], \\[[x]], # [[LOO]] [[LOO]]"),
            [
                "LOO",
                "! no term of the glossary is called `vale`",
                "! this term has a note in this chapter already"
            ]
        );
        assert_eq!(found("# A [[value]]\n"), ["! a heading, a link or a button cannot open a note"]);
    }
}

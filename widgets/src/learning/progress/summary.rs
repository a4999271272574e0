//! What the answers come to.

use super::super::{Answers, Kind, Record, Verdict};
use super::ProgressParameters;

/// The answers that were given.
pub(super) fn given(answers: &Answers) -> impl Iterator<Item = &Record> {
    answers.records().iter().filter(|record| record.is_given())
}

/// Whether an answer was right at once. A first one that was given after looking is not, whatever it says.
pub(super) fn at_once(record: &Record) -> bool {
    is_right(record) && !is_late(record)
}

/// Whether an answer is right, at the first try.
fn is_right(record: &Record) -> bool {
    record.verdict == Verdict::Right && record.tries.get() < 2
}

/// Whether it is a prediction that was made after looking. One that is asked anew has another seed.
fn is_late(record: &Record) -> bool {
    record.seen.0 && record.seed.get() == 0
}

/// How many predictions were made after looking.
pub(super) fn late(answers: &Answers) -> usize {
    given(answers).filter(|record| is_late(record)).count()
}

/// The latest answer to each question, in the order in which they were given.
pub(super) fn latest(answers: &Answers) -> Vec<&Record> {
    let all: Vec<&Record> = given(answers).collect();
    let later = |at: usize| all[at + 1..].iter().any(|other| other.id.as_str() == all[at].id.as_str());
    (0..all.len()).filter(|&at| !later(at)).map(|at| all[at]).collect()
}

/// A row of the table of chapters.
#[derive(Debug, PartialEq)]
pub(super) struct Row<'a> {
    pub(super) page: &'a str,
    pub(super) title: &'a str,
    /// How many questions the chapter asks, how many of them were answered, and how many were right at once the last time.
    pub(super) asked: usize,
    pub(super) answered: usize,
    pub(super) right: usize,
}

/// The chapters that ask something, with what was answered of them.
pub(super) fn rows<'a>(parameters: &'a ProgressParameters, answers: &Answers) -> Vec<Row<'a>> {
    let latest = latest(answers);
    let pages = parameters.pages.0.iter().zip(&parameters.titles.0).zip(&parameters.counts.0);
    let row = |((page, title), &asked): ((&'a String, &'a String), &f64)| {
        let here = || latest.iter().filter(|record| record.page.as_str() == page);
        let right = here().filter(|record| at_once(record)).count();
        Row { page, title, asked: asked as usize, answered: here().count(), right }
    };
    pages.map(row).collect()
}

/// Predicted numbers: how far each was from the right one, in per cent of the range that was asked for.
pub(super) fn misses(answers: &Answers) -> Vec<f64> {
    numbers(answers).map(|record| record.off.0 * 100.0).collect()
}

/// Predictions of numbers, before anything was seen.
pub(super) fn numbers(answers: &Answers) -> impl Iterator<Item = &Record> {
    given(answers).filter(|record| record.kind == Kind::Number && record.is_fresh())
}

/// The questions whose latest answer was not right, or took more than one try; the oldest answer first.
pub(super) fn missed(answers: &Answers) -> Vec<&Record> {
    latest(answers).into_iter().filter(|record| !is_right(record)).collect()
}

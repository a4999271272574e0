//! Predictions: the reader commits to an answer before the page shows what happened, and can take it back.

mod choice;
mod curve;
#[cfg(not(feature = "browser"))]
mod directive;
mod number;
mod sure;

pub use choice::{Choice, ChoiceMessage, ChoiceParameters, MOST_OPTIONS};
pub use curve::{Curve, CurveParameters};
#[cfg(not(feature = "browser"))]
pub use directive::{Ask, OptionParameters, PredictParameters, of_figure};
pub use number::{Number, NumberMessage, NumberParameters};

use super::{Act, Kept, Record};
use crate::format::join;
use crate::guess::Guess;
use crate::markup::{Markup, element};
use crate::parameters::{Flag, TextLine, Whole};

/// What every prediction is told by the build, and what is known of the reader's answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Stand {
    /// The question's id.
    id: String,
    /// The question in words.
    question: String,
    /// The figure in the reveal, if there is one.
    figure: String,
    /// What the question can be asked anew with.
    form: TextLine,
    /// Whether it is asked anew.
    again: bool,
    /// Whether what happened has been looked at before an answer.
    looked: bool,
    /// How sure the reader says to be, in per cent; 0 if nothing is said.
    sure: u32,
    /// Whether that came true.
    hit: bool,
}

impl Stand {
    fn new(id: &TextLine, question: &TextLine, figure: &TextLine, form: TextLine) -> Self {
        let text = |line: &TextLine| line.as_str().to_owned();
        Self { id: text(id), question: text(question), figure: text(figure), form, ..Self::default() }
    }

    /// The id of the element that shows what happened.
    fn reveal(&self) -> String {
        join(&[&self.id, "-reveal"], "")
    }

    /// Whether it makes sense to ask how sure the reader is.
    const fn asks_sure(&self) -> bool {
        !self.looked && !self.again
    }

    /// The record of an answer, but for what it is.
    fn record(&self, seconds: u32) -> Record {
        let sure = if self.asks_sure() { self.sure } else { 0 };
        Record {
            question: self.question.as_str().into(),
            confidence: Whole::new(sure),
            form: self.form.clone(),
            ..self.entry(seconds, !self.asks_sure())
        }
    }

    /// An entry without an answer.
    fn entry(&self, seconds: u32, seen: bool) -> Record {
        let id = self.id.as_str().into();
        Record { id, seen: Flag(seen), when: Whole::new(seconds), ..Record::default() }
    }

    /// The answer that the device has. Asked anew, a question does not know the earlier one.
    fn recalled<'a>(&mut self, kept: &Kept<'a>) -> Option<&'a str> {
        let record = kept.answers.answer(&self.id, 0).filter(|_| !self.again);
        self.looked = record.is_some_and(|record| record.seen.0);
        let record = record.filter(|record| record.is_given())?;
        (self.sure, self.hit) = (record.confidence.get(), record.hit.0);
        Some(record.answer.as_str())
    }

    /// What the line below says: what keeps answers from being kept, or that the reader has looked.
    fn note(&self, kept: &Kept<'_>, answered: bool) -> String {
        let looked = if self.looked && !answered { LOOKED } else { "" };
        kept.trouble.unwrap_or(looked).to_owned()
    }

    /// What happened is open: keeps that it was looked at, if there is no answer yet.
    fn opened(&self, answered: bool, seconds: u32) -> Vec<Act> {
        if answered || !self.asks_sure() { vec![] } else { vec![Act::Keep(self.entry(seconds, true))] }
    }

    /// The answer taken back. What happened has been seen by now.
    fn taken_back(&self, seconds: u32) -> Act {
        Act::Keep(self.entry(seconds, true))
    }

    /// Behind what was said, if it was said late.
    const fn after(&self) -> &'static str {
        if self.looked { ", after looking" } else { "" }
    }

    /// Opens what happened, with the guess on the figure; or puts both away.
    fn show(&self, guess: Option<Guess>) -> Vec<Act> {
        let opens = Act::Open(self.reveal(), guess.is_some());
        let figure = (!self.figure.is_empty()).then(|| Act::Show(self.figure.clone(), guess));
        figure.into_iter().chain([opens]).collect()
    }
}

/// What a reader is told who opened by hand what happened.
const LOOKED: &str =
    "You have looked at what happened. What you say now is marked so, and not counted in how sure you were.";

/// A number held between two ends. Not the standard `clamp`, whose message for ends the wrong way round writes them, and brings twenty
/// kilobytes along.
fn between(value: f64, least: f64, most: f64) -> f64 {
    value.max(least).min(most)
}

/// A button of a question.
fn button<M: Clone + 'static>(label: &'static str, message: M) -> Markup<M> {
    element("button").class("question-button").attribute("type", "button").text(label).on_press(message)
}

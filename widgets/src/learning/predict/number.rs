//! A number, foretold.

use super::{Stand, between, button, sure};
use crate::format::{join, plain, short};
use crate::guess::Guess;
use crate::learning::{Act, Kept, Kind, Moment, Question, Record, Verdict, root, status};
use crate::markup::{EventKind, Markup, element};
use crate::parameters::{Flag, ParameterError, Real, TextLine};
use crate::widget::Scope;

crate::parameters! {
    /// What the build says of a number that is to be foretold.
    pub struct NumberParameters {
        /// The question's id.
        id: TextLine = TextLine::default(),
        /// The question in words.
        question: TextLine = TextLine::default(),
        /// The figure that shows what happened.
        figure: TextLine = TextLine::default(),
        /// What stands behind the number.
        unit: TextLine = TextLine::default(),
        /// The least number that can be given.
        least: Real = Real(0.0),
        /// The greatest.
        most: Real = Real(100.0),
        /// How far apart the numbers are that a slider offers.
        step: Real = Real(1.0),
        /// How far from the right one a number is still right.
        within: Real = Real(0.0),
        /// The right number.
        right: Real = Real(0.0),
        /// The right number as the text writes it, with its unit.
        written: TextLine = TextLine::default(),
        /// Whether it is asked anew, of a reader who has seen what is right.
        again: Flag = Flag(false),
    }
}

/// The question.
pub struct Number {
    stand: Stand,
    parameters: NumberParameters,
    scope: Scope,
    /// What stands in the box.
    typed: String,
    answered: Option<f64>,
    said: String,
}

/// What a reader can do.
#[derive(Clone)]
pub enum NumberMessage {
    /// The box, or the slider, says this.
    Typed(String),
    /// So sure, in per cent.
    Sure(u32),
    /// That is the answer; with what the box says, if it was given there.
    Commit(Option<String>),
    /// It was not.
    TakeBack,
}

/// Steps between two ends that a slider can still offer.
const STEPS: f64 = 10_000.0;

impl Number {
    /// A number with the decimals of the question's steps, or more if it has more, and its unit.
    fn written(&self, value: f64) -> String {
        with_unit(&short(value, 9), self.parameters.unit.as_str())
    }

    fn record(&self, value: f64, seconds: u32) -> Record {
        let off = (value - self.parameters.right.0).abs();
        let right = off <= self.parameters.within.0 + 1e-12;
        Record {
            hit: Flag(off <= self.parameters.near() + 1e-12),
            kind: Kind::Number,
            answer: plain(value, 9).into(),
            given: self.written(value).into(),
            right: self.parameters.written.clone(),
            off: Real((value - self.parameters.right.0) / (self.parameters.most.0 - self.parameters.least.0)),
            verdict: if right { Verdict::Right } else { Verdict::Wrong },
            ..self.stand.record(seconds)
        }
    }

    /// What was said and what is, in one sentence.
    fn sentence(&self, value: f64) -> String {
        let (said, is) = (self.written(value), self.parameters.written.as_str());
        let off = value - self.parameters.right.0;
        if off.abs() <= self.parameters.within.0 + 1e-12 {
            return format!("You said {said}{}; it is {is}.", self.stand.after());
        }
        let way = if off > 0.0 { "high" } else { "low" };
        // As many decimals as say something about a difference of the two.
        let digits = self.parameters.right_digits().max(Real(value).decimals());
        let by = short(off.abs(), digits);
        format!("You said {said}{}; it is {is}. That is too {way} by {by}.", self.stand.after())
    }

    /// How sure the reader was, and whether it came true.
    fn surety(&self) -> String {
        let Stand { sure, hit, .. } = self.stand;
        if sure == 0 {
            return String::new();
        }
        let not = if hit { "" } else { " not" };
        format!(
            " You were {sure}\u{a0}% sure to be at most {} off, and you were{not}.",
            short(self.parameters.near(), 9)
        )
    }

    fn commit(&mut self, seconds: u32) -> Vec<Act> {
        let NumberParameters { least, most, .. } = &self.parameters;
        let Some(value) = Real::parse(&self.typed) else {
            "Write a number first, such as 12 or −0.5.".clone_into(&mut self.said);
            return vec![Act::Focus(self.scope.id("box"))];
        };
        if value < least.0 || value > most.0 {
            self.said = format!("{} is not {}.", self.written(value), self.parameters.range_in_words());
            return vec![Act::Focus(self.scope.id("box"))];
        }
        vec![Act::Keep(self.record(value, seconds)), Act::Focus(self.scope.id("answer"))]
    }

    fn form(&self) -> Markup<NumberMessage> {
        let NumberParameters { unit, least, most, step, .. } = &self.parameters;
        let typed = |input: &crate::markup::Input| Some(NumberMessage::Typed(input.value.clone()));
        let entry = element("input")
            .attribute("type", "text")
            .attribute("id", self.scope.id("box"))
            .attribute("inputmode", if least.0 < 0.0 { "text" } else { "decimal" })
            .attribute("autocomplete", "off")
            .attribute("value", self.typed.clone())
            .on(EventKind::Change, typed)
            .on(EventKind::Key, |input| {
                (input.key == "Enter").then(|| NumberMessage::Commit(Some(input.value.clone())))
            });
        let label = element("label")
            .class("question-entry")
            .child(element("span").text("Your prediction"))
            .child(entry);
        let unit = (!unit.as_str().is_empty())
            .then(|| element("span").class("question-unit").text(unit.as_str().to_owned()));
        let middle = least.0 + ((most.0 - least.0) / step.0 / 2.0 + 0.5).floor() * step.0;
        let at = Real::parse(&self.typed).map_or(middle, |value| between(value, least.0, most.0));
        let end = |value: f64| element("span").class("question-end").text(short(value, 9));
        let slider = element("input")
            .attribute("type", "range")
            .attribute("aria-label", "Your prediction, by sliding")
            .attribute("min", plain(least.0, 9))
            .attribute("max", plain(most.0, 9))
            .attribute("step", plain(step.0, 9))
            .attribute("value", plain(at, 9))
            .attribute(
                "aria-valuetext",
                if self.typed.is_empty() { "none yet".to_owned() } else { self.written(at) },
            )
            .on(EventKind::Change, typed)
            // Pressed where it stands it has not changed, and is meant all the same.
            .on(EventKind::Press, typed);
        element("div")
            .class("question-form")
            .control()
            .key("form")
            .child(element("div").class("question-row").child(label).children(unit))
            .child(
                element("div").class("question-slide").child(end(least.0)).child(slider).child(end(most.0)),
            )
            .children(self.stand.asks_sure().then(|| self.sure()))
            .child(button("Commit", NumberMessage::Commit(None)))
    }

    fn sure(&self) -> Markup<NumberMessage> {
        let near = short(self.parameters.near(), 9);
        let label = format!("How sure are you to be at most {near} off? (optional)");
        sure::list(label, &sure::of_number(), self.stand.sure, NumberMessage::Sure)
    }

    fn answer(&self, value: f64) -> Markup<NumberMessage> {
        let sentence = element("p")
            .class("question-said")
            .attribute("id", self.scope.id("answer"))
            .attribute("tabindex", "-1")
            .text(self.sentence(value) + &self.surety());
        element("div")
            .class("question-answer")
            .key("answer")
            .child(sentence)
            .child(self.line(value))
            .child(button("Take it back", NumberMessage::TakeBack))
    }

    /// Both numbers on the line of those that could be given.
    fn line(&self, value: f64) -> Markup<NumberMessage> {
        const WIDTH: f64 = 400.0;
        let NumberParameters { least, most, right, .. } = &self.parameters;
        let at = |value: f64| 12.0 + (value - least.0) / (most.0 - least.0) * (WIDTH - 24.0);
        let coordinate = |value: f64| plain(value, 1);
        let mark = |class: &'static str, value: f64, path: &'static str| {
            element("path")
                .class(class)
                .attribute("transform", format!("translate({} 14)", coordinate(at(value))))
                .attribute("d", path)
        };
        let end = |value: f64, anchor: &'static str| {
            element("text")
                .attribute("x", coordinate(at(value) + if anchor == "end" { 12.0 } else { -12.0 }))
                .attribute("y", "36")
                .attribute("text-anchor", anchor)
                .text(short(value, 9))
        };
        element("svg")
            .class("question-line")
            .attribute("viewBox", "0 0 400 40")
            .attribute("aria-hidden", "true")
            .child(element("path").class("question-axis").attribute("d", "M12 14H388M12 9v10M388 9v10"))
            .child(mark("question-truth", right.0, "M0 -8V8"))
            .child(mark("question-guess", value, "M0 -6L6 0L0 6L-6 0Z"))
            .child(end(least.0, "start"))
            .child(end(most.0, "end"))
    }
}

impl NumberParameters {
    fn right_digits(&self) -> u32 {
        let digits = self.written.as_str().split_once('.').map(|(_, behind)| behind);
        digits.map_or(0, |behind| behind.bytes().take_while(u8::is_ascii_digit).count() as u32)
    }

    /// How far off a number may be of which the reader is asked how sure: as far as is right, or else a twentieth of the range in whole
    /// steps, and at least one.
    fn near(&self) -> f64 {
        const PARTS: f64 = 20.0;
        if self.within.0 > 0.0 {
            return self.within.0;
        }
        let steps = ((self.most.0 - self.least.0) / PARTS / self.step.0 + 1e-9).floor();
        steps.max(1.0) * self.step.0
    }

    fn range_in_words(&self) -> String {
        format!("from {} to {}", short(self.least.0, 9), short(self.most.0, 9))
    }
}

/// A number with its unit; the sign of per cent and a degree's stand as in the text of this book, with a space that does not break.
fn with_unit(number: &str, unit: &str) -> String {
    if unit.is_empty() { number.to_owned() } else { join(&[number, unit], "\u{a0}") }
}

impl Question for Number {
    const NAME: &'static str = "number";
    type Parameters = NumberParameters;
    type Message = NumberMessage;

    fn new(parameters: NumberParameters, scope: Scope) -> Result<Self, ParameterError> {
        let NumberParameters { least, most, step, right, within, .. } = &parameters;
        let refuse = |key: &str, value: f64, expected: String| {
            Err(ParameterError::value(key, &short(value, 9), expected, vec![]))
        };
        if most.0 <= least.0 {
            return refuse("most", most.0, format!("more than `least`, which is {}", short(least.0, 9)));
        }
        let range = most.0 - least.0;
        if step.0 <= 0.0 || step.0 > range || range / step.0 > STEPS {
            let finest = short(range / STEPS, 9);
            return refuse("step", step.0, format!("a step from {finest} to {}", short(range, 9)));
        }
        if within.0 < 0.0 || within.0 >= range {
            return refuse("within", within.0, format!("0, or less than the range of {}", short(range, 9)));
        }
        if right.0 < least.0 || right.0 > most.0 {
            return refuse(
                "right",
                right.0,
                format!("a number that can be given, {}", parameters.range_in_words()),
            );
        }
        let NumberParameters { id, question, figure, again, .. } = &parameters;
        let stand = Stand::new(id, question, figure, sure::form(&parameters));
        let stand = Stand { again: again.0, ..stand };
        Ok(Self { stand, parameters, scope, typed: String::new(), answered: None, said: String::new() })
    }

    fn recall(&mut self, kept: &Kept<'_>) -> Vec<Act> {
        let answer = self.stand.recalled(kept).and_then(Real::parse);
        self.said = self.stand.note(kept, answer.is_some());
        if answer == self.answered {
            return vec![];
        }
        self.answered = answer;
        self.typed = answer.map_or_else(String::new, |value| short(value, 9));
        let said = answer.map(|value| Guess { said: self.sentence(value), ..Guess::default() });
        self.stand.show(said)
    }

    fn watches(&self) -> String {
        self.stand.reveal()
    }

    fn opened(&mut self, moment: Moment) -> Vec<Act> {
        self.stand.opened(self.answered.is_some(), moment.seconds)
    }

    fn view(&self) -> Markup<NumberMessage> {
        let inside = self.answered.map_or_else(|| self.form(), |value| self.answer(value));
        root(Self::NAME, &self.scope, "Your prediction").child(inside).child(status(self.said.clone()))
    }

    fn update(&mut self, message: NumberMessage, moment: Moment) -> Vec<Act> {
        self.said.clear();
        match message {
            NumberMessage::Typed(text) => {
                // What slides speaks with a hyphen for a minus.
                self.typed = Real::parse(&text).map_or(text, |value| short(value, 9));
                vec![]
            }
            NumberMessage::Sure(sure) => {
                self.stand.sure = sure;
                vec![]
            }
            NumberMessage::Commit(text) => {
                if let Some(text) = text {
                    self.typed = text;
                }
                self.commit(moment.seconds)
            }
            NumberMessage::TakeBack => {
                vec![self.stand.taken_back(moment.seconds), Act::Focus(self.scope.id("box"))]
            }
        }
    }
}

#[cfg(test)]
#[path = "number_tests.rs"]
mod tests;

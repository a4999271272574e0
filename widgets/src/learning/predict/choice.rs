//! One of some statements, foretold. Where no scripts run they stand in the text as a list with letters.

use super::{Stand, button, sure};
use crate::guess::Guess;
use crate::learning::{Act, Kept, Kind, Moment, Question, Record, Verdict, letter, root, status};
use crate::markup::{EventKind, Markup, element};
use crate::parameters::{Flag, ParameterError, TextLine, Texts, Whole};
use crate::widget::Scope;

crate::parameters! {
    /// What the build says of statements of which one is true.
    pub struct ChoiceParameters {
        /// The question's id.
        id: TextLine = TextLine::default(),
        /// The question in words.
        question: TextLine = TextLine::default(),
        /// The figure that shows what happened.
        figure: TextLine = TextLine::default(),
        /// The statements in words.
        options: Texts = Texts::default(),
        /// The place of the true one, from 0.
        right: Whole<0, 25> = Whole::new(0),
        /// Whether it is asked anew, of a reader who has seen what is right.
        again: Flag = Flag(false),
    }
}

/// The most statements: as many as letters.
pub const MOST_OPTIONS: usize = 8;

/// The question.
pub struct Choice {
    stand: Stand,
    options: Vec<String>,
    right: usize,
    scope: Scope,
    chosen: Option<usize>,
    answered: Option<usize>,
    said: String,
}

/// What a reader can do.
#[derive(Clone)]
pub enum ChoiceMessage {
    /// This one, perhaps.
    Choose(usize),
    /// So sure, in per cent.
    Sure(u32),
    /// That is the answer.
    Commit,
    /// It was not.
    TakeBack,
}

impl Choice {
    fn option(&self, place: usize) -> String {
        format!("{}: {}", letter(place), self.options.get(place).map_or("", String::as_str))
    }

    fn sentence(&self, place: usize) -> String {
        let (said, right, after) = (letter(place), letter(self.right), self.stand.after());
        if place == self.right {
            format!("You said ({said}){after}, and ({said}) it is.")
        } else {
            format!("You said ({said}){after}; it is ({right}).")
        }
    }

    /// How sure the reader was.
    fn surety(&self) -> String {
        let sure = self.stand.sure;
        if sure == 0 { String::new() } else { format!(" You were {sure}\u{a0}% sure.") }
    }

    fn record(&self, place: usize, seconds: u32) -> Record {
        Record {
            kind: Kind::Choice,
            answer: letter(place).to_string().into(),
            given: self.option(place).into(),
            right: self.option(self.right).into(),
            verdict: if place == self.right { Verdict::Right } else { Verdict::Wrong },
            hit: Flag(place == self.right),
            ..self.stand.record(seconds)
        }
    }

    fn form(&self) -> Markup<ChoiceMessage> {
        let radio = |place: usize| {
            let input = element("input")
                .attribute("type", "radio")
                .attribute("name", self.scope.id("choice"))
                .attribute("id", self.scope.id(&format!("choice{place}")))
                .attribute("value", place.to_string())
                .flag("checked", self.chosen == Some(place))
                .on(EventKind::Change, move |_| Some(ChoiceMessage::Choose(place)));
            self.said_by(element("label").class("question-option").child(input), place)
        };
        let options = element("div").class("question-options").children((0..self.options.len()).map(radio));
        let fields = element("fieldset").child(element("legend").text("Your prediction")).child(options);
        let sure = || {
            let steps = sure::of_choice(self.options.len());
            let label = "How sure are you? (optional)".to_owned();
            sure::list(label, &steps, self.stand.sure, ChoiceMessage::Sure)
        };
        element("div")
            .class("question-form")
            .control()
            .key("form")
            .child(fields)
            .children(self.stand.asks_sure().then(sure))
            .child(button("Commit", ChoiceMessage::Commit))
    }

    /// An option's letter and text, behind what stands before them.
    fn said_by(&self, option: Markup<ChoiceMessage>, place: usize) -> Markup<ChoiceMessage> {
        let text = self.options.get(place).map_or("", String::as_str).to_owned();
        option
            .child(element("span").class("question-letter").text(format!("{}:", letter(place))))
            .child(element("span").class("question-text").text(text))
    }

    fn answer(&self, place: usize) -> Markup<ChoiceMessage> {
        let sentence = element("p")
            .class("question-said")
            .attribute("id", self.scope.id("answer"))
            .attribute("tabindex", "-1")
            .text(self.sentence(place) + &self.surety());
        let told = |at: usize| {
            let verdict = match (at == place, at == self.right) {
                (true, true) => "you said so, and so it is",
                (true, false) => "you said so",
                (false, true) => "so it is",
                (false, false) => "",
            };
            let option = self.said_by(element("li").class("question-option"), at);
            if verdict.is_empty() {
                return option;
            }
            option.child(element("span").class("question-verdict").text(verdict))
        };
        let options = element("ul").class("question-options").children((0..self.options.len()).map(told));
        element("div")
            .class("question-answer")
            .key("answer")
            .child(options)
            .child(sentence)
            .child(button("Take it back", ChoiceMessage::TakeBack))
    }
}

impl Question for Choice {
    const NAME: &'static str = "choice";
    type Parameters = ChoiceParameters;
    type Message = ChoiceMessage;

    fn new(parameters: ChoiceParameters, scope: Scope) -> Result<Self, ParameterError> {
        let (options, right) = (parameters.options.0.clone(), parameters.right.get() as usize);
        if !(2..=MOST_OPTIONS).contains(&options.len()) {
            let expected = format!("2 to {MOST_OPTIONS} of them");
            return Err(ParameterError::value("options", &options.len().to_string(), expected, vec![]));
        }
        if right >= options.len() {
            let expected = "the place of an option".to_owned();
            return Err(ParameterError::value("right", &right.to_string(), expected, vec![]));
        }
        let ChoiceParameters { id, question, figure, again, .. } = &parameters;
        let stand = Stand::new(id, question, figure, sure::form(&parameters));
        let stand = Stand { again: again.0, ..stand };
        Ok(Self { stand, options, right, scope, chosen: None, answered: None, said: String::new() })
    }

    fn recall(&mut self, kept: &Kept<'_>) -> Vec<Act> {
        let places = 0..self.options.len();
        let answer = self.stand.recalled(kept);
        let answer =
            answer.and_then(|answer| places.into_iter().find(|&place| answer == letter(place).to_string()));
        self.said = self.stand.note(kept, answer.is_some());
        if answer == self.answered {
            return vec![];
        }
        (self.answered, self.chosen) = (answer, answer);
        let said = answer.map(|place| {
            let who = if self.stand.looked { "After looking you" } else { "You" };
            let said = format!("{who} said “{}”.", self.options[place].trim_end_matches('.'));
            let is = if place == self.right {
                "So it is.".to_owned()
            } else {
                format!("It is “{}”.", self.options[self.right].trim_end_matches('.'))
            };
            Guess { said: format!("{said} {is}"), ..Guess::default() }
        });
        self.stand.show(said)
    }

    fn watches(&self) -> String {
        self.stand.reveal()
    }

    fn opened(&mut self, moment: Moment) -> Vec<Act> {
        self.stand.opened(self.answered.is_some(), moment.seconds)
    }

    fn view(&self) -> Markup<ChoiceMessage> {
        let inside = self.answered.map_or_else(|| self.form(), |place| self.answer(place));
        root(Self::NAME, &self.scope, "Your prediction").child(inside).child(status(self.said.clone()))
    }

    fn update(&mut self, message: ChoiceMessage, moment: Moment) -> Vec<Act> {
        self.said.clear();
        let first = || Act::Focus(self.scope.id("choice0"));
        match message {
            ChoiceMessage::Choose(place) => {
                self.chosen = Some(place);
                vec![]
            }
            ChoiceMessage::Sure(sure) => {
                self.stand.sure = sure;
                vec![]
            }
            ChoiceMessage::Commit => {
                if let Some(place) = self.chosen {
                    let record = self.record(place, moment.seconds);
                    return vec![Act::Keep(record), Act::Focus(self.scope.id("answer"))];
                }
                let focus = first();
                "Choose one first.".clone_into(&mut self.said);
                vec![focus]
            }
            ChoiceMessage::TakeBack => {
                vec![self.stand.taken_back(moment.seconds), first()]
            }
        }
    }
}

#[cfg(test)]
#[path = "choice_tests.rs"]
mod tests;

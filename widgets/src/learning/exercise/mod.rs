//! Exercises: options or a number, in as many variants as the build has made.

#[cfg(not(feature = "browser"))]
mod directive;
mod form;
mod parameters;
#[cfg(test)]
mod tests;

#[cfg(not(feature = "browser"))]
pub use directive::{AnswerKeys, ExerciseKeys, ExerciseOptionKeys, MistakeKeys, SolutionKeys};
pub use parameters::ExerciseParameters;
use parameters::part;

use simulation::variants::variant;

use super::{Act, Kept, Kind, Moment, Question, Record, Verdict, letter};
use crate::format::{join, list, short};
use crate::markup::Markup;
use crate::parameters::{ParameterError, Real, Texts, Whole};
use crate::widget::Scope;

/// The question.
pub struct Exercise {
    parameters: ExerciseParameters,
    scope: Scope,
    /// The seed of the variant that is asked.
    seed: u32,
    /// The letters that are chosen, or what stands in the box.
    chosen: String,
    /// The answer to this variant that the device has.
    answered: Option<Record>,
    /// Whether anything was recalled yet: the first time, the latest variant comes back.
    recalled: bool,
    said: String,
}

/// What a reader can do.
#[derive(Clone)]
pub enum ExerciseMessage {
    /// This option is chosen, or no more.
    Choose(usize),
    /// The box says this.
    Typed(String),
    /// That is the answer; with what the box says, if it was given there.
    Check(Option<String>),
    /// The next variant.
    Another,
}

impl Exercise {
    /// Which of the variants is asked.
    fn variant(&self) -> usize {
        variant(self.seed, self.parameters.count() as u32).unwrap_or(0) as usize
    }

    fn is_choice(&self) -> bool {
        !self.parameters.options.0.is_empty()
    }

    fn several(&self) -> bool {
        self.parameters.several.get() > 1
    }

    /// A text of this variant out of one for each.
    fn own<'a>(&self, texts: &'a Texts) -> &'a str {
        texts.0.get(self.variant()).map_or("", String::as_str)
    }

    fn options(&self) -> &[String] {
        part(&self.parameters.options.0, self.variant(), self.parameters.count())
    }

    /// The wrong numbers that have a known reason, of this variant.
    fn slips(&self) -> &[f64] {
        part(&self.parameters.slips.0, self.variant(), self.parameters.count())
    }

    fn near(&self, value: f64, other: f64) -> bool {
        (value - other).abs() <= self.parameters.within.0 + 1e-9
    }

    fn with_unit(&self, number: &str) -> String {
        let unit = self.parameters.unit.as_str();
        if unit.is_empty() { number.to_owned() } else { join(&[number, unit], "\u{a0}") }
    }

    /// Whether an answer is right.
    fn is_right(&self, answer: &str) -> bool {
        if self.is_choice() {
            return answer == self.own(&self.parameters.right);
        }
        let right = self.parameters.answers.0.get(self.variant());
        Real::parse(answer).zip(right).is_some_and(|(value, &right)| self.near(value, right))
    }

    /// The letters of what is to be said of an answer.
    fn whys(&self, answer: &str) -> Vec<char> {
        if self.is_choice() {
            let right = self.own(&self.parameters.right);
            return answer.chars().filter(|letter| !right.contains(*letter)).collect();
        }
        if self.is_right(answer) {
            return vec![];
        }
        let value = Real::parse(answer);
        let slip = |value: f64| self.slips().iter().position(|&slip| self.near(value, slip));
        value.and_then(slip).map(letter).into_iter().collect()
    }

    /// An answer in one line, with what it is worth.
    fn sentence(&self, record: &Record) -> String {
        let answer = record.answer.as_str();
        let said = if self.is_choice() {
            let letters: Vec<String> = answer.chars().map(String::from).collect();
            list(&letters.iter().map(String::as_str).collect::<Vec<_>>())
        } else {
            record.given.as_str().to_owned()
        };
        let many = answer.len() > 1 && self.is_choice();
        if self.is_right(answer) {
            let tries = record.tries.get();
            let first = if tries < 2 { String::new() } else { format!(", at try {tries}") };
            return format!("{said} {} right{first}.", if many { "are" } else { "is" });
        }
        if self.is_choice() {
            let wrong = self.whys(answer);
            if wrong.is_empty() {
                return format!("{said} {} right, and not all that is.", if many { "are" } else { "is" });
            }
            let wrong: Vec<String> = wrong.iter().map(ToString::to_string).collect();
            let wrong_said = list(&wrong.iter().map(String::as_str).collect::<Vec<_>>());
            let is = if wrong.len() > 1 { "are" } else { "is" };
            return format!("{wrong_said} {is} not right. Below stands why; then choose again.");
        }
        let right = self.parameters.answers.0.get(self.variant());
        let high = Real::parse(answer).zip(right).is_some_and(|(value, &right)| value > right);
        let way = if high { "high" } else { "low" };
        let why = if self.whys(answer).is_empty() { "" } else { " Below stands what may have happened." };
        format!("{said} is too {way}.{why}")
    }

    /// What the page shows beside the form in this state.
    fn shown(&self) -> Vec<Act> {
        let id = self.parameters.id.as_str();
        let answer = self.answered.as_ref().map_or("", |record| record.answer.as_str());
        let whys = if answer.is_empty() { vec![] } else { self.whys(answer) };
        let count = if self.is_choice() { self.options().len() } else { self.slips().len() };
        let mut acts: Vec<Act> = (0..count)
            .map(|at| Act::Open(format!("{id}-why-{}", letter(at)), whys.contains(&letter(at))))
            .collect();
        acts.push(Act::Open(format!("{id}-solution"), !answer.is_empty() && self.is_right(answer)));
        acts
    }

    /// The words and links of this variant.
    fn turned(&self) -> Vec<Act> {
        let (id, variant, count) = (self.parameters.id.as_str(), self.variant(), self.parameters.count());
        let texts = part(&self.parameters.texts.0, variant, count).iter().enumerate();
        let written = texts.map(|(at, text)| Act::Write(format!("{id}-text-{}", at + 1), text.clone()));
        let states = part(&self.parameters.states.0, variant, count).iter();
        let figures = part(&self.parameters.figures.0, variant, count).iter();
        let links = states.zip(figures).enumerate().filter(|(_, (_, figure))| !figure.is_empty());
        let pointed = links.map(|(at, (state, figure))| {
            let address =
                if state.is_empty() { String::new() } else { format!("?state-{figure}={state}#{figure}") };
            Act::Point(format!("{id}-see-{}", letter(at)), address)
        });
        written.chain(pointed).collect()
    }

    /// The answer as it is kept.
    fn record(&self, moment: Moment) -> Record {
        let right = if self.is_choice() {
            self.own(&self.parameters.right).to_owned()
        } else {
            self.with_unit(self.own(&self.parameters.written))
        };
        let given = if self.is_choice() {
            let options = self.options().iter().enumerate();
            let chosen = options.filter(|(at, _)| self.chosen.contains(letter(*at)));
            join(&chosen.map(|(_, text)| text).collect::<Vec<_>>(), "; ")
        } else {
            self.with_unit(&Real::parse(&self.chosen).map_or_else(String::new, |value| short(value, 9)))
        };
        let verdict = if self.is_right(&self.chosen) { Verdict::Right } else { Verdict::Wrong };
        // Who goes on after the right answer has not tried once more.
        let before = self.answered.as_ref().filter(|record| record.verdict == Verdict::Wrong);
        let tries = before.map_or(1, |record| record.tries.get() + 1);
        Record {
            id: self.parameters.id.clone(),
            kind: Kind::Exercise,
            question: self.own(&self.parameters.questions).into(),
            answer: self.chosen.as_str().into(),
            given: given.into(),
            right: right.into(),
            verdict,
            when: Whole::new(moment.seconds),
            seed: Whole::new(self.seed),
            tries: Whole::new(tries.min(99)),
            hints: Whole::new(moment.hints.min(99)),
            ..Record::default()
        }
    }

    fn check(&mut self, moment: Moment) -> Vec<Act> {
        if self.is_choice() {
            if self.chosen.is_empty() {
                "Choose an answer first.".clone_into(&mut self.said);
                return vec![Act::Focus(self.scope.id("a"))];
            }
        } else {
            let (least, most) = (self.parameters.least.0, self.parameters.most.0);
            let refused = match Real::parse(&self.chosen) {
                None => Some("Write a number first, such as 12 or −0.5.".to_owned()),
                Some(value) if value < least || value > most => {
                    Some(format!("{} is not {}.", short(value, 9), self.range()))
                }
                Some(_) => None,
            };
            if let Some(refused) = refused {
                self.said = refused;
                return vec![Act::Focus(self.scope.id("box"))];
            }
        }
        vec![Act::Keep(self.record(moment))]
    }

    /// The numbers that can be given, in words.
    fn range(&self) -> String {
        format!("from {} to {}", short(self.parameters.least.0, 9), short(self.parameters.most.0, 9))
    }
}

impl Question for Exercise {
    const NAME: &'static str = "exercise";
    type Parameters = ExerciseParameters;
    type Message = ExerciseMessage;

    fn new(parameters: ExerciseParameters, scope: Scope) -> Result<Self, ParameterError> {
        let (chosen, said) = (String::new(), String::new());
        let parameters = parameters.checked()?;
        Ok(Self { parameters, scope, seed: 0, chosen, answered: None, recalled: false, said })
    }

    fn recall(&mut self, kept: &Kept<'_>) -> Vec<Act> {
        let id = self.parameters.id.as_str();
        let latest = kept.answers.records().iter().rev().find(|record| record.id.as_str() == id);
        let before = self.seed;
        if !self.recalled {
            self.seed = latest.map_or(0, |record| record.seed.get());
        } else if latest.is_none() {
            // Erased, here or on another page.
            self.seed = if self.answered.is_some() { 0 } else { self.seed };
        }
        self.recalled = true;
        let answered = kept.answers.answer(self.parameters.id.as_str(), self.seed);
        // One that is to be asked again has an entry without an answer.
        let answered = answered.filter(|record| !record.answer.as_str().is_empty()).cloned();
        let mut acts = if self.seed == before { vec![] } else { self.turned() };
        if answered != self.answered || self.seed != before {
            self.chosen =
                answered.as_ref().map_or_else(String::new, |record| record.answer.as_str().to_owned());
            self.answered = answered;
            acts.extend(self.shown());
        }
        self.said = match (kept.trouble, &self.answered) {
            (Some(trouble), _) => trouble.to_owned(),
            (None, Some(record)) => self.sentence(record),
            (None, None) => String::new(),
        };
        acts
    }

    fn view(&self) -> Markup<ExerciseMessage> {
        self.form()
    }

    fn update(&mut self, message: ExerciseMessage, moment: Moment) -> Vec<Act> {
        self.said.clear();
        match message {
            ExerciseMessage::Choose(at) => {
                let chosen = letter(at);
                if !self.several() {
                    self.chosen = chosen.to_string();
                } else if self.chosen.contains(chosen) {
                    self.chosen.retain(|other| other != chosen);
                } else {
                    // In the order of the options, as the right ones are written.
                    let all = (0..self.options().len()).map(letter);
                    self.chosen = all.filter(|&one| one == chosen || self.chosen.contains(one)).collect();
                }
                vec![]
            }
            ExerciseMessage::Typed(text) => {
                self.chosen = text;
                vec![]
            }
            ExerciseMessage::Check(text) => {
                if let Some(text) = text {
                    self.chosen = text;
                }
                self.check(moment)
            }
            ExerciseMessage::Another => {
                self.seed = self.seed.wrapping_add(1);
                self.chosen.clear();
                self.answered = None;
                let id = self.parameters.id.as_str().to_owned();
                let hints = (1..=self.parameters.hints.get())
                    .map(|hint| Act::Open(format!("{id}-hint-{hint}"), false));
                let mut acts: Vec<Act> = hints.collect();
                acts.extend(self.turned());
                acts.extend(self.shown());
                acts.push(Act::Focus(format!("{id}-question")));
                acts
            }
        }
    }
}

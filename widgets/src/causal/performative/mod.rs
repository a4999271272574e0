//! Performative prediction: a model is deployed, the world answers, and the next model is trained on the answer.
//!
//! Left how far each round moves the model, against the rate that theory has near the stable point. Right its risk: where it was trained, and once it is
//! deployed; with the risk of the stable point and the least one.

#[cfg(not(feature = "browser"))]
pub(crate) mod numbers;
mod parameters;
mod received;
mod state;
mod view;
mod words;
mod work;

use std::rc::Rc;

use simulation::data::Source;
use simulation::dataset::Dataset;
use simulation::statistics::{mean, sample_variance};

pub use parameters::{Answers, Moves, PerformativeParameters, Who};
pub use state::PerformativeMessage;

use crate::format::short;
use crate::markup::Markup;
use crate::parameters::ParameterError;
use crate::shipped::Shipped;
use crate::tables::{TableId, table};
use crate::widget::{Comparison, Progress, Reaction, Scope, Table, Widget};
use work::{Known, Work};

/// The widget.
pub struct Performative {
    parameters: PerformativeParameters,
    /// The applicants, if they are the ones who answer.
    data: Option<Rc<Dataset>>,
    work: Work,
    failure: Option<String>,
    stopped: bool,
}

impl Performative {
    /// The round that is drawn, as far as it is computed.
    fn round(&self) -> usize {
        self.parameters.shown().min(self.work.path.gaps.len())
    }

    /// How far the last drawn round moved the model.
    fn gap(&self) -> Option<f64> {
        self.work.path.gaps.get(self.round().checked_sub(1)?).copied()
    }

    /// By what factor the gap changed in the last drawn round, while both are more than rounding.
    fn seen_rate(&self) -> Option<f64> {
        let before = *self.work.path.gaps.get(self.round().checked_sub(2)?)?;
        Some(self.gap()? / before).filter(|_| before > FLOOR)
    }

    fn known(&self) -> Known {
        self.work.known.unwrap_or_default()
    }

    /// The new model’s risk where it was trained, and once it is deployed.
    fn risks(&self) -> Option<(f64, f64)> {
        let trained = *self.work.path.trained.get(self.round().checked_sub(1)?)?;
        Some((trained, *self.work.path.deployed.get(self.round())?))
    }

    /// What people drawn anew made of the risk after the last round, less that of the whole world.
    fn luck(&self) -> Vec<f64> {
        let rounds = self.parameters.rounds.get() as usize;
        let Some(end) = self.work.path.deployed.get(rounds) else { return vec![] };
        let wanted = self.parameters.repetitions.get() as usize;
        self.work.ends.iter().take(wanted).map(|other| other - end).collect()
    }

    fn luck_moments(&self) -> Option<(f64, f64)> {
        let luck = self.luck();
        Some((mean(&luck)?, sample_variance(&luck)?.sqrt()))
    }
}

/// Gaps below this are drawn no more: they are rounding.
const FLOOR: f64 = 1e-10;

impl Widget for Performative {
    const NAME: &'static str = "performative";
    const ABOUT: &'static str = "Performative prediction: deploy, the world answers, train again; where it comes to rest, and whether that is best.";
    const CONTROLS: &'static [&'static str] =
        &["answers", "strength", "share", "moves", "who", "round", "seed"];
    type Parameters = PerformativeParameters;
    type Message = PerformativeMessage;

    fn tables(parameters: &PerformativeParameters) -> Vec<TableId> {
        if parameters.answers == Answers::Applicants { vec![Source::GermanCredit.into()] } else { vec![] }
    }

    fn new(parameters: PerformativeParameters) -> Result<Self, ParameterError> {
        parameters.check()?;
        let data = match parameters.answers {
            Answers::Applicants => Some(table(Source::GermanCredit)?),
            Answers::Coin | Answers::Location => None,
        };
        Ok(Self { parameters, data, work: Work::default(), failure: None, stopped: false })
    }

    fn parameters(&self) -> &PerformativeParameters {
        &self.parameters
    }

    fn restore(&mut self, parameters: PerformativeParameters) -> Result<(), ParameterError> {
        parameters.check()?;
        let now = &self.parameters;
        if parameters.of_world() != now.of_world() {
            let table = if parameters.answers == now.answers { self.work.take_table() } else { None };
            *self = Self::new(parameters)?;
            self.work.give_table(table);
            return Ok(());
        }
        if (parameters.people, parameters.seed) != (now.people, now.seed) {
            self.work.forget_repetitions();
        }
        self.parameters = parameters;
        self.stopped = false;
        Ok(())
    }

    fn update(&mut self, message: PerformativeMessage) -> Option<Reaction<PerformativeParameters>> {
        state::update(self, message)
    }

    fn title(&self) -> String {
        words::title(self)
    }

    fn controls(&self, scope: &Scope) -> Vec<Markup<PerformativeMessage>> {
        view::controls(self, scope)
    }

    fn figure(&self, _scope: &Scope) -> Markup<PerformativeMessage> {
        view::figure(self)
    }

    fn describe(&self) -> String {
        words::describe(self)
    }

    fn comparison(&self, _scope: &Scope) -> Comparison<PerformativeMessage> {
        words::comparison(self)
    }

    fn table(&self) -> Table {
        let names = ["round", "how far the model moved", "risk where it was trained", "risk once deployed"];
        let number = |value: Option<&f64>| value.map_or_else(String::new, |value| short(*value, 9));
        let path = &self.work.path;
        let row = |round: usize| {
            let before = round.checked_sub(1);
            vec![
                round.to_string(),
                number(before.and_then(|place| path.gaps.get(place))),
                number(before.and_then(|place| path.trained.get(place))),
                number(path.deployed.get(round)),
            ]
        };
        Table { columns: names.map(str::to_owned).to_vec(), rows: (0..=self.round()).map(row).collect() }
    }

    fn drawing(&self) -> Markup<PerformativeMessage> {
        view::drawing(self)
    }

    fn step(&mut self) -> bool {
        if self.stopped || self.failure.is_some() {
            return false;
        }
        match self.work.advance(self.data.as_ref(), &self.parameters) {
            Ok(worked) => worked,
            Err(failure) => {
                self.failure = Some(failure.to_string());
                false
            }
        }
    }

    fn progress(&self) -> Option<Progress> {
        if self.stopped || self.failure.is_some() {
            return None;
        }
        let progress = |label: &str, done: usize, total: u32| {
            Some(Progress { label: label.to_owned(), done: done as u32, total })
        };
        let (rounds, repetitions) = (self.parameters.rounds.get(), self.parameters.repetitions.get());
        if self.work.path.gaps.len() < rounds as usize {
            return progress("Rounds", self.work.path.gaps.len(), rounds);
        }
        if self.work.known.is_none() {
            return progress("Stable point and optimum", 0, 1);
        }
        if self.work.ends.len() < repetitions as usize {
            return progress("All rounds with other people", self.work.ends.len(), repetitions);
        }
        None
    }

    fn cancel(&mut self) {
        self.stopped = true;
    }

    fn shipped(&self) -> Option<Shipped> {
        received::ship(self)
    }

    fn receive(&mut self, shipped: &Shipped) -> Result<(), String> {
        received::receive(self, shipped)
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;

//! One row apart: what a release tells about a row, and what it costs that it tells little.
//!
//! Three figures on one idea. A number of two worlds that differ by one customer, with noise: both densities, the privacy loss of every
//! outcome, and what ε and δ cut off. The same as a game, in which the reader says which world it was, scored against the best
//! attacker and the bound. And training with noise on every step: the ε that it spends by the accountant, and the accuracy it costs.

mod guesses;
#[cfg(not(feature = "browser"))]
pub(crate) mod numbers;
mod others;
mod parameters;
mod pictures;
mod received;
mod setting;
mod state;
mod training;
mod view;
mod words;

use simulation::data::Source;
use simulation::seed::Seed;

pub use guesses::Guesses;
pub use parameters::{Mechanism, PrivacyParameters, Shown, Slack, TrainedOn};
pub use state::PrivacyMessage;

use crate::markup::Markup;
use crate::parameters::ParameterError;
use crate::shipped::Shipped;
use crate::tables::{OwnRows, TableId};
use crate::widget::{Comparison, Progress, Reaction, Scope, Table, Widget};
use others::{GAMES, Others};
use setting::{Released, Setting};
use training::{Protocol, Training, ways};

/// The widget.
pub struct Privacy {
    parameters: PrivacyParameters,
    /// `None` while training is shown: its rows may not be here.
    setting: Option<Setting>,
    others: Others,
    training: Training,
    failure: Option<String>,
    stopped: bool,
}

impl Privacy {
    fn seed(&self) -> Seed {
        Seed::new(u64::from(self.parameters.seed.get()))
    }

    /// The noise multiplier of training, in thousandths.
    fn noise(&self) -> u32 {
        (self.parameters.noise.get() * 1000.0 + 0.5).floor() as u32
    }

    fn divisions(&self) -> usize {
        self.parameters.repetitions.get() as usize
    }

    fn protocol(&self) -> Protocol {
        Protocol::of(&self.parameters)
    }

    /// The two worlds with a mechanism, if there can be one.
    fn released(&self) -> Option<(&Setting, &Released)> {
        let setting = self.setting.as_ref()?;
        Some((setting, setting.mechanism.as_ref()?))
    }

    /// What was released in the round that is to be guessed; `None` when the game is over.
    fn outcome(&self) -> Option<f64> {
        let round = self.parameters.guesses.as_slice().len();
        let (_, released) = self.released()?;
        (round < guesses::ROUNDS).then(|| released.game.released(round as u32))
    }

    /// The share of the axis, in hundredths, at which a drawing of the number was pressed.
    fn read_off(&self, spot: (f64, f64)) -> Option<u32> {
        let (setting, _) = self.released()?;
        let plane = pictures::release::densities_plane(setting);
        plane.contains(spot).then(|| setting.hundredths(plane.values(spot).0))
    }

    /// The guesses so far, and those of the best attacker in the next rounds.
    fn best_guesses(&self, rounds: u32) -> Guesses {
        let mut guesses = self.parameters.guesses.clone();
        let Some((_, released)) = self.released() else { return guesses };
        for _ in 0..rounds {
            let round = guesses.as_slice().len() as u32;
            guesses = guesses.then(released.game.best_guess(released.game.released(round)));
        }
        guesses
    }

    fn advance(&mut self) -> Result<bool, String> {
        match self.parameters.show {
            Shown::Release => Ok(false),
            Shown::Game => {
                let (rounds, seed) = (self.rounds(), self.seed());
                let Some((setting, released)) = self.released().map(|(s, r)| (*s, *r)) else {
                    return Ok(false);
                };
                self.others.advance(&setting, &released, rounds, seed)
            }
            Shown::Training => {
                let (protocol, noise, divisions) = (self.protocol(), self.noise(), self.divisions());
                self.training.advance(&protocol, noise, divisions)
            }
        }
    }
}

impl Widget for Privacy {
    const NAME: &'static str = "privacy";
    const ABOUT: &'static str = "Two worlds that differ by one row: the densities of what they release, a game of telling them apart, and training with noise.";
    const CONTROLS: &'static [&'static str] = &[
        "show",
        "mechanism",
        "epsilon",
        "delta",
        "bound",
        "row",
        "at",
        "guesses",
        "data",
        "rows",
        "noise",
        "clip",
        "steps",
        "seed",
    ];
    type Parameters = PrivacyParameters;
    type Message = PrivacyMessage;

    const OWN_ROWS: Option<fn(OwnRows) -> PrivacyMessage> = Some(PrivacyMessage::Own);

    fn tables(parameters: &PrivacyParameters) -> Vec<TableId> {
        vec![match parameters.show {
            Shown::Release | Shown::Game => Source::GermanCredit.into(),
            Shown::Training => parameters.data.source(),
        }]
    }

    fn new(parameters: PrivacyParameters) -> Result<Self, ParameterError> {
        let setting = match parameters.show {
            Shown::Release | Shown::Game => Some(Setting::of(&parameters)?),
            Shown::Training => None,
        };
        let (others, training) = (Others::default(), Training::default());
        Ok(Self { parameters, setting, others, training, failure: None, stopped: false })
    }

    fn parameters(&self) -> &PrivacyParameters {
        &self.parameters
    }

    fn restore(&mut self, parameters: PrivacyParameters) -> Result<(), ParameterError> {
        let mut next = Self::new(parameters)?;
        if next.protocol() == self.protocol() {
            next.training = std::mem::take(&mut self.training);
        }
        if next.setting.is_some() && next.setting == self.setting {
            next.others = std::mem::take(&mut self.others);
        }
        *self = next;
        Ok(())
    }

    fn update(&mut self, message: PrivacyMessage) -> Option<Reaction<PrivacyParameters>> {
        state::update(self, message)
    }

    fn title(&self) -> String {
        words::title(self)
    }

    fn controls(&self, scope: &Scope) -> Vec<Markup<PrivacyMessage>> {
        view::controls(self, scope)
    }

    fn figure(&self, _scope: &Scope) -> Markup<PrivacyMessage> {
        view::figure(self)
    }

    fn describe(&self) -> String {
        words::describe(self)
    }

    fn comparison(&self, _scope: &Scope) -> Comparison<PrivacyMessage> {
        words::comparison(self)
    }

    fn table(&self) -> Table {
        words::table(self)
    }

    fn drawing(&self) -> Markup<PrivacyMessage> {
        view::drawing(self)
    }

    fn step(&mut self) -> bool {
        if self.stopped || self.failure.is_some() {
            return false;
        }
        match self.advance() {
            Ok(worked) => worked,
            Err(failure) => {
                self.failure = Some(failure);
                false
            }
        }
    }

    fn progress(&self) -> Option<Progress> {
        if self.stopped || self.failure.is_some() {
            return None;
        }
        let (label, done, total) = match self.parameters.show {
            Shown::Game if self.released().is_some() && !self.others.is_done(self.rounds()) => {
                ("Other games", self.others.played(self.rounds()), GAMES)
            }
            Shown::Training if !self.training.is_done(self.noise(), self.divisions()) => {
                let wanted = ways(self.noise()).len() * self.divisions();
                ("Runs", self.training.done(self.noise(), self.divisions()), wanted)
            }
            _ => return None,
        };
        Some(Progress { label: label.to_owned(), done: done as u32, total: total as u32 })
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

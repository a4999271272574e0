//! The strike simulator: members of groups withhold their rows, the operator trains again, and both see what it costs.
//!
//! Left the accuracy against the share of the members on strike, with the band of all draws, the same strike by lot and without
//! substitutes, and the line at which paying for the rows would cost as much. Right the same runs once more: every group alone, the
//! Shapley values of all coalitions, the learning curve that the strike reads backwards, or every group's leverage.

#[cfg(not(feature = "browser"))]
pub(crate) mod numbers;
mod parameters;
mod pictures;
mod readings;
mod received;
mod runs;
mod state;
mod summary;
mod view;
mod words;

use std::rc::Rc;

use simulation::collective::strike::{StrikeDraw, StrikeSamples};
use simulation::dataset::Dataset;
use simulation::seed::Seed;

pub use parameters::{Beside, Leaves, StandsIn, StrikeParameters, Tests};
pub use state::StrikeMessage;

use crate::format::short;
use crate::markup::Markup;
use crate::parameters::ParameterError;
use crate::shipped::Shipped;
use crate::tables::{OwnRows, TableId, table};
use crate::widget::{Comparison, Progress, Reaction, Scope, Table, Widget};
use runs::{Runs, Setting, shares};

/// The widget.
pub struct Strike {
    parameters: StrikeParameters,
    data: Rc<Dataset>,
    setting: Setting,
    /// The first division, for what can be counted without training.
    first: StrikeDraw,
    runs: Runs,
    failure: Option<String>,
    stopped: bool,
}

impl Strike {
    /// The draws of the chosen strike that are whole.
    fn curves(&self) -> StrikeSamples {
        self.runs.curves(&self.setting)
    }

    /// The draws of the strike by lot with nothing to stand in.
    fn plains(&self) -> StrikeSamples {
        self.runs.plains(&self.setting)
    }
}

fn seed(parameters: &StrikeParameters) -> Seed {
    Seed::new(u64::from(parameters.seed.get()))
}

impl Widget for Strike {
    const NAME: &'static str = "strike";
    const ABOUT: &'static str = "A data strike on real rows: accuracy against participation, with substitutes, a price, and the same runs as leave-one-out, Shapley values and a learning curve.";
    const CONTROLS: &'static [&'static str] = &[
        "data",
        "strikers",
        "share",
        "order",
        "substitutes",
        "price",
        "beside",
        "tested",
        "learner",
        "seed",
    ];
    type Parameters = StrikeParameters;
    type Message = StrikeMessage;

    const OWN_ROWS: Option<fn(OwnRows) -> StrikeMessage> =
        Some(|rows| StrikeMessage::Data(super::groups::ActingData::Own(rows)));

    fn tables(parameters: &StrikeParameters) -> Vec<TableId> {
        vec![parameters.data.source()]
    }

    fn new(parameters: StrikeParameters) -> Result<Self, ParameterError> {
        parameters.check()?;
        let data = table(parameters.data.source())?;
        let setting = Setting::of(&parameters);
        let first = StrikeDraw::new(&data, setting.plan, 0, seed(&parameters)).map_err(|error| {
            ParameterError::value("data", parameters.data.source().name(), error.to_string(), vec![])
        })?;
        Ok(Self { parameters, data, setting, first, runs: Runs::default(), failure: None, stopped: false })
    }

    fn parameters(&self) -> &StrikeParameters {
        &self.parameters
    }

    fn restore(&mut self, parameters: StrikeParameters) -> Result<(), ParameterError> {
        parameters.check()?;
        let divided = |of: &StrikeParameters| (of.data, of.learner, of.seed);
        if divided(&parameters) != divided(&self.parameters) {
            *self = Self::new(parameters)?;
            return Ok(());
        }
        let setting = Setting::of(&parameters);
        if setting.plan != self.setting.plan {
            let first = self.first.clone().replanned(setting.plan);
            self.first =
                first.map_err(|error| ParameterError::value("strikers", "", error.to_string(), vec![]))?;
        }
        self.runs.keep((&self.parameters, &self.setting), (&parameters, &setting));
        (self.parameters, self.setting) = (parameters, setting);
        (self.failure, self.stopped) = (None, false);
        Ok(())
    }

    fn update(&mut self, message: StrikeMessage) -> Option<Reaction<StrikeParameters>> {
        state::update(self, message)
    }

    fn title(&self) -> String {
        words::title(self)
    }

    fn controls(&self, scope: &Scope) -> Vec<Markup<StrikeMessage>> {
        view::controls(self, scope)
    }

    fn figure(&self, _scope: &Scope) -> Markup<StrikeMessage> {
        view::figure(self)
    }

    fn describe(&self) -> String {
        words::describe(self)
    }

    fn comparison(&self, _scope: &Scope) -> Comparison<StrikeMessage> {
        words::comparison(self)
    }

    fn table(&self) -> Table {
        let (curves, plains) = (self.curves(), self.plains());
        let (means, band, plain) = (curves.means(), curves.band(summary::LEVEL), plains.means());
        let members = summary::members(self);
        let settled = summary::settled(self);
        let names =
            ["share", "rows", "accuracy, mean", "from", "to", "by lot, nothing stands in", "if paid for"];
        let number = |value: Option<f64>| value.map_or_else(String::new, |value| short(value, 6));
        let row = |(place, share): (usize, f64)| {
            vec![
                short(share, 2),
                number(members.map(|members| members * share)),
                number(means.get(place).copied()),
                number(band.get(place).map(|interval| interval.low)),
                number(band.get(place).map(|interval| interval.high)),
                number(plain.get(place).copied()),
                number(settled.map(|(before, slope)| before - slope * share)),
            ]
        };
        let rows = shares().into_iter().enumerate().map(row).collect();
        Table { columns: names.map(str::to_owned).to_vec(), rows }
    }

    fn drawing(&self) -> Markup<StrikeMessage> {
        view::drawing(self)
    }

    fn step(&mut self) -> bool {
        if self.stopped || self.failure.is_some() {
            return false;
        }
        match self.runs.advance(&self.data, &self.setting, seed(&self.parameters)) {
            Ok(worked) => worked,
            Err(failure) => {
                self.failure = Some(failure);
                false
            }
        }
    }

    fn progress(&self) -> Option<Progress> {
        let (done, total) = self.runs.fits(&self.setting);
        let open = !self.stopped && self.failure.is_none() && done < total;
        open.then(|| Progress { label: "Models trained".to_owned(), done, total })
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

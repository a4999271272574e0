//! The contribution campaign: members bring their rows to a competitor, moved or copied, and both operators train again.
//!
//! Left both operators' accuracies against the share of the members who take part, with the bands of all draws. Right the rows of
//! either, before and now.

#[cfg(not(feature = "browser"))]
pub(crate) mod numbers;
mod parameters;
mod received;
mod runs;
mod state;
mod view;
mod words;

use std::rc::Rc;

use simulation::collective::strike::StrikeDraw;
use simulation::dataset::Dataset;
use simulation::seed::Seed;

pub use parameters::{Brings, CampaignParameters};
pub use state::CampaignMessage;

use crate::format::short;
use crate::markup::Markup;
use crate::parameters::ParameterError;
use crate::shipped::Shipped;
use crate::tables::{OwnRows, TableId, table};
use crate::widget::{Comparison, Progress, Reaction, Scope, Table, Widget};
use runs::{Runs, SHARES, shares};

/// The widget.
pub struct Campaign {
    parameters: CampaignParameters,
    data: Rc<Dataset>,
    /// The first division, for what can be counted without training.
    first: StrikeDraw,
    runs: Runs,
    failure: Option<String>,
    stopped: bool,
}

/// Rows of the operator and of the competitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rows {
    operator: usize,
    competitor: usize,
}

impl Campaign {
    fn draws(&self) -> usize {
        self.parameters.draws.get() as usize
    }

    /// How many rows the share in question brings in the first division.
    fn contributed(&self) -> usize {
        self.first.withheld(f64::from(self.parameters.share.get()) / 100.0).unwrap_or(0)
    }

    /// The rows of both before and now, in the first division.
    fn rows(&self) -> [Rows; 2] {
        let table = self.first.table();
        // A contributed row is none of the public ones, so that the competitor's world has as many rows more (tested).
        let (public, contributed) = (table.public().len(), self.contributed());
        let begins = self.parameters.plan(public).start.min(public);
        let operator = table.world().len();
        let gone = if self.parameters.brings == Brings::Move { contributed } else { 0 };
        [
            Rows { operator, competitor: begins },
            Rows { operator: operator - gone, competitor: begins + contributed },
        ]
    }
}

fn seed(parameters: &CampaignParameters) -> Seed {
    Seed::new(u64::from(parameters.seed.get()))
}

impl Widget for Campaign {
    const NAME: &'static str = "campaign";
    const ABOUT: &'static str = "A contribution campaign on real rows: what moving or copying them to a competitor does to both operators.";
    const CONTROLS: &'static [&'static str] =
        &["data", "members", "share", "brings", "start", "learner", "seed"];
    type Parameters = CampaignParameters;
    type Message = CampaignMessage;

    const OWN_ROWS: Option<fn(OwnRows) -> CampaignMessage> =
        Some(|rows| CampaignMessage::Data(super::groups::ActingData::Own(rows)));

    fn tables(parameters: &CampaignParameters) -> Vec<TableId> {
        vec![parameters.data.source()]
    }

    fn new(parameters: CampaignParameters) -> Result<Self, ParameterError> {
        parameters.check()?;
        let data = table(parameters.data.source())?;
        let first = StrikeDraw::new(&data, parameters.strike(), 0, seed(&parameters)).map_err(|error| {
            ParameterError::value("data", parameters.data.source().name(), error.to_string(), vec![])
        })?;
        Ok(Self { parameters, data, first, runs: Runs::default(), failure: None, stopped: false })
    }

    fn parameters(&self) -> &CampaignParameters {
        &self.parameters
    }

    fn restore(&mut self, parameters: CampaignParameters) -> Result<(), ParameterError> {
        parameters.check()?;
        let runs = |of: &CampaignParameters| (of.data, of.members, of.brings, of.start, of.learner, of.seed);
        let divided = |of: &CampaignParameters| (of.data, of.seed);
        if divided(&parameters) != divided(&self.parameters) {
            *self = Self::new(parameters)?;
            return Ok(());
        }
        if runs(&parameters) != runs(&self.parameters) {
            // To divide a table of two thousand rows is most of what a press would cost.
            let first = self.first.clone().replanned(parameters.strike());
            self.first =
                first.map_err(|error| ParameterError::value("members", "", error.to_string(), vec![]))?;
            self.runs = Runs::default();
        }
        self.parameters = parameters;
        (self.failure, self.stopped) = (None, false);
        Ok(())
    }

    fn update(&mut self, message: CampaignMessage) -> Option<Reaction<CampaignParameters>> {
        state::update(self, message)
    }

    fn title(&self) -> String {
        words::title(self)
    }

    fn controls(&self, scope: &Scope) -> Vec<Markup<CampaignMessage>> {
        view::controls(self, scope)
    }

    fn figure(&self, _scope: &Scope) -> Markup<CampaignMessage> {
        view::figure(self)
    }

    fn describe(&self) -> String {
        words::describe(self)
    }

    fn comparison(&self, _scope: &Scope) -> Comparison<CampaignMessage> {
        words::comparison(self)
    }

    fn table(&self) -> Table {
        let samples = self.runs.samples(self.draws());
        let names =
            ["share", "operator, mean", "from", "to", "competitor, mean", "from", "to"].map(str::to_owned);
        let cells = |place: usize| {
            samples.iter().flat_map(move |samples| {
                let (means, band) = (samples.means(), samples.band(words::LEVEL));
                let ends = band.get(place).map(|band| [band.low, band.high]);
                [means.get(place).copied(), ends.map(|ends| ends[0]), ends.map(|ends| ends[1])]
            })
        };
        let row = |(place, share): (usize, f64)| {
            let written = cells(place).map(|cell| cell.map_or_else(String::new, |cell| short(cell, 6)));
            std::iter::once(short(share, 2)).chain(written).collect()
        };
        Table { columns: names.to_vec(), rows: shares().into_iter().enumerate().map(row).collect() }
    }

    fn drawing(&self) -> Markup<CampaignMessage> {
        view::drawing(self)
    }

    fn step(&mut self) -> bool {
        if self.stopped || self.failure.is_some() {
            return false;
        }
        match self.runs.advance(&self.data, &self.first, &self.parameters) {
            Ok(worked) => worked,
            Err(failure) => {
                self.failure = Some(failure);
                false
            }
        }
    }

    fn progress(&self) -> Option<Progress> {
        let (done, total) = (self.runs.done(self.draws()), SHARES * self.draws());
        let open = !self.stopped && self.failure.is_none() && done < total;
        open.then(|| Progress {
            label: "Pairs of models trained".to_owned(),
            done: done as u32,
            total: total as u32,
        })
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

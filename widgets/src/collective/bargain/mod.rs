//! At the table: an operator and the people behind its rows bargain over what a model is worth.
//!
//! Left what either side has if talks fail, measured; then the bargain itself; and below how the people's part is paid out among groups, held against the
//! core.

#[cfg(not(feature = "browser"))]
pub(crate) mod numbers;
mod parameters;
mod received;
mod runs;
mod settled;
mod state;
mod view;
mod words;

use std::rc::Rc;

use simulation::dataset::Dataset;

pub use parameters::{BargainData, BargainParameters, Instead, Paid, Rule, Speaks, Who};
pub use state::BargainMessage;

use crate::format::short;
use crate::markup::Markup;
use crate::parameters::ParameterError;
use crate::shipped::Shipped;
use crate::tables::{self, OwnRows, TableId};
use crate::widget::{Comparison, Progress, Reaction, Scope, Table, Widget};
use parameters::FIFTHS;
use runs::{Observed, Runs};
use settled::{Settled, payoffs};

/// The widget.
pub struct AtTheTable {
    parameters: BargainParameters,
    rows: Rc<Dataset>,
    /// The operator's rows of each group.
    heads: Vec<u32>,
    runs: Runs,
    mean: Option<Observed>,
    settled: Option<Settled>,
    failure: Option<String>,
    stopped: bool,
}

impl AtTheTable {
    fn wanted(&self) -> usize {
        self.parameters.draws.get() as usize
    }

    /// The draws that are done, of those that are asked for.
    fn draws(&self) -> &[Observed] {
        &self.runs.draws[..self.runs.draws.len().min(self.wanted())]
    }

    /// The group that is named.
    fn focus(&self) -> usize {
        (self.parameters.focus.get() as usize).min(self.heads.len().saturating_sub(1))
    }

    /// The rows of those who bargain.
    fn theirs(&self) -> u32 {
        let union = self.parameters.union(self.heads.len());
        self.heads
            .iter()
            .enumerate()
            .filter(|(group, _)| union.contains(*group))
            .map(|(_, heads)| heads)
            .sum()
    }

    /// The rows that are withheld if talks fail.
    fn withheld(&self) -> usize {
        let share = f64::from(self.parameters.fifths.get()) / f64::from(FIFTHS);
        (share * f64::from(self.theirs()) + 0.5).floor() as usize
    }

    /// What the people get in each draw, taken by itself.
    fn each(&self) -> Vec<f64> {
        let point = self.parameters.fifths.get() as usize;
        let of = |draw: &Observed| Some(payoffs(&draw.stakes(point)?, &self.parameters).1[1]);
        self.draws().iter().filter_map(of).collect()
    }

    fn settle(&mut self) {
        self.mean = Observed::mean(self.draws());
        self.settled = self.mean.as_ref().and_then(|mean| Settled::of(mean, &self.heads, &self.parameters));
    }

    fn is_done(&self) -> bool {
        self.stopped || self.failure.is_some() || self.runs.draws.len() >= self.wanted()
    }
}

/// The most groups that can be named.
const MOST_GROUPS: usize = 5;

impl Widget for AtTheTable {
    const NAME: &'static str = "bargain";
    const ABOUT: &'static str = "Bargaining over data: measured disagreement payoffs, Nash and alternating offers, and how groups share what they get.";
    const CONTROLS: &'static [&'static str] = &[
        "data",
        "who",
        "fifths",
        "instead",
        "elsewhere",
        "rule",
        "power",
        "operator_patience",
        "people_patience",
        "first",
        "paid",
        "focus",
        "seed",
    ];
    type Parameters = BargainParameters;
    type Message = BargainMessage;

    const OWN_ROWS: Option<fn(OwnRows) -> BargainMessage> =
        Some(|rows| BargainMessage::Data(BargainData::Own(rows)));

    fn tables(parameters: &BargainParameters) -> Vec<TableId> {
        vec![parameters.data.source()]
    }

    fn new(parameters: BargainParameters) -> Result<Self, ParameterError> {
        let rows = tables::table(parameters.data.source())?;
        let groups = rows.group_count();
        if let (TableId::Own(own), true) = (parameters.data.source(), groups > MOST_GROUPS) {
            let expected =
                format!("rows of 2 to {MOST_GROUPS} groups in this figure, and these have {groups}");
            return Err(ParameterError::value("data", &own.word(), expected, vec![]));
        }
        if parameters.focus.get() as usize >= groups {
            let expected = format!("0 to {} for this table", groups - 1);
            return Err(ParameterError::value(
                "focus",
                &parameters.focus.get().to_string(),
                expected,
                vec![],
            ));
        }
        let (runs, heads) = Runs::begin(&rows, &parameters);
        Ok(Self { parameters, rows, heads, runs, mean: None, settled: None, failure: None, stopped: false })
    }

    fn parameters(&self) -> &BargainParameters {
        &self.parameters
    }

    fn restore(&mut self, parameters: BargainParameters) -> Result<(), ParameterError> {
        let groups = self.heads.len();
        let measured = |of: &BargainParameters| (of.data, of.union(groups).bits(), of.instead, of.seed);
        if measured(&parameters) != measured(&self.parameters) {
            *self = Self::new(parameters)?;
            return Ok(());
        }
        (self.parameters, self.failure, self.stopped) = (parameters, None, false);
        self.settle();
        Ok(())
    }

    fn update(&mut self, message: BargainMessage) -> Option<Reaction<BargainParameters>> {
        state::update(self, message)
    }

    fn title(&self) -> String {
        words::title(self)
    }

    fn controls(&self, scope: &Scope) -> Vec<Markup<BargainMessage>> {
        view::controls(self, scope)
    }

    fn figure(&self, _scope: &Scope) -> Markup<BargainMessage> {
        view::figure(self)
    }

    fn describe(&self) -> String {
        words::describe(self)
    }

    fn comparison(&self, _scope: &Scope) -> Comparison<BargainMessage> {
        words::comparison(self)
    }

    fn table(&self) -> Table {
        let names =
            ["who", "rows", "without an agreement", "gets", "Shapley value", "adds", "core from", "core to"];
        let cell = |value: Option<f64>| value.map_or_else(String::new, |value| short(100.0 * value, 4));
        let settled = self.settled.as_ref();
        let apart = settled.map(|settled| settled.stakes.disagreement(self.parameters.elsewhere.get()));
        let theirs = self.theirs();
        let mut rows = vec![];
        for (side, name) in ["operator", "people"].into_iter().enumerate() {
            let value = settled.map(|settled| [settled.operator_shapley, settled.shapley.iter().sum()][side]);
            let own = if side == 0 { String::new() } else { theirs.to_string() };
            let mut cells = vec![name.to_owned(), own, cell(apart.map(|apart| apart[side]))];
            cells.extend([cell(settled.map(|settled| settled.payoffs[side])), cell(value)]);
            cells.extend(std::iter::repeat_n(String::new(), 3));
            rows.push(cells);
        }
        for (group, name) in self.parameters.data.groups().iter().enumerate() {
            let of = |values: fn(&Settled) -> &Vec<f64>| {
                settled.and_then(|settled| values(settled).get(group).copied())
            };
            let core = settled.and_then(|settled| settled.core.get(group).copied().flatten());
            let mut cells =
                vec![(*name).to_owned(), self.heads.get(group).map_or_else(String::new, u32::to_string)];
            cells.push(String::new());
            cells.extend([cell(of(|s| &s.paid)), cell(of(|s| &s.shapley)), cell(of(|s| &s.adds))]);
            cells.extend([cell(core.map(|core| core.low)), cell(core.map(|core| core.high))]);
            rows.push(cells);
        }
        Table { columns: names.map(str::to_owned).to_vec(), rows }
    }

    fn drawing(&self) -> Markup<BargainMessage> {
        view::drawing(self)
    }

    fn step(&mut self) -> bool {
        if self.is_done() {
            return false;
        }
        match self.runs.advance(&self.rows, &self.parameters) {
            Ok(true) => self.settle(),
            Ok(false) => {}
            Err(failure) => self.failure = Some(failure),
        }
        self.failure.is_none()
    }

    fn progress(&self) -> Option<Progress> {
        if self.is_done() {
            return None;
        }
        let total = self.wanted() * Observed::length(self.heads.len());
        let label = "Worlds with and without an agreement".to_owned();
        Some(Progress { label, done: self.runs.numbers() as u32, total: total as u32 })
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

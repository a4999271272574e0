//! The values: one utility, many answers to what a row is worth.
//!
//! Rows of a table are drawn, each of them a player. A few methods stand side by side: what is lost when a row is left out, averages over
//! all sets of the others with different weights, estimates of these from random orders or sets, and the exact recursion of
//! nearest neighbours. Two more pictures follow from the same values: what pairs add beyond what each adds alone, and how soon low
//! values lead to labels that were made wrong on purpose.

mod comparison;
mod kind;
#[cfg(not(feature = "browser"))]
pub(crate) mod numbers;
mod parameters;
mod pictures;
mod sampler;
mod setting;
mod state;
mod view;
mod words;
mod work;

pub use parameters::{
    DataChoice, LearnerChoice, MethodChoice, Methods, ScoreChoice, ValuesParameters, ViewChoice,
};
pub use state::ValuesMessage;

use crate::format::short;
use crate::markup::Markup;
use crate::parameters::ParameterError;
use crate::shipped::Shipped;
use crate::tables::{OwnRows, TableId};
use crate::widget::{Comparison, Progress, Reaction, Scope, Table, Widget};
use setting::Setting;
use work::{INSPECTIONS, REMOVALS, Work};

/// The widget.
pub struct Values {
    parameters: ValuesParameters,
    work: Work,
    /// What was typed and is not legal.
    refused: Option<String>,
}

impl Values {
    /// The row in question; the last one if there are fewer.
    fn focus(&self) -> usize {
        self.work.setting.focus
    }

    /// The second row of the pair: never the first one.
    fn partner(&self) -> usize {
        let (focus, n) = (self.focus(), self.work.players());
        let partner = (self.parameters.partner.get() as usize - 1).min(n - 1);
        if partner == focus { (focus + 1) % n } else { partner }
    }

    /// The number of a row in its table.
    fn number(&self, player: usize) -> u32 {
        self.work.sample.player(player).map_or(0, |row| row.id.number())
    }

    /// The class that a row is trained with.
    fn class(&self, player: usize) -> &'static str {
        let class = self.work.sample.player(player).and_then(|row| row.target.class());
        match self.parameters.data.source().about().task {
            simulation::data::Task::Classes(names) => {
                class.and_then(|class| names.get(class)).copied().unwrap_or("")
            }
            simulation::data::Task::Number(_) => "",
        }
    }

    fn is_planted(&self, player: usize) -> bool {
        self.work.sample.planted().get(player).copied().unwrap_or(false)
    }

    /// v(N) − v(∅), once it is known.
    fn total(&self) -> Option<f64> {
        self.work.ends.map(|[nothing, all]| all - nothing)
    }
}

impl Widget for Values {
    const NAME: &'static str = "values";
    const ABOUT: &'static str = "What single rows are worth: leave-one-out, Shapley and its relatives side by side, pairs, and wrong labels.";
    const CONTROLS: &'static [&'static str] = &[
        "view",
        "method",
        "data",
        "rows",
        "learner",
        "penalty",
        "score",
        "beta",
        "neighbours",
        "samples",
        "planted",
        "focus",
        "partner",
        "seed",
    ];
    type Parameters = ValuesParameters;
    type Message = ValuesMessage;

    const OWN_ROWS: Option<fn(OwnRows) -> ValuesMessage> =
        Some(|rows| ValuesMessage::Data(DataChoice::Own(rows)));

    fn tables(parameters: &ValuesParameters) -> Vec<TableId> {
        vec![parameters.data.source()]
    }

    fn new(parameters: ValuesParameters) -> Result<Self, ParameterError> {
        let work = Work::new(Setting::of(&parameters)?)?;
        Ok(Self { parameters, work, refused: None })
    }

    fn parameters(&self) -> &ValuesParameters {
        &self.parameters
    }

    fn restore(&mut self, parameters: ValuesParameters) -> Result<(), ParameterError> {
        self.work.turn_to(Setting::of(&parameters)?)?;
        (self.parameters, self.refused) = (parameters, None);
        Ok(())
    }

    fn update(&mut self, message: ValuesMessage) -> Option<Reaction<ValuesParameters>> {
        state::update(self, message)
    }

    fn title(&self) -> String {
        words::title(self)
    }

    fn controls(&self, scope: &Scope) -> Vec<Markup<ValuesMessage>> {
        view::controls(self, scope)
    }

    fn figure(&self, _scope: &Scope) -> Markup<ValuesMessage> {
        view::figure(self)
    }

    fn describe(&self) -> String {
        words::describe(self)
    }

    fn comparison(&self, _scope: &Scope) -> Comparison<ValuesMessage> {
        comparison::comparison(self)
    }

    fn table(&self) -> Table {
        match self.parameters.view {
            ViewChoice::Values => values_table(self),
            ViewChoice::Pairs => pairs_table(self),
            ViewChoice::Mislabels => curves_table(self),
        }
    }

    fn drawing(&self) -> Markup<ValuesMessage> {
        crate::chart::sheet(self.title(), pictures::all(self))
    }

    fn step(&mut self) -> bool {
        self.work.step()
    }

    fn progress(&self) -> Option<Progress> {
        self.work.outstanding()
    }

    fn cancel(&mut self) {
        self.work.cancel();
    }

    /// `ends`: the worths of no rows and of all; `facts`: how many sets are of one class, did not converge, tie; `values`, `halves` and in
    /// the picture of wrong labels `found` and `curve` of each method by its place, without a place those of self-confidence; `pairs`: the
    /// matrix; `luck`: the same on other draws.
    fn shipped(&self) -> Option<Shipped> {
        self.work.shipped()
    }

    fn receive(&mut self, shipped: &Shipped) -> Result<(), String> {
        self.work.receive(shipped)
    }
}

fn values_table(values: &Values) -> Table {
    let text = |value: Option<f64>| value.map_or_else(String::new, |value| short(value, 6));
    let mut columns: Vec<String> = ["row", "label", "made wrong"].map(str::to_owned).to_vec();
    for column in values.work.columns() {
        columns.push(column.kind.name());
        if column.kind.is_sampled() {
            columns.push(format!("{}, half of the 95\u{a0}% interval", column.kind.name()));
        }
    }
    let row = |player: usize| {
        let planted = if values.is_planted(player) { "yes" } else { "no" };
        let mut cells =
            vec![values.number(player).to_string(), values.class(player).to_owned(), planted.to_owned()];
        for column in values.work.columns() {
            cells.push(text(column.values.get(player).copied()));
            if column.kind.is_sampled() {
                cells.push(text(column.halves.get(player).copied()));
            }
        }
        cells
    };
    Table { rows: (0..values.work.players()).map(row).collect(), columns }
}

fn pairs_table(values: &Values) -> Table {
    let n = values.work.players();
    let matrix = values.work.pairs.as_deref().unwrap_or(&[]);
    let numbers = (0..n).map(|player| values.number(player).to_string());
    let row = |player: usize| {
        let cell =
            |other: usize| matrix.get(player * n + other).map_or_else(String::new, |value| short(*value, 6));
        std::iter::once(values.number(player).to_string()).chain((0..n).map(cell)).collect()
    };
    Table {
        columns: std::iter::once("interaction".to_owned()).chain(numbers).collect(),
        rows: (0..n).map(row).collect(),
    }
}

fn curves_table(values: &Values) -> Table {
    let work = &values.work;
    let kinds: Vec<_> = work.columns().map(|column| Some(column.kind)).chain([None]).collect();
    let name =
        |kind: &Option<kind::Kind>| kind.map_or_else(|| words::CONFIDENCE.to_owned(), kind::Kind::name);
    let mut columns = vec!["curve".to_owned(), "rows".to_owned()];
    columns.extend(kinds.iter().map(name));
    let line = |what: &str, rows: usize, read: &dyn Fn(Option<kind::Kind>) -> Option<f64>| {
        let cells = kinds.iter().map(|&kind| read(kind).map_or_else(String::new, |value| short(value, 6)));
        [what.to_owned(), rows.to_string()].into_iter().chain(cells).collect::<Vec<String>>()
    };
    let found = (0..INSPECTIONS).map(|point| {
        line("share found", work.inspected(point), &|kind| work.inspections(kind).get(point).copied())
    });
    let removed = (0..REMOVALS).map(|point| {
        line("accuracy without", work.removed(point), &|kind| work.curve(kind).get(point).copied())
    });
    Table { rows: found.chain(removed).collect(), columns }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;

//! Influence: what is foretold of every row's removal, against what happens when the model is retrained without it.
//!
//! Left the rows in two dimensions, right what is foretold against what happens; a row that is pressed is ringed in both, and a loop drawn
//! around some of them makes a group that leaves together.

mod drawing;
#[cfg(not(feature = "browser"))]
pub(crate) mod numbers;
mod outcome;
mod parameters;
mod state;
mod view;
mod words;
mod work;

use std::rc::Rc;

use simulation::dataset::{Dataset, RowId};
use simulation::order::{ascending, key};

pub use parameters::{DataChoice, Group, InfluenceParameters, Method};
pub use state::{InfluenceMessage, Side};

use crate::markup::Markup;
use crate::parameters::{ParameterError, TextLine};
use crate::shipped::Shipped;
use crate::tables::{OwnRows, TableId, own, table};
use crate::widget::{Comparison, Progress, Reaction, Scope, Table, Widget};
use parameters::{GROUP_ROWS, id};
use work::{Setting, Work};

/// The widget.
pub struct Influence {
    parameters: InfluenceParameters,
    rows: Rc<Dataset>,
    work: Work,
    /// The position of the selected row, once there is one.
    selected: Option<usize>,
    /// The way of a pointer that is drawing a loop.
    way: Option<(Side, Vec<(f64, f64)>)>,
    /// What was typed and is no row.
    unfound: Option<String>,
}

impl Influence {
    /// The number of the row at a position.
    fn id(&self, position: usize) -> u32 {
        self.rows.row(position).map_or(0, |row| row.id.number())
    }

    /// The position of the row of this number.
    fn position(&self, id: u32) -> Option<usize> {
        self.rows.position(RowId::new(id))
    }

    /// The position of the row whose loss is measured; none for all rows.
    fn measured(&self) -> Option<usize> {
        measured(&self.parameters, &self.rows)
    }

    /// Brings what follows from parameters and results up to date.
    fn refresh(&mut self) {
        let named = id(self.parameters.row.as_str()).and_then(|id| self.position(id));
        let actual = &self.work.outcome.actual;
        self.selected = named.or_else(|| {
            let whole = self.work.outcome.is_whole();
            largest(actual, 1).first().copied().filter(|_| whole)
        });
        let group = match &self.parameters.group {
            Group::These(ids) => ids.iter().filter_map(|&id| self.position(id)).collect(),
            _ if !self.work.outcome.is_whole() => vec![],
            Group::Largest => largest(actual, GROUP_ROWS),
            Group::Nearest => {
                self.selected.map_or(vec![], |position| self.work.nearest(position, GROUP_ROWS))
            }
        };
        self.work.ask(ascending_positions(group));
    }
}

/// The positions of the values that are largest in size, largest first.
fn largest(values: &[f64], count: usize) -> Vec<usize> {
    let mut order = ascending(values.iter().map(|value| key(-value.abs())));
    order.truncate(count);
    order
}

fn ascending_positions(positions: Vec<usize>) -> Vec<usize> {
    ascending(positions.iter().map(|&position| position as u64))
        .into_iter()
        .map(|place| positions[place])
        .collect()
}

fn measured(parameters: &InfluenceParameters, rows: &Dataset) -> Option<usize> {
    id(parameters.on.as_str()).and_then(|id| rows.position(RowId::new(id)))
}

/// The rows of the parameters, if these name rows among them.
fn resolve(parameters: &InfluenceParameters) -> Result<Rc<Dataset>, ParameterError> {
    let rows = parameters.data.rows(table(parameters.data.source())?);
    own::check_pair(parameters.data.source())?;
    let known = |id: u32| rows.position(RowId::new(id)).is_some();
    let refuse = |key: &str, found: &str| {
        let expected = format!("the number of a row of {}", parameters.data.source().name());
        Err(ParameterError::value(key, found, expected, vec![]))
    };
    for (key, value) in [("row", &parameters.row), ("on", &parameters.on)] {
        let text = value.as_str();
        if *value != TextLine::default() && !id(text).is_some_and(known) {
            return refuse(key, text);
        }
    }
    if let Group::These(ids) = &parameters.group
        && let Some(stranger) = ids.iter().copied().find(|&id| !known(id))
    {
        return refuse("group", &stranger.to_string());
    }
    Ok(rows)
}

impl Widget for Influence {
    const NAME: &'static str = "influence";
    const ABOUT: &'static str = "What is foretold of every row's removal, against what happens when the model is retrained without it.";
    const CONTROLS: &'static [&'static str] = &["method", "c", "data", "on", "row", "group"];
    type Parameters = InfluenceParameters;
    type Message = InfluenceMessage;

    const OWN_ROWS: Option<fn(OwnRows) -> InfluenceMessage> =
        Some(|rows| InfluenceMessage::Data(DataChoice::Own(rows)));

    fn tables(parameters: &InfluenceParameters) -> Vec<TableId> {
        vec![parameters.data.source()]
    }

    fn new(parameters: InfluenceParameters) -> Result<Self, ParameterError> {
        let rows = resolve(&parameters)?;
        let setting = Setting::of(&parameters, measured(&parameters, &rows));
        let work = Work::new(setting, Rc::clone(&rows));
        let mut widget = Self { parameters, rows, work, selected: None, way: None, unfound: None };
        widget.refresh();
        Ok(widget)
    }

    fn parameters(&self) -> &InfluenceParameters {
        &self.parameters
    }

    fn restore(&mut self, parameters: InfluenceParameters) -> Result<(), ParameterError> {
        let rows = resolve(&parameters)?;
        let setting = Setting::of(&parameters, measured(&parameters, &rows));
        self.work.turn_to(setting, Rc::clone(&rows));
        (self.parameters, self.rows) = (parameters, rows);
        (self.way, self.unfound) = (None, None);
        self.refresh();
        Ok(())
    }

    fn update(&mut self, message: InfluenceMessage) -> Option<Reaction<InfluenceParameters>> {
        state::update(self, message)
    }

    fn title(&self) -> String {
        words::title(self)
    }

    fn controls(&self, scope: &Scope) -> Vec<Markup<InfluenceMessage>> {
        view::controls(self, scope)
    }

    fn figure(&self, _scope: &Scope) -> Markup<InfluenceMessage> {
        view::figure(self)
    }

    fn describe(&self) -> String {
        words::describe(self)
    }

    fn comparison(&self, _scope: &Scope) -> Comparison<InfluenceMessage> {
        words::comparison(self)
    }

    fn table(&self) -> Table {
        words::table(self)
    }

    fn drawing(&self) -> Markup<InfluenceMessage> {
        view::sheet_of(self)
    }

    fn step(&mut self) -> bool {
        let whole = self.work.outcome.is_whole();
        let worked = self.work.step();
        if whole != self.work.outcome.is_whole() {
            self.refresh();
        }
        worked
    }

    fn progress(&self) -> Option<Progress> {
        self.work.progress()
    }

    fn cancel(&mut self) {
        self.work.cancel();
    }

    /// Everything of `Outcome`, and `group`: one Newton step, the retraining without it and the boundary then, if there is one.
    fn shipped(&self) -> Option<Shipped> {
        self.work.ship()
    }

    fn receive(&mut self, shipped: &Shipped) -> Result<(), String> {
        self.work.receive(shipped)?;
        self.refresh();
        self.work.receive_group(shipped)
    }
}

#[cfg(test)]
mod tests;

//! Poisoned rows: what a model becomes when an attacker adds a few rows, and what throwing rows out again is worth.
//!
//! Left the training rows in the plane with the poison, the box in which it must lie, and the boundaries: without poison, with it, and after
//! the defence. Right the loss or the error on test rows against the rows of poison: of this run, and over many divisions of the attack, of as
//! many random flips, and of the attack against the defence.

#[cfg(not(feature = "browser"))]
pub(crate) mod numbers;
mod parameters;
mod received;
mod run;
mod state;
mod study;
mod view;
mod words;

use simulation::robustness::poisoning::{Division, FeatureBox, PoisonTable};
use simulation::world::World;

pub use parameters::{PoisonAttack, PoisonData, PoisonDefence, PoisonMeasure, PoisonModel, PoisonParameters};
pub use state::PoisonMessage;

use crate::chart::{Axis, Plane};
use crate::format::short;
use crate::markup::Markup;
use crate::parameters::{ParameterError, Whole};
use crate::shipped::Shipped;
use crate::tables::{self, OwnRows, TableId};
use crate::widget::{Comparison, Progress, Reaction, Scope, Table, Widget};
use run::{Own, Scene, Setting};
use study::Study;

/// The widget.
pub struct Poison {
    parameters: PoisonParameters,
    table: PoisonTable,
    setting: Setting,
    /// Which rows train, and which are the others’.
    division: Division,
    room: FeatureBox,
    /// The ends of the plane that is drawn.
    corners: [[f64; 2]; 2],
    own: Own,
    scene: Option<Scene>,
    study: Study,
    /// Whether rows follow one another by themselves.
    running: bool,
    failure: Option<String>,
    stopped: bool,
}

impl Poison {
    /// The rows of poison that are drawn.
    fn added(&self) -> usize {
        self.parameters.added()
    }

    /// The models where the reader stands, if they are known.
    fn scene(&self) -> Option<&Scene> {
        self.scene.as_ref().filter(|scene| scene.added == self.added())
    }

    /// The training rows, with classes as targets.
    fn clean(&self) -> World<'_> {
        World::new(self.table.classes(), self.division.training.iter().copied())
    }

    fn advance(&mut self) -> Result<bool, String> {
        let added = self.added();
        if self.own.outcomes.len() <= added {
            self.own.advance(&self.setting, &self.table)?;
        } else if self.scene().is_none() {
            self.scene = Some(self.own.scene(&self.setting, &self.table, added)?);
        } else if self.running {
            self.running = added < self.setting.budget;
            self.parameters.added = Whole::new(added as u32 + u32::from(self.running));
        } else if !self.study.is_complete(&self.setting, added) {
            self.study.advance(&self.setting, &self.table)?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }
}

impl Widget for Poison {
    const NAME: &'static str = "poison";
    const ABOUT: &'static str = "Data poisoning: random flips, targeted flips and rows moved along the slope of the attacker’s loss, and what two defences are worth.";
    const CONTROLS: &'static [&'static str] =
        &["data", "model", "attack", "added", "reach", "defence", "thrown", "measure", "seed"];
    type Parameters = PoisonParameters;
    type Message = PoisonMessage;

    const OWN_ROWS: Option<fn(OwnRows) -> PoisonMessage> =
        Some(|rows| PoisonMessage::Data(PoisonData::Own(rows)));

    fn tables(parameters: &PoisonParameters) -> Vec<TableId> {
        vec![parameters.data.source()]
    }

    fn new(parameters: PoisonParameters) -> Result<Self, ParameterError> {
        let refused =
            |error: String| ParameterError::value("data", parameters.data.source().name(), error, vec![]);
        let rows = tables::table(parameters.data.source())?;
        tables::own::check_pair(parameters.data.source())?;
        let table =
            PoisonTable::new(&rows, parameters.data.classes()).map_err(|error| refused(error.to_string()))?;
        parameters.check(table.most())?;
        let setting = Setting::of(&parameters);
        let division = table.divide(setting.plan.rows, setting.seed);
        let division = division.map_err(|error| refused(error.to_string()))?;
        let (room, corners) = {
            let clean = World::new(table.classes(), division.training.iter().copied());
            let around =
                |reach: f64| FeatureBox::around(&clean, reach).map_err(|error| refused(error.to_string()));
            // Room for the rows and the box, and a little more.
            let all = around(1.1 * setting.plan.reach.max(1.0))?;
            let corner = |ends: &[f64]| [ends[0], ends[1]];
            (around(setting.plan.reach)?, [corner(all.low()), corner(all.high())])
        };
        Ok(Self {
            parameters,
            table,
            setting,
            division,
            room,
            corners,
            own: Own::default(),
            scene: None,
            study: Study::default(),
            running: false,
            failure: None,
            stopped: false,
        })
    }

    fn parameters(&self) -> &PoisonParameters {
        &self.parameters
    }

    fn restore(&mut self, parameters: PoisonParameters) -> Result<(), ParameterError> {
        let rows = |of: &PoisonParameters| (of.data, of.rows, of.reach, of.seed);
        if rows(&parameters) != rows(&self.parameters) {
            *self = Self::new(parameters)?;
            return Ok(());
        }
        parameters.check(self.table.most())?;
        let (before, after) = (self.setting, Setting::of(&parameters));
        if before.plan != after.plan {
            self.own = Own::default();
        }
        if (before.plan, before.defence, before.thrown) != (after.plan, after.defence, after.thrown) {
            self.scene = None;
        }
        self.study.turn(&before, &after);
        (self.parameters, self.setting) = (parameters, after);
        (self.running, self.stopped, self.failure) = (false, false, None);
        Ok(())
    }

    fn update(&mut self, message: PoisonMessage) -> Option<Reaction<PoisonParameters>> {
        state::update(self, message)
    }

    fn title(&self) -> String {
        words::title(self)
    }

    fn controls(&self, scope: &Scope) -> Vec<Markup<PoisonMessage>> {
        view::controls(self, scope)
    }

    fn figure(&self, _scope: &Scope) -> Markup<PoisonMessage> {
        view::figure(self)
    }

    fn describe(&self) -> String {
        words::describe(self)
    }

    fn comparison(&self, _scope: &Scope) -> Comparison<PoisonMessage> {
        words::comparison(self)
    }

    fn table(&self) -> Table {
        let row = ["rows of poison", "label", "from x", "from y", "x", "y"];
        let own = ["attacker’s loss", "test loss", "test error"];
        let mean = ["random flips, mean", "from", "to", "attack, mean", "from", "to"];
        let mut columns = [&row[..], &own, &mean].concat();
        if self.setting.defence.is_some() {
            columns.extend(["defended, mean", "from", "to"]);
        }
        let points = &self.study.summary(&self.setting).points[self.parameters.measure as usize];
        let line = |count: usize| {
            let mut cells = vec![count.to_string()];
            let poison = count.checked_sub(1).and_then(|index| self.own.rows.get(index));
            match poison.filter(|_| count <= self.added()) {
                Some(row) => {
                    cells.push(words::label(self, row).to_owned());
                    cells.extend(row.start.iter().chain(&row.features).map(|&value| short(value, 3)));
                }
                None => cells.extend(std::iter::repeat_n(String::new(), 5)),
            }
            let outcome = self.own.outcomes.get(count).filter(|_| count <= self.added());
            let values = outcome.map(|outcome| [outcome.own, outcome.loss, outcome.error]);
            cells.extend(
                (0..3).map(|place| values.map_or_else(String::new, |values| short(values[place], 6))),
            );
            for arm in points.iter().take((columns.len() - cells.len()) / 3) {
                let point = arm.get(count);
                cells.extend(
                    (0..3).map(|place| point.map_or_else(String::new, |point| short(point[place], 6))),
                );
            }
            cells
        };
        let rows = (0..=self.setting.budget).map(line).collect();
        Table { columns: columns.iter().map(|&name| name.to_owned()).collect(), rows }
    }

    fn drawing(&self) -> Markup<PoisonMessage> {
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
        let progress = |label: &str, done: usize, total: usize| {
            Some(Progress { label: label.to_owned(), done: done as u32, total: total as u32 })
        };
        if self.running || self.scene().is_none() {
            let total = if self.running { self.setting.budget } else { self.added() };
            return progress("Rows of poison", self.own.rows.len().min(total), total.max(1));
        }
        if self.study.is_complete(&self.setting, self.added()) {
            return None;
        }
        let (done, total) = self.study.progress(&self.setting);
        progress("Runs on other divisions", done, total)
    }

    fn cancel(&mut self) {
        // While rows follow one another, stopping is a pause: the other divisions go on.
        if self.running {
            self.running = false;
        } else {
            self.stopped = true;
        }
    }

    fn shipped(&self) -> Option<Shipped> {
        received::ship(self)
    }

    fn receive(&mut self, shipped: &Shipped) -> Result<(), String> {
        received::receive(self, shipped)
    }
}

/// The plane of the training rows.
fn rows_plane(poison: &Poison) -> Plane {
    let [low, high] = poison.corners;
    let names = ["1st principal component", "2nd principal component"];
    Plane::new(Axis::between(names[0], low[0], high[0]), Axis::between(names[1], low[1], high[1]))
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;

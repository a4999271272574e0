//! Two worlds: one table, one edit made by touching a row, a model on each side, and where the two disagree.
//!
//! The rows lie in the plane, so that the whole of each model can be drawn. What is observed on the test rows stands beside two clouds:
//! the same difference under other seeds of the learner, and on resampled rows.

#[cfg(not(feature = "browser"))]
pub(crate) mod numbers;
mod parameters;
mod state;
mod view;
mod words;
mod work;

use simulation::data::Source;
use simulation::data::generators::{Blobs, Moons, Ring};
use simulation::dataset::{Dataset, RowId, Target};
use simulation::edit::{Edit, Edits};
use simulation::idea::TwoWorlds;
use simulation::seed::Seed;
use simulation::world::World;

pub use parameters::{EditList, Observed, Pointer, WorldsData, WorldsLearner, WorldsParameters};
pub use state::WorldsMessage;

use crate::chart::{Axis, Plane};
use crate::format::short;
use crate::markup::Markup;
use crate::parameters::{ParameterError, RowChoice};
use crate::shipped::Shipped;
use crate::tables::{self, OwnRows, TableId};
use crate::widget::{Comparison, Progress, Reaction, Scope, Table, Widget};
use work::{LEVELS, MAP, Protocol, Shift, Side, Work};

/// Rows that a generator makes beside those that are trained on.
const TEST_ROWS: u32 = 200;

/// The widget.
pub struct Worlds {
    parameters: WorldsParameters,
    pair: TwoWorlds,
    /// The edits, the selected row's own label having been looked up.
    edits: Edits,
    /// The selected row.
    row: RowId,
    protocol: Protocol,
    plane: Plane,
    work: Work,
    /// What could not be done, in words.
    notice: String,
}

impl Worlds {
    /// The widget of these parameters, their rows being known.
    fn of_rows(parameters: WorldsParameters, pair: TwoWorlds) -> Result<Self, ParameterError> {
        let row = selected(&parameters, &pair)?;
        let edits = edits(&parameters, &pair, row)?;
        let learner = parameters.learner.learner().map_err(|error| refused(&parameters, &error))?;
        let (low, high) = corners(&pair);
        let seed = Seed::new(u64::from(parameters.seed.get()));
        let protocol = Protocol { learner, observe: parameters.observe, seed, low, high };
        let names = if parameters.data.source().is_some() {
            ["1st principal component", "2nd principal component"]
        } else {
            ["x", "y"]
        };
        let plane =
            Plane::new(Axis::between(names[0], low[0], high[0]), Axis::between(names[1], low[1], high[1]))
                .sized(320.0, 270.0)
                .draggable(parameters.pointer == Pointer::Move);
        let (work, notice) = (Work::default(), String::new());
        Ok(Self { parameters, pair, edits, row, protocol, plane, work, notice })
    }

    /// The training rows after the edits.
    fn edited(&self) -> World<'_> {
        // The edits were applied once when they came in.
        self.pair.world().edited(&self.edits).unwrap_or_else(|_| self.pair.world())
    }

    /// The ids that can be selected: of the rows before, and of those that an edit added.
    fn ids(&self) -> Vec<RowId> {
        let mut ids: Vec<RowId> = self.pair.world().rows().map(|row| row.id).collect();
        let added: Vec<RowId> =
            self.edited().rows().map(|row| row.id).filter(|id| !ids.contains(id)).collect();
        ids.extend(added);
        ids
    }

    /// The change that the edits make to what is observed.
    fn difference(&self) -> Option<f64> {
        Some(self.work.after.as_ref()?.value - self.work.before.as_ref()?.value)
    }

    fn draws(&self) -> usize {
        self.parameters.draws.get() as usize
    }
}

/// The rows of the parameters.
fn dataset(parameters: &WorldsParameters) -> Result<Dataset, ParameterError> {
    let (rows, seed) = (parameters.rows.get() + TEST_ROWS, Seed::new(u64::from(parameters.seed.get())));
    let made = match parameters.data {
        WorldsData::Moons => Moons::new(rows, 0.25).map(|made| made.dataset(seed)),
        WorldsData::Blobs => {
            let centres = vec![[-1.5, -1.0], [1.5, -1.0], [0.0, 1.5]];
            Blobs::new(rows, centres, 0.9).map(|made| made.dataset(seed))
        }
        WorldsData::Ring => Ring::new(rows, 1.0, 1.6, 2.4, 0.2).map(|made| made.dataset(seed)),
        real => {
            let source = real.source().unwrap_or(TableId::Book(Source::Penguins));
            return tables::table(source).map(|table| (*table).clone());
        }
    };
    match made {
        Ok(Ok(rows)) => Ok(rows),
        Ok(Err(error)) => Err(refused(parameters, &error)),
        Err(error) => Err(refused(parameters, &error)),
    }
}

fn refused(parameters: &WorldsParameters, error: &dyn std::fmt::Display) -> ParameterError {
    ParameterError::value("rows", &parameters.rows.get().to_string(), error.to_string(), vec![])
}

/// The edits of the parameters, applied to the world once to see whether they can be.
fn edits(parameters: &WorldsParameters, worlds: &TwoWorlds, row: RowId) -> Result<Edits, ParameterError> {
    let edits = match &parameters.edits {
        EditList::These(edits) => edits.clone(),
        EditList::Flip => {
            let classes = worlds.flat().class_count();
            let own = worlds.world().rows().find(|known| known.id == row).and_then(|row| row.target.class());
            let flip = own.map(|class| Edit::Relabel(row, Target::Class((class + 1) % classes)));
            flip.into_iter().collect()
        }
    };
    match worlds.world().edited(&edits) {
        Ok(_) => Ok(edits),
        Err(error) => {
            let written = edits.to_string();
            Err(ParameterError::value(
                "edits",
                &written,
                format!("edits that fit these rows: {error}"),
                vec![],
            ))
        }
    }
}

/// The selected row.
fn selected(parameters: &WorldsParameters, worlds: &TwoWorlds) -> Result<RowId, ParameterError> {
    let first = worlds.world().rows().next().map_or(RowId::new(0), |row| row.id);
    let RowChoice::Id(id) = parameters.row else { return Ok(first) };
    let row = RowId::new(id);
    let added = match &parameters.edits {
        EditList::These(edits) => worlds.world().edited(edits).is_ok_and(|world| world.place(row).is_some()),
        EditList::Flip => false,
    };
    if added || worlds.world().place(row).is_some() {
        return Ok(row);
    }
    let some: Vec<String> = worlds.world().rows().take(8).map(|row| row.id.number().to_string()).collect();
    let expected = format!("the id of a training row, such as {}", some.join(", "));
    Err(ParameterError::value("row", &id.to_string(), expected, vec![]))
}

/// Room for all rows, and the same for both worlds.
fn corners(worlds: &TwoWorlds) -> ([f64; 2], [f64; 2]) {
    let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    for row in worlds.flat().rows() {
        for axis in 0..2 {
            let value = row.features.get(axis).copied().unwrap_or(0.0);
            (low[axis], high[axis]) = (low[axis].min(value), high[axis].max(value));
        }
    }
    for axis in 0..2 {
        let room = 0.05 * (high[axis] - low[axis]).max(1e-9);
        (low[axis], high[axis]) = (low[axis] - room, high[axis] + room);
    }
    (low, high)
}

impl Widget for Worlds {
    const NAME: &'static str = "worlds";
    const ABOUT: &'static str = "One table, one edit: the model trained before it beside the one trained after it, and where they differ.";
    const CONTROLS: &'static [&'static str] =
        &["data", "learner", "observe", "edits", "row", "pointer", "class", "seed"];
    type Parameters = WorldsParameters;
    type Message = WorldsMessage;

    const OWN_ROWS: Option<fn(OwnRows) -> WorldsMessage> =
        Some(|rows| WorldsMessage::Data(WorldsData::Own(rows)));

    fn tables(parameters: &WorldsParameters) -> Vec<TableId> {
        parameters.data.source().into_iter().collect()
    }

    fn new(parameters: WorldsParameters) -> Result<Self, ParameterError> {
        let data = dataset(&parameters)?;
        let seed = Seed::new(u64::from(parameters.seed.get()));
        let worlds = TwoWorlds::new(&data, parameters.rows.get() as usize, seed)
            .map_err(|error| refused(&parameters, &error))?;
        Self::of_rows(parameters, worlds)
    }

    fn parameters(&self) -> &WorldsParameters {
        &self.parameters
    }

    fn restore(&mut self, parameters: WorldsParameters) -> Result<(), ParameterError> {
        let rows = |of: &WorldsParameters| (of.data, of.rows, of.seed);
        let same_rows = rows(&parameters) == rows(&self.parameters);
        let mut next =
            if same_rows { Self::of_rows(parameters, self.pair.clone())? } else { Self::new(parameters)? };
        // What was trained stays true where the rows and the protocol are the same.
        if same_rows && next.protocol == self.protocol {
            std::mem::swap(&mut next.work, &mut self.work);
            next.work.stopped = false;
            if next.edits != self.edits {
                next.work.edited();
            }
        }
        *self = next;
        Ok(())
    }

    fn update(&mut self, message: WorldsMessage) -> Option<Reaction<WorldsParameters>> {
        state::update(self, message)
    }

    fn title(&self) -> String {
        words::title(self)
    }

    fn controls(&self, scope: &Scope) -> Vec<Markup<WorldsMessage>> {
        view::controls(self, scope)
    }

    fn figure(&self, _scope: &Scope) -> Markup<WorldsMessage> {
        view::figure(self)
    }

    fn describe(&self) -> String {
        words::describe(self)
    }

    fn comparison(&self, _scope: &Scope) -> Comparison<WorldsMessage> {
        words::comparison(self)
    }

    fn table(&self) -> Table {
        let names = ["row", "first coordinate", "second coordinate", "class", "weight"];
        let columns = std::iter::once("world").chain(names).map(str::to_owned).collect();
        let rows = |name: &'static str, world: &World<'_>| -> Vec<Vec<String>> {
            let line = |row: simulation::dataset::Row<'_>| {
                let mut cells = vec![name.to_owned(), row.id.number().to_string()];
                cells.extend(row.features.iter().map(|value| short(*value, 3)));
                cells.push(row.target.class().map_or_else(String::new, |class| words::class(self, class)));
                cells.push(short(row.weight, 3));
                cells
            };
            world.rows().map(line).collect()
        };
        let (mut before, after) = (rows("before", &self.pair.world()), rows("after", &self.edited()));
        before.extend(after);
        Table { columns, rows: before }
    }

    fn drawing(&self) -> Markup<WorldsMessage> {
        view::drawing(self)
    }

    fn step(&mut self) -> bool {
        let draws = self.draws();
        self.work.step(&self.pair, &self.edits, &self.protocol, draws)
    }

    fn progress(&self) -> Option<Progress> {
        let (done, total) = self.work.outstanding(self.draws())?;
        Some(Progress { label: "Pairs of worlds trained".to_owned(), done, total })
    }

    fn cancel(&mut self) {
        self.work.stopped = true;
    }

    /// `values`: what is observed before and after, the largest shift and the share of fields that changed; `converged`: 1 for each world
    /// whose fit did; `before`, `after`: the class of each field; `levels`: how far it moved; the two clouds.
    fn shipped(&self) -> Option<Shipped> {
        let (before, after, shift) =
            (self.work.before.as_ref()?, self.work.after.as_ref()?, self.work.shift.as_ref()?);
        let numbers = |classes: &[usize]| classes.iter().map(|&class| class as f64).collect();
        let converged = [before, after].map(|side| f64::from(u8::from(side.converged)));
        Some(
            Shipped::default()
                .with("values", vec![before.value, after.value, shift.most, shift.changed])
                .with("converged", converged.to_vec())
                .with("before", numbers(&before.classes))
                .with("after", numbers(&after.classes))
                .with("levels", shift.levels.clone())
                .with("learner", self.work.learner_luck.clone())
                .with("resampling", self.work.resampling_luck.clone()),
        )
    }

    fn receive(&mut self, shipped: &Shipped) -> Result<(), String> {
        let (cells, draws) = (MAP.0 * MAP.1, self.draws());
        let column = |name: &str, length: usize| {
            let found = shipped.column(name)?;
            let legal = found.len() == length && found.iter().all(|number| number.is_finite());
            if legal { Ok(found) } else { Err(format!("{length} finite numbers expected in {name}")) }
        };
        let (values, converged) = (column("values", 4)?, column("converged", 2)?);
        let classes = |name: &str| -> Result<Vec<usize>, String> {
            Ok(column(name, cells)?.iter().map(|&class| class as usize).collect())
        };
        let side = |at: usize, classes| Side { value: values[at], converged: converged[at] == 1.0, classes };
        let levels = column("levels", cells)?.iter().map(|level| level.clamp(0.0, LEVELS)).collect();
        let (learner_luck, resampling_luck) = (column("learner", draws)?, column("resampling", draws)?);
        let shift = Shift { levels, most: values[2], changed: values[3] };
        let luck = [learner_luck.to_vec(), resampling_luck.to_vec()];
        self.work = Work::received([side(0, classes("before")?), side(1, classes("after")?)], shift, luck);
        Ok(())
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;

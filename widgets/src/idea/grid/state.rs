//! What a reader can do, and what follows.

use simulation::idea::{CellSet, Place};
use simulation::valuation::Coalition;

use super::parameters::{
    DataChoice, GridParameters, LearnerChoice, Mode, Picture, QuantityChoice, Score, Shown, Slices, Task,
};
use super::{Grid, view};
use crate::parameters::{ParameterType, TextLine, Value, Whole};
use crate::widget::{Reaction, Widget};

type Reacted = Reaction<GridParameters>;

/// What a reader can do.
#[derive(Clone, Debug)]
pub enum GridMessage {
    /// Ask about another item.
    Focus(usize),
    /// Ask about another second item.
    Partner(usize),
    /// Take an item into the group, or out of it.
    Group(usize),
    /// Poison an item, or heal it.
    Poison(usize),
    /// Compute another quantity.
    Quantity(QuantityChoice),
    /// Score otherwise.
    Score(Score),
    /// Train another model.
    Learner(LearnerChoice),
    /// Take other data.
    Data(DataChoice),
    /// Open or close the instrument.
    Mode(Mode),
    /// Compute or explore.
    Task(Task),
    /// Show other columns.
    Slices(Slices),
    /// Draw the other grid.
    Shown(Shown),
    /// Draw rows and columns, or the lattice.
    Picture(Picture),
    /// Set a typed parameter, by its key; what is no legal value changes nothing.
    Typed(&'static str, String),
    /// Look for a row.
    Find(String),
    /// Press the cell in this row and column.
    Press(usize, usize),
    /// Go to the world of this row.
    World(usize),
    /// Test on the slice of this column.
    Slice(usize),
    /// Press the head of a row.
    PressRow(usize),
    /// Press the head of a column.
    PressColumn(usize),
    /// Press the selected cell by the keyboard.
    Enter,
    /// Move the selection by rows and columns, as far as the grid goes.
    Move(i32, i32),
    /// While exploring, select the whole row of the cursor, or clear it.
    ThisRow,
    /// The same for its column.
    ThisColumn,
    /// Add the cells that a quantity lacks.
    Add(QuantityChoice),
    /// Select no cell.
    Clear,
    /// Compute a quantity that was found while exploring.
    Open(Box<GridParameters>),
    /// Light another step of the computation.
    Step(u32),
    /// Draw another order of arrival in the lattice.
    Path(u32),
    /// Draw other rows.
    Redraw,
}

pub(super) fn update(grid: &mut Grid, message: GridMessage) -> Option<Reacted> {
    let now = grid.parameters.clone();
    let fresh = Whole::new(0);
    let text = |item: usize| TextLine::from(grid.items.name(item).to_owned());
    let toggled = |set: Coalition, item| grid.items.subset(toggle(set, item));
    let next = match message {
        GridMessage::Focus(item) => {
            // The second item is what an author gets who names none; a partner that meets the focus gives way.
            let focus = if item == 1 { TextLine::default() } else { text(item) };
            let meets = item == grid.selection.partner || now.partner.as_str().is_empty();
            let partner = if meets { TextLine::default() } else { now.partner.clone() };
            GridParameters { focus, partner, ..now }
        }
        GridMessage::Partner(item) if item != grid.selection.focus => {
            GridParameters { partner: text(item), ..now }
        }
        GridMessage::Partner(_) => return None,
        GridMessage::Group(item) => {
            let group = toggle(grid.selection.group, item);
            if group.is_empty() {
                return None;
            }
            GridParameters { group: grid.items.subset(group), step: fresh, ..now }
        }
        GridMessage::Poison(item) => GridParameters { poison: toggled(grid.selection.poison, item), ..now },
        GridMessage::Quantity(quantity) => GridParameters { quantity, step: fresh, ..now },
        GridMessage::Score(score) => GridParameters { score, step: fresh, ..now },
        GridMessage::Learner(learner) => GridParameters { learner, ..now },
        GridMessage::Data(data) => GridParameters { data, ..now },
        GridMessage::Mode(Mode::Simple) => closed(now),
        GridMessage::Mode(Mode::Advanced) => GridParameters { mode: Mode::Advanced, ..now },
        GridMessage::Task(task) => GridParameters { task, ..now },
        GridMessage::Slices(slices) => {
            let lone = grid.selection.slice.len() == 1 || grid.selection.slice == grid.items.all();
            let slice = if lone { now.slice.clone() } else { crate::parameters::Subset::Everything };
            GridParameters { slices, slice, step: fresh, ..now }
        }
        GridMessage::Shown(shown) => GridParameters { shown, ..now },
        GridMessage::Picture(picture) => GridParameters { picture, ..now },
        GridMessage::Typed(key, value) => {
            typed(grid, key, &value);
            return None;
        }
        GridMessage::Find(name) => return find(grid, &name),
        GridMessage::Step(step) => GridParameters { step: Whole::new(step), ..now },
        GridMessage::Path(path) => GridParameters { path: Whole::new(path), ..now },
        GridMessage::Redraw => GridParameters { seed: Whole::new(now.seed.get() % 999_999 + 1), ..now },
        GridMessage::Press(row, column) => return Some(press(grid, row, column, now.task == Task::Explore)),
        GridMessage::Enter => {
            let (row, column) = grid.place();
            return Some(press(grid, row, column, now.task == Task::Explore));
        }
        GridMessage::World(row) => return Some(press(grid, row, grid.place().1, false)),
        GridMessage::Slice(column) => {
            press(grid, grid.place().0, column, false);
            return None;
        }
        GridMessage::PressRow(row) => return press_line(grid, Some(row), None),
        GridMessage::PressColumn(column) => return press_line(grid, None, Some(column)),
        GridMessage::ThisRow => return press_line(grid, Some(grid.place().0), None),
        GridMessage::ThisColumn => return press_line(grid, None, Some(grid.place().1)),
        GridMessage::Move(rows, columns) => {
            let (row, column) = grid.place();
            let by = |from: usize, by: i32| from.saturating_add_signed(by as isize);
            return Some(press(grid, by(row, rows), by(column, columns), false));
        }
        GridMessage::Add(quantity) => {
            let asked = GridParameters { quantity, ..now };
            let query = super::query(&asked, &grid.selection);
            let places = query.plan(grid.items.len()).map_or_else(Vec::new, |plan| plan.places());
            explore(grid, &grid.selection.cells.clone().with(places));
            return None;
        }
        GridMessage::Clear => {
            explore(grid, &CellSet::default());
            return None;
        }
        GridMessage::Open(parameters) => *parameters,
    };
    change(grid, next);
    None
}

/// Takes parameters that are legal because they were made from legal ones.
fn change(grid: &mut Grid, parameters: GridParameters) {
    let changed = grid.restore(parameters);
    debug_assert!(changed.is_ok(), "{changed:?}");
}

/// First contact: what the simple figure cannot show is put away, what it can show stays.
fn closed(now: GridParameters) -> GridParameters {
    let simple = [QuantityChoice::Cell, QuantityChoice::LeaveOneOut, QuantityChoice::Shapley];
    let quantity = if simple.contains(&now.quantity) { now.quantity } else { QuantityChoice::LeaveOneOut };
    let plain = GridParameters::default();
    GridParameters {
        mode: Mode::Simple,
        task: Task::Compute,
        quantity,
        step: if quantity == now.quantity { now.step } else { Whole::new(0) },
        poison: plain.poison,
        noise: plain.noise,
        ..now
    }
}

fn toggle(set: Coalition, item: usize) -> Coalition {
    if set.contains(item) { set.without(item) } else { set.with(item) }
}

/// Selects a cell, and while exploring puts it in or out.
fn press(grid: &mut Grid, row: usize, column: usize, toggles: bool) -> Reacted {
    let row = row.min(grid.items.worlds().len() - 1);
    let column = column.min(grid.items.slices().len() - 1);
    let place = Place { world: grid.items.worlds()[row], slice: grid.items.slices()[column] };
    let (world, slice) = (grid.items.subset(place.world), grid.items.subset(place.slice));
    let averages = grid.parameters.quantity.is_semivalue();
    let step = if averages { grid.parameters.step } else { Whole::new(0) };
    let mut next = GridParameters { world, slice, step, ..grid.parameters.clone() };
    // Without a test there is no cell to select.
    if toggles && !place.slice.is_empty() {
        next.cells = grid.items.cells_parameter(&grid.selection.cells.clone().toggled(place));
    }
    change(grid, next);
    Reaction::Focus(view::cell_id(row, column))
}

/// Selects a row or column; while exploring all of its visible cells, or none if they all were.
fn press_line(grid: &mut Grid, row: Option<usize>, column: Option<usize>) -> Option<Reacted> {
    let (here_row, here_column) = grid.place();
    if grid.parameters.task != Task::Explore {
        return Some(press(grid, row.unwrap_or(here_row), column.unwrap_or(here_column), false));
    }
    let (worlds, slices) = (grid.items.worlds(), grid.items.slices());
    let places: Vec<Place> = match (row, column) {
        (Some(row), _) => slices.iter().map(|&slice| Place { world: worlds[row], slice }).collect(),
        (None, Some(column)) => worlds.iter().map(|&world| Place { world, slice: slices[column] }).collect(),
        (None, None) => vec![],
    };
    let line = CellSet::default().with(places.into_iter().filter(|place| !place.slice.is_empty()));
    let selected = &grid.selection.cells;
    let full = line.clone().without(selected).is_empty();
    let cells = if full { selected.clone().without(&line) } else { super::union(selected, &line) };
    explore(grid, &cells);
    None
}

fn explore(grid: &mut Grid, cells: &CellSet) {
    let cells = grid.items.cells_parameter(cells);
    change(grid, GridParameters { cells, ..grid.parameters.clone() });
}

/// What a reader typed, if it is legal; else everything stays, and the next view writes the old value back.
fn typed(grid: &mut Grid, key: &'static str, value: &str) {
    let (mut next, written) = (grid.parameters.clone(), value.trim());
    let value = Value::one(written.replace(',', "."));
    let read = match key {
        "size" => ParameterType::read(&value).map(|size| next.size = size),
        "alpha" => ParameterType::read(&value).map(|alpha| next.alpha = alpha),
        "beta" => ParameterType::read(&value).map(|beta| next.beta = beta),
        "tolerance" => ParameterType::read(&value).map(|tolerance| next.tolerance = tolerance),
        "noise" => ParameterType::read(&value).map(|noise| next.noise = noise),
        "path" => ParameterType::read(&value).map(|path| next.path = path),
        "slice" => grid.items.find(written).map(|slice| {
            next.slice = grid.items.subset(slice);
        }),
        _ => None,
    };
    if key != "path" {
        next.step = Whole::new(0);
    }
    if read.is_none() || grid.restore(next).is_err() {
        grid.unfound = Some(format!("“{written}” is no legal {key}: nothing was changed."));
    }
}

fn find(grid: &mut Grid, name: &str) -> Option<Reacted> {
    let found = grid.items.find(name).and_then(|set| grid.items.worlds().iter().position(|&w| w == set));
    if let Some(row) = found {
        return Some(press(grid, row, grid.place().1, false));
    }
    let (all, none) = (grid.items.label(grid.items.all()), grid.items.label(Coalition::EMPTY));
    grid.unfound = Some(format!("No row is named “{}”: rows go from {all} to {none}.", name.trim()));
    None
}

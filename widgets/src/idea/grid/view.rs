//! The grid's picture: controls, table, computation.

use simulation::idea::Place;
use simulation::valuation::Coalition;

use super::computation::computation;
use super::overview::{Window, overview};
use super::parameters::{Picture, QuantityChoice, Score, Shown, Task};
use super::steps::Mark;
use super::work::Side;
use super::{Grid, GridMessage, explore, moves};
use crate::format::{decimal, join, signed};
use crate::markup::{EventKind, Input, Markup, element};
use crate::widget::Scope;

pub(super) type View = Markup<GridMessage>;

/// The local name of a cell.
pub(super) fn cell_id(row: usize, column: usize) -> String {
    format!("cell{row}-{column}")
}

pub(super) fn figure(grid: &Grid, scope: &Scope) -> View {
    let beside = if grid.parameters.task == Task::Explore { explore::panel(grid) } else { computation(grid) };
    let pictures = match grid.parameters.picture {
        Picture::Grid => rows_and_columns(grid, scope),
        Picture::Lattice => moves::figure(grid, scope),
    };
    element("div")
        .class("grid-figure")
        .child(
            element("div")
                .children(pictures)
                .children(grid.is_trained().then(|| key(grid)))
                .children(legend(grid)),
        )
        .child(beside)
}

/// The tables, and the overview where they are but a window.
fn rows_and_columns(grid: &Grid, scope: &Scope) -> Vec<View> {
    let window = Window::of(grid);
    let tables = match (grid.is_layered(), grid.parameters.shown) {
        (false, _) => vec![table(grid, scope, &window, Shown::Operator)],
        (true, Shown::Both) => {
            vec![table(grid, scope, &window, Shown::Operator), table(grid, scope, &window, Shown::Reference)]
        }
        (true, shown) => vec![table(grid, scope, &window, shown)],
    };
    let tables = tables.into_iter().map(|table| element("div").class("grid-scroll").child(table));
    overview(grid, &window).into_iter().chain(tables).collect()
}

/// What the items stand for.
fn key(grid: &Grid) -> View {
    let item = |item: usize| {
        element("div")
            .child(element("dt").text(match moves::sign(grid, item) {
                Some(sign) => format!("{sign}: {}", grid.items.name(item)),
                None => grid.items.name(item).to_owned(),
            }))
            .child(element("dd").text(grid.parameters.data.origin(item)))
    };
    element("dl").class("grid-key").children((0..grid.items.len()).map(item))
}

/// What the small marks in the cells mean, where there are any.
fn legend(grid: &Grid) -> Option<View> {
    let worlds = match grid.parameters.picture {
        Picture::Grid => grid.items.worlds()[Window::of(grid).rows].to_vec(),
        Picture::Lattice => moves::drawn(grid),
    };
    let (mut unconverged, mut single, mut tied) = (false, false, false);
    let sides = [Side::Operator, Side::Reference];
    for trained in
        worlds.iter().flat_map(|&world| sides.into_iter().filter_map(move |side| grid.model(side, world)))
    {
        unconverged |= !trained.converged;
        single |= trained.classes == 1;
        tied |= trained.tied(grid.items.all()).is_some_and(|tied| tied > 0.0);
    }
    let untested = match grid.parameters.picture {
        Picture::Grid => grid.items.slices()[Window::of(grid).columns].contains(&Coalition::EMPTY),
        Picture::Lattice => grid.selection.slice.is_empty(),
    };
    let notes: Vec<&str> = [
        (single, "1: the row has one class only"),
        (tied, "=: classes tie on some test rows"),
        (unconverged, "*: the fit did not converge"),
        (untested, "∅: nothing is tested, so there is no score"),
    ]
    .into_iter()
    .filter_map(|(there, note)| there.then_some(note))
    .collect();
    (!notes.is_empty()).then(|| element("p").class("grid-legend").text(join(&notes, " · ")))
}

/// One table. The operator's is the one that the keyboard moves in; the reference beside it is for reading.
fn table(grid: &Grid, scope: &Scope, window: &Window, shown: Shown) -> View {
    let live = shown != Shown::Reference || grid.parameters.shown != Shown::Both || !grid.is_layered();
    let side = side_of(shown);
    let slices = &grid.items.slices()[window.columns.clone()];
    let (selected_row, selected_column) = grid.place();
    let corner = element("th")
        .class("grid-corner")
        .attribute("scope", "col")
        .child(element("span").text("train on ↓"))
        .child(element("span").text("test on →"));
    let heads = window.columns.clone().zip(slices).map(|(column, &slice)| {
        let class = if column == selected_column { "selected" } else { "" };
        let head = element("th").class(class).attribute("scope", "col").text(grid.items.label(slice));
        if live { head.key(format!("column {column}")) } else { head }
    });
    let row = |row: usize| {
        let world = grid.items.worlds()[row];
        let class = if row == selected_row { "selected" } else { "" };
        let head =
            element("th").class(class).attribute("scope", "row").text(grid.items.label(world)).children(
                Some(row_marks(grid, side, world)).filter(|m| !m.is_empty()).map(|m| element("sup").text(m)),
            );
        let head = if live { head.key(format!("row {row}")) } else { head };
        let cells = window.columns.clone().zip(slices).map(|(column, &slice)| {
            let selected = (row, column) == (selected_row, selected_column);
            let cell = cell(grid, Place { world, slice }, shown, selected, live);
            if live {
                cell.attribute("id", scope.id(&cell_id(row, column))).key(format!("cell {row} {column}"))
            } else {
                cell
            }
        });
        element("tr").child(head).children(cells)
    };
    let name = match shown {
        _ if !grid.is_layered() => "Training worlds by evaluation slices",
        Shown::Reference => "Reference, which no layer touches",
        Shown::Difference => "What the operator sees minus the reference",
        _ => "What the operator sees",
    };
    let caption = grid.is_layered().then(|| element("caption").text(name));
    let table = element("table")
        .class("grid")
        .attribute("aria-label", name)
        .children(caption)
        .child(element("thead").child(element("tr").child(corner).children(heads)))
        .child(element("tbody").children(window.rows.clone().map(row)));
    if !live {
        return table;
    }
    table
        .attribute("role", "grid")
        .attribute("aria-rowcount", (grid.items.worlds().len() + 1).to_string())
        .attribute("aria-colcount", (grid.items.slices().len() + 1).to_string())
        .on(EventKind::Key, key_message)
        .on(EventKind::Press, pressed)
}

/// Which cell or head was pressed, by its key.
pub(super) fn pressed(input: &Input) -> Option<GridMessage> {
    let mut words = input.target.as_deref()?.split(' ');
    let kind = words.next()?;
    let mut number = || words.next()?.parse().ok();
    match kind {
        "cell" => Some(GridMessage::Press(number()?, number()?)),
        "row" => Some(GridMessage::PressRow(number()?)),
        "column" => Some(GridMessage::PressColumn(number()?)),
        _ => None,
    }
}

/// Whose models a picture shows; of a difference those of the operator.
pub(super) fn side_of(shown: Shown) -> Side {
    if shown == Shown::Reference { Side::Reference } else { Side::Operator }
}

/// Small marks: what a reader should know of a row before believing it.
pub(super) fn row_marks(grid: &Grid, side: Side, world: Coalition) -> String {
    let mut marks = String::new();
    let Some(trained) = grid.model(side, world) else { return marks };
    if trained.classes == 1 {
        marks.push('1');
    }
    if trained.tied(grid.items.all()).is_some_and(|tied| tied > 0.0) {
        marks.push('=');
    }
    if !trained.converged {
        marks.push('*');
    }
    marks
}

fn cell(grid: &Grid, place: Place, shown: Shown, selected: bool, live: bool) -> View {
    let side = side_of(shown);
    let value = grid.cell(side, place);
    let (class, number) = if shown == Shown::Difference {
        let difference = value.zip(grid.cell(Side::Reference, place)).map(|(seen, real)| seen - real);
        let class = match difference {
            Some(difference) if difference > 5e-3 => "shift-up",
            Some(difference) if difference < -5e-3 => "shift-down",
            _ => "shift-none",
        };
        (class.to_owned(), difference.map_or_else(|| unknown(place).to_owned(), |d| signed(d, 2)))
    } else {
        (heat(grid, value), value.map_or_else(|| unknown(place).to_owned(), |v| decimal(v, 2)))
    };
    let mut name = format!(
        "trained on {}, tested on {}: {}",
        grid.items.words(place.world),
        grid.items.words(place.slice),
        if place.slice.is_empty() { "no score" } else { &number }
    );
    let exploring = grid.parameters.task == Task::Explore;
    let chosen = exploring && grid.selection.cells.contains(place);
    let mark = if exploring { None } else { grid.marks.of(place) };
    let mark_class = match mark {
        Some(Mark::Before) => " is-before",
        Some(Mark::After) => " is-after",
        None if chosen => " is-chosen",
        None => "",
    };
    for note in [mark_words(grid, mark), if chosen { "selected" } else { "" }] {
        if !note.is_empty() {
            name = format!("{name}, {note}");
        }
    }
    let cell = element("td").class(format!("{class}{mark_class}")).text(number);
    if !live {
        return cell;
    }
    cell.attribute("role", "gridcell")
        .attribute("tabindex", if selected { "0" } else { "-1" })
        .attribute("aria-selected", if selected { "true" } else { "false" })
        .attribute("aria-label", format!("{name}{}", row_words(grid, side, place)))
}

/// What stands in a cell without a number: nothing is tested there, or its world is not trained yet.
pub(super) fn unknown(place: Place) -> &'static str {
    if place.slice.is_empty() { "∅" } else { "–" }
}

pub(super) fn mark_words(grid: &Grid, mark: Option<Mark>) -> &'static str {
    let single = matches!(grid.parameters.quantity, QuantityChoice::Unlearning | QuantityChoice::Regret);
    match (mark, grid.plan.as_ref()) {
        (None, _) => "",
        (Some(Mark::After), _) => {
            if single {
                "compared with"
            } else {
                "without the item"
            }
        }
        (Some(Mark::Before), Some(simulation::idea::Plan::Differences(_))) if !single => "with the item",
        (Some(Mark::Before), _) => "read here",
    }
}

/// The same marks for a listener; ties are those of the place's own slice.
pub(super) fn row_words(grid: &Grid, side: Side, place: Place) -> String {
    let Some(trained) = grid.model(side, place.world) else { return String::new() };
    let notes = [
        (!trained.converged, ", the fit did not converge"),
        (trained.classes == 1, ", one class only"),
        (trained.tied(place.slice).is_some_and(|tied| tied > 0.0), ", classes tie on some test rows"),
    ];
    notes.into_iter().filter_map(|(there, note)| there.then_some(note)).collect()
}

/// The step of the heat ramp, 0 to 10, on the scale of the score.
pub(super) fn heat_step(grid: &Grid, value: Option<f64>) -> Option<usize> {
    let items = grid.items.len() as f64;
    let share = match grid.parameters.score {
        // The mean probability that the truth was given, in the sense of logarithms.
        Score::LogLoss => shade(value?),
        Score::Overlap => value? / items,
        Score::Entropy => value? / f64::from(u32::BITS - (grid.items.len() as u32).leading_zeros()),
        _ => value?,
    };
    Some((share * 10.0).round().clamp(0.0, 10.0) as usize)
}

/// The same as the name of a class and of a token.
pub(super) fn heat(grid: &Grid, value: Option<f64>) -> String {
    heat_step(grid, value).map_or_else(|| "unknown".to_owned(), |step| format!("heat-{step}"))
}

/// exp for x ≤ 0 as far as eleven steps of colour need it: (1 + x/64)⁶⁴.
fn shade(x: f64) -> f64 {
    let mut power = (1.0 + x / 64.0).max(0.0);
    for _ in 0..6 {
        power *= power;
    }
    power
}

fn key_message(input: &Input) -> Option<GridMessage> {
    const FAR: i32 = 1 << 16;
    let (rows, columns) = match (input.key.as_str(), input.control) {
        ("Enter" | " ", _) => return Some(GridMessage::Enter),
        ("ArrowUp", _) => (-1, 0),
        ("ArrowDown", _) => (1, 0),
        ("ArrowLeft", _) => (0, -1),
        ("ArrowRight", _) => (0, 1),
        ("PageUp", _) => (-8, 0),
        ("PageDown", _) => (8, 0),
        ("Home", false) => (0, -FAR),
        ("End", false) => (0, FAR),
        ("Home", true) => (-FAR, -FAR),
        ("End", true) => (FAR, FAR),
        _ => return None,
    };
    Some(GridMessage::Move(rows, columns))
}

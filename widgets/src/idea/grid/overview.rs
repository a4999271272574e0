//! A big grid at a glance: one drawing of all of its rows, and the window of it that the table shows.

use std::ops::Range;

use simulation::idea::Place;

use super::parameters::{Score, Slices};
use super::view::{View, heat_step, side_of};
use super::work::{Side, Trained};
use super::{Grid, GridMessage, Shown};
use crate::controls::button;
use crate::markup::element;

/// A table with more rows than this shows a window of so many.
const ROWS: (usize, usize) = (32, 16);
/// The same for columns.
const COLUMNS: (usize, usize) = (16, 10);
/// Bands and columns of the overview at most.
const BANDS: usize = 64;
const LANES: usize = 32;

/// What of a big table is drawn as cells.
pub(super) struct Window {
    pub(super) rows: Range<usize>,
    pub(super) columns: Range<usize>,
}

impl Window {
    /// The window around the selected cell. It moves by whole pages, so that a small step leaves it in its place.
    pub(super) fn of(grid: &Grid) -> Self {
        let (row, column) = grid.place();
        let range = |at: usize, all: usize, (limit, page): (usize, usize)| {
            if all <= limit {
                return 0..all;
            }
            let start = (at / page * page).min(all - page);
            start..start + page
        };
        Self {
            rows: range(row, grid.items.worlds().len(), ROWS),
            columns: range(column, grid.items.slices().len(), COLUMNS),
        }
    }

    /// Whether something is left out.
    pub(super) fn is_partial(&self, grid: &Grid) -> bool {
        self.rows.len() < grid.items.worlds().len() || self.columns.len() < grid.items.slices().len()
    }
}

/// The overview with the buttons that move the window; nothing for a grid that is drawn whole.
pub(super) fn overview(grid: &Grid, window: &Window) -> Option<View> {
    if !window.is_partial(grid) {
        return None;
    }
    let (rows, columns) = (grid.items.worlds().len(), grid.items.slices().len());
    let said = format!(
        "Rows {} to {} of {rows}, columns {} to {} of {columns}.",
        window.rows.start + 1,
        window.rows.end,
        window.columns.start + 1,
        window.columns.end
    );
    let page = i32::try_from(window.rows.len()).unwrap_or(1);
    let earlier = (window.rows.start > 0).then_some(move || GridMessage::Move(-page, 0));
    let later = (window.rows.end < rows).then_some(move || GridMessage::Move(page, 0));
    Some(
        element("div")
            .class("grid-overview")
            .child(picture(
                grid,
                window,
                format!("All {rows} rows by {columns} columns{}. {said}", whose(grid)),
            ))
            .child(
                element("div")
                    .class("stepper")
                    .control()
                    .child(button("Rows above".to_owned(), earlier))
                    .child(button("Rows below".to_owned(), later))
                    .child(element("span").text(said)),
            ),
    )
}

/// Which of two grids is drawn small; where their difference is the table, the operator's.
fn whose(grid: &Grid) -> &'static str {
    match grid.parameters.shown {
        _ if !grid.is_layered() => "",
        Shown::Reference => " of the reference",
        _ => ", as the operator sees them",
    }
}

/// The squares of an overview. They rest on every cell of the grid, of which there may be 50,000, so a press that only moves the
/// selection draws them as they were.
pub(super) struct Squares {
    of: Drawn,
    /// One path for each step of the heat ramp, and one for what is not known.
    paths: Vec<String>,
}

/// What the squares rest on.
#[derive(PartialEq)]
struct Drawn {
    trained: Trained,
    score: Score,
    slices: Slices,
    side: Side,
    /// Of the noise layer, by its bits.
    noise: u64,
}

impl Drawn {
    fn by(grid: &Grid) -> Self {
        let parameters = &grid.parameters;
        let (score, slices, side) = (parameters.score, parameters.slices, side_of(parameters.shown));
        Self { trained: grid.work.trained(), score, slices, side, noise: parameters.noise.get().to_bits() }
    }
}

impl Squares {
    fn of(grid: &Grid) -> Self {
        Self { of: Drawn::by(grid), paths: paths(grid) }
    }
}

/// Bands and lanes of the overview.
fn parts(grid: &Grid) -> (usize, usize) {
    (grid.items.worlds().len().min(BANDS), grid.items.slices().len().min(LANES))
}

/// One path for each step of the heat ramp; each of its squares is the mean of the known cells under it.
fn paths(grid: &Grid) -> Vec<String> {
    let (worlds, slices) = (grid.items.worlds(), grid.items.slices());
    let (bands, lanes) = parts(grid);
    let part = |index: usize, parts: usize, all: usize| index * all / parts..(index + 1) * all / parts;
    let mut paths = vec![String::new(); 12];
    let side = side_of(grid.parameters.shown);
    for band in 0..bands {
        for lane in 0..lanes {
            let (mut sum, mut known) = (0.0, 0.0);
            for &world in &worlds[part(band, bands, worlds.len())] {
                for &slice in &slices[part(lane, lanes, slices.len())] {
                    if let Some(value) = grid.cell(side, Place { world, slice }) {
                        sum += value;
                        known += 1.0;
                    }
                }
            }
            let step = heat_step(grid, (known > 0.0).then(|| sum / known));
            let path = &mut paths[step.unwrap_or(11)];
            for piece in ["M", &lane.to_string(), " ", &band.to_string(), "h1v1h-1z"] {
                path.push_str(piece);
            }
        }
    }
    paths
}

fn picture(grid: &Grid, window: &Window, label: String) -> View {
    let mut squares = grid.squares.borrow_mut();
    if squares.as_ref().is_none_or(|squares| squares.of != Drawn::by(grid)) {
        *squares = Some(Squares::of(grid));
    }
    let paths = squares.as_ref().map_or_else(Vec::new, |squares| squares.paths.clone());
    let (worlds, slices) = (grid.items.worlds(), grid.items.slices());
    let (bands, lanes) = parts(grid);
    let scale = |at: usize, all: usize, parts: usize| at as f64 * parts as f64 / all as f64;
    let number = |value: f64| crate::format::short(value, 2);
    let frame = element("rect")
        .class("overview-window")
        .attribute("x", number(scale(window.columns.start, slices.len(), lanes)))
        .attribute("y", number(scale(window.rows.start, worlds.len(), bands)))
        .attribute("width", number(scale(window.columns.len(), slices.len(), lanes)))
        .attribute("height", number(scale(window.rows.len(), worlds.len(), bands)));
    let path = |(step, path): (usize, String)| {
        let class = if step == 11 { "fill-unknown".to_owned() } else { format!("fill-heat-{step}") };
        element("path").class(class).attribute("d", path)
    };
    element("svg")
        .class("overview")
        .attribute("viewBox", format!("0 0 {lanes} {bands}"))
        .attribute("preserveAspectRatio", "none")
        .attribute("role", "img")
        .attribute("aria-label", label)
        .children(paths.into_iter().enumerate().map(path))
        .child(frame)
}

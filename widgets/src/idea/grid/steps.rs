//! A quantity written out with the very numbers, one step a line.

use simulation::valuation::{Coalition, shapley_terms};

use super::{Grid, QuantityChoice, Score};
use crate::format::{self, decimal, join, short, signed};
use crate::idea::grid::parameters::TRAINING_ROWS;

/// What a cell is to a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// The cell of the world with the item, or the only one that is read.
    Before,
    /// The cell of the world without it.
    After,
}

/// One line of the computation, and the cells of the selected column that it reads.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    pub(super) text: String,
    pub(super) cells: Vec<(Coalition, Mark)>,
}

/// Decimals in a computation.
const DIGITS: u32 = 3;

/// The steps of the grid's quantity. Cells that are not known yet are written as a dash.
pub(super) fn steps(grid: &Grid) -> Vec<Step> {
    match grid.parameters.quantity {
        QuantityChoice::Cell => cell_steps(grid),
        QuantityChoice::LeaveOneOut => leave_one_out_steps(grid),
        QuantityChoice::Shapley => shapley_steps(grid),
    }
}

/// How many steps there are, known before any number is.
pub(super) fn count_of(quantity: QuantityChoice, score: Score, items: usize) -> usize {
    match (quantity, score) {
        (QuantityChoice::Cell, Score::Accuracy) | (QuantityChoice::LeaveOneOut, _) => 3,
        (QuantityChoice::Cell, _) => 2,
        (QuantityChoice::Shapley, _) => (1 << (items - 1)) + 1,
    }
}

/// How many steps this grid's computation has.
pub(super) fn count(grid: &Grid) -> usize {
    count_of(grid.parameters.quantity, grid.parameters.score, grid.items.len())
}

/// The marks of the cells in the selected column: those of the lit step, or of all.
pub(super) fn marks(grid: &Grid) -> Vec<(Coalition, Mark)> {
    let steps = steps(grid);
    match grid.parameters.step.get() as usize {
        0 => steps.into_iter().flat_map(|step| step.cells).collect(),
        lit => steps.into_iter().nth(lit - 1).map_or_else(Vec::new, |step| step.cells),
    }
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| short(value, DIGITS))
}

/// A difference with its sign, in brackets where a minus would run into another.
fn term(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| signed(value, DIGITS))
}

fn cell_steps(grid: &Grid) -> Vec<Step> {
    let super::Selection { world, slice, .. } = grid.selection;
    let (items, value) = (&grid.items, number(grid.cell(world, slice)));
    let step = |text| Step { text, cells: vec![(world, Mark::Before)] };
    if grid.parameters.score != Score::Accuracy {
        let common = world.intersection(slice);
        let (of, name) = match grid.parameters.score {
            Score::Jaccard => (world.union(slice), "In either set"),
            _ => (slice, "In the slice"),
        };
        let counted = format!(
            "In both the world and the slice: {} ({}). {}: {} ({}).",
            items.label(common),
            common.len(),
            name,
            items.label(of),
            of.len()
        );
        let divided = format!("{} ÷ {} = {value}.", common.len(), of.len());
        return vec![step(counted), step(divided)];
    }
    let rows = world.len() as usize * TRAINING_ROWS;
    let trained = if world.is_empty() {
        "Train on nothing: with no rows to learn from, the model guesses one of the 3 species.".to_owned()
    } else {
        format!("Train on {}: {} of each, {} in all.", items.words(world), birds(TRAINING_ROWS), birds(rows))
    };
    let each: Vec<String> = slice
        .players()
        .map(|item| format!("{} {}", items.name(item), number(grid.cell(world, Coalition::single(item)))))
        .collect();
    let tested =
        format!("Test on other birds of each colony in the slice. Share right: {}.", join(&each, ", "));
    let mean =
        format!("The cell is the mean of {}: {value}.", format::count(each.len(), "share", "these shares"));
    vec![step(trained), step(tested), step(mean)]
}

fn leave_one_out_steps(grid: &Grid) -> Vec<Step> {
    let (query, items) = (grid.query(), &grid.items);
    let (with, without) = (query.with_focus(), query.without_focus());
    let [before, after] = [with, without].map(|world| number(grid.cell(world, query.slice)));
    let focus = items.name(query.focus);
    let column = items.label(query.slice);
    vec![
        Step {
            text: format!("With {focus}: row {}, column {column} says {before}.", items.label(with)),
            cells: vec![(with, Mark::Before)],
        },
        Step {
            text: format!("Without {focus}: row {}, column {column} says {after}.", items.label(without)),
            cells: vec![(without, Mark::After)],
        },
        Step {
            text: format!("Leave-one-out value of {focus}: {before} − {after} = {}.", number(grid.answer())),
            cells: vec![(with, Mark::Before), (without, Mark::After)],
        },
    ]
}

fn shapley_steps(grid: &Grid) -> Vec<Step> {
    let (query, items) = (grid.query(), &grid.items);
    let focus = items.name(query.focus);
    let cell = |world| grid.cell(world, query.slice);
    let mut steps: Vec<Step> = shapley_terms(items.len(), query.focus)
        .into_iter()
        .map(|shapley_term| {
            let (without, with) = (shapley_term.before, shapley_term.before.with(query.focus));
            let difference = cell(with).zip(cell(without)).map(|(with, without)| with - without);
            Step {
                text: format!(
                    "{focus} joins {}: {} − {} = {}, weight 1/{}.",
                    items.label(without),
                    number(cell(with)),
                    number(cell(without)),
                    number(difference),
                    decimal(1.0 / shapley_term.weight, 0),
                ),
                cells: vec![(with, Mark::Before), (without, Mark::After)],
            }
        })
        .collect();
    let everything = steps.iter().flat_map(|step| step.cells.clone()).collect();
    let terms = steps.len();
    let text = format!(
        "Weighted sum of the {terms} differences, the Shapley value of {focus}: {}.",
        term(grid.answer())
    );
    steps.push(Step { text, cells: everything });
    steps
}

fn birds(number: usize) -> String {
    format::count(number, "bird", "birds")
}

//! A quantity written out with the very numbers, one step a line.

use simulation::idea::{CellSet, Difference, Level, Place, Plan};
use simulation::valuation::Coalition;

use super::parameters::{QuantityChoice, Score};
use super::work::Side;
use super::{Grid, words};
use crate::format::{self, decimal, join, short, signed};

/// What a cell is to a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// The cell that counts with a plus, or one that is read.
    Before,
    /// The cell that counts with a minus.
    After,
}

/// The marked cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Marks {
    before: CellSet,
    after: CellSet,
}

/// One line of the computation.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    pub(super) text: String,
    /// What it reads: cells with a plus, with a minus, or both.
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Before,
    After,
    Both,
}

/// Decimals in a computation.
pub(super) const DIGITS: u32 = 3;

impl Marks {
    /// How a cell is marked.
    pub(super) fn of(&self, place: Place) -> Option<Mark> {
        if self.before.contains(place) {
            Some(Mark::Before)
        } else {
            self.after.contains(place).then_some(Mark::After)
        }
    }
}

/// How many steps this grid's computation has; known before any number is.
pub(super) fn count(grid: &Grid) -> usize {
    match &grid.plan {
        None => 0,
        Some(Plan::Read(_)) => {
            if grid.is_trained() {
                3
            } else {
                2
            }
        }
        Some(Plan::Differences(differences)) if differences.len() > 1 => differences.len() + 1,
        Some(Plan::Differences(_)) => {
            if grid.parameters.quantity == QuantityChoice::Unlearning {
                4
            } else {
                3
            }
        }
        Some(Plan::Curve(levels)) => levels.len(),
        Some(Plan::Best(_)) => 2,
    }
}

/// The marks of the lit step, or of all.
pub(super) fn marks(grid: &Grid) -> Marks {
    let lit = grid.parameters.step.get() as usize;
    let (mut before, mut after) = (vec![], vec![]);
    let mut differ = |difference: &Difference, kind| {
        before.extend((kind != Kind::After).then_some(difference.with));
        after.extend((kind != Kind::Before).then_some(difference.without));
    };
    match &grid.plan {
        None => {}
        Some(Plan::Read(place)) => before.push(*place),
        Some(Plan::Differences(differences)) => match differences.as_slice() {
            [only] => {
                let kind = [Kind::Both, Kind::Before, Kind::After].get(lit).copied();
                differ(only, kind.unwrap_or(Kind::Both));
            }
            several => {
                let one = lit.checked_sub(1).and_then(|lit| several.get(lit));
                one.map_or(several, std::slice::from_ref).iter().for_each(|d| differ(d, Kind::Both));
            }
        },
        Some(Plan::Curve(levels)) => {
            let one = lit.checked_sub(1).and_then(|lit| levels.get(lit));
            let levels = one.map_or(levels.as_slice(), std::slice::from_ref);
            before.extend(levels.iter().flat_map(|level| level.places.iter().copied()));
        }
        Some(Plan::Best(level)) => {
            before.extend(&level.places);
            if lit == 2 {
                before = words::best(grid).to_vec();
            }
        }
    }
    Marks { before: CellSet::default().with(before), after: CellSet::default().with(after) }
}

/// The step at this place, from 0. Cells that are not known yet are written as a dash.
pub(super) fn step(grid: &Grid, index: usize) -> Step {
    let step = |text, kind| Step { text, kind };
    let both = |text| step(text, Kind::Both);
    match &grid.plan {
        None => both(String::new()),
        Some(Plan::Read(place)) => step(cell_step(grid, *place, index), Kind::Before),
        Some(Plan::Differences(differences)) => match (differences.as_slice(), index) {
            ([only], 0) => step(side_step(grid, only.with, true), Kind::Before),
            ([only], 1) => step(side_step(grid, only.without, false), Kind::After),
            ([only], 2) => both(difference_step(grid, only)),
            ([only], _) => both(verdict_step(grid, only)),
            (several, _) => both(match several.get(index) {
                Some(difference) => term_step(grid, difference),
                None => sum_step(grid, several.len()),
            }),
        },
        Some(Plan::Curve(levels)) => {
            step(levels.get(index).map_or_else(String::new, |level| level_step(grid, level)), Kind::Before)
        }
        Some(Plan::Best(level)) => step(best_step(grid, level, index), Kind::Before),
    }
}

/// A cell of the operator's grid as it is written.
fn at(grid: &Grid, place: Place) -> String {
    number(grid.cell(Side::Operator, place))
}

pub(super) fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| short(value, DIGITS))
}

fn gap(grid: &Grid, difference: &Difference) -> Option<f64> {
    let cell = |place| grid.cell(Side::Operator, place);
    Some(cell(difference.with)? - cell(difference.without)?)
}

fn cell_step(grid: &Grid, place: Place, index: usize) -> String {
    let (items, value) = (&grid.items, at(grid, place));
    let Place { world, slice } = place;
    if !grid.is_trained() {
        return set_step(grid, place, index);
    }
    let data = grid.parameters.data;
    let plan = data.plan(items.len());
    let rows = |number: usize| {
        let (one, many) = data.rows();
        format::count(number, one, many)
    };
    match index {
        0 if world.is_empty() => {
            format!(
                "Train on nothing: with no rows to learn from, the model guesses one of the {}.",
                data.classes()
            )
        }
        0 => {
            let all = world.len() as usize * plan.training_rows;
            format!(
                "Train on {}: {} of each, {} in all.",
                items.words(world),
                rows(plan.training_rows),
                rows(all)
            )
        }
        1 => {
            // What the operator's model does before noise is added: that is what the mean is taken over.
            let each = |item: usize| {
                let share = grid.trained(world).and_then(|model| model.cell(Coalition::single(item)));
                format!("{} {}", items.name(item), number(share))
            };
            let each = join(&slice.players().map(each).collect::<Vec<_>>(), ", ");
            let what =
                if grid.parameters.score == Score::LogLoss { "Negative log loss" } else { "Share right" };
            let (_, many) = data.rows();
            format!("Test on other {many} of each {} in the slice. {what}: {each}.", data.group())
        }
        _ => {
            let (one, many) = if grid.parameters.score == Score::LogLoss {
                ("number", "these numbers")
            } else {
                ("share", "these shares")
            };
            let noise = if grid.parameters.noise.get() > 0.0 { ", and noise," } else { "" };
            format!(
                "The cell is the mean of {}{noise}: {value}.",
                format::count(slice.len() as usize, one, many)
            )
        }
    }
}

fn set_step(grid: &Grid, place: Place, index: usize) -> String {
    let (items, value) = (&grid.items, at(grid, place));
    let Place { world, slice } = place;
    let common = world.intersection(slice);
    let weights = grid.weights();
    let weight = |set: Coalition| decimal(set.players().map(|item| weights[item]).sum(), 0);
    let size = |set: Coalition| set.len().to_string();
    let (of, name) = match grid.parameters.score {
        Score::Jaccard => (world.union(slice), "In either set"),
        _ => (slice, "In the slice"),
    };
    let weighted = grid.parameters.score == Score::WeightedCoverage;
    let count = |set| if weighted { format!("weight {}", weight(set)) } else { size(set) };
    match (grid.parameters.score, index) {
        (Score::Overlap, 0) => format!("In both the world and the slice: {}.", items.label(common)),
        (Score::Overlap, _) => format!("They are {value}."),
        (Score::Entropy, 0) => {
            let each: Vec<String> = common
                .players()
                .map(|item| format!("{} {}", items.name(item), decimal(weights[item], 0)))
                .collect();
            let each = if each.is_empty() { "none".to_owned() } else { join(&each, ", ") };
            format!("In both the world and the slice, by weight: {each}.")
        }
        (Score::Entropy, _) => format!("The entropy of these shares of {}: {value} bits.", weight(common)),
        (_, 0) => format!(
            "In both the world and the slice: {} ({}). {name}: {} ({}).",
            items.label(common),
            count(common),
            items.label(of),
            count(of)
        ),
        _ if weighted => format!("{} ÷ {} = {value}.", weight(common), weight(of)),
        _ => format!("{} ÷ {} = {value}.", size(common), size(of)),
    }
}

/// One side of a single comparison.
fn side_step(grid: &Grid, place: Place, with: bool) -> String {
    let items = &grid.items;
    let whose = words::subject(grid);
    let lead = match grid.parameters.quantity {
        QuantityChoice::EvaluationValue if with => format!("With {whose} in the test"),
        QuantityChoice::EvaluationValue => format!("Without {whose} in the test"),
        QuantityChoice::Unlearning if with => "The model in use".to_owned(),
        QuantityChoice::Unlearning => format!("Retrained without {whose}"),
        QuantityChoice::Regret if with => "Trained on everything".to_owned(),
        QuantityChoice::Regret => "Trained on the selected row".to_owned(),
        _ if with => format!("With {whose}"),
        _ => format!("Without {whose}"),
    };
    let (row, column) = (items.label(place.world), items.label(place.slice));
    format!("{lead}: row {row}, column {column} says {}.", at(grid, place))
}

fn difference_step(grid: &Grid, difference: &Difference) -> String {
    let name = match grid.parameters.quantity {
        QuantityChoice::GroupLeaveOut => format!("Leave-one-out value of the group {}", words::subject(grid)),
        QuantityChoice::EvaluationValue => format!("Evaluation value of {}", words::subject(grid)),
        QuantityChoice::Unlearning => "Distance from the retrained model".to_owned(),
        QuantityChoice::Regret => "Regret to the full row".to_owned(),
        _ => format!("Leave-one-out value of {}", words::subject(grid)),
    };
    let [with, without] = [difference.with, difference.without].map(|place| at(grid, place));
    format!("{name}: {with} − {} = {}.", bracketed(without), number(gap(grid, difference)))
}

/// A number that another is subtracted by, in brackets if it has a minus of its own.
fn bracketed(number: String) -> String {
    if number.starts_with('−') { format!("({number})") } else { number }
}

fn verdict_step(grid: &Grid, difference: &Difference) -> String {
    let tolerance = grid.parameters.tolerance;
    match gap(grid, difference) {
        Some(gap) if words::is_within(grid, gap) => {
            format!(
                "That is within the tolerance of {}: on this slice the two cannot be told apart.",
                tolerance.text()
            )
        }
        Some(_) => format!(
            "That is beyond the tolerance of {}: on this slice the model in use still shows {}.",
            tolerance.text(),
            words::subject(grid)
        ),
        None => "–".to_owned(),
    }
}

fn term_step(grid: &Grid, difference: &Difference) -> String {
    let (items, focus) = (&grid.items, grid.items.name(grid.selection.focus));
    let [with, without] = [difference.with, difference.without].map(|place| at(grid, place));
    let gap = number(gap(grid, difference));
    let sum = format!("{with} − {} = {gap}", bracketed(without));
    let company = items.label(difference.without.world);
    match grid.parameters.quantity {
        QuantityChoice::Interaction if difference.weight > 0.0 => {
            format!("Beside {}, {focus} joins {company}: {sum}.", items.name(grid.selection.partner))
        }
        QuantityChoice::Interaction => {
            format!(
                "Without {}, {focus} joins {company}: {sum}, to be subtracted.",
                items.name(grid.selection.partner)
            )
        }
        QuantityChoice::Beta => {
            format!("{focus} joins {company}: {sum}, weight {}.", short(difference.weight, 4))
        }
        _ => format!("{focus} joins {company}: {sum}, weight 1/{}.", decimal(1.0 / difference.weight, 0)),
    }
}

fn sum_step(grid: &Grid, terms: usize) -> String {
    let focus = grid.items.name(grid.selection.focus);
    let answer = grid.answer.as_ref().map(simulation::idea::Answer::headline);
    let value = answer.map_or_else(|| "–".to_owned(), |value| signed(value, DIGITS));
    if grid.parameters.quantity == QuantityChoice::Interaction {
        let partner = grid.items.name(grid.selection.partner);
        return format!("The first minus the second, the interaction of {focus} and {partner}: {value}.");
    }
    let name = words::value_name(grid);
    format!("Weighted sum of the {terms} differences, the {name} of {focus}: {value}.")
}

fn level_step(grid: &Grid, level: &Level) -> String {
    let plan = Plan::Curve(vec![level.clone()]);
    let point = match plan.answer(|place| grid.cell(Side::Operator, place)) {
        Some(simulation::idea::Answer::Curve(points)) => points.first().copied(),
        _ => None,
    };
    let size = level.size as usize;
    let who = match grid.parameters.quantity {
        QuantityChoice::Strike => format!("{} gone", format::count(size, "item", "items")),
        QuantityChoice::EvaluationSize => format!("Tested on {}", format::count(size, "item", "items")),
        QuantityChoice::Diagonal => format!("Trained and tested on {}", format::count(size, "item", "items")),
        _ => format!("Trained on {}", format::count(size, "item", "items")),
    };
    let cells = format::count(level.places.len(), "cell", "cells");
    match point {
        Some(point) if level.places.len() > 1 => format!(
            "{who}: {cells}, mean {}, from {} to {}.",
            short(point.mean, DIGITS),
            short(point.least, DIGITS),
            short(point.most, DIGITS)
        ),
        Some(point) => format!("{who}: one cell, {}.", short(point.mean, DIGITS)),
        None => format!("{who}: {cells}, not all known yet."),
    }
}

fn best_step(grid: &Grid, level: &Level, index: usize) -> String {
    let of = format::count(level.size as usize, "item", "items");
    let best = words::best(grid);
    if index == 0 {
        let value = number(grid.answer.as_ref().map(simulation::idea::Answer::headline));
        let worlds = format::count(level.places.len(), "row", "rows");
        return format!("Of the {worlds} with {of}, the best says {value}.");
    }
    let names: Vec<String> = best.iter().take(12).map(|place| grid.items.label(place.world)).collect();
    let more = best.len().saturating_sub(names.len());
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    match best.len() {
        0 => "–".to_owned(),
        1 => format!("Only {} says so.", names[0]),
        ties => format!("{ties} rows tie for it: {}{more}.", join(&names, ", ")),
    }
}

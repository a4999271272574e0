//! What the grid says in words: title, live sentence, comparison.

use simulation::statistics::quantile;

use super::items::Items;
use super::parameters::{EVALUATION_ROWS, TRAINING_ROWS};
use super::{Grid, GridMessage, QuantityChoice, Score};
use crate::chart::strip;
use crate::format::short;
use crate::widget::Comparison;

const DIGITS: u32 = 3;

pub(super) fn title(grid: &Grid) -> String {
    let focus = grid.items.name(grid.selection.focus);
    match grid.parameters.quantity {
        QuantityChoice::Cell => "What happens if we train on this row and test on this column?".to_owned(),
        QuantityChoice::LeaveOneOut => format!("What is lost without {focus}?"),
        QuantityChoice::Shapley => format!("What does {focus} add, on average over all worlds?"),
    }
}

/// What a cell measures, as the subject of a sentence.
fn measure(grid: &Grid) -> String {
    let slice = grid.items.words(grid.selection.slice);
    match grid.parameters.score {
        Score::Accuracy => format!("accuracy on {slice}"),
        Score::Coverage => format!("coverage of {slice}"),
        Score::Jaccard => format!("the Jaccard score for {slice}"),
    }
}

pub(super) fn describe(grid: &Grid) -> String {
    if let Some(failure) = grid.work.failure() {
        return format!("The computation stopped: {failure}.");
    }
    let query = grid.query();
    let (items, focus) = (&grid.items, grid.items.name(query.focus));
    let cell = |world| grid.cell(world, query.slice);
    let Some(answer) = grid.answer() else {
        return "Some cells that this needs are not trained yet.".to_owned();
    };
    let value = short(answer, DIGITS);
    match grid.parameters.quantity {
        QuantityChoice::Cell => {
            let trained = if query.world.is_empty() {
                "Trained on nothing".to_owned()
            } else {
                format!("Trained on {}", items.words(query.world))
            };
            format!("{trained}, {} is {value}.", measure(grid))
        }
        QuantityChoice::LeaveOneOut => {
            let [before, after] = [query.with_focus(), query.without_focus()]
                .map(|w| short(cell(w).unwrap_or(f64::NAN), DIGITS));
            let others = items.words(query.without_focus());
            let verdict = format!("the leave-one-out value of {focus} is {value}");
            let sentence = format!("Leaving {focus} out of {}", items.words(query.with_focus()));
            // Decided on what is written: two sums of the same shares may differ in their last bit.
            if before == after {
                format!("{sentence}, {} stays at {before}: beside {others}, {verdict}.", measure(grid))
            } else if answer > 0.0 {
                format!("{sentence}, {} falls from {before} to {after}: {verdict}.", measure(grid))
            } else {
                format!("{sentence}, {} rises from {before} to {after}: {verdict}.", measure(grid))
            }
        }
        QuantityChoice::Shapley => {
            let comparisons = 1_u32 << (items.len() - 1);
            let all = items.all();
            let alone = cell(all).zip(cell(all.without(query.focus))).map(|(with, without)| with - without);
            let alone = short(alone.unwrap_or(f64::NAN), DIGITS);
            format!(
                "Over all {comparisons} comparisons with and without {focus}, it adds {value} to {}: its Shapley value. \
                 Leaving it out of everything says {alone}.",
                measure(grid)
            )
        }
    }
}

pub(super) fn comparison(grid: &Grid) -> Comparison<GridMessage> {
    Comparison {
        changed: changed(grid),
        held_fixed: held_fixed(grid),
        difference: difference(grid),
        luck: luck_words(grid),
        luck_figure: luck_figure(grid),
    }
}

fn changed(grid: &Grid) -> String {
    let focus = grid.selection.focus;
    let name = grid.items.name(focus);
    let rows = match grid.parameters.score {
        Score::Accuracy => {
            format!("the {TRAINING_ROWS} training birds of {name} ({})", Items::colony(focus))
        }
        _ => format!("the item {name}"),
    };
    match grid.parameters.quantity {
        QuantityChoice::Cell => "Nothing: one world, no comparison.".to_owned(),
        QuantityChoice::LeaveOneOut => format!("One thing: {rows}, in or out."),
        QuantityChoice::Shapley => format!("In every comparison one thing: {rows}, in or out."),
    }
}

fn held_fixed(grid: &Grid) -> String {
    if grid.parameters.score != Score::Accuracy {
        return "The slice and the score. No model is trained.".to_owned();
    }
    let rows = grid.selection.slice.len() as usize * EVALUATION_ROWS;
    format!(
        "The model ({}), the scale of its four measurements, and the {rows} test birds of {}.",
        grid.parameters.learner.words(),
        grid.items.words(grid.selection.slice),
    )
}

fn difference(grid: &Grid) -> String {
    let Some(answer) = grid.answer() else { return "Not known yet.".to_owned() };
    let query = grid.query();
    match grid.parameters.quantity {
        QuantityChoice::Cell => format!("{} in this cell.", short(answer, DIGITS)),
        QuantityChoice::LeaveOneOut => {
            let of = |world| short(grid.cell(world, query.slice).unwrap_or(f64::NAN), DIGITS);
            format!(
                "{} with, {} without: a difference of {}.",
                of(query.with_focus()),
                of(query.without_focus()),
                short(answer, DIGITS)
            )
        }
        QuantityChoice::Shapley => format!("{} on average.", short(answer, DIGITS)),
    }
}

fn luck_words(grid: &Grid) -> String {
    if grid.parameters.score != Score::Accuracy {
        return "None: sets are counted, nothing is drawn.".to_owned();
    }
    let values = grid.work.luck(&grid.query());
    let exact = "The model draws nothing at random.";
    match (quantile(&values, 0.05), quantile(&values, 0.95)) {
        (Some(low), Some(high)) => format!(
            "{exact} But other birds of the same colonies could have come: in {} other draws, the middle 90 % \
             of this number lies from {} to {}.",
            values.len(),
            short(low, DIGITS),
            short(high, DIGITS),
        ),
        _ => format!("{exact} How much other birds would change is not computed."),
    }
}

fn luck_figure(grid: &Grid) -> Option<crate::markup::Markup<GridMessage>> {
    let values = grid.work.luck(&grid.query());
    let here = grid.answer().filter(|_| grid.parameters.score == Score::Accuracy && !values.is_empty())?;
    let label = format!(
        "{} dots, one for each other draw of birds; the line is this draw, at {}.",
        values.len(),
        short(here, DIGITS)
    );
    Some(strip(&values, here, ["this draw", axis(grid)], label))
}

/// What the strip's axis measures.
fn axis(grid: &Grid) -> &'static str {
    match grid.parameters.quantity {
        QuantityChoice::Cell => "accuracy, one dot a draw",
        QuantityChoice::LeaveOneOut => "leave-one-out value, one dot a draw",
        QuantityChoice::Shapley => "Shapley value, one dot a draw",
    }
}

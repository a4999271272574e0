//! Title, sentence, comparison and table.

use simulation::statistics::{mid_ranks, quantile};

use super::parameters::Method;
use super::{Influence, InfluenceMessage};
use crate::chart::strip;
use crate::format::{self, decimal, short};
use crate::widget::{Comparison, Table};

const FAILED: &str = "A model could not be trained, since its numbers left the range of the arithmetic.";

/// A change of a loss, in thousandths, with its sign.
pub(super) fn thousandths(change: f64) -> String {
    format::signed(change * 1000.0, 3)
}

pub(super) fn title(widget: &Influence) -> String {
    let method = widget.parameters.method;
    let Some(r) = widget.work.outcome.pearson(method.foretold()) else {
        return "What does leaving out each row do?".to_owned();
    };
    match method {
        Method::TracIn => "TracIn tells of the training that took place".to_owned(),
        Method::Representer => "The representer value tells of a prediction".to_owned(),
        Method::Influence | Method::Newton => {
            let verb = if r >= 0.95 {
                "foresees"
            } else if r >= 0.5 {
                "half foresees"
            } else {
                "misses"
            };
            format!("{} {verb} what leaving out a row does", capital(method.words()))
        }
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What is measured, as a phrase.
fn loss(widget: &Influence) -> String {
    match widget.measured() {
        Some(row) => format!("the loss on row {}", widget.id(row)),
        None => format!("the mean loss over all {} rows", widget.rows.len()),
    }
}

/// The one choice of what is measured, on or off.
pub(super) fn alone(widget: &Influence) -> String {
    match widget.measured().or(widget.selected) {
        Some(row) => format!("row {} alone", widget.id(row)),
        None => "the row alone".to_owned(),
    }
}

/// "rises by 0.731 thousandths".
fn moves(change: f64) -> String {
    let size = short(change.abs() * 1000.0, 3);
    if size == "0" {
        return "stays as it is to a millionth".to_owned();
    }
    format!("{} by {size} thousandths", if change < 0.0 { "falls" } else { "rises" })
}

pub(super) fn describe(widget: &Influence) -> String {
    let outcome = &widget.work.outcome;
    if widget.work.has_failed() {
        return FAILED.to_owned();
    }
    if let Some(typed) = &widget.unfound {
        return format!(
            "No row has the number “{typed}”. Rows are numbered from {} to {}.",
            first(widget),
            last(widget)
        );
    }
    let row = widget.selected.and_then(|row| Some((row, *outcome.actual.get(row)?)));
    let Some((row, actual)) = row.filter(|_| outcome.is_whole()) else {
        return format!(
            "Each of the {} rows is left out in turn, and the model is retrained: {} so far.",
            widget.rows.len(),
            outcome.actual.len()
        );
    };
    let method = widget.parameters.method;
    let foretold = outcome.foretold(method.foretold());
    let here = foretold.get(row).copied().unwrap_or(f64::NAN);
    let said = if method.is_prediction() {
        format!("{} had foretold {}.", method.words(), thousandths(here))
    } else {
        let rank = mid_ranks(foretold).and_then(|ranks| ranks.get(row).copied()).unwrap_or(f64::NAN);
        let rank = foretold.len() as f64 - rank + 1.0;
        format!(
            "{} gives it {}, place {} of {}.",
            method.words(),
            short(here, 4),
            short(rank, 1),
            foretold.len()
        )
    };
    let mut sentence = format!("Without row {}, {} {}; {said}", widget.id(row), loss(widget), moves(actual));
    if let Some(group) = widget.work.group_outcome()
        && let (Some(newton), Some(actual)) = (group.newton, group.actual)
    {
        let together = format!(
            " Without the {} of the group together it {}; the first-order predictions of its rows add up to {}, one \
             Newton step says {}.",
            format::count(widget.work.group().len(), "row", "rows"),
            moves(actual),
            thousandths(group.sum),
            thousandths(newton),
        );
        sentence.push_str(&together);
    }
    sentence
}

fn first(widget: &Influence) -> u32 {
    widget.id(0)
}

fn last(widget: &Influence) -> u32 {
    widget.id(widget.rows.len().saturating_sub(1))
}

/// What stands under the planes.
pub(super) fn note(widget: &Influence) -> String {
    let outcome = &widget.work.outcome;
    let diagonal = if widget.parameters.method.is_prediction() {
        "On the dashed line a prediction comes true."
    } else {
        "The dashed line is no change at all."
    };
    let method = widget.parameters.method.foretold();
    let (Some(r), Some(rank)) = (outcome.pearson(method), outcome.spearman(method)) else {
        return diagonal.to_owned();
    };
    let luck = outcome.luck(method);
    let between = match (quantile(&luck, 0.05), quantile(&luck, 0.95)) {
        (Some(low), Some(high)) => format!(" (rows resampled: {} to {})", decimal(low, 3), decimal(high, 3)),
        _ => String::new(),
    };
    format!("r = {}{between}; of the ranks {}. {diagonal}", decimal(r, 3), decimal(rank, 3))
}

pub(super) fn group_heading(widget: &Influence) -> String {
    let rows = format::count(widget.work.group().len(), "row leaves", "rows leave");
    format!("{rows} together (ringed): change in {}, in thousandths", loss(widget))
}

pub(super) fn comparison(widget: &Influence) -> Comparison<InfluenceMessage> {
    let outcome = &widget.work.outcome;
    let parameters = &widget.parameters;
    let group = widget.work.group().len();
    let changed = match group {
        0 => format!("One row at a time: each of the {} in turn is left out.", widget.rows.len()),
        _ => format!(
            "One row at a time: each of the {} in turn is left out; and once the {group} of the group together.",
            widget.rows.len()
        ),
    };
    let held_fixed = format!(
        "Logistic regression with ½‖w‖² + C·Σ log loss at C = {}, the scale of the measurements, and the rows that the loss is \
         measured on, the one that is left out among them.",
        parameters.c.text()
    );
    let row = widget.selected.and_then(|row| Some((row, *outcome.actual.get(row)?)));
    let difference = match row.filter(|_| outcome.is_whole()) {
        Some((row, actual)) => {
            let before = format!("{} is {} with all rows", loss(widget), decimal(outcome.loss, 4));
            let after = decimal(outcome.loss + actual, 4);
            let change = thousandths(actual);
            let together = widget.work.group_outcome().and_then(|group| group.actual).map(|change| {
                let after = decimal(outcome.loss + change, 4);
                format!(" Without the group it is {after}: {} thousandths.", thousandths(change))
            });
            format!(
                "{} and {after} without row {}: {change} thousandths.{}",
                capital(&before),
                widget.id(row),
                together.unwrap_or_default()
            )
        }
        None => "Not known yet.".to_owned(),
    };
    let luck = outcome.luck(parameters.method.foretold());
    let here = outcome.pearson(parameters.method.foretold());
    let words = match (quantile(&luck, 0.05), quantile(&luck, 0.95)) {
        (Some(low), Some(high)) => format!(
            "{} What rests on luck is which rows there are: with these pairs drawn again with replacement {} times, the models \
             held, the middle 90\u{a0}% of r lie from {} to {}.",
            training(parameters.method),
            luck.len(),
            decimal(low, 3),
            decimal(high, 3)
        ),
        _ => {
            format!("{} How far r would move with other rows is not known yet.", training(parameters.method))
        }
    };
    let luck_figure = here.filter(|_| !luck.is_empty()).map(|here| {
        let label = format!(
            "{} dots, one for each resample of the rows; the line is all rows as they are, at {}.",
            luck.len(),
            decimal(here, 3)
        );
        strip(&luck, here, ["these rows", "r, one dot a resample"], label)
    });
    Comparison { changed, held_fixed, difference, luck: words, luck_figure }
}

fn training(method: Method) -> &'static str {
    match method {
        Method::TracIn => {
            "The model that is removed from draws nothing at random; the run that TracIn follows draws the order of its rows."
        }
        _ => "Training draws nothing at random: retraining gives the same number every time.",
    }
}

pub(super) fn table(widget: &Influence) -> Table {
    let names = Method::NAMES.map(|(_, name)| format!("{name}, foretold"));
    let columns = ["row".to_owned(), "class".to_owned()]
        .into_iter()
        .chain(names)
        .chain(["real change".to_owned(), "leverage".to_owned(), "in the group".to_owned()])
        .collect();
    let outcome = &widget.work.outcome;
    let classes = widget.parameters.data.classes();
    let row = |position: usize| {
        let number =
            |values: &[f64]| values.get(position).map_or_else(String::new, |value| decimal(*value, 9));
        let class = widget.rows.row(position).and_then(|row| row.target.class()).unwrap_or(0);
        let foretold = Method::NAMES.map(|(method, _)| number(outcome.foretold(method.foretold())));
        let leverage = outcome.leverages.get(position).map_or_else(String::new, |&h| decimal(h, 4));
        let group = if widget.work.group().contains(&position) { "yes" } else { "no" };
        [widget.id(position).to_string(), classes[class.min(1)].to_owned()]
            .into_iter()
            .chain(foretold)
            .chain([number(&outcome.actual), leverage, group.to_owned()])
            .collect()
    };
    Table { columns, rows: (0..widget.rows.len()).map(row).collect() }
}

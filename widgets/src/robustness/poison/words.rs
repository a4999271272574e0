//! What the figure says in words: title, live sentence, comparison.

use simulation::dataset::Target;
use simulation::robustness::poisoning::{Outcome, PoisonRow};
use simulation::statistics::{mean, sample_variance};

use super::parameters::{PoisonAttack, PoisonDefence, PoisonMeasure, PoisonModel};
use super::study::{ATTACK, DEFENDED, RANDOM, value};
use super::{Poison, PoisonMessage};
use crate::chart::strip;
use crate::format::{count, list, short, signed};
use crate::widget::Comparison;

/// Decimals of a loss, and of an error in per cent.
const DIGITS: [u32; 2] = [3, 1];

pub(super) fn title(poison: &Poison) -> String {
    let rows = count(poison.added(), "row", "rows");
    if poison.parameters.defence == PoisonDefence::None {
        return format!("What do {rows} of poison do?");
    }
    let thrown = count(poison.setting.thrown, "row", "rows");
    format!("Does throwing out {thrown} undo {rows} of poison?")
}

/// A number of the measure, as it is written: losses as they are, errors in per cent.
fn written(poison: &Poison, number: f64) -> String {
    match poison.parameters.measure {
        PoisonMeasure::Loss => short(number, DIGITS[0]),
        PoisonMeasure::Error => format!("{}\u{a0}%", short(100.0 * number, DIGITS[1])),
    }
}

/// A difference of the measure: errors in percentage points.
fn difference(poison: &Poison, number: f64) -> String {
    match poison.parameters.measure {
        PoisonMeasure::Loss => signed(number, DIGITS[0]),
        PoisonMeasure::Error => format!("{} points", signed(100.0 * number, DIGITS[1])),
    }
}

/// A mean difference and how far it is likely to be off.
fn about(poison: &Poison, (centre, error): (f64, f64)) -> String {
    match poison.parameters.measure {
        PoisonMeasure::Loss => format!("{} ±\u{a0}{}", signed(centre, DIGITS[0]), short(error, DIGITS[0])),
        PoisonMeasure::Error => {
            format!("{} ±\u{a0}{} points", signed(100.0 * centre, DIGITS[1]), short(100.0 * error, DIGITS[1]))
        }
    }
}

/// What is measured, in a sentence.
fn measured(poison: &Poison) -> &'static str {
    match (poison.parameters.measure, poison.parameters.model) {
        (PoisonMeasure::Loss, PoisonModel::Logistic) => "log loss on the test rows",
        (PoisonMeasure::Loss, PoisonModel::Ridge) => "squared error on the test rows",
        (PoisonMeasure::Error, _) => "share of test rows on the wrong side",
    }
}

/// "10 gradient rows".
fn attackers(poison: &Poison, rows: usize) -> String {
    match poison.parameters.attack {
        PoisonAttack::Random => count(rows, "random flip", "random flips"),
        PoisonAttack::Targeted => count(rows, "targeted flip", "targeted flips"),
        PoisonAttack::Gradient => {
            let reach = poison.parameters.reach;
            let room = match reach.text().as_str() {
                "1" => String::new(),
                times => format!(" in a box of {times} times their range"),
            };
            format!("{}{room}", count(rows, "gradient row", "gradient rows"))
        }
    }
}

pub(super) fn describe(poison: &Poison) -> String {
    if let Some(failure) = &poison.failure {
        return format!("The computation stopped: {failure}.");
    }
    let (added, measure) = (poison.added(), poison.parameters.measure);
    let at = |count: usize| poison.own.outcomes.get(count).map(|outcome| value(outcome, measure));
    let (Some(before), Some(after), Some(_)) = (at(0), at(added), poison.scene()) else {
        return format!("The poison, {}, is not placed yet.", count(added, "row", "rows"));
    };
    let (model, measured) = (poison.parameters.model.name(), measured(poison));
    let rows = format!("{} {}", poison.division.training.len(), poison.parameters.data.rows_are());
    let first = if added == 0 {
        let all = attackers(poison, poison.setting.budget);
        format!(
            "Before the first of {all} joins the {rows}, the {measured} is {} with {model}.",
            written(poison, before)
        )
    } else {
        format!(
            "With {} beside {rows}, the {measured} goes from {} to {} with {model}.",
            attackers(poison, added),
            written(poison, before),
            written(poison, after)
        )
    };
    format!("{first}{}{}", defended(poison), elsewhere(poison))
}

/// What the defence does here.
fn defended(poison: &Poison) -> String {
    let Some(kept) = poison.scene().and_then(|scene| scene.kept.as_ref()) else { return String::new() };
    let thrown = count(poison.setting.thrown, "row", "rows");
    let which = match poison.parameters.defence {
        PoisonDefence::Centroid => "farthest from the mean of their label",
        _ => "with the largest losses",
    };
    let caught = match (kept.caught.len(), poison.added()) {
        (_, 0) => "none of them poison".to_owned(),
        (caught, added) => format!("{caught} of the {added} of poison among them"),
    };
    let now = written(poison, value(&kept.outcome, poison.parameters.measure));
    format!(" Throwing out the {thrown} {which}, {caught}, makes it {now}.")
}

/// What the other divisions say.
fn elsewhere(poison: &Poison) -> String {
    let average = |arm: usize| averaged(&rises(poison, arm)).map(|found| about(poison, found));
    let (Some(attack), Some(random)) = (average(ATTACK), average(RANDOM)) else { return String::new() };
    let defended = average(DEFENDED).filter(|_| poison.setting.defence.is_some());
    let mut says = vec![];
    if poison.added() > 0 {
        says.push(format!("the poison changes it by {attack}"));
        if poison.parameters.attack != PoisonAttack::Random {
            says.push(format!("as many random flips by {random}"));
        }
        says.extend(defended.map(|defended| format!("poison and defence together by {defended}")));
    } else {
        says.extend(defended.map(|defended| format!("the defence changes it by {defended}")));
    }
    if says.is_empty() {
        return String::new();
    }
    let divisions = count(rises(poison, ATTACK).len(), "other division", "other divisions");
    let says: Vec<&str> = says.iter().map(String::as_str).collect();
    format!(" Over {divisions} {}.", list(&says))
}

/// For each repetition, how much higher the measure is than without poison and defence.
pub(super) fn rises(poison: &Poison, arm: usize) -> Vec<f64> {
    let spread = poison.study.spread(&poison.setting, poison.added());
    let measure = poison.parameters.measure as usize;
    let rise = |(values, _): &([[f64; 4]; 2], usize)| values[measure][arm + 1] - values[measure][0];
    spread.iter().flat_map(|spread| spread.repetitions.iter().map(rise)).collect()
}

/// The mean, and its standard error.
pub(super) fn averaged(values: &[f64]) -> Option<(f64, f64)> {
    Some((mean(values)?, (sample_variance(values)? / values.len() as f64).sqrt()))
}

/// For each repetition, how much more the attack does than as many random flips.
pub(super) fn gains(poison: &Poison) -> Vec<f64> {
    let both = rises(poison, ATTACK).into_iter().zip(rises(poison, RANDOM));
    both.map(|(attack, random)| attack - random).collect()
}

/// The label of a row of poison.
pub(super) fn label(poison: &Poison, row: &PoisonRow) -> &'static str {
    poison.parameters.data.class_names()[usize::from(is_one(row.target))]
}

/// Whether a target is class 1, or its number.
pub(super) fn is_one(target: Target) -> bool {
    match target {
        Target::Class(class) => class == 1,
        Target::Number(number) => number > 0.0,
    }
}

/// What the marks mean.
pub(super) fn note(poison: &Poison) -> String {
    let [zero, one] = poison.parameters.data.class_names();
    let moved = match poison.parameters.attack {
        PoisonAttack::Gradient => ", at the end of a line from where it was begun; the frame is its box",
        _ => "",
    };
    let (hollow, dotted) = match poison.parameters.defence {
        PoisonDefence::None => ("", ""),
        _ => (" Hollow: thrown out.", ", and after the defence (dotted)"),
    };
    format!(
        "Circles: {zero}. Squares: {one}. Ringed: poison, with the label it claims{moved}.{hollow} Lines: the boundary without poison (dashed), with it (full){dotted}. Tinted: where the model that is used judges otherwise than without poison."
    )
}

/// The plane for a listener.
pub(super) fn rows(poison: &Poison) -> String {
    let rows = &poison.own.rows[..poison.added().min(poison.own.rows.len())];
    let edge = rows.iter().filter(|row| poison.room.on_edge(&row.features)).count();
    let shows = short(100.0 * poison.table.explained(), 0);
    format!(
        "The {} training rows and {} of poison on two principal components, which show {shows}\u{a0}% of the variance; {edge} of the poison at the edge of its box. The boundary without poison and with it.",
        poison.division.training.len(),
        count(rows.len(), "row", "rows")
    )
}

/// The curves for a listener.
pub(super) fn curves(poison: &Poison) -> String {
    let points = &poison.study.summary(&poison.setting).points[poison.parameters.measure as usize];
    let end = |arm: usize| points[arm].last().map(|point| written(poison, point[0]));
    let ends = end(ATTACK).zip(end(RANDOM)).map_or_else(String::new, |(attack, random)| {
        format!(" With the whole budget the attack ends at {attack} on average, random flips at {random}.")
    });
    format!("The {} against the rows of poison.{ends}", measured(poison))
}

pub(super) fn comparison(poison: &Poison) -> Comparison<PoisonMessage> {
    let (added, measure) = (poison.added(), poison.parameters.measure);
    let defence = match poison.parameters.defence {
        PoisonDefence::None => String::new(),
        _ => format!(" Then {} are thrown out.", count(poison.setting.thrown, "row", "rows")),
    };
    let changed = match added {
        0 => format!("No row is added.{defence}"),
        _ => format!("{} are added to the training rows.{defence}", attackers(poison, added)),
    };
    let held_fixed = format!(
        "The {} training rows themselves, the {} rows on which the attacker tries things out, the {} test rows, the plane, and the learner ({} with a penalty of 1). In each pair of attacks also which rows are copied first.",
        poison.division.training.len(),
        poison.division.own.len(),
        poison.division.test.len(),
        poison.parameters.model.name()
    );
    let used = poison.scene().map(|scene| match &scene.kept {
        Some(kept) => kept.outcome,
        None => {
            poison.own.outcomes.get(added).copied().unwrap_or(Outcome { own: 0.0, loss: 0.0, error: 0.0 })
        }
    });
    let here = poison.own.outcomes.first().zip(used).map(|(before, after)| {
        let by = |measure| value(&after, measure) - value(before, measure);
        (by(measure), by(PoisonMeasure::Loss), by(PoisonMeasure::Error))
    });
    let Some((here, loss, error)) = here else {
        let text = || "Not known yet.".to_owned();
        return Comparison { changed, held_fixed, difference: text(), luck: text(), luck_figure: None };
    };
    let difference_text = format!(
        "{} in loss, and {} percentage points in error.",
        signed(loss, DIGITS[0]),
        signed(100.0 * error, DIGITS[1])
    );
    let arm = if poison.setting.defence.is_some() { DEFENDED } else { ATTACK };
    let rises = rises(poison, arm);
    let Some((centre, error)) = averaged(&rises) else {
        let luck = match poison.setting.repetitions {
            0 | 1 => "No other divisions are run, so nobody can say.",
            _ => "Other divisions are not run yet.",
        };
        return Comparison {
            changed,
            held_fixed,
            difference: difference_text,
            luck: luck.to_owned(),
            luck_figure: None,
        };
    };
    let mut luck = format!(
        "Each dot is the same on another division of the table with other rows to copy; their mean is {}.",
        about(poison, (centre, error))
    );
    let gains = gains(poison);
    if poison.parameters.attack != PoisonAttack::Random && added > 0 {
        let more = gains.iter().filter(|gain| **gain > 0.0).count();
        let all = gains.len();
        luck = format!(
            "{luck} Without a defence the attack does more than as many random flips in {more} of {all}."
        );
    }
    let unit = if measure == PoisonMeasure::Error { 100.0 } else { 1.0 };
    let scaled: Vec<f64> = rises.iter().map(|rise| unit * rise).collect();
    let label = format!("Changes on {} divisions, {} on average.", rises.len(), difference(poison, centre));
    let axis = match measure {
        PoisonMeasure::Loss => "change of the test loss",
        PoisonMeasure::Error => "change of the test error, percentage points",
    };
    let figure = strip(&scaled, unit * here, ["here", axis], label);
    Comparison { changed, held_fixed, difference: difference_text, luck, luck_figure: Some(figure) }
}

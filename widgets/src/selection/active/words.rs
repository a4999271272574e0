//! What the figure says in words: title, live sentence, comparison.

use simulation::data::Task;
use simulation::statistics::{mean, sample_variance};

use super::parameters::{Asks, Sees};
use super::{Active, ActiveMessage};
use crate::chart::strip;
use crate::format::{count, list, short, signed};
use crate::widget::Comparison;

/// Decimals of an accuracy.
const DIGITS: u32 = 3;

pub(super) fn title(active: &Active) -> String {
    match active.parameters.strategy {
        Asks::Random => "Labels as luck has them".to_owned(),
        asks => format!("Does asking by {} beat luck?", asks.name()),
    }
}

/// The names of the rows that are asked for next.
fn next(active: &Active) -> Option<String> {
    let scene = active.scene()?;
    let names: Vec<String> = scene.queried.iter().map(|row| row.number().to_string()).collect();
    let shown: Vec<&str> = names.iter().take(4).map(String::as_str).collect();
    Some(match names.len() {
        0 => "The budget is spent.".to_owned(),
        1 => format!("Next it asks for row {}.", names[0]),
        many if many > 4 => {
            format!("Next it asks for {many} rows at once, the most urgent being {}.", names[0])
        }
        _ => format!("Next it asks for rows {}.", list(&shown)),
    })
}

pub(super) fn describe(active: &Active) -> String {
    if let Some(failure) = &active.failure {
        return format!("The computation stopped: {failure}.");
    }
    let round = active.round() as usize;
    let (Some(&value), Some(next)) = (active.own.values.get(round), next(active)) else {
        return "The model of this round is not trained yet.".to_owned();
    };
    let labels = count(active.setting.labels(round), "label", "labels");
    format!(
        "With {labels}, {} gets {} of the test rows right. {next}{}",
        how(active),
        short(value, DIGITS),
        verdict(active)
    )
}

fn how(active: &Active) -> String {
    match active.parameters.strategy {
        Asks::Random => "a model whose rows came by luck".to_owned(),
        asks => format!("a model that asks by {}", asks.name()),
    }
}

/// What the repetitions say.
fn verdict(active: &Active) -> String {
    let Some((gain, error, wins)) = gained(active).filter(|_| active.parameters.strategy != Asks::Random)
    else {
        return String::new();
    };
    let runs = active.repeated();
    let verdict = if gain.abs() < 2.0 * error {
        "cannot be told from luck"
    } else if gain > 0.0 {
        "beats luck"
    } else {
        "does worse than luck"
    };
    format!(
        " Over {runs} divisions asking {verdict}: along the whole budget its accuracy differs by {} ±\u{a0}{} on average, and it is ahead in {wins}.",
        signed(gain, DIGITS),
        short(error, DIGITS)
    )
}

/// The mean gain in area, its standard error, and in how many repetitions it is above 0.
pub(super) fn gained(active: &Active) -> Option<(f64, f64, usize)> {
    let gains = active.gains();
    let error = (sample_variance(&gains)? / gains.len() as f64).sqrt();
    Some((mean(&gains)?, error, gains.iter().filter(|gain| **gain > 0.0).count()))
}

/// What the marks mean.
pub(super) fn note(active: &Active) -> String {
    let classes = match active.parameters.data.source().about().task {
        Task::Classes(classes) => classes,
        Task::Number(_) => &[],
    };
    let told = if classes.len() > 5 {
        "Digits: labelled rows.".to_owned()
    } else {
        let shapes = ["circle", "square", "triangle", "diamond", "cross"];
        let names: Vec<String> =
            classes.iter().zip(shapes).map(|(class, shape)| format!("{class} ({shape})")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        format!("Ringed: labelled rows, {}.", list(&names))
    };
    let regions = match active.parameters.sees {
        Sees::Drawn => "Tints and lines: what the model says where.",
        Sees::All => "The model sees more than is drawn, so that its boundaries cannot be.",
    };
    format!(
        "{told} Small circles: rows without a label, the stronger the tint the more urgent. Large circles: asked for next. {regions}"
    )
}

/// The pool for a listener.
pub(super) fn pool(active: &Active) -> String {
    let labels = active.setting.labels(active.round() as usize);
    let shows = short(100.0 * active.table.explained(), 0);
    format!(
        "The {} rows of the pool on two principal components, which show {shows}\u{a0}% of their variance; {labels} are labelled. {}",
        active.setting.pool,
        next(active).unwrap_or_default()
    )
}

/// The curves for a listener.
pub(super) fn curves(active: &Active) -> String {
    let last = active.setting.plan.rounds as usize;
    let end = |points: &[[f64; 3]]| points.get(last).map(|point| short(point[0], DIGITS));
    let ends = end(&active.asking.summary.points).zip(end(&active.luck.summary.points));
    let ends = ends.map_or_else(String::new, |(asking, luck)| {
        format!(" With the whole budget asking ends at {asking} on average, luck at {luck}.")
    });
    format!("Accuracy against the number of labels, of this run and of both ways of asking on average.{ends}")
}

pub(super) fn comparison(active: &Active) -> Comparison<ActiveMessage> {
    let plan = active.setting.plan;
    let changed = match active.parameters.strategy {
        Asks::Random => "Nothing: these rows come by luck, as those they are compared with.".to_owned(),
        asks => format!("Which rows are labelled: those asked for by {}, or any.", asks.name()),
    };
    let held_fixed = format!(
        "In each pair of runs the pool of {} rows, the {} test rows, the {} labels at the start, the learner (logistic regression with a penalty of 1), and how many labels there are.",
        active.setting.pool, active.tests, plan.start
    );
    let difference = match gained(active) {
        Some((gain, _, _)) => {
            let last = plan.rounds as usize;
            let end = |points: &[[f64; 3]]| points.get(last).map(|point| point[0]);
            let ends = end(&active.asking.summary.points).zip(end(&active.luck.summary.points));
            let ends = ends.map_or_else(String::new, |(asking, luck)| {
                format!(", and {} at its end", signed(asking - luck, DIGITS))
            });
            format!("{} in accuracy, averaged along the budget{ends}.", signed(gain, DIGITS))
        }
        None => "Not known before at least two pairs of runs are done.".to_owned(),
    };
    let gains = active.gains();
    let Some((gain, error, wins)) = gained(active) else {
        let luck = match active.wanted() {
            0 | 1 => "No other divisions are run, so nobody can say.",
            _ => "Other divisions are being run.",
        };
        let luck = luck.to_owned();
        return Comparison { changed, held_fixed, difference, luck, luck_figure: None };
    };
    let luck = format!(
        "Each dot is a pair of runs on another division with another start; asking is ahead in {wins} of {}. Their mean is known to ±\u{a0}{}.",
        gains.len(),
        short(error, DIGITS)
    );
    let label = format!("Gains of {} pairs of runs, {} on average.", gains.len(), signed(gain, DIGITS));
    let figure = strip(&gains, gain, ["mean", "asking minus luck, area under the curve"], label);
    Comparison { changed, held_fixed, difference, luck, luck_figure: Some(figure) }
}

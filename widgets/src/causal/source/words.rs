//! What the figure says in words: title, live sentence, comparison, table.

use simulation::causal::effects::Effect;

use super::parameters::{Adds, Estimate, Keeps, SIZES, Tells};
use super::{Causal, CausalMessage};
use crate::chart::strip;
use crate::format::{count, decimal, join, short, signed};
use crate::parameters::Choice;
use crate::widget::{Comparison, Table};

/// Decimals of an effect.
const DIGITS: u32 = 3;

pub(super) fn title(causal: &Causal) -> String {
    match causal.parameters.adds {
        Adds::Need => "Does the source help?".to_owned(),
        Adds::Coin => "Does the source help, if a coin decides who adds it?".to_owned(),
    }
}

pub(super) fn strength(causal: &Causal) -> String {
    match causal.parameters.adds {
        Adds::Coin => "not at all: a coin does".to_owned(),
        Adds::Need => decimal(causal.parameters.strength.get(), 1),
    }
}

fn with_error(effect: &Effect) -> String {
    let error = effect.standard_error.map(|error| format!(" ±\u{a0}{}", short(error, DIGITS)));
    signed(effect.value, DIGITS) + &error.unwrap_or_default()
}

/// How many of the recorded runs added the source.
fn added(causal: &Causal) -> Option<(usize, usize)> {
    let treated = causal.record()?.observations().treated();
    Some((treated.iter().filter(|&&adds| adds).count(), treated.len()))
}

pub(super) fn describe(causal: &Causal) -> String {
    if let Some(failure) = &causal.failure {
        return format!("The computation stopped: {failure}.");
    }
    let Some(recording) = &causal.work.record else {
        return format!(
            "{} of {} are trained in both worlds.",
            causal.runs().len(),
            count(causal.parameters.runs.get() as usize, "run", "runs")
        );
    };
    if let Err(error) = &recording.record {
        return format!("Nothing can be said of the source: {error}.");
    }
    let (Some((with, all)), Some(naive)) = (added(causal), causal.effect(Estimate::Naive)) else {
        return String::new();
    };
    let than = if naive.value < 0.0 { "less" } else { "more" };
    let first = format!(
        "{with} of {all} recorded runs added the source, and they are {} {than} accurate than the others on average.",
        short(naive.value.abs(), DIGITS)
    );
    let chosen = causal.parameters.estimate;
    let second = match causal.estimate(chosen) {
        _ if chosen == Estimate::Naive => {
            format!(" As an effect of the source that is {}.", with_error(&naive))
        }
        Some(Ok(effect)) => format!(" By {} the source’s effect is {}.", chosen.name(), with_error(effect)),
        Some(Err(error)) => format!(" By {} nothing can be said: {error}.", chosen.name()),
        None => String::new(),
    };
    first + &second + &verdict(causal)
}

/// What the other world says.
fn verdict(causal: &Causal) -> String {
    let Some(truth) = causal.shown_truth() else { return String::new() };
    let mut text =
        format!(" Trained in both worlds, these runs gain {} by it on average", signed(truth, DIGITS));
    let chosen = causal.effect(causal.parameters.estimate);
    if let Some((effect, error)) = chosen.and_then(|effect| Some((effect, effect.standard_error?))) {
        let off = (effect.value - truth).abs();
        let verdict = if off <= 1.96 * error {
            ": the estimate is within its sampling error.".to_owned()
        } else {
            format!(": the estimate is {} standard errors off.", short(off / error, 1))
        };
        text.push_str(&verdict);
    } else {
        text += ".";
    }
    text
}

/// What the marks mean.
pub(super) fn note(causal: &Causal) -> String {
    let mut text = "In each column careful runs stand left, careless ones right; lines join the means. Whiskers: 95\u{a0}% intervals.".to_owned();
    if causal.shown_truth().is_some() {
        text.push_str(" Dashed: the true effect.");
    }
    let missing = Estimate::ALL.iter().filter_map(|&estimate| {
        let error = causal.estimate(estimate)?.as_ref().err()?;
        Some(format!("{}: {error}", estimate.short()))
    });
    let missing: Vec<String> = missing.collect();
    if !missing.is_empty() {
        text.push_str(" Not estimated, ");
        text.push_str(&join(&missing, "; "));
        text.push('.');
    }
    text
}

/// The record for a listener.
pub(super) fn runs(causal: &Causal) -> String {
    let Some(record) = causal.record() else {
        return "The runs by their own rows and their accuracy; nothing is recorded yet.".to_owned();
    };
    let mean = |(place, size): (usize, &u32)| {
        let [without, with] = [false, true].map(|adds| record.mean_of(place, adds));
        let said = |mean: Option<f64>| mean.map_or("nobody".to_owned(), |mean| short(mean, 2));
        format!("{size} rows: {} without the source, {} with it", said(without), said(with))
    };
    let means: Vec<String> = SIZES.iter().enumerate().map(mean).collect();
    format!("Mean accuracy of the recorded runs by their own rows. {}.", join(&means, "; "))
}

/// The estimates for a listener.
pub(super) fn estimates(causal: &Causal) -> String {
    let one = |&estimate: &Estimate| {
        let effect = causal.effect(estimate)?;
        Some(format!("{} {}", estimate.short(), with_error(&effect)))
    };
    let all: Vec<String> = Estimate::ALL.iter().filter_map(one).collect();
    let truth = causal.shown_truth().map(|truth| format!(" The true effect is {}.", signed(truth, DIGITS)));
    format!(
        "Estimates of the source’s effect on accuracy: {}.{}",
        join(&all, ", "),
        truth.unwrap_or_default()
    )
}

pub(super) fn comparison(causal: &Causal) -> Comparison<CausalMessage> {
    let parameters = &causal.parameters;
    let plan = parameters.plan();
    let wrong = (plan.wrong * f64::from(plan.source) + 0.5).floor() as usize;
    let changed = format!(
        "The source: {} more, {} with a wrong label.",
        count(plan.source as usize, "row", "rows"),
        if wrong == 0 { "none".to_owned() } else { wrong.to_string() }
    );
    let who = match (parameters.adds, parameters.keeps) {
        (Adds::Coin, Keeps::All) => "Who adds it is a coin’s choice.",
        (Adds::Coin, Keeps::Better) => {
            "Who adds it is a coin’s choice, but only the better half is recorded."
        }
        (Adds::Need, _) => "But those who added it are other runs than those who did not.",
    };
    let held_fixed = format!(
        "In both worlds of a run: its own rows and their labels, the {} test rows, the learner (nearest centroid). {who}",
        plan.tests
    );
    let chosen = parameters.estimate;
    let difference = match (causal.effect(chosen), causal.shown_truth()) {
        (Some(effect), Some(truth)) => format!(
            "{} in accuracy by {}; {} if every run is trained in both worlds.",
            with_error(&effect),
            chosen.name(),
            signed(truth, DIGITS)
        ),
        (Some(effect), None) => format!("{} in accuracy by {}.", with_error(&effect), chosen.name()),
        (None, _) => "Not known in this state.".to_owned(),
    };
    let others = causal.others(chosen);
    let Some(((mean, spread), effect)) = causal.spread(chosen).zip(causal.effect(chosen)) else {
        let luck = match parameters.repetitions.get() {
            0 | 1 => "The luck of who adds the source is not drawn again, so nobody can say.",
            _ => "The luck of who adds the source is not drawn again yet.",
        };
        let luck = luck.to_owned();
        return Comparison { changed, held_fixed, difference, luck, luck_figure: None };
    };
    let hidden = if parameters.tells == Tells::Size && parameters.adds == Adds::Need {
        " What the record does not tell is no luck: it moves all dots the same way."
    } else {
        ""
    };
    let luck = format!(
        "Each dot is the same runs with the luck of who adds the source drawn again. They spread by {} around {}.{hidden}",
        short(spread, DIGITS),
        signed(mean, DIGITS)
    );
    let label =
        format!("The estimate under {} draws of luck: {} on average.", others.len(), signed(mean, DIGITS));
    let figure = strip(&others, effect.value, ["here", "estimated effect"], label);
    Comparison { changed, held_fixed, difference, luck, luck_figure: Some(figure) }
}

pub(super) fn table(causal: &Causal) -> Table {
    let names = ["quantity", "value", "standard error", "mean over draws of luck", "their spread"];
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| short(value, 6));
    let mut rows = vec![];
    if let Some(record) = causal.record() {
        for (place, size) in SIZES.iter().enumerate() {
            for (adds, with) in [(false, "without"), (true, "with")] {
                let name = format!("accuracy {with} the source, {size} own rows");
                let mut row = vec![name, number(record.mean_of(place, adds))];
                row.resize(names.len(), String::new());
                rows.push(row);
            }
        }
    }
    let estimates = causal.work.record.iter().flat_map(|recording| recording.estimates.iter().enumerate());
    for (place, found) in estimates {
        let effect = found.as_ref().ok();
        let name = match Estimate::ALL.get(place) {
            Some(estimate) => estimate.name().to_owned(),
            None => "Horvitz–Thompson weighting".to_owned(),
        };
        let spread = Estimate::ALL.get(place).and_then(|&estimate| causal.spread(estimate));
        rows.push(vec![
            name,
            number(effect.map(|effect| effect.value)),
            number(effect.and_then(|effect| effect.standard_error)),
            number(spread.map(|(mean, _)| mean)),
            number(spread.map(|(_, spread)| spread)),
        ]);
    }
    if let Some(truth) = causal.shown_truth() {
        let mut row = vec!["the true effect".to_owned(), number(Some(truth))];
        row.resize(names.len(), String::new());
        rows.push(row);
    }
    Table { columns: names.map(str::to_owned).to_vec(), rows }
}

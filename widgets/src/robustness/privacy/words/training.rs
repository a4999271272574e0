//! Training in words.

use simulation::robustness::privacy::Guarantee;

use super::super::training::{DELTA, Way, learning_rate, noises};
use super::super::{Privacy, PrivacyMessage};
use super::percent;
use crate::chart::strip;
use crate::format::{plain, short, signed};
use crate::widget::{Comparison, Table};

/// Decimals of an accuracy.
const DIGITS: u32 = 3;

/// The axis of what is spent.
pub(in super::super) const SPENT: &str = "ε, at δ = 0.00001 (logarithmic)";

pub(super) fn describe(privacy: &Privacy) -> String {
    let noise = privacy.noise();
    let Some(account) = privacy.training.account(noise) else {
        return "What this noise spends is not computed yet.".to_owned();
    };
    let parameters = &privacy.parameters;
    let spent = account.spent.epsilon;
    let attacker = Guarantee::new(spent, DELTA).map_or_else(
        |_| String::new(),
        |guarantee| {
            format!(
                " Whoever asks whether a row was in it is right in at most {}.",
                percent(guarantee.accuracy_bound())
            )
        },
    );
    let divisions = privacy.divisions();
    let accuracy = match (privacy.training.summary(Way::Noisy(noise), divisions), cost(privacy)) {
        (Some([mean, ..]), Some((cost, error))) => format!(
            " Accuracy on test rows is {} on average: {} ±\u{a0}{} against training without noise and bound.",
            short(mean, DIGITS),
            signed(cost, DIGITS),
            short(error, DIGITS)
        ),
        _ => " Its models are not trained yet.".to_owned(),
    };
    format!(
        "{} steps on {} {}, each row in a step with probability {}, noise {} times the bound: ε = {} at δ = 0.00001.{accuracy}{attacker}",
        parameters.steps.get(),
        parameters.trained(),
        parameters.data.rows(),
        parameters.rate.text(),
        parameters.noise.text(),
        short(spent, 2)
    )
}

/// The mean cost of the chosen noise and its standard error.
pub(in super::super) fn cost(privacy: &Privacy) -> Option<(f64, f64)> {
    privacy.training.cost(Way::Noisy(privacy.noise()), privacy.divisions())
}

pub(super) fn note(privacy: &Privacy) -> String {
    let order = privacy.training.account(privacy.noise()).map_or_else(String::new, |account| {
        format!(" For this noise that is order {}.", short(account.spent.order, 1))
    });
    format!(
        "In the first drawing every dot is a noise on the steps, from 20 times the bound (left) to half of it (right); ringed is the chosen one. Bands are 95\u{a0}% intervals of means over {} divisions. In the second every order of the Rényi divergence gives an ε that holds, and the accountant takes the least.{order}",
        privacy.divisions()
    )
}

/// The costs for a listener.
pub(in super::super) fn costs(privacy: &Privacy) -> String {
    let ends = noises(privacy.noise());
    let point = |noise: Option<&u32>| {
        let noise = *noise?;
        let account = privacy.training.account(noise)?;
        let [mean, ..] = privacy.training.summary(Way::Noisy(noise), privacy.divisions())?;
        Some(format!("{} at ε = {}", short(mean, DIGITS), short(account.spent.epsilon, 2)))
    };
    let told = point(ends.last()).zip(point(ends.first()));
    let told = told.map_or_else(String::new, |(most, least)| format!(" It goes from {most} to {least}."));
    format!("Accuracy on test rows against ε, on average over divisions.{told}")
}

/// The orders for a listener.
pub(in super::super) fn orders(privacy: &Privacy) -> String {
    match privacy.training.account(privacy.noise()) {
        Some(account) => format!(
            "The ε that each order gives: large at both ends, least at order {}, where it is {}.",
            short(account.spent.order, 1),
            short(account.spent.epsilon, 2)
        ),
        None => "The ε of each order is not computed yet.".to_owned(),
    }
}

pub(super) fn comparison(privacy: &Privacy) -> Comparison<PrivacyMessage> {
    let parameters = &privacy.parameters;
    let changed = format!(
        "Slopes of rows are clipped to a length of {}, and noise {} times as large is added to their sum in every step.",
        parameters.clip.text(),
        parameters.noise.text()
    );
    let held_fixed = format!(
        "In each pair the division of the rows, which row is in which step, the {} steps, the learning rate of {} and the scale of the features, which is taken as publicly known.",
        parameters.steps.get(),
        short(learning_rate(parameters.data), 1)
    );
    let Some((cost, error)) = cost(privacy) else {
        let (difference, luck) =
            ("Not known before two pairs of runs are done.", "Other divisions are not run yet.");
        return Comparison {
            changed,
            held_fixed,
            difference: difference.to_owned(),
            luck: luck.to_owned(),
            luck_figure: None,
        };
    };
    let clipped = privacy.training.cost(Way::Clipped, privacy.divisions());
    let clipped = clipped.map_or_else(String::new, |(clipped, _)| {
        format!(" The bound alone, without noise, makes a difference of {}.", signed(clipped, DIGITS))
    });
    let costs = privacy.training.costs(Way::Noisy(privacy.noise()), privacy.divisions());
    let worse = costs.iter().filter(|cost| **cost < 0.0).count();
    let luck = format!(
        "Each dot is a pair of runs on another division, with other noise; the private one is less accurate in {worse} of {}. Their mean is known to ±\u{a0}{}.",
        costs.len(),
        short(error, DIGITS)
    );
    let label = format!("Differences of {} pairs of runs, {} on average.", costs.len(), signed(cost, DIGITS));
    let figure = strip(&costs, cost, ["mean", "private minus plain, accuracy"], label);
    Comparison {
        changed,
        held_fixed,
        difference: format!("{} in accuracy on test rows.{clipped}", signed(cost, DIGITS)),
        luck,
        luck_figure: Some(figure),
    }
}

pub(super) fn table(privacy: &Privacy) -> Table {
    let names = ["noise (× bound)", "ε", "order", "accuracy, mean", "from", "to"];
    let divisions = privacy.divisions();
    let row = |name: String, spent: [String; 2], way: Way| {
        let summary = privacy.training.summary(way, divisions);
        let cells = (0..3).map(|place| summary.map_or_else(String::new, |summary| plain(summary[place], 6)));
        [vec![name], spent.to_vec(), cells.collect()].concat()
    };
    let none = || ["none".to_owned(), String::new()];
    let mut rows = vec![
        row("no bound, none".to_owned(), none(), Way::Plain),
        row("bound, none".to_owned(), none(), Way::Clipped),
    ];
    for noise in noises(privacy.noise()) {
        let spent = privacy.training.account(noise).map(|account| account.spent);
        let spent = spent
            .map_or([String::new(), String::new()], |spent| [plain(spent.epsilon, 6), plain(spent.order, 1)]);
        rows.push(row(plain(f64::from(noise) / 1000.0, 3), spent, Way::Noisy(noise)));
    }
    Table { columns: names.map(str::to_owned).to_vec(), rows }
}

//! The game in words.

use super::super::guesses::ROUNDS;
use super::super::others::GAMES;
use super::super::{Privacy, PrivacyMessage};
use super::{NOTHING, guarantee, noise, nothing, percent, thousands};
use crate::chart::strip;
use crate::format::{count, plain, short};
use crate::widget::{Comparison, Table};

/// "with the customer".
fn world(with: bool) -> &'static str {
    if with { "with the customer" } else { "without the customer" }
}

/// How the last round ended.
fn last(privacy: &Privacy) -> Option<String> {
    let (_, released) = privacy.released()?;
    let guesses = privacy.parameters.guesses.as_slice();
    let (round, &guess) = guesses.iter().enumerate().next_back()?;
    let secret = released.game.secret(round as u32);
    let verdict = if guess == secret { "right" } else { "wrong" };
    Some(format!("The last one was the world {}, so “{}” was {verdict}.", world(secret), world(guess)))
}

/// The score so far.
fn tally(privacy: &Privacy) -> Option<String> {
    let (_, released) = privacy.released()?;
    let score = released.game.score(privacy.parameters.guesses.as_slice());
    let share = score.share()?;
    let rounds = score.rounds as usize;
    Some(format!("{} of {} right, {}.", score.right, count(rounds, "guess", "guesses"), percent(share)))
}

pub(super) fn describe(privacy: &Privacy) -> String {
    let Some((setting, released)) = privacy.released() else { return NOTHING.to_owned() };
    let asked = match privacy.outcome() {
        Some(outcome) => {
            let round = privacy.parameters.guesses.as_slice().len() + 1;
            format!(
                "Round {round}: {} thousand marks were released. With customer {}, or without?",
                thousands(outcome),
                privacy.parameters.row.get()
            )
        }
        None => format!("The game is over after {ROUNDS} rounds."),
    };
    let so_far = [last(privacy), tally(privacy)].into_iter().flatten().map(|told| format!(" {told}"));
    format!(
        "{asked}{} At {}, nobody is right in more than {} of the rounds on average.",
        so_far.collect::<String>(),
        guarantee(privacy),
        percent(setting.guarantee.accuracy_bound().max(released.game.best_accuracy()))
    )
}

pub(super) fn note(privacy: &Privacy) -> String {
    let Some((setting, released)) = privacy.released() else { return NOTHING.to_owned() };
    format!(
        "The line with a triangle at its foot is what was released. A coin has chosen the world; then came {}, anew in every round. Totals are {} without the customer and {} with: you know everything but the coin and the noise. The best attacker here names the nearer total, and is right in {} of the rounds on average. The band is the 95\u{a0}% interval of your share.",
        noise(privacy),
        thousands(setting.without),
        thousands(setting.with),
        percent(released.game.best_accuracy())
    )
}

/// The score for a listener.
pub(in super::super) fn score(privacy: &Privacy) -> String {
    let Some((setting, released)) = privacy.released() else { return NOTHING.to_owned() };
    format!(
        "The share of right guesses against the rounds. {} The bound for any attacker is {}, the best attacker here reaches {} on average.",
        tally(privacy).unwrap_or_else(|| "Nothing has been guessed yet.".to_owned()),
        percent(setting.guarantee.accuracy_bound()),
        percent(released.game.best_accuracy())
    )
}

pub(super) fn comparison(privacy: &Privacy) -> Comparison<PrivacyMessage> {
    let held = format!("Both totals, {}, and the other customers: known to whoever guesses.", noise(privacy));
    let Some((setting, released)) = privacy.released() else { return nothing(held) };
    let score = released.game.score(privacy.parameters.guesses.as_slice());
    let (bound, best) = (setting.guarantee.advantage_bound(), released.game.best_accuracy());
    let difference = match score.advantage() {
        Some(advantage) => format!(
            "An advantage over a coin of {} (twice the share of right guesses, less one). On average it is at most {} for anybody at this ε.",
            short(advantage, 2),
            short(bound, 2)
        ),
        None => format!(
            "Nothing has been guessed yet. On average the advantage over a coin is at most {}.",
            short(bound, 2)
        ),
    };
    let (rounds, shares) = (privacy.others.rounds, &privacy.others.shares);
    if shares.is_empty() {
        let luck = "Other games of the best attacker are not played yet.".to_owned();
        return Comparison {
            changed: changed(privacy),
            held_fixed: held,
            difference,
            luck,
            luck_figure: None,
        };
    }
    let above = shares.iter().filter(|share| **share > setting.guarantee.accuracy_bound()).count();
    let here = score.share().unwrap_or(best);
    let name = if score.share().is_some() { "this game:" } else { "expected:" };
    let luck = format!(
        "Each dot is a game of {} by the best attacker, with other coins and other noise. In {above} of {GAMES} the share is above the bound, by luck: the bound is on the average, not on a game.",
        count(rounds as usize, "round", "rounds")
    );
    let label = format!(
        "The shares of right guesses in {GAMES} games of the best attacker, who expects {}.",
        percent(best)
    );
    let figure = strip(shares, here, [name, "share of right guesses in a game"], label);
    Comparison { changed: changed(privacy), held_fixed: held, difference, luck, luck_figure: Some(figure) }
}

fn changed(privacy: &Privacy) -> String {
    format!(
        "In each round, by a coin, one row: customer {} is among the rows or not.",
        privacy.parameters.row.get()
    )
}

pub(super) fn table(privacy: &Privacy) -> Table {
    let names = ["round", "released (thousand marks)", "guess", "truth", "right so far", "share"];
    let guesses = privacy.parameters.guesses.as_slice();
    let mut rows = vec![];
    if let Some((_, released)) = privacy.released() {
        for (place, (&guess, score)) in guesses.iter().zip(released.game.running(guesses)).enumerate() {
            let round = place as u32;
            let name = |with: bool| if with { "with" } else { "without" }.to_owned();
            rows.push(vec![
                (place + 1).to_string(),
                plain(released.game.released(round), 3),
                name(guess),
                name(released.game.secret(round)),
                score.right.to_string(),
                plain(score.share().unwrap_or(0.0), 6),
            ]);
        }
    }
    Table { columns: names.map(str::to_owned).to_vec(), rows }
}

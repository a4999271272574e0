//! A number of two worlds, in words.

use simulation::robustness::privacy::{Gaussian, Noise};

use super::super::parameters::Mechanism;
use super::super::{Privacy, PrivacyMessage};
use super::{NOTHING, chance, guarantee, noise, nothing, percent, thousands};
use crate::chart::strip;
use crate::format::{plain, short, signed};
use crate::widget::{Comparison, Table};

/// Draws of the noise that are shown.
const DRAWS: u32 = 100;
/// Outcomes in the table.
const OUTCOMES: usize = 41;

pub(super) fn title(privacy: &Privacy) -> String {
    match privacy.parameters.mechanism {
        Mechanism::Laplace => "How well does noise hide one customer?".to_owned(),
        Mechanism::Gaussian => "How often does Gaussian noise tell more than ε?".to_owned(),
    }
}

/// What the row is in these two worlds.
fn row(privacy: &Privacy) -> String {
    let Some(setting) = &privacy.setting else { return String::new() };
    let (row, bound) = (privacy.parameters.row.get(), setting.sensitivity);
    if setting.amount > bound {
        format!(
            "Customer {row} owes {} thousand marks, counted as {}",
            short(setting.amount, 3),
            short(bound, 0)
        )
    } else {
        format!("Customer {row} owes {} thousand marks", short(setting.amount, 3))
    }
}

pub(super) fn describe(privacy: &Privacy) -> String {
    let Some((setting, released)) = privacy.released() else { return NOTHING.to_owned() };
    let outcome = setting.outcome(privacy.parameters.at.get());
    let loss = released.game.privacy_loss(outcome);
    let likelier = if loss >= 0.0 { "without the customer" } else { "with the customer" };
    let ratio = short(libm::exp(loss.abs()), 2);
    let most = released.noise.largest_loss(setting.gap());
    let bound = if most.is_finite() {
        format!("no outcome is more than {} times as likely in one world", short(libm::exp(most), 2))
    } else {
        format!(
            "there is no bound on that: with probability {} it is beyond exp(ε), and what is left beyond it adds up to {}",
            chance(setting.beyond(released)),
            chance(released.noise.delta(setting.guarantee.epsilon(), setting.gap()))
        )
    };
    format!(
        "{}, under {} ({}). A released total of {} thousand is {ratio} times as likely {likelier}; {bound}.",
        row(privacy),
        noise(privacy),
        guarantee(privacy),
        thousands(outcome)
    )
}

pub(super) fn note(privacy: &Privacy) -> String {
    let Some((setting, released)) = privacy.released() else { return NOTHING.to_owned() };
    let beyond = match privacy.parameters.mechanism {
        Mechanism::Laplace => "Nothing is shaded: no density rises above exp(ε) times the other.".to_owned(),
        Mechanism::Gaussian => {
            let left = released.noise.delta(setting.guarantee.epsilon(), setting.gap());
            let classic = Gaussian::classic(setting.guarantee, setting.sensitivity).ok();
            let classic = classic.map_or_else(String::new, |classic| {
                format!(" The classic formula would take σ = {}.", short(classic.sigma(), 2))
            });
            format!(
                "Shaded: where a density is above exp(ε) times the other. The area is {} on either side, at most δ.{classic}",
                chance(left)
            )
        }
    };
    format!(
        "Press in the first drawing, or slide, to read an outcome off. {beyond} Whoever has to guess between the two worlds is right in at most {} of the cases on this pair, and in at most {} on any.",
        percent(released.game.best_accuracy()),
        percent(setting.guarantee.accuracy_bound())
    )
}

/// The densities for a listener.
pub(in super::super) fn densities(privacy: &Privacy) -> String {
    let Some((setting, _)) = privacy.released() else { return NOTHING.to_owned() };
    format!(
        "The densities of what is released: around {} thousand marks without the customer, around {} with, under {}.",
        thousands(setting.without),
        thousands(setting.with),
        noise(privacy)
    )
}

/// The privacy loss for a listener.
pub(in super::super) fn losses(privacy: &Privacy) -> String {
    let Some((setting, released)) = privacy.released() else { return NOTHING.to_owned() };
    let epsilon = privacy.parameters.epsilon.text();
    let most = released.noise.largest_loss(setting.gap());
    if most.is_finite() {
        let most = short(most, 2);
        format!(
            "The privacy loss falls from {most} to −{most}, between the lines at ±\u{a0}{epsilon}, and is flat beyond the two numbers."
        )
    } else {
        format!(
            "The privacy loss falls along a straight line, through the lines at ±\u{a0}{epsilon} and on without end."
        )
    }
}

pub(super) fn comparison(privacy: &Privacy) -> Comparison<PrivacyMessage> {
    let others = privacy.setting.as_ref().map_or(0, |setting| setting.others);
    let held = format!(
        "The other {others} customers, what each counts for at most, and the noise: made for the largest gap that any customer in any world could make, {} thousand marks, not for this one.",
        privacy.parameters.bound.get()
    );
    let Some((setting, released)) = privacy.released() else { return nothing(held) };
    let game = &released.game;
    // In tenths, as amounts are written.
    let tenths = |amount: f64| (10.0 * amount + 0.5).floor() / 10.0;
    let draws: Vec<f64> = (0..DRAWS).map(|draw| tenths(game.drawn(draw))).collect();
    let label = format!("The noise of {DRAWS} releases; the line is how far the customer moves the total.");
    let figure = strip(&draws, setting.gap(), ["the customer:", "noise of a release, thousand marks"], label);
    Comparison {
        changed: format!("One row is added: customer {}.", privacy.parameters.row.get()),
        held_fixed: held,
        difference: format!(
            "The total moves by {} thousand marks, from {} to {}. The best attacker names the world with the customer more often where it is true than where it is not, by {} of the cases.",
            signed(setting.gap(), 3),
            thousands(setting.without),
            thousands(setting.with),
            percent(released.noise.delta(0.0, setting.gap()))
        ),
        luck: format!(
            "The noise is luck on purpose: a release is off by {} thousand marks in the root mean square, {} of the total. The dots are {DRAWS} of them.",
            short(released.noise.deviation(), 1),
            percent(released.noise.deviation() / setting.with)
        ),
        luck_figure: Some(figure),
    }
}

pub(super) fn table(privacy: &Privacy) -> Table {
    let names = ["released (thousand marks)", "density without", "density with", "privacy loss"];
    let mut rows = vec![];
    if let Some((setting, released)) = privacy.released() {
        for outcome in setting.outcomes(OUTCOMES) {
            let [without, with] = setting.densities(released, outcome);
            let loss = released.game.privacy_loss(outcome);
            rows.push(vec![plain(outcome, 3), plain(without, 9), plain(with, 9), plain(loss, 6)]);
        }
    }
    Table { columns: names.map(str::to_owned).to_vec(), rows }
}

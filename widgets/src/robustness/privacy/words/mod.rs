//! What the figure says in words and in its table.

mod game;
mod release;
mod training;

use super::parameters::{Mechanism, Shown};
use super::{Privacy, PrivacyMessage};
use crate::format::{decimal, short};
use crate::widget::{Comparison, Table};

pub(super) use game::score;
pub(super) use release::{densities, losses};
#[cfg(not(feature = "browser"))]
pub(super) use training::cost;
pub(super) use training::{SPENT, costs, orders};

/// The axis of what is released.
pub(super) const OUTCOME: &str = "released total (thousand marks)";

/// An amount that came in thousands of marks.
pub(super) fn thousands(amount: f64) -> String {
    decimal(amount, 1)
}

/// A share as a percentage.
fn percent(share: f64) -> String {
    format!("{}\u{a0}%", short(100.0 * share, 1))
}

/// A small probability: with as many decimals as it needs.
fn chance(value: f64) -> String {
    let (mut digits, mut scaled) = (2, 100.0 * value);
    while digits < 9 && scaled > 0.0 && scaled < 10.0 {
        (digits, scaled) = (digits + 1, 10.0 * scaled);
    }
    short(value, digits)
}

pub(super) fn title(privacy: &Privacy) -> String {
    match privacy.parameters.show {
        Shown::Release => release::title(privacy),
        Shown::Game => "Was the customer among them?".to_owned(),
        Shown::Training => "What does privacy cost in accuracy?".to_owned(),
    }
}

pub(super) fn describe(privacy: &Privacy) -> String {
    if let Some(failure) = &privacy.failure {
        return format!("The computation stopped: {failure}.");
    }
    match privacy.parameters.show {
        Shown::Release => release::describe(privacy),
        Shown::Game => game::describe(privacy),
        Shown::Training => training::describe(privacy),
    }
}

pub(super) fn note(privacy: &Privacy) -> String {
    match privacy.parameters.show {
        Shown::Release => release::note(privacy),
        Shown::Game => game::note(privacy),
        Shown::Training => training::note(privacy),
    }
}

pub(super) fn comparison(privacy: &Privacy) -> Comparison<PrivacyMessage> {
    match privacy.parameters.show {
        Shown::Release => release::comparison(privacy),
        Shown::Game => game::comparison(privacy),
        Shown::Training => training::comparison(privacy),
    }
}

pub(super) fn table(privacy: &Privacy) -> Table {
    match privacy.parameters.show {
        Shown::Release => release::table(privacy),
        Shown::Game => game::table(privacy),
        Shown::Training => training::table(privacy),
    }
}

/// "Laplace noise of scale 10", "Gaussian noise of σ = 14.2".
fn noise(privacy: &Privacy) -> String {
    use simulation::robustness::privacy::AnyNoise;
    match privacy.released().map(|(_, released)| released.noise) {
        Some(AnyNoise::Laplace(noise)) => format!("Laplace noise of scale {}", short(noise.scale(), 2)),
        Some(AnyNoise::Gaussian(noise)) => format!("Gaussian noise of σ = {}", short(noise.sigma(), 2)),
        None => "infinite noise".to_owned(),
    }
}

/// "ε = 1" or "ε = 1, δ = 0.05".
fn guarantee(privacy: &Privacy) -> String {
    let epsilon = privacy.parameters.epsilon.text();
    match privacy.parameters.mechanism {
        Mechanism::Laplace => format!("ε = {epsilon}"),
        Mechanism::Gaussian => format!("ε = {epsilon}, δ = {}", chance(privacy.parameters.delta.delta())),
    }
}

/// What stands where nothing can be released.
const NOTHING: &str = "At ε = 0 both worlds would have to look the same. Laplace noise would have to be infinite for that, so nothing can be released.";

/// The same comparison, whatever the figure, where nothing can be released.
fn nothing(held_fixed: String) -> Comparison<PrivacyMessage> {
    Comparison {
        changed: "One row: the customer is in the data or not.".to_owned(),
        held_fixed,
        difference: "None: nothing is released in either world.".to_owned(),
        luck: "All of it: infinite noise.".to_owned(),
        luck_figure: None,
    }
}

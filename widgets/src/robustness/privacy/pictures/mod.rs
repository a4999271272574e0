//! Two planes for each of the three figures.

mod game;
pub(super) mod release;
mod training;

use super::Privacy;
use super::parameters::Shown;
use super::view::View;

/// A plane with its name and its size.
pub(super) type Panel = (&'static str, View, (f64, f64));

pub(super) fn panels(privacy: &Privacy) -> Vec<Panel> {
    match privacy.parameters.show {
        Shown::Release => release::panels(privacy),
        Shown::Game => game::panels(privacy),
        Shown::Training => training::panels(privacy),
    }
}

//! What the draws say together: asked of the simulation, for the picture, the words and the numbers alike.

use simulation::collective::strike::{BreakEven, largest_holding};
use simulation::selection::scaling::{CurveSamples, PowerLaw, PowerLawError};
use simulation::statistics::{Interval, mean, quantile};
use simulation::valuation::Coalition;

use super::Strike;
use super::runs::shares;

/// The share of the draws between the ends of every band.
pub(super) const LEVEL: f64 = 0.9;

/// The strikers' rows, on average over the draws.
pub(super) fn members(strike: &Strike) -> Option<f64> {
    mean(&strike.runs.members(&strike.setting))
}

/// The accuracy before the strike, and what settling with everybody would cost of it.
pub(super) fn settled(strike: &Strike) -> Option<(f64, f64)> {
    let before = strike.curves().means().first().copied()?;
    Some((before, price(strike) * members(strike)?))
}

/// What a row is worth to the operator, in accuracy.
fn price(strike: &Strike) -> f64 {
    strike.parameters.price.get() / 100.0
}

/// The accuracy before, and at the share in question.
pub(super) fn ends(strike: &Strike) -> Option<[f64; 2]> {
    let means = strike.curves().means();
    Some([*means.first()?, *means.get(strike.parameters.place())?])
}

/// What each draw loses at the share in question, in points.
pub(super) fn losses(strike: &Strike) -> Vec<f64> {
    strike.curves().losses(strike.parameters.place()).into_iter().map(|loss| 100.0 * loss).collect()
}

/// Where the middle of the draws lies.
pub(super) fn middle(values: &[f64]) -> Option<Interval> {
    let outside = 0.5 * (1.0 - LEVEL);
    Some(Interval { low: quantile(values, outside)?, high: quantile(values, 1.0 - outside)? })
}

/// Where the price and the mean damage meet.
pub(super) fn break_even(strike: &Strike) -> Option<BreakEven> {
    let damages = strike.curves().mean_losses();
    let members = members(strike)?;
    (!damages.is_empty()).then(|| BreakEven::of(&shares(), &damages, members, price(strike)))
}

/// In every draw by itself.
pub(super) fn break_evens(strike: &Strike) -> Vec<BreakEven> {
    BreakEven::of_each(&strike.curves(), &strike.runs.members(&strike.setting), price(strike))
}

/// What a group that leaves alone costs on average, in points: nothing stands in, public rows stand in.
pub(super) fn alone(strike: &Strike, group: usize) -> Option<[f64; 2]> {
    let [bare, supplied] = strike.runs.alone(&strike.setting, group);
    Some([100.0 * mean(&bare)?, 100.0 * mean(&supplied)?])
}

/// The middle of the draws of the same, with nothing to stand in.
pub(super) fn alone_middle(strike: &Strike, group: usize) -> Option<Interval> {
    let [bare, _] = strike.runs.alone(&strike.setting, group);
    middle(&bare.into_iter().map(|loss| 100.0 * loss).collect::<Vec<_>>())
}

/// What all strikers leaving at once cost by lot and with nothing to stand in, in points.
pub(super) fn together(strike: &Strike) -> Option<f64> {
    strike.plains().mean_losses().last().map(|loss| 100.0 * loss)
}

/// The Shapley value of a group on average, in points.
pub(super) fn shapley(strike: &Strike, group: usize) -> Option<f64> {
    mean(&strike.runs.shapley(&strike.setting, group)).map(|value| 100.0 * value)
}

/// The rows of a group that the operator has in the first division.
pub(super) fn rows(strike: &Strike, groups: Coalition) -> usize {
    strike.first.table().members(groups).len()
}

/// The largest share of a class that is in these hands, in the first division.
pub(super) fn holding(strike: &Strike, groups: Coalition) -> f64 {
    largest_holding(&strike.first.table().world(), groups)
}

/// The strike read backwards: rows that are left, ascending, with the errors of every draw.
pub(super) fn backwards(strike: &Strike) -> Vec<(f64, Vec<f64>)> {
    let Some(members) = members(strike) else { return vec![] };
    let plains = strike.plains();
    let at = |(place, share): (usize, f64)| {
        let errors = plains.values(place).into_iter().map(|accuracy| 1.0 - accuracy).collect();
        (members * (1.0 - share), errors)
    };
    shares().into_iter().enumerate().rev().map(at).collect()
}

/// The law of its means, from the first row on: without any there is no power of the size.
pub(super) fn law(strike: &Strike) -> Result<PowerLaw, PowerLawError> {
    let (sizes, errors) = backwards(strike).into_iter().filter(|(rows, _)| *rows > 0.0).unzip();
    CurveSamples::new(sizes, errors)?.law()
}

//! What the figure says in words: title, live sentence, comparison.

use simulation::selection::scaling::{PowerLaw, PowerLawError};
use simulation::statistics::{Interval, mean};

use super::curve::{Curve, Forecast, RESAMPLES};
use super::parameters::Tested;
use super::{Scaling, ScalingMessage};
use crate::chart::strip;
use crate::format::{count, raised, short, signed};
use crate::widget::Comparison;

/// Decimals of a loss.
const DIGITS: u32 = 3;

/// The group that grows, if it is one.
fn group(scaling: &Scaling) -> Option<&'static str> {
    let place = (scaling.parameters.group.get() as usize).checked_sub(1)?;
    scaling.parameters.data.source().about().groups.get(place).copied()
}

/// What is counted along the horizontal axis.
pub(super) fn grown(scaling: &Scaling) -> String {
    group(scaling).map_or_else(|| "training rows".to_owned(), |group| format!("training rows of {group}"))
}

/// The loss and whose rows it is measured on.
pub(super) fn loss(scaling: &Scaling) -> String {
    let name = scaling.parameters.loss.name();
    match group(scaling).filter(|_| scaling.parameters.tested == Tested::Group) {
        Some(group) => format!("{name} on {group}"),
        None => name.to_owned(),
    }
}

pub(super) fn title(scaling: &Scaling) -> String {
    let largest = scaling.own.largest();
    match group(scaling) {
        Some(group) => format!("What would {largest} rows of {group} bring?"),
        None => format!("What would {largest} rows bring?"),
    }
}

/// The first and the last size that is known, and their means.
fn ends(scaling: &Scaling) -> Option<[(u32, f64); 2]> {
    let last = scaling.known().checked_sub(1)?;
    let end =
        |place: usize| Some((*scaling.own.sizes.get(place)?, scaling.own.mean(place, &scaling.setting)?));
    Some([end(0)?, end(last)?])
}

pub(super) fn describe(scaling: &Scaling) -> String {
    if let Some(failure) = &scaling.failure {
        return format!("The computation stopped: {failure}.");
    }
    let Some([first, last]) = ends(scaling) else {
        return "The sizes that the law is to know are not all trained yet.".to_owned();
    };
    let (rows, largest) = (grown(scaling), scaling.own.largest());
    let moves = match last.1 - first.1 {
        change if change < 0.0 => "falls",
        change if change > 0.0 => "rises",
        _ => "stays",
    };
    let learner = scaling.parameters.learner.name();
    let mut said = format!(
        "From {} to {} {rows}, the {} of {learner} {moves} from {} to {}.",
        first.0,
        last.0,
        loss(scaling),
        written(first.1),
        written(last.1)
    );
    match scaling.own.foretold(scaling.goal()) {
        Some(forecast) => said.push_str(&foretold(scaling, forecast, largest)),
        None => said.push_str(" Its law is not fitted yet."),
    }
    said.push_str(&revealed(scaling));
    if let Some(&(size, height)) = scaling.expected().last() {
        add(&mut said, format!(" Your dashed curve is at {} for {} rows.", written(height), short(size, 0)));
    }
    if scaling.own.unconverged > 0 {
        add(
            &mut said,
            format!(" {} did not converge.", count(scaling.own.unconverged as usize, "fit", "fits")),
        );
    }
    said
}

fn add(said: &mut String, more: String) {
    said.push_str(&more);
}

fn written(loss: f64) -> String {
    if loss.is_finite() { short(loss, DIGITS) } else { "no bound".to_owned() }
}

/// The law as a formula.
pub(super) fn formula(law: &PowerLaw) -> String {
    let floor = if law.offset_held { String::new() } else { format!(" + {}", short(law.offset, DIGITS)) };
    let power = raised(&short(-law.exponent, 2));
    format!("{} · n{power}{floor}", short(law.scale, 2))
}

fn foretold(scaling: &Scaling, forecast: &Forecast, largest: u32) -> String {
    match &forecast.law {
        Ok(law) => {
            let end = law.at(f64::from(largest));
            let band = match forecast.end {
                Some(Interval { low, high }) => {
                    format!(
                        ", 90\u{a0}% of its resamples between {} and {}",
                        short(low, DIGITS),
                        short(high, DIGITS)
                    )
                }
                None => format!(
                    "; there is no band, since {} of {RESAMPLES} resamples follow no such law",
                    forecast.failed
                ),
            };
            format!(" The law {} then says {} at {largest}{band}.", formula(law), short(end, DIGITS))
        }
        Err(error) => format!(" No law is fitted: {}.", refusal(scaling, error)),
    }
}

/// Why there is no law, for a reader.
fn refusal(scaling: &Scaling, error: &PowerLawError) -> String {
    let loss = scaling.parameters.loss.name();
    match error {
        PowerLawError::Flat { mean } => {
            format!("no falling law describes the {loss} better than its mean of {}", short(*mean, DIGITS))
        }
        PowerLawError::Rising { .. } => format!("the {loss} rises, and a power law with a floor falls"),
        PowerLawError::Step { size } => {
            format!(
                "the {loss} falls once and is level from {} rows on, so that any larger exponent fits as well",
                short(*size, 0)
            )
        }
        PowerLawError::Loss(_) => {
            format!("at some size the {loss} has no bound, since a model gave a true class probability 0")
        }
        other => other.to_string(),
    }
}

/// What the largest size turned out to be.
fn revealed(scaling: &Scaling) -> String {
    if !scaling.parameters.revealed.0 {
        return String::new();
    }
    let Some(truth) = scaling.truth() else { return " The larger sizes are not trained yet.".to_owned() };
    let mut said = format!(" The truth is {}", written(truth));
    if let Some((forecast, law)) = law(scaling) {
        let miss = truth - law.at(f64::from(scaling.own.largest()));
        let side = if miss > 0.0 { "above" } else { "below" };
        add(&mut said, format!(", {} {side} the law", short(miss.abs(), DIGITS)));
        match forecast.end {
            Some(band) if band.contains(truth) => said.push_str(" and inside its band"),
            Some(Interval { high, .. }) if truth > high => {
                add(&mut said, format!(" and {} above its band", short(truth - high, DIGITS)));
            }
            Some(Interval { low, .. }) => {
                add(&mut said, format!(" and {} below its band", short(low - truth, DIGITS)));
            }
            None => {}
        }
    }
    said.push('.');
    if let Some(guess) = scaling.guess() {
        add(
            &mut said,
            format!(
                " Your guess of {} missed it by {}.",
                short(guess, DIGITS),
                short((truth - guess).abs(), DIGITS)
            ),
        );
    }
    said
}

fn law(scaling: &Scaling) -> Option<(&Forecast, &PowerLaw)> {
    let forecast = scaling.own.foretold(scaling.goal())?;
    Some((forecast, forecast.law.as_ref().ok()?))
}

/// The even plane for a listener.
pub(super) fn even(scaling: &Scaling) -> String {
    let (loss, rows) = (loss(scaling), grown(scaling));
    format!(
        "The {loss} against the number of {rows}, at {} sizes of which the law knows {}.",
        scaling.shown(),
        scaling.known()
    )
}

/// The logarithmic one.
pub(super) fn logarithmic(scaling: &Scaling) -> String {
    let bent = match law(scaling) {
        Some((_, law)) if !law.offset_held => {
            " The law bends towards its floor; without a floor it would be the straight line."
        }
        Some(_) => " The law has no floor and is all but straight.",
        None => "",
    };
    format!("The same on logarithmic axes.{bent}")
}

pub(super) fn comparison(scaling: &Scaling) -> Comparison<ScalingMessage> {
    let (largest, rows) = (scaling.own.largest(), grown(scaling));
    let known = scaling.own.sizes.get(scaling.known().saturating_sub(1)).copied().unwrap_or(0);
    let changed = format!("The number of {rows}: {known} are known, {largest} are asked about.");
    let others =
        if group(scaling).is_some() { " All rows of the other groups are there at every size." } else { "" };
    let held_fixed = format!(
        "The model and its settings, the {} test rows, and the scale. In each of the {} orders a larger world holds every row of a smaller one.{others}",
        scaling.own.tests(&scaling.setting),
        scaling.setting.draws
    );
    let difference = difference(scaling, known, largest);
    let (luck, luck_figure) = luck(scaling);
    Comparison { changed, held_fixed, difference, luck, luck_figure }
}

fn difference(scaling: &Scaling, known: u32, largest: u32) -> String {
    let Some([_, last]) = ends(scaling) else { return "Not known yet.".to_owned() };
    let law = law(scaling).map(|(_, law)| law.at(f64::from(largest)) - last.1);
    let foretold =
        law.map(|by| format!("From {known} to {largest} rows the law foretells {}.", signed(by, DIGITS)));
    let truth =
        scaling.truth().map(|truth| format!("Trained in earnest it is {}.", signed(truth - last.1, DIGITS)));
    match (foretold, truth) {
        (Some(foretold), Some(truth)) => format!("{foretold} {truth}"),
        (Some(foretold), None) => foretold,
        (None, Some(truth)) => format!("No law foretells it. {truth}"),
        (None, None) => "No law foretells it; reveal the larger sizes to see it.".to_owned(),
    }
}

/// How the other divisions of the table did: laws, bands, and bands that held the truth.
pub(super) struct Others {
    /// What each law said minus what was true, or, while the truth is covered, what it said.
    pub(super) values: Vec<f64>,
    pub(super) count: usize,
    pub(super) bands: usize,
    pub(super) inside: usize,
    /// Mean of |truth − law|, and of |truth − straight line| over the same divisions.
    pub(super) misses: Option<[f64; 2]>,
}

pub(super) fn divisions(scaling: &Scaling) -> Others {
    let revealed = scaling.parameters.revealed.0;
    let all = scaling.divisions();
    let (mut values, mut bands, mut inside) = (vec![], 0, 0);
    let (mut misses, mut straight) = (vec![], vec![]);
    for curve in &all {
        let Some(forecast) = curve.foretold(scaling.other_goal()) else { continue };
        let Ok(law) = &forecast.law else { continue };
        let said = law.at(f64::from(curve.largest()));
        bands += usize::from(forecast.end.is_some());
        match truth_of(scaling, curve) {
            Some(truth) if revealed => {
                values.push(said - truth);
                inside += usize::from(forecast.end.is_some_and(|band| band.contains(truth)));
                if let Some(line) = forecast.line_end {
                    misses.push((said - truth).abs());
                    straight.push((line - truth).abs());
                }
            }
            _ => values.push(said),
        }
    }
    let misses = mean(&misses).zip(mean(&straight)).map(|(law, line)| [law, line]);
    Others { values, count: all.len(), bands, inside, misses }
}

fn truth_of(scaling: &Scaling, curve: &Curve) -> Option<f64> {
    curve.truth(&scaling.setting).filter(|truth| truth.is_finite())
}

fn luck(scaling: &Scaling) -> (String, Option<crate::markup::Markup<ScalingMessage>>) {
    let found = divisions(scaling);
    let Others { count: divisions, bands, inside, .. } = found;
    if divisions == 0 {
        return ("No other divisions of the table are made.".to_owned(), None);
    }
    let laws = found.values.len();
    let others = count(divisions, "other division", "other divisions");
    let own = law(scaling).map(|(_, law)| law.at(f64::from(scaling.own.largest())));
    let mut said =
        format!("On {others} of the table, {} fall by a power law", count(laws, "curve", "curves"));
    let (here, axis, name) = if scaling.parameters.revealed.0 {
        add(
            &mut said,
            format!(
                "; {bands} of the laws have a band, and {inside} of the bands hold the truth. A 90\u{a0}% band answers for the draws, not for the \
             division, and not for the law."
            ),
        );
        if let Some([law, line]) = found.misses {
            add(
                &mut said,
                format!(
                    " On average the law misses by {}, the straight line by {}.",
                    short(law, DIGITS),
                    short(line, DIGITS)
                ),
            );
        }
        let miss = own.zip(scaling.truth()).map(|(own, truth)| own - truth);
        (miss, "law minus truth, on other divisions", "here")
    } else {
        said.push_str(if laws == 0 { "." } else { "; the dots are what the laws foretell there." });
        (own, "foretold on other divisions", "here")
    };
    let Some(here) = here.filter(|here| here.is_finite()) else { return (said, None) };
    if found.values.is_empty() {
        return (said, None);
    }
    let label = format!("{axis}: {} values, here {}.", found.values.len(), short(here, DIGITS));
    (said, Some(strip(&found.values, here, [name, axis], label)))
}

//! What is said of the same runs once more: leave-one-out, Shapley values, the learning curve, leverage.

use simulation::selection::scaling::PowerLawError;
use simulation::valuation::Coalition;

use super::parameters::Beside;
use super::words::{percent, points, strikers};
use super::{Strike, summary};
use crate::collective::groups::ActingData;
use crate::format::{count, short};

/// The heading of the drawing at the right.
pub(super) fn beside_title(strike: &Strike) -> &'static str {
    match strike.parameters.beside {
        Beside::Alone => "Each group leaves alone: points lost",
        Beside::Shapley => "All coalitions: Shapley values in points",
        Beside::Scaling => "The strike read backwards",
        Beside::Leverage => "Size and leverage",
    }
}

/// What they say, after a blank.
pub(super) fn beside(strike: &Strike) -> String {
    match strike.parameters.beside {
        Beside::Alone => extremes(strike, |group| summary::alone(strike, group).map(|pair| pair[0]))
            .map_or_else(
                || " The groups are not left out one by one yet.".to_owned(),
                |[(most, high), (least, low)]| {
                    format!(
                        " Of the groups that leave alone, losing {most} costs most, {}, and losing {least} least, {}.",
                        cost(high),
                        cost(low)
                    )
                },
            ),
        Beside::Shapley => shapley(strike),
        Beside::Scaling => format!(" {}", law(strike)),
        Beside::Leverage => extent(strike),
    }
}

/// The groups with the largest and the smallest of these numbers.
fn extremes(strike: &Strike, of: impl Fn(usize) -> Option<f64>) -> Option<[(String, f64); 2]> {
    let mut ends: Option<[(usize, f64); 2]> = None;
    for group in 0..strike.setting.groups {
        let value = of(group)?;
        let [most, least] = ends.unwrap_or([(group, value); 2]);
        ends = Some([
            if value > most.1 { (group, value) } else { most },
            if value < least.1 { (group, value) } else { least },
        ]);
    }
    let named =
        |(group, value): (usize, f64)| (strike.parameters.data.members(Coalition::single(group)), value);
    ends.map(|ends| ends.map(named))
}

fn shapley(strike: &Strike) -> String {
    let groups = strike.parameters.strikers.coalition();
    let values: Option<Vec<f64>> = groups.players().map(|group| summary::shapley(strike, group)).collect();
    let Some(values) = values.filter(|values| !values.is_empty()) else {
        return " Not all coalitions are trained yet.".to_owned();
    };
    let sum: f64 = values.iter().fold(0.0, |sum, value| sum + value);
    let leave = summary::together(strike)
        .map_or_else(String::new, |loss| format!("; leaving all at once costs {}", points(loss)));
    let whose = if values.len() == 1 { "Its Shapley value" } else { "Their Shapley values together" };
    let coalitions = 1_u32 << strike.setting.groups;
    let draws = count(strike.setting.coalition_draws(), "draw", "draws");
    let is = if values.len() == 1 { "is" } else { "are" };
    format!(" {whose} over all {coalitions} coalitions {is} {} points, on {draws}{leave}.", points(sum))
}

/// The learning curve's law in a sentence.
fn law(strike: &Strike) -> String {
    match summary::law(strike) {
        Ok(law) => {
            let floor = if law.offset_held { "no floor".to_owned() } else { format!("a floor of {}\u{a0}%", percent(law.offset)) };
            format!(
                "Read backwards, it is a learning curve: as rows come in, the error falls by a power law with exponent {} and {floor}.",
                short(law.exponent, 2)
            )
        }
        Err(PowerLawError::Flat { mean }) => format!(
            "Read backwards, it is a learning curve, and a flat one: from the first tenth of the rows on, the error stays around {}\u{a0}%.",
            percent(mean)
        ),
        Err(PowerLawError::Rising { .. }) => {
            "Read backwards, it is a learning curve, and it rises: more of these rows make more errors.".to_owned()
        }
        Err(PowerLawError::Step { .. }) => {
            "Read backwards, it is a learning curve that falls once and is level after that: no exponent can be read from it.".to_owned()
        }
        Err(_) => "Read backwards, it is a learning curve; its law waits for more draws.".to_owned(),
    }
}

fn extent(strike: &Strike) -> String {
    let groups = strike.parameters.strikers.coalition();
    let rows = summary::rows(strike, groups);
    let all = summary::rows(strike, strike.parameters.data.everyone());
    let holding = percent(summary::holding(strike, groups));
    let costs = summary::together(strike)
        .map_or_else(String::new, |loss| format!("; a strike by all of them costs {}", cost(loss)));
    let supplied =
        groups.players().next().filter(|_| groups.len() == 1).and_then(|group| summary::alone(strike, group));
    let supplied = supplied
        .map_or_else(String::new, |[_, with]| format!(", and {} where public rows stand in", cost(with)));
    format!(
        " They hold {rows} of the operator’s {all} rows, and up to {holding}\u{a0}% of the rows of one class{costs}{supplied}."
    )
}

/// Points that are lost, if there are any to a tenth.
fn cost(loss: f64) -> String {
    match points(loss).as_str() {
        "0" => "nothing".to_owned(),
        _ if loss < 0.0 => "nothing".to_owned(),
        says => format!("{says} points"),
    }
}

/// What the marks mean.
pub(super) fn note(strike: &Strike) -> String {
    let band = "Band: where the middle 90\u{a0}% of the draws lie.";
    let beside = match strike.parameters.beside {
        Beside::Alone => {
            "Bars: accuracy lost when a whole group leaves and nothing stands in; coloured, the groups on strike."
        }
        Beside::Shapley => {
            "Bars: what a group adds on average over all orders in which groups could come; coloured, the groups on strike."
        }
        Beside::Scaling => "Beside it the strike by lot without substitutes; specks are draws.",
        Beside::Leverage => {
            "Filled: nothing stands in; rings: public rows stand in; lines: the middle 90\u{a0}% of the draws."
        }
    };
    format!("{band} {beside}")
}

/// The bars for a listener.
pub(super) fn bars(strike: &Strike) -> String {
    let shapley = strike.parameters.beside == Beside::Shapley;
    let of = |group: usize| {
        if shapley {
            summary::shapley(strike, group)
        } else {
            summary::alone(strike, group).map(|pair| pair[0])
        }
    };
    match extremes(strike, of) {
        Some([(most, high), (least, low)]) => format!(
            "{} of each group: most for {most}, {}; least for {least}, {}.",
            if shapley { "Shapley value" } else { "Points lost without" },
            points(high),
            points(low)
        ),
        None => "The groups’ values are not known yet.".to_owned(),
    }
}

/// What the rows of the learning curve are.
pub(super) fn rows_left(strike: &Strike) -> String {
    match strike.parameters.data {
        _ if strike.parameters.strikers.coalition().len() > 1 => "rows left of those on strike".to_owned(),
        ActingData::Digits => format!("rows left of {}", strikers(strike)),
        _ => format!("rows left: {}", strikers(strike)),
    }
}

/// The learning curve for a listener.
pub(super) fn scaling(strike: &Strike) -> String {
    format!("Error against the rows that are left of {}. {}", strikers(strike), law(strike))
}

/// The plane of leverage for a listener.
pub(super) fn leverage(strike: &Strike) -> String {
    let of = |group: usize| summary::alone(strike, group).map(|pair| pair[0]);
    let ends = extremes(strike, of).map_or_else(String::new, |[(most, high), (least, low)]| {
        format!(" Most has {most}, {} points, least {least}, {}.", points(high), points(low))
    });
    format!("Each group by its rows and by the points that the operator loses when all of it strikes.{ends}")
}

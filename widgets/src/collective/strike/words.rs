//! What the figure says in words: title, live sentence, comparison.

use simulation::selection::scaling::PowerLawError;
use simulation::statistics::mean;
use simulation::valuation::Coalition;

use super::parameters::{Beside, StandsIn, Tests};
use super::{Strike, StrikeMessage, summary};
use crate::chart::strip;
use crate::collective::groups::ActingData;
use crate::format::{count, short, signed};
use crate::widget::Comparison;

/// The strikers in a sentence.
fn strikers(strike: &Strike) -> String {
    strike.parameters.data.members(strike.parameters.strikers.coalition())
}

/// Points and per cent have one decimal: a test row is worth about half a point.
fn points(value: f64) -> String {
    short(value, 1)
}

fn percent(share: f64) -> String {
    points(100.0 * share)
}

pub(super) fn title(strike: &Strike) -> String {
    match strike.parameters.share.get() {
        0 => format!("What if nobody strikes among {}?", strikers(strike)),
        100 => format!("What does a strike by all of {} cost?", strikers(strike)),
        share => format!("What does a strike by {share} % of {} cost?", strikers(strike)),
    }
}

/// Whose test rows count, in a sentence.
fn tested(strike: &Strike) -> &'static str {
    match strike.parameters.tested {
        Tests::Everyone => "the test rows",
        Tests::Strikers => "the strikers’ test rows",
        Tests::Others => "the others’ test rows",
    }
}

pub(super) fn describe(strike: &Strike) -> String {
    if let Some(failure) = &strike.failure {
        return format!("The computation stopped: {failure}.");
    }
    let Some([before, now]) = summary::ends(strike) else {
        return "The first draw is being trained.".to_owned();
    };
    let parameters = &strike.parameters;
    let draws = strike.curves().draws().len();
    let learner = parameters.learner.name();
    let mut said = if parameters.share.get() == 0 {
        format!(
            "While nobody strikes, {learner} gets {} % of {} right, on average over {draws} draws.",
            percent(before),
            tested(strike)
        )
    } else {
        let change = match points(100.0 * (before - now)).as_str() {
            "0" => "no difference to a tenth of a point".to_owned(),
            _ if now > before => format!("{} points more", percent(now - before)),
            _ => format!("{} points less", percent(before - now)),
        };
        format!(
            "With {} % of {} on strike, {}, and {}, {learner} gets {} % of {} right instead of {} %: {change}, on average over {draws} draws.",
            parameters.share.get(),
            strikers(strike),
            parameters.order.says(),
            parameters.substitutes.says(),
            percent(now),
            tested(strike),
            percent(before)
        )
    };
    said.push_str(&plain(strike));
    said.push_str(&break_even(strike));
    said.push_str(&beside(strike));
    let unconverged = strike.runs.unconverged(&strike.setting);
    if unconverged > 0 {
        let more = format!(" {} did not converge.", count(unconverged as usize, "fit", "fits"));
        said.push_str(&more);
    }
    said
}

/// What the same strike would do by lot and with nothing to stand in.
fn plain(strike: &Strike) -> String {
    let plain = strike.plains().means().get(strike.parameters.place()).copied();
    match plain.filter(|_| !strike.setting.is_plain() && strike.parameters.share.get() > 0) {
        Some(plain) => format!(" By lot and with nothing to stand in it would be {} %.", percent(plain)),
        None => String::new(),
    }
}

fn break_even(strike: &Strike) -> String {
    let Some(even) = summary::break_even(strike) else { return String::new() };
    let price = short(strike.parameters.price.get(), 2);
    let dearest = even.dearest.map_or_else(String::new, |(share, each)| {
        let each = short(100.0 * each.max(0.0), 2);
        format!(
            ", and no price above {each} would break even, which is what each row costs at {} %",
            points(100.0 * share)
        )
    });
    match even.share {
        Some(share) => format!(
            " If the operator would pay {price} points for a row to stay, the strike breaks even from {} % of them on{dearest}.",
            short(100.0 * share, 0)
        ),
        None => {
            format!(
                " If the operator would pay {price} points for a row to stay, the strike never breaks even{dearest}."
            )
        }
    }
}

/// The heading of the drawing at the right.
pub(super) fn beside_title(strike: &Strike) -> &'static str {
    match strike.parameters.beside {
        Beside::Alone => "Each group leaves alone: points lost",
        Beside::Shapley => "All coalitions: Shapley values in points",
        Beside::Scaling => "The strike read backwards",
        Beside::Leverage => "Size and leverage",
    }
}

fn beside(strike: &Strike) -> String {
    match strike.parameters.beside {
        Beside::Alone => extremes(strike, |group| summary::alone(strike, group).map(|pair| pair[0])).map_or_else(
            || " The groups are being left out one by one.".to_owned(),
            |[(most, high), (least, low)]| {
                format!(
                    " Of the groups that leave alone, {most} costs most, {} points, and {least} least, {}.",
                    points(high),
                    points(low)
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
        return " All coalitions are being trained.".to_owned();
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
            let floor = if law.offset_held { "no floor".to_owned() } else { format!("a floor of {} %", percent(law.offset)) };
            format!(
                "Read backwards, it is a learning curve: as rows come in, the error falls by a power law with exponent {} and {floor}.",
                short(law.exponent, 2)
            )
        }
        Err(PowerLawError::Flat { mean }) => format!(
            "Read backwards, it is a learning curve, and a flat one: from the first tenth of the rows on, the error stays around {} %.",
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
        .map_or_else(String::new, |loss| format!("; a strike by all of them costs {} points", points(loss)));
    let supplied =
        groups.players().next().filter(|_| groups.len() == 1).and_then(|group| summary::alone(strike, group));
    let supplied = supplied
        .map_or_else(String::new, |[_, with]| format!(", and {} where public rows stand in", points(with)));
    format!(
        " They hold {rows} of the operator’s {all} rows, and up to {holding} % of the rows of one class{costs}{supplied}."
    )
}

/// What the marks mean.
pub(super) fn note(strike: &Strike) -> String {
    let band = "Band: where the middle 90 % of the draws lie.";
    let beside = match strike.parameters.beside {
        Beside::Alone => {
            "Bars: accuracy lost when a whole group leaves and nothing stands in; dark, the groups on strike."
        }
        Beside::Shapley => {
            "Bars: what a group adds on average over all orders in which groups could come; dark, the groups on strike."
        }
        Beside::Scaling => "Right: the strike by lot without substitutes; specks are draws.",
        Beside::Leverage => {
            "Filled: nothing stands in; rings: public rows stand in; lines: the middle 90 % of the draws."
        }
    };
    format!("{band} {beside}")
}

/// The strike for a listener.
pub(super) fn curve(strike: &Strike) -> String {
    let means = strike.curves().means();
    let ends = means.first().zip(means.last()).map_or_else(String::new, |(first, last)| {
        format!(
            " It goes from {} % when nobody strikes to {} % when all do.",
            percent(*first),
            percent(*last)
        )
    });
    format!("Accuracy against the share of {} on strike, in eleven steps.{ends}", strikers(strike))
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
        None => "The groups’ values are being trained.".to_owned(),
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

pub(super) fn comparison(strike: &Strike) -> Comparison<StrikeMessage> {
    let parameters = &strike.parameters;
    let who = strikers(strike);
    let all = summary::rows(strike, parameters.strikers.coalition());
    // The first draw stands for all: their numbers of rows differ by a few.
    let withheld = strike.first.withheld(f64::from(parameters.share.get()) / 100.0).unwrap_or(0);
    let instead = match parameters.substitutes {
        StandsIn::Nothing => "Nothing stands in for them.",
        StandsIn::Public => "Public rows of the same class stand in, each once, as long as there are any.",
        StandsIn::Synthetic => "Rows drawn from a Gaussian of what is left of the same class stand in.",
    };
    let changed = format!(
        "In the first draw, {withheld} of {} of {who} are withheld, {}. {instead}",
        count(all, "row", "rows"),
        parameters.order.says()
    );
    let tests = strike.first.slice().len();
    let held_fixed = format!(
        "In each draw the model and its settings, {}, of which the first draw has {tests}, the scale, and the rows of everybody else.",
        tested(strike)
    );
    let losses = summary::losses(strike);
    let Some(loss) = mean(&losses) else {
        let waiting = "Not known before the first draw is trained.".to_owned();
        return Comparison {
            changed,
            held_fixed,
            difference: waiting.clone(),
            luck: waiting,
            luck_figure: None,
        };
    };
    let difference = format!("{} points of accuracy on average.", signed(-loss, 1));
    let worse = losses.iter().filter(|loss| **loss > 0.0).count();
    let middle = summary::middle(&losses).map_or_else(String::new, |middle| {
        format!(" The middle 90 % of them lose {} to {} points.", points(middle.low), points(middle.high))
    });
    let luck = format!(
        "Each dot is a draw: another division of the table, and others who leave first. Accuracy falls in {worse} of {}.{middle}{}",
        losses.len(),
        even_luck(strike)
    );
    let label = format!("Points lost in {} draws, {} on average.", losses.len(), points(loss));
    let figure = strip(&losses, loss, ["mean", "points lost, draw by draw"], label);
    Comparison { changed, held_fixed, difference, luck, luck_figure: Some(figure) }
}

/// How the draws by themselves answer the question of the price.
fn even_luck(strike: &Strike) -> String {
    let each = summary::break_evens(strike);
    let shares: Vec<f64> = each.iter().filter_map(|even| even.share).collect();
    let ends = shares.iter().copied().reduce(f64::min).zip(shares.iter().copied().reduce(f64::max));
    match ends {
        None => " At this price the strike breaks even in none of them.".to_owned(),
        Some((low, high)) => format!(
            " At this price the strike breaks even in {} of them, from {} % to {} %.",
            shares.len(),
            short(100.0 * low, 0),
            short(100.0 * high, 0)
        ),
    }
}

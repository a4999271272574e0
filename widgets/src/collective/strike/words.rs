//! What the figure says in words: title, live sentence, comparison. What is said of the same runs once more is in `readings`.

use simulation::statistics::mean;

use super::parameters::{StandsIn, Tests};
use super::readings::beside;
use super::{Strike, StrikeMessage, summary};
use crate::chart::strip;
use crate::format::{count, short, signed};
use crate::widget::Comparison;

/// The strikers in a sentence.
pub(super) fn strikers(strike: &Strike) -> String {
    strike.parameters.data.members(strike.parameters.strikers.coalition())
}

/// Points and per cent have one decimal: a test row is worth about half a point.
pub(super) fn points(value: f64) -> String {
    short(value, 1)
}

pub(super) fn percent(share: f64) -> String {
    points(100.0 * share)
}

/// The share of the strikers, in a sentence.
fn striking(strike: &Strike) -> String {
    let all = strike.parameters.strikers.coalition() == strike.parameters.data.everyone();
    match strike.parameters.share.get() {
        100 if all => strikers(strike),
        100 => format!("all of {}", strikers(strike)),
        share => format!("{share}\u{a0}% of {}", strikers(strike)),
    }
}

pub(super) fn title(strike: &Strike) -> String {
    match strike.parameters.share.get() {
        0 => "What if nobody strikes?".to_owned(),
        _ => format!("What does a strike by {} cost?", striking(strike)),
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
    let (Some([before, now]), Some(loss)) = (summary::ends(strike), mean(&summary::losses(strike))) else {
        return "The first draw is not trained yet.".to_owned();
    };
    let parameters = &strike.parameters;
    let draws = strike.curves().draws().len();
    let learner = parameters.learner.name();
    let mut said = if parameters.share.get() == 0 {
        format!(
            "While nobody strikes, an operator who trains {learner} gets {}\u{a0}% of {} right, on average over {draws} draws.",
            percent(before),
            tested(strike)
        )
    } else {
        let change = match points(loss.abs()).as_str() {
            "0" => "no difference to a tenth of a point".to_owned(),
            by if loss < 0.0 => format!("{by} points more"),
            by => format!("{by} points less"),
        };
        format!(
            "With {} on strike, {}, while {}, an operator who trains {learner} gets {}\u{a0}% of {} right instead of {}\u{a0}%: {change}, on average over {draws} draws.",
            striking(strike),
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
        Some(plain) => format!(" By lot and with nothing to stand in it would be {}\u{a0}%.", percent(plain)),
        None => String::new(),
    }
}

fn break_even(strike: &Strike) -> String {
    let Some(even) = summary::break_even(strike) else { return String::new() };
    let price = short(strike.parameters.price.get(), 2);
    let dearest = even.dearest.map(|(share, each)| (share, short(100.0 * each.max(0.0), 2)));
    let dearest = dearest.filter(|(_, each)| each != "0").map_or_else(String::new, |(share, each)| {
        let at = points(100.0 * share);
        format!(
            ", and no price above {each} points would break even, which is what each row costs at {at}\u{a0}%"
        )
    });
    match even.share {
        Some(share) => format!(
            " If the operator would pay {price} points for a row to stay, the strike breaks even from {}\u{a0}% of them on{dearest}.",
            short(100.0 * share, 0)
        ),
        None => {
            format!(
                " If the operator would pay {price} points for a row to stay, the strike never breaks even{dearest}."
            )
        }
    }
}

/// The strike for a listener.
pub(super) fn curve(strike: &Strike) -> String {
    let means = strike.curves().means();
    let ends = means.first().zip(means.last()).map_or_else(String::new, |(first, last)| {
        format!(
            " It goes from {}\u{a0}% when nobody strikes to {}\u{a0}% when all do.",
            percent(*first),
            percent(*last)
        )
    });
    format!("Accuracy against the share of {} on strike, in eleven steps.{ends}", strikers(strike))
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
        format!(
            " The middle 90\u{a0}% of them lose {} to {} points.",
            points(middle.low),
            points(middle.high)
        )
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
            " At this price the strike breaks even in {} of them, from {}\u{a0}% to {}\u{a0}%.",
            shares.len(),
            short(100.0 * low, 0),
            short(100.0 * high, 0)
        ),
    }
}

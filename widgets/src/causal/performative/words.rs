//! What the figure says in words: title, live sentence, comparison.

use super::parameters::{Answers, Moves, PENALTY, Who};
use super::{FLOOR, Performative, PerformativeMessage};
use crate::chart::strip;
use crate::format::{count, short, signed};
use crate::widget::Comparison;

/// Decimals of a risk.
const DIGITS: u32 = 4;

pub(super) fn title(performative: &Performative) -> String {
    match performative.parameters.answers {
        Answers::Coin => "A coin that listens: does retraining come to rest, and is that best?".to_owned(),
        Answers::Location => "A number that listens: does retraining come to rest?".to_owned(),
        Answers::Applicants => "Applicants who answer to the model: does retraining come to rest?".to_owned(),
    }
}

/// Three significant digits of a gap, however small.
pub(super) fn small(value: f64) -> String {
    let digits =
        [(100.0, 0), (10.0, 1), (1.0, 2), (0.1, 3), (0.01, 4), (0.001, 5), (1e-4, 6), (1e-5, 7), (1e-6, 8)];
    match digits.iter().find(|(least, _)| value >= *least) {
        Some(&(_, digits)) => short(value, digits),
        None if value > FLOOR => "less than a millionth".to_owned(),
        None => "nothing but rounding".to_owned(),
    }
}

pub(super) fn describe(performative: &Performative) -> String {
    if let Some(failure) = &performative.failure {
        return format!("The computation stopped: {failure}.");
    }
    if performative.work.path.gaps.len() < performative.parameters.shown() {
        return "The rounds are not trained yet.".to_owned();
    }
    let round = performative.round();
    let (Some(gap), Some((trained, deployed))) = (performative.gap(), performative.risks()) else {
        let start = performative.work.path.deployed.first();
        let risk = start.map_or_else(String::new, |risk| format!(", at a risk of {}", short(*risk, DIGITS)));
        return format!("Nothing is trained yet: a model of zeros is deployed{risk}.");
    };
    let moved = format!("Round {round} moved the model by {}", small(gap));
    let rate = performative
        .seen_rate()
        .map_or_else(String::new, |rate| format!(", {} times the round before", short(rate, 3)));
    format!(
        "{moved}{rate}. Where it was trained its risk is {}, once deployed {}.{}{}",
        short(trained, DIGITS),
        short(deployed, DIGITS),
        verdict(performative),
        points(performative)
    )
}

/// Whether the rounds come to rest.
fn verdict(performative: &Performative) -> &'static str {
    let gaps = &performative.work.path.gaps;
    let (Some(last), Some(middle)) = (gaps.last(), gaps.get(gaps.len() / 2)) else { return "" };
    if *last <= FLOOR.max(0.75 * middle) {
        " The rounds come to rest."
    } else if *last <= 1.25 * middle {
        " The rounds do not come to rest: the model goes on moving as far as before."
    } else {
        " The rounds do not come to rest: the model moves farther and farther."
    }
}

/// What is known of the stable point and of the least risk.
fn points(performative: &Performative) -> String {
    if performative.work.known.is_none() {
        return String::new();
    }
    let known = performative.known();
    match (known.stable, known.best) {
        (Some(stable), Some(best)) if stable - best < 5e-7 => {
            format!(" The stable point has the least risk, {}.", short(best, DIGITS))
        }
        (Some(stable), Some(best)) => {
            format!(
                " At the stable point it is {}, the least is {}.",
                short(stable, DIGITS),
                short(best, DIGITS)
            )
        }
        (None, Some(best)) => {
            format!(" No stable point was found; the least risk found is {}.", short(best, DIGITS))
        }
        (Some(stable), None) => {
            format!(" At the stable point it is {}; there is no least risk.", short(stable, DIGITS))
        }
        (None, None) => " There is no stable point.".to_owned(),
    }
}

/// What the marks mean.
pub(super) fn note(performative: &Performative) -> String {
    let rate = performative.known().rate.map_or_else(String::new, |rate| {
        if rate < 0.0005 {
            return " Near the stable point a full step leaves nothing of the distance: it comes to rest."
                .to_owned();
        }
        format!(
            " Near the stable point a full step changes the distance moved {}-fold: {}.",
            short(rate, 3),
            if rate < 1.0 { "it comes to rest" } else { "it does not come to rest" }
        )
    });
    format!(
        "Distances below a ten-billionth are not drawn, nor is the risk of the model of zeros. In the second drawing each round goes down where the model is trained, and wherever the answer takes it.{rate}"
    )
}

/// The gaps for a listener.
pub(super) fn gaps(performative: &Performative) -> String {
    let gaps = &performative.work.path.gaps[..performative.round()];
    let Some((first, last)) = gaps.first().zip(gaps.last()) else {
        return "How far each round moved the model, on a logarithmic axis; no round is drawn.".to_owned();
    };
    format!(
        "How far each round moved the model, on a logarithmic axis: {} in the first of {}, {} in the last.",
        small(*first),
        count(gaps.len(), "round", "rounds"),
        small(*last)
    )
}

/// The risks for a listener.
pub(super) fn risks(performative: &Performative) -> String {
    let last = performative.risks().map_or_else(String::new, |(trained, deployed)| {
        format!(" In the last round {} and then {}.", short(trained, DIGITS), short(deployed, DIGITS))
    });
    format!(
        "The model’s risk round by round, where it was trained and once it is deployed.{last}{}",
        points(performative)
    )
}

pub(super) fn comparison(performative: &Performative) -> Comparison<PerformativeMessage> {
    let parameters = &performative.parameters;
    let changed = match parameters.answers {
        Answers::Coin => "The coin: its chance of heads follows the deployed model.".to_owned(),
        Answers::Location => "The numbers: their mean follows the deployed model.".to_owned(),
        Answers::Applicants => {
            let who = match parameters.who {
                Who::Half => "of every second applicant",
                Who::Older => "of the applicants older than 25",
                Who::Everybody => "of all applicants",
            };
            let what = match parameters.moves {
                Moves::Loan => "duration, amount and instalment",
                Moves::Numbers => "all seven numbers",
            };
            format!("The applications: {what} {who} move against the deployed weights.")
        }
    };
    let held_fixed = match parameters.answers {
        Answers::Coin | Answers::Location => {
            format!("Whatever the model does not move, the loss, ε = {}.", parameters.strength.text())
        }
        Answers::Applicants => format!(
            "Who pays back, the other columns, the other applicants, the learner (logistic regression, λ = {}), ε = {}.",
            short(PENALTY, 3),
            parameters.strength.text()
        ),
    };
    let difference = match performative.risks() {
        Some((trained, deployed)) => format!(
            "{} in risk between training and deployment, in round {}.",
            signed(deployed - trained, DIGITS),
            performative.round()
        ),
        None => "Nothing is trained yet.".to_owned(),
    };
    let luck = performative.luck();
    let Some((mean, spread)) = performative.luck_moments() else {
        let said = match parameters.repetitions.get() {
            0 | 1 => "The rounds are not repeated with other people, so nobody can say.",
            _ => "The rounds are not repeated with other people yet.",
        };
        return Comparison { changed, held_fixed, difference, luck: said.to_owned(), luck_figure: None };
    };
    let said = format!(
        "Each dot is all {} rounds again, every model trained on {} people drawn anew: its risk at the end less that of the whole world, {} ±\u{a0}{}.",
        parameters.rounds.get(),
        parameters.people.get(),
        signed(mean, DIGITS),
        short(spread, DIGITS)
    );
    let label = format!("Risk at the end of {} repetitions less that of the whole world.", luck.len());
    let figure = strip(&luck, mean, ["mean", "risk at the end, less the whole world’s"], label);
    Comparison { changed, held_fixed, difference, luck: said, luck_figure: Some(figure) }
}

//! The answers of all variants, and whether they can be the answers.

use widgets::format;
use widgets::parameters::ParameterError;

use super::asks::{Answer, Asks, Choice, Pick, Shows, Slip};
use super::expression::{CLOSE, Sum, Wrong};
use super::keys::placed;
use super::read::{Exercise, blank};
use super::state::{Figures, behind};
use super::variants::Variant;
use crate::cache::Cache;
use crate::diagnostic::Diagnostic;
use crate::directives::Directive;
use crate::expand::{explain, key_span, mistake, value_span};

/// What is computed of an exercise, variant by variant.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Solved {
    /// The options' texts and which of them are right.
    Choice(Vec<Options>),
    /// The right number and the wrong ones.
    Number(Vec<Numbers>),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Options {
    pub(super) texts: Vec<String>,
    pub(super) right: Vec<bool>,
    /// The states that the options open, and the solution; empty for what opens none.
    pub(super) states: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Numbers {
    pub(super) answer: f64,
    /// The answer as a text writes it.
    pub(super) written: String,
    pub(super) slips: Vec<f64>,
    /// The states that they open, and the solution, likewise.
    pub(super) states: Vec<String>,
}

/// Computes every variant.
///
/// # Errors
/// Everything that makes a key wrong: an answer out of range, an option that is said to be right and is not, two that look alike.
pub(super) fn solve(
    text: &str,
    exercise: &Exercise<'_>,
    figures: &Figures,
    cache: &Cache,
) -> Result<Solved, Vec<Diagnostic>> {
    let solution = (exercise.solution.mark, exercise.shows.as_ref());
    // One variant with a mistake tells enough: the others would tell the same.
    match &exercise.asks {
        Asks::Choice { options, right, pick } => {
            let solved = exercise.variants.iter().map(|variant| {
                let mut solved = choose(text, exercise.open, options, (*right, *pick), variant, cache)?;
                let shows = options.iter().zip(&solved.right).map(|(option, &right)| {
                    // There is nothing to see against an answer that is right.
                    (option.part.mark, option.shows.as_ref().filter(|_| !right || option.right))
                });
                solved.states = states(shows.chain([solution]), figures, variant)?;
                Ok(solved)
            });
            let solved = solved.collect::<Result<Vec<_>, Vec<Diagnostic>>>()?;
            answered(text, options, &solved, figures)?;
            Ok(Solved::Choice(solved))
        }
        Asks::Number { answer, mistakes } => {
            let solved = exercise.variants.iter().map(|variant| {
                let mut solved = compute(text, answer, mistakes, variant, cache)?;
                let shows = mistakes.iter().map(|one| (one.part.mark, one.shows.as_ref()));
                solved.states = states(shows.chain([solution]), figures, variant)?;
                Ok(solved)
            });
            solved.collect::<Result<_, _>>().map(Solved::Number)
        }
    }
}

/// An option that is wrong in some variant says why, and shows it if the chapter has a figure that could.
fn answered(
    text: &str,
    options: &[Choice<'_>],
    solved: &[Options],
    figures: &Figures,
) -> Result<(), Vec<Diagnostic>> {
    let wrong = options.iter().enumerate().filter(|(at, _)| solved.iter().any(|one| !one.right[*at]));
    let mistakes = wrong.filter_map(|(_, option)| {
        let mark = option.part.mark;
        let (message, help) = if blank(text, &option.part) {
            ("this option says nothing to those who choose it", "write below it what speaks against it")
        } else if option.shows.is_none() && !figures.is_empty() {
            (
                "this option shows nothing to those who choose it",
                "write `figure=ID` and the keys of a state that speaks against it",
            )
        } else {
            return None;
        };
        Some(mistake(mark, &mark.name.span, message.to_owned(), help.to_owned()))
    });
    let mistakes: Vec<_> = mistakes.collect();
    if mistakes.is_empty() { Ok(()) } else { Err(mistakes) }
}

fn states<'a>(
    marks: impl Iterator<Item = (&'a Directive, Option<&'a Shows>)>,
    figures: &Figures,
    variant: &Variant,
) -> Result<Vec<String>, Vec<Diagnostic>> {
    let state = |(mark, shows): (&Directive, Option<&Shows>)| {
        shows.map_or_else(|| Ok(String::new()), |shows| figures.state(mark, shows, variant))
    };
    marks.map(state).collect()
}

fn choose(
    text: &str,
    open: &Directive,
    options: &[Choice<'_>],
    (count, pick): (usize, Option<Pick>),
    variant: &Variant,
    cache: &Cache,
) -> Result<Options, Vec<Diagnostic>> {
    let at = |mark: &Directive, key: &str, wrong: Wrong| vec![placed(text, mark, key, wrong)];
    let (mut values, mut texts, mut right) = (vec![], vec![], vec![]);
    for option in options {
        let mark = option.part.mark;
        let value = option.value.as_ref().map(|value| value.value(variant, cache)).transpose();
        let value = value.map_err(|wrong| at(mark, "value", wrong))?;
        let written = value.map_or_else(String::new, |value| format::short(value, option.digits));
        let said = variant.fill(&option.text).replace("{value}", &written);
        if let Some(first) = texts.iter().position(|known| *known == said) {
            let message = format!("this option says the same as option {}: “{said}”", first + 1);
            let help = format!("no reader could tell them apart{}", behind(variant));
            return Err(vec![mistake(mark, value_span(mark, "text"), message, help)]);
        }
        texts.push(said);
        let holds = option.when.as_ref().map(|when| when.holds(variant, cache)).transpose();
        right.push(holds.map_err(|wrong| at(mark, "when", wrong))?.unwrap_or(false));
        values.push(value.unwrap_or(0.0));
    }
    if let Some(pick) = pick {
        right = picked(open, &values, count, pick, variant)?;
    }
    let marked = options.iter().any(|option| option.right);
    for (option, &holds) in options.iter().zip(&right) {
        let mark = option.part.mark;
        let message = match (marked, option.right, holds) {
            (true, true, false) => "this option is marked as right, and is wrong",
            (true, false, true) => "this option is right, and is not marked so",
            _ => continue,
        };
        let span = if option.when.is_some() { value_span(mark, "when") } else { &mark.name.span };
        let help = format!("a mark `right` says what holds in every variant{}", behind(variant));
        return Err(vec![mistake(mark, span, message.to_owned(), help)]);
    }
    let found = right.iter().filter(|&&right| right).count();
    if found != count {
        let message = format!("{found} of {} options are right: expected {count}", options.len());
        let help = format!("mend `when`, or write `right={found}` at the exercise{}", behind(variant));
        return Err(vec![mistake(open, &open.name.span, message, help)]);
    }
    Ok(Options { texts, right, states: vec![] })
}

/// The options with the most extreme values, which no other may come close to.
fn picked(
    open: &Directive,
    values: &[f64],
    count: usize,
    pick: Pick,
    variant: &Variant,
) -> Result<Vec<bool>, Vec<Diagnostic>> {
    let sign = if pick == Pick::Largest { -1.0 } else { 1.0 };
    let mut sorted: Vec<f64> = values.iter().map(|value| sign * value).collect();
    sorted.sort_by(f64::total_cmp);
    let (last, next) = (sorted[count - 1], sorted[count]);
    if next - last <= CLOSE {
        let what = if pick == Pick::Largest { "largest" } else { "smallest" };
        let message =
            format!("more than {count} of the values are the {what}: {}", format::short(sign * last, 6));
        let help = format!("ask of what differs{}", behind(variant));
        return Err(vec![mistake(open, value_span(open, "pick"), message, help)]);
    }
    Ok(values.iter().map(|value| sign * value <= last).collect())
}

fn compute(
    text: &str,
    answer: &Answer<'_>,
    slips: &[Slip<'_>],
    variant: &Variant,
    cache: &Cache,
) -> Result<Numbers, Vec<Diagnostic>> {
    let value = |mark: &Directive, key: &str, sum: &Sum| {
        sum.value(variant, cache).map_err(|wrong| vec![placed(text, mark, key, wrong)])
    };
    let right = value(answer.mark, answer.key, &answer.value)?;
    let written = format::short(right, answer.digits);
    if right < answer.least || right > answer.most {
        let ends = [answer.least, answer.most].map(|end| format::short(end, 9));
        let message =
            format!("the answer is {written}, and cannot be given: the range is {} to {}", ends[0], ends[1]);
        let help = format!("widen `least` or `most`{}", behind(variant));
        return Err(vec![mistake(answer.mark, key_span(answer.mark, answer.key), message, help)]);
    }
    let shown = written.replace('−', "-").parse::<f64>().unwrap_or(f64::NAN);
    if (shown - right).abs() > answer.within {
        let found = answer.digits.to_string();
        let expected =
            format!("so many that {written} is within {} of the answer", format::short(answer.within, 9));
        return Err(explain(answer.mark, vec![ParameterError::value("digits", &found, expected, vec![])]));
    }
    let mut wrong = vec![];
    for slip in slips {
        let mark = slip.part.mark;
        let value = value(mark, "value", &slip.value)?;
        if (value - right).abs() <= answer.within + CLOSE {
            let message = format!("this mistake is {}, and the answer is {written}", format::short(value, 6));
            let help = format!(
                "what is within {} of the answer is right{}",
                format::short(answer.within, 9),
                behind(variant)
            );
            return Err(vec![mistake(mark, value_span(mark, "value"), message, help)]);
        }
        wrong.push(value);
    }
    Ok(Numbers { answer: right, written, slips: wrong, states: vec![] })
}

//! What is right: computed, never said by the author alone.

use widgets::format::{plain, short};
use widgets::learning::letter;
use widgets::learning::predict::{MOST_OPTIONS, OptionParameters};
use widgets::parameters::{Real, parse, shorten};

use crate::cache::Cache;
use crate::diagnostic::Diagnostic;
use crate::directives::Directive;
use crate::expand::{arguments, explain, mistake};
use crate::learning::value::value;
use crate::numbers::{number_of, which_number};

/// A computed number.
#[derive(Debug)]
pub(super) struct Truth {
    pub(super) value: f64,
    /// As the text writes it.
    pub(super) written: String,
}

/// The number that is right, and the directive that says so; less the other one, if there is one.
///
/// # Errors
/// If there is none, or it cannot be computed.
pub(super) fn truth<'a>(
    open: &Directive,
    answer: Option<&'a Directive>,
    against: Option<&Directive>,
    cache: &Cache,
) -> Result<(&'a Directive, Truth), Vec<Diagnostic>> {
    let Some(answer) = answer else {
        let message = "`predict` has no `<<#answer …>>`".to_owned();
        let help = "write `<<#answer NUMBER key=…>>` as for `<<#number …>>`: what is right is computed";
        return Err(vec![mistake(open, &open.name.span, message, help.to_owned())]);
    };
    let mut truth = computed(answer, cache)?;
    if let Some(against) = against {
        // As decimals are subtracted by hand; a rest of the binary form says nothing.
        let less = plain(truth.value - computed(against, cache)?.value, 9);
        truth.value = Real::parse(&less).unwrap_or_default();
        truth.written = short(truth.value, 3);
    }
    Ok((answer, truth))
}

fn computed(directive: &Directive, cache: &Cache) -> Result<Truth, Vec<Diagnostic>> {
    let (number, words) = which_number(directive)?;
    let arguments = arguments(directive, words);
    let written = number_of(number, &arguments, cache).map_err(|errors| explain(directive, errors))?;
    let value = value(number, &arguments, cache).map_err(|errors| explain(directive, errors))?;
    let value = value.ok_or_else(|| {
        let message = format!("`{}` is {}, which is too long for an answer", number.name, shorten(&written));
        vec![mistake(directive, &directive.span, message, "ask for another number".to_owned())]
    })?;
    Ok(Truth { value, written })
}

/// The place of the one option that is true of the answer.
///
/// # Errors
/// If there is no such option or more than one, if one can never be true, or if the author expects another one.
pub(super) fn right_option(
    open: &Directive,
    answer: &Directive,
    options: &[&Directive],
    truth: &Truth,
) -> Result<usize, Vec<Diagnostic>> {
    if !(2..=MOST_OPTIONS).contains(&options.len()) {
        let message = format!("a choice has 2 to {MOST_OPTIONS} options, and this one has {}", options.len());
        let help = "begin each item of a list with `<<#option KEY=…>>`".to_owned();
        return Err(vec![mistake(open, &open.name.span, message, help)]);
    }
    let (mut mistakes, mut holding, mut conditions) = (vec![], vec![], vec![]);
    for (place, option) in options.iter().enumerate() {
        let read = parse::<OptionParameters, ()>(&arguments(option, &option.words));
        let condition = match read {
            Ok((condition, ())) => condition,
            Err(errors) => {
                mistakes.extend(explain(option, errors));
                continue;
            }
        };
        let mut wrong =
            |message: String, help: String| mistakes.push(mistake(option, &option.span, message, help));
        let Some(holds) = condition.holds(truth.value) else {
            let help = "write when it is true: `is`, `above`, `below`, `from` or `to` a number".to_owned();
            wrong("this option has no condition".to_owned(), help);
            continue;
        };
        if !condition.can_hold() {
            let help = "whoever chooses it could never be right".to_owned();
            wrong(format!("no number is {}", condition.in_words()), help);
        }
        if condition.right.0 && !holds {
            let help = "the computation decides: take `right` away, or look at the question again".to_owned();
            wrong(format!("this option is marked as right, and the answer is {}", truth.written), help);
        }
        if holds {
            holding.push((place, *option));
        }
        conditions.push(format!("{}: {}", letter(place), condition.in_words()));
    }
    match holding.as_slice() {
        _ if !mistakes.is_empty() => {}
        [(place, _)] => return Ok(*place),
        [] => {
            let message = format!("the answer is {}, and no option is true of it", truth.written);
            let help = format!("the options are {}", conditions.join(", "));
            mistakes.push(mistake(answer, &answer.span, message, help));
        }
        [(first, _), (_, second), ..] => {
            let message = format!(
                "the answer is {}, and this option is as true of it as {}",
                truth.written,
                letter(*first)
            );
            let help = "have one option that is true".to_owned();
            mistakes.push(mistake(second, &second.span, message, help));
        }
    }
    Err(mistakes)
}

//! `<<#predict …>>`: the reader commits to an answer before the page shows what happened.
//!
//! ```text
//! <<#predict id="one-row" unit="%" least=0 most=20>>
//! By how much does accuracy change?
//!
//! <<#answer worlds-difference edits="drop 277" digits=1>>
//! <<#reveal>>
//! <<#worlds edits="drop 277">>
//! <</predict>>
//! ```
//!
//! With `ask=choice` the options are the items of a list, each begun by its condition: `- <<#option above=0>> It rises.`
//! With `ask=curve` the reader draws the curve of the figure behind `<<#reveal>>`, which is the answer.

mod curve;
mod parts;
mod truth;

use widgets::first_frame::Medium;
use widgets::learning::predict::{Ask, PredictParameters};
use widgets::learning::{first_frame, question};
use widgets::parameters::{Arguments, ParameterError, ParameterType, Real, Value, parse, shorten};

use super::{take_id, with_mistakes, words::words};
use crate::diagnostic::Diagnostic;
use crate::directives::{Container, Directive};
use crate::expand::{
    Expanded, Ids, Surroundings, arguments, expand_part, explain, inline, mistake, mistake_box, value_span,
};
use parts::{Parts, lettered};
use truth::{Truth, right_option, truth};

/// The directive's name.
pub(super) const NAME: &str = "predict";
/// What is in the ids of its parts behind its own id.
const PARTS: [&str; 2] = ["-answer", "-reveal"];

pub(super) fn expand(text: &str, container: &Container, around: Surroundings<'_>, ids: &mut Ids) -> Expanded {
    let open = &container.open;
    let read = parse::<PredictParameters, ()>(&arguments(open, &open.words));
    let read = read.map_err(|errors| explain(open, errors)).and_then(|(keys, ())| {
        take_id(open, keys.id.as_str(), &PARTS, around.slug, ids).map_err(|mistake| vec![mistake])?;
        Ok((keys, Parts::of(text, container)?))
    });
    let (keys, parts) = match read {
        Ok(read) => read,
        Err(mistakes) => return with_mistakes(text, container, mistakes, around, ids),
    };
    let asked = expand_part(&parts.text, parts.question.0.clone(), &parts.question.1, around, ids);
    let shown = expand_part(&parts.text, parts.reveal.0.clone(), &parts.reveal.1, around, ids);
    let mut diagnostics: Vec<Diagnostic> = asked.diagnostics.into_iter().chain(shown.diagnostics).collect();
    let (question, options, asked) = lettered(asked.text.trim());
    let shown = shown.text.trim();
    let page = Page { open, keys: &keys, question: words(&question), shown };
    let form = form(&page, &parts, &options, around).unwrap_or_else(|mistakes| {
        let shown = mistake_box(text, &open.span, &mistakes);
        diagnostics.extend(mistakes);
        shown
    });
    let (id, summary) = (keys.id.as_str(), inline(keys.summary.as_str()));
    let text = match around.medium {
        Medium::Still => format!("{asked}\n\n{form}\n\n{shown}\n"),
        Medium::Page { .. } => format!(
            "<div class=\"predict\" id=\"{id}\">\n\n{asked}\n\n{form}\n\n<details class=\"predict-reveal\" id=\"{id}-reveal\">\n<summary>{summary}</summary>\n\n{shown}\n\n</details>\n\n</div>\n"
        ),
    };
    Expanded { text, diagnostics }
}

/// What a form is made of beside what is right.
struct Page<'a> {
    open: &'a Directive,
    keys: &'a PredictParameters,
    /// In words.
    question: String,
    /// What happened, as HTML and Markdown.
    shown: &'a str,
}

/// The form, or nothing where nothing runs; its mistakes are told either way.
fn form(
    page: &Page<'_>,
    parts: &Parts<'_>,
    options: &[String],
    around: Surroundings<'_>,
) -> Result<String, Vec<Diagnostic>> {
    let Page { open, keys, .. } = *page;
    let figure = figure(page)?;
    let mut form =
        vec![text("id", keys.id.as_str()), text("question", &page.question), text("figure", &figure)];
    if keys.ask == Ask::Curve {
        let drawn = curve::foretold(open, parts, &figure, around.cache)?;
        form.push(("within".to_owned(), keys.within.print()));
        form.extend(drawn);
        return written("curve", &form, keys, around.medium, &|errors| explain(open, errors));
    }
    let (answer, truth) = truth(open, parts.answer, parts.against, around.cache)?;
    let name = match keys.ask {
        Ask::Curve | Ask::Number => {
            if let Some(option) = parts.options.first() {
                let message = "a number has no options".to_owned();
                return Err(vec![mistake(option, &option.span, message, "write `ask=choice`".to_owned())]);
            }
            form.extend(of_number(keys, &truth));
            "number"
        }
        Ask::Choice => {
            let right = right_option(open, answer, &parts.options, &truth)?;
            form.push((
                "options".to_owned(),
                Value::List(options.iter().map(|option| words(option)).collect()),
            ));
            form.push(text("right", &right.to_string()));
            "choice"
        }
    };
    written(name, &form, keys, around.medium, &|errors| refused(open, answer, keys, &truth, errors))
}

/// The form of these arguments as HTML.
fn written(
    name: &str,
    arguments: &Arguments,
    keys: &PredictParameters,
    medium: Medium<'_>,
    refused: &dyn Fn(Vec<ParameterError>) -> Vec<Diagnostic>,
) -> Result<String, Vec<Diagnostic>> {
    let version = match medium {
        Medium::Page { version } => version,
        Medium::Still => "",
    };
    let entry = question(name).expect("a question of the registry");
    let html = first_frame(entry, arguments, &format!("{}-answer", keys.id.as_str()), version);
    let html = html.map_err(refused)?;
    Ok(if medium == Medium::Still { String::new() } else { html })
}

fn text(key: &str, value: &str) -> (String, Value) {
    (key.to_owned(), Value::one(value))
}

fn of_number(keys: &PredictParameters, truth: &Truth) -> Arguments {
    let unit = keys.unit.as_str();
    let written =
        if unit.is_empty() { truth.written.clone() } else { format!("{}\u{a0}{unit}", truth.written) };
    let number = |key: &str, value: Real| (key.to_owned(), value.print());
    vec![
        text("unit", unit),
        number("least", keys.least),
        number("most", keys.most),
        number("step", keys.step),
        number("within", keys.within),
        number("right", Real(truth.value)),
        text("written", &written),
    ]
}

/// What the form refuses, in the author's terms.
fn refused(
    open: &Directive,
    answer: &Directive,
    keys: &PredictParameters,
    truth: &Truth,
    errors: Vec<ParameterError>,
) -> Vec<Diagnostic> {
    let (right, own): (Vec<ParameterError>, Vec<_>) =
        errors.into_iter().partition(|error| error.key() == "right");
    let outside = right.into_iter().map(|_| {
        let message = format!("the answer is {}, and nobody can give it", truth.written);
        let ends = [keys.least, keys.most].map(|end| widgets::format::short(end.0, 9));
        let help = format!("`least` is {} and `most` is {}: have the answer between them", ends[0], ends[1]);
        mistake(answer, &answer.span, message, help)
    });
    outside.chain(explain(open, own)).collect()
}

/// The id of the figure on which the answer stays; empty if what happened has no figure.
fn figure(page: &Page<'_>) -> Result<String, Vec<Diagnostic>> {
    // As the frame writes every figure's root.
    let figures = page.shown.split("<figure class=\"widget\" id=\"").skip(1);
    let figures: Vec<&str> = figures.filter_map(|rest| rest.split('"').next()).collect();
    let wanted = page.keys.figure.as_str();
    if wanted.is_empty() {
        return Ok(figures.first().copied().unwrap_or_default().to_owned());
    }
    if figures.contains(&wanted) {
        return Ok(wanted.to_owned());
    }
    let message = format!("no figure behind `<<#reveal>>` has the id {}", shorten(wanted));
    let help = match figures.as_slice() {
        [] => "there is no figure".to_owned(),
        known => format!("there are {}", known.join(", ")),
    };
    Err(vec![mistake(page.open, value_span(page.open, "figure"), message, help)])
}

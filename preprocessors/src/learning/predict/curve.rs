//! The curve that a figure shows, for a reader who is asked for it before.

use widgets::learning::predict::of_figure;
use widgets::parameters::{Arguments, ParameterError, link};
use widgets::registry::{self, Entry};

use super::parts::Parts;
use crate::cache::Cache;
use crate::diagnostic::Diagnostic;
use crate::directives::{Directive, Item};
use crate::expand::{arguments, explain, mistake};

/// What the form is told of the figure of this id behind `<<#reveal>>`.
///
/// # Errors
/// If what is right is said twice, or there is no figure, or none with a curve.
pub(super) fn foretold(
    open: &Directive,
    parts: &Parts<'_>,
    figure: &str,
    cache: &Cache,
) -> Result<Arguments, Vec<Diagnostic>> {
    let other =
        [parts.answer, parts.against].into_iter().flatten().chain(parts.options.iter().copied()).next();
    if let Some(other) = other {
        let message = format!("`ask=curve` has no `{}`", other.name.value);
        let help = "what is right is the curve of the figure behind `<<#reveal>>`".to_owned();
        return Err(vec![mistake(other, &other.span, message, help)]);
    }
    let figures = parts.reveal.1.iter().filter_map(|item| match item {
        Item::Directive(directive) => Some((directive, registry::widget(&directive.name.value)?)),
        _ => None,
    });
    let figures: Vec<_> = figures.collect();
    let named = |directive: &Directive| {
        let given = directive.arguments.iter().find(|(key, _)| key.value == "id");
        given.and_then(|(_, value)| value.value.as_one()) == Some(figure)
    };
    let found = figures.iter().find(|(directive, _)| named(directive)).or(figures.first());
    let Some((directive, entry)) = found else {
        let message = "there is no figure behind `<<#reveal>>` whose curve could be foretold".to_owned();
        let help = "put one there, and not into another container".to_owned();
        return Err(vec![mistake(open, &open.name.span, message, help)]);
    };
    let given = arguments(directive, &directive.words);
    let known = curve(entry, &given, cache).map_err(|errors| explain(directive, errors))?;
    let curve = link::decode(&known).ok().filter(|curve| !curve.is_empty());
    curve.ok_or_else(|| {
        let message = format!("`{}` shows no curve that could be foretold in this state", entry.name);
        let help =
            "choose a figure with a curve over whole numbers, and a state that shows it whole".to_owned();
        vec![mistake(directive, &directive.span, message, help)]
    })
}

/// The arguments that a figure's curve gives the form, in the form of a link, remembered; none if it has no curve.
fn curve(entry: &Entry, arguments: &Arguments, cache: &Cache) -> Result<String, Vec<ParameterError>> {
    cache.remember(&["foretold", entry.name, &format!("{arguments:?}")], || {
        let mut made = (entry.make)(arguments, "foretold")?;
        while made.instance.step() {}
        Ok(link::encode(&made.instance.foretold().as_ref().map_or_else(Vec::new, of_figure)))
    })
}

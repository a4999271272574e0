//! Numbers in running text: which one a directive names, what it says, and what stays on its line.

use widgets::parameters::{Arguments, ParameterError};
use widgets::registry::{self, Number};

use crate::cache::Cache;
use crate::diagnostic::{Diagnostic, nearest};
use crate::directives::{Directive, Spanned};
use crate::expand::{arguments, explain, inline, mistake, written};

/// The name of the directive that puts a number into the prose.
pub(crate) const NUMBER: &str = "number";

/// Where all numbers are named: there are some hundreds.
pub(crate) const ALL_NUMBERS: &str = "the command `list` names them all";

/// What stands behind a number and stays on its line, as authors write it and as it is printed.
const TOGETHER: [(&str, &str); 2] = [(" %", "\u{a0}%"), (" ± ", "\u{a0}±\u{a0}")];

/// How much of the text behind a number is printed otherwise, so that it stays on the number's line, and how.
pub(crate) fn together(directive: &Directive, behind: &str) -> Option<(usize, &'static str)> {
    let (apart, joined) = TOGETHER.iter().find(|(apart, _)| behind.starts_with(apart))?;
    (directive.name.value == NUMBER).then_some((apart.len(), joined))
}

/// What a directive's number is, as it stands in the text.
pub(crate) fn number(directive: &Directive, cache: &Cache) -> Result<String, Vec<Diagnostic>> {
    let (number, words) = which_number(directive)?;
    let arguments = arguments(directive, words);
    let written = number_of(number, &arguments, cache).map_err(|errors| explain(directive, errors))?;
    Ok(inline(&written))
}

/// The number that the first word of a directive names, and the words behind it.
pub(crate) fn which_number(
    directive: &Directive,
) -> Result<(&'static Number, &[Spanned<String>]), Vec<Diagnostic>> {
    let Some((name, words)) = directive.words.split_first() else {
        let help = format!("write its name after `{}`; {ALL_NUMBERS}", directive.name.value);
        return Err(vec![mistake(directive, &directive.name.span, "which number?".to_owned(), help)]);
    };
    let Some(number) = registry::number(&name.value) else {
        let message = format!("no number is named `{}`", name.value);
        let names = registry::NUMBERS.iter().copied().flatten().map(|number| number.name);
        let help = nearest(&name.value, names)
            .map_or_else(|| ALL_NUMBERS.to_owned(), |near| format!("did you mean `{near}`? {ALL_NUMBERS}"));
        return Err(vec![mistake(directive, &name.span, message, help)]);
    };
    Ok((number, words))
}

/// A number as it stands in the text, remembered.
pub(crate) fn number_of(
    number: &Number,
    arguments: &Arguments,
    cache: &Cache,
) -> Result<String, Vec<ParameterError>> {
    cache.remember(&["number", number.name, &written(arguments)], || (number.write)(number.name, arguments))
}

//! The keys of a mark inside an exercise.

use widgets::parameters::{Arguments, ParameterError, Value};

use super::asks::Shows;
use super::expression::{self, Sum, Wrong};
use crate::diagnostic::Diagnostic;
use crate::directives::Directive;
use crate::expand::{explain, mistake, value_span};

/// The keys of a mark.
pub(super) struct Keys<'a> {
    mark: &'a Directive,
    own: &'a [&'a str],
}

impl<'a> Keys<'a> {
    /// With these keys and words, and those of a figure if `others` are legal.
    pub(super) fn of(
        mark: &'a Directive,
        own: &'a [&'a str],
        words: &[&str],
        others: bool,
    ) -> Result<Self, Vec<Diagnostic>> {
        let keys: Vec<&str> = mark.arguments.iter().map(|(key, _)| key.value.as_str()).collect();
        let mut errors = vec![];
        for (place, (key, _)) in mark.arguments.iter().enumerate() {
            if keys[..place].contains(&key.value.as_str()) {
                errors.push(ParameterError::Twice { key: key.value.clone() });
            } else if !others && !own.contains(&key.value.as_str()) {
                let legal = own.iter().map(|&key| key.to_owned()).collect();
                errors.push(ParameterError::Unknown { key: key.value.clone(), legal });
            }
        }
        let figure = keys.contains(&"figure");
        let unknown =
            mark.words.iter().filter(|word| !(words.contains(&word.value.as_str()) || (others && figure)));
        errors.extend(unknown.map(|word| {
            let legal = own.iter().chain(words).map(|&key| key.to_owned()).collect();
            ParameterError::Unknown { key: word.value.clone(), legal }
        }));
        if errors.is_empty() { Ok(Self { mark, own }) } else { Err(explain(mark, errors)) }
    }

    /// Those of an exercise itself, whose further keys are varied and are looked at elsewhere.
    pub(super) fn of_exercise(mark: &'a Directive, own: &'a [&'a str]) -> Self {
        Self { mark, own }
    }

    pub(super) fn find(&self, key: &str) -> Option<&'a str> {
        self.mark
            .arguments
            .iter()
            .find(|(known, _)| known.value == key)
            .map(|(_, value)| value.value.as_one().unwrap_or_default())
    }

    pub(super) fn required(&self, key: &str, expected: &str) -> Result<&'a str, Vec<Diagnostic>> {
        match self.find(key) {
            Some(value) if !value.trim().is_empty() => Ok(value),
            Some(value) => Err(explain(self.mark, vec![ParameterError::value(key, value, expected, vec![])])),
            None => {
                let message = format!("`{key}` is missing: {expected}");
                let help = format!("write `{key}=\"…\"`");
                Err(vec![mistake(self.mark, &self.mark.name.span, message, help)])
            }
        }
    }

    pub(super) fn decimal(&self, key: &str) -> Result<f64, Vec<Diagnostic>> {
        let written = self.required(key, "a number")?;
        let read = written.parse::<f64>().ok().filter(|value| value.is_finite());
        read.ok_or_else(|| explain(self.mark, vec![ParameterError::value(key, written, "a number", vec![])]))
    }

    pub(super) fn whole(&self, key: &str, default: u32) -> Result<u32, Vec<Diagnostic>> {
        let Some(written) = self.find(key) else { return Ok(default) };
        let read = written.parse::<u32>().ok().filter(|&digits| digits <= 9);
        let expected = "a whole number from 0 to 9";
        read.ok_or_else(|| explain(self.mark, vec![ParameterError::value(key, written, expected, vec![])]))
    }

    pub(super) fn sum(&self, text: &str, key: &str) -> Result<Option<Sum>, Vec<Diagnostic>> {
        self.find(key).map(|value| self.placed(text, key, expression::sum(value))).transpose()
    }

    pub(super) fn placed<T>(
        &self,
        text: &str,
        key: &str,
        read: Result<T, Wrong>,
    ) -> Result<T, Vec<Diagnostic>> {
        read.map_err(|wrong| vec![placed(text, self.mark, key, wrong)])
    }

    /// The state of a figure that the further keys say.
    pub(super) fn shows(&self) -> Result<Option<Shows>, Vec<Diagnostic>> {
        let mark = self.mark;
        let others = mark.arguments.iter().filter(|(key, _)| !self.own.contains(&key.value.as_str()));
        let keys = others.map(|(key, value)| (key.value.clone(), value.value.clone()));
        let words = mark.words.iter().filter(|word| word.value != "right");
        let words = words.map(|word| (word.value.clone(), Value::one("true")));
        let arguments: Arguments = words.chain(keys).collect();
        match (self.find("figure"), arguments.first()) {
            (Some(figure), _) => Ok(Some(Shows { figure: figure.to_owned(), arguments })),
            (None, None) => Ok(None),
            (None, Some((key, _))) => {
                let mut legal: Vec<String> = self.own.iter().map(|&key| key.to_owned()).collect();
                legal.push("and, behind `figure`, those of that figure".to_owned());
                Err(explain(mark, vec![ParameterError::Unknown { key: key.clone(), legal }]))
            }
        }
    }
}

/// A mistake in an expression, at its place if the directive says it letter by letter.
pub(super) fn placed(text: &str, mark: &Directive, key: &str, wrong: Wrong) -> Diagnostic {
    if key.is_empty() {
        return mistake(mark, &mark.span, wrong.message, wrong.help);
    }
    let value = value_span(mark, key);
    let written = &text[value.clone()];
    let inside = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let span = match inside {
        Some(inside) if !inside.contains('\\') && !inside.contains('\r') => {
            let start = (value.start + 1 + wrong.span.start).min(value.end - 1);
            start..(value.start + 1 + wrong.span.end).clamp(start, value.end - 1).max(start + 1)
        }
        _ => value.clone(),
    };
    mistake(mark, &span, wrong.message, wrong.help)
}

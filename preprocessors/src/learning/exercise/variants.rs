//! The values that an exercise is asked with, and the places of its text where they stand.

use std::ops::Range;

use mdbook_markdown::pulldown_cmark::{Event, Parser};
use widgets::parameters::{Arguments, Value};

use crate::diagnostic::Diagnostic;
use crate::directives::Directive;
use crate::expand::mistake;
use crate::math;

/// More would make a page heavy, and nobody asks for so many.
const MOST: usize = 40;

/// One way in which an exercise is asked: a value for each key.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Variant(Vec<(String, String)>);

impl Variant {
    #[cfg(test)]
    pub(super) fn of(values: &[(&str, &str)]) -> Self {
        Self(values.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect())
    }

    /// The text with each `{key}` replaced.
    pub(super) fn fill(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (key, value)| text.replace(&format!("{{{key}}}"), value))
    }

    /// Arguments with each `{key}` replaced, in keys that are none of ours too.
    pub(super) fn fill_all(&self, arguments: &Arguments) -> Arguments {
        let fill = |value: &Value| match value {
            Value::One(one) => Value::One(self.fill(one)),
            Value::List(list) => Value::List(list.iter().map(|one| self.fill(one)).collect()),
        };
        arguments.iter().map(|(key, value)| (key.clone(), fill(value))).collect()
    }

    /// The value of a key.
    pub(super) fn value(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
    }

    /// Which variant it is, for a mistake that is one in this variant; nothing for an exercise without.
    pub(super) fn said(&self) -> String {
        let values: Vec<String> = self.0.iter().map(|(key, value)| format!("{key}={value}")).collect();
        if values.is_empty() { String::new() } else { format!("so it is with {}", values.join(" ")) }
    }
}

/// The variants that a directive's further keys make: every combination, or one value of each with the word `together`.
///
/// # Errors
/// If a key is no name, or its values are too few, alike or too many.
pub(super) fn read(directive: &Directive, own: &[&str]) -> Result<Vec<Variant>, Vec<Diagnostic>> {
    let mut mistakes = vec![];
    let mut keys: Vec<(&str, &[String])> = vec![];
    for (place, (key, value)) in directive.arguments.iter().enumerate() {
        if own.contains(&key.value.as_str()) {
            if directive.arguments[..place].iter().any(|(earlier, _)| earlier.value == key.value) {
                let message = format!("key `{}` is given twice", key.value);
                mistakes.push(mistake(directive, &key.span, message, "keep one of them".to_owned()));
            }
            continue;
        }
        let mut wrong = |message: String, help: String| {
            mistakes.push(mistake(directive, &value.span, message, help));
        };
        let name = &key.value;
        let named = name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        match &value.value {
            _ if !named || name.len() < 2 => {
                let help = "write two or more small letters: `{a}` could stand in a formula".to_owned();
                mistakes.push(mistake(directive, &key.span, format!("`{name}` names no varied value"), help));
            }
            _ if keys.iter().any(|(known, _)| known == name) => {
                let message = format!("key `{name}` is given twice");
                mistakes.push(mistake(directive, &key.span, message, "keep one of them".to_owned()));
            }
            Value::List(values) if values.len() > 1 => {
                let again = values.iter().enumerate().find(|(place, one)| values[..*place].contains(one));
                if let (Some((_, again)), false) =
                    (again, directive.words.iter().any(|w| w.value == TOGETHER))
                {
                    wrong(format!("`{name}` has the value `{again}` twice"), "keep one of them".to_owned());
                }
                keys.push((name, values));
            }
            Value::List(_) | Value::One(_) => {
                let help = format!(
                    "an exercise has the keys {}; any other is varied, and needs a list: `{name}=[A, B]`",
                    own.join(", ")
                );
                wrong(format!("`{name}` has no two values"), help);
            }
        }
    }
    let together = directive.words.iter().find(|word| word.value == TOGETHER);
    if let Some(word) = together
        && (keys.windows(2).any(|pair| pair[0].1.len() != pair[1].1.len()) || keys.is_empty())
    {
        let help = "give each varied key as many values as the others".to_owned();
        let message = "what varies together differs in length".to_owned();
        mistakes.push(mistake(directive, &word.span, message, help));
    }
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let pick = |key: &str, values: &[String], place: usize| (key.to_owned(), values[place].clone());
    let variants: Vec<Variant> = if together.is_some() {
        let count = keys.first().map_or(0, |(_, values)| values.len());
        (0..count)
            .map(|at| Variant(keys.iter().map(|(key, values)| pick(key, values, at)).collect()))
            .collect()
    } else {
        keys.iter().fold(vec![Variant::default()], |variants, (key, values)| {
            let longer = |variant: &Variant| {
                let variant = variant.clone();
                (0..values.len()).map(move |at| {
                    Variant(variant.0.iter().cloned().chain([pick(key, values, at)]).collect())
                })
            };
            variants.iter().flat_map(|variant| longer(variant).collect::<Vec<_>>()).collect()
        })
    };
    if variants.len() > MOST {
        let message = format!("this makes {} variants: at most {MOST} are legal", variants.len());
        let help = "give fewer values, or the word `together`".to_owned();
        return Err(vec![mistake(directive, &directive.name.span, message, help)]);
    }
    Ok(variants)
}

/// The word that lets keys vary side by side.
pub(super) const TOGETHER: &str = "together";

/// The keys of an exercise's variants.
pub(super) fn keys(variants: &[Variant]) -> Vec<&str> {
    variants.first().map_or_else(Vec::new, |first| first.0.iter().map(|(key, _)| key.as_str()).collect())
}

/// Where `{key}` stands in the running text of some Markdown, in order: not in code, formulas, addresses or HTML.
pub(super) fn places<'a>(text: &str, keys: &[&'a str]) -> Vec<(Range<usize>, &'a str)> {
    let mut found = vec![];
    for (event, range) in Parser::new_ext(text, math::options()).into_offset_iter() {
        if !matches!(event, Event::Text(_)) {
            continue;
        }
        for &key in keys {
            let mark = format!("{{{key}}}");
            let places = text[range.clone()].match_indices(&mark);
            found.extend(places.map(|(place, mark)| {
                let start = range.start + place;
                (start..start + mark.len(), key)
            }));
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directives::parse;

    fn said(text: &str) -> Result<Vec<String>, String> {
        let directive = parse(text, 0).unwrap();
        let variants = read(&directive, &["id"]).map_err(|all| all[0].message.clone())?;
        Ok(variants.iter().map(|variant| variant.fill("{pile}{place}")).collect())
    }

    #[test]
    fn keys_are_combined_or_go_together() {
        assert_eq!(said("<<#exercise id=x>>").unwrap(), ["{pile}{place}"]);
        assert_eq!(said("<<#exercise id=x pile=[A, B] place=[1, 2]>>").unwrap(), ["A1", "A2", "B1", "B2"]);
        assert_eq!(said("<<#exercise id=x pile=[A, B] place=[1, 1] together>>").unwrap(), ["A1", "B1"]);
    }

    #[test]
    fn what_cannot_vary_is_refused() {
        for (text, message) in [
            ("<<#exercise pile=A>>", "`pile` has no two values"),
            ("<<#exercise pile=[A]>>", "`pile` has no two values"),
            ("<<#exercise pile=[A, A]>>", "`pile` has the value `A` twice"),
            ("<<#exercise p=[A, B]>>", "`p` names no varied value"),
            ("<<#exercise pile=[A, B] pile=[A, C]>>", "key `pile` is given twice"),
            ("<<#exercise id=x id=y>>", "key `id` is given twice"),
            ("<<#exercise pile=[A, B] place=[1, 2, 3] together>>", "what varies together differs in length"),
            (
                "<<#exercise pile=[1,2,3,4,5,6,7] place=[1,2,3,4,5,6]>>",
                "this makes 42 variants: at most 40 are legal",
            ),
        ] {
            assert_eq!(said(text).unwrap_err(), message, "{text}");
        }
    }

    #[test]
    fn values_stand_in_running_text_only() {
        let text = "{pile} and *{pile}*, `{pile}`, [{pile}](a/{pile}.html), $x_{pile}$ <b title=\"{pile}\">{pile}</b>";
        let found: Vec<_> = places(text, &["pile"]).into_iter().map(|(range, _)| range.start).collect();
        let text_at = |mark: &str| text.find(mark).unwrap();
        assert_eq!(
            found,
            [0, text_at("*{") + 1, text_at("[{") + 1, text_at("\">{") + 2],
            "not in code, addresses, formulas and attributes"
        );
    }
}

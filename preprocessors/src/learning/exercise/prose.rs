//! The Markdown of an exercise with the values of a variant, and the places whose text a later variant changes.

use std::ops::Range;

use super::read::Part;
use super::state::behind;
use super::variants::{self, Variant};
use crate::cache::Cache;
use crate::diagnostic::Diagnostic;
use crate::directives::{Directive, Item, mask};
use crate::expand::{arguments, explain, inline, mistake};
use crate::learning::words::words as in_words;
use crate::numbers::{NUMBER, number_of, together, which_number};

/// Places of an exercise's text, each with what stands there in every variant.
#[derive(Debug, Default)]
pub(super) struct Slots {
    /// The exercise's id.
    pub(super) id: String,
    /// A list of texts, one a variant, for every place that differs.
    pub(super) texts: Vec<Vec<String>>,
}

impl Slots {
    /// The markup of a place: its text, in an element with an id if that differs between variants.
    pub(super) fn put(&mut self, texts: Vec<String>) -> String {
        let first = texts.first().map_or_else(String::new, |first| inline(first));
        if texts.windows(2).all(|pair| pair[0] == pair[1]) {
            return first;
        }
        self.texts.push(texts);
        format!("<span id=\"{}\">{first}</span>", place(&self.id, self.texts.len()))
    }
}

/// The id of a place, counted from 1.
pub(super) fn place(id: &str, number: usize) -> String {
    format!("{id}-text-{number}")
}

/// A part's Markdown, with the values of the first variant and places for those of the others.
///
/// # Errors
/// For every directive inside that is no number, and every number that cannot be computed.
pub(super) fn markdown(
    text: &str,
    part: &Part<'_>,
    variants: &[Variant],
    slots: &mut Slots,
    cache: &Cache,
) -> Result<String, Vec<Diagnostic>> {
    let pieces = pieces(text, part, variants, cache)?;
    let (mut out, mut from) = (String::new(), part.text.start);
    for (range, texts) in pieces {
        out.push_str(&text[from..range.start]);
        out.push_str(&slots.put(texts));
        from = range.end;
    }
    out.push_str(&text[from..part.text.end]);
    Ok(out.trim().to_owned())
}

/// A part in plain words, variant by variant: what is kept of a question beside its answer.
///
/// # Errors
/// As [`markdown`].
pub(super) fn words(
    text: &str,
    part: &Part<'_>,
    variants: &[Variant],
    cache: &Cache,
) -> Result<Vec<String>, Vec<Diagnostic>> {
    let pieces = pieces(text, part, variants, cache)?;
    let of = |place: usize| {
        let (mut out, mut from) = (String::new(), part.text.start);
        for (range, texts) in &pieces {
            out.push_str(&text[from..range.start]);
            out.push_str(&inline(&texts[place]));
            from = range.end;
        }
        out.push_str(&text[from..part.text.end]);
        in_words(&out)
    };
    Ok((0..variants.len()).map(of).collect())
}

type Piece = (Range<usize>, Vec<String>);

/// What is replaced in a part, in order, each with its text in every variant.
fn pieces(
    text: &str,
    part: &Part<'_>,
    variants: &[Variant],
    cache: &Cache,
) -> Result<Vec<Piece>, Vec<Diagnostic>> {
    let (mut pieces, mut mistakes): (Vec<Piece>, Vec<Diagnostic>) = (vec![], vec![]);
    let mut prose = text[part.text.clone()].to_owned();
    for item in &part.inside {
        let span = match item {
            Item::Directive(directive) => {
                match number(directive, variants, cache) {
                    Ok(texts) => {
                        pieces.push((directive.span.clone(), texts));
                        let end = directive.span.end;
                        if let Some((length, joined)) = together(directive, &text[end..part.text.end]) {
                            pieces.push((end..end + length, vec![joined.to_owned(); variants.len()]));
                        }
                    }
                    Err(wrong) => mistakes.extend(wrong),
                }
                directive.span.clone()
            }
            Item::Container(inner) => {
                let message = format!("an exercise holds no `{}`", inner.open.name.value);
                let help = "end the exercise first, with `<</exercise>>`".to_owned();
                mistakes.push(mistake(&inner.open, &inner.open.name.span, message, help));
                inner.span()
            }
            Item::Broken(error, region) => {
                let (message, help) = (error.message.clone(), error.help.clone());
                mistakes.push(Diagnostic {
                    directive: region.clone(),
                    span: error.span.clone(),
                    message,
                    help,
                });
                region.clone()
            }
        };
        let inside = span.start - part.text.start..span.end.min(part.text.end) - part.text.start;
        prose.replace_range(inside.clone(), &mask(&prose[inside]));
    }
    for (range, key) in variants::places(&prose, &variants::keys(variants)) {
        let range = part.text.start + range.start..part.text.start + range.end;
        let value = |variant: &Variant| variant.value(key).unwrap_or_default().to_owned();
        pieces.push((range, variants.iter().map(value).collect()));
    }
    pieces.sort_by_key(|(range, _)| range.start);
    if mistakes.is_empty() { Ok(pieces) } else { Err(mistakes) }
}

/// A number of the prose in every variant.
fn number(
    directive: &Directive,
    variants: &[Variant],
    cache: &Cache,
) -> Result<Vec<String>, Vec<Diagnostic>> {
    if directive.name.value != NUMBER {
        let message = format!("`{}` cannot stand in an exercise", directive.name.value);
        let help = "inside are the marks option, answer, mistake, hint and solution, and numbers".to_owned();
        return Err(vec![mistake(directive, &directive.name.span, message, help)]);
    }
    let (number, words) = which_number(directive)?;
    let arguments = arguments(directive, words);
    let of = |variant: &Variant| {
        let written = number_of(number, &variant.fill_all(&arguments), cache);
        written.map_err(|errors| {
            let mut all = explain(directive, errors);
            for one in &mut all {
                let help = format!("{}{}", one.help, behind(variant));
                help.trim_start_matches("; ").clone_into(&mut one.help);
            }
            all
        })
    };
    variants.iter().map(of).collect()
}

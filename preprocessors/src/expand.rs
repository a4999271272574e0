//! From a chapter with directives to a chapter with figures and numbers.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use widgets::first_frame::{self, FirstFrame, Medium};
use widgets::parameters::{Arguments, ParameterError, Value};
use widgets::registry::{self, Entry};

use crate::authors;
use crate::cache::Cache;
use crate::diagnostic::{Diagnostic, nearest};
use crate::directives::{Directive, Found, Item, Spanned, find, nest, plain};
use crate::learning;
use crate::minutes::{self, Chapters};
use crate::numbers::{self, NUMBER};

/// A chapter with its directives replaced, and every mistake in it.
#[derive(Debug)]
pub struct Expanded {
    /// The new text; a directive with a mistake is replaced by a box that says so.
    pub text: String,
    /// The mistakes, in order.
    pub diagnostics: Vec<Diagnostic>,
}

/// The figures' ids of a whole book.
#[derive(Debug, Default)]
pub struct Ids {
    taken: BTreeMap<String, String>,
    in_order: Vec<String>,
}

impl Ids {
    /// Takes an id for a chapter; the chapter that has it already, if one does.
    pub(crate) fn take(&mut self, id: &str, chapter: &str) -> Result<(), String> {
        self.in_order.push(id.to_owned());
        match self.taken.insert(id.to_owned(), chapter.to_owned()) {
            Some(earlier) => Err(earlier),
            None => Ok(()),
        }
    }

    /// Every id that was taken, one that was taken twice too, in the order in which they were.
    pub(crate) fn in_order(&self) -> &[String] {
        &self.in_order
    }

    /// Whether nobody has this id.
    pub(crate) fn is_free(&self, id: &str) -> bool {
        !self.taken.contains_key(id)
    }

    /// `chapter-name`, with a number if that is taken.
    fn propose(&self, chapter: &str, name: &str) -> String {
        let base = format!("{chapter}-{name}");
        let mut ids = std::iter::once(base.clone()).chain((2..).map(|n| format!("{base}-{n}")));
        ids.find(|id| self.is_free(id)).unwrap_or(base)
    }
}

/// What a chapter's directives depend on beside its text.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// What names the chapter in the ids of its figures.
    pub slug: &'a str,
    /// Its file below the source folder, if it has one.
    pub file: Option<&'a Path>,
    /// What it is drawn for.
    pub medium: Medium<'a>,
    /// What earlier builds computed.
    pub cache: &'a Cache,
    /// The book's chapters, whose minutes may be asked for.
    pub chapters: &'a Chapters,
}

/// Replaces the directives of one chapter.
pub fn expand(text: &str, around: Surroundings<'_>, ids: &mut Ids) -> Expanded {
    let items = nest(find(text), text.len(), &learning::holds_markdown);
    expand_part(text, 0..text.len(), &items, around, ids)
}

/// Replaces the directives of a part of a chapter, of which these are all.
pub(crate) fn expand_part(
    text: &str,
    part: Range<usize>,
    items: &[Item],
    around: Surroundings<'_>,
    ids: &mut Ids,
) -> Expanded {
    let (mut out, mut diagnostics, mut from) = (String::with_capacity(part.len()), vec![], part.start);
    for item in items {
        let (span, result) = match item {
            Item::Directive(directive) => (directive.span.clone(), replacement(text, directive, around, ids)),
            Item::Broken(error, region) => {
                let (message, help) = (error.message.clone(), error.help.clone());
                let caret = error.span.start.clamp(region.start, region.end)
                    ..error.span.end.clamp(region.start, region.end);
                let broken = Diagnostic { directive: region.clone(), span: caret, message, help };
                (region.clone(), Err(vec![broken]))
            }
            Item::Container(container) => {
                out.push_str(&text[from..container.open.span.start]);
                let expanded = learning::expand(text, container, around, ids);
                out.push_str(&expanded.text);
                diagnostics.extend(expanded.diagnostics);
                from = container.span().end;
                continue;
            }
        };
        out.push_str(&text[from..span.start]);
        out.push_str(&result.unwrap_or_else(|mistakes| {
            let shown = mistake_box(text, &span, &mistakes);
            diagnostics.extend(mistakes);
            shown
        }));
        from = span.end;
        if let Item::Directive(directive) = item
            && let Some((length, joined)) = numbers::together(directive, &text[from..part.end])
        {
            out.push_str(joined);
            from += length;
        }
    }
    out.push_str(&text[from..part.end]);
    Expanded { text: out, diagnostics }
}

/// The ids of a chapter's figures, as [`expand`] will give them, without drawing one.
pub(crate) fn figures(text: &str, slug: &str, ids: &mut Ids) -> Vec<String> {
    let mut figures = vec![];
    for found in find(text) {
        let Found::Directive(directive) = found else { continue };
        let name = directive.name.value.as_str();
        if registry::widget(name).is_none() || stands_alone(text, &directive.span).is_none() {
            continue;
        }
        let given = directive.arguments.iter().find(|(key, _)| key.value == "id");
        let given = given.and_then(|(_, value)| value.value.as_one()).map(str::to_owned);
        let id = given.unwrap_or_else(|| ids.propose(slug, name));
        // Two of one name are a mistake that is told where they are drawn.
        let _ = ids.take(&id, slug);
        figures.push(id);
    }
    figures
}

fn replacement(
    text: &str,
    directive: &Directive,
    around: Surroundings<'_>,
    ids: &mut Ids,
) -> Result<String, Vec<Diagnostic>> {
    let Surroundings { slug, file, medium, cache, chapters } = around;
    let name = directive.name.value.as_str();
    if name == NUMBER {
        return numbers::number(directive, cache);
    }
    if name == minutes::NAME {
        let minutes = chapters.minutes(&arguments(directive, &directive.words), file);
        return minutes
            .map(|minutes| inline(&minutes.to_string()))
            .map_err(|errors| explain(directive, errors));
    }
    if authors::DIRECTIVES.contains(&name) {
        return authors::page(text, directive, slug, medium, ids, cache);
    }
    if name == learning::PROGRESS {
        return learning::progress(text, directive, around, ids);
    }
    if let Some(mistakes) = learning::astray(directive) {
        return Err(mistakes);
    }
    let Some(entry) = registry::widget(name) else {
        let names = registry::WIDGETS.iter().map(|entry| entry.name).chain([NUMBER, minutes::NAME]);
        let names: Vec<&str> = names
            .chain(authors::DIRECTIVES)
            .chain(learning::CONTAINERS)
            .chain([learning::PROGRESS])
            .collect();
        let help = suggestion(name, &names);
        return Err(vec![mistake(
            directive,
            &directive.name.span,
            format!("no widget is named `{name}`"),
            help,
        )]);
    };
    let Some(prefix) = stands_alone(text, &directive.span) else {
        let message = format!("`{name}` is a figure and must stand alone on its lines");
        let help = "put blank lines around it; `<<#number …>>` is for running text".to_owned();
        return Err(vec![mistake(directive, &directive.span, message, help)]);
    };
    let arguments = arguments(directive, &directive.words);
    let frame = frame(entry, &arguments, &ids.propose(slug, name), medium, cache)
        .map_err(|errors| explain(directive, errors))?;
    if !is_id(&frame.id) {
        let message = format!("`id` is {}: expected a name", widgets::parameters::shorten(&frame.id));
        let help = "write letters, digits, - and _, with a letter first".to_owned();
        return Err(vec![mistake(directive, value_span(directive, "id"), message, help)]);
    }
    ids.take(&frame.id, slug).map_err(|earlier| {
        let message = format!("the id `{}` is taken by a figure in {earlier}", frame.id);
        let help = "ids are unique in a book, since all chapters meet on its print page".to_owned();
        vec![mistake(directive, value_span(directive, "id"), message, help)]
    })?;
    Ok(block(&frame.html, &prefix))
}

/// The directive's words and arguments as the widget reads them: a word without a value means `true`.
pub(crate) fn arguments(directive: &Directive, words: &[Spanned<String>]) -> Arguments {
    let words = words.iter().map(|word| (word.value.clone(), Value::one("true")));
    words
        .chain(directive.arguments.iter().map(|(key, value)| (key.value.clone(), value.value.clone())))
        .collect()
}

/// A figure's first frame, remembered as its id and its markup.
pub(crate) fn frame(
    entry: &Entry,
    arguments: &Arguments,
    id: &str,
    medium: Medium<'_>,
    cache: &Cache,
) -> Result<FirstFrame, Vec<ParameterError>> {
    let (kind, version) = match medium {
        Medium::Page { version } => ("page", version),
        Medium::Still => ("still", ""),
    };
    let parts = [kind, version, entry.name, id, &written(arguments)];
    let known = cache.remember(&parts, || {
        first_frame::first_frame(entry, arguments, id, medium)
            .map(|frame| format!("{}\n{}", frame.id, frame.html))
    })?;
    let (id, html) = known.split_once('\n').unwrap_or_default();
    Ok(FirstFrame { html: html.to_owned(), id: id.to_owned() })
}

/// Arguments as a key: in one line, and different for different ones.
pub(crate) fn written(arguments: &Arguments) -> String {
    format!("{arguments:?}")
}

/// Parameter errors, each at the key or value that it is about.
pub(crate) fn explain(directive: &Directive, errors: Vec<ParameterError>) -> Vec<Diagnostic> {
    errors
        .into_iter()
        .map(|error| {
            let (span, help) = match &error {
                ParameterError::Unknown { key, legal } => (key_span(directive, key), suggestion(key, legal)),
                ParameterError::Twice { key } => (key_span(directive, key), "keep one of them".to_owned()),
                ParameterError::Value { key, choices, .. } => {
                    let span = value_span(directive, key);
                    let found = directive.arguments.iter().rev().find(|(known, _)| known.value == *key);
                    let found = found.and_then(|(_, value)| value.value.as_one()).unwrap_or_default();
                    let near = nearest(found, choices.iter().map(String::as_str));
                    (span, near.map_or_else(String::new, |near| format!("did you mean `{near}`?")))
                }
            };
            mistake(directive, span, error.to_string(), help)
        })
        .collect()
}

pub(crate) fn suggestion<S: AsRef<str>>(name: &str, legal: &[S]) -> String {
    let legal: Vec<&str> = legal.iter().map(AsRef::as_ref).collect();
    let all = format!("legal are {}", legal.join(", "));
    nearest(name, legal.iter().copied())
        .map_or_else(|| all.clone(), |near| format!("did you mean `{near}`? {all}"))
}

pub(crate) fn key_span<'a>(directive: &'a Directive, key: &str) -> &'a Range<usize> {
    // The last one: of two equal keys it is the second that is one too many.
    let argument = directive.arguments.iter().rev().find(|(known, _)| known.value == key);
    let word = directive.words.iter().find(|word| word.value == key);
    argument.map(|(key, _)| &key.span).or(word.map(|word| &word.span)).unwrap_or(&directive.name.span)
}

pub(crate) fn value_span<'a>(directive: &'a Directive, key: &str) -> &'a Range<usize> {
    let argument = directive.arguments.iter().rev().find(|(known, _)| known.value == key);
    argument.map_or_else(|| key_span(directive, key), |(_, value)| &value.span)
}

pub(crate) fn mistake(
    directive: &Directive,
    span: &Range<usize>,
    message: String,
    help: String,
) -> Diagnostic {
    Diagnostic { directive: directive.span.clone(), span: span.clone(), message, help }
}

pub(crate) fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// If only indentation and the marks of lists, quotations, definitions and footnotes stand before a directive on its line,
/// and nothing behind it: what a line that continues the same block starts with.
pub(crate) fn stands_alone(text: &str, span: &Range<usize>) -> Option<String> {
    let before = text[..span.start].rsplit('\n').next().unwrap_or_default();
    let after = text[span.end..].split('\n').next().unwrap_or_default();
    let alone = before.split_whitespace().all(is_block_mark) && after.trim().is_empty();
    alone.then(|| before.chars().map(|c| if c == '>' || c == '\t' { c } else { ' ' }).collect())
}

/// `>`, `-`, `*`, `+`, `1.`, `1)`, `:`, `[^note]:`, and the box of a task.
fn is_block_mark(word: &str) -> bool {
    let numbered =
        word.strip_suffix(['.', ')']).is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    let footnote = word.starts_with("[^") && word.ends_with("]:");
    let quoted = word.bytes().all(|byte| byte == b'>');
    numbered || footnote || quoted || matches!(word, "-" | "*" | "+" | ":" | "[" | "]" | "[x]" | "[X]")
}

/// HTML at block level: one line between blank ones.
pub(crate) fn block(html: &str, prefix: &str) -> String {
    // The mark of a list item stays before its first line, so the figure begins right there. The line that follows is
    // empty but for the marks of a quotation, which goes on; what stood behind the directive begins with its own line break.
    format!("{html}\n{}", prefix.trim_end())
}

/// Text inside a paragraph: characters that Markdown could read as marks become references, and so does the first one,
/// which could make a list of the paragraph.
pub(crate) fn inline(text: &str) -> String {
    plain(text)
        .chars()
        .enumerate()
        .map(|(index, character)| {
            let mark = character.is_ascii_punctuation() || character.is_control() || index == 0;
            if mark { format!("&#{};", u32::from(character)) } else { character.to_string() }
        })
        .collect()
}

/// What a reader sees in place of a directive with mistakes, if the book is built all the same.
pub(crate) fn mistake_box(text: &str, span: &Range<usize>, mistakes: &[Diagnostic]) -> String {
    let lines = mistakes.iter().map(|mistake| match mistake.help.as_str() {
        "" => mistake.message.clone(),
        help => format!("{} ({help})", mistake.message),
    });
    let said = inline(&lines.collect::<Vec<_>>().join("; "));
    let written = inline(&text[span.clone()]);
    match stands_alone(text, span) {
        Some(prefix) => block(
            &format!(
                "<div class=\"directive-mistake\" role=\"note\"><p>{said}</p><p><code>{written}</code></p></div>"
            ),
            &prefix,
        ),
        None => {
            format!("<span class=\"directive-mistake\" role=\"note\">{said} <code>{written}</code></span>")
        }
    }
}

#[cfg(test)]
#[path = "expand_tests.rs"]
mod tests;

//! `<<#progress>>`: the page of what a reader has done, with the book's questions counted chapter by chapter.

use widgets::first_frame::Medium;
use widgets::learning::{first_frame, question};
use widgets::parameters::{Arguments, Value, in_one_line};

use super::CONTAINERS;
use crate::diagnostic::Diagnostic;
use crate::directives::{Directive, Found, find};
use crate::expand::{Ids, Surroundings, block, mistake, stands_alone};

/// The directive's name, and that of its form.
pub(crate) const NAME: &str = "progress";
/// The form's id; the page's title has the shorter word.
const ID: &str = "your-progress";

/// The form in one line of HTML; nothing where nothing runs.
///
/// # Errors
/// If it has keys, stands in running text, or stands there twice.
pub(crate) fn page(
    text: &str,
    directive: &Directive,
    around: Surroundings<'_>,
    ids: &mut Ids,
) -> Result<String, Vec<Diagnostic>> {
    let wrong = |message: &str, help: &str| {
        vec![mistake(directive, &directive.span, message.to_owned(), help.to_owned())]
    };
    if !directive.words.is_empty() || !directive.arguments.is_empty() {
        return Err(wrong("`progress` has no keys", "write `<<#progress>>`"));
    }
    if stands_alone(text, &directive.span).is_none_or(|prefix| !prefix.is_empty()) {
        return Err(wrong(
            "`progress` must stand alone, in no list or quotation",
            "put blank lines around it",
        ));
    }
    if ids.take(ID, around.slug).is_err() {
        return Err(wrong(
            "the id `your-progress` is taken",
            "one page of a book shows what a reader has done",
        ));
    }
    let Medium::Page { version } = around.medium else { return Ok(String::new()) };
    let form = question(NAME).map(|entry| first_frame(entry, &arguments(around), ID, version));
    match form {
        Some(Ok(html)) => Ok(block(&html, "")),
        Some(Err(errors)) => Err(wrong(&in_one_line(&errors), "")),
        None => Err(wrong("the form is missing", "")),
    }
}

/// The chapters that ask something, with their titles and how much they ask.
fn arguments(around: Surroundings<'_>) -> Arguments {
    let (mut pages, mut titles, mut counts) = (vec![], vec![], vec![]);
    for (file, text) in around.chapters.texts() {
        let asked = asked(&text);
        if asked > 0 {
            pages.push(format!("{}.html", file.strip_suffix(".md").unwrap_or(&file)));
            titles.push(title(&text).unwrap_or(&file).to_owned());
            counts.push(asked.to_string());
        }
    }
    let depth = around.file.map_or(0, |file| file.components().count().saturating_sub(1));
    let mut out = vec![("root".to_owned(), Value::One("../".repeat(depth)))];
    let lists = [("pages", pages), ("titles", titles), ("counts", counts)].into_iter();
    out.extend(
        lists.filter(|(_, list)| !list.is_empty()).map(|(key, list)| (key.to_owned(), Value::List(list))),
    );
    out
}

/// How many questions a chapter asks.
fn asked(text: &str) -> usize {
    let asks = |found: &Found| match found {
        // Goals ask nothing.
        Found::Directive(directive) => {
            let name = directive.name.value.as_str();
            CONTAINERS.contains(&name) && name != super::goals::NAME
        }
        Found::End(_) | Found::Broken(..) => false,
    };
    find(text).iter().filter(|found| asks(found)).count()
}

/// The text of the first heading.
fn title(text: &str) -> Option<&str> {
    text.lines()
        .find_map(|line| line.strip_prefix("# "))
        .map(|line| line.split(" {#").next().unwrap_or(line).trim())
}

//! One figure as one file that needs nothing else: from a disk, without a network, in an upload.
//!
//! Here alone a script is inline. What a page of the folder would fetch travels as data addresses.

use std::fmt::Write;

use anyhow::Context;
use base64::prelude::{BASE64_STANDARD as STANDARD, Engine};
use serde_json::{Map, Value};
use widgets::parameters::text;
use widgets::parameters::{self, Arguments};
use widgets::registry::Entry;

use super::{FIGURE_SHEET, FIGURES, PAGE_SHEET, SCRIPTS, page};
use crate::cache::Cache;
use crate::diagnostic::named;

/// What is to be exported.
pub struct Export<'a> {
    /// The widget's name.
    pub name: &'a str,
    /// Its keys, each `key=value` with the value as in an address.
    pub keys: &'a [String],
    /// What a file that [`embed`](super) makes has in it, by its name.
    pub read: &'a dyn Fn(&str) -> anyhow::Result<Vec<u8>>,
    /// The address of the textbook, to lead back to.
    pub book: Option<&'a str>,
}

/// The file.
///
/// # Errors
/// An unknown name or key, a value out of its range, a file that cannot be read.
pub fn export(export: &Export<'_>) -> anyhow::Result<String> {
    let Export { name, keys, read, book } = export;
    let entry = named(name)?;
    let arguments = keys.iter().map(|key| argument(key)).collect::<anyhow::Result<Arguments>>()?;
    let text_of = |file: &str| -> anyhow::Result<String> { Ok(String::from_utf8(read(file)?)?) };
    let figure = super::frame(entry, &arguments, "", &Cache::default())?;
    let mut files = Map::new();
    let part = entry.part;
    let tables = tables(entry, &arguments);
    let kinds = [
        (format!("{part}.js"), "text/javascript"),
        (format!("{part}_bg.wasm"), "application/wasm"),
        (format!("{part}_more.wasm"), "application/wasm"),
    ];
    for (file, kind) in kinds.into_iter().chain(tables.into_iter().map(|table| (table, "text/csv"))) {
        let address = format!("data:{kind};base64,{}", STANDARD.encode(read(&file)?));
        files.insert(file, Value::String(address));
    }
    let mut script = format!("globalThis.counterfactualFiles={};\n", Value::Object(files));
    for name in [SCRIPTS[0], FIGURES, SCRIPTS[1], SCRIPTS[2]] {
        writeln!(script, "{}", joined(&text_of(name)?))?;
    }
    let head = format!("<style>{}</style>", text_of(PAGE_SHEET)?);
    let sheet = format!("<style>{}</style>", text_of(FIGURE_SHEET)?);
    let end = format!("<script type=\"module\">{}</script>\n", script.replace("</", "<\\/"));
    Ok(page::whole(entry, &arguments, &head, &sheet, &figure, *book, &end))
}

/// A key and its value as a command line has them.
fn argument(word: &str) -> anyhow::Result<(String, parameters::Value)> {
    let (key, value) = word
        .split_once('=')
        .with_context(|| format!("{} is no key: write key=value", parameters::shorten(word)))?;
    Ok((key.to_owned(), text::read(value)))
}

/// The files of every table that the figure may draw, whatever its reader chooses.
fn tables(entry: &Entry, arguments: &Arguments) -> Vec<String> {
    let choices = (entry.parameters)().into_iter().flat_map(|parameter| {
        parameter
            .choices
            .iter()
            .map(move |&choice| vec![(parameter.name.to_owned(), parameters::Value::one(choice))])
    });
    let states = [vec![], arguments.clone()].into_iter().chain(choices);
    let mut files: Vec<String> = states
        .flat_map(|state| (entry.tables)(&state))
        .filter_map(|table| Some(table.fetched()?.file_name().to_owned()))
        .collect();
    files.sort();
    files.dedup();
    files
}

/// A module's text for a common one: without its imports, and with its exports as ordinary names.
fn joined(module: &str) -> String {
    let statements = module.split_inclusive(';');
    let is_import = |statement: &str| {
        let rest = statement.trim_start().strip_prefix("import");
        rest.is_some_and(|rest| rest.trim_start().starts_with(['{', '"', '*']))
    };
    let text: String = statements.filter(|statement| !is_import(statement)).collect();
    ["const ", "function ", "async function ", "class "]
        .iter()
        .fold(text, |text, what| text.replace(&format!("export {what}"), what))
}

/// A directive's arguments as attributes.
pub(super) fn attributes(arguments: &Arguments) -> String {
    let attribute = |(key, value): &(String, parameters::Value)| {
        format!(" {key}=\"{}\"", widgets::markup::html::escape(&text::write(value)))
    };
    arguments.iter().map(attribute).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_become_one() {
        let module = "import{a,b}from\"./live.js\";import \"./x.js\";export const A=1;const p=await import(b(1));export class C{}";
        assert_eq!(joined(module), "const A=1;const p=await import(b(1));class C{}");
    }

    #[test]
    fn every_table_that_a_figure_offers_goes_along() {
        let tables = tables(named("values").unwrap(), &vec![]);
        assert!(
            tables.contains(&"penguins.csv".to_owned()) && tables.contains(&"digits.csv".to_owned()),
            "{tables:?}"
        );
        assert_eq!(super::tables(named("grid").unwrap(), &vec![]), [] as [&str; 0]);
    }
}

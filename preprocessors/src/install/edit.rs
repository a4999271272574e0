//! `book.toml`: what is added to it. Comments, order and formatting stay as the author has them.

use anyhow::Context;
use toml_edit::{Array, Item, RawString, Table, Value, value};

use super::book::{Book, Plugin, tidy};
use super::{CACHE, Options};
use crate::{math, plugin, references};

/// What the comment above each of our tables says.
const ABOUT: [(&str, &str); 3] = [
    (references::NAME, "Citations, notes on terms, and lists of sources."),
    (math::NAME, "Formulas between dollars."),
    (
        plugin::NAME,
        "Interactive figures: <<#name …>> on a line of its own; `mdbook-counterfactuals list` names them all.",
    ),
];

/// Adds the table of the plugin `name`, one of `plugins`, unless it is there; whether it had to.
pub(super) fn add_plugin(
    book: &mut Book,
    name: &str,
    plugins: &[&str],
    options: &Options,
) -> anyhow::Result<bool> {
    let is_ours = |book: &Book, name: &str| matches!(book.plugin(name), Plugin::Ours);
    if is_ours(book, name) {
        return Ok(false);
    }
    let place = plugins.iter().position(|one| *one == name).unwrap_or(0);
    // mdBook warns of a name that is not there.
    let defaults = book.at(&["build", "use-default-preprocessors"]).and_then(Item::as_bool) != Some(false);
    let links = defaults || book.at(&["preprocessor", "links"]).is_some();
    let after = links.then_some("links").into_iter().chain(plugins[..place].iter().copied());
    // Those that are still to be added name this one themselves.
    let before = plugins[place..].iter().copied().filter(|other| is_ours(book, other));

    let mut table = Table::new();
    table.insert("command", value(format!("{} {name}", quoted(&options.command))));
    for (key, names) in [("after", after.collect::<Array>()), ("before", before.collect())] {
        if !names.is_empty() {
            table.insert(key, value(names));
        }
    }
    if name == plugin::NAME {
        table.insert(plugin::LIVE_KEY, value(book.live()));
    }
    // In a flat book mdBook would copy what is remembered beside the chapters, and watch it.
    if !book.is_flat() {
        table.insert("cache", value(format!("{CACHE}/{name}")));
    }
    let about = ABOUT.iter().find(|(known, _)| *known == name).map_or("", |(_, about)| about);
    append(book, ["preprocessor", name], table, &format!("# {about}\n"))?;
    Ok(true)
}

/// Adds a style sheet to every page, unless it is there; whether it had to.
pub(super) fn add_style(book: &mut Book, file: &str) -> anyhow::Result<bool> {
    const KEY: &str = "additional-css";
    let one = || value(Array::from_iter([file]));
    if book.at(&["output", "html"]).is_none() {
        let mut table = Table::new();
        table.insert(KEY, one());
        append(book, ["output", "html"], table, "")?;
        return Ok(true);
    }
    let html = book.document.get_mut("output").and_then(|output| output.get_mut("html"));
    let html = html.and_then(Item::as_table_like_mut).context("book.toml: `output.html` must be a table")?;
    let Some(sheets) = html.get_mut(KEY) else {
        // In a table of one line the last value has the space before the brace, which the new one is to have.
        let last = html.iter_mut().last().and_then(|(_, item)| item.as_value_mut());
        let decor = last
            .map(Value::decor_mut)
            .filter(|decor| decor.suffix().and_then(RawString::as_str) == Some(" "));
        let space = decor.map(|decor| decor.set_suffix("")).map_or("", |()| " ");
        let mut added = one();
        if let Some(added) = added.as_value_mut() {
            added.decor_mut().set_suffix(space);
        }
        html.insert(KEY, added);
        return Ok(true);
    };
    let sheets =
        sheets.as_array_mut().with_context(|| format!("book.toml: `output.html.{KEY}` must be a list"))?;
    if sheets.iter().any(|known| known.as_str().is_some_and(|known| tidy(known) == file)) {
        return Ok(false);
    }
    push(sheets, file);
    Ok(true)
}

/// Adds a text to a list in the way in which its last one stands there.
fn push(list: &mut Array, text: &str) {
    let raw = |raw: Option<&RawString>| raw.and_then(RawString::as_str).unwrap_or_default().to_owned();
    let mut added = Value::from(text);
    let comma = list.trailing_comma();
    let mut behind = if comma { raw(Some(list.trailing())) } else { String::new() };
    if let Some(last) = list.len().checked_sub(1).and_then(|last| list.get_mut(last)) {
        let before = raw(last.decor().prefix());
        // The first of a line stands without a space, the others with one.
        let indent =
            before.rsplit_once('\n').map_or_else(|| " ".to_owned(), |(_, indent)| format!("\n{indent}"));
        if !comma {
            behind = raw(last.decor().suffix());
            last.decor_mut().set_suffix("");
        }
        // A comment stays behind what it speaks of.
        let rest = behind.split_off(if behind.contains('#') { behind.rfind('\n').unwrap_or(0) } else { 0 });
        added.decor_mut().set_prefix(format!("{behind}{indent}"));
        behind = rest;
    }
    if comma {
        list.set_trailing(behind);
    } else {
        added.decor_mut().set_suffix(behind);
    }
    list.push_formatted(added);
}

/// Puts a table at the end of the file; into its parent, where that stands in one line.
fn append(book: &mut Book, [outer, name]: [&str; 2], mut table: Table, comment: &str) -> anyhow::Result<()> {
    let no_table = || format!("book.toml: `{outer}` must be a table");
    let document = &mut book.document;
    let text = document.to_string();
    if let Some(parent) = document.get_mut(outer).filter(|parent| parent.is_value()) {
        let parent = parent.as_inline_table_mut().with_context(no_table)?;
        parent.insert(name, table.into_inline_table().into());
        return Ok(());
    }
    // What stands at the end belongs to what is there already, and stays before what is new.
    let mut prefix = document.trailing().as_str().unwrap_or_default().to_owned();
    document.set_trailing("");
    if !prefix.is_empty() && !prefix.ends_with('\n') {
        prefix.push('\n');
    }
    let gap = if text.trim().is_empty() { "" } else { "\n" };
    table.decor_mut().set_prefix(format!("{prefix}{gap}{comment}"));
    // Behind every table that was read, and those added before: the text grows with each.
    table.set_position(Some(isize::try_from(text.len())?));
    let implicit = || {
        let mut parent = Table::new();
        parent.set_implicit(true);
        Item::Table(parent)
    };
    let parent = document.entry(outer).or_insert_with(implicit);
    parent.as_table_mut().with_context(no_table)?.insert(name, Item::Table(table));
    Ok(())
}

/// A program's name as a word of a command.
fn quoted(program: &str) -> String {
    if program.contains(char::is_whitespace) && !program.contains(['"', '\'']) {
        format!("'{program}'")
    } else {
        program.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pushed(list: &str) -> String {
        let mut document: toml_edit::DocumentMut = format!("a = {list}\n").parse().expect("toml");
        push(document["a"].as_array_mut().expect("a list"), "c");
        document.to_string().trim_end().trim_start_matches("a = ").to_owned()
    }

    #[test]
    fn a_list_grows_in_its_own_style() {
        assert_eq!(pushed("[]"), r#"["c"]"#);
        assert_eq!(pushed(r#"["a"]"#), r#"["a", "c"]"#);
        assert_eq!(pushed(r#"[ "a", "b" ]"#), r#"[ "a", "b", "c" ]"#);
        assert_eq!(pushed("[\n  \"a\",\n  \"b\", # why\n]"), "[\n  \"a\",\n  \"b\", # why\n  \"c\",\n]");
        assert_eq!(pushed("[\n  \"a\",\n  \"b\" # why\n]"), "[\n  \"a\",\n  \"b\", # why\n  \"c\"\n]");
        assert_eq!(pushed("[\n  \"a\",\n  \"b\"\n]"), "[\n  \"a\",\n  \"b\",\n  \"c\"\n]");
    }
}

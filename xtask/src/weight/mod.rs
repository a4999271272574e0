//! What readers download, held: pages and live parts keep their budgets, but for exceptions that expire.

mod exceptions;
mod pages;
mod sizes;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::json;

pub(crate) use sizes::brotli;

use crate::report;
use crate::workspace::Workspace;
use exceptions::{Exception, complaints};
use pages::{Book, LOADER, read};
use sizes::Sizes;

/// What a page may weigh, brotli: its HTML with every style sheet, script and wasm that it asks for and that is not mdBook's own.
const PAGE: usize = 250_000;
/// What a live part may weigh with the loader, brotli, and how much more for each widget in it.
const PART: usize = 60_000;
const WIDGET: usize = 10_000;

/// Where the exceptions are. Each has what it is about, the bytes that it may weigh, why, and until when.
const EXCEPTIONS: &str = "tests/exceptions/bytes.json";

/// One thing that is weighed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Weight {
    /// A page's path, or `part` and its name.
    what: String,
    bytes: usize,
    budget: usize,
    /// What is downloaded later, on demand: of a page, that of every part it shows.
    later: usize,
    /// What the table says of it.
    note: String,
}

/// Weighs the built book, prints the table, leaves the pages' weights for the table of all tests, and fails where a budget is not kept.
///
/// # Errors
/// If the book or the exceptions cannot be read, or a complaint remains.
pub(crate) fn hold(workspace: &Workspace) -> Result<()> {
    let weights = weigh(workspace)?;
    println!("\n{}", table(&weights)?);
    let found = complaints(&weights, &exceptions(workspace)?, &exceptions::today()?);
    ensure!(found.is_empty(), "{}\nsee {EXCEPTIONS}", found.join("\n"));
    Ok(())
}

/// Prints the table alone.
///
/// # Errors
/// If the book cannot be read.
pub(crate) fn print(workspace: &Workspace) -> Result<()> {
    println!("\n{}", table(&weigh(workspace)?)?);
    Ok(())
}

/// Sets the bytes of every exception to what is needed now, drops those that are not needed, and prints what remains to be explained.
///
/// # Errors
/// As [`hold`].
pub(crate) fn settle(workspace: &Workspace) -> Result<()> {
    let weights = weigh(workspace)?;
    let settled = exceptions::settled(&weights, &exceptions(workspace)?);
    let text = serde_json::to_string_pretty(&settled)? + "\n";
    fs::write(workspace.path(EXCEPTIONS), text).with_context(|| format!("cannot write {EXCEPTIONS}"))?;
    hold(workspace)
}

fn exceptions(workspace: &Workspace) -> Result<Vec<Exception>> {
    let text = fs::read_to_string(workspace.path(EXCEPTIONS))
        .with_context(|| format!("cannot read {EXCEPTIONS}"))?;
    serde_json::from_str(&text).with_context(|| format!("{EXCEPTIONS} is not as it should be"))
}

fn weigh(workspace: &Workspace) -> Result<Vec<Weight>> {
    let book = read(&workspace.path("book"))?;
    let sizes = Sizes::of(book.files.values().map(Vec::as_slice), &workspace.target("sizes.json"))?;
    let weights = weights(&book, &|path| book.files.get(path).map_or(0, |content| sizes.get(content)));
    let pages: BTreeMap<&str, usize> = weights
        .iter()
        .filter(|weight| weight.budget == PAGE)
        .map(|weight| (weight.what.as_str(), weight.bytes))
        .collect();
    report::leave(workspace, "bytes", &json!(pages))?;
    Ok(weights)
}

/// Every part and every page, the heaviest page first.
fn weights(book: &Book, size: &dyn Fn(&str) -> usize) -> Vec<Weight> {
    let sum = |files: &mut dyn Iterator<Item = &String>| files.map(|file| size(file)).sum::<usize>();
    let loader: usize = LOADER.iter().map(|file| size(file)).sum();
    let parts = book.parts.iter().map(|(part, widgets)| {
        let bytes = loader + sum(&mut pages::of_part(part).iter());
        let names = widgets.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        let (what, budget) = (format!("part {part}"), PART + WIDGET * widgets.len());
        Weight { what, bytes, budget, later: size(&pages::on_demand(part)), note: names }
    });
    let mut pages: Vec<Weight> = book
        .pages
        .iter()
        .map(|(path, files)| {
            let bytes = size(path) + sum(&mut files.iter());
            let note = format!("{} of it HTML", size(path));
            let shown = book.parts.keys().filter(|part| files.contains(&pages::of_part(part)[1]));
            let later = shown.map(|part| size(&pages::on_demand(part))).sum();
            Weight { what: path.clone(), bytes, budget: PAGE, later, note }
        })
        .collect();
    pages.sort_by_key(|weight| std::cmp::Reverse(weight.bytes));
    parts.chain(pages).collect()
}

fn table(weights: &[Weight]) -> Result<String> {
    let mut table =
        format!("{:<36}{:>10}{:>10}{:>11}\n", "Download (bytes, brotli)", "is", "budget", "on demand");
    for Weight { what, bytes, budget, later, note } in weights {
        let verdict = if bytes > budget { "  over" } else { "" };
        writeln!(table, "{what:<36}{bytes:>10}{budget:>10}{later:>11}  {note}{verdict}")?;
    }
    writeln!(
        table,
        "a part with the loader: {PART} and {WIDGET} for each of its widgets, at first contact; what it fetches on demand has a column of its own and no budget; a page with its style sheets, scripts and parts, without mdBook's own: {PAGE}"
    )?;
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_weighs_what_it_asks_for_and_a_part_what_it_brings() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let write = |name: &str, text: &str| -> Result<()> {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().context("a folder")?)?;
            Ok(fs::write(path, text)?)
        };
        write(
            "idea/a.html",
            "<link href=\"../css/general-1.css\"><link rel=\"stylesheet\" href=\"../theme/grid-2.css\"><script src=\"../book-3.js\"></script>\
             <script defer src=\"../live/loader.js\"></script><figure data-part=\"grid\" data-widget=\"grid\"></figure>\
             <figure data-part=\"grid\" data-widget=\"lattice\"></figure>",
        )?;
        write("print.html", "<figure data-part=\"grid\" data-widget=\"grid\"></figure>")?;
        for name in [
            "css/general-1.css",
            "theme/grid-2.css",
            "book-3.js",
            "live/loader.js",
            "live/live.js",
            "live/paper.js",
            "live/grid.js",
            "live/grid_bg.wasm",
            "live/grid_more.wasm",
        ] {
            write(name, "x")?;
        }
        let book = read(folder.path())?;
        // Each file weighs one byte, so that what is counted can be seen.
        let weights = weights(&book, &|path| usize::from(book.files.contains_key(path)));
        let found: Vec<_> = weights.iter().map(|w| (w.what.as_str(), w.bytes, w.budget)).collect();
        // The page: itself, our style sheet, two scripts of the loader and one for paper, glue and wasm, once.
        assert_eq!(found, [("part grid", 4, PART + 2 * WIDGET), ("idea/a.html", 7, PAGE)]);
        assert_eq!(weights[0].note, "grid, lattice");
        // What comes on demand is weighed beside it.
        assert_eq!((weights[0].later, weights[1].later), (1, 1));
        Ok(())
    }
}

//! Figures outside of the book: the folder `embed/v1`, made from the registry, and single files.
//!
//! The folder holds a page for every widget, the module with the custom element, and copies of all they need, so that an old version of
//! it goes on as it is beside a new one. What it is made of comes from the build: scripts, wasm and tables from one folder, and
//! the book's style sheets from another.

pub mod export;
pub mod page;
pub mod styles;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, bail};
use serde_json::{Value, json};
use widgets::first_frame::{Medium, first_frame};
use widgets::parameters::{Arguments, in_one_line};
use widgets::registry::{Entry, WIDGETS};

use crate::cache::{Cache, hash};
use page::Page;

/// The scripts that a page loads, and what they load.
pub(crate) const SCRIPTS: [&str; 4] = ["live.js", "counterfactuals.js", "page.js", "anywidget.js"];
/// Which part each widget is in and which keys it has, for the scripts.
pub(crate) const FIGURES: &str = "figures.js";
/// The style sheet of a figure, and that of the page around it.
pub(crate) const FIGURE_SHEET: &str = "figure.css";
const PAGE_SHEET: &str = "page.css";
/// The textbook, seen from a page of the folder.
const BOOK: &str = "../../index.html";

/// The files of the folder by name: scripts, wasm and tables from `live`, style sheets from `theme`, pages from the registry.
///
/// # Errors
/// If a folder lacks what it must have.
pub fn files(live: &Path, theme: &Path, cache: &Cache) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = built(live)?;
    files.insert(FIGURE_SHEET.to_owned(), styles::of_figures(theme)?.into_bytes());
    files.insert(PAGE_SHEET.to_owned(), styles::of_pages(theme)?.into_bytes());
    let version = version(&files);
    files.insert(FIGURES.to_owned(), figures(&version).into_bytes());
    for entry in WIDGETS {
        let figure = frame(entry, &vec![], &version, cache)?;
        let html = page::html(&Page { entry, figure: &figure, version: &version, book: Some(BOOK) });
        files.insert(format!("{}.html", entry.name), html.into_bytes());
    }
    Ok(files)
}

/// Makes `folder` hold exactly these files. One is written only if its content changed, since mdBook's watcher goes by time stamps.
///
/// # Errors
/// If the folder cannot be written.
pub fn write(files: &BTreeMap<String, Vec<u8>>, folder: &Path) -> anyhow::Result<()> {
    let write = || -> std::io::Result<()> {
        fs::create_dir_all(folder)?;
        for entry in folder.read_dir()? {
            let entry = entry?;
            if !files.contains_key(&*entry.file_name().to_string_lossy()) && entry.path().is_file() {
                fs::remove_file(entry.path())?;
            }
        }
        for (name, content) in files {
            let path = folder.join(name);
            if fs::read(&path).ok().as_ref() != Some(content) {
                fs::write(path, content)?;
            }
        }
        Ok(())
    };
    write().with_context(|| format!("cannot write {}", folder.display()))
}

/// Scripts, wasm and tables.
fn built(live: &Path) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for entry in live.read_dir().with_context(|| format!("cannot list {}", live.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // A chapter's loader finds its figures by itself, and would find those of other pages.
        if path.is_file() && name != "loader.js" {
            files.insert(name, fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?);
        }
    }
    let parts = WIDGETS.iter().map(|entry| format!("{}_bg.wasm", entry.part));
    for name in SCRIPTS.map(str::to_owned).into_iter().chain(parts) {
        if !files.contains_key(&name) {
            bail!("{} has no {name}: run `cargo xtask build`", live.display());
        }
    }
    Ok(files)
}

/// A figure's first frame, remembered.
pub(crate) fn frame(
    entry: &Entry,
    arguments: &Arguments,
    version: &str,
    cache: &Cache,
) -> anyhow::Result<String> {
    let key = format!("{arguments:?}");
    let made = cache.remember(&["embed", version, entry.name, &key], || {
        first_frame(entry, arguments, entry.name, Medium::Page { version }).map(|frame| frame.html)
    });
    made.map_err(|errors| anyhow::anyhow!(in_one_line(&errors)))
}

/// A text that changes when any of the files does.
fn version(files: &BTreeMap<String, Vec<u8>>) -> String {
    let hashes = files.iter().flat_map(|(name, content)| [hash(name.as_bytes()), hash(content)]);
    let all: Vec<u8> = hashes.flat_map(u128::to_le_bytes).collect();
    format!("{:016x}", hash(&all) >> 64)
}

/// The module that says what there is.
fn figures(version: &str) -> String {
    let figure = |entry: &Entry| {
        let keys: Vec<&str> = (entry.parameters)()
            .iter()
            .map(|parameter| parameter.name)
            .filter(|&name| name != "id")
            .collect();
        (entry.name.to_owned(), json!({ "part": entry.part, "keys": keys }))
    };
    let figures: serde_json::Map<String, Value> = WIDGETS.iter().map(figure).collect();
    format!(
        "export const VERSION = {};\nexport const FIGURES = {};\n",
        json!(version),
        Value::Object(figures)
    )
}

#[cfg(test)]
mod tests;

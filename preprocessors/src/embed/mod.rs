//! Figures outside of the book: the folder `embed/v1`, made from the registry, and single files.
//!
//! The folder holds a page for every widget, the module with the custom element, and copies of all they need, so that an old version of
//! it goes on as it is beside a new one. What it is made of comes from the build, or from what the binary carries.

pub mod export;
mod material;
pub mod page;
pub mod styles;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context;
use serde_json::{Value, json};
use widgets::first_frame::{Medium, first_frame};
use widgets::parameters::{Arguments, in_one_line};
use widgets::registry::{Entry, WIDGETS};

use crate::cache::{Cache, hash};
pub use material::Material;
use page::Page;

/// The scripts that only other pages load.
pub(crate) const ELSEWHERE: [&str; 3] = ["counterfactuals.js", "page.js", "anywidget.js"];
/// Those, and what they load.
pub(crate) const SCRIPTS: [&str; 4] = ["live.js", ELSEWHERE[0], ELSEWHERE[1], ELSEWHERE[2]];
/// Which part each widget is in and which keys it has, for the scripts.
pub(crate) const FIGURES: &str = "figures.js";
/// The style sheet of a figure, and that of the page around it.
pub(crate) const FIGURE_SHEET: &str = "figure.css";
const PAGE_SHEET: &str = "page.css";
/// The textbook, seen from a page of the folder.
const BOOK: &str = "../../index.html";

/// The files of the folder by name: those that all figures share, and a page for each widget of the registry.
///
/// # Errors
/// If the material lacks a style sheet.
pub fn files(material: Material, cache: &Cache) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let (mut files, version) = shared(material)?;
    for entry in WIDGETS {
        let figure = frame(entry, &vec![], &version, cache)?;
        let html = page::html(&Page { entry, figure: &figure, version: &version, book: Some(BOOK) });
        files.insert(format!("{}.html", entry.name), html.into_bytes());
    }
    Ok(files)
}

/// What all figures share, by name: scripts, wasm, tables and style sheets; and the version that they are of.
///
/// # Errors
/// If the material lacks a style sheet.
pub fn shared(material: Material) -> anyhow::Result<(BTreeMap<String, Vec<u8>>, String)> {
    let (of_figures, of_pages) = (styles::of_figures(&material)?, styles::of_pages(&material)?);
    let mut files = material.live;
    files.insert(FIGURE_SHEET.to_owned(), of_figures.into_bytes());
    files.insert(PAGE_SHEET.to_owned(), of_pages.into_bytes());
    let version = version(&files);
    files.insert(FIGURES.to_owned(), figures(&version).into_bytes());
    Ok((files, version))
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

//! What each page of the built book asks for.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

/// What every page with figures fetches beside their parts.
pub(super) const LOADER: [&str; 2] = ["live/loader.js", "live/live.js"];

/// And what it fetches for its sheets of paper, without which figures are live.
const PAPER: &str = "live/paper.js";

/// Pages that are no chapters: the whole book on one page, the page of a server that has no file, the contents without scripts. And
/// folders that have budgets of their own or none.
const EXEMPT: [&str; 5] = ["print.html", "404.html", "toc.html", "api", "embed"];

/// mdBook's own files, by how their names begin.
const STOCK: [&str; 14] = [
    "css/",
    "fonts/",
    "ayu-highlight-",
    "book-",
    "clipboard-",
    "elasticlunr-",
    "favicon-",
    "highlight-",
    "highlight.",
    "mark-",
    "searcher-",
    "searchindex-",
    "toc-",
    "tomorrow-night-",
];

/// A built book.
#[derive(Debug, Default)]
pub(super) struct Book {
    /// What is weighed, by its path with `/`.
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// The pages, and what each asks for beside itself.
    pub(super) pages: BTreeMap<String, BTreeSet<String>>,
    /// The live parts, and the widgets, or the kinds of questions, in each.
    pub(super) parts: BTreeMap<String, BTreeSet<String>>,
}

/// Reads a built book.
///
/// # Errors
/// If a file cannot be read, or a page asks for one that is not there.
pub(super) fn read(folder: &Path) -> Result<Book> {
    let mut book = Book::default();
    let mut pages = vec![];
    list(folder, "", &mut pages)?;
    ensure!(!pages.is_empty(), "{} has no pages: build the book first", folder.display());
    for path in pages {
        let html = fs::read_to_string(folder.join(&path)).with_context(|| format!("cannot read {path}"))?;
        let mut asked: BTreeSet<String> = BTreeSet::new();
        for tag in tags(&html) {
            // What is fetched: scripts and style sheets. Figures and questions name their part.
            let address = if tag.starts_with("<script") {
                attribute(tag, "src")
            } else if tag.starts_with("<link") {
                attribute(tag, "href").filter(|_| tag.contains("rel=\"stylesheet\""))
            } else {
                None
            };
            asked.extend(address.map(|address| resolved(&path, address)));
            let what = attribute(tag, "data-widget").or_else(|| attribute(tag, "data-question"));
            if let (Some(part), Some(widget)) = (attribute(tag, "data-part"), what) {
                book.parts.entry(part.to_owned()).or_default().insert(widget.to_owned());
                asked.extend(LOADER.iter().chain([&PAPER]).map(|&file| file.to_owned()).chain(of_part(part)));
            }
        }
        asked.retain(|file| !STOCK.iter().any(|stock| file.starts_with(stock)));
        for file in &asked {
            let content = fs::read(folder.join(file)).with_context(|| format!("{path} asks for {file}"))?;
            book.files.insert(file.clone(), content);
        }
        book.files.insert(path.clone(), html.into_bytes());
        book.pages.insert(path, asked);
    }
    for part in book.parts.keys() {
        // Not every part has one.
        if let Ok(content) = fs::read(folder.join(on_demand(part))) {
            book.files.insert(on_demand(part), content);
        }
    }
    Ok(book)
}

/// What a part downloads when a reader first asks for what is in it.
pub(super) fn on_demand(part: &str) -> String {
    format!("live/{part}_more.wasm")
}

/// What makes a part live, without the loader.
pub(super) fn of_part(part: &str) -> [String; 2] {
    [format!("live/{part}.js"), format!("live/{part}_bg.wasm")]
}

fn list(folder: &Path, inside: &str, pages: &mut Vec<String>) -> Result<()> {
    for entry in folder.read_dir().with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        let below = format!("{inside}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if EXEMPT.contains(&below.as_str()) {
            continue;
        }
        if path.is_dir() {
            list(&path, &format!("{below}/"), pages)?;
        } else if path.extension().is_some_and(|end| end == "html") {
            pages.push(below);
        }
    }
    Ok(())
}

/// The tags of a page that open.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').skip(1).zip(html.match_indices('<')).filter_map(|(rest, (at, _))| {
        let end = rest.find('>')?;
        Some(&html[at..=at + 1 + end])
    })
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

/// An address in a page as a path below the book.
fn resolved(page: &str, address: &str) -> String {
    let mut folders: Vec<&str> = page.split('/').collect();
    folders.pop();
    for step in address.split('/') {
        match step {
            "." => {}
            ".." => drop(folders.pop()),
            step => folders.push(step),
        }
    }
    folders.join("/")
}

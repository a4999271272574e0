//! What keeps the built book on a reader's device: a service worker that knows every file with its hash, and in each page a script that
//! registers it.
//!
//! Both are written after mdBook, into the output alone. So a book that `mdbook serve` or a plain `mdbook build` makes has neither, and
//! registers nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::setup::without_comments;

/// The script that registers the worker, and the worker: beside the first chapter, since a worker answers for its own folder.
const SCRIPT: &str = "offline.js";
const WORKER: &str = "worker.js";

/// What is not kept: the program's documentation and the whole book on one page, each several times as long as all chapters; figures
/// for other pages, and what only those load; and the page of a server that has no file.
const LEFT: [&str; 7] = [
    "api",
    "embed",
    "print.html",
    "404.html",
    "live/anywidget.js",
    "live/counterfactuals.js",
    "live/page.js",
];

/// Sources that mdBook copies and no page asks for.
const SOURCES: &str = "toml";

/// Where a page names the version of its live parts.
const VERSION: &str = "data-version=\"";

/// Makes a book that mdBook has just built one that can be kept. `scripts` is where the worker and the other script are.
///
/// # Errors
/// If the book cannot be read or written, or its figures name several versions of their live parts.
pub(super) fn offline(book: &Path, scripts: &Path) -> Result<()> {
    let script = |name: &str| -> Result<String> {
        let path = scripts.join(name);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        without_comments(&text)
    };
    fs::write(book.join(SCRIPT), script(SCRIPT)?).context("cannot write the script for the pages")?;
    let mut files = BTreeMap::new();
    collect(book, "", &mut files)?;
    files.remove(WORKER);
    let mut versions = vec![];
    for (path, content) in &mut files {
        if Path::new(path).extension().is_some_and(|end| end == "html") {
            let page =
                String::from_utf8(std::mem::take(content)).with_context(|| format!("{path} is no text"))?;
            let of_figures = page.split(VERSION).skip(1).filter_map(|rest| rest.split('"').next());
            versions.extend(of_figures.map(str::to_owned));
            *content = registering(&page, path).into_bytes();
            fs::write(book.join(path), &content).with_context(|| format!("cannot write {path}"))?;
        }
    }
    versions.sort();
    versions.dedup();
    ensure!(
        versions.len() <= 1,
        "figures name several versions of their live parts: {}",
        versions.join(", ")
    );
    let hashes: BTreeMap<&String, String> =
        files.iter().map(|(path, content)| (path, integrity(content))).collect();
    let (list, live) = (json!(hashes), json!(versions.first().map_or("", String::as_str)));
    let version = json!(integrity(format!("{list}{live}").as_bytes()));
    let worker = format!("const FILES={list},LIVE={live},VERSION={version};\n{}", script(WORKER)?);
    fs::write(book.join(WORKER), worker).context("cannot write the worker")
}

/// What is kept, by its path below the book with `/`.
fn collect(folder: &Path, inside: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    for entry in folder.read_dir().with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let (below, source) = (format!("{inside}{name}"), path.extension().is_some_and(|end| end == SOURCES));
        if name.starts_with('.') || source || LEFT.contains(&below.as_str()) {
            continue;
        }
        if path.is_dir() {
            collect(&path, &format!("{below}/"), files)?;
        } else {
            let content = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            files.insert(below, content);
        }
    }
    Ok(())
}

/// A page with the script, once. The mark is nothing but this script: no page has it that was not published in this way.
fn registering(page: &str, path: &str) -> String {
    let root = "../".repeat(path.matches('/').count());
    let tag = format!("<script defer src=\"{root}{SCRIPT}\"></script>");
    if page.contains(&tag) {
        return page.to_owned();
    }
    page.replacen("</head>", &format!("{tag}\n</head>"), 1)
}

/// A hash as browsers hold files against.
fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head></head><figure data-version=\"12ab\"></figure>";

    /// A book of these files, kept.
    fn kept(files: &[(&str, &str)]) -> Result<(tempfile::TempDir, String)> {
        let book = tempfile::tempdir()?;
        for (name, text) in files {
            let path = book.path().join(name);
            fs::create_dir_all(path.parent().context("a file has a folder")?)?;
            fs::write(path, text)?;
        }
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../widgets/browser-loader");
        offline(book.path(), &scripts)?;
        let worker = fs::read_to_string(book.path().join(WORKER))?;
        Ok((book, worker))
    }

    #[test]
    fn pages_register_and_the_worker_knows_their_hashes() -> Result<()> {
        let (book, worker) = kept(&[("index.html", PAGE), ("idea/a.html", PAGE), ("live/grid.js", "1")])?;
        let page = fs::read_to_string(book.path().join("idea/a.html"))?;
        assert!(page.contains("<script defer src=\"../offline.js\"></script>\n</head>"), "{page}");
        assert!(fs::read_to_string(book.path().join("index.html"))?.contains("src=\"offline.js\""));
        assert!(worker.contains(&format!("\"idea/a.html\":\"{}\"", integrity(page.as_bytes()))), "{worker}");
        assert!(worker.contains("\"live/grid.js\":\"sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s=\""));
        assert!(worker.contains("LIVE=\"12ab\"") && worker.contains("\"offline.js\""), "{worker}");
        Ok(())
    }

    #[test]
    fn what_is_long_or_for_others_is_left() -> Result<()> {
        let files =
            ["api/a.html", "embed/v1/grid.html", "print.html", "404.html", "glossary.toml", ".nojekyll"];
        let all: Vec<_> =
            files.iter().chain(&["index.html", "references.bib"]).map(|name| (*name, PAGE)).collect();
        let (book, worker) = kept(&all)?;
        for name in files {
            assert!(!worker.contains(&format!("\"{name}\"")), "{name}");
            assert_eq!(fs::read_to_string(book.path().join(name))?, PAGE, "{name} stays as it is");
        }
        assert!(worker.contains("\"references.bib\""));
        Ok(())
    }

    #[test]
    fn the_version_follows_every_file_and_a_second_run_changes_nothing() -> Result<()> {
        let (book, first) = kept(&[("index.html", PAGE), ("a.css", "1")])?;
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../widgets/browser-loader");
        offline(book.path(), &scripts)?;
        assert_eq!(fs::read_to_string(book.path().join(WORKER))?, first);
        let version = |worker: &str| worker.split("VERSION=").nth(1).map(|rest| rest[..53].to_owned());
        let (_other, second) = kept(&[("index.html", PAGE), ("a.css", "2")])?;
        assert_ne!(version(&first), version(&second));
        Ok(())
    }

    #[test]
    fn two_versions_of_the_live_parts_are_refused() {
        let error = kept(&[("index.html", PAGE), ("a.html", &PAGE.replace("12ab", "34cd"))]).unwrap_err();
        assert!(error.to_string().ends_with("live parts: 12ab, 34cd"), "{error}");
    }
}

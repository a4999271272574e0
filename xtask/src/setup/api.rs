//! The simulation crate's documentation, which the book's formulas link to, into `src/api`.
//!
//! mdBook copies it beside the chapters like every other file there, so plain `mdbook serve` has it too, and its watcher leaves it alone,
//! since git does. Documented in a target folder of its own: in the common one `cargo xtask check` documents every crate, private items
//! and all, and the book would show whichever came last.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::publish::publish_tree;
use crate::process::{run, say};
use crate::workspace::Workspace;

/// The package.
const PACKAGE: &str = "counterfactuals-simulation";

/// Documents the public items, with every link between them checked, and puts the pages where mdBook copies them from.
pub(super) fn api(workspace: &Workspace) -> Result<()> {
    let target = workspace.target("api");
    if !target.exists() {
        say("documenting the simulation for the book (about a minute)");
    }
    let mut doc = workspace.cargo(&["doc", "--package", PACKAGE, "--lib", "--no-deps", "--target-dir"]);
    run(doc.arg(&target).env("RUSTDOCFLAGS", "-D warnings"))?;
    publish_tree(&target.join("doc"), &workspace.path("src/api"), &published)
        .context("cannot publish the simulation's documentation")
}

/// Under which name a file is published, if it is.
fn published(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    let is = |extension: &str| path.extension().is_some_and(|found| found == extension);
    // What cargo keeps there for itself, and the old addresses that rustdoc leaves behind: they are a quarter of all files, each of
    // which mdBook copies after every change, and nothing leads to them.
    if name.starts_with('.') || is("html") && fs::read_to_string(path).is_ok_and(|page| leads_away(&page)) {
        return None;
    }
    // mdBook copies no Markdown, and the licence of a font must go where the font goes.
    Some(if is("md") { format!("{name}.txt") } else { name })
}

fn leads_away(page: &str) -> bool {
    page.contains("http-equiv=\"refresh\"") && page.contains("<title>Redirection</title>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_published_and_locks_and_old_addresses_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let name = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::write(&path, text).unwrap();
            published(&path)
        };
        assert_eq!(name(".lock", ""), None);
        let away =
            "<head><meta http-equiv=\"refresh\" content=\"0;URL=a.html\"><title>Redirection</title></head>";
        assert_eq!(name("old.html", away), None);
        assert_eq!(name("index.html", "<title>simulation</title>").as_deref(), Some("index.html"));
        assert_eq!(name("Serif-LICENSE.md", "").as_deref(), Some("Serif-LICENSE.md.txt"));
    }
}

//! The simulation crate's documentation, which the book's formulas link to, into `src/api`.
//!
//! mdBook copies it beside the chapters like every other file there, so plain `mdbook serve` has it too, and its watcher leaves it alone,
//! since git does. Documented in a target folder of its own: in the common one `cargo xtask check` documents every crate, private items
//! and all, and the book would show whichever came last.

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

/// Under which name a file is published; `None` for what cargo keeps there for itself.
fn published(name: &str) -> Option<String> {
    if name.starts_with('.') {
        return None;
    }
    // mdBook copies no Markdown, and the licence of a font must go where the font goes.
    let markdown = Path::new(name).extension().is_some_and(|extension| extension == "md");
    Some(if markdown { format!("{name}.txt") } else { name.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_published_and_locks_are_not() {
        assert_eq!(published(".lock"), None);
        assert_eq!(published("index.html").as_deref(), Some("index.html"));
        assert_eq!(published("SourceSerif4-LICENSE.md").as_deref(), Some("SourceSerif4-LICENSE.md.txt"));
    }
}

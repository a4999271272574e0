//! mdBook's page, with what it lacks for readers who use a keyboard or a screen reader, and without what jumps.
//!
//! Template and script are those of the very mdBook that builds the book, taken from it at set-up and mended in some words, rather than copies of
//! one version kept here. A version that reads otherwise is named, and nothing is written.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::publish::write_if_changed;
use crate::process::output;
use crate::workspace::Workspace;

/// The version whose template was read when the changes below were written; later ones of 0.5 will do as long as the words are there.
const READ: &str = "0.5.4";

/// What is changed in a file, from what to what; each place must be there exactly once.
type Changes = [(&'static str, &'static str)];

/// Of the template:
///
/// - The button of the sidebar is a label there, which no key reaches and which may have no name. As a button it needs a script, which is in
///   the loader; where none runs, a link leads to the same list.
/// - The bar at the top and the search are landmarks, and the list of keys is a dialogue: whoever goes through the page by these finds them.
/// - The frame with the list of chapters has a title.
const TEMPLATE: &Changes = &[
    (
        r#"<label id="mdbook-sidebar-toggle" class="icon-button" for="mdbook-sidebar-toggle-anchor""#,
        r#"<button id="mdbook-sidebar-toggle" class="icon-button" type="button""#,
    ),
    (
        "</label>",
        r#"</button>
                        <noscript><a class="icon-button" href="{{ path_to_root }}toc.html">Contents</a></noscript>"#,
    ),
    (
        r#"<div id="mdbook-menu-bar" class="menu-bar sticky">"#,
        r#"<div id="mdbook-menu-bar" class="menu-bar sticky" role="banner">"#,
    ),
    (
        r#"<div id="mdbook-search-wrapper" class="hidden">"#,
        r#"<div id="mdbook-search-wrapper" class="hidden" role="search">"#,
    ),
    (
        r#"<div id="mdbook-help-popup">"#,
        r#"<div id="mdbook-help-popup" role="dialog" aria-label="Keyboard shortcuts">"#,
    ),
    (r#"<iframe class="sidebar-iframe-outer""#, r#"<iframe class="sidebar-iframe-outer" title="Chapters""#),
];

/// Of the script: whoever goes up finds the bar just above what is seen, not above what was seen before. After a jump of a screen it lay across the
/// text in the middle of the next one.
const SCRIPT: &Changes = &[("nextTop = prevScrollTop + minMenuY;", "nextTop = scrollTop + minMenuY;")];

/// What is mended, and how.
const FILES: [(&str, &Changes); 2] = [("index.hbs", TEMPLATE), ("book.js", SCRIPT)];

/// Puts what is mended where mdBook looks for it, into `theme`.
pub(super) fn template(workspace: &Workspace, mdbook: &Path) -> Result<()> {
    let scratch = workspace.target("template");
    let args = ["init", "--theme", "--force", "--ignore", "none", "--title", "Template"];
    output(Command::new(mdbook).args(args).arg(&scratch))
        .context("mdBook does not give its template away")?;
    let version = output(Command::new(mdbook).arg("--version")).unwrap_or_default();
    let mut mended = vec![];
    for (name, changes) in FILES {
        let path = scratch.join("theme").join(name);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        mended.push((name, mend(name, &text, changes, &version)?));
    }
    mended
        .iter()
        .try_for_each(|(name, text)| write_if_changed(&workspace.path("theme").join(name), text.as_bytes()))
}

/// A file with its changes.
fn mend(name: &str, text: &str, changes: &Changes, version: &str) -> Result<String> {
    let mut mended = text.to_owned();
    for (from, to) in changes {
        let places = mended.matches(from).count();
        ensure!(
            places == 1,
            "{name} of `{version}` has {places} times `{from}`, where that of {READ} has it once: \
             use mdBook {READ}, or change xtask/src/setup/template.rs"
        );
        mended = mended.replacen(from, to, 1);
    }
    Ok(mended)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file in which each thing to change has its place.
    fn original(changes: &Changes) -> String {
        changes.iter().map(|(from, _)| *from).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn every_change_is_made() {
        for (name, changes) in FILES {
            let mended = mend(name, &original(changes), changes, "mdbook v0.5.4").unwrap();
            assert_eq!(mended, changes.iter().map(|(_, to)| *to).collect::<Vec<_>>().join("\n"));
        }
    }

    #[test]
    fn a_file_that_reads_otherwise_is_refused_with_its_version() {
        for broken in [original(TEMPLATE).replace("</label>", ""), original(TEMPLATE) + "</label>"] {
            let error = mend("index.hbs", &broken, TEMPLATE, "mdbook v0.5.9").unwrap_err().to_string();
            assert!(
                error.starts_with("index.hbs of `mdbook v0.5.9`") && error.contains("`</label>`"),
                "{error}"
            );
        }
    }
}

//! mdBook's page, with what it lacks for readers who use a keyboard or a screen reader.
//!
//! The template is that of the very mdBook that builds the book, taken from it at set-up and mended in some words, rather than a copy of
//! one version kept here. A version whose template reads otherwise is named, and nothing is written.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::publish::write_if_changed;
use crate::process::output;
use crate::workspace::Workspace;

/// The version whose template was read when the changes below were written; later ones of 0.5 will do as long as the words are there.
const READ: &str = "0.5.4";

/// What is changed, from what to what.
///
/// - The button of the sidebar is a label there, which no key reaches and which may have no name. As a button it needs a script, which is in
///   the loader; where none runs, a link leads to the same list.
/// - The bar at the top and the search are landmarks, and the list of keys is a dialogue: whoever goes through the page by these finds them.
/// - The frame with the list of chapters has a title.
const CHANGES: [(&str, &str); 6] = [
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

/// Puts the mended template where mdBook looks for one, into `theme/index.hbs`.
pub(super) fn template(workspace: &Workspace, mdbook: &Path) -> Result<()> {
    let scratch = workspace.target("template");
    let args = ["init", "--theme", "--force", "--ignore", "none", "--title", "Template"];
    output(Command::new(mdbook).args(args).arg(&scratch))
        .context("mdBook does not give its template away")?;
    let index = scratch.join("theme/index.hbs");
    let template = fs::read_to_string(&index).with_context(|| format!("cannot read {}", index.display()))?;
    let version = output(Command::new(mdbook).arg("--version")).unwrap_or_default();
    write_if_changed(&workspace.path("theme/index.hbs"), mend(&template, &version)?.as_bytes())
}

/// The template with the changes; each must have exactly one place.
fn mend(template: &str, version: &str) -> Result<String> {
    let mut mended = template.to_owned();
    for (from, to) in CHANGES {
        let places = mended.matches(from).count();
        ensure!(
            places == 1,
            "the page template of `{version}` has {places} times `{from}`, where that of {READ} has it once: \
             use mdBook {READ}, or change xtask/src/setup/template.rs"
        );
        mended = mended.replacen(from, to, 1);
    }
    Ok(mended)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A template in which each thing to change has its place.
    fn template() -> String {
        CHANGES.map(|(from, _)| from).join("\n")
    }

    #[test]
    fn every_change_is_made() {
        let mended = mend(&template(), "mdbook v0.5.4").unwrap();
        assert_eq!(mended, CHANGES.map(|(_, to)| to).join("\n"));
    }

    #[test]
    fn a_template_that_reads_otherwise_is_refused_with_its_version() {
        for broken in [template().replace("</label>", ""), template() + "</label>"] {
            let error = mend(&broken, "mdbook v0.5.9").unwrap_err().to_string();
            assert!(error.contains("mdbook v0.5.9") && error.contains("`</label>`"), "{error}");
        }
    }
}

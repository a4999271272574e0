//! `cargo xtask screenshots`.

use anyhow::Result;

use super::build;
use crate::browser::Browser;
use crate::process::say;
use crate::workspace::Workspace;

/// Where the pictures go.
const FOLDER: &str = "screenshots";

/// Builds the book, and takes a picture of every page at two widths, by day and by night, with a page that shows them all.
pub(crate) fn screenshots(workspace: &Workspace) -> Result<()> {
    let browser = Browser::set_up(workspace)?;
    build(workspace)?;
    let folder = workspace.target(FOLDER);
    let told = [("SCREENSHOTS", folder.to_string_lossy().into_owned())];
    browser.script_with(workspace, "screenshots.mjs", &told)?;
    say(&format!("look at {}", folder.join("index.html").display()));
    Ok(())
}

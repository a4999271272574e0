//! The npm packages of the tests in a browser.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result};

use super::Node;
use crate::process::{run, say};
use crate::workspace::Workspace;

/// Installs what `tests/browser/package-lock.json` names, if it is newer than what is installed.
pub(crate) fn packages(workspace: &Workspace, node: &Node) -> Result<()> {
    let folder = workspace.path("tests/browser");
    let wanted =
        modified(&folder.join("package-lock.json")).context("tests/browser has no package-lock.json")?;
    let installed = modified(&folder.join("node_modules/.package-lock.json"));
    if installed.is_some_and(|installed| installed >= wanted) {
        return Ok(());
    }
    say("installing npm packages into tests/browser (some seconds)");
    // No scripts: nothing that we install needs to run code to be installed.
    let args = ["ci", "--no-audit", "--no-fund", "--ignore-scripts"];
    run(Command::new(node.npm()).args(args).current_dir(folder))
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|metadata| metadata.modified()).ok()
}

//! The mdBook plugin.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::process::run;
use crate::workspace::Workspace;

/// The package and its binary.
pub(crate) const NAME: &str = "mdbook-counterfactuals";
/// Where `book.toml` names it.
const FOLDER: &str = "target/plugin";

/// The plugin that the book runs.
pub(crate) fn path(workspace: &Workspace) -> PathBuf {
    workspace.path(FOLDER).join(format!("{NAME}{EXE_SUFFIX}"))
}

/// Builds the plugin and puts it where `book.toml` names it: `target/plugin/`, wherever cargo's own target folder is. Through
/// `cargo run`, as mdBook's guide has it, every saved chapter would wait for cargo to look at two hundred packages, which
/// takes several times as long as the plugin.
pub(super) fn plugin(workspace: &Workspace) -> Result<()> {
    // Without what it could carry for other books: this one has it beside itself, and the plugin, whose hash says what the figures were
    // computed with, stays the same when a style sheet changes.
    run(&mut workspace.cargo(&["build", "--release", "--package", NAME, "--no-default-features"]))?;
    let folder = workspace.path(FOLDER);
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    // Moved into place, since a book that is being served may be running the old one.
    let (fresh, plugin) = (folder.join("fresh"), path(workspace));
    fs::copy(workspace.binary(NAME), &fresh).context("cannot copy the plugin")?;
    fs::rename(&fresh, &plugin).with_context(|| format!("cannot write {}", plugin.display()))
}

/// The same program as authors of other books have it, with everything in it that `install` writes; returns its path.
pub(crate) fn installer(workspace: &Workspace) -> Result<PathBuf> {
    run(&mut workspace.cargo(&["build", "--release", "--package", NAME]))?;
    let (built, own) =
        (workspace.binary(NAME), workspace.target("installer").join(format!("{NAME}{EXE_SUFFIX}")));
    fs::create_dir_all(workspace.target("installer")).context("cannot create target/installer")?;
    fs::copy(built, &own).context("cannot copy the plugin")?;
    Ok(own)
}

//! `cargo xtask serve`.

use std::ffi::OsString;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::setup;
use crate::workspace::Workspace;

/// Serves the book until interrupted. Chapters and plugin follow every change; the wasm is built once, at the start,
/// and anew by `cargo xtask build` in another terminal.
///
/// A mistake in a chapter is told in the terminal and shown in the page, and the book keeps being served; `build` and `test` fail on it.
pub(crate) fn serve(workspace: &Workspace, args: &[OsString]) -> Result<()> {
    let mdbook = setup::book(workspace)?;
    let config = fs::read_to_string(workspace.path("book.toml")).context("cannot read book.toml")?;
    let mut command = Command::new(mdbook);
    command.arg("serve").args(args).current_dir(workspace.root());
    become_process(command.envs(plugins(&config).map(|plugin| (on_error(plugin), "show"))))
}

/// The plugins that `book.toml` names.
fn plugins(config: &str) -> impl Iterator<Item = &str> {
    let tables =
        config.lines().filter_map(|line| line.trim().strip_prefix("[preprocessor.")?.strip_suffix(']'));
    // `[preprocessor.math.macros]` is part of a plugin that has a table of its own.
    tables.filter(|name| !name.contains('.'))
}

/// The variable by which mdBook takes another value for a plugin's `on-error`.
fn on_error(plugin: &str) -> String {
    format!("MDBOOK_PREPROCESSOR__{}__ON_ERROR", plugin.to_uppercase().replace('-', "_"))
}

/// Replaces this process, so that signals reach mdBook and nothing of ours waits for it.
#[cfg(unix)]
fn become_process(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;

    let error = command.exec();
    Err(anyhow::Error::new(error).context(format!("cannot run `{}`", crate::process::line(command))))
}

#[cfg(not(unix))]
fn become_process(command: &mut Command) -> Result<()> {
    crate::process::run(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_plugin_of_the_book_shows_its_mistakes() {
        let names: Vec<&str> = plugins(include_str!("../../../book.toml")).collect();
        assert_eq!(names, ["references", "math", "widgets"]);
        assert_eq!(plugins("[preprocessor.math.macros]\n[output.html]\n").count(), 0);
        assert_eq!(on_error("one-more"), "MDBOOK_PREPROCESSOR__ONE_MORE__ON_ERROR");
    }
}

//! `cargo xtask serve`.

use std::ffi::OsString;
use std::process::Command;

use anyhow::Result;

use crate::setup;
use crate::workspace::Workspace;

/// Serves the book until interrupted. Chapters and plugin follow every change; the wasm is built once, at the start,
/// and anew by `cargo xtask build` in another terminal.
pub(crate) fn serve(workspace: &Workspace, args: &[OsString]) -> Result<()> {
    let mdbook = setup::book(workspace)?;
    become_process(Command::new(mdbook).arg("serve").args(args).current_dir(workspace.root()))
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

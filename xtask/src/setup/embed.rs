//! Figures for other pages, into `src/embed/v1`: the plugin writes them from its registry.
//!
//! A folder that is complete by itself, so that an address that a teacher has copied goes on as it is when a later version stands beside it.

use std::process::Command;

use anyhow::Result;

use super::plugin;
use crate::process::run;
use crate::workspace::Workspace;

/// Has the plugin write them from what is built.
pub(super) fn embed(workspace: &Workspace) -> Result<()> {
    let mut command = Command::new(plugin::path(workspace));
    command
        .arg("embed")
        .arg("--live")
        .arg(workspace.path("src/live"))
        .arg("--theme")
        .arg(workspace.path("theme"));
    command.arg("--cache").arg(workspace.path("target/frames"));
    run(command.arg("--output").arg(workspace.path("src/embed/v1")))
}

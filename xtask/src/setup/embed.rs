//! Figures for other pages, into `src/embed/v1`: the plugin writes them from its registry.
//!
//! A folder that is complete by itself, so that an address that a teacher has copied goes on as it is when a later version stands beside it.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use super::live::ELSEWHERE;
use super::plugin;
use crate::process::run;
use crate::workspace::Workspace;

/// Gathers what the pages need, and has the plugin write them.
pub(super) fn embed(workspace: &Workspace) -> Result<()> {
    let (live, gathered) = (workspace.path("src/live"), workspace.target("embed"));
    if gathered.exists() {
        fs::remove_dir_all(&gathered).context("cannot empty target/embed")?;
    }
    fs::create_dir_all(&gathered).context("cannot create target/embed")?;
    let elsewhere = ELSEWHERE.map(|name| workspace.target("live/elsewhere").join(name));
    let published = live.read_dir().context("cannot list src/live")?.map(|entry| Ok(entry?.path()));
    for path in published.chain(elsewhere.into_iter().map(Ok)).collect::<Result<Vec<_>>>()? {
        let name = path.file_name().context("a file has no name")?;
        fs::copy(&path, gathered.join(name)).with_context(|| format!("cannot copy {}", path.display()))?;
    }
    let mut command = Command::new(plugin::path(workspace));
    command.arg("embed").arg("--live").arg(gathered).arg("--theme").arg(workspace.path("theme"));
    command.arg("--cache").arg(workspace.path("target/frames"));
    run(command.arg("--output").arg(workspace.path("src/embed/v1")))
}

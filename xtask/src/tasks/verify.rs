//! `cargo xtask verify`.

use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::process::line;
use crate::workspace::Workspace;

/// Recomputes every reference result in a folder and prints a table: `tests/verify`, a program of its own, so that this one need not be
/// built anew whenever the simulation is. Fails if a file of a kind that is implemented does, or cannot be read.
pub(crate) fn verify(workspace: &Workspace, folder: &Path) -> Result<()> {
    let mut verify = workspace.cargo(&["run", "--quiet", "--package", "verify-fixtures", "--"]);
    // It runs in the workspace's root, and a folder is named from where we are.
    verify.arg(std::path::absolute(folder)?);
    let status = verify.status().with_context(|| format!("cannot run `{}`", line(&verify)))?;
    ensure!(status.success(), "not verified, see above: {}", folder.display());
    Ok(())
}

//! rustfmt and clippy, which rustup's minimal profile leaves out.

use anyhow::Result;

use super::rustup;
use crate::process::succeeds;
use crate::workspace::Workspace;

/// Adds rustfmt and clippy if cargo does not know them.
pub(crate) fn components(workspace: &Workspace) -> Result<()> {
    for (component, command) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if !succeeds(&mut workspace.cargo(&[command, "--version"])) {
            rustup::add(component, &["component", "add", component])?;
        }
    }
    Ok(())
}

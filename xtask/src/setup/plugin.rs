//! The mdBook plugin.

use anyhow::Result;

use crate::process::run;
use crate::workspace::Workspace;

/// Builds the plugin before mdBook asks for it: mdBook calls it with `cargo run --quiet`, which would show nothing
/// for minutes.
pub(super) fn plugin(workspace: &Workspace) -> Result<()> {
    run(&mut workspace.cargo(&["build", "--release", "--package", "mdbook-counterfactuals"]))
}

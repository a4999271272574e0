//! `cargo xtask check`.

use anyhow::Result;

use crate::process::{run, say};
use crate::setup;
use crate::workspace::{WASM_TARGET, Workspace};

/// Checks what needs no test to be wrong: formatting, lints (of the browser's part too) and documentation.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    setup::components(workspace)?;
    setup::wasm_target()?;
    say("formatting");
    run(&mut workspace.cargo(&["fmt", "--all", "--", "--check"]))?;
    say("lints");
    run(&mut workspace.cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    let package = ["clippy", "--package", "counterfactuals-widgets", "--features", "browser"];
    let target = ["--target", WASM_TARGET, "--", "-D", "warnings"];
    run(workspace.cargo(&package).args(target))?;
    say("API documentation");
    let mut doc = workspace.cargo(&["doc", "--workspace", "--no-deps", "--document-private-items"]);
    run(doc.env("RUSTDOCFLAGS", "-D warnings"))
}

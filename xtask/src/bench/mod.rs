//! `cargo xtask bench`: what readers download, how long authors wait, how quickly figures answer.

mod input;
mod plugin;
mod size;
mod statistics;

use anyhow::Result;

pub(crate) use input::save_input;
pub(crate) use size::brotli;

use crate::browser::{Browser, build_digests};
use crate::process::say;
use crate::tasks::build;
use crate::workspace::Workspace;

/// Prints every table. A budget that is exceeded is shown, not an error: numbers depend on the machine.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let browser = Browser::set_up(workspace)?;
    build(workspace)?;
    build_digests(workspace)?;
    println!("\n{}", size::table(&workspace.path("src/live"))?);
    say("timing the plugin");
    println!("\n{}", plugin::table(workspace)?);
    say("timing the browser");
    browser.script(workspace, "bench.mjs")
}

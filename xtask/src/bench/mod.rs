//! `cargo xtask bench`: what readers download, how long authors wait, how quickly figures answer, how long the simulation computes.

mod building;
mod chain;
mod input;
mod plugin;
mod simulation;
mod size;
mod statistics;

use anyhow::Result;
use clap::ValueEnum;

pub(crate) use input::save_input;
pub(crate) use size::brotli;

use crate::browser::{Browser, build_digests};
use crate::process::say;
use crate::setup;
use crate::tasks::build;
use crate::workspace::Workspace;

/// A part of the measurements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Everything.
    All,
    /// The methods alone, for which no book is built and no browser started.
    Simulation,
    /// How long the book takes to build, and a saved chapter.
    Build,
    /// How long a reader waits for every widget, in a browser.
    Waits,
}

/// Prints the tables. A budget that is exceeded is shown, not an error: numbers depend on the machine.
pub(crate) fn run(workspace: &Workspace, part: Part) -> Result<()> {
    if part == Part::Simulation {
        setup::wasm_target()?;
        return simulate(workspace, &setup::node()?);
    }
    if part == Part::Build {
        build(workspace)?;
        return time_building(workspace);
    }
    let browser = Browser::set_up(workspace)?;
    build(workspace)?;
    if part == Part::Waits {
        return wait(workspace, &browser);
    }
    build_digests(workspace)?;
    println!("\n{}", size::table(&workspace.path("src/live"))?);
    time_building(workspace)?;
    simulate(workspace, browser.node())?;
    say("timing the browser");
    browser.script(workspace, "bench.mjs")?;
    wait(workspace, &browser)
}

fn time_building(workspace: &Workspace) -> Result<()> {
    println!("\n{}", building::table(workspace)?);
    say("timing the plugins");
    println!("\n{}", plugin::table(workspace)?);
    Ok(())
}

fn wait(workspace: &Workspace, browser: &Browser) -> Result<()> {
    say("waiting for every widget, some minutes");
    browser.script(workspace, "bench-waits.mjs")
}

fn simulate(workspace: &Workspace, node: &setup::Node) -> Result<()> {
    say("timing the simulation");
    println!("\n{}", simulation::table(workspace, node.program())?);
    Ok(())
}

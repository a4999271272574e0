//! `cargo xtask bench`: what readers download, how long authors wait, how quickly figures answer, how long the simulation computes.

mod building;
mod chain;
mod input;
mod plugin;
mod simulation;
mod statistics;

use anyhow::Result;
use clap::ValueEnum;

pub(crate) use input::{give_book, save_input};

use crate::browser::{Browser, build_digests};
use crate::process::{self, say};
use crate::setup;
use crate::tasks::build;
use crate::weight;
use crate::workspace::Workspace;

/// A part of the measurements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Everything.
    All,
    /// The methods alone, for which no book is built and no browser started.
    Simulation,
    /// How long the pieces are that widgets work in, for which no browser is started either.
    Pieces,
    /// How long the book takes to build, and a saved chapter.
    Build,
    /// How long a reader waits for every widget, in a browser.
    Waits,
    /// What chapters cost a slow device while they load, in a browser.
    Loading,
    /// How soon every control answers a press, in a browser.
    Presses,
}

/// Prints the tables. A budget that is exceeded is shown, not an error: numbers depend on the machine.
pub(crate) fn run(workspace: &Workspace, part: Part) -> Result<()> {
    if part == Part::Simulation {
        setup::wasm_target()?;
        return simulate(workspace, &setup::node()?);
    }
    if part == Part::Pieces {
        return measure_pieces(workspace);
    }
    if part == Part::Build {
        build(workspace)?;
        return time_building(workspace);
    }
    let browser = Browser::set_up(workspace)?;
    build(workspace)?;
    match part {
        Part::Waits => return wait(workspace, &browser),
        Part::Loading => return load(workspace, &browser),
        Part::Presses => return press(workspace, &browser),
        _ => {}
    }
    build_digests(workspace)?;
    weight::print(workspace)?;
    time_building(workspace)?;
    simulate(workspace, browser.node())?;
    measure_pieces(workspace)?;
    say("timing the browser");
    browser.script(workspace, "bench.mjs")?;
    load(workspace, &browser)?;
    press(workspace, &browser)?;
    wait(workspace, &browser)
}

fn load(workspace: &Workspace, browser: &Browser) -> Result<()> {
    say("loading every chapter on a slow device, some minutes");
    browser.script(workspace, "bench-loading.mjs")
}

fn press(workspace: &Workspace, browser: &Browser) -> Result<()> {
    say("pressing every control, over an hour");
    browser.script(workspace, "bench-presses.mjs")
}

fn measure_pieces(workspace: &Workspace) -> Result<()> {
    say("working with every widget, some minutes");
    process::run(&mut workspace.cargo(&[
        "bench",
        "--quiet",
        "--package",
        "counterfactuals-widgets",
        "--bench",
        "pieces",
    ]))
}

fn time_building(workspace: &Workspace) -> Result<()> {
    let input = input::record(workspace)?;
    println!("\n{}", building::table(workspace, &input)?);
    say("timing the plugins");
    println!("\n{}", plugin::table(workspace, &input)?);
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

//! How long the whole book takes to build, against the same book without our plugins.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use super::statistics::quantile;
use crate::process::{output, say};
use crate::setup;
use crate::workspace::Workspace;

/// How often each book is built, in turns, so that a busy moment of the machine falls on both.
const RUNS: usize = 7;

/// How many times as long the book may take with our plugins, their caches filled.
const BUDGET: f64 = 2.0;

/// Caches for these measurements alone: the cold build begins without any, and the author's own stay as they are.
const CACHES: [(&str, &str); 2] =
    [("MDBOOK_PREPROCESSOR__WIDGETS__CACHE", "figures"), ("MDBOOK_PREPROCESSOR__MATH__CACHE", "formulas")];

/// Builds the book cold once, then warm and without our plugins in turns.
pub(super) fn table(workspace: &Workspace) -> Result<String> {
    let mdbook = setup::mdbook(workspace)?;
    let folder = workspace.target("bench-build");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("cannot empty target/bench-build")?;
    }
    say("building the book with empty caches, some minutes");
    let cold = seconds(workspace, &mdbook, &folder, true)?;
    say("building the book with full caches and without our plugins, in turns");
    let (mut with, mut without) = (vec![], vec![]);
    for _ in 0..RUNS {
        with.push(seconds(workspace, &mdbook, &folder, true)?);
        without.push(seconds(workspace, &mdbook, &folder, false)?);
    }
    let mut table = format!("{:<28}{:>12}{:>12}\n", "Whole book (s)", "median", "slowest");
    for (what, times) in [("without our plugins", &without), ("with them, caches full", &with)] {
        let (median, most) = (quantile(times, 0.5), quantile(times, 1.0));
        writeln!(table, "{what:<28}{median:>12.2}{most:>12.2}")?;
    }
    writeln!(table, "{:<28}{cold:>12.2}", "with them, caches empty")?;
    let ratios: Vec<f64> = with.iter().zip(&without).map(|(with, without)| with / without).collect();
    let ratio = quantile(&ratios, 0.5);
    let verdict = if ratio <= BUDGET { "" } else { "  over the budget" };
    writeln!(table, "{:<28}{ratio:>12.2}{verdict}", "times as long")?;
    writeln!(
        table,
        "{RUNS} runs in turns, the ratio of each pair; budget {BUDGET} times; the cold build ran once"
    )?;
    Ok(table)
}

/// One build into the target directory, in seconds.
fn seconds(workspace: &Workspace, mdbook: &Path, folder: &Path, plugins: bool) -> Result<f64> {
    let mut build = Command::new(mdbook);
    build.args(["build", "--dest-dir"]).arg(folder.join(if plugins { "with" } else { "without" }));
    build.current_dir(workspace.root());
    if plugins {
        for (variable, cache) in CACHES {
            build.env(variable, folder.join(cache));
        }
    } else {
        // Those that mdBook has of its own stay on.
        build.env("MDBOOK_PREPROCESSOR", "{}");
    }
    let start = Instant::now();
    output(&mut build)?;
    Ok(start.elapsed().as_secs_f64())
}

//! How long the whole book takes to build, against the same book without our plugins.
//!
//! Most of the difference is mdBook's: a page with its figures, formulas and notes in it is more to parse, to index and to write than the
//! text that they came from, whoever put them there. So a third build tells the two apart: mdBook alone, given the finished text.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use super::chain::{plugins, run};
use super::input::{Input, giving};
use super::statistics::quantile;
use crate::process::{output, say};
use crate::setup;
use crate::workspace::Workspace;

/// How often each book is built, in turns, so that a busy moment of the machine falls on both.
const RUNS: usize = 7;

/// How many times as long the book may take with our plugins, their caches filled.
const BUDGET: f64 = 2.0;

/// Caches for these measurements alone: the cold build begins without any, and the author's own stay as they are.
const CACHES: [(&str, &str); 3] = [
    ("MDBOOK_PREPROCESSOR__REFERENCES__CACHE", "references"),
    ("MDBOOK_PREPROCESSOR__WIDGETS__CACHE", "figures"),
    ("MDBOOK_PREPROCESSOR__MATH__CACHE", "formulas"),
];

/// Who puts the figures into the text.
#[derive(Clone, Copy)]
enum Text<'a> {
    /// Nobody: it stays as its authors wrote it.
    Bare,
    /// Nobody, but they are there: what mdBook itself takes for such a book. As the environment says it, see [`giving`].
    Finished(&'a str),
    /// Our plugins.
    Expanded,
}

/// Builds the book cold once, then warm, without our plugins, and from the finished text, in turns.
pub(super) fn table(workspace: &Workspace, Input { context, book }: &Input) -> Result<String> {
    let mdbook = setup::mdbook(workspace)?;
    let folder = workspace.target("bench-build");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("cannot empty target/bench-build")?;
    }
    say("building the book with empty caches, some minutes");
    let cold = seconds(workspace, &mdbook, &folder, Text::Expanded)?;
    let file = folder.join("finished.json");
    let (_, finished) = run(workspace, &plugins(context), context, book)?;
    fs::write(&file, finished.to_string()).context("cannot write below target/bench-build")?;
    let finished = giving(&file)?;
    say("building the book with full caches, without our plugins and from the finished text, in turns");
    let (mut with, mut without, mut alone) = (vec![], vec![], vec![]);
    for _ in 0..RUNS {
        with.push(seconds(workspace, &mdbook, &folder, Text::Expanded)?);
        without.push(seconds(workspace, &mdbook, &folder, Text::Bare)?);
        alone.push(seconds(workspace, &mdbook, &folder, Text::Finished(&finished))?);
    }
    let mut table = format!("{:<28}{:>12}{:>12}\n", "Whole book (s)", "median", "slowest");
    let rows = [
        ("without our plugins", &without),
        ("mdBook, the text finished", &alone),
        ("with them, caches full", &with),
    ];
    for (what, times) in rows {
        let (median, most) = (quantile(times, 0.5), quantile(times, 1.0));
        writeln!(table, "{what:<28}{median:>12.2}{most:>12.2}")?;
    }
    writeln!(table, "{:<28}{cold:>12.2}", "with them, caches empty")?;
    let ratio = |of: &[f64], to: &[f64]| {
        quantile(&of.iter().zip(to).map(|(of, to)| of / to).collect::<Vec<_>>(), 0.5)
    };
    let times = ratio(&with, &without);
    let verdict = if times <= BUDGET { "" } else { "  over the budget" };
    writeln!(table, "{:<28}{times:>12.2}{verdict}", "times as long")?;
    writeln!(table, "{:<28}{:>12.2}", "of which mdBook’s", ratio(&alone, &without))?;
    writeln!(table, "{:<28}{:>12.2}", "and ours beside that", ratio(&with, &alone))?;
    writeln!(
        table,
        "{RUNS} runs in turns, the ratio of each pair; budget {BUDGET} times; the cold build ran once"
    )?;
    Ok(table)
}

/// One build into the target directory, in seconds.
fn seconds(workspace: &Workspace, mdbook: &Path, folder: &Path, text: Text<'_>) -> Result<f64> {
    let mut build = Command::new(mdbook);
    // Without an entry of ours, those that mdBook has of its own stay on.
    let (name, entries) = match text {
        Text::Bare => ("without", Some("{}")),
        Text::Finished(plugin) => ("finished", Some(plugin)),
        Text::Expanded => ("with", None),
    };
    build.args(["build", "--dest-dir"]).arg(folder.join(name)).current_dir(workspace.root());
    match entries {
        Some(entries) => drop(build.env("MDBOOK_PREPROCESSOR", entries)),
        None => drop(build.envs(CACHES.map(|(variable, cache)| (variable, folder.join(cache))))),
    }
    let start = Instant::now();
    output(&mut build)?;
    Ok(start.elapsed().as_secs_f64())
}

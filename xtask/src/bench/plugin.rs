//! How long an author waits for our plugins after saving a chapter: each gets the whole book and finds what it has to do.

use std::fmt::Write;

use anyhow::{Result, ensure};

use super::chain::{ask, plugins, run, with_paragraph};
use super::input::Input;
use super::statistics::quantile;
use crate::workspace::Workspace;

/// How often each change is timed.
const RUNS: usize = 20;

/// What all plugins together may take after one chapter was saved, in milliseconds.
const BUDGET: f64 = 300.0;

/// One run by its number: how long each plugin took.
type Run<'a> = &'a dyn Fn(usize) -> Result<Vec<f64>>;

/// Times all plugins on the book as mdBook sends it, with one chapter changed in each run.
pub(super) fn table(workspace: &Workspace, Input { context, book }: &Input) -> Result<String> {
    let plugins = plugins(context);
    ensure!(!plugins.is_empty(), "book.toml has no plugin of ours");
    // Whatever is new to the caches is set now, so that the runs find everything but their own change.
    run(workspace, &plugins, context, book)?;

    let mut table = format!("{:<28}", "Saved chapter (ms, median)");
    for plugin in &plugins {
        write!(table, "{:>12}", plugin.name)?;
    }
    writeln!(table, "{:>12}{:>12}", "together", "p95")?;
    // A formula that nobody has set before starts the engine that sets formulas. Named after this process, since caches outlive it.
    let formula = |n: usize| format!("A formula: $x_{{{}, {n}}}$.", std::process::id());
    let saved = |change: &dyn Fn(usize) -> String, n: usize| {
        run(workspace, &plugins, context, &with_paragraph(book, &change(n))?).map(|(times, _)| times)
    };
    let sentence = |n: usize| format!("Sentence {n}.");
    let rows: [(&str, Run<'_>); 3] = [
        ("nothing: only started", &|_| ask(workspace, &plugins)),
        ("a sentence", &|n| saved(&sentence, n)),
        ("a new formula", &|n| saved(&formula, n)),
    ];
    for (what, time) in rows {
        let runs = (0..RUNS).map(time).collect::<Result<Vec<_>>>()?;
        write!(table, "{what:<28}")?;
        for index in 0..plugins.len() {
            let own: Vec<f64> = runs.iter().map(|times| times[index]).collect();
            write!(table, "{:>12.1}", quantile(&own, 0.5))?;
        }
        let sums: Vec<f64> = runs.iter().map(|times| times.iter().sum()).collect();
        let (all, p95) = (quantile(&sums, 0.5), quantile(&sums, 0.95));
        writeln!(table, "{all:>12.1}{p95:>12.1}{}", verdict(all))?;
    }
    writeln!(table, "{RUNS} runs, {} bytes of book, budget {BUDGET} ms together", book.to_string().len())?;
    Ok(table)
}

fn verdict(milliseconds: f64) -> &'static str {
    if milliseconds <= BUDGET { "" } else { "  over the budget" }
}

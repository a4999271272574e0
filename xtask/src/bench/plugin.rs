//! How long an author waits for the plugin after saving a chapter.

use std::fmt::Write;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::input::record;
use super::statistics::quantile;
use crate::process::line;
use crate::workspace::Workspace;

/// The name of our package and of its binary.
const PACKAGE: &str = "mdbook-counterfactuals";

/// How often each command is timed.
const RUNS: usize = 20;

/// The longest wait that still feels like none, in milliseconds.
const BUDGET: f64 = 150.0;

/// Times the plugin on the whole book, which mdBook sends it after every change: through the command of `book.toml`.
pub(super) fn table(workspace: &Workspace) -> Result<String> {
    let input = record(workspace)?;
    let words = configured_command(&input).with_context(|| {
        format!("book.toml has no plugin whose command names {PACKAGE} and ends in `widgets`")
    })?;
    let times = time(workspace, &words)?;
    let (median, p95) = (quantile(&times, 0.5), quantile(&times, 0.95));
    let mut table = format!("{:<28}{:>12}{:>12}\n", "Plugin, whole book (ms)", "median", "p95");
    writeln!(table, "{:<28}{median:>12.1}{p95:>12.1}{}", "as in book.toml", verdict(p95))?;
    writeln!(table, "{RUNS} runs, {} bytes of input, budget {BUDGET} ms", input.len())?;
    Ok(table)
}

/// The wall-clock time of every run, in milliseconds, after one that fills the caches.
fn time(workspace: &Workspace, words: &[String]) -> Result<Vec<f64>> {
    let file = workspace.target("bench-input.json");
    let (program, args) = words.split_first().context("an empty command")?;
    let mut times = Vec::with_capacity(RUNS);
    for _ in 0..=RUNS {
        // A path is relative to the book, as mdBook has it; a single word is looked up.
        let program = if program.contains('/') { workspace.path(program) } else { program.into() };
        let mut command = Command::new(program);
        command.args(args).current_dir(workspace.root());
        command.stdin(std::fs::File::open(&file)?).stderr(Stdio::inherit());
        let start = Instant::now();
        let output = command.output().with_context(|| format!("cannot run `{}`", line(&command)))?;
        times.push(start.elapsed().as_secs_f64() * 1000.0);
        ensure!(output.status.success(), "`{}` failed ({})", line(&command), output.status);
    }
    Ok(times.split_off(1))
}

/// The words of the command that the book's configuration, which mdBook sends along, gives for our figures.
fn configured_command(input: &[u8]) -> Option<Vec<String>> {
    let input: Value = serde_json::from_slice(input).ok()?;
    let plugins = input.pointer("/0/config/preprocessor")?.as_object()?;
    plugins
        .values()
        .filter_map(|plugin| plugin.get("command")?.as_str())
        .map(|command| command.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .find(|words| {
            words.iter().any(|word| word.ends_with(PACKAGE)) && words.last().is_some_and(|w| w == "widgets")
        })
}

fn verdict(milliseconds: f64) -> &'static str {
    if milliseconds <= BUDGET { "" } else { "  over the budget" }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_command_comes_from_the_book() {
        let command = "target/plugin/mdbook-counterfactuals widgets";
        let plugins =
            json!({ "links": {}, "save": { "command": "x save-input" }, "widgets": { "command": command } });
        let input = json!([{ "config": { "preprocessor": plugins } }, {}]).to_string();
        assert_eq!(configured_command(input.as_bytes()).unwrap().join(" "), command);
    }

    #[test]
    fn a_book_without_our_plugin_has_no_command() {
        assert_eq!(configured_command(br#"[{"config":{"preprocessor":{}}},{}]"#), None);
        assert_eq!(configured_command(b"no JSON"), None);
    }
}

//! How long the simulation computes, natively and in wasm, and how that grows.
//!
//! Each row is a task of `tests/bench` at three sizes, the last of which is the one that is bounded. A time is the median of
//! several runs, in processor time of one thread where the system tells it, natively and in Node alike.

mod rows;

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use self::rows::{ROWS, Row};
use crate::process::{output, run};
use crate::workspace::{WASM_TARGET, Workspace};

/// How often each side is timed, a median of its own each time.
const ROUNDS: usize = 3;

/// How much longer wasm may take.
const RATIO: f64 = 2.0;

/// One task at one size on one side.
#[derive(Clone, Debug, PartialEq)]
struct Timing {
    seconds: f64,
    /// Bytes.
    peak: f64,
    clock: String,
    /// The bits of the result.
    result: String,
}

/// Builds the tasks twice, runs them, and tells.
///
/// # Errors
/// If a task fails, or gives other numbers in wasm than natively.
pub(super) fn table(workspace: &Workspace, node: &Path) -> Result<String> {
    build(workspace)?;
    let header = ["Simulation (ms)", "peer", "bound", "native", "wasm", "ratio", "", "peak MB", "wasm MB"];
    let mut table = line(&header.map(str::to_owned));
    let mut growth = String::from("\nHow it grows (ms, native | wasm; t ~ n^e)\n");
    let mut clocks = Vec::new();
    for row in &ROWS {
        let timings = row.sizes.map(|size| measure(workspace, node, row.task, size));
        let timings = timings.into_iter().collect::<Result<Vec<[Timing; 2]>>>()?;
        let Some([native, wasm]) = timings.last() else { continue };
        clocks.extend([native.clock.clone(), wasm.clock.clone()]);
        table += &line(&columns(row, native, wasm));
        growth += &grown(row, &timings);
    }
    clocks.dedup();
    let clock = if clocks == ["cpu"] { "processor time of one thread" } else { "time that passed" };
    writeln!(
        table,
        "medians, {clock}; wasm in Node, profile `browser`; a peak is that of a process, or of a module's memory"
    )?;
    Ok(table + &growth)
}

fn build(workspace: &Workspace) -> Result<()> {
    run(&mut workspace.cargo(&["build", "--package", "bench-tasks", "--release"]))?;
    let wasm =
        ["build", "--package", "bench-tasks", "--lib", "--profile", "browser", "--target", WASM_TARGET];
    // As readers get it.
    run(workspace.without_machine_paths(&mut workspace.cargo(&wasm), &[]))
}

/// Natively and in wasm, each in a process of its own, in turns: whatever else the machine does meanwhile meets both.
fn measure(workspace: &Workspace, node: &Path, task: &str, size: usize) -> Result<[Timing; 2]> {
    let native = || Command::new(workspace.binary("bench-tasks"));
    // The wasm knows its tasks by number.
    let number: usize = output(native().arg(task))?.parse().context("a task's number is none")?;
    let mut native = native();
    native.args([task, &size.to_string()]);
    let mut wasm = Command::new(node);
    wasm.arg(workspace.path("tests/bench/run.mjs")).arg(workspace.wasm("bench_tasks"));
    wasm.args([number, size].map(|number| number.to_string()));
    let mut rounds = [vec![], vec![]];
    for _ in 0..ROUNDS {
        for (round, command) in rounds.iter_mut().zip([&mut native, &mut wasm]) {
            round.push(timing(&output(command)?)?);
        }
    }
    let same = rounds.iter().flatten().all(|timing| timing.result == rounds[0][0].result);
    ensure!(same, "{task} of {size} gives other numbers in wasm than natively");
    Ok(rounds.map(|mut round| {
        round.sort_by(|one, other| one.seconds.total_cmp(&other.seconds));
        round.swap_remove(ROUNDS / 2)
    }))
}

/// `SECONDS PEAK CLOCK RESULT`.
fn timing(line: &str) -> Result<Timing> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [seconds, peak, clock, result] = words[..] else {
        anyhow::bail!("a task printed `{line}` instead of its time")
    };
    Ok(Timing { seconds: seconds.parse()?, peak: peak.parse()?, clock: clock.into(), result: result.into() })
}

fn columns(row: &Row, native: &Timing, wasm: &Timing) -> [String; 9] {
    let ratio = wasm.seconds / native.seconds;
    let mut verdict = vec![];
    if let Some(bound) = row.bound {
        verdict.push(if native.seconds <= bound { "kept" } else { "exceeded" });
    }
    if ratio > RATIO {
        verdict.push("slow in wasm");
    }
    let megabytes = |bytes: f64| format!("{:.1}", bytes / 1e6);
    [
        row.title.to_owned(),
        row.peer.map_or(String::new(), |(seconds, name)| format!("{name} {}", milliseconds(seconds))),
        row.bound.map_or(String::new(), milliseconds),
        milliseconds(native.seconds),
        milliseconds(wasm.seconds),
        format!("{ratio:.2}"),
        verdict.join(", "),
        megabytes(native.peak),
        megabytes(wasm.peak),
    ]
}

fn grown(row: &Row, timings: &[[Timing; 2]]) -> String {
    let (unit, scale) = row.scale;
    let scales: Vec<f64> = row.sizes.iter().map(|&size| scale(size)).collect();
    let side = |side: usize| {
        let seconds: Vec<f64> = timings.iter().map(|both| both[side].seconds).collect();
        let times: Vec<String> = seconds.iter().map(|&seconds| milliseconds(seconds)).collect();
        format!("{:<26} e = {:.2}", times.join(", "), exponent(&scales, &seconds))
    };
    let sizes: Vec<String> = scales.iter().map(f64::to_string).collect();
    let sizes = format!("{} {unit}", sizes.join(", "));
    format!("{:<34}{sizes:<32}{:<38} | {}\n", row.title, side(0), side(1))
}

/// The slope of the straight line through (log n, log t), by least squares.
fn exponent(sizes: &[f64], seconds: &[f64]) -> f64 {
    let points: Vec<(f64, f64)> = sizes.iter().zip(seconds).map(|(n, t)| (n.ln(), t.ln())).collect();
    let mean = |read: fn(&(f64, f64)) -> f64| points.iter().map(read).sum::<f64>() / points.len() as f64;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let up: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    up / points.iter().map(|point| (point.0 - x) * (point.0 - x)).sum::<f64>()
}

fn milliseconds(seconds: f64) -> String {
    let ms = seconds * 1000.0;
    if ms < 10.0 { format!("{ms:.3}") } else { format!("{ms:.0}") }
}

fn line(columns: &[String; 9]) -> String {
    let [title, peer, bound, native, wasm, ratio, verdict, peak, pages] = columns;
    format!(
        "{title:<34}{peer:>20}{bound:>9}{native:>9}{wasm:>9}{ratio:>7}  {verdict:<10}{peak:>8}{pages:>9}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_is_found() {
        let sizes = [10.0, 20.0, 40.0];
        assert!((exponent(&sizes, &sizes.map(|n| 3.0 * n * n)) - 2.0).abs() < 1e-12);
        assert!(exponent(&sizes, &[0.5; 3]).abs() < 1e-12);
    }

    #[test]
    fn every_row_has_a_task_and_sizes_that_it_accepts() {
        for row in &ROWS {
            let task = bench_tasks::find(row.task).unwrap();
            assert!((task.prepare)(row.sizes[0]).is_ok(), "{}", row.title);
            assert!(row.sizes.is_sorted());
        }
    }

    #[test]
    fn what_a_task_prints_is_read() -> Result<()> {
        let told = timing("0.25 1000000 cpu 17")?;
        assert_eq!(told, Timing { seconds: 0.25, peak: 1e6, clock: "cpu".into(), result: "17".into() });
        assert!(timing("nothing").is_err());
        let columns = columns(&ROWS[0], &told, &Timing { seconds: 0.75, ..told.clone() });
        assert_eq!(columns[4..7], ["750", "3.00", "exceeded, slow in wasm"].map(str::to_owned));
        Ok(())
    }
}

//! `bench-tasks TASK SIZE`: times one task on this machine and prints `SECONDS PEAK CLOCK RESULT`: the median of the runs, the
//! process's peak of memory in bytes, which clock it was, and the bits of the result. `bench-tasks TASK` prints the task's number.

use std::error::Error;
use std::fs;
use std::time::Instant;

/// The runs that count, after one that does not.
const RUNS: usize = 3;

/// Shorter runs are repeated until they take as long, in seconds: the processor's clock may only move every few milliseconds.
const SHORTEST: f64 = 0.2;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [task] = arguments.as_slice() {
        let number = bench_tasks::TASKS.iter().position(|known| known.name == task);
        println!("{}", number.ok_or("no such task")?);
        return Ok(());
    }
    let [task, size] = arguments.as_slice() else { return Err("usage: bench-tasks TASK SIZE".into()) };
    let task = bench_tasks::find(task).ok_or("no such task")?;
    let mut run = (task.prepare)(size.parse()?)?;
    let result = run()?;
    let begin = Instant::now();
    run()?;
    let repeats = (SHORTEST / begin.elapsed().as_secs_f64().max(1e-9)).ceil().max(1.0) as u32;
    let mut seconds = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let (begin, cpu) = (Instant::now(), thread_seconds());
        for _ in 0..repeats {
            std::hint::black_box(run()?);
        }
        let elapsed = match (cpu, thread_seconds()) {
            (Some(before), Some(after)) => after - before,
            _ => begin.elapsed().as_secs_f64(),
        };
        seconds.push(elapsed / f64::from(repeats));
    }
    seconds.sort_by(f64::total_cmp);
    let clock = if thread_seconds().is_some() { "cpu" } else { "wall" };
    println!("{} {} {clock} {}", seconds[RUNS / 2], peak().unwrap_or(0), result.to_bits());
    Ok(())
}

/// The time that this thread has been on a processor, where Linux tells.
fn thread_seconds() -> Option<f64> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = text.split_whitespace().next()?.parse().ok()?;
    (nanoseconds > 0.0).then_some(nanoseconds * 1e-9)
}

/// The most memory that the process has held, in bytes, where Linux tells.
fn peak() -> Option<u64> {
    let text = fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? * 1024)
}

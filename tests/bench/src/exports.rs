//! The same for a host without wasm-bindgen: tasks by their number.
#![allow(unsafe_code, reason = "exports of a wasm module need a fixed name")]

use std::cell::RefCell;

use crate::{Run, TASKS};

thread_local! {
    static PREPARED: RefCell<Option<Run>> = const { RefCell::new(None) };
}

/// Makes the inputs; whether there are such.
#[unsafe(no_mangle)]
extern "C" fn prepare(task: usize, size: usize) -> bool {
    let run = TASKS.get(task).and_then(|task| (task.prepare)(size).ok());
    let ready = run.is_some();
    PREPARED.set(run);
    ready
}

/// Computes once; NaN if nothing is prepared or it fails.
#[unsafe(no_mangle)]
extern "C" fn run() -> f64 {
    PREPARED.with_borrow_mut(|prepared| prepared.as_mut().and_then(|run| run().ok()).unwrap_or(f64::NAN))
}

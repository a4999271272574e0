//! The computations that `cargo xtask bench` times, natively and in wasm. Nothing here reads a clock: the host does, around
//! [`Run`]s.

mod tasks;

#[cfg(target_arch = "wasm32")]
mod exports;

use std::error::Error;

pub use tasks::TASKS;

/// A computation whose inputs are ready. It can be repeated; its result sums up what was computed, so that nothing is left out, and
/// is the same natively and in wasm.
pub type Run = Box<dyn FnMut() -> Result<f64, Box<dyn Error>>>;

/// A computation that can be made for several sizes.
pub struct Task {
    /// How it is asked for.
    pub name: &'static str,
    /// What n is.
    pub size: &'static str,
    /// Makes the inputs for a size; a size beyond the data is an error.
    pub prepare: fn(size: usize) -> Result<Run, Box<dyn Error>>,
}

/// The task of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Task> {
    TASKS.iter().find(|task| task.name == name)
}

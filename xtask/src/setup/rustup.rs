//! Adding parts to the Rust toolchain.

use std::process::Command;

use anyhow::{Result, anyhow};

use crate::process::{run, say};

/// Runs `rustup <args>`; without rustup, says what is `missing` and how to get it.
pub(super) fn add(missing: &str, args: &[&str]) -> Result<()> {
    let rustup = which::which("rustup").map_err(|_| {
        let line = args.join(" ");
        anyhow!("{missing} is missing: install rustup from https://rustup.rs, then run `rustup {line}`")
    })?;
    say(&format!("adding {missing} to the Rust toolchain (some seconds)"));
    run(Command::new(rustup).args(args))
}

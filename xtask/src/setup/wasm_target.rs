//! The Rust target that browsers run.

use std::env;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::rustup;
use crate::process::output;
use crate::workspace::WASM_TARGET;

/// Adds the wasm target if its standard library is not there. Asked of rustc, so any way of installing it will do;
/// a `rust-toolchain.toml` would not, because automatic installs can be off.
pub(crate) fn wasm_target() -> Result<()> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let question = ["--print", "target-libdir", "--target", WASM_TARGET];
    let folder = output(Command::new(rustc).args(question))
        .context("rustc does not answer: install Rust from https://rustup.rs")?;
    if Path::new(&folder).is_dir() {
        return Ok(());
    }
    rustup::add(&format!("the target {WASM_TARGET}"), &["target", "add", WASM_TARGET])
}

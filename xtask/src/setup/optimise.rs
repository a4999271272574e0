//! Binaryen's `wasm-opt`: may save readers some bytes, and is not required.
//!
//! What counts is the size after compression. The tool makes this code smaller and less compressible, so that its result is
//! only taken where it is the smaller one on the wire.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::bench::brotli;
use crate::process::{output, say};

/// What today's rustc emits, spelled out because older versions of `wasm-opt` have it off by default.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Shrinks `wasm` in place if `wasm-opt` is there and can make it smaller for readers; else leaves it as it is.
pub(super) fn optimise(wasm: &Path) -> Result<()> {
    let Ok(program) = which::which("wasm-opt") else { return Ok(()) };
    let smaller = wasm.with_extension("opt");
    match output(Command::new(program).arg("-Os").args(FEATURES).arg("-o").arg(&smaller).arg(wasm)) {
        Ok(_) if brotli(&fs::read(&smaller)?)? < brotli(&fs::read(wasm)?)? => fs::rename(smaller, wasm)?,
        Ok(_) => {}
        Err(_) => say("this wasm-opt cannot read the wasm; it stays as it is"),
    }
    Ok(())
}

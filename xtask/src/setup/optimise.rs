//! Binaryen's `wasm-opt`: may save readers some bytes, and is not required.
//!
//! What counts is the size after compression. The tool makes this code smaller and less compressible, so that its result is
//! only taken where it is the smaller one on the wire.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::process::{output, say};
use crate::weight::brotli;

/// What today's rustc emits, spelled out because older versions of `wasm-opt` have it off by default.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The version tried with what wasm-bindgen writes. Older ones cannot be trusted: 108, which Debian 12 has, swaps the
/// module's two tables, and no figure comes to life.
const OLDEST: u32 = 132;

/// Shrinks `wasm` in place if `wasm-opt` is there and can make it smaller for readers; else leaves it as it is.
pub(super) fn optimise(wasm: &Path) -> Result<()> {
    let Ok(program) = which::which("wasm-opt") else { return Ok(()) };
    match version(&output(Command::new(&program).arg("--version")).unwrap_or_default()) {
        Some(found) if found >= OLDEST => {}
        _ => {
            say(&format!(
                "wasm-opt is used from version {OLDEST} on, and this one is older; the wasm stays as it is"
            ));
            return Ok(());
        }
    }
    let smaller = wasm.with_extension("opt");
    match output(Command::new(program).arg("-Os").args(FEATURES).arg("-o").arg(&smaller).arg(wasm)) {
        Ok(_) if brotli(&fs::read(&smaller)?)? < brotli(&fs::read(wasm)?)? => fs::rename(smaller, wasm)?,
        Ok(_) => {}
        Err(_) => say("this wasm-opt cannot read the wasm; it stays as it is"),
    }
    Ok(())
}

/// The number in `wasm-opt version 132 (version_132)`.
fn version(printed: &str) -> Option<u32> {
    printed.split_whitespace().find_map(|word| word.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_what_the_program_prints() {
        assert_eq!(version("wasm-opt version 108 (version_108)"), Some(108));
        assert_eq!(version("wasm-opt version 132"), Some(132));
        assert_eq!(version("error"), None);
    }
}

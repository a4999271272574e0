//! Lists what the binary carries: every file below `assets`. In a package they are files; in the repository links lead to where
//! `cargo xtask build` puts them, and to the style sheets.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("assets");
    let mut files = vec![];
    if env::var_os("CARGO_FEATURE_ASSETS").is_some() {
        println!("cargo::rerun-if-changed=assets");
        list(&folder, "", &mut files)?;
        if !files.iter().any(|(name, _)| name == "live/loader.js") {
            println!(
                "cargo::warning=the live parts of the figures are not built, so this binary has no `install`: run \
                 `cargo xtask build`, then build it again"
            );
        }
    }
    files.sort();
    let mut source = "&[\n".to_owned();
    for (name, path) in &files {
        let path = path.to_string_lossy();
        let _ = writeln!(source, "    Asset {{ name: {name:?}, content: include_bytes!({path:?}) }},");
    }
    source.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("assets.rs"), source)
}

/// Every file below a folder, by its name from there, with `/` on every system.
fn list(folder: &Path, name: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let own = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if own.starts_with('.') {
            continue;
        }
        let name = if name.is_empty() { own } else { format!("{name}/{own}") };
        if path.is_dir() {
            list(&path, &name, files)?;
        } else {
            files.push((name, path));
        }
    }
    Ok(())
}

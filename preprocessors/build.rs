//! Lists what the binary carries. In a package that is every file below `assets`; in the repository the same lies where the set-up puts it
//! for this book, and `cargo xtask package` brings it together.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The parts, and where they lie in the repository. Git keeps each of these folders, empty or not, so that a missing one is not looked for at
/// every build.
const PARTS: [(&str, &str); 3] = [("live", "../src/live"), ("math", "../src/math"), ("styles", "../theme")];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = vec![];
    if env::var_os("CARGO_FEATURE_ASSETS").is_some() {
        let in_repository = PARTS.iter().all(|(_, folder)| package.join(folder).is_dir());
        for (part, folder) in PARTS {
            let folder = if in_repository { folder.to_owned() } else { format!("assets/{part}") };
            if package.join(&folder).is_dir() {
                println!("cargo::rerun-if-changed={folder}");
                list(&package.join(folder), part, &mut files)?;
            }
        }
        if !files.iter().any(|(name, _)| name == "live/loader.js") {
            println!(
                "cargo::warning=the live parts of the figures are not built, so this binary cannot `install` or `export`: run \
                 `cargo xtask build` and build it again; for a package, `cargo xtask package`"
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

/// Every file below a folder but hidden ones, by its name from there, with `/` on every system.
fn list(folder: &Path, name: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let own = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if own.starts_with('.') {
            continue;
        }
        let name = format!("{name}/{own}");
        if path.is_dir() {
            list(&path, &name, files)?;
        } else {
            files.push((name, path));
        }
    }
    Ok(())
}

//! KaTeX's style sheet and fonts, which pages need and no crate ships.
//!
//! From npm where it is at hand, else from Debian, of the very version that sets the formulas ([`VERSION`]); served from the book itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::{apt, publish::publish};
use crate::process::{run, say};
use crate::workspace::Workspace;

/// What the crate `katex` carries; a test holds them together.
const VERSION: &str = "0.16.4";

/// Where Debian's `libjs-katex` has the style sheet, and beside it the fonts of `fonts-katex`.
const DEBIAN: &str = "/usr/share/javascript/katex";

/// Puts `katex.min.css` and its fonts where mdBook copies them from.
pub(super) fn katex(workspace: &Workspace) -> Result<()> {
    let source = find(workspace).with_context(|| {
        format!("KaTeX {VERSION} is missing: install npm from https://nodejs.org, or put the package katex@{VERSION} into target/katex")
    })?;
    let mut files = vec![("katex.min.css".to_owned(), source.join("katex.min.css"))];
    let mut fonts = vec![];
    for entry in source.join("fonts").read_dir().context("KaTeX has no fonts")? {
        let path = entry?.path();
        // Every browser that runs wasm reads this form, and takes it before the two others.
        if path.extension().is_some_and(|extension| extension == "woff2") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            fonts.push((name, path));
        }
    }
    ensure!(!fonts.is_empty(), "KaTeX has no fonts of the form woff2");
    files.sort();
    fonts.sort();
    publish(&workspace.path("src/math"), &files, &["fonts"])?;
    publish(&workspace.path("src/math/fonts"), &fonts, &[])
}

/// The folder with the style sheet and `fonts/`, installed if need be.
fn find(workspace: &Workspace) -> Option<PathBuf> {
    let own = workspace.path("target/katex");
    let (npm, debian) = (own.join("node_modules/katex/dist"), PathBuf::from(DEBIAN));
    let here = || [&npm, &debian].into_iter().find(|folder| is_of_version(folder)).cloned();
    here().or_else(|| {
        let installed = install_from_npm(&own) || apt::install(&["libjs-katex", "fonts-katex"]);
        installed.then(here).flatten()
    })
}

fn install_from_npm(folder: &Path) -> bool {
    let Ok(npm) = which::which("npm") else { return false };
    say("installing KaTeX's style sheet and fonts into target/katex (some seconds)");
    let package = format!("katex@{VERSION}");
    let args = ["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"];
    fs::create_dir_all(folder).is_ok() && run(Command::new(npm).args(args).arg(folder).arg(package)).is_ok()
}

/// The style sheet says its version in a rule of its own.
fn is_of_version(folder: &Path) -> bool {
    let sheet = fs::read_to_string(folder.join("katex.min.css")).unwrap_or_default();
    sheet.contains(&format!("content:\"{VERSION}\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::output;

    #[test]
    fn the_style_sheet_is_of_the_version_that_sets_the_formulas() {
        // Of this machine's packages alone: others' may not be here.
        let rustc = output(Command::new("rustc").arg("-vV")).unwrap();
        let host = rustc.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["metadata", "--format-version", "1", "--offline", "--filter-platform", host]);
        let read = output(&mut cargo).unwrap();
        let read: serde_json::Value = serde_json::from_str(&read).unwrap();
        let packages = read["packages"].as_array().unwrap();
        let katex = packages.iter().find(|package| package["name"] == "katex").unwrap();
        let manifest = Path::new(katex["manifest_path"].as_str().unwrap());
        let carried = fs::read_to_string(manifest.with_file_name("KATEX-VERSION")).unwrap();
        assert_eq!(carried.trim().trim_start_matches('v'), VERSION);
    }

    #[test]
    fn another_version_is_not_taken() {
        let folder = tempfile::tempdir().unwrap();
        let write = |version: &str| {
            let rule = format!(".katex .katex-version:after{{content:\"{version}\"}}");
            fs::write(folder.path().join("katex.min.css"), rule).unwrap();
            is_of_version(folder.path())
        };
        assert!(write(VERSION) && !write("0.16.22"));
    }
}

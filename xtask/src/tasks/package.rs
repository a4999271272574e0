//! `cargo xtask package`.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::process::{output, run, say};
use crate::setup::{self, Assets};
use crate::workspace::Workspace;

/// The package that carries what is built, and a file that it cannot do without.
const CARRIER: (&str, &str) = ("mdbook-counterfactuals", "assets/live/loader.js");

/// What crates.io takes, in bytes.
const LARGEST: u64 = 10_000_000;

/// Makes and verifies the packages of all crates that are published, the live parts among them.
pub(crate) fn package(workspace: &Workspace) -> Result<()> {
    // Cargo would ask the same, but takes what is built and not committed for unfinished work.
    let changed = output(Command::new("git").args(["status", "--porcelain"]).current_dir(workspace.root()))
        .context("git does not say what has changed")?;
    ensure!(changed.is_empty(), "commit these changes first, a package is of what is committed:\n{changed}");
    setup::carried(workspace)?;
    let _assets = Assets::gather(workspace)?;
    say("packages, each of them built as others will build it (some minutes)");
    run(&mut workspace.cargo(&["package", "--workspace", "--allow-dirty"]))?;

    let (carrier, needed) = CARRIER;
    let mut list = workspace.cargo(&["package", "--list", "--allow-dirty", "--package", carrier]);
    let listed = output(&mut list)?.replace('\\', "/");
    ensure!(listed.lines().any(|file| file == needed), "the package {carrier} has no {needed}");
    for entry in workspace.target("package").read_dir().context("there are no packages")? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "crate") {
            let (name, size) =
                (path.file_name().unwrap_or_default().to_string_lossy(), fs::metadata(&path)?.len());
            println!("{name}: {size} bytes");
            ensure!(size < LARGEST, "{name} is larger than the {LARGEST} bytes that crates.io takes");
        }
    }
    Ok(())
}

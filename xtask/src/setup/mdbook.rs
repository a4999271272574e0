//! mdBook: the reader's own if it fits, else one of ours under `target/tools`.

use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use semver::{Version, VersionReq};

use crate::process::{output, run, say};
use crate::workspace::Workspace;

/// The version that is installed if there is none; the one the book is developed with.
const INSTALLED: &str = "=0.5.4";

/// The versions that will do. 0.5 has a protocol and a markup of its own.
const ACCEPTED: &str = "^0.5";

/// Finds or installs mdBook and returns its path.
pub(crate) fn mdbook(workspace: &Workspace) -> Result<PathBuf> {
    let tools = workspace.target("tools");
    let ours = tools.join("bin").join(format!("mdbook{EXE_SUFFIX}"));
    if let Some(theirs) = which::which("mdbook").ok().filter(|path| fits(path)) {
        return Ok(theirs);
    }
    if !fits(&ours) {
        say("installing mdBook into target/tools (about 3 minutes)");
        let mut install = workspace.cargo(&["install", "mdbook", "--version", INSTALLED, "--locked"]);
        // A target directory of its own: an interrupted install goes on where it stopped.
        install.arg("--root").arg(&tools).env("CARGO_TARGET_DIR", tools.join("build"));
        run(&mut install).context("mdBook could not be installed; get version 0.5 as in its guide")?;
        ensure!(fits(&ours), "the mdBook in target/tools does not start: remove it and try again");
    }
    Ok(ours)
}

fn fits(program: &Path) -> bool {
    output(Command::new(program).arg("--version")).is_ok_and(|line| accepts(&line))
}

/// Whether the answer to `mdbook --version`, such as `mdbook v0.5.4`, names a version that will do.
fn accepts(answer: &str) -> bool {
    let version = answer.split_whitespace().nth(1).map(|word| word.trim_start_matches('v'));
    let version = version.and_then(|word| Version::parse(word).ok());
    version.zip(VersionReq::parse(ACCEPTED).ok()).is_some_and(|(version, range)| range.matches(&version))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_0_5_are_accepted() {
        for answer in ["mdbook v0.5.0", "mdbook v0.5.4", "mdbook 0.5.12", "mdbook v0.5.4 (abc)\n"] {
            assert!(accepts(answer), "{answer}");
        }
    }

    #[test]
    fn other_versions_and_answers_are_not() {
        for answer in ["mdbook v0.4.52", "mdbook v0.6.0", "mdbook v0.5.0-beta.1", "mdbook", "", "v0.5.4"] {
            assert!(!accepts(answer), "{answer}");
        }
    }
}

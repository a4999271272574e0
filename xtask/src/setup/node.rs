//! Node, for the tests in a browser. Building the book never comes here.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use semver::Version;

use super::apt;
use crate::process::output;

/// The oldest Node whose test runner we use.
const OLDEST: Version = Version::new(18, 0, 0);

/// Node and npm.
pub(crate) struct Node {
    program: PathBuf,
    npm: PathBuf,
    version: Version,
}

impl Node {
    /// Node's path.
    pub(crate) fn program(&self) -> &Path {
        &self.program
    }

    /// npm's path.
    pub(crate) fn npm(&self) -> &Path {
        &self.npm
    }

    /// Whether the test runner knows `--test-concurrency`; an older one stops at an option that it does not know.
    pub(crate) fn limits_concurrency(&self) -> bool {
        limits_concurrency(&self.version)
    }
}

/// Finds or installs Node and npm.
pub(crate) fn node() -> Result<Node> {
    let (program, npm) = find()
        .or_else(|| apt::install(&["nodejs", "npm"]).then(find).flatten())
        .context("Node and npm are missing: install version 18 or later from https://nodejs.org")?;
    let answer = output(Command::new(&program).arg("--version"))?;
    let version = Version::parse(answer.trim_start_matches('v'))
        .with_context(|| format!("Node says that its version is `{answer}`"))?;
    ensure!(version >= OLDEST, "Node {version} is too old: install 18 or later from https://nodejs.org");
    Ok(Node { program, npm, version })
}

fn find() -> Option<(PathBuf, PathBuf)> {
    which::which("node").ok().zip(which::which("npm").ok())
}

/// The option came with 21.0 and was brought to 20.10 and 18.19.
fn limits_concurrency(version: &Version) -> bool {
    match version.major {
        18 => version.minor >= 19,
        20 => version.minor >= 10,
        major => major >= 21,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn concurrency_is_limited_where_node_knows_how() {
        for (major, minor, known) in
            [(18, 18, false), (18, 19, true), (19, 9, false), (20, 9, false), (20, 10, true), (22, 0, true)]
        {
            assert_eq!(limits_concurrency(&Version::new(major, minor, 0)), known, "{major}.{minor}");
        }
    }
}

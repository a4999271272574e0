//! Firefox, the second engine that the tests in a browser ask.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::apt;
use crate::process::output;

const NAMES: [&str; 2] = ["firefox-esr", "firefox"];

/// The oldest major version that playwright-core can drive: `network.addDataCollector` came with it (Firefox 143 for developers, release notes).
const OLDEST: u32 = 143;

/// Finds or installs Firefox and returns its path. The variable `FIREFOX` goes before everything else.
pub(crate) fn firefox() -> Result<PathBuf> {
    if let Some(named) = env::var_os("FIREFOX").filter(|value| !value.is_empty()) {
        let program =
            which::which(&named).context("FIREFOX does not name a program: set it to Firefox's path")?;
        let answer = output(Command::new(&program).arg("--version"))?;
        ensure!(accepts(&answer), "FIREFOX is `{answer}`: set it to one of version {OLDEST} or later");
        return Ok(program);
    }
    // An older one that is here is brought up to date.
    find().or_else(|| apt::install(&["firefox-esr"]).then(find).flatten()).with_context(|| {
        format!(
            "Firefox {OLDEST} or later is missing: install it from https://www.firefox.com or set FIREFOX to its path"
        )
    })
}

fn find() -> Option<PathBuf> {
    let known = |program: &Path| output(Command::new(program).arg("--version"));
    let mut programs = NAMES.iter().filter_map(|name| which::which(name).ok());
    programs.find(|program| known(program).is_ok_and(|answer| accepts(&answer)))
}

/// Whether the answer to `firefox --version`, such as `Mozilla Firefox 140.10.2esr`, names a version that will do.
fn accepts(answer: &str) -> bool {
    let version = answer.split_whitespace().next_back().and_then(|version| version.split('.').next());
    version.and_then(|major| major.parse::<u32>().ok()).is_some_and(|major| major >= OLDEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_versions_and_other_programs_are_not_accepted() {
        for (answer, will_do) in [
            ("Mozilla Firefox 140.10.2esr", false),
            ("Mozilla Firefox 153.8.0esr", true),
            ("Mozilla Firefox 143.0", true),
            ("Mozilla Firefox", false),
            ("", false),
        ] {
            assert_eq!(accepts(answer), will_do, "{answer}");
        }
    }
}

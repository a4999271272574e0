//! Chromium, for the tests in a browser.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::apt;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Finds or installs Chromium and returns its path. The variable `CHROMIUM` goes before everything else.
pub(crate) fn chromium() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM").filter(|value| !value.is_empty()) {
        return which::which(&named).context("CHROMIUM does not name a program: set it to Chromium's path");
    }
    find()
        .or_else(|| apt::install(&["chromium"]).then(find).flatten())
        .context("Chromium is missing: install it from https://www.chromium.org or set CHROMIUM to its path")
}

fn find() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| which::which(name).ok())
}

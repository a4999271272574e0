//! Firefox, the second engine that the tests in a browser ask.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::apt;

const NAMES: [&str; 2] = ["firefox-esr", "firefox"];

/// Finds or installs Firefox and returns its path. The variable `FIREFOX` goes before everything else.
pub(crate) fn firefox() -> Result<PathBuf> {
    if let Some(named) = env::var_os("FIREFOX").filter(|value| !value.is_empty()) {
        return which::which(&named).context("FIREFOX does not name a program: set it to Firefox's path");
    }
    find()
        .or_else(|| apt::install(&["firefox-esr"]).then(find).flatten())
        .context("Firefox is missing: install it from https://www.firefox.com or set FIREFOX to its path")
}

fn find() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| which::which(name).ok())
}

//! Python programs that show figures in pages of their own, for the tests in a browser: in an environment below `target/`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::apt;
use crate::process::{run, say, succeeds};
use crate::workspace::Workspace;

/// What is installed. Jupyter Book 2 fetches its theme from the network at every build; 1 does not.
const PACKAGES: [&str; 4] = ["jupyter-book<2", "nbconvert", "jupyterlab", "anywidget"];

const MISSING: &str = "Python 3 with pip and venv is missing: install it from https://www.python.org (on Debian: apt install python3-venv)";

/// Sets the environment up and returns the folder of its programs.
pub(crate) fn python(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target("python");
    let programs = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let (mark, wanted) = (folder.join("packages"), PACKAGES.join("\n"));
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(programs);
    }
    if !programs.join("pip").exists() {
        let environment =
            || find().is_some_and(|python| succeeds(Command::new(python).args(["-m", "venv"]).arg(&folder)));
        let here = environment() || (apt::install(&["python3", "python3-venv"]) && environment());
        ensure!(here, MISSING);
    }
    say("installing Jupyter Book, JupyterLab and anywidget into target/python (a minute or two)");
    let args = ["install", "--quiet", "--disable-pip-version-check"];
    run(Command::new(programs.join("pip")).args(args).args(PACKAGES))
        .context("the Python packages could not be installed: is https://pypi.org within reach?")?;
    fs::write(mark, wanted).context("cannot write into target/python")?;
    Ok(programs)
}

fn find() -> Option<PathBuf> {
    ["python3", "python"].iter().find_map(|name| which::which(name).ok())
}

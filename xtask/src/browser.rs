//! The scripts that drive a browser, and what they are told through the environment.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::process::run;
use crate::report::Report;
use crate::setup;
use crate::workspace::{WASM_TARGET, Workspace};

/// The tools that the scripts in `tests/browser` need.
pub(crate) struct Browser {
    node: setup::Node,
    chromium: PathBuf,
    firefox: Option<PathBuf>,
    python: Option<PathBuf>,
    mdbook: PathBuf,
}

impl Browser {
    /// Sets up Node, its packages and Chromium.
    pub(crate) fn set_up(workspace: &Workspace) -> Result<Self> {
        let node = setup::node()?;
        setup::packages(workspace, &node)?;
        let (chromium, mdbook) = (setup::chromium()?, setup::mdbook(workspace)?);
        Ok(Self { node, chromium, firefox: None, python: None, mdbook })
    }

    /// Sets up Firefox, too.
    pub(crate) fn with_another_engine(mut self) -> Result<Self> {
        self.firefox = Some(setup::firefox()?);
        Ok(self)
    }

    /// Sets up the programs, too, in whose pages the tests put figures.
    pub(crate) fn with_hosts(mut self, workspace: &Workspace) -> Result<Self> {
        self.python = Some(setup::python(workspace)?);
        Ok(self)
    }

    /// The Node that runs the scripts.
    pub(crate) fn node(&self) -> &setup::Node {
        &self.node
    }

    /// Runs every `tests/browser/*.test.mjs`, two at a time: a test waits for its page more than it computes, and with more than two they wait
    /// for each other.
    /// The tests of other books are given mdBook and the plugin with what it carries.
    pub(crate) fn test(&self, workspace: &Workspace, mdbook: &Path, installer: &Path) -> Result<()> {
        let files = test_files(workspace)?;
        ensure!(!files.is_empty(), "there is no tests/browser/*.test.mjs");
        let mut command = self.command(workspace);
        let report = Report::begin(workspace)?;
        command
            .arg("--test")
            .env("MDBOOK", mdbook)
            .env("INSTALLER", installer)
            .env("REPORT", report.folder());
        if self.node.limits_concurrency() {
            command.arg("--test-concurrency=2");
        }
        let passed = run(command.args(files));
        // Whatever failed is in it too.
        println!("\n{}", report.table()?);
        passed
    }

    /// Runs one script of `tests/browser`.
    pub(crate) fn script(&self, workspace: &Workspace, name: &str) -> Result<()> {
        self.script_with(workspace, name, &[])
    }

    /// Runs one script of `tests/browser`, which is told more through the environment.
    pub(crate) fn script_with(
        &self,
        workspace: &Workspace,
        name: &str,
        told: &[(&str, String)],
    ) -> Result<()> {
        run(self.command(workspace).arg(name).envs(told.iter().map(|(key, value)| (key, value))))
    }

    fn command(&self, workspace: &Workspace) -> Command {
        let mut command = Command::new(self.node.program());
        command
            .current_dir(workspace.path("tests/browser"))
            .env("BOOK", workspace.path("book"))
            .env("CHROMIUM", &self.chromium)
            .env("MDBOOK", &self.mdbook)
            .env("PLUGIN", setup::plugin_path(workspace))
            .env("DIGEST_WASM", workspace.wasm("digest"))
            .env("DIGEST_NATIVE", workspace.binary("digest"));
        if let Some(firefox) = &self.firefox {
            command.env("FIREFOX", firefox);
        }
        if let Some(python) = &self.python {
            command.env("PYTHON_PROGRAMS", python);
        }
        command
    }
}

/// Builds the digest of the simulation's results twice, for this machine and for the browser, to be compared.
pub(crate) fn build_digests(workspace: &Workspace) -> Result<()> {
    // In the company of the plugin, so that what both are made of is built once, with the features of both. A library of others has the same
    // name, but not the version of this workspace.
    let digest = concat!("digest@", env!("CARGO_PKG_VERSION"));
    let native =
        ["build", "--release", "--package", digest, "--package", setup::PLUGIN, "--no-default-features"];
    run(&mut workspace.cargo(&native))?;
    let wasm = ["build", "--package", "digest", "--lib", "--profile", "browser", "--target", WASM_TARGET];
    run(workspace.without_machine_paths(&mut workspace.cargo(&wasm), &[]))
}

/// The names of the test files, sorted, so that every run has the same order.
fn test_files(workspace: &Workspace) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in workspace.path("tests/browser").read_dir().context("cannot read tests/browser")? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.mjs") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

//! The wasm that makes the figures live, and the JavaScript beside it, into `src/live`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use super::{optimise::optimise, publish::publish};
use crate::process::run;
use crate::workspace::{WASM_TARGET, Workspace};

/// Builds the browser's part of the widgets and puts it where mdBook copies it from.
pub(super) fn live(workspace: &Workspace) -> Result<()> {
    let mut build = workspace.cargo(&["build", "--package", "counterfactuals-widgets", "--lib"]);
    run(workspace.without_machine_paths(&mut build).args([
        "--features",
        "browser",
        "--profile",
        "browser",
        "--target",
        WASM_TARGET,
    ]))?;

    let folder = workspace.target("live");
    bind(&workspace.wasm("widgets"), &folder)?;
    optimise(&folder.join("counterfactuals_bg.wasm"))?;

    let files = [
        ("counterfactuals.js", folder.join("counterfactuals.js")),
        ("counterfactuals_bg.wasm", folder.join("counterfactuals_bg.wasm")),
        ("loader.js", workspace.path("widgets/browser-loader/loader.js")),
    ];
    publish(&workspace.path("src/live"), &files)
}

/// Writes the glue between JavaScript and wasm into an empty `folder`. The library, and not the command, because its
/// version is then pinned with the macro's and nothing has to be installed.
fn bind(wasm: &Path, folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).context("cannot empty target/live")?;
    }
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(wasm)
        .out_name("counterfactuals")
        .web(true)?
        // `init()` without a URL must find the wasm beside the script.
        .omit_default_module_path(false)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true);
    bindgen.generate(folder).context("wasm-bindgen failed")?;
    // The page loads the files published above and no others.
    ensure!(
        !folder.join("snippets").exists(),
        "JavaScript inside Rust is not supported: put it in the loader"
    );
    Ok(())
}

//! The wasm that makes the figures live, and the JavaScript beside it, into `src/live`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use minifier::js::minify;
use wasm_bindgen_cli_support::Bindgen;

use super::{names::shorten, optimise::optimise, publish::publish};
use crate::process::run;
use crate::workspace::{WASM_TARGET, Workspace};

/// Builds the browser's part of the widgets and puts it where mdBook copies it from.
pub(super) fn live(workspace: &Workspace) -> Result<()> {
    let mut build = workspace.cargo(&["build", "--package", "counterfactuals-widgets", "--lib"]);
    run(workspace.without_machine_paths(&mut build, &[]).args([
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
    let loader = fs::read_to_string(workspace.path("widgets/browser-loader/loader.js"))?;
    fs::write(folder.join("loader.js"), without_comments(&loader)?)?;

    let files = [
        ("counterfactuals.js", folder.join("counterfactuals.js")),
        ("counterfactuals_bg.wasm", folder.join("counterfactuals_bg.wasm")),
        ("loader.js", folder.join("loader.js")),
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
    let mut output = bindgen.generate_output().context("wasm-bindgen failed")?;
    let glue = output.js().to_owned();
    let glue = shorten(output.wasm_mut(), &glue)?;
    output.emit(folder).context("cannot write the wasm")?;
    fs::write(folder.join("counterfactuals.js"), without_comments(&glue)?)?;
    // The page loads the files published above and no others.
    ensure!(
        !folder.join("snippets").exists(),
        "JavaScript inside Rust is not supported: put it in the loader"
    );
    Ok(())
}

/// JavaScript as readers download it: for browsers, not for people.
fn without_comments(script: &str) -> Result<String> {
    let minified = minify(script).map_err(|error| anyhow!("cannot minify a script: {error}"))?;
    let mut out = vec![];
    minified.write(&mut out)?;
    Ok(String::from_utf8(out)?)
}

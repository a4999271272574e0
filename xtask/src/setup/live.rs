//! What makes the figures live, into `src/live`: a wasm for each part of the widgets with the JavaScript beside it, the loader, and the
//! tables that figures fetch. The plugin takes what it carries for other books from there.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use minifier::js::minify;
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

use super::{likeness::by_likeness, names::shorten, optimise::optimise, publish::publish, split::split};
use crate::process::{output, run};
use crate::workspace::{WASM_TARGET, Workspace};

/// The scripts of chapters, and those of figures in other pages.
const SCRIPTS: [&str; 6] =
    ["live.js", "loader.js", "paper.js", "anywidget.js", "counterfactuals.js", "page.js"];

/// Builds the browser's parts of the widgets and puts them where mdBook copies them from.
pub(super) fn live(workspace: &Workspace) -> Result<()> {
    let folder = workspace.target("live");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("cannot empty target/live")?;
    }
    let mut files = vec![];
    for part in parts(workspace)? {
        let mut build = workspace.cargo(&["build", "--package", "counterfactuals-widgets", "--lib"]);
        // The linker's records say what is on demand; nobody downloads them.
        let records = ["--emit-relocs".to_owned()];
        run(workspace.without_machine_paths(&mut build, &records).args([
            "--no-default-features",
            "--features",
            &format!("browser,{part}"),
            "--profile",
            "browser",
            "--target",
            WASM_TARGET,
        ]))?;
        for name in bind(&workspace.wasm("widgets"), &folder, &part)? {
            let wasm = folder.join(&name);
            optimise(&wasm)?;
            fs::write(&wasm, by_likeness(&fs::read(&wasm)?)?)?;
            files.push(name);
        }
        files.push(format!("{part}.js"));
    }
    for name in SCRIPTS {
        let script = fs::read_to_string(workspace.path("widgets/browser-loader").join(name))?;
        fs::write(folder.join(name), without_comments(&script)?)?;
    }
    files.extend(SCRIPTS.map(str::to_owned));

    let built = files.into_iter().map(|name| (name.clone(), folder.join(name)));
    let mut published: Vec<_> = built.collect();
    let mut notes = vec![];
    for entry in workspace.path("simulation/src/data").read_dir().context("cannot list the tables")? {
        let path = entry?.path();
        let is = |extension: &str| path.extension().is_some_and(|found| found == extension);
        if is("md") {
            notes.push(fs::read_to_string(&path)?);
        } else if is("csv") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            published.push((name, path));
        }
    }
    // Where they are from and what they may be used for goes where they go, and mdBook copies no Markdown.
    notes.sort();
    fs::write(folder.join("tables.txt"), notes.join("\n"))?;
    published.push(("tables.txt".to_owned(), folder.join("tables.txt")));
    publish(&workspace.path("src/live"), &published, &[])
}

/// The parts that are built by themselves: the default features of the widgets.
fn parts(workspace: &Workspace) -> Result<Vec<String>> {
    let read = output(&mut workspace.cargo(&["metadata", "--no-deps", "--format-version", "1"]))?;
    let read: Value = serde_json::from_str(&read)?;
    let packages = read["packages"].as_array().context("cargo names no packages")?;
    let widgets = packages.iter().find(|package| package["name"] == "counterfactuals-widgets");
    let parts = widgets.and_then(|package| package["features"]["default"].as_array());
    let parts = parts.context("the widgets have no default features")?.iter();
    parts.map(|part| part.as_str().map(str::to_owned).context("a feature has no name")).collect()
}

/// Writes a part's wasm, in one or two files whose names come back, and the glue between them and JavaScript into `folder`. The library, and not the command, because its
/// version is then pinned with the macro's and nothing has to be installed.
fn bind(wasm: &Path, folder: &Path, part: &str) -> Result<Vec<String>> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(wasm)
        .out_name(part)
        // The glue alone: the loader fetches the wasm and brings the two together, in a third of the bytes.
        .bundler(true)?
        .typescript(false)
        // What is on demand is known by name, and loses it then.
        .remove_name_section(false)
        .demangle(false)
        .remove_producers_section(true);
    let mut output = bindgen.generate_output().context("wasm-bindgen failed")?;
    let glue = output.start().context("wasm-bindgen wrote no glue")?.clone();
    let glue = shorten(output.wasm_mut(), &glue)?;
    output.emit(folder).context("cannot write the wasm")?;
    let (first, more) = split(&fs::read(wasm)?, &output.wasm_mut().emit_wasm())?;
    let mut names = vec![];
    for (name, content) in [("bg", Some(first)), ("more", more)] {
        if let Some(content) = content {
            names.push(format!("{part}_{name}.wasm"));
            fs::write(folder.join(format!("{part}_{name}.wasm")), content)?;
        }
    }
    fs::write(folder.join(format!("{part}.js")), without_comments(&glue)?)?;
    // The page loads the files published above and no others.
    ensure!(
        !folder.join("snippets").exists(),
        "JavaScript inside Rust is not supported: put it in the loader"
    );
    Ok(names)
}

/// JavaScript as readers download it: for browsers, not for people.
pub(crate) fn without_comments(script: &str) -> Result<String> {
    let minified = minify(script).map_err(|error| anyhow!("cannot minify a script: {error}"))?;
    let mut out = vec![];
    minified.write(&mut out)?;
    Ok(String::from_utf8(out)?)
}

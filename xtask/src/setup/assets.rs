//! What the plugin's binary carries for other books, into `preprocessors/assets`: the live parts, KaTeX's files, the style sheets, and
//! where each of them is from.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::publish::{publish, publish_tree};
use crate::workspace::Workspace;

/// Copies what the set-up has put below `src`, and what else other books need.
pub(super) fn assets(workspace: &Workspace) -> Result<()> {
    let assets = |name: &str| workspace.path("preprocessors/assets").join(name);
    let mut live = files(&workspace.path("src/live"), |_| true)?;
    live.push(("tables.txt".to_owned(), tables(workspace)?));
    publish(&assets("live"), &live, &[])?;
    publish_tree(&workspace.path("src/math"), &assets("math"), &|path| {
        path.file_name().map(|name| name.to_string_lossy().into_owned())
    })?;
    let sheets = files(&workspace.path("theme"), |path| path.extension().is_some_and(|is| is == "css"))?;
    publish(&assets("styles"), &sheets, &[])
}

fn files(folder: &Path, wanted: impl Fn(&Path) -> bool) -> Result<Vec<(String, PathBuf)>> {
    let mut files = vec![];
    for entry in folder.read_dir().with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        if wanted(&path) {
            files.push((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), path));
        }
    }
    files.sort();
    Ok(files)
}

/// The notes on the tables' sources and licences in one text: they go where the tables go, and mdBook copies no Markdown.
fn tables(workspace: &Workspace) -> Result<PathBuf> {
    let notes = files(&workspace.path("simulation/src/data"), |path| {
        path.extension().is_some_and(|extension| extension == "md")
    })?;
    let mut text = "Where the tables in this folder are from.\n".to_owned();
    for (_, path) in notes {
        let note = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        write!(text, "\n{note}")?;
    }
    let path = workspace.target("live").join("tables.txt");
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}

//! The steps that make a fresh clone work, one file each.
//!
//! A step that has nothing to do is silent. One that installs something says what, and how long that may take. One
//! that cannot fails with a single line that says how to get the tool.

mod api;
mod apt;
mod assets;
mod chromium;
mod components;
mod embed;
mod firefox;
mod katex;
mod likeness;
mod live;
mod mdbook;
mod names;
mod node;
mod optimise;
mod packages;
mod plugin;
mod publish;
mod python;
mod rustup;
mod split;
mod template;
mod wasm_target;

use std::path::PathBuf;

use anyhow::Result;

pub(crate) use assets::Assets;
pub(crate) use chromium::chromium;
pub(crate) use components::components;
pub(crate) use firefox::firefox;
pub(crate) use live::without_comments;
pub(crate) use mdbook::mdbook;
pub(crate) use node::{Node, node};
pub(crate) use packages::packages;
pub(crate) use plugin::{NAME as PLUGIN, installer, path as plugin_path};
pub(crate) use python::python;
pub(crate) use wasm_target::wasm_target;

use crate::workspace::Workspace;

/// Everything that mdBook needs to build the book; returns mdBook's path.
pub(crate) fn book(workspace: &Workspace) -> Result<PathBuf> {
    let mdbook = mdbook(workspace)?;
    template::template(workspace, &mdbook)?;
    carried(workspace)?;
    api::api(workspace)?;
    plugin::plugin(workspace)?;
    embed::embed(workspace)?;
    Ok(mdbook)
}

/// What the plugin carries for other books, where it lies for this one.
pub(crate) fn carried(workspace: &Workspace) -> Result<()> {
    wasm_target()?;
    live::live(workspace)?;
    katex::katex(workspace)
}

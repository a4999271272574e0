//! What figures in other pages are made of: what has been built, in folders or inside the binary.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, bail};
use widgets::registry::WIDGETS;

use super::SCRIPTS;
use crate::assets::{Asset, LIVE, STYLES};

/// Scripts of chapters. They find their figures by themselves, and would find those of other pages.
const CHAPTERS: [&str; 2] = ["loader.js", "paper.js"];

/// Scripts, wasm, tables and style sheets, each by its name.
#[derive(Debug)]
pub struct Material {
    pub(super) live: BTreeMap<String, Vec<u8>>,
    sheets: BTreeMap<String, Vec<u8>>,
}

impl Material {
    /// Out of two folders of a build.
    ///
    /// # Errors
    /// If one cannot be read, or there is no script or wasm that figures must have.
    pub fn built(live: &Path, theme: &Path) -> anyhow::Result<Self> {
        Self { live: folder(live)?, sheets: folder(theme)? }.checked(&live.display().to_string())
    }

    /// Out of what a binary carries; nothing if that is nothing.
    ///
    /// # Errors
    /// If there is no script or wasm that figures must have.
    pub fn carried(assets: &[Asset<'_>]) -> anyhow::Result<Option<Self>> {
        let below = |folder: &str| -> BTreeMap<String, Vec<u8>> {
            let names =
                assets.iter().filter_map(|asset| Some((asset.name.strip_prefix(folder)?, asset.content)));
            names.map(|(name, content)| (name.to_owned(), content.to_vec())).collect()
        };
        let material = Self { live: below(LIVE), sheets: below(STYLES) };
        if material.live.is_empty() { Ok(None) } else { material.checked("this binary").map(Some) }
    }

    /// A style sheet of the book.
    ///
    /// # Errors
    /// If there is none of this name.
    pub(super) fn sheet(&self, name: &str) -> anyhow::Result<&str> {
        let sheet = self.sheets.get(name).with_context(|| format!("there is no style sheet {name}"))?;
        std::str::from_utf8(sheet).with_context(|| format!("{name} is no text"))
    }

    fn checked(mut self, place: &str) -> anyhow::Result<Self> {
        for script in CHAPTERS {
            self.live.remove(script);
        }
        let parts =
            WIDGETS.iter().flat_map(|entry| ["bg", "more"].map(|name| format!("{}_{name}.wasm", entry.part)));
        for name in SCRIPTS.map(str::to_owned).into_iter().chain(parts) {
            if !self.live.contains_key(&name) {
                bail!("{place} has no {name}: run `cargo xtask build`");
            }
        }
        Ok(self)
    }
}

/// The files that lie in a folder, but for hidden ones.
fn folder(path: &Path) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for entry in path.read_dir().with_context(|| format!("cannot list {}", path.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_file() && !name.starts_with('.') {
            files.insert(name, fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?);
        }
    }
    Ok(files)
}

//! `preprocessors/assets`: what the plugin's package holds of what is built, there only while a package is made. Cargo takes files that
//! are not committed for unfinished work, so that with them in their place `cargo package` would pass for nobody.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::publish::publish_tree;
use crate::workspace::Workspace;

/// Its parts, and what each is a copy of.
const PARTS: [(&str, &str); 3] = [("live", "src/live"), ("math", "src/math"), ("styles", "theme")];

/// The folder, as long as this is held.
pub(crate) struct Assets(PathBuf);

impl Assets {
    /// Copies what is carried from where it lies for this book.
    pub(crate) fn gather(workspace: &Workspace) -> Result<Self> {
        let assets = Self(workspace.path("preprocessors/assets"));
        for (part, folder) in PARTS {
            publish_tree(&workspace.path(folder), &assets.0.join(part), &carried)?;
        }
        Ok(assets)
    }
}

impl Drop for Assets {
    fn drop(&mut self) {
        // What stays is ignored by git and by builds of the repository.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Under which name a file is carried, if it is: not what is hidden.
fn carried(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    (!name.starts_with('.')).then_some(name)
}

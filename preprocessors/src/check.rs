//! `check`: the mistakes of a book, without building it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use mdbook_preprocessor::config::Config;
use widgets::first_frame::Medium;

use crate::cache::Cache;
use crate::diagnostic::Placed;
use crate::expand::{Ids, Surroundings, expand};
use crate::math::{self, Typesetter};
use crate::minutes::Chapters;
use crate::place::Chapter;
use crate::plugin::slug;

/// Looks at every Markdown file below the source folder of the book in `root`, files that are only included too.
///
/// # Errors
/// If `book.toml` or a file cannot be read.
pub fn check(root: &Path) -> anyhow::Result<Vec<Placed>> {
    let config = root.join("book.toml");
    let config = Config::from_disk(&config).with_context(|| format!("cannot read {}", config.display()))?;
    let folder = root.join(&config.book.src);
    let mut files = markdown_files(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    files.sort();
    let macros = math::macros(&config)?;
    let typesetter = Typesetter::new(macros, Cache::default());
    let chapters = Chapters::new(&folder, files.iter().filter_map(|path| path.strip_prefix(&folder).ok()));
    let (mut ids, mut mistakes) = (Ids::default(), vec![]);
    let cache = Cache::default();
    for path in &files {
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let file = path.strip_prefix(&folder).unwrap_or(path);
        let chapter = Chapter { text: &text, folder: &folder, file: Some(file) };
        let slug = slug(Some(file), "");
        let around = Surroundings {
            slug: &slug,
            file: Some(file),
            medium: Medium::Still,
            cache: &cache,
            chapters: &chapters,
        };
        let expanded = expand(&text, around, &mut ids);
        let set = math::set(&text, &typesetter);
        let both = expanded.diagnostics.iter().chain(&set.diagnostics);
        mistakes.extend(both.map(|diagnostic| chapter.place(diagnostic)));
    }
    Ok(mistakes)
}

fn markdown_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = vec![];
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(markdown_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
    Ok(files)
}

//! The mdBook plugin: every chapter's directives, and every mistake of a build at once.

use std::path::{Path, PathBuf};

use anyhow::Context;
use mdbook_preprocessor::book::{Book, Chapter};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use widgets::first_frame::Medium;

use crate::answer::{Plugin, Worked, hash_folder};
use crate::cache::Cache;
use crate::diagnostic::Placed;
use crate::expand::{Ids, Surroundings};
use crate::host::{self, OnError};
use crate::minutes::Chapters;
use crate::{place, remembered};

/// The plugin's name: `[preprocessor.widgets]` in `book.toml`.
pub const NAME: &str = "widgets";
/// The key in its table that says where the live part lies below the source folder.
pub const LIVE_KEY: &str = "live";
/// Where it lies without that key.
pub const LIVE: &str = "live";
/// The file without which nothing there goes live.
const LOADER: &str = "loader.js";

/// Expands `<<#name …>>`.
#[derive(Debug, Default)]
pub struct Widgets;

impl Preprocessor for Widgets {
    fn name(&self) -> &'static str {
        NAME
    }

    fn run(&self, context: &PreprocessorContext, book: Book) -> anyhow::Result<Book> {
        Ok(self.work(context, book, &host::cache(context, NAME)?)?.book)
    }

    fn supports_renderer(&self, _renderer: &str) -> anyhow::Result<bool> {
        Ok(true)
    }
}

impl Plugin for Widgets {
    /// The live part, and the chapters: how long they take to read, and what they ask, is looked up in their files.
    fn sources(&self, context: &PreprocessorContext, book: &Book) -> anyhow::Result<Vec<PathBuf>> {
        let folder = context.root.join(&context.config.book.src);
        let live = folder.join(live(context)?);
        Ok(files(book).iter().map(|file| folder.join(file)).chain([live]).collect())
    }

    fn work(&self, context: &PreprocessorContext, mut book: Book, cache: &Cache) -> anyhow::Result<Worked> {
        let mut told = host::warn_of_other_version(context);
        let on_error = OnError::of(context, NAME)?;
        let folder = context.root.join(&context.config.book.src);
        let live = live(context)?;
        let version = live_version(&folder.join(&live));
        let medium = match (context.renderer.as_str(), &version) {
            ("html", Some(version)) => Medium::Page { version },
            ("html", None) => {
                // Here it is built, elsewhere installed.
                let how = if live == LIVE { "cargo xtask build" } else { "mdbook-counterfactuals install" };
                told = true;
                eprintln!(
                    "warning: the figures' live part is missing in {live}, so they are still: run `{how}`"
                );
                Medium::Page { version: "" }
            }
            _ => Medium::Still,
        };
        let files = files(&book);
        let chapters = Chapters::new(&folder, files.iter().map(PathBuf::as_path));
        let (mut ids, mut mistakes) = (Ids::default(), vec![]);
        book.for_each_chapter_mut(|chapter| {
            let file = chapter.source_path.clone().or_else(|| chapter.path.clone());
            let slug = slug(file.as_deref(), &chapter.name);
            let file = file.as_deref();
            let around = Surroundings { slug: &slug, file, medium, cache, chapters: &chapters };
            mistakes.extend(expand_chapter(chapter, &folder, around, &mut ids));
        });
        told |= on_error.settle(&mistakes, "in directives")?;
        Ok(Worked { book, told })
    }
}

/// Where the live part lies, below the source folder.
fn live(context: &PreprocessorContext) -> anyhow::Result<String> {
    let key = format!("preprocessor.{NAME}.{LIVE_KEY}");
    let named = context.config.get::<String>(&key).with_context(|| format!("`{key}` must be a text"))?;
    Ok(named.unwrap_or_else(|| LIVE.to_owned()))
}

/// The chapters' files, below the source folder.
fn files(book: &Book) -> Vec<PathBuf> {
    book.chapters().filter_map(|chapter| chapter.source_path.clone()).collect()
}

fn expand_chapter(
    chapter: &mut Chapter,
    folder: &Path,
    around: Surroundings<'_>,
    ids: &mut Ids,
) -> Vec<Placed> {
    let expanded = remembered::expand(&chapter.content, around, ids);
    let source = place::Chapter { text: &chapter.content, folder, file: around.file };
    let mistakes = expanded.diagnostics.iter().map(|diagnostic| source.place(diagnostic)).collect();
    chapter.content = expanded.text;
    mistakes
}

/// A chapter's name in ids: its file's, or its folder's if the file is the folder's index.
pub(crate) fn slug(file: Option<&Path>, name: &str) -> String {
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let own = file.and_then(stem).unwrap_or_else(|| name.to_owned());
    let index = matches!(own.to_ascii_lowercase().as_str(), "readme" | "index");
    let own = if index { file.and_then(Path::parent).and_then(stem).unwrap_or(own) } else { own };
    let plain: String =
        own.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let plain = plain.trim_matches('-');
    if plain.starts_with(|c: char| c.is_ascii_alphabetic()) {
        plain.to_owned()
    } else {
        format!("chapter-{plain}")
    }
}

/// A text that changes when any file of the live part does; `None` if the loader is missing.
fn live_version(folder: &Path) -> Option<String> {
    folder.join(LOADER).is_file().then(|| Some(format!("{:016x}", hash_folder(folder)? >> 64)))?
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn chapters_are_named_after_their_files() {
        let slug = |file: &str| slug(Some(Path::new(file)), "");
        assert_eq!(slug("idea/smallest-example.md"), "smallest-example");
        assert_eq!(slug("idea/README.md"), "idea");
        assert_eq!(slug("1 Größe.md"), "chapter-1-gr--e");
        assert_eq!(super::slug(None, "A title"), "a-title");
    }

    #[test]
    fn the_version_follows_every_file() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(live_version(folder.path()), None);
        fs::write(folder.path().join("iris.csv"), "1").unwrap();
        assert_eq!(live_version(folder.path()), None);
        fs::write(folder.path().join(LOADER), "").unwrap();
        let before = live_version(folder.path()).unwrap();
        fs::create_dir(folder.path().join("math")).unwrap();
        assert_eq!(
            live_version(folder.path()).as_deref(),
            Some(before.as_str()),
            "folders are no part of it"
        );
        fs::write(folder.path().join("iris.csv"), "2").unwrap();
        assert_ne!(live_version(folder.path()).unwrap(), before);
    }
}

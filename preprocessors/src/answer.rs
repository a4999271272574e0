//! What mdBook asks of a plugin, and the last answer to it, whole.
//!
//! A build in which nothing changed asks what the last one asked: then the answer is read from the cache, and no chapter is looked at. mdBook
//! sends all that its own configuration and the chapters say; beside that a plugin follows from its program, which owns the cache, and from
//! files that it reads by itself, which are kept with the answer.

use std::path::{Path, PathBuf};

use anyhow::Context;
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use serde_json::value::RawValue;

use crate::cache::{Cache, hash_file, hash_long};
use crate::host;

/// A plugin whose answers can be kept.
pub trait Plugin: Preprocessor {
    /// The files that its work follows from beside what mdBook sends, and folders, of which all files do. They need not exist.
    ///
    /// # Errors
    /// If a setting that names one is wrong.
    fn sources(&self, context: &PreprocessorContext, book: &Book) -> anyhow::Result<Vec<PathBuf>>;

    /// Does its work, with what it remembers.
    ///
    /// # Errors
    /// If the build is to fail.
    fn work(&self, context: &PreprocessorContext, book: Book, cache: &Cache) -> anyhow::Result<Worked>;
}

/// A book with a plugin's work done.
#[derive(Debug)]
pub struct Worked {
    /// All of it.
    pub book: Book,
    /// Whether authors were told something, be it a mistake or a warning: it has to be told at every build, so that such work is not kept.
    pub told: bool,
}

/// Answers what mdBook wrote to a plugin's standard input with what it reads from the standard output.
///
/// # Errors
/// If the question is not mdBook's, or the build is to fail.
pub fn answer(plugin: &impl Plugin, question: &[u8]) -> anyhow::Result<String> {
    let foreign = "this is no book from mdBook";
    let (context, book): (PreprocessorContext, &RawValue) =
        serde_json::from_slice(question).context(foreign)?;
    let book = || serde_json::from_str(book.get()).context(foreign);
    let cache = host::cache(&context, plugin.name())?;
    // An author at `mdbook serve` changes something each time, and waits.
    if host::is_served(&context) {
        return Ok(serde_json::to_string(&plugin.work(&context, book()?, &cache)?.book)?);
    }
    let place = ["answer", &context.renderer];
    let question = format!("{:032x}", hash_long(question));
    if let Some(mut kept) = cache.last(&place, &[&question])
        && let Some(end) = kept.find('\n')
        && still_hold(&kept[..end])
    {
        return Ok(kept.split_off(end + 1));
    }
    let book = book()?;
    // As they are before they are read: one that is saved meanwhile will differ.
    let sources = states(plugin.sources(&context, &book)?);
    let Worked { book, told } = plugin.work(&context, book, &cache)?;
    let answer = serde_json::to_string(&book)?;
    if !told {
        cache.keep_last(&place, &[&question], &[&serde_json::to_string(&sources)?, "\n", &answer]);
    }
    Ok(answer)
}

/// Files or folders with what they held, as text; nothing for one that cannot be read.
type States = Vec<(PathBuf, Option<String>)>;

fn states(paths: Vec<PathBuf>) -> States {
    paths.into_iter().map(|path| (state(&path), path)).map(|(state, path)| (path, state)).collect()
}

fn still_hold(states: &str) -> bool {
    let states: Option<States> = serde_json::from_str(states).ok();
    states.is_some_and(|states| states.iter().all(|(path, known)| state(path) == *known))
}

fn state(path: &Path) -> Option<String> {
    let hash = if path.is_dir() { hash_folder(path)? } else { hash_file(path).ok()? };
    Some(format!("{hash:032x}"))
}

/// A number that changes when any file right in the folder does; `None` if one cannot be read.
pub(crate) fn hash_folder(folder: &Path) -> Option<u128> {
    let paths = folder.read_dir().ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let mut paths: Vec<_> = paths.filter(|path| path.is_file()).collect();
    paths.sort();
    let hashes = paths.iter().map(|path| Some(hash_file(path).ok()?.to_le_bytes()));
    Some(hash_long(&hashes.collect::<Option<Vec<_>>>()?.concat()))
}

#[cfg(test)]
#[path = "answer_tests.rs"]
mod tests;

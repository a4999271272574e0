//! The plugin `references`: citations, notes on terms, and the two pages made of their files.
//!
//! Authors write `[@key]` for a work of `references.bib`, and the terms of `glossary.toml` as they are. In a page both become buttons that open a
//! note, and every chapter ends in a list of what it cites. `<<#collections>>` and `<<#glossary>>` are the two files as pages.
//!
//! `prose` says where running text is, `cite` and `terms` what stands in it, `scan` puts them together for one chapter and `outline` for
//! the book; `write` and its helpers make the pages. It runs before the plugin `math`, since definitions hold formulas; formulas and
//! directives in a chapter are hidden from it.

mod bibliography;
mod cite;
mod collections;
mod entry;
mod filters;
mod format;
mod glossary;
mod glossary_page;
mod html;
mod notes;
mod outline;
mod prose;
mod scan;
mod stock;
mod terms;
mod toml_file;
mod write;

use std::path::PathBuf;

use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

pub(crate) use outline::{Outline, Page};
pub(crate) use scan::DIRECTIVES;
pub use stock::Stock;

use crate::answer::{Plugin, Worked};
use crate::cache::Cache;
use crate::host::{self, OnError};
use crate::place;
use write::Writer;

/// The plugin's name: `[preprocessor.references]` in `book.toml`.
pub const NAME: &str = "references";

/// Writes citations, notes and their pages.
#[derive(Debug, Default)]
pub struct References;

impl Preprocessor for References {
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

impl Plugin for References {
    fn sources(&self, context: &PreprocessorContext, _book: &Book) -> anyhow::Result<Vec<PathBuf>> {
        let folder = context.root.join(&context.config.book.src);
        Ok(stock::FILES.map(|file| folder.join(file)).to_vec())
    }

    fn work(&self, context: &PreprocessorContext, mut book: Book, cache: &Cache) -> anyhow::Result<Worked> {
        let mut told = host::warn_of_other_version(context);
        let on_error = OnError::of(context, NAME)?;
        let folder = context.root.join(&context.config.book.src);
        let (stock, mut mistakes) = Stock::read(&folder, cache)?;
        let chapters: Vec<_> = book
            .iter()
            .filter_map(|item| match item {
                BookItem::Chapter(chapter) => Some(chapter),
                _ => None,
            })
            .collect();
        let pages = chapters.iter().map(|chapter| {
            let file = chapter.source_path.as_deref().or(chapter.path.as_deref());
            Page::new(file, &chapter.name, &chapter.content)
        });
        let outline = Outline::of(&stock, pages.collect());
        for (chapter, scan) in chapters.iter().zip(&outline.scans) {
            let file = chapter.source_path.as_deref().or(chapter.path.as_deref());
            let source = place::Chapter { text: &chapter.content, folder: &folder, file };
            mistakes.extend(scan.mistakes.iter().map(|mistake| source.place(mistake)));
        }
        mistakes.extend(outline.mistakes());
        told |= on_error.settle(&mistakes, "in references and terms")?;
        let web = context.renderer == "html";
        let written: Vec<String> =
            (0..chapters.len()).map(|page| Writer::new(&outline, page, web).write()).collect();
        put(&mut book.items, &mut written.into_iter());
        Ok(Worked { book, told })
    }
}

/// Gives chapters their new texts, in the order in which [`Book::iter`] goes through them; mdBook's own loop over changeable chapters has
/// another.
fn put(items: &mut [BookItem], written: &mut impl Iterator<Item = String>) {
    for item in items {
        let BookItem::Chapter(chapter) = item else { continue };
        if let Some(text) = written.next() {
            chapter.content = text;
        }
        put(&mut chapter.sub_items, written);
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;

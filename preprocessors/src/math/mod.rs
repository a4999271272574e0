//! The plugin `math`: `$…$` and `$$…$$` set when the book is built.
//!
//! A page shows its formulas without scripts, in print and to a screen reader: KaTeX writes HTML for the eye and MathML for everybody
//! else. Only the style sheet and the fonts are left for the browser, and both are the book's own files.
//!
//! `find` says where formulas are, `typeset` makes them, and this module puts them into the chapter. It runs before the plugin
//! `widgets`, so that it sees what authors wrote; directives are hidden from it, as it leaves them.

mod find;
mod typeset;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context;
use mdbook_preprocessor::book::{Book, Chapter};
use mdbook_preprocessor::config::Config;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use crate::answer::{Plugin, Worked};
use crate::cache::Cache;
use crate::diagnostic::{Diagnostic, Placed};
use crate::expand::{Expanded, mistake_box, stands_alone};
use crate::host::{self, OnError};
use crate::joint::joint;
use crate::place;
pub(crate) use find::options;
use find::{Formula, Found};
pub use typeset::{Macros, Typesetter};

/// The plugin's name: `[preprocessor.math]` in `book.toml`.
pub const NAME: &str = "math";

/// Sets formulas.
#[derive(Debug, Default)]
pub struct Math;

impl Preprocessor for Math {
    fn name(&self) -> &'static str {
        NAME
    }

    fn run(&self, context: &PreprocessorContext, book: Book) -> anyhow::Result<Book> {
        Ok(self.work(context, book, &host::cache(context, NAME)?)?.book)
    }

    /// Others have formulas of their own, or none: they get the source.
    fn supports_renderer(&self, renderer: &str) -> anyhow::Result<bool> {
        Ok(renderer == "html")
    }
}

impl Plugin for Math {
    /// None: mdBook sends the formulas, and the commands with its configuration.
    fn sources(&self, _context: &PreprocessorContext, _book: &Book) -> anyhow::Result<Vec<PathBuf>> {
        Ok(vec![])
    }

    fn work(&self, context: &PreprocessorContext, mut book: Book, cache: &Cache) -> anyhow::Result<Worked> {
        let mut told = host::warn_of_other_version(context);
        let on_error = OnError::of(context, NAME)?;
        let typesetter = Typesetter::new(macros(&context.config)?, cache.clone());
        let folder = context.root.join(&context.config.book.src);
        let mut mistakes = vec![];
        book.for_each_chapter_mut(|chapter| mistakes.extend(set_chapter(chapter, &folder, &typesetter)));
        told |= on_error.settle(&mistakes, "in formulas")?;
        Ok(Worked { book, told })
    }
}

/// `[preprocessor.math.macros]`: commands for the whole book, as KaTeX takes them.
pub(crate) fn macros(config: &Config) -> anyhow::Result<Macros> {
    let key = format!("preprocessor.{NAME}.macros");
    let found = config.get::<BTreeMap<String, String>>(&key);
    Ok(found.with_context(|| format!("`{key}` must be a table of texts"))?.unwrap_or_default())
}

fn set_chapter(chapter: &mut Chapter, folder: &Path, typesetter: &Typesetter) -> Vec<Placed> {
    let file = chapter.source_path.clone().or_else(|| chapter.path.clone());
    let set = set(&chapter.content, typesetter);
    let source = place::Chapter { text: &chapter.content, folder, file: file.as_deref() };
    let mistakes = set.diagnostics.iter().map(|diagnostic| source.place(diagnostic)).collect();
    chapter.content = set.text;
    mistakes
}

/// Sets the formulas of one chapter.
pub fn set(text: &str, typesetter: &Typesetter) -> Expanded {
    let (mut out, mut diagnostics, mut from) = (String::with_capacity(text.len()), vec![], 0);
    for found in find::find(text) {
        let (span, html) = match found {
            Found::Formula(formula) => (formula.span.clone(), replacement(text, &formula, typesetter)),
            Found::Broken(mistake) => (mistake.directive.clone(), Err(mistake)),
        };
        out.push_str(&text[from..span.start]);
        out.push_str(&html.unwrap_or_else(|mistake| {
            let shown = mistake_box(text, &span, std::slice::from_ref(&mistake));
            diagnostics.push(mistake);
            shown
        }));
        from = span.end;
    }
    out.push_str(&text[from..]);
    Expanded { text: out, diagnostics }
}

fn replacement(text: &str, formula: &Formula, typesetter: &Typesetter) -> Result<String, Diagnostic> {
    let html = typesetter.set(&formula.tex, formula.display).map_err(|error| {
        // In a quotation the marks at the starts of lines are no part of the formula: then the whole of it is pointed at.
        let inside = text[formula.span.clone()].find(&formula.tex);
        let span = match (inside, error.place) {
            (Some(inside), Some(place)) if place < formula.tex.len() => {
                let start = formula.span.start + inside + place;
                start..start + text[start..].chars().next().map_or(0, char::len_utf8)
            }
            _ => formula.span.clone(),
        };
        let help = "see https://katex.org/docs/supported for what can be set".to_owned();
        Diagnostic { directive: formula.span.clone(), span, message: error.message, help }
    })?;
    let alone = stands_alone(text, &formula.span).filter(|_| formula.display);
    Ok(match alone {
        // A wide formula scrolls in a box of its own, and what scrolls must be within the keyboard's reach.
        Some(prefix) => format!(
            "<div class='math math-display' tabindex='0' role='group' aria-label='Formula'>{html}</div>\n{}",
            prefix.trim_end()
        ),
        None => format!(
            "<span class='math'>{}</span>{}",
            typeset::inline(&html),
            joint(&text[formula.span.end..])
        ),
    })
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;

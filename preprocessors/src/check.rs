//! `check`: the mistakes of a book, without building it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use mdbook_preprocessor::config::Config;
use widgets::first_frame::Medium;

use crate::cache::Cache;
use crate::diagnostic::{Diagnostic, Placed};
use crate::directives;
use crate::expand::{Ids, Surroundings, expand};
use crate::math::{self, Typesetter};
use crate::minutes::Chapters;
use crate::place::Chapter;
use crate::plugin::{self, slug};
use crate::references::{self, Outline, Page, Stock};

/// A mistake, and who found it.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// The plugin's name.
    pub plugin: &'static str,
    /// The mistake in its file.
    pub placed: Placed,
}

/// What was found in a book.
#[derive(Debug, Default)]
pub struct Checked {
    /// What has to be mended before the book builds.
    pub mistakes: Vec<Mistake>,
    /// What is worth knowing and no mistake, each in one line.
    pub notes: Vec<String>,
}

impl Checked {
    fn add(&mut self, plugin: &'static str, mistakes: impl IntoIterator<Item = Placed>) {
        self.mistakes.extend(mistakes.into_iter().map(|placed| Mistake { plugin, placed }));
    }

    /// All of it for a program:
    ///
    /// ```json
    /// { "version": 1,
    ///   "mistakes": [{ "plugin": "widgets", "file": "src/a.md", "line": 6, "column": 8, "end": { "line": 6, "column": 13 },
    ///                  "message": "unknown key `focsu`", "help": "did you mean `focus`? …" }],
    ///   "notes": ["1 work is cited by no chapter: a"] }
    /// ```
    ///
    /// Lines and columns count from 1, columns in characters; the end is the first place behind what is meant. Files are named with forward
    /// slashes from the book's folder. `help` may be empty. Keys may be added; a change of what is there changes the version.
    pub fn to_json(&self) -> serde_json::Value {
        let mistake = |Mistake { plugin, placed }: &Mistake| {
            let ((line, column), (last, behind)) = (placed.position(), placed.end());
            serde_json::json!({
                "plugin": plugin,
                "file": placed.file.replace('\\', "/"),
                "line": line,
                "column": column,
                "end": { "line": last, "column": behind },
                "message": placed.message,
                "help": placed.help,
            })
        };
        let mistakes: Vec<_> = self.mistakes.iter().map(mistake).collect();
        serde_json::json!({ "version": 1, "mistakes": mistakes, "notes": self.notes })
    }
}

/// Looks at every Markdown file below the source folder of the book in `root`, files that are only included too, and at the files of
/// works, areas and terms.
///
/// # Errors
/// If `book.toml` or a file cannot be read.
pub fn check(root: &Path) -> anyhow::Result<Checked> {
    let config = root.join("book.toml");
    let config = Config::from_disk(&config).with_context(|| format!("cannot read {}", config.display()))?;
    let folder = root.join(&config.book.src);
    let mut files = markdown_files(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    files.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok((path.strip_prefix(&folder).map(Path::to_owned).unwrap_or(path), text))
    };
    let texts = files.into_iter().map(read).collect::<anyhow::Result<Vec<_>>>()?;
    // Dollars and brackets are the author's, unless the book has the plugins that read them.
    let has = |plugin: &str| {
        let table = config.get::<toml::Value>(&format!("preprocessor.{plugin}"));
        table.is_ok_and(|table| table.is_some())
    };
    let (has_math, has_references) = (has(math::NAME), has(references::NAME));
    let typesetter = Typesetter::new(math::macros(&config)?, Cache::default());
    let (stock, mistakes) =
        if has_references { Stock::read(&folder, &Cache::default())? } else { Default::default() };
    let referring = texts.iter().filter(|_| has_references);
    let pages = referring.map(|(file, text)| Page::new(Some(file), "", text));
    let outline = Outline::of(&stock, pages.collect());
    let chapters = Chapters::new(&folder, texts.iter().map(|(file, _)| file.as_path()));
    let mut checked = Checked::default();
    checked.add(references::NAME, mistakes);
    let (mut ids, cache) = (Ids::default(), Cache::default());
    for (index, (file, text)) in texts.iter().enumerate() {
        let chapter = Chapter { text, folder: &folder, file: Some(file) };
        let slug = slug(Some(file), "");
        let around = Surroundings {
            slug: &slug,
            file: Some(file),
            medium: Medium::Still,
            cache: &cache,
            chapters: &chapters,
        };
        let expanded = expand(&without_references(text), around, &mut ids);
        let formulas = if has_math { math::set(text, &typesetter).diagnostics } else { vec![] };
        let referring = if has_references { outline.mistakes_on(index) } else { &[] };
        let place = |all: &[Diagnostic]| all.iter().map(|one| chapter.place(one)).collect::<Vec<_>>();
        checked.add(references::NAME, place(referring));
        checked.add(math::NAME, place(&formulas));
        checked.add(plugin::NAME, place(&expanded.diagnostics));
    }
    checked.add(references::NAME, outline.mistakes());
    checked.add(math::NAME, stock.mistakes_in_definitions(|text| math::set(text, &typesetter).diagnostics));
    let uncited = outline.uncited();
    if !uncited.is_empty() {
        let (count, are) = (uncited.len(), if uncited.len() == 1 { "work is" } else { "works are" });
        checked.notes.push(format!("{count} {are} cited by no chapter: {}", uncited.join(", ")));
    }
    Ok(checked)
}

/// The text without the directives of the plugin `references`, which the plugin `widgets` does not know; everything else stands where it
/// stood.
fn without_references(text: &str) -> String {
    let mut out = text.to_owned();
    for found in directives::find(text) {
        let directives::Found::Directive(directive) = found else { continue };
        if references::DIRECTIVES.contains(&directive.name.value.as_str()) {
            out.replace_range(directive.span.clone(), &directives::mask(&text[directive.span]));
        }
    }
    out
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

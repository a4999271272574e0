//! `install`: adds the plugin to any mdBook, and brings what an earlier `install` added up to date.
//!
//! Everything is planned before anything is written: a book that cannot be changed whole stays as it is. Files go to two places, the folder
//! [`FOLDER`] below the source folder, which mdBook copies beside the chapters, and the theme's folder, for the style sheet and a marked
//! block in `head.hbs`. `book.toml` gets a table for each plugin and the style sheet's name. What was written is kept in a record, so
//! that a later run can tell our files from what an author made of them.

mod book;
mod edit;
mod files;
mod head;
mod mdbook;
mod record;
pub(crate) mod styles;

use std::fs;
use std::path::Path;

use anyhow::{bail, ensure};
use toml_edit::Item;

use crate::assets::{Asset, LIVE, LOADER, MATH};
use crate::{embed, math, plugin, references};
use book::{Book, Plugin};
use files::Plan;
pub use mdbook::surroundings;

/// The folder of what a page fetches, below the book's source folder.
pub const FOLDER: &str = "counterfactuals";

/// What of a theme every page takes in.
const HEAD: &str = "head.hbs";

/// The folder of what earlier builds computed, in the book's root.
const CACHE: &str = ".counterfactuals";

/// What to install, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The plugins beside that of the figures, by their names: `math`, `references`.
    pub also: Vec<&'static str>,
    /// What mdBook runs: a name on the PATH, or a path from the book's root.
    pub command: String,
    /// Write over files that were changed by hand, and go on under another mdBook.
    pub force: bool,
    /// Only say what would be done.
    pub dry_run: bool,
}

impl Default for Options {
    fn default() -> Self {
        let command = "mdbook-counterfactuals".to_owned();
        Self { also: vec![], command, force: false, dry_run: false }
    }
}

/// What was done, or would be.
#[derive(Debug, Default)]
pub struct Done {
    /// One line for each change; none if everything was as it should be.
    pub changes: Vec<String>,
    /// What the author should know, each in one line.
    pub notes: Vec<String>,
}

impl Done {
    /// What is said last.
    pub fn ending(&self, dry_run: bool) -> &'static str {
        match (self.changes.is_empty(), dry_run) {
            (true, _) => "Everything is in place.",
            (false, true) => "Nothing was written: this was a dry run.",
            (false, false) => "Done. Put <<#grid>> on a line of its own in a chapter, and build the book.",
        }
    }
}

/// Adds the plugin to the book in `root`, with these files.
///
/// # Errors
/// If there is no book, if it cannot be read or written, if its tables or its settings do not go with the plugin, or if files of
/// ours were changed by hand. Each names its place, and nothing was written then.
pub fn install(root: &Path, options: &Options, assets: &[Asset<'_>]) -> anyhow::Result<Done> {
    ensure!(
        assets.iter().any(|asset| asset.name == LOADER),
        "this binary was built without the live parts of the figures: run `cargo xtask build` in the repository of Data Counterfactuals, \
         then build it again"
    );
    let mut book = Book::read(root)?;
    let mut done = Done::default();
    let plugins = plugins(&book, options)?;
    let mut plan = Plan::new(root, book.in_live("").trim_end_matches('/'), options.force)?;
    let mut settings = vec![];
    for name in &plugins {
        if edit::add_plugin(&mut book, name, &plugins, options)? {
            settings.push(format!("[preprocessor.{name}]"));
        }
    }
    if book.has_pages() {
        pages(&mut book, &plugins, assets, &mut plan, &mut settings)?;
        done.notes.extend(note_on_page(root, &book));
    } else {
        let note = "book.toml has [output] without [output.html]: the figures are drawn and do not move";
        done.notes.push(note.to_owned());
    }
    plan.settings(book.text(), &settings);
    plan.settle(options.dry_run, &mut done)?;
    Ok(done)
}

/// What pages need beside the plugins.
fn pages(
    book: &mut Book,
    plugins: &[&str],
    assets: &[Asset<'_>],
    plan: &mut Plan<'_>,
    settings: &mut Vec<String>,
) -> anyhow::Result<()> {
    for asset in assets.iter().filter(|asset| !of_other_pages(asset.name)) {
        let formulas = asset.name.starts_with(MATH) && plugins.contains(&math::NAME);
        let own = if formulas { Some(asset.name) } else { asset.name.strip_prefix(LIVE) };
        if let Some(name) = own {
            plan.file(&book.in_live(name), asset.content)?;
        }
    }
    let style = book.in_theme("counterfactuals.css");
    plan.file(&style, styles::sheet(assets, plugins)?.as_bytes())?;
    let template = styles::text(assets, HEAD)?;
    plan.block(&book.in_theme(HEAD), |end| head::block(template, book.live(), plugins, end))?;
    if edit::add_style(book, &style)? {
        settings.push(format!("{style} in output.html.additional-css"));
    }
    Ok(())
}

/// Whether a file is one that only figures in other pages need.
fn of_other_pages(name: &str) -> bool {
    name.strip_prefix(LIVE).is_some_and(|name| embed::ELSEWHERE.contains(&name))
}

/// A page template of the book's own may leave `head.hbs` out.
fn note_on_page(root: &Path, book: &Book) -> Option<String> {
    let page = book.in_theme("index.hbs");
    let text = fs::read_to_string(root.join(&page)).ok()?;
    (!text.contains("{{> head")).then(|| {
        format!("{page} does not take in head.hbs, so that no page loads the figures: write `{{{{> head}}}}` before its </head>")
    })
}

/// The plugins that are asked for or here already, in the order in which they run.
fn plugins(book: &Book, options: &Options) -> anyhow::Result<Vec<&'static str>> {
    let mut plugins = vec![];
    for name in [references::NAME, math::NAME, plugin::NAME] {
        let asked = name == plugin::NAME || options.also.contains(&name);
        match book.plugin(name) {
            // Where nothing of ours needs the name, it may be somebody else's.
            Plugin::None | Plugin::Other { .. } if !asked => {}
            Plugin::Other { line, command } => bail!(
                "book.toml:{line}: [preprocessor.{name}] runs `{command}`, and the plugin needs that name: give that table another name, and \
                 `command = \"{command}\"` with it"
            ),
            Plugin::None | Plugin::Ours => plugins.push(name),
        }
    }
    let mathjax = book.at(&["output", "html", "mathjax-support"]).and_then(Item::as_bool) == Some(true);
    ensure!(
        !(mathjax && plugins.contains(&math::NAME)),
        "book.toml: `output.html.mathjax-support` is true, and the plugin `math` sets the same formulas: turn one of them off"
    );
    Ok(plugins)
}

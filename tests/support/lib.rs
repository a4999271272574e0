//! Small books for tests: written to a temporary folder, built by mdBook itself with the plugin, read back as pages.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use mdbook_counterfactuals::math::Math;
use mdbook_counterfactuals::plugin::Widgets;
use mdbook_counterfactuals::references::References;
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use scraper::{ElementRef, Html, Node, Selector};
use tempfile::TempDir;

/// A book that is about to be built.
pub struct SmallBook {
    folder: TempDir,
    config: String,
    plugin: bool,
}

/// A book that was built.
pub struct Built {
    folder: TempDir,
}

/// A page of it.
pub struct Page {
    html: Html,
}

impl SmallBook {
    /// A book of one chapter, `chapter.md`.
    ///
    /// # Errors
    /// If the files cannot be written.
    pub fn of(chapter: &str) -> Result<Self> {
        let book = Self { folder: tempfile::tempdir()?, config: String::new(), plugin: true };
        book.with_file("SUMMARY.md", "# Summary\n\n- [Chapter](chapter.md)\n")?
            .with_file("chapter.md", chapter)
    }

    /// Adds a file below `src`.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn with_file(self, name: &str, text: &str) -> Result<Self> {
        let path = self.folder.path().join("src").join(name);
        fs::create_dir_all(path.parent().context("a file has a folder")?)?;
        fs::write(path, text)?;
        Ok(self)
    }

    /// Adds lines to `book.toml`.
    #[must_use]
    pub fn with_config(mut self, lines: &str) -> Self {
        self.config.push_str(lines);
        self
    }

    /// Leaves the plugin out.
    #[must_use]
    pub fn without_plugin(mut self) -> Self {
        self.plugin = false;
        self
    }

    /// The book as mdBook has loaded it, with the plugins in place of the commands that `book.toml` would name.
    ///
    /// # Errors
    /// If mdBook refuses the book.
    pub fn load(&self) -> Result<MDBook> {
        let config: Config = self.config.parse()?;
        let mut book = MDBook::load_with_config(self.folder.path(), config)?;
        if self.plugin {
            book.with_preprocessor(References).with_preprocessor(Math).with_preprocessor(Widgets);
        }
        Ok(book)
    }

    /// Builds it.
    ///
    /// # Errors
    /// If the build fails, which is what some tests want.
    pub fn build(self) -> Result<Built> {
        self.load()?.build()?;
        Ok(Built { folder: self.folder })
    }
}

impl Built {
    /// A page by its path below the output folder.
    ///
    /// # Errors
    /// If there is no such page.
    pub fn page(&self, name: &str) -> Result<Page> {
        Page::read(&self.folder.path().join("book").join(name))
    }
}

impl Page {
    /// Reads and parses a page.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(Self { html: Html::parse_document(&text) })
    }

    /// The elements that a selector finds.
    ///
    /// # Panics
    /// If the selector is no selector.
    pub fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.html.select(&Selector::parse(selector).expect("a selector")).collect()
    }

    /// The first element that a selector finds.
    ///
    /// # Panics
    /// If there is none.
    pub fn one(&self, selector: &str) -> ElementRef<'_> {
        let found = self.all(selector).into_iter().next();
        found.unwrap_or_else(|| panic!("nothing matches {selector}"))
    }

    /// `<main>`, written out canonically.
    pub fn main(&self) -> String {
        canonical(self.one("main"))
    }

    /// Texts of the page that look like directives which nobody expanded. Looked for in parsed text, since mdBook
    /// writes `<` as `&lt;`; code is left out, since it shows directives on purpose.
    pub fn unexpanded(&self) -> Vec<String> {
        self.texts(|text| text.contains("<<#") || text.contains("<</"))
    }

    /// Texts of the page that look like formulas which nobody set.
    pub fn raw_formulas(&self) -> Vec<String> {
        self.texts(|text| text.contains('$'))
    }

    /// Texts of the page that look like citations or marked terms which nobody wrote out.
    pub fn raw_citations(&self) -> Vec<String> {
        self.texts(|text| text.contains("[@") || text.contains("[-@") || text.contains("[["))
    }

    /// The texts outside code that have something in them.
    fn texts(&self, has: impl Fn(&str) -> bool) -> Vec<String> {
        let literal = |node: ego_tree::NodeRef<'_, Node>| {
            let elements = node.ancestors().filter_map(|ancestor| ancestor.value().as_element());
            elements.into_iter().any(|element| matches!(element.name(), "code" | "pre" | "script" | "style"))
        };
        let texts = self.html.tree.nodes().filter_map(|node| node.value().as_text().map(|text| (node, text)));
        let found = texts.filter(|(node, text)| has(text) && !literal(*node));
        found.map(|(_, text)| text.trim().to_owned()).collect()
    }
}

/// An element with its attributes in order of their names and without the white space between its children: what has to be
/// the same after mdBook has parsed and written it.
pub fn canonical(element: ElementRef<'_>) -> String {
    let mut out = String::new();
    write_node(*element, &mut out);
    out
}

/// A fragment of HTML, canonically.
pub fn canonical_fragment(html: &str) -> String {
    let fragment = Html::parse_fragment(html);
    let mut out = String::new();
    // A parsed fragment is wrapped in an html element of the parser's own.
    fragment.root_element().children().for_each(|child| write_node(child, &mut out));
    out
}

fn write_node(node: ego_tree::NodeRef<'_, Node>, out: &mut String) {
    match node.value() {
        Node::Text(text) if !text.trim().is_empty() => out.push_str(&text.replace('<', "&lt;")),
        Node::Element(element) => {
            let mut attributes: Vec<_> = element.attrs().collect();
            attributes.sort_unstable();
            let _ = write!(out, "<{}", element.name());
            for (name, value) in attributes {
                let _ = write!(out, " {name}={value:?}");
            }
            out.push('>');
            node.children().for_each(|child| write_node(child, out));
            let _ = write!(out, "</{}>", element.name());
        }
        _ => {}
    }
}

/// The folder of this repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_owned)
}

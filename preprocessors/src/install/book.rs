//! `book.toml`: what it says. What is added to it is in [`super::edit`].

use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path};

use anyhow::{Context, anyhow, bail, ensure};
use toml_edit::{Document, DocumentMut, Item};

use super::FOLDER;
use crate::plugin::{self, LIVE};

/// A book's settings.
pub(super) struct Book {
    pub(super) document: DocumentMut,
    /// The same with places.
    placed: Document<String>,
    windows: bool,
    /// The source folder, the live one in it, and the theme's.
    src: String,
    live: String,
    theme: String,
}

/// What stands under a plugin's name.
pub(super) enum Plugin {
    /// Nothing.
    None,
    /// Our plugin.
    Ours,
    /// Something else.
    Other {
        /// The line of its table.
        line: usize,
        /// What it runs, for a message.
        command: String,
    },
}

impl Book {
    /// Reads the settings of the book in `root`.
    pub(super) fn read(root: &Path) -> anyhow::Result<Self> {
        let path = root.join("book.toml");
        let place = path.display();
        let bytes = match fs::read(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                bail!("{} has no book.toml: name the folder of an mdBook", root.display())
            }
            read => read.with_context(|| format!("cannot read {place}"))?,
        };
        let text = String::from_utf8(bytes).map_err(|error| {
            anyhow!("{place} is not UTF-8: byte {} is not", error.utf8_error().valid_up_to() + 1)
        })?;
        let document = text.parse().map_err(|error| anyhow!("cannot read {place}: {error}"))?;
        let windows = text.contains("\r\n") && !text.replace("\r\n", "").contains('\n');
        let placed = Document::parse(text).map_err(|error| anyhow!("cannot read {place}: {error}"))?;
        let mut book =
            Self { document, placed, windows, src: String::new(), live: String::new(), theme: String::new() };
        book.src = book.folder(&["book", "src"], "src")?;
        book.theme = book.folder(&["output", "html", "theme"], "theme")?;
        // A table of ours without the key was written by hand, and means the plugin's default.
        let ours = matches!(book.plugin(plugin::NAME), Plugin::Ours);
        let default = if ours { LIVE } else { FOLDER };
        book.live = book.folder(&["preprocessor", plugin::NAME, plugin::LIVE_KEY], default)?;
        ensure!(root.join(&book.src).is_dir(), "{place}: the source folder `{}` is missing", book.src);
        Ok(book)
    }

    /// The folder of what a page fetches, from the pages' root.
    pub(super) fn live(&self) -> &str {
        &self.live
    }

    /// A file of that folder, from the book's root.
    pub(super) fn in_live(&self, file: &str) -> String {
        join(&join(&self.src, &self.live), file)
    }

    /// A file of the theme, from the book's root.
    pub(super) fn in_theme(&self, file: &str) -> String {
        join(&self.theme, file)
    }

    /// Whether the chapters lie in the book's root itself.
    pub(super) fn is_flat(&self) -> bool {
        self.src == "."
    }

    /// Whether mdBook makes pages of it: it does without any `[output]`, and else only if `[output.html]` is among them.
    pub(super) fn has_pages(&self) -> bool {
        let output = self.at(&["output"]).and_then(Item::as_table_like);
        output.is_none_or(|output| output.is_empty() || output.contains_key("html"))
    }

    /// What stands under a plugin's name.
    pub(super) fn plugin(&self, name: &str) -> Plugin {
        let path = ["preprocessor", name];
        let Some(found) = self.at(&path) else { return Plugin::None };
        let command = found.get("command").and_then(Item::as_str);
        if command.is_some_and(|command| runs_us(command, name)) {
            return Plugin::Ours;
        }
        let start = at(self.placed.as_item(), &path).and_then(Item::span).map_or(0, |span| span.start);
        let before = self.placed.raw().as_bytes().iter().take(start);
        let line = before.filter(|&&byte| byte == b'\n').count() + 1;
        let command = command.map_or_else(|| format!("mdbook-{name}"), str::to_owned);
        Plugin::Other { line, command }
    }

    /// What stands at a path.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Item> {
        at(self.document.as_item(), path)
    }

    /// The settings as text, with the line ends that they had.
    pub(super) fn text(&self) -> String {
        let text = self.document.to_string();
        if self.windows { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text }
    }

    /// A setting that names a folder inside another.
    fn folder(&self, path: &[&str], default: &str) -> anyhow::Result<String> {
        let Some(found) = self.at(path) else { return Ok(default.to_owned()) };
        let key = path.join(".");
        let text = found.as_str().with_context(|| format!("book.toml: `{key}` must be a text"))?;
        let inside =
            Path::new(text).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        ensure!(
            inside,
            "book.toml: `{key}` is \"{text}\", outside of the book: `install` writes only inside it"
        );
        Ok(tidy(text))
    }
}

/// A path without what means nothing: `./theme/` is `theme`, and nothing is `.`.
pub(super) fn tidy(path: &str) -> String {
    let parts: Vec<&str> = path.split(['/', '\\']).filter(|part| !matches!(*part, "" | ".")).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

fn join(folder: &str, file: &str) -> String {
    if folder == "." { file.to_owned() } else { format!("{folder}/{file}") }
}

fn at<'a>(item: &'a Item, path: &[&str]) -> Option<&'a Item> {
    path.iter().try_fold(item, |item, key| item.get(key))
}

/// Whether a command runs our plugin of this name: `mdbook-counterfactuals math`, wherever the program lies, or through cargo.
fn runs_us(command: &str, name: &str) -> bool {
    let mut words: Vec<&str> = command.split_whitespace().collect();
    let last = words.pop();
    let stem = |word: &str| {
        let file = word.trim_matches(['"', '\'']).rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        file.trim_end_matches(".exe").to_owned()
    };
    last == Some(name) && words.iter().any(|word| stem(word) == "mdbook-counterfactuals")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_plugin_is_known_wherever_it_lies() {
        for ours in [
            "mdbook-counterfactuals math",
            "target/plugin/mdbook-counterfactuals math",
            "'/my books/mdbook-counterfactuals.exe' math",
            "cargo run --quiet --release -p mdbook-counterfactuals -- math",
        ] {
            assert!(runs_us(ours, "math"), "{ours}");
        }
        for other in ["mdbook-counterfactuals widgets", "mdbook-math", "mdbook-katex math", "math", ""] {
            assert!(!runs_us(other, "math"), "{other}");
        }
    }

    #[test]
    fn paths_lose_what_means_nothing() {
        assert_eq!((tidy("./a//b/"), tidy("a\\b"), tidy("./")), ("a/b".into(), "a/b".into(), ".".into()));
    }
}

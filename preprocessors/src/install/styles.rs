//! The style sheet for other books: that of the figures, and nothing that changes the page around them.

use std::fmt::Write;

use anyhow::Context;

use crate::assets::{Asset, STYLES};
use crate::{math, plugin, references};

/// What figures need of the page's own sheet, for pages that mdBook makes.
pub(crate) const ELSEWHERE: &str = "elsewhere.css";

/// What questions look like: no figure outside of a chapter has any.
pub(crate) const QUESTIONS: [&str; 2] = ["learning.css", "exercise.css"];

/// Whose style sheets they are, in the order of this book's own; those of the page itself go to no other book.
pub(crate) const SHEETS: [(&str, &str); 13] = [
    ("tokens.css", plugin::NAME),
    (ELSEWHERE, plugin::NAME),
    ("widgets.css", plugin::NAME),
    ("controls.css", plugin::NAME),
    ("grid.css", plugin::NAME),
    ("lattice.css", plugin::NAME),
    ("charts.css", plugin::NAME),
    ("values.css", plugin::NAME),
    (QUESTIONS[0], plugin::NAME),
    (QUESTIONS[1], plugin::NAME),
    ("math.css", math::NAME),
    ("notes.css", references::NAME),
    ("collections.css", references::NAME),
];

/// What is drawn with our colours and sizes: figures, mistakes, notes, and what the plugin `references` writes.
const OURS: &str = ".widget, .predict, .question, .exercise, .goals, .directive-mistake, .note-button, .note, .sources, .letters, .terms, .filters, .work";

/// All rules for these plugins in one sheet.
pub(super) fn sheet(assets: &[Asset<'_>], plugins: &[&str]) -> anyhow::Result<String> {
    let mut out = "/* Written by `mdbook-counterfactuals install`, and again by a later one. */\n".to_owned();
    for (name, _) in SHEETS.iter().filter(|(_, whose)| plugins.contains(whose)) {
        let text = text(assets, name)?;
        let text = if *name == SHEETS[0].0 { scoped(text) } else { text.to_owned() };
        write!(out, "\n{text}")?;
    }
    Ok(out)
}

/// A file of this book's theme.
pub(super) fn text<'a>(assets: &[Asset<'a>], name: &str) -> anyhow::Result<&'a str> {
    let asset = assets.iter().find(|asset| asset.name.strip_prefix(STYLES) == Some(name));
    let text = asset.and_then(|asset| std::str::from_utf8(asset.content).ok());
    text.with_context(|| format!("this binary was built without theme/{name}"))
}

/// Colours and sizes that this book gives to its whole page, given to what is ours alone: another book may use the same names.
fn scoped(tokens: &str) -> String {
    let of_root = |line: &str| line.trim_start().starts_with(":root") && line.ends_with('{');
    let line = |line: &str| match line.strip_suffix('{').filter(|_| of_root(line)) {
        Some(selector) => format!("{} :is({OURS}) {{\n", selector.trim_end()),
        None => format!("{line}\n"),
    };
    tokens.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Style sheets of this book alone: its page, and how that prints.
    const OWN: [&str; 3] = ["page.css", "letters.css", "print.css"];

    #[test]
    fn every_style_sheet_is_for_other_books_or_not() {
        let here: Vec<&str> = SHEETS.iter().map(|(name, _)| *name).chain(OWN).collect();
        let theme = concat!(env!("CARGO_MANIFEST_DIR"), "/../theme");
        for entry in std::fs::read_dir(theme).expect("the theme") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let is_sheet = path.extension().is_some_and(|extension| extension == "css");
            assert!(!is_sheet || here.contains(&name.as_str()), "{name} is in no list of styles.rs");
        }
    }

    #[test]
    fn no_token_is_left_on_the_page() {
        let tokens = concat!(env!("CARGO_MANIFEST_DIR"), "/../theme/tokens.css");
        let tokens = std::fs::read_to_string(tokens).expect("the tokens");
        let scoped = scoped(&tokens);
        let roots: Vec<&str> = scoped.lines().filter(|line| line.contains(":root")).collect();
        assert_eq!(roots.len(), tokens.matches(":root").count() - tokens.matches(":root:root").count());
        assert!(roots.iter().all(|line| line.ends_with(&format!(" :is({OURS}) {{"))), "{roots:?}");
    }
}

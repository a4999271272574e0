//! The book's style sheets for a figure in a shadow tree.
//!
//! They are written for a page of mdBook: tokens on `:root`, a `rem` of 10 px, and selectors strong enough for its theme. In a shadow tree
//! the tokens stand on `:host`, lengths follow the reader's own text size (`--unit`), widths that change the layout are the figure's
//! and not the window's, and the colour scheme is the surrounding page's.

use std::fmt::Write;

use super::Material;
use crate::install::styles::{ELSEWHERE, QUESTIONS, SHEETS};
use crate::plugin;

/// The colours and sizes.
const TOKENS: &str = "tokens.css";

/// What only a figure outside of a chapter needs. The first rule takes back what a page hands down into a shadow tree.
const OUTSIDE: &str = include_str!("figure.css");

/// What a page around a figure looks like.
const PAGE: &str = include_str!("page.css");

/// Where the layout changes with the width of the figure.
pub(super) const NARROW: &str = "@container (max-width:";

/// The style sheet of figures.
///
/// # Errors
/// If a sheet is missing.
pub fn of_figures(material: &Material) -> anyhow::Result<String> {
    let mut whole = OUTSIDE.to_owned();
    let of_figures = SHEETS
        .iter()
        .filter(|(name, whose)| *whose == plugin::NAME && *name != ELSEWHERE && !QUESTIONS.contains(name));
    for (name, _) in of_figures {
        whole.push_str(&in_shadow(material.sheet(name)?));
    }
    Ok(whole)
}

/// The tokens for the page around a figure, and what it looks like itself.
///
/// # Errors
/// If there are no tokens.
pub fn of_pages(material: &Material) -> anyhow::Result<String> {
    Ok(in_shadow(material.sheet(TOKENS)?).replace(":host", ":root") + PAGE)
}

/// One sheet, for a shadow tree.
fn in_shadow(sheet: &str) -> String {
    let sheet = without_comments(sheet)
        // The page decides, or the element's `theme`.
        .replace(":root {\n  color-scheme: light;\n", ":root {\n")
        .replace(":root:is(.coal, .navy, .ayu) {\n  color-scheme: dark;\n}\n", "")
        .replace(
            "@media (prefers-color-scheme: dark) {\n  :root:not(.js) {\n    color-scheme: dark;\n  }\n}\n",
            "",
        )
        .replace(":root:root", ":host")
        .replace(":root", ":host")
        .replace(".content main ", "")
        .replace("html:not(.js) [data-control]", ".widget:not([data-live]) [data-control]")
        .replace("@media (max-width:", NARROW);
    in_units(&in_pixels(&sheet))
}

fn without_comments(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

/// The widths at which the layout changes: a rem is the browser's there, whatever the page says.
fn in_pixels(sheet: &str) -> String {
    let mut parts = sheet.split(NARROW);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (width, rest) = part.split_once("rem)").unwrap_or((part, ""));
        let width: f64 = width.trim().parse().unwrap_or_default();
        let _ = write!(out, "{NARROW} {}px){rest}", 16.0 * width);
    }
    out
}

/// Every length in rem as so many units.
fn in_units(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(at) = rest.find("rem") {
        let (before, after) = rest.split_at(at);
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        let (text, number) = before.split_at(before.len() - digits);
        let ends = !after[3..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
        if digits > 0 && ends {
            let sign = if text.ends_with('-') { "-" } else { "" };
            out.push_str(text.strip_suffix('-').filter(|_| !sign.is_empty()).unwrap_or(text));
            let _ = write!(out, "calc({sign}{number} * var(--unit))");
        } else {
            out.push_str(before);
            out.push_str("rem");
        }
        rest = &after[3..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_units_and_words_stay() {
        assert_eq!(
            in_units("a{width:1.5rem;margin:-2rem 0.4rem}"),
            "a{width:calc(1.5 * var(--unit));margin:calc(-2 * var(--unit)) calc(0.4 * var(--unit))}"
        );
        assert_eq!(in_pixels("@container (max-width: 40rem) {a{}}"), "@container (max-width: 640px) {a{}}");
        assert_eq!(in_units(".theorem{--rem:x}1remix"), ".theorem{--rem:x}1remix");
    }
}

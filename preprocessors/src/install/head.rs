//! The marked block in a theme's `head.hbs`, which loads the figures. Its marks are comments of the template, so that no page has them.

use std::ops::Range;

use anyhow::{Context, ensure};

use crate::assets::{LIVE, MATH};
use crate::math;

/// How the block begins and ends.
const BEGIN: &str = "{{!-- mdbook-counterfactuals: begin";
const END: &str = "{{!-- mdbook-counterfactuals: end --}}";
/// What the first line says to whoever finds it.
const WHY: &str = ". `mdbook-counterfactuals install` writes what stands between these two lines. --}}";

/// What this book's own template loads, from the folder that is the live part of another one; formulas' only where there are some.
pub(super) fn block(template: &str, live: &str, plugins: &[&str], end: &str) -> String {
    const ROOT: &str = "{{ path_to_root }}";
    let base = if live == "." { ROOT.to_owned() } else { format!("{ROOT}{live}/") };
    let (figures, formulas) = (format!("{ROOT}{LIVE}"), format!("{ROOT}{MATH}"));
    let wanted = template.lines().filter(|line| plugins.contains(&math::NAME) || !line.contains(&formulas));
    let loads = wanted.map(|line| line.replace(&figures, &base).replace(&formulas, &format!("{base}{MATH}")));
    let mut lines = vec![format!("{BEGIN}{WHY}")];
    lines.extend(loads);
    lines.push(END.to_owned());
    lines.join(end) + end
}

/// Where a file's block stands, its last line end included.
pub(super) fn find(text: &str, file: &str) -> anyhow::Result<Option<Range<usize>>> {
    let Some(start) = text.find(BEGIN) else { return Ok(None) };
    let line = text[..start].matches('\n').count() + 1;
    let missing = || format!("{file}:{line}: the block that begins here has no end: write `{END}` behind it");
    let end = start + text[start..].find(END).with_context(missing)? + END.len();
    let behind = &text[end..];
    let end = end + behind.len()
        - behind.strip_prefix("\r\n").or(behind.strip_prefix('\n')).unwrap_or(behind).len();
    let another = text[end..].find(BEGIN);
    ensure!(
        another.is_none(),
        "{file}:{line}: there is another block behind the one that begins here: take one out"
    );
    Ok(Some(start..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "<link href=\"{{ path_to_root }}math/a.css\">\n<script src=\"{{ path_to_root }}live/b.js\"></script>\n";

    #[test]
    fn the_block_is_this_books_template_for_another_folder() {
        let inside = |live: &str, plugins: &[&str]| {
            let block = block(TEMPLATE, live, plugins, "\n");
            block.lines().filter(|line| line.starts_with('<')).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(inside("x/y", &[]), ["<script src=\"{{ path_to_root }}x/y/b.js\"></script>"]);
        assert_eq!(
            inside(".", &[math::NAME]),
            [
                "<link href=\"{{ path_to_root }}math/a.css\">",
                "<script src=\"{{ path_to_root }}b.js\"></script>"
            ]
        );
    }

    #[test]
    fn the_block_is_found_and_its_faults_are_placed() {
        let block = block(TEMPLATE, "live", &[math::NAME], "\r\n");
        assert_eq!(block.matches("\r\n").count(), 4);
        let text = format!("<a>\r\n{block}<b>\r\n");
        let found = find(&text, "head.hbs").expect("sound").expect("a block");
        assert_eq!(&text[found], block);
        assert_eq!(find("<a>", "head.hbs").expect("sound"), None);

        let endless =
            find("<a>\n{{!-- mdbook-counterfactuals: begin --}}\n", "head.hbs").expect_err("no end");
        assert!(
            endless.to_string().starts_with("head.hbs:2: the block that begins here has no end"),
            "{endless}"
        );
        let twice = find(&block.repeat(2), "head.hbs").expect_err("two blocks");
        assert!(twice.to_string().starts_with("head.hbs:1: there is another block"), "{twice}");
    }
}

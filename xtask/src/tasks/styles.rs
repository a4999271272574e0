//! The book's style sheets as readers download them: for browsers, not for people.
//!
//! mdBook copies them with every comment. A book that `mdbook serve` makes keeps those.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use minifier::css::minify;

/// Minifies every sheet in a folder. The browser tests compare rule by rule what is left of them.
///
/// # Errors
/// If one cannot be read, understood or written.
pub(super) fn minified(folder: &Path) -> Result<()> {
    for entry in folder.read_dir().with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_none_or(|end| end != "css") {
            continue;
        }
        let sheet = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let small = minify(&sheet).map_err(|error| anyhow!("cannot minify {}: {error}", path.display()))?;
        fs::write(&path, small.to_string()).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_lose_their_comments_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let (sheet, other) = (folder.path().join("page.css"), folder.path().join("head.hbs"));
        fs::write(&sheet, "/* why */\n.content main :is(h2, h3) {\n  width: calc(1rem + 2px);\n}\n").unwrap();
        fs::write(&other, "/* kept */\n").unwrap();
        minified(folder.path()).unwrap();
        let sheet = fs::read_to_string(sheet).unwrap();
        assert_eq!(sheet.trim(), ".content main :is(h2,h3){width:calc(1rem + 2px);}");
        assert_eq!(fs::read_to_string(other).unwrap(), "/* kept */\n");
    }
}

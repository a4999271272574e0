//! What mdBook sends to the plugins, kept for timing, and what it gets back.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::setup;
use crate::tasks::run_strictly;
use crate::workspace::Workspace;

/// A plugin of mdBook: keeps its input in `file` and answers with the book as it came.
pub(crate) fn save_input(file: &Path) -> Result<()> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input)?;
    fs::write(file, &input).with_context(|| format!("cannot write {}", file.display()))?;
    let book = book(&input).context("the input is not what mdBook sends")?;
    Ok(io::stdout().write_all(book.as_bytes())?)
}

/// A plugin of mdBook: answers with the book in `file`, whatever it is asked.
pub(crate) fn give_book(file: &Path) -> Result<()> {
    // mdBook writes all of its question first.
    io::copy(&mut io::stdin(), &mut io::sink())?;
    let mut book = fs::File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
    io::copy(&mut book, &mut io::stdout())?;
    Ok(())
}

/// What the environment tells mdBook of the plugin above, in place of all others: the book's configuration stays as it is.
pub(super) fn giving(file: &Path) -> Result<String> {
    let exe = std::env::current_exe()?;
    let command = format!("{} give-book {}", quoted(&exe), quoted(file));
    Ok(json!({ "give": { "command": command, "renderers": ["html"] } }).to_string())
}

/// What the plugins of a book are given.
pub(super) struct Input {
    /// The book's folder and configuration.
    pub(super) context: Value,
    /// Its chapters, as their authors wrote them.
    pub(super) book: Value,
}

/// Builds the book once more, into the target directory, with [`save_input`] before all plugins of ours; returns their input. The book's own configuration is used, with one entry added through the environment.
pub(super) fn record(workspace: &Workspace) -> Result<Input> {
    let mdbook = setup::mdbook(workspace)?;
    let file = workspace.target("bench-input.json");
    let exe = std::env::current_exe()?;
    // mdBook orders plugins that may come in any order by name, and none of ours has an earlier one.
    let entry = json!({
        "command": format!("{} save-input {}", quoted(&exe), quoted(&file)),
        "after": ["links"],
        "renderers": ["html"],
    });
    let mut build = Command::new(mdbook);
    build.arg("build").arg("--dest-dir").arg(workspace.target("bench-book"));
    build.env("MDBOOK_PREPROCESSOR__A_SAVE", entry.to_string()).current_dir(workspace.root());
    run_strictly(&mut build)?;
    let input = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let (context, book) = serde_json::from_slice(&input).context("the input is not what mdBook sends")?;
    Ok(Input { context, book })
}

/// The second half of `[context, book]`.
fn book(input: &[u8]) -> Result<String> {
    let (_context, book): (Value, Value) = serde_json::from_slice(input)?;
    Ok(book.to_string())
}

/// A path as one word of a command line.
fn quoted(path: &Path) -> String {
    format!("'{}'", path.display().to_string().replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_book_is_the_second_half() -> Result<()> {
        assert_eq!(book(br#"[{"root":"/"},{"items":[]}]"#)?, r#"{"items":[]}"#);
        assert!(book(b"{}").is_err());
        Ok(())
    }

    #[test]
    fn paths_with_spaces_and_quotes_stay_one_word() {
        assert_eq!(quoted(Path::new("/a b/c")), "'/a b/c'");
        assert_eq!(quoted(Path::new("it's")), r"'it'\''s'");
    }
}

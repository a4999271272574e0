//! `cargo xtask build`.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use super::offline::offline;
use super::styles::minified;
use crate::process::line;
use crate::setup;
use crate::workspace::Workspace;

/// Builds the book into `book/`, with what keeps it on a reader's device. Needs no Node and no browser.
pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    let mdbook = setup::book(workspace)?;
    run_strictly(Command::new(mdbook).arg("build").current_dir(workspace.root()))?;
    let book = workspace.path("book");
    minified(&book.join("theme"))?;
    offline(&book, &workspace.path("widgets/browser-loader"))
}

/// Runs mdBook, passes its messages on, and fails on any warning: mdBook only warns of unbalanced HTML,
/// which then breaks the page of a reader.
pub(crate) fn run_strictly(command: &mut Command) -> Result<()> {
    let name = line(command);
    let mut child = command.stderr(Stdio::piped()).spawn().with_context(|| format!("cannot run `{name}`"))?;
    let mut complaints = 0;
    if let Some(stderr) = child.stderr.take() {
        for bytes in BufReader::new(stderr).split(b'\n') {
            let message = String::from_utf8_lossy(&bytes?).into_owned();
            eprintln!("{message}");
            complaints += usize::from(is_complaint(&message));
        }
    }
    let status = child.wait()?;
    ensure!(status.success(), "`{name}` failed ({status})");
    ensure!(complaints == 0, "`{name}` printed {complaints} warnings or errors, see above");
    Ok(())
}

/// Whether a line of mdBook's log has the level WARN or ERROR. Into a pipe the level comes first and without colours.
fn is_complaint(line: &str) -> bool {
    matches!(line.split_whitespace().next(), Some("WARN" | "ERROR"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_and_errors_are_found_by_their_level() {
        assert!(is_complaint(" WARN unclosed HTML tag `<div>` found in `a.md`"));
        assert!(is_complaint("ERROR Rendering failed\r"));
        assert!(is_complaint(" WARN mdbook_html::tree: with a target"));
    }

    #[test]
    fn other_lines_pass() {
        for line in [" INFO Book building has started", " INFO no WARN here", "", "WARNING", "  | ERROR"] {
            assert!(!is_complaint(line), "{line}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_warning_fails_a_run_that_succeeded() {
        let shell = |script: &str| run_strictly(Command::new("sh").args(["-c", script]));
        assert!(shell("echo ' INFO fine' >&2").is_ok());
        assert!(shell("echo ' WARN odd' >&2").is_err());
        assert!(shell("exit 3").is_err());
    }
}

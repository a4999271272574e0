//! From a place in a chapter to a place in a file.
//!
//! mdBook expands `{{#include}}` before the plugin runs, so that a chapter's text is no file any more. The directive's own
//! words are looked up: first in the chapter's file, then in the files that it includes.

use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Placed};

/// Where a chapter came from.
pub struct Chapter<'a> {
    /// The text that the plugin was given.
    pub text: &'a str,
    /// The book's source folder.
    pub folder: &'a Path,
    /// The chapter's file below it; `None` for text that has no file.
    pub file: Option<&'a Path>,
}

impl Chapter<'_> {
    /// The mistake with the file that it was made in; with the chapter's text where no file has it.
    pub fn place(&self, diagnostic: &Diagnostic) -> Placed {
        let wanted = &self.text[diagnostic.directive.clone()];
        let nth = self.text[..diagnostic.directive.start].matches(wanted).count();
        let offset = diagnostic.span.start - diagnostic.directive.start;
        let length = diagnostic.span.len();
        for (path, source) in self.files() {
            // The same words may stand more than once: count, unless an include changed the count.
            let places: Vec<usize> = source.match_indices(wanted).map(|(place, _)| place).collect();
            let same_count = places.len() == self.text.matches(wanted).count();
            if let Some(&place) = if same_count { places.get(nth) } else { places.first() } {
                let span = place + offset..place + offset + length;
                return self.placed(diagnostic, &path, source, span);
            }
        }
        let (text, span) = (self.text.to_owned(), diagnostic.span.clone());
        let path = self
            .file
            .map_or_else(|| PathBuf::from("(a chapter without a file)"), |file| self.folder.join(file));
        self.placed(diagnostic, &path, text, span)
    }

    fn placed(
        &self,
        diagnostic: &Diagnostic,
        path: &Path,
        source: String,
        span: std::ops::Range<usize>,
    ) -> Placed {
        let root = self.folder.parent().unwrap_or(self.folder);
        let file = path.strip_prefix(root).unwrap_or(path).display().to_string();
        Placed { file, source, span, message: diagnostic.message.clone(), help: diagnostic.help.clone() }
    }

    /// The chapter's file, then what it includes, and what that includes.
    fn files(&self) -> Vec<(PathBuf, String)> {
        let mut files: Vec<(PathBuf, String)> = vec![];
        let mut open: Vec<PathBuf> = self.file.iter().map(|file| self.folder.join(file)).collect();
        while let Some(path) = open.pop() {
            if files.iter().any(|(known, _)| *known == path) {
                continue;
            }
            let Ok(source) = fs::read_to_string(&path) else { continue };
            let folder = path.parent().unwrap_or(self.folder).to_owned();
            open.extend(included(&source).map(|name| folder.join(name)));
            files.push((path, source));
        }
        files
    }
}

/// The files named by `{{#include name:lines}}` and its relatives.
fn included(source: &str) -> impl Iterator<Item = &str> {
    source.split("{{#").skip(1).filter_map(|rest| {
        let inside = rest.split("}}").next()?;
        let (kind, name) = inside.split_once(char::is_whitespace)?;
        (kind.ends_with("include")).then(|| name.trim().split(':').next().unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_in_an_included_file_is_shown_in_that_file() {
        let folder = tempfile::tempdir().unwrap();
        let src = folder.path().join("src");
        fs::create_dir(&src).unwrap();
        fs::write(src.join("a.md"), "# A\n\n{{#include part.md}}\n\n<<#x>>\n").unwrap();
        fs::write(src.join("part.md"), "one\ntwo\n<<#gird>>\n").unwrap();
        let text = "# A\n\none\ntwo\n<<#gird>>\n\n<<#x>>\n";
        let chapter = Chapter { text, folder: &src, file: Some(Path::new("a.md")) };
        let place = |directive: &str| {
            let start = text.find(directive).unwrap();
            let (directive, span) = (start..start + directive.len(), start + 3..start + directive.len() - 2);
            let diagnostic = Diagnostic { directive, span, message: String::new(), help: String::new() };
            let placed = chapter.place(&diagnostic);
            (placed.file.replace('\\', "/"), placed.position())
        };
        assert_eq!(place("<<#gird>>"), ("src/part.md".to_owned(), (3, 4)));
        assert_eq!(place("<<#x>>"), ("src/a.md".to_owned(), (5, 4)));
    }
}

//! From a place in a chapter to a place in a file.
//!
//! mdBook expands `{{#include}}` before the plugin runs, so that a chapter's text is no file any more. The directive's own
//! words are looked up: first in the chapter's file, then in the files that it includes.

use std::fs;
use std::ops::Range;
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
    ///
    /// The same words may stand more than once: of all places in the files, the one with most text in common around it is
    /// taken, as far as an include's border lets it reach.
    pub fn place(&self, diagnostic: &Diagnostic) -> Placed {
        let Range { start, end } = diagnostic.directive;
        let (before, wanted, after) = (&self.text[..start], &self.text[start..end], &self.text[end..]);
        let alike = |source: &str, place: usize| {
            common(before.bytes().rev(), source[..place].bytes().rev())
                + common(after.bytes(), source[place + wanted.len()..].bytes())
        };
        let files = self.files();
        let places = files.iter().flat_map(|(path, source)| {
            source.match_indices(wanted).map(move |(place, _)| (alike(source, place), path, source, place))
        });
        // The first of equals: an author mends one and sees the next.
        let best = places.reduce(|best, other| if other.0 > best.0 { other } else { best });
        let (path, source, place) = best.map_or_else(
            || {
                let own = self.file.map(|file| self.folder.join(file));
                (
                    own.unwrap_or_else(|| PathBuf::from("(a chapter without a file)")),
                    self.text.to_owned(),
                    start,
                )
            },
            |(_, path, source, place)| (path.clone(), source.clone(), place),
        );
        let span = diagnostic.span.start - start + place..diagnostic.span.end - start + place;
        self.placed(diagnostic, &path, source, span)
    }

    fn placed(&self, diagnostic: &Diagnostic, path: &Path, source: String, span: Range<usize>) -> Placed {
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

/// How many bytes two texts have in common from their starts.
fn common(a: impl Iterator<Item = u8>, b: impl Iterator<Item = u8>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).count()
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

    #[test]
    fn equal_words_in_a_chapter_and_its_include_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let src = folder.path().join("src");
        fs::create_dir(&src).unwrap();
        fs::write(src.join("a.md"), "# A\n\nOwn words: <<#gird>>\n\n{{#include part.md}}\n").unwrap();
        fs::write(src.join("part.md"), "Other words: <<#gird>>\n").unwrap();
        let text = "# A\n\nOwn words: <<#gird>>\n\nOther words: <<#gird>>\n\n";
        let chapter = Chapter { text, folder: &src, file: Some(Path::new("a.md")) };
        let places: Vec<(String, usize)> = text
            .match_indices("<<#gird>>")
            .map(|(start, directive)| {
                let span = start..start + directive.len();
                let diagnostic =
                    Diagnostic { directive: span.clone(), span, message: String::new(), help: String::new() };
                let placed = chapter.place(&diagnostic);
                (placed.file.replace('\\', "/"), placed.position().0)
            })
            .collect();
        assert_eq!(places, [("src/a.md".to_owned(), 3), ("src/part.md".to_owned(), 1)]);
    }
}

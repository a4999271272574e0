//! `<<#minutes chapter="idea/lattice.md">>`: how long a chapter takes to read, counted in its Markdown.
//!
//! The rule is a convention of this book, the same for every chapter, so that a syllabus can be planned with it. It is slower than the
//! 238 words a minute of adults who read English non-fiction silently (Brysbaert, Journal of Memory and Language 109, 2019), since a
//! reader of this book is to predict before going on.
//!
//! | what | counts as |
//! |---|---|
//! | a word of the text, in tables, answers and code too | [`WORD`] seconds |
//! | a number that the build computes | a word |
//! | a formula within the text | [`FORMULA`] seconds |
//! | a formula by itself | [`DISPLAY`] seconds |
//! | a figure, which is read, moved once and read again | [`FIGURE`] seconds |
//!
//! The sum is rounded to whole minutes, and never below one. Raw HTML, comments, links' addresses and what a chapter includes from other
//! files count nothing.

use std::fs;
use std::path::{Path, PathBuf};

use mdbook_markdown::pulldown_cmark::{Event, Parser};
use widgets::parameters::{Arguments, ParameterError};
use widgets::registry;

use crate::directives::{Found, find};
use crate::learning;
use crate::math;

/// The directive's name.
pub(crate) const NAME: &str = "minutes";
/// Its only key.
const KEY: &str = "chapter";

/// 200 words a minute.
pub const WORD: f64 = 60.0 / 200.0;
/// As long as ten words.
pub const FORMULA: f64 = 3.0;
/// Time to go through every sign of it.
pub const DISPLAY: f64 = 20.0;
/// Two minutes.
pub const FIGURE: f64 = 120.0;

/// The chapters of a book, by their files below its source folder.
#[derive(Clone, Debug, Default)]
pub struct Chapters {
    folder: PathBuf,
    files: Vec<String>,
}

impl Chapters {
    /// These files below this folder.
    pub fn new<'a>(folder: &Path, files: impl Iterator<Item = &'a Path>) -> Self {
        Self { folder: folder.to_owned(), files: files.map(slashed).collect() }
    }

    /// The chapters' files and texts, in order; those that cannot be read are left out.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (String, String)> {
        let read = |file: &String| Some((file.clone(), fs::read_to_string(self.folder.join(file)).ok()?));
        self.files.iter().filter_map(read)
    }

    /// The text of a chapter's file, if it can be read.
    pub(crate) fn text(&self, file: &Path) -> Option<String> {
        fs::read_to_string(self.folder.join(file)).ok()
    }

    /// Whole minutes for the chapter that the arguments name, or else for the one that the directive stands in.
    ///
    /// # Errors
    /// If a key is unknown, the book has no such chapter, or its file cannot be read.
    pub fn minutes(&self, arguments: &Arguments, own: Option<&Path>) -> Result<u32, Vec<ParameterError>> {
        let mut named = None;
        for (key, value) in arguments {
            if key != KEY {
                return Err(vec![ParameterError::Unknown { key: key.clone(), legal: vec![KEY.to_owned()] }]);
            }
            if named.is_some() {
                return Err(vec![ParameterError::Twice { key: key.clone() }]);
            }
            named = Some(value.as_one().unwrap_or_default().to_owned());
        }
        let file = named.clone().or_else(|| own.map(slashed)).unwrap_or_default();
        let known = named.is_none() || self.files.contains(&file);
        let text = known.then(|| fs::read_to_string(self.folder.join(&file)).ok()).flatten();
        let text = text.ok_or_else(|| {
            let expected = "the file of a chapter, as SUMMARY.md has it";
            vec![ParameterError::value(KEY, &file, expected, self.files.clone())]
        })?;
        Ok(whole_minutes(seconds(&text)))
    }
}

/// How long a chapter's Markdown takes to read, in seconds, by the rule above. O(length).
pub fn seconds(text: &str) -> f64 {
    let (mut prose, mut from, mut total) = (String::with_capacity(text.len()), 0, 0.0);
    for found in find(text) {
        let directive = match found {
            Found::Directive(directive) => directive,
            Found::End(name) => {
                prose.push_str(&text[from..name.span.start]);
                from = name.span.end;
                continue;
            }
            Found::Broken(..) => continue,
        };
        prose.push_str(&text[from..directive.span.start]);
        from = directive.span.end;
        if learning::is_silent(&directive.name.value) {
            continue;
        }
        if registry::widget(&directive.name.value).is_some() {
            total += FIGURE;
        } else {
            prose.push('1');
        }
    }
    prose.push_str(&text[from..]);
    for event in Parser::new_ext(&prose, math::options()) {
        total += match event {
            Event::Text(text) | Event::Code(text) => WORD * words(&text),
            Event::InlineMath(_) => FORMULA,
            Event::DisplayMath(_) => DISPLAY,
            _ => 0.0,
        };
    }
    total
}

fn words(text: &str) -> f64 {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count() as f64
}

fn whole_minutes(seconds: f64) -> u32 {
    (seconds / 60.0).round().max(1.0) as u32
}

/// A path as links have it, on every system.
fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use widgets::parameters::Value;

    fn book() -> (tempfile::TempDir, Chapters) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("idea")).unwrap();
        fs::write(folder.path().join("idea/long.md"), "word ".repeat(1_000)).unwrap();
        fs::write(folder.path().join("short.md"), "# Short\n").unwrap();
        let files = [Path::new("idea").join("long.md"), PathBuf::from("short.md")];
        let chapters = Chapters::new(folder.path(), files.iter().map(PathBuf::as_path));
        (folder, chapters)
    }

    fn ask(chapters: &Chapters, arguments: &[(&str, &str)], own: &str) -> Result<u32, String> {
        let arguments: Arguments =
            arguments.iter().map(|&(key, value)| (key.to_owned(), Value::one(value))).collect();
        let answer = chapters.minutes(&arguments, Some(Path::new(own)));
        answer.map_err(|errors| errors.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_chapter_is_asked_for_by_its_file_or_is_the_own_one() {
        let (_folder, chapters) = book();
        assert_eq!(ask(&chapters, &[("chapter", "idea/long.md")], "short.md"), Ok(5));
        assert_eq!(ask(&chapters, &[], "idea/long.md"), Ok(5));
        assert_eq!(ask(&chapters, &[], "short.md"), Ok(1), "nothing takes no time");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let (_folder, chapters) = book();
        let said = ask(&chapters, &[("chapter", "idea/lnog.md")], "short.md").unwrap_err();
        assert_eq!(said, "`chapter` is “idea/lnog.md”: expected the file of a chapter, as SUMMARY.md has it");
        assert_eq!(ask(&chapters, &[("file", "short.md")], "short.md").unwrap_err(), "unknown key `file`");
        let twice = [("chapter", "short.md"), ("chapter", "short.md")];
        assert_eq!(ask(&chapters, &twice, "short.md").unwrap_err(), "key `chapter` is given twice");
        assert!(ask(&chapters, &[], "gone.md").is_err(), "a file that is not there");
    }

    #[test]
    fn every_kind_counts_by_the_rule() {
        let cases = [
            ("Four words stand here.", 4.0 * WORD),
            ("# A head\n\n> one *two* `three`\n\n- four — five\n", 7.0 * WORD),
            ("| a | b |\n|---|---|\n| c | d |\n", 4.0 * WORD),
            ("See [the page](https://a.b/c-d).", 3.0 * WORD),
            ("Of $x_1$ two", 2.0 * WORD + FORMULA),
            ("$$x$$\n", DISPLAY),
            ("It is <<#number loo focus=B>> points.", 4.0 * WORD),
            ("<<#grid focus=B caption=\"a long caption of seven words\">>\n", FIGURE),
            (
                "<<#predict id=a>>\n\nHow many?\n\n<<#answer loo>>\n<<#reveal>>\n\nIt is <<#number loo>>.\n\n<</predict>>",
                5.0 * WORD,
            ),
            ("\\<<#grid>> or `<<#grid>>`", 3.0 * WORD),
            ("<!-- nobody reads this -->\n\n<div>\n\none\n\n</div>\n", WORD),
        ];
        for (text, expected) in cases {
            assert!((seconds(text) - expected).abs() < 1e-9, "{text}: {} is not {expected}", seconds(text));
        }
    }

    #[test]
    fn two_texts_take_as_long_as_both() {
        let (one, other) = ("A word and $x$.\n\n", "<<#grid>>\n\n$$y$$\n\nMore words.\n");
        let both = seconds(&format!("{one}{other}"));
        assert!((both - seconds(one) - seconds(other)).abs() < 1e-9);
    }
}

//! An answer is kept until something differs that it follows from.

use std::cell::Cell;
use std::fs;

use serde_json::json;

use super::*;

/// Writes how often it has worked into the book's only chapter.
struct Counting<'a> {
    times: Cell<usize>,
    told: bool,
    file: &'a Path,
}

impl Preprocessor for Counting<'_> {
    fn name(&self) -> &'static str {
        "counting"
    }

    fn run(&self, context: &PreprocessorContext, book: Book) -> anyhow::Result<Book> {
        Ok(self.work(context, book, &Cache::default())?.book)
    }
}

impl Plugin for Counting<'_> {
    fn sources(&self, _: &PreprocessorContext, _: &Book) -> anyhow::Result<Vec<PathBuf>> {
        Ok(vec![self.file.to_owned()])
    }

    fn work(&self, _: &PreprocessorContext, mut book: Book, _: &Cache) -> anyhow::Result<Worked> {
        self.times.set(self.times.get() + 1);
        book.for_each_chapter_mut(|chapter| chapter.content = format!("{} times", self.times.get()));
        Ok(Worked { book, told: self.told })
    }
}

/// What mdBook writes for a book of one chapter.
fn question(root: &Path, renderer: &str, served: bool, text: &str) -> Vec<u8> {
    let mut html = json!({});
    if served {
        html["live-reload-endpoint"] = json!("__livereload");
    }
    let chapter = json!({ "Chapter": {
        "name": "One", "content": text, "number": null, "sub_items": [], "path": "one.md", "source_path": "one.md", "parent_names": [],
    } });
    let context = json!({
        "root": root, "renderer": renderer, "mdbook_version": mdbook_preprocessor::MDBOOK_VERSION,
        "config": { "book": { "src": "src" }, "output": { "html": html }, "preprocessor": { "counting": { "cache": "cache" } } },
    });
    serde_json::to_vec(&json!([context, { "items": [chapter] }])).unwrap()
}

/// How often a plugin had worked when the answer to this was made.
fn times(plugin: &Counting<'_>, question: &[u8]) -> usize {
    let book: Book = serde_json::from_str(&answer(plugin, question).unwrap()).unwrap();
    let text = &book.chapters().next().unwrap().content;
    text.split_once(' ').unwrap().0.parse().unwrap()
}

#[test]
fn the_same_question_is_answered_without_work() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let plugin = Counting { times: Cell::new(0), told: false, file: &root.join("file") };
    let asked = question(root, "html", false, "a");
    assert_eq!([times(&plugin, &asked), times(&plugin, &asked)], [1, 1]);
    assert_eq!(times(&plugin, &question(root, "html", false, "b")), 2, "another text");
    assert_eq!(times(&plugin, &asked), 3, "of two texts the last is kept");
    assert_eq!(times(&plugin, &question(root, "epub", false, "a")), 4, "another renderer");
    assert_eq!(times(&plugin, &asked), 3, "which has a place of its own");
}

#[test]
fn files_that_were_read_count() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let file = root.join("file");
    let plugin = Counting { times: Cell::new(0), told: false, file: &file };
    let asked = question(root, "html", false, "a");
    assert_eq!(times(&plugin, &asked), 1);
    fs::write(&file, "new").unwrap();
    assert_eq!([times(&plugin, &asked), times(&plugin, &asked)], [2, 2], "it is there now");
    fs::write(&file, "other").unwrap();
    assert_eq!([times(&plugin, &asked), times(&plugin, &asked)], [3, 3], "it is another");
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert_eq!([times(&plugin, &asked), times(&plugin, &asked)], [4, 4], "it is a folder");
    fs::write(file.join("inside"), "new").unwrap();
    assert_eq!([times(&plugin, &asked), times(&plugin, &asked)], [5, 5], "with a file");
}

#[test]
fn what_was_told_is_told_again() {
    let folder = tempfile::tempdir().unwrap();
    let plugin = Counting { times: Cell::new(0), told: true, file: &folder.path().join("file") };
    let asked = question(folder.path(), "html", false, "a");
    assert_eq!([times(&plugin, &asked), times(&plugin, &asked)], [1, 2]);
}

#[test]
fn nothing_is_kept_for_an_author_who_waits() {
    let folder = tempfile::tempdir().unwrap();
    let plugin = Counting { times: Cell::new(0), told: false, file: &folder.path().join("file") };
    let asked = question(folder.path(), "html", true, "a");
    assert_eq!([times(&plugin, &asked), times(&plugin, &asked)], [1, 2]);
}

#[test]
fn a_question_of_somebody_else_is_refused() {
    let plugin = Counting { times: Cell::new(0), told: false, file: Path::new("file") };
    assert_eq!(answer(&plugin, b"{}").unwrap_err().to_string(), "this is no book from mdBook");
}

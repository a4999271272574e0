//! Every message that an author can get, whole, as the terminal shows it.
//!
//! The cases are in `messages/`: the files of a book, and what `check` says of it. Those of the settings in `book.toml` are below.

use std::fs;
use std::path::Path;
use std::process::Command;

use annotate_snippets::Renderer;
use mdbook_counterfactuals::check::check;
use widgets::registry::WIDGETS;

/// The settings of a book that has all of our plugins.
const BOOK: &str = "[preprocessor.references]\n[preprocessor.math]\n[preprocessor.widgets]\n";

/// One book with mistakes.
#[derive(Default)]
struct Case<'a> {
    name: &'a str,
    files: Vec<(&'a str, String)>,
    says: String,
}

/// Reads `@@ case`, `@@ file` and `@@ says`, each with the lines below it.
fn cases(text: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = vec![];
    for part in text.split("@@ ").skip(1) {
        let (head, body) = part.split_once('\n').expect("a line");
        match (head.split_once(' '), cases.last_mut()) {
            (Some(("case", name)), _) => cases.push(Case { name, ..Case::default() }),
            (Some(("file", file)), Some(case)) => case.files.push((file, body.to_owned())),
            (None, Some(case)) if head == "says" => body.trim_end().clone_into(&mut case.says),
            _ => panic!("no part of a case: {head}"),
        }
    }
    cases
}

fn said(files: &[(&str, String)]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("src")).expect("a folder");
    fs::write(folder.path().join("book.toml"), BOOK).expect("a file");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let found = check(folder.path()).expect("a book").mistakes;
    let reports = found.iter().map(|mistake| mistake.placed.report(&Renderer::plain()).replace('\\', "/"));
    reports.collect::<Vec<_>>().join("\n\n")
}

fn compare(text: &str, least: usize) {
    // A new widget is no new message.
    let widgets = WIDGETS.iter().map(|entry| entry.name).collect::<Vec<_>>().join(", ");
    let text = text.replace("{widgets}", &widgets);
    let cases = cases(&text);
    assert!(cases.len() >= least, "{} cases", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .map(|case| (case, said(&case.files)))
        .filter(|(case, said)| case.says.replace('\\', "/") != *said)
        .map(|(case, said)| format!("{}:\n{said}\ninstead of\n{}\n", case.name, case.says))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn directives() {
    compare(include_str!("messages/directives.txt"), 40);
}

/// Values that are no value of their type, or do not fit those beside them: what the figures themselves refuse.
#[test]
fn values() {
    compare(include_str!("messages/values.txt"), 36);
}

#[test]
fn questions() {
    compare(include_str!("messages/questions.txt"), 33);
}

#[test]
fn formulas() {
    compare(include_str!("messages/formulas.txt"), 5);
}

#[test]
fn exercises() {
    compare(include_str!("messages/exercises.txt"), 25);
}

#[test]
fn references() {
    compare(include_str!("messages/references.txt"), 40);
}

/// What a plugin says of a book with these settings, with which it fails.
fn settings(plugin: &str, settings: &str, chapter: &str) -> String {
    let (succeeds, said) = as_mdbook(plugin, settings, chapter, mdbook_preprocessor::MDBOOK_VERSION);
    assert!(!succeeds, "{said}");
    said
}

/// What a plugin says that does its work, run by this version of mdBook.
fn spoken(plugin: &str, settings: &str, chapter: &str, version: &str) -> String {
    let (succeeds, said) = as_mdbook(plugin, settings, chapter, version);
    assert!(succeeds, "{said}");
    said
}

/// A plugin as mdBook runs it: whether it succeeds, and what it says.
fn as_mdbook(plugin: &str, settings: &str, chapter: &str, version: &str) -> (bool, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let config: serde_json::Value = serde_json::json!({
        "book": { "title": "T", "authors": [], "src": "src" },
        "preprocessor": { plugin: serde_json::from_str::<serde_json::Value>(settings).expect("settings") },
    });
    let context = serde_json::json!({
        "root": folder.path(), "config": config, "renderer": "html", "mdbook_version": version,
    });
    let chapter = serde_json::json!({ "Chapter": {
        "name": "T", "content": chapter, "number": null, "sub_items": [], "path": "t.md", "source_path": "t.md", "parent_names": [],
    } });
    let input = folder.path().join("input");
    fs::write(&input, serde_json::json!([context, { "items": [chapter] }]).to_string()).expect("a file");
    spoken_by(&[plugin], Some(&input))
}

/// What the binary says on standard error when it fails.
fn run(arguments: &[&str], input: Option<&Path>) -> String {
    let (succeeds, said) = spoken_by(arguments, input);
    assert!(!succeeds, "{said}");
    said
}

fn spoken_by(arguments: &[&str], input: Option<&Path>) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mdbook-counterfactuals"));
    if let Some(input) = input {
        command.stdin(fs::File::open(input).expect("a file"));
    }
    let output = command.args(arguments).output().expect("the binary runs");
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn settings_of_the_plugins() {
    for plugin in ["widgets", "math", "references"] {
        let wrong = settings(plugin, r#"{ "on-error": "shout" }"#, "");
        let said = format!(
            "error: `preprocessor.{plugin}.on-error` is \"shout\": legal are \"fail\" and \"show\"\n"
        );
        assert_eq!(wrong, said);
        let wrong = settings(plugin, r#"{ "on-error": 1 }"#, "");
        assert!(
            wrong.starts_with(&format!("error: `preprocessor.{plugin}.on-error` must be a text: ")),
            "{wrong}"
        );
        let wrong = settings(plugin, r#"{ "cache": 1 }"#, "");
        let live = "warning: the figures' live part is missing in live, so they are still: run `cargo xtask build`\n";
        let wrong = wrong.strip_prefix(live).unwrap_or(&wrong);
        assert!(
            wrong.starts_with(&format!("error: `preprocessor.{plugin}.cache` must be a text: ")),
            "{wrong}"
        );
    }
    let wrong = settings("math", r#"{ "macros": { "x": 1 } }"#, "");
    assert!(wrong.starts_with("error: `preprocessor.math.macros` must be a table of texts: "), "{wrong}");
}

#[test]
fn a_build_counts_its_mistakes() {
    for (plugin, one, place) in [
        ("widgets", "<<#gird>>\n\n", "directives"),
        ("math", "$x^$ ", "formulas"),
        ("references", "[@x] ", "references and terms"),
    ] {
        let said = settings(plugin, "{}", one);
        assert!(said.ends_with(&format!("\n\nerror: 1 mistake in {place}, see above\n")), "{said}");
        let said = settings(plugin, "{}", &one.repeat(2));
        assert!(said.ends_with(&format!("\n\nerror: 2 mistakes in {place}, see above\n")), "{said}");
    }
}

#[test]
fn a_folder_that_is_no_book() {
    let folder = tempfile::tempdir().expect("a folder");
    let shown = folder.path().display().to_string();
    let said = run(&["check", &shown], None);
    assert!(
        said.starts_with(&format!("error: cannot read {}", folder.path().join("book.toml").display())),
        "{said}"
    );
    fs::write(folder.path().join("book.toml"), BOOK).expect("a file");
    let said = run(&["check", &shown], None);
    assert!(
        said.starts_with(&format!("error: cannot read {}: ", folder.path().join("src").display())),
        "{said}"
    );
    fs::create_dir(folder.path().join("src")).expect("a folder");
    for name in ["src/references.bib", "src/areas.toml", "src/glossary.toml", "src/a.md"] {
        let file = folder.path().join(name);
        fs::write(&file, [0xff, 0xfe]).expect("a file");
        let said = run(&["check", &shown], None);
        let whole = format!("error: cannot read {}: stream did not contain valid UTF-8\n", file.display());
        assert_eq!(said, whole);
        fs::remove_file(&file).expect("a file");
    }
}

#[test]
fn an_input_that_is_no_book() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("input");
    fs::write(&input, "no book").expect("a file");
    for plugin in ["widgets", "math", "references"] {
        assert_eq!(
            run(&[plugin], Some(&input)),
            "error: this is no book from mdBook: expected ident at line 1 column 2\n"
        );
    }
}

#[test]
fn what_is_no_mistake_is_said_too() {
    let other = spoken("math", "{}", "T", "9.1.0");
    let wanted = mdbook_preprocessor::MDBOOK_VERSION;
    assert_eq!(other, format!("warning: this plugin was made for mdBook {wanted} and is run by 9.1.0\n"));
    let still =
        "warning: the figures' live part is missing in live, so they are still: run `cargo xtask build`\n";
    assert_eq!(spoken("widgets", "{}", "T", wanted), still);
    assert_eq!(spoken("references", "{}", "T", wanted), "");
}

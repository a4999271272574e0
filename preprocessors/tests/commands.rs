//! The binary as an author runs it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run(arguments: &[&str], folder: &Path) -> Output {
    let binary = env!("CARGO_BIN_EXE_mdbook-counterfactuals");
    Command::new(binary).args(arguments).current_dir(folder).output().expect("the binary runs")
}

fn book(chapter: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("src")).expect("a folder");
    fs::write(folder.path().join("book.toml"), "[book]\ntitle = \"T\"\n").expect("a file");
    fs::write(folder.path().join("src/chapter.md"), chapter).expect("a file");
    folder
}

#[test]
fn check_reports_file_line_column_caret_and_help() {
    let folder = book("# T\n\nSee\n\n<<#grid items=\"A B\"\n       focsu=B>>\n");
    let output = run(&["check"], folder.path());
    assert!(!output.status.success());
    assert_eq!(
        String::from_utf8_lossy(&output.stderr).replace('\\', "/"),
        "error: unknown key `focsu`\n\
         \x20--> src/chapter.md:6:8\n\
         \x20 |\n\
         6 |        focsu=B>>\n\
         \x20 |        ^^^^^\n\
         \x20 |\n\
         \x20 = help: did you mean `focus`? legal are items, data, score, learner, mode, task, quantity, \
         focus, partner, group, size, alpha, beta, tolerance, world, slice, slices, cells, step, poison, noise, shown, picture, \
         path, seed, draws, id, title, caption, hide, lock\n\n\
         1 mistake\n"
    );
}

#[test]
fn check_is_content_with_a_book_without_mistakes() {
    let folder = book("# T\n\n<<#grid draws=0>>\n");
    let output = run(&["check"], folder.path());
    assert!(output.status.success(), "{output:?}");
    let elsewhere = run(&["check", "nowhere"], folder.path());
    let said = String::from_utf8_lossy(&elsewhere.stderr).into_owned();
    assert!(said.starts_with("error: cannot read nowhere"), "{said}");
}

#[test]
fn check_reads_dollars_and_brackets_only_for_the_plugins_that_a_book_has() {
    let folder = book(
        "# T\n\nBetween $5_ and $6, [@nobody2020], `<<#grid>>`.\n\n<<#grid draws=0>>\n\n$$\\nothing$$\n",
    );
    let check = || {
        let output = run(&["check"], folder.path());
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    assert_eq!(check(), (true, String::new()));
    let settings = "[preprocessor.math]\n[preprocessor.references]\n";
    fs::write(folder.path().join("book.toml"), settings).expect("a file");
    let (fine, said) = check();
    assert!(!fine && said.contains("\\nothing") && said.contains("nobody2020"), "{said}");
}

#[test]
fn every_renderer_is_supported_and_everything_is_listed() {
    let folder = book("");
    for renderer in ["html", "markdown", "epub"] {
        assert!(run(&["widgets", "supports", renderer], folder.path()).status.success());
    }
    let list = run(&["list"], folder.path());
    let list = String::from_utf8_lossy(&list.stdout).into_owned();
    assert!(list.contains("<<#grid …>>") && list.contains("draws (whole number; default 50)"), "{list}");
}

#[test]
fn check_tells_programs_everything_in_one_document() {
    let folder = book(
        "# T\n\n\u{1f427} <<#gird>> and $x^$ and [@nobody2000].\n\n<<#grid\n  items=[A, \"B\n  C\"]>>\n",
    );
    let settings = "[preprocessor.references]\n[preprocessor.math]\n";
    fs::write(folder.path().join("book.toml"), settings).expect("a file");
    let output = run(&["check", "--format", "json"], folder.path());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one document");
    assert_eq!((&told["version"], &told["notes"]), (&serde_json::json!(1), &serde_json::json!([])));
    let mistake = |plugin: &str, (line, column): (u32, u32), end: (u32, u32), message: &str, help: &str| {
        serde_json::json!({
            "plugin": plugin, "file": "src/chapter.md", "line": line, "column": column,
            "end": { "line": end.0, "column": end.1 }, "message": message, "help": help,
        })
    };
    let all = told["mistakes"].as_array().expect("a list");
    let of = |plugin: &str| all.iter().filter(|one| one["plugin"] == plugin).cloned().collect::<Vec<_>>();
    assert_eq!(
        of("references"),
        [mistake(
            "references",
            (3, 28),
            (3, 38),
            "no work has the key `nobody2000`",
            "add the work to src/references.bib"
        )]
    );
    assert_eq!(of("math").len(), 1, "{told:#}");
    assert_eq!((&of("math")[0]["line"], &of("math")[0]["file"]), (&3.into(), &"src/chapter.md".into()));
    let widgets = of("widgets");
    assert_eq!(widgets.len(), 2, "{told:#}");
    assert_eq!((&widgets[0]["column"], &widgets[0]["end"]["column"]), (&6.into(), &10.into()));
    assert_eq!((&widgets[1]["line"], &widgets[1]["end"]["line"]), (&6.into(), &7.into()), "over two lines");
}

#[test]
fn a_book_without_mistakes_is_an_empty_list_and_success() {
    let folder = book("# T\n\n<<#grid draws=0>>\n");
    let output = run(&["check", "--format", "json"], folder.path());
    assert!(output.status.success(), "{output:?}");
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one document");
    assert_eq!(told, serde_json::json!({ "version": 1, "mistakes": [], "notes": [] }));
    let wrong = run(&["check", "--format", "xml"], folder.path());
    assert!(
        !wrong.status.success()
            && String::from_utf8_lossy(&wrong.stderr).contains("[possible values: text, json]")
    );
}

#[test]
fn the_schema_is_one_document() {
    let folder = book("");
    let output = run(&["schema"], folder.path());
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one document");
    assert_eq!(told, mdbook_counterfactuals::authors::schema::schema());
}

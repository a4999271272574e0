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
fn every_renderer_is_supported_and_everything_is_listed() {
    let folder = book("");
    for renderer in ["html", "markdown", "epub"] {
        assert!(run(&["widgets", "supports", renderer], folder.path()).status.success());
    }
    let list = run(&["list"], folder.path());
    let list = String::from_utf8_lossy(&list.stdout).into_owned();
    assert!(list.contains("<<#grid …>>") && list.contains("draws (whole number; default 50)"), "{list}");
}

//! Books that cannot take the plugin in, or not yet: each refusal whole, and nothing written.

use std::fs;
use std::process::Command;

use mdbook_counterfactuals::assets::{CARRIED, LOADER};
use mdbook_counterfactuals::install::{Options, install};

use crate::support::Book;

const TITLE: &str = "[book]\ntitle = \"T\"\n";

#[test]
fn a_folder_without_a_book_is_named() {
    let book = Book::plain(TITLE);
    fs::remove_file(book.path("book.toml")).expect("removed");
    assert_eq!(book.refusal(|_| ()), "BOOK has no book.toml: name the folder of an mdBook");
}

#[test]
fn settings_that_cannot_be_read_are_placed() {
    let refused = Book::plain("[book]\ntitle = T\n").refusal(|_| ());
    assert!(
        refused.starts_with("cannot read BOOK/book.toml: TOML parse error at line 2, column 9\n"),
        "{refused}"
    );
    let book = Book::plain(TITLE);
    book.write("book.toml", b"[book]\ntitle = \"\xff\"\n");
    assert_eq!(book.refusal(|_| ()), "BOOK/book.toml is not UTF-8: byte 17 is not");
}

#[test]
fn settings_of_a_wrong_kind_are_named() {
    for (settings, expected) in [
        ("[book]\nsrc = 1\n", "book.toml: `book.src` must be a text"),
        ("[book]\nsrc = \"nowhere\"\n", "BOOK/book.toml: the source folder `nowhere` is missing"),
        (
            "[output.html]\ntheme = \"../theme\"\n",
            "book.toml: `output.html.theme` is \"../theme\", outside of the book: `install` writes only inside it",
        ),
        (
            "[output.html]\nadditional-css = \"a.css\"\n",
            "book.toml: `output.html.additional-css` must be a list",
        ),
        ("[output]\nhtml = true\n", "book.toml: `output.html` must be a table"),
        ("preprocessor = 1\n", "book.toml: `preprocessor` must be a table"),
    ] {
        assert_eq!(Book::plain(settings).refusal(|_| ()), expected);
    }
}

#[test]
fn a_plugin_of_the_same_name_is_placed_and_left_alone() {
    let settings =
        format!("{TITLE}\n[preprocessor.widgets]\ncommand = \"python widgets.py\"\n\n[preprocessor.math]\n");
    assert_eq!(
        Book::plain(&settings).refusal(|_| ()),
        "book.toml:4: [preprocessor.widgets] runs `python widgets.py`, and the plugin needs that name: give that table another name, and \
         `command = \"python widgets.py\"` with it"
    );
    // Where nothing of ours needs its name it may stay.
    let book = Book::plain(&format!("{TITLE}\n[preprocessor.math]\noptional = true\n"));
    book.install(|_| ());
    let refused = book.refusal(|options| options.also = vec!["math"]);
    assert!(refused.starts_with("book.toml:4: [preprocessor.math] runs `mdbook-math`"), "{refused}");
}

#[test]
fn formulas_are_set_by_one_program() {
    let book = Book::plain("[output.html]\nmathjax-support = true\n");
    assert_eq!(
        book.refusal(|options| options.also = vec!["math"]),
        "book.toml: `output.html.mathjax-support` is true, and the plugin `math` sets the same formulas: turn one of them off"
    );
    book.install(|_| ());
}

#[test]
fn what_was_changed_by_hand_is_written_over_only_by_force() {
    let book = Book::plain(TITLE);
    book.install(|_| ());
    let head = book.read("theme/head.hbs");
    book.write("theme/head.hbs", head.replace("<script ", "<script async "));
    book.write("theme/counterfactuals.css", ".widget { color: red }\n");
    book.write("src/counterfactuals/grid.js", "mine");
    assert_eq!(
        book.refusal(|_| ()),
        "not as an earlier `install` left it, and not as it is to be:\n  src/counterfactuals/grid.js\n  theme/counterfactuals.css\n  \
         theme/head.hbs\nKeep what you need of it elsewhere, then run again with --force, which writes over it"
    );
    book.install(|options| options.force = true);
    assert_eq!(book.read("theme/head.hbs"), head);
    assert_eq!(book.read("src/counterfactuals/grid.js"), "live/grid.js");
    assert_eq!(book.install(|_| ()).changes, [] as [&str; 0]);
}

#[test]
fn a_file_of_that_name_that_was_never_ours_is_kept() {
    let book = Book::plain(TITLE);
    book.write("theme/counterfactuals.css", "/* mine */");
    let refused = book.refusal(|_| ());
    assert!(refused.contains("\n  theme/counterfactuals.css\n"), "{refused}");
}

#[test]
fn a_block_without_an_end_is_placed() {
    let book = Book::plain(TITLE);
    book.write("theme/head.hbs", "<meta>\n{{!-- mdbook-counterfactuals: begin --}}\n");
    let refused = book.refusal(|_| ());
    assert!(refused.starts_with("theme/head.hbs:2: the block that begins here has no end"), "{refused}");
}

#[test]
fn files_that_cannot_be_read_or_written_are_named() {
    let book = Book::plain(TITLE);
    book.write("theme/head.hbs", b"\xff");
    assert_eq!(book.refusal(|_| ()), "theme/head.hbs is not UTF-8: byte 1 is not");

    book.write("theme/head.hbs", "<meta>\n");
    let set_readonly = |file: &str| {
        let mut permissions = fs::metadata(book.path(file)).expect("a file").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(book.path(file), permissions).expect("permissions");
    };
    set_readonly("theme/head.hbs");
    assert_eq!(book.refusal(|_| ()), "cannot write theme/head.hbs: theme/head.hbs is read-only");

    let book = Book::plain(TITLE);
    book.write("theme", "a file");
    let refused = book.refusal(|_| ());
    assert!(
        refused.starts_with("cannot read theme/counterfactuals.css")
            || refused.contains("theme is no folder"),
        "{refused}"
    );
}

#[test]
fn a_binary_that_carries_nothing_says_how_to_build_one() {
    let book = Book::plain(TITLE);
    let error = install(&book.path(""), &Options::default(), &[]).expect_err("a refusal");
    assert_eq!(
        error.to_string(),
        "this binary was built without the live parts of the figures: run `cargo xtask build` in the repository of Data Counterfactuals, \
         then build it again"
    );
}

/// The command itself, with an mdBook on the PATH that says which one it is.
#[cfg(unix)]
#[test]
fn another_mdbook_is_refused_unless_forced() {
    use std::os::unix::fs::PermissionsExt;

    let book = Book::plain(TITLE);
    let mdbook = |version: &str| {
        book.write("bin/mdbook", format!("#!/bin/sh\necho mdbook v{version}\n"));
        fs::set_permissions(book.path("bin/mdbook"), fs::Permissions::from_mode(0o755)).expect("permissions");
    };
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mdbook-counterfactuals"));
        let output =
            command.arg("install").arg(book.path("")).args(arguments).env("PATH", book.path("bin")).output();
        let output = output.expect("the binary runs");
        (
            String::from_utf8_lossy(&output.stdout).into_owned(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    mdbook("0.4.52");
    let (_, refused) = run(&["--dry-run"]);
    assert_eq!(
        refused,
        "error: the mdBook on the PATH is 0.4.52, and the plugin is made for 0.5: get it with `cargo install mdbook`, or go on with \
         --force if this book is built with another one\n"
    );
    // A binary that was built before the live parts stops here, and says so.
    let (said, refused) = run(&["--dry-run", "--force"]);
    if CARRIED.iter().all(|asset| asset.name != LOADER) {
        assert!(refused.starts_with("error: this binary was built without the live parts"), "{refused}");
    } else {
        assert!(said.contains("note: the mdBook on the PATH is 0.4.52"), "{said}");
        assert!(said.contains("note: `mdbook-counterfactuals` is not on the PATH"), "{said}");
        assert!(said.ends_with("Nothing was written: this was a dry run.\n"), "{said}");
        mdbook("0.5.4");
        assert!(!run(&["--dry-run"]).0.contains("note: the mdBook"));
    }
    assert!(!book.path("theme").exists());
}

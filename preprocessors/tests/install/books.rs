//! Books that take the plugin in.

use crate::support::{Book, Carried, FIGURE, assert_live};

const TITLE: &str = "[book]\ntitle = \"T\"\n";

#[test]
fn a_plain_book_gets_everything_once() {
    let book = Book::plain(TITLE);
    let done = book.install(|_| ());
    assert_eq!(
        done.changes.iter().map(|line| line.split(", ").next().unwrap_or_default()).collect::<Vec<_>>(),
        [
            "create src/counterfactuals/  4 files",
            &done.changes[1],
            "create theme/head.hbs  a block that loads the figures",
            "update book.toml  [preprocessor.widgets]",
            "update book.toml  theme/counterfactuals.css in output.html.additional-css",
        ]
    );
    assert!(
        done.changes[1].starts_with("create theme/counterfactuals.css  ") && done.changes[1].ends_with(" KB")
    );
    assert_eq!(
        book.read("book.toml"),
        format!(
            "{TITLE}\n\
             # Interactive figures: <<#name …>> on a line of its own; `mdbook-counterfactuals list` names them all.\n\
             [preprocessor.widgets]\n\
             command = \"{} widgets\"\n\
             after = [\"links\"]\n\
             live = \"counterfactuals\"\n\
             cache = \".counterfactuals/widgets\"\n\n\
             [output.html]\n\
             additional-css = [\"theme/counterfactuals.css\"]\n",
            env!("CARGO_BIN_EXE_mdbook-counterfactuals")
        )
    );
    assert_live(&book, "chapter.html", "");
    // What was computed is kept where nobody commits it or copies it beside the chapters.
    assert_eq!(book.read(".counterfactuals/widgets/.gitignore"), "*\n");
    assert!(!book.path("src/counterfactuals/math").exists(), "formulas were not asked for");

    let files = book.files();
    let again = book.install(|_| ());
    assert_eq!(again.changes, [] as [&str; 0]);
    assert!(files == book.files(), "the second run wrote something");
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let book = Book::plain(TITLE);
    let before = book.files();
    let told = book.install(|options| options.dry_run = true).changes;
    assert!(before == book.files());
    assert_eq!(told, book.install(|_| ()).changes);
}

#[test]
fn settings_keep_their_comments_their_order_and_their_form() {
    let (front, back) = (
        "# Before everything.\n[output.html] # pages\nadditional-css = [\n  \"a.css\", # ours\n",
        "]\nno-section-label=true\n\n[book]\n\"title\"   = 'T' # why\n\n[preprocessor.links]\n# inside\n\n# The end.",
    );
    let book = Book::plain(&format!("{front}{back}\n"));
    book.write("a.css", "");
    book.install(|_| ());
    let text = book.read("book.toml");
    let (grown, added) = text.split_once("# The end.\n").expect("the comment");
    assert_eq!(
        grown,
        format!("{front}  \"theme/counterfactuals.css\",\n{back}")
            .strip_suffix("# The end.")
            .expect("the comment")
    );
    assert!(added.starts_with("\n# Interactive figures") && added.ends_with('\n'), "{added}");
    assert_live(&book, "chapter.html", "");
}

#[test]
fn settings_in_one_line_and_windows_line_ends_stay_so() {
    let book = Book::plain("output = { html = { no-section-label = true } }\r\nbook = { title = \"T\" }\r\n");
    book.install(|_| ());
    let text = book.read("book.toml");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{text:?}");
    assert!(text.starts_with("output = { html = { no-section-label = true, additional-css = [\"theme/counterfactuals.css\"] } }\r\n"), "{text}");
    assert_live(&book, "chapter.html", "");
}

#[test]
fn a_head_of_the_authors_own_keeps_what_it_says() {
    let book = Book::plain(TITLE);
    let own = "<meta name=\"author\" content=\"me\">";
    // It has no line end behind it.
    book.write("theme/head.hbs", own);
    book.install(|_| ());
    let head = book.read("theme/head.hbs");
    let block = head.strip_prefix(&format!("{own}\n")).expect("the author's line");
    assert!(book.page("chapter.html").contains(own));
    assert_live(&book, "chapter.html", "");

    // A later run finds its block wherever it is now, and writes only that.
    book.write("theme/head.hbs", format!("{block}{own}\n<!-- more -->\n"));
    assert_eq!(book.install(|_| ()).changes, [] as [&str; 0]);
    book.install(|options| options.also = vec!["math"]);
    let head = book.read("theme/head.hbs");
    assert!(
        head.contains("math/katex.min.css") && head.ends_with(&format!("end --}}}}\n{own}\n<!-- more -->\n")),
        "{head}"
    );
    // Whoever takes the formulas out of the settings loses them here, too.
    let settings = book.read("book.toml");
    let start = settings.find("\n# Formulas").expect("the table");
    let end = start + settings[start + 1..].find("\n\n").map_or(settings.len() - start, |end| end + 1);
    book.write("book.toml", settings.replace(&settings[start..end], ""));
    let changes = book.install(|_| ()).changes;
    assert!(changes.iter().any(|line| line == "remove src/counterfactuals/  2 files"), "{changes:?}");
    assert_eq!(book.read("theme/head.hbs"), format!("{block}{own}\n<!-- more -->\n"));
}

#[test]
fn formulas_and_references_come_when_they_are_asked_for() {
    // A bibliography of nobody's making for this: it says neither where a work is shelved nor what it is good for.
    let book = Book::plain(TITLE);
    book.write("src/chapter.md", "# T\n\nA $x$ [@a2020b].\n\n<<#grid draws=0>>\n");
    let work = "@book{a2020b, title={T}, author={A, B}, year={2020}}\n";
    book.write("src/references.bib", work);
    book.install(|_| ());
    assert!(book.page("chapter.html").contains("A $x$ [@a2020b]."), "dollars and brackets are the author's");
    book.install(|options| options.also = vec!["math", "references"]);
    let page = book.page("chapter.html");
    assert!(page.contains("class=\"katex\"") && page.contains("note-cite"), "{page}");
    assert!(page.contains("href=\"counterfactuals/math/katex.min.css\""));
    assert!(book.path("book/counterfactuals/math/fonts/A.woff2").is_file());
    assert!(book.read("theme/counterfactuals.css").contains(".note-cite"));
    assert_live(&book, "chapter.html", "");
    // What is there stays without being asked for again.
    assert_eq!(book.install(|_| ()).changes, [] as [&str; 0]);
}

#[test]
fn chapters_may_lie_elsewhere_and_deep_and_speak_another_language() {
    let settings = "[book]\ntitle = \"Zwei Welten\"\nlanguage = \"de\"\nsrc = \"./text/\"\n[output.html]\ntheme = \"gestalt\"\n";
    let files = [
        ("text/SUMMARY.md", "# Übersicht\n\n- [Eins](teil/größe/eins.md)\n- [Zwei](zwei.md)\n"),
        ("text/teil/größe/eins.md", FIGURE),
        ("text/zwei.md", "# Zwei\n"),
    ];
    let book = Book::of(settings, &files);
    book.install(|_| ());
    assert!(book.path("gestalt/head.hbs").is_file() && !book.path("theme").exists());
    assert_live(&book, "teil/größe/eins.html", "../../");
    assert!(book.page("zwei.html").contains("src=\"counterfactuals/loader.js\""));
    assert!(!book.path("src").exists());
}

#[test]
fn a_book_whose_chapters_lie_in_its_root_keeps_no_results_there() {
    let files = [("SUMMARY.md", "- [Chapter](chapter.md)\n"), ("chapter.md", FIGURE)];
    let book = Book::of("[book]\nsrc = \".\"\n[build]\nuse-default-preprocessors = false\n", &files);
    book.install(|_| ());
    assert!(!book.read("book.toml").contains("cache") && !book.read("book.toml").contains("links"));
    assert_live(&book, "chapter.html", "");
}

#[test]
fn a_new_version_brings_its_files_and_takes_the_old_ones_away() {
    let book = Book::plain(TITLE);
    let old = Carried::new().with("live/old.js", "old").with("live/kept.js", "old");
    book.try_install(|_| (), &old).expect("installed");
    book.write("src/counterfactuals/kept.js", "mine");
    let new = Carried::new().with("live/grid.js", "new").with("live/new.js", "new");
    let changes = book.try_install(|_| (), &new).expect("installed").changes;
    assert_eq!(
        changes,
        ["create src/counterfactuals/  1 file, 3 bytes", &changes[1], "remove src/counterfactuals/  1 file",]
    );
    assert!(changes[1].starts_with("update src/counterfactuals/  2 files"), "{changes:?}");
    assert_eq!(book.read("src/counterfactuals/grid.js"), "new");
    assert!(!book.path("src/counterfactuals/old.js").exists());
    assert_eq!(book.read("src/counterfactuals/kept.js"), "mine");
}

#[test]
fn a_book_without_pages_gets_still_figures() {
    let book = Book::plain("[output.markdown]\n");
    let done = book.install(|_| ());
    assert!(done.notes[0].contains("[output] without [output.html]"), "{:?}", done.notes);
    assert!(!book.read("book.toml").contains("output.html") && !book.path("theme").exists());
    let page = book.page("chapter.md");
    assert!(page.contains("<figure class=\"widget\"") && !page.contains("data-widget"), "{page}");
}

#[test]
fn a_page_of_the_books_own_without_a_head_is_noted() {
    let book = Book::plain(TITLE);
    book.write("theme/index.hbs", "<html><head></head><body>{{{ content }}}</body></html>");
    let notes = book.install(|_| ()).notes;
    assert!(notes[0].starts_with("theme/index.hbs does not take in head.hbs"), "{notes:?}");
}

use std::path::PathBuf;

use proptest::collection::vec;
use proptest::prelude::*;
use widgets::parameters::{Value as Parameter, text};

use crate::assets::{Asset, LIVE, STYLES};
use crate::directives::parse;

use super::*;

/// A build's scripts, wasm and tables, as far as it matters here: their names.
fn live() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let parts = WIDGETS
        .iter()
        .flat_map(|entry| [".js", "_bg.wasm", "_more.wasm"].map(|end| format!("{}{end}", entry.part)));
    for name in SCRIPTS.map(str::to_owned).into_iter().chain(parts).chain(["loader.js".to_owned()]) {
        fs::write(folder.path().join(&name), &name).unwrap();
    }
    folder
}

fn theme() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../theme")
}

#[test]
fn a_folder_without_what_it_must_have_is_named_with_the_remedy() {
    let live = live();
    fs::remove_file(live.path().join("page.js")).unwrap();
    let error = Material::built(live.path(), &theme()).unwrap_err().to_string();
    assert!(error.ends_with("has no page.js: run `cargo xtask build`"), "{error}");
}

/// What a binary would carry of these folders.
fn carried(live: &Path, theme: &Path) -> Vec<(String, Vec<u8>)> {
    let below = |folder: &Path, name: &str| -> Vec<(String, Vec<u8>)> {
        let files =
            folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
        let named = |path: PathBuf| {
            (format!("{name}{}", path.file_name().unwrap().to_string_lossy()), fs::read(&path).unwrap())
        };
        files.map(named).collect()
    };
    [below(live, LIVE), below(theme, STYLES)].concat()
}

#[test]
fn what_a_binary_carries_makes_the_same_files_as_the_folders() {
    let (live, theme) = (live(), theme());
    let files = carried(live.path(), &theme);
    let mut assets: Vec<Asset<'_>> = files.iter().map(|(name, content)| Asset { name, content }).collect();
    let made = shared(Material::carried(&assets).unwrap().unwrap()).unwrap();
    assert_eq!(made, shared(Material::built(live.path(), &theme).unwrap()).unwrap());
    assert!(Material::carried(&[]).unwrap().is_none());
    assets.retain(|asset| asset.name != "live/anywidget.js");
    let error = Material::carried(&assets).unwrap_err().to_string();
    assert_eq!(error, "this binary has no anywidget.js: run `cargo xtask build`");
}

#[test]
fn chapters_have_the_loader_and_other_pages_have_not() {
    let files = Material::built(live().path(), &theme()).unwrap().live;
    assert!(files.contains_key("live.js") && !files.contains_key("loader.js"));
}

#[test]
fn the_version_follows_every_file_and_the_scripts_know_every_widget() {
    let mut files = Material::built(live().path(), &theme()).unwrap().live;
    let before = version(&files);
    files.insert("iris.csv".to_owned(), b"1".to_vec());
    assert_ne!(version(&files), before);
    let module = figures("abc");
    assert!(module.starts_with("export const VERSION = \"abc\";\n"));
    for entry in WIDGETS {
        assert!(module.contains(&format!("\"{}\":{{\"keys\":[", entry.name)), "{module}");
    }
    assert!(!module.contains("\"id\"") && module.contains("\"hide\""));
}

#[test]
fn a_page_has_one_figure_and_nothing_inline_that_runs() {
    let entry = &WIDGETS[0];
    let figure = frame(
        entry,
        &vec![("draws".to_owned(), widgets::parameters::Value::one("0"))],
        "abc",
        &Cache::default(),
    );
    let html = page::html(&Page { entry, figure: &figure.unwrap(), version: "abc", book: Some(BOOK) });
    assert_eq!(html.matches("<figure").count(), 1);
    assert!(html.contains("<html lang=\"en\">") && html.contains("href=\"../../index.html\""));
    let scripts: Vec<&str> =
        html.split("<script").skip(1).map(|rest| rest.split_once('>').unwrap().0).collect();
    assert_eq!(scripts, [" type=\"module\" src=\"page.js?v=abc\"", " type=\"application/json\""]);
    assert!(!html.contains(" style=\"") && !html.contains("<style") && !html.contains(" onclick"));
    for address in
        html.split([' ', '>']).filter_map(|word| word.strip_prefix("href=").or(word.strip_prefix("src=")))
    {
        assert!(!address.contains("//") && !address.starts_with("\"/"), "{address} is not relative");
    }
}

proptest! {
    #[test]
    fn a_copied_directive_says_the_same_in_a_chapter(one in "(?s)([\\[\\]=,<>#\"\\\\ \n]|[a-c]|.){0,20}", list in vec("(?s)([\\[\\],>\"\\\\ \n]|[a-c]|.){0,8}", 0..4)) {
        // A chapter has no lists of nothing and no empty words without quotation marks.
        let arguments = std::vec![("one".to_owned(), Parameter::One(format!("{one}x"))), ("list".to_owned(), Parameter::List(list))];
        let written = text::directive("grid", &arguments);
        let read = parse(&written, 0).map_err(|error| TestCaseError::fail(format!("{written}: {}", error.message)))?;
        prop_assert_eq!(read.span, 0..written.len());
        let spaced = |text: &String| text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
        for ((key, value), (known, meant)) in read.arguments.iter().zip(&arguments) {
            let meant = match meant {
                Parameter::One(one) => Parameter::One(spaced(one)),
                Parameter::List(list) => Parameter::List(list.iter().map(spaced).collect()),
            };
            prop_assert_eq!((&key.value, &value.value), (known, &meant));
        }
    }
}

#[test]
fn only_what_changed_is_written_and_what_is_not_ours_any_more_goes() {
    let folder = tempfile::tempdir().unwrap();
    let files =
        |text: &str| BTreeMap::from([("a.js".to_owned(), text.into()), ("b.js".to_owned(), b"b".to_vec())]);
    write(&files("old"), folder.path()).unwrap();
    let past = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    fs::File::options().write(true).open(folder.path().join("b.js")).unwrap().set_modified(past).unwrap();
    fs::write(folder.path().join("c.js"), "").unwrap();
    write(&files("new"), folder.path()).unwrap();
    assert_eq!(fs::metadata(folder.path().join("b.js")).unwrap().modified().unwrap(), past);
    assert_eq!(fs::read_to_string(folder.path().join("a.js")).unwrap(), "new");
    assert!(!folder.path().join("c.js").exists());
}

#[test]
fn the_sheet_of_pages_has_the_tokens_and_no_shadow_tree() {
    let sheet = styles::of_pages(&Material::built(live().path(), &theme()).unwrap()).unwrap();
    assert!(
        sheet.contains("--paper: light-dark(")
            && !sheet.contains(":host")
            && !sheet.contains("rem;\n  --space")
    );
}

#[test]
fn nothing_is_left_that_only_a_page_of_the_book_has() {
    let sheet = styles::of_figures(&Material::built(live().path(), &theme()).unwrap()).unwrap();
    for word in [":root", ".content", "html:not", "(max-width", "prefers-color-scheme", "/*", " 0px)"] {
        assert!(!sheet.replace(styles::NARROW, "").contains(word), "{word} is left");
    }
    let lengths =
        sheet.match_indices("rem").filter(|&(at, _)| sheet[..at].ends_with(|c: char| c.is_ascii_digit()));
    assert_eq!(lengths.count(), 1, "the unit alone is in rem");
    assert_eq!(sheet.matches('{').count(), sheet.matches('}').count());
}

//! The book of this repository, built with the plugin in process.

use std::path::{Path, PathBuf};

use anyhow::Result;
use book_tests::{Page, repository};
use mdbook_counterfactuals::check::check;
use mdbook_counterfactuals::math::Math;
use mdbook_counterfactuals::plugin::Widgets;
use mdbook_counterfactuals::references::References;
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;

use crate::references::sound;

#[test]
fn it_has_no_mistakes() -> Result<()> {
    let mistakes = check(&repository())?.mistakes;
    let lines: Vec<String> = mistakes
        .iter()
        .map(|m| &m.placed)
        .map(|m| format!("{}:{:?} {}", m.file, m.position(), m.message))
        .collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
    Ok(())
}

#[test]
fn every_page_is_whole() -> Result<()> {
    let out = tempfile::tempdir()?;
    let root = repository();
    let mut config = Config::from_disk(root.join("book.toml"))?;
    config.build.build_dir = out.path().to_owned();
    // The plugins run in this process, not by their commands, in the book's own order and with its macros, but know nothing beforehand.
    let caches = tempfile::tempdir()?;
    for plugin in ["references", "math", "widgets"] {
        config.set(format!("preprocessor.{plugin}.cache"), caches.path().join(plugin))?;
    }
    let mut book = MDBook::load_with_config(&root, config)?;
    book.with_preprocessor(References).with_preprocessor(Math).with_preprocessor(Widgets);
    book.build()?;
    let pages = pages(out.path())?;
    let (mut figures, mut formulas, mut citations) = (0, 0, 0);
    for path in &pages {
        let page = Page::read(path)?;
        assert_eq!(page.unexpanded(), [] as [&str; 0], "{}", path.display());
        assert_eq!(page.raw_formulas(), [] as [&str; 0], "{}", path.display());
        assert_eq!(page.raw_citations(), [] as [&str; 0], "{}", path.display());
        formulas += page.all(".katex").len();
        citations += page.all("main .note-cite").len();
        sound(&page, &path.display().to_string());
        for figure in page.all("figure.widget") {
            figures += 1;
            for part in [".widget-title", ".widget-figure", ".widget-sentence", ".widget-comparison"] {
                let selector = scraper::Selector::parse(part).expect("a selector");
                let text: String = figure.select(&selector).flat_map(|part| part.text()).collect();
                assert!(!text.trim().is_empty(), "{}: {part} is empty", path.display());
            }
        }
    }
    assert!(
        figures > 0 && formulas > 0 && citations > 0,
        "{} pages have {figures} figures, {formulas} formulas, {citations} citations",
        pages.len()
    );
    Ok(())
}

fn pages(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut pages = vec![];
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        // The program's documentation is rustdoc's: code with dollars, and no figures.
        if path.is_dir() && path.file_name().is_some_and(|name| name == "api" || name == "embed") {
            continue;
        }
        if path.is_dir() {
            pages.extend(self::pages(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "html") {
            pages.push(path);
        }
    }
    Ok(pages)
}

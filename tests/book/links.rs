//! Links to a figure in a state: `chapter.html?state-ID=STATE#ID`, as “Copy link” writes them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use book_tests::repository;
use mdbook_counterfactuals::directives::{Found, find};
use widgets::parameters::{Arguments, Value, link};
use widgets::registry;

/// A figure of the book: its page, its widget and what the chapter says of it.
struct Figure {
    page: PathBuf,
    widget: String,
    arguments: Arguments,
}

/// A link in a chapter.
#[derive(Debug)]
struct Link {
    page: PathBuf,
    id: String,
    state: String,
    anchor: String,
}

#[test]
fn every_state_in_a_link_is_legal_and_comes_back_as_it_is() -> Result<()> {
    let source = repository().join("src");
    let chapters = chapters(&source)?;
    let figures: BTreeMap<String, Figure> =
        chapters.iter().flat_map(|(path, text)| figures(path, text)).collect();
    let links: Vec<Link> = chapters.iter().flat_map(|(path, text)| links(path, text)).collect();
    ensure!(links.len() >= 10, "only {} links with a state", links.len());
    for link in &links {
        opens(&figures, link).with_context(|| format!("{link:?}"))?;
    }
    Ok(())
}

#[test]
fn what_no_figure_can_show_is_caught() {
    let chapter = "<<#grid id=\"own\" draws=0>>\n\n[a](b.html?state-own=1-focus.C#own) [b](b.html?state-own=1-focus.Z#own) \
                   [c](b.html?state-own=1#own) [d](b.html?state-own=1-focus.C#other) [e](c.html?state-own=1-focus.C#own)";
    let path = Path::new("/x/b.md");
    let figures: BTreeMap<String, Figure> = figures(path, chapter).collect();
    let opened: Vec<bool> = links(path, chapter).iter().map(|link| opens(&figures, link).is_ok()).collect();
    // A legal one; no such item; nothing changed but the draws; another anchor; another page.
    assert_eq!(opened, [true, false, true, false, false]);
    let same = Link { state: "1-draws.0".to_owned(), ..links(path, chapter).remove(0) };
    assert!(opens(&figures, &same).is_err(), "as it is printed");
}

/// Opens a figure as its chapter does, gives it the state, and asks for its state.
fn opens(figures: &BTreeMap<String, Figure>, link: &Link) -> Result<()> {
    let figure = figures.get(&link.id).context("no figure has this id")?;
    ensure!(figure.page == link.page, "the figure stands on {}", figure.page.display());
    ensure!(link.anchor == link.id, "the link leads to #{}", link.anchor);
    let entry = registry::widget(&figure.widget).context("no such widget")?;
    let made = (entry.make)(&figure.arguments, &link.id);
    let mut instance = made.map_err(|errors| anyhow::anyhow!("{errors:?}"))?.instance;
    let before = instance.state().0;
    instance.restore(&link.state);
    let after = instance.state().0;
    ensure!(after != before, "the figure stays as it is printed");
    let (wanted, shown) = (link::decode(&link.state)?, link::decode(&after)?);
    for argument in &wanted {
        ensure!(shown.contains(argument), "{argument:?} became {after}");
    }
    Ok(())
}

fn chapters(folder: &Path) -> Result<Vec<(PathBuf, String)>> {
    let mut found = vec![];
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(chapters(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push((path.clone(), fs::read_to_string(&path)?));
        }
    }
    Ok(found)
}

/// The figures of a chapter that have a name.
fn figures(path: &Path, text: &str) -> impl Iterator<Item = (String, Figure)> {
    let page = path.with_extension("html");
    let directives = find(text).into_iter().filter_map(|found| match found {
        Found::Directive(directive) => Some(directive),
        Found::End(_) | Found::Broken(..) => None,
    });
    directives.filter_map(move |directive| {
        let flags = directive.words.into_iter().map(|word| (word.value, Value::one("true")));
        let keys = directive.arguments.into_iter().map(|(key, value)| (key.value, value.value));
        let arguments: Arguments = flags.chain(keys).collect();
        let (_, id) = arguments.iter().find(|(key, _)| key == "id")?;
        let id = id.as_one()?.to_owned();
        Some((id, Figure { page: page.clone(), widget: directive.name.value, arguments }))
    })
}

/// The links of a chapter that carry a state.
fn links(path: &Path, text: &str) -> Vec<Link> {
    let folder = path.parent().unwrap_or(path);
    let found = text.match_indices("?state-").filter_map(|(place, mark)| {
        let file = text[..place].rsplit('(').next()?;
        let (id, rest) = text[place + mark.len()..].split_once('=')?;
        let (address, _) = rest.split_once(')')?;
        let (state, anchor) = address.split_once('#').unwrap_or((address, ""));
        let page = file.split('/').fold(folder.to_owned(), |folder, step| match step {
            ".." => folder.parent().map(Path::to_owned).unwrap_or_default(),
            step => folder.join(step),
        });
        Some(Link { page, id: id.to_owned(), state: state.to_owned(), anchor: anchor.to_owned() })
    });
    found.collect()
}

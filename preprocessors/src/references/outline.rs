//! The book as a whole: its pages, who cites what, and what can only be wrong across chapters.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path};

use super::bibliography::Flaw;
use super::html;
use super::scan::{Kind, Scan};
use super::stock::Stock;
use crate::diagnostic::{Diagnostic, Placed, nearest};
use crate::expand::{Ids, figures};
use crate::plugin::slug;

/// A page as it was written.
#[derive(Clone, Debug)]
pub(crate) struct Page<'a> {
    /// Its file below the source folder, with forward slashes; empty for text that has no file.
    pub(crate) path: String,
    pub(crate) title: String,
    pub(crate) text: &'a str,
}

impl<'a> Page<'a> {
    /// The page of a file.
    pub(crate) fn new(file: Option<&Path>, title: &str, text: &'a str) -> Self {
        let parts = file.iter().flat_map(|file| file.components()).filter_map(|part| match part {
            Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
            _ => None,
        });
        Self { path: parts.collect::<Vec<_>>().join("/"), title: title.to_owned(), text }
    }
}

/// What is known of every page before one is written.
#[derive(Debug)]
pub(crate) struct Outline<'a> {
    pub(super) stock: &'a Stock,
    pub(super) pages: Vec<Page<'a>>,
    /// What stands in ids for each page, unlike any other's.
    pub(super) slugs: Vec<String>,
    pub(super) scans: Vec<Scan>,
    /// The pages that cite each work, in order.
    pub(super) cited_by: BTreeMap<String, Vec<usize>>,
    /// Figures' ids, by page.
    figures: Vec<Vec<String>>,
}

impl<'a> Outline<'a> {
    /// Looks through a book.
    pub(crate) fn of(stock: &'a Stock, pages: Vec<Page<'a>>) -> Self {
        let (mut slugs, mut ids): (Vec<String>, _) = (vec![], Ids::default());
        let (mut scans, mut drawn) = (vec![], vec![]);
        let mut cited_by: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, page) in pages.iter().enumerate() {
            let short =
                slug(Some(Path::new(&page.path)).filter(|path| path.file_stem().is_some()), &page.title);
            drawn.push(figures(page.text, &short, &mut ids));
            // Two folders may have files of one name; then the whole path tells them apart.
            let long = html::slug(page.path.trim_end_matches(".md"));
            let free = |name: &String| !slugs.contains(name);
            let numbered = (2..).map(|n| format!("{short}-{n}"));
            slugs.push([short.clone(), long].into_iter().chain(numbered).find(free).unwrap_or(short));
            let scan = Scan::of(page.text, stock);
            for key in scan.keys().collect::<BTreeSet<_>>() {
                cited_by.entry(key.to_owned()).or_default().push(index);
            }
            scans.push(scan);
        }
        Self { stock, pages, slugs, scans, cited_by, figures: drawn }
    }

    /// The page with a directive of this kind.
    pub(super) fn page_with(&self, kind: Kind) -> Option<usize> {
        self.scans.iter().position(|scan| scan.has(kind))
    }

    /// A link's target on page `to`, as seen from page `from`.
    pub(super) fn link(&self, from: usize, to: usize, anchor: &str) -> String {
        let path = if from == to { String::new() } else { self.relative(from, &self.pages[to].path) };
        if anchor.is_empty() { path } else { format!("{path}#{anchor}") }
    }

    /// A file below the source folder, as seen from a page.
    pub(super) fn relative(&self, from: usize, path: &str) -> String {
        let folder: Vec<&str> = self.pages[from].path.split('/').collect();
        let (folder, target) = (&folder[..folder.len() - 1], path.split('/').collect::<Vec<_>>());
        let shared = folder.iter().zip(&target[..target.len() - 1]).take_while(|(a, b)| a == b).count();
        let up = std::iter::repeat_n("..", folder.len() - shared);
        up.chain(target[shared..].iter().copied()).collect::<Vec<_>>().join("/")
    }

    /// The page of a file.
    pub(super) fn page_of(&self, path: &str) -> Option<usize> {
        self.pages.iter().position(|page| page.path == path)
    }

    /// What is wrong in the text of a page.
    pub(crate) fn mistakes_on(&self, page: usize) -> &[Diagnostic] {
        &self.scans[page].mistakes
    }

    /// What the terms' file says that does not fit the chapters.
    pub(crate) fn mistakes(&self) -> Vec<Placed> {
        let used: BTreeSet<usize> =
            self.scans.iter().flat_map(|scan| &scan.uses).map(|found| found.term).collect();
        let mut flaws = vec![];
        for (index, term) in self.stock.glossary.terms.iter().enumerate() {
            let name = term.name.get_ref();
            let paths = || self.pages.iter().map(|page| page.path.as_str());
            match self.page_of(term.chapter.get_ref()) {
                None => flaws.push(Flaw {
                    span: term.chapter.span(),
                    message: format!("`{name}` leads to `{}`, which is no chapter", term.chapter.get_ref()),
                    help: near(term.chapter.get_ref(), paths()),
                }),
                Some(page) => {
                    let known = || self.figures[page].iter().map(String::as_str);
                    let lost =
                        term.figure.as_ref().filter(|id| !known().any(|figure| figure == id.get_ref()));
                    flaws.extend(lost.map(|figure| Flaw {
                        span: figure.span(),
                        message: format!(
                            "`{name}` leads to the figure `{}`, which {} does not have",
                            figure.get_ref(),
                            term.chapter.get_ref()
                        ),
                        help: format!("it has {}", known().collect::<Vec<_>>().join(", ")),
                    }));
                }
            }
            if !used.contains(&index) {
                flaws.push(Flaw {
                    span: term.name.span(),
                    message: format!("no chapter uses `{name}`"),
                    help: "add a form under which one does, or take the term out".into(),
                });
            }
        }
        flaws.iter().map(|flaw| self.stock.in_terms(flaw)).collect()
    }

    /// The keys that no chapter cites. They still stand in the collections, so that this is no mistake.
    pub(crate) fn uncited(&self) -> Vec<&'a str> {
        let works = self.stock.works.works.iter().map(|work| work.key.as_str());
        let mut keys: Vec<&str> = works.filter(|key| !self.cited_by.contains_key(*key)).collect();
        keys.sort_unstable();
        keys
    }
}

fn near<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> String {
    nearest(name, names).map_or_else(String::new, |near| format!("did you mean `{near}`?"))
}

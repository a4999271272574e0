//! Everything that chapters can refer to: works, areas and terms, from their three files.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::Context;

use super::bibliography::{Flaw, Works};
use super::glossary::Glossary;
use super::scan::unknown;
use super::toml_file::{self, Areas};
use crate::cache::Cache;
use crate::diagnostic::{Diagnostic, Placed, nearest};

/// The files, below the source folder.
pub(super) const WORKS: &str = "references.bib";
const AREAS: &str = "areas.toml";
const TERMS: &str = "glossary.toml";
/// All of them.
pub(super) const FILES: [&str; 3] = [WORKS, AREAS, TERMS];

/// Works, areas and terms.
#[derive(Debug, Default)]
pub struct Stock {
    pub(super) works: Works,
    pub(super) areas: Areas,
    pub(super) glossary: Glossary,
    /// The text of the terms' file, and its name for an author.
    pub(super) terms_file: (String, String),
}

impl Stock {
    /// Reads the files of a source folder; one that is missing holds nothing. The second part is what is wrong with them.
    ///
    /// # Errors
    /// If a file is there and cannot be read.
    pub fn read(folder: &Path, cache: &Cache) -> anyhow::Result<(Self, Vec<Placed>)> {
        let mut mistakes = vec![];
        let (source, name) = file(folder, WORKS)?;
        let works = works(&source, cache);
        let (bib_source, bib_name) = (source, name);

        let (source, name) = file(folder, AREAS)?;
        // Only a book that shelves its works has to say where each belongs and what it is good for.
        let asked = |flaw: &&Flaw| !source.is_empty() || !flaw.is_of_shelves();
        let flaws = works.flaws.iter().filter(asked);
        mistakes.extend(flaws.map(|flaw| placed(flaw, &bib_source, &bib_name)));
        let areas = toml_file::areas(&source).unwrap_or_else(|flaw| {
            mistakes.push(placed(&flaw, &source, &name));
            Areas::default()
        });
        if !areas.is_empty() {
            let flaws = unknown_areas(&works, &areas);
            mistakes.extend(flaws.iter().map(|flaw| placed(flaw, &bib_source, &bib_name)));
            let flaws = unused_areas(&works, &areas);
            mistakes.extend(flaws.iter().map(|flaw| placed(flaw, &source, &name)));
        }

        let (source, name) = file(folder, TERMS)?;
        let terms = toml_file::terms(&source).unwrap_or_else(|flaw| {
            mistakes.push(placed(&flaw, &source, &name));
            vec![]
        });
        let (glossary, flaws) = Glossary::new(terms, &source);
        mistakes.extend(flaws.iter().map(|flaw| placed(flaw, &source, &name)));
        let stock = Self { works, areas, glossary, terms_file: (source, name) };
        mistakes.extend(stock.unknown_in_definitions());
        Ok((stock, mistakes))
    }

    /// A mistake in the terms' file.
    pub(super) fn in_terms(&self, flaw: &Flaw) -> Placed {
        placed(flaw, &self.terms_file.0, &self.terms_file.1)
    }

    /// Mistakes that somebody else finds in the definitions' texts.
    pub(crate) fn mistakes_in_definitions(&self, find: impl Fn(&str) -> Vec<Diagnostic>) -> Vec<Placed> {
        let terms = self.glossary.terms.iter();
        let found = terms.flat_map(|term| {
            let mistakes = find(term.definition.get_ref());
            mistakes
                .into_iter()
                .map(move |mistake| super::glossary::in_file(&self.terms_file.0, term, &mistake))
        });
        found.map(|flaw| self.in_terms(&flaw)).collect()
    }

    fn unknown_in_definitions(&self) -> Vec<Placed> {
        let mut found = vec![];
        for (index, term) in self.glossary.terms.iter().enumerate() {
            for item in self.glossary.definition(index).citations.iter().flat_map(|citation| &citation.items)
            {
                if self.works.get(&item.key.value).is_none() {
                    let flaw = super::glossary::in_file(&self.terms_file.0, term, &unknown(&item.key, self));
                    found.push(self.in_terms(&flaw));
                }
            }
        }
        found
    }
}

/// The works of a file, remembered by its text: to format a hundred of them takes longer than a saved chapter should.
fn works(source: &str, cache: &Cache) -> Works {
    let made = cache.remember(&["works", source], || serde_json::to_string(&Works::read(source)));
    made.ok().and_then(|made| serde_json::from_str(&made).ok()).unwrap_or_else(|| Works::read(source))
}

fn unknown_areas(works: &Works, areas: &Areas) -> Vec<Flaw> {
    let names = || areas.keys().map(|slug| slug.get_ref().as_str());
    let unknown = works.works.iter().flat_map(|work| {
        let areas = work.areas.iter().filter(|area| !names().any(|known| known == area.as_str()));
        areas.map(move |area| (work, area))
    });
    let flaw = |(work, area): (&super::bibliography::Work, &String)| {
        let help = nearest(area, names())
            .map_or_else(|| format!("add it to src/{AREAS}"), |near| format!("did you mean `{near}`?"));
        Flaw {
            span: work.span.clone(),
            message: format!("`{}` is of the area `{area}`, which has no entry in {AREAS}", work.key),
            help,
        }
    };
    unknown.map(flaw).collect()
}

fn unused_areas(works: &Works, areas: &Areas) -> Vec<Flaw> {
    let unused = areas.keys().filter(|slug| {
        !works.works.iter().any(|work| work.areas.first().is_some_and(|area| area == slug.get_ref()))
    });
    let flaw = |slug: &toml::Spanned<String>| Flaw {
        span: slug.span(),
        message: format!("no work is shelved under `{}`", slug.get_ref()),
        help: "make it the first of the keywords of a work, or take it out".into(),
    };
    unused.map(flaw).collect()
}

/// A file's text, empty if there is none, and its name for an author.
fn file(folder: &Path, name: &str) -> anyhow::Result<(String, String)> {
    let path = folder.join(name);
    let text = match fs::read_to_string(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        read => read.with_context(|| format!("cannot read {}", path.display()))?,
    };
    let root = folder.parent().unwrap_or(folder);
    Ok((text, path.strip_prefix(root).unwrap_or(&path).display().to_string()))
}

fn placed(flaw: &Flaw, source: &str, file: &str) -> Placed {
    Placed {
        file: file.to_owned(),
        source: source.to_owned(),
        span: flaw.span.clone(),
        message: flaw.message.clone(),
        help: flaw.help.clone(),
    }
}

//! The works of `references.bib`, and what is wrong with it.

use std::collections::BTreeMap;
use std::ops::Range;

use biblatex::{Bibliography, ChunksExt, ParseErrorKind, RawBibliography};
use serde::{Deserialize, Serialize};

use super::{entry, format, html};

/// A work that chapters can cite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Work {
    /// What authors write behind the `@`.
    pub(super) key: String,
    /// Where its entry stands in the file.
    pub(super) span: Range<usize>,
    /// `Koh and Liang 2017`.
    pub(super) short: String,
    /// The whole reference, in HTML for running text.
    pub(super) reference: String,
    /// The title, plain.
    pub(super) title: String,
    /// The year it is of.
    pub(super) year: i32,
    /// Where to read it: `url`, or what `doi` leads to.
    pub(super) link: Option<String>,
    /// The slugs of its areas, the one it is shelved under first.
    pub(super) areas: Vec<String>,
    /// What it is good for, in the book's words, plain.
    pub(super) annotation: String,
    /// Its entry as it stands in the file, without what only this book needs.
    pub(super) bibtex: String,
}

impl Work {
    /// The year as it stands in the text, with its letter if it has one.
    pub(super) fn year_written(&self) -> &str {
        self.short.rsplit(' ').next().unwrap_or(&self.short)
    }
}

/// Something wrong in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Flaw {
    pub(super) span: Range<usize>,
    pub(super) message: String,
    pub(super) help: String,
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Works {
    /// In the order of a list of sources.
    pub(super) works: Vec<Work>,
    pub(super) flaws: Vec<Flaw>,
}

/// Fields without which an entry is not done: its names, one of which it must have, and what to write.
const NEEDED: [(&[&str], &str); 5] = [
    (&["author", "editor"], "write `author = {Family, Given and Family, Given}`"),
    (&["title"], "write `title = {…}`"),
    (&["year", "date"], "write `year = {2017}`"),
    (&["keywords"], "write `keywords = {area}` with the name of an area from areas.toml, the main one first"),
    (&["annotation"], "write `annotation = {…}`: one or two sentences on what the work is good for"),
];

/// Fields that have a place of their own on the page, or are none of the reader's business.
const APART: [&str; 8] =
    ["annotation", "keywords", "url", "doi", "urldate", "eprint", "eprinttype", "abstract"];

impl Flaw {
    /// Whether it is about what only the collections need.
    pub(super) fn is_of_shelves(&self) -> bool {
        ["has no keywords", "has no annotation"].iter().any(|end| self.message.ends_with(end))
    }
}

impl Works {
    /// Reads a BibLaTeX file.
    pub(super) fn read(source: &str) -> Self {
        let raw = match RawBibliography::parse(source) {
            Ok(raw) => raw,
            Err(error) => return Self::unreadable(source, error),
        };
        let mut flaws = vec![];
        let mut spans: BTreeMap<&str, Range<usize>> = BTreeMap::new();
        let mut remarks: BTreeMap<&str, Vec<Range<usize>>> = BTreeMap::new();
        for entry in &raw.entries {
            let (key, place) = (entry.v.key.v, entry.v.key.span.clone());
            if !key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
                let message = format!("the key `{key}` cannot stand in a link");
                flaws.push(Flaw {
                    span: place.clone(),
                    message,
                    help: "write letters, digits, - and _".into(),
                });
            }
            let start = source[..entry.span.start].rfind('@').unwrap_or(entry.span.start);
            let end =
                source[entry.span.end..].find('}').map_or(entry.span.end, |brace| entry.span.end + brace + 1);
            if spans.insert(key, start..end).is_some() {
                let message = format!("the key `{key}` stands twice");
                flaws.push(Flaw {
                    span: place.clone(),
                    message,
                    help: "keep one entry, or give it another key".into(),
                });
                continue;
            }
            let ours = entry
                .v
                .fields
                .iter()
                .filter(|field| matches!(field.key.v.to_lowercase().as_str(), "annotation" | "keywords"));
            remarks.insert(key, ours.map(|field| field.key.span.start..field.value.span.end).collect());
            let names: Vec<String> = entry.v.fields.iter().map(|field| field.key.v.to_lowercase()).collect();
            for (needed, help) in NEEDED {
                if !names.iter().any(|name| needed.contains(&name.as_str())) {
                    let message = format!("`{key}` has no {}", needed[0]);
                    flaws.push(Flaw { span: place.clone(), message, help: help.to_owned() });
                }
            }
        }
        if flaws.iter().any(|flaw| flaw.message.ends_with("stands twice")) {
            return Self { works: vec![], flaws };
        }
        match Bibliography::from_raw(raw.clone()) {
            Ok(bibliography) => {
                Self { works: works(source, bibliography, &spans, &remarks, &mut flaws), flaws }
            }
            Err(error) => {
                let mut all = Self::unreadable(source, error);
                all.flaws.extend(flaws);
                all
            }
        }
    }

    fn unreadable(source: &str, error: biblatex::ParseError) -> Self {
        let start = floor(source, error.span.start);
        let end = floor(source, error.span.end).max(start);
        let help = match error.kind {
            ParseErrorKind::UnknownAbbreviation(_) => "put the value in braces",
            _ => "look for a missing brace or comma here or in the line above",
        };
        let message = format!("this is not BibLaTeX: {}", error.kind);
        Self { works: vec![], flaws: vec![Flaw { span: start..end, message, help: help.to_owned() }] }
    }

    /// The work of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Work> {
        self.works.iter().find(|work| work.key == key)
    }
}

fn works(
    source: &str,
    mut bibliography: Bibliography,
    spans: &BTreeMap<&str, Range<usize>>,
    remarks: &BTreeMap<&str, Vec<Range<usize>>>,
    flaws: &mut Vec<Flaw>,
) -> Vec<Work> {
    let mut known = BTreeMap::new();
    for entry in bibliography.iter_mut() {
        let field = |name: &str| {
            entry
                .get(name)
                .map(|chunks| chunks.format_verbatim().split_whitespace().collect::<Vec<_>>().join(" "))
        };
        let year = field("date").or_else(|| field("year")).unwrap_or_default();
        let year = year.get(..4).and_then(|digits| digits.parse().ok());
        let span = spans.get(entry.key.as_str()).cloned().unwrap_or_default();
        if year.is_none() && (entry.get("year").is_some() || entry.get("date").is_some()) {
            let message = format!("the year of `{}` is no year of four digits", entry.key);
            flaws.push(Flaw { span: span.clone(), message, help: "write `year = {2017}`".into() });
        }
        let link = field("url").or_else(|| field("doi").map(|doi| format!("https://doi.org/{doi}")));
        let link = link.filter(|link| {
            let is_web = link.starts_with("https://") || link.starts_with("http://");
            if !is_web {
                let message = format!("the link of `{}` is no address of the web", entry.key);
                let help = "write `url = {https://…}`, or `doi = {10.…}` without the address before it";
                flaws.push(Flaw { span: span.clone(), message, help: help.into() });
            }
            is_web
        });
        let keywords = field("keywords").unwrap_or_default();
        let areas = keywords.split(',').map(|area| area.trim().to_owned()).filter(|area| !area.is_empty());
        let (title, annotation) =
            (field("title").unwrap_or_default(), field("annotation").unwrap_or_default());
        let work = Work {
            key: entry.key.clone(),
            bibtex: entry::own_words(
                source,
                span.clone(),
                remarks.get(entry.key.as_str()).map_or(&[], Vec::as_slice),
            ),
            span,
            short: String::new(),
            reference: entry::venue(entry).map_or_else(String::new, |venue| html::text(&venue)),
            title,
            year: year.unwrap_or_default(),
            link,
            areas: areas.collect(),
            annotation,
        };
        known.insert(entry.key.clone(), work);
        entry::prepare(entry);
        for name in APART {
            entry.remove(name);
        }
    }
    let library = match hayagriva::io::from_biblatex(&bibliography) {
        Ok(library) => library,
        Err(errors) => {
            flaws.extend(errors.into_iter().map(|error| Flaw {
                span: floor(source, error.span.start)..floor(source, error.span.end),
                message: format!("this field cannot be read: {}", error.kind),
                help: String::new(),
            }));
            return vec![];
        }
    };
    let written = format::write(&library).into_iter();
    let works = written.filter_map(|written| {
        let work = known.remove(&written.key)?;
        let (venue, mut reference) = (&work.reference, written.reference);
        if !venue.is_empty() && !reference.contains(venue) {
            reference = format!("{reference} {venue}&#46;");
        }
        Some(Work { short: written.short, reference, ..work })
    });
    works.collect()
}

/// The nearest place at or before one that is no middle of a character.
fn floor(source: &str, place: usize) -> usize {
    let mut place = place.min(source.len());
    while !source.is_char_boundary(place) {
        place -= 1;
    }
    place
}

#[cfg(test)]
#[path = "bibliography_tests.rs"]
mod tests;

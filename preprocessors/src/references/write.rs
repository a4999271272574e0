//! From a chapter with citations and terms to one with notes and a list of its sources.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::ops::Range;

use super::bibliography::Work;
use super::cite::{Citation, Item};
use super::outline::Outline;
use super::scan::Kind;
use super::terms::Use;
use super::{collections, glossary_page, html, notes};
use crate::expand::mistake_box;
use crate::joint::{JOINT, joint};
use crate::quotes;

/// Writes one page.
pub(super) struct Writer<'a> {
    pub(super) outline: &'a Outline<'a>,
    /// The page, by its place in the outline.
    pub(super) page: usize,
    /// Whether it is a page of the web, where notes can open.
    pub(super) web: bool,
    /// Works for the list at the end.
    cited: BTreeSet<&'a str>,
    /// Terms that have a note.
    noted: BTreeSet<usize>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(outline: &'a Outline<'a>, page: usize, web: bool) -> Self {
        Self { outline, page, web, cited: BTreeSet::new(), noted: BTreeSet::new() }
    }

    /// The page's new text.
    pub(super) fn write(mut self) -> String {
        let (text, scan) = (self.outline.pages[self.page].text, &self.outline.scans[self.page]);
        let mut edits: Vec<(Range<usize>, String)> = vec![];
        for (kind, span, prefix) in &scan.directives {
            let written = match kind {
                Kind::Sources => String::new(),
                Kind::Collections => collections::page(&self),
                Kind::Glossary => glossary_page::page(&mut self),
            };
            let written = quotes::single(&written);
            edits.push((span.clone(), format!("{written}\n{}", prefix.trim_end())));
        }
        for citation in &scan.citations {
            let written = self.citation(citation, &text[citation.span.end..]);
            edits.push((citation.span.clone(), quotes::single(&written)));
        }
        for found in &scan.uses {
            edits.push((found.span.clone(), quotes::single(&self.term(found, text))));
        }
        for mistake in &scan.mistakes {
            let shown = mistake_box(text, &mistake.directive, std::slice::from_ref(mistake));
            edits.push((mistake.directive.clone(), shown));
        }
        edits.sort_by_key(|(span, _)| span.start);
        let (mut out, mut from) = (String::with_capacity(2 * text.len()), 0);
        for (span, written) in edits {
            // Two mistakes may be about the same words: one box is enough.
            if span.start >= from {
                out.push_str(&text[from..span.start]);
                out.push_str(&written);
                from = span.end;
            }
        }
        out.push_str(&text[from..]);
        let also: Vec<&str> = scan.also.iter().filter_map(|key| Some(self.work(key)?.key.as_str())).collect();
        self.cited.extend(also);
        out.push_str(&quotes::single(&self.end(text)));
        out
    }

    /// A citation in the text: names and years in brackets, each a button that opens a note. `behind` is what the text goes on with.
    pub(super) fn citation(&mut self, citation: &Citation, behind: &str) -> String {
        let mut parts = vec![];
        for item in &citation.items {
            let Some(work) = self.work(&item.key.value) else { continue };
            self.cited.insert(&work.key);
            let shown = html::text(shown(work, item));
            let named = if self.web { notes::cite_button(self, work, &shown, item.year_only) } else { shown };
            parts.push(format!("{named}{}", html::text(&item.suffix)));
        }
        if !self.web {
            return format!("&#40;{}&#41;", parts.join("; "));
        }
        // A browser breaks a line before a button, whatever joins it to the text, unless both are in a box that keeps to one line.
        if let Some(first) = parts.first_mut() {
            *first = format!("<span class=\"cite-start\">&#40;{first}</span>");
        }
        format!("{}{JOINT}&#41;{}", parts.join(&format!("{JOINT}; ")), joint(behind))
    }

    /// A citation where no note can open: with a link to the collections, if the book has them.
    pub(super) fn plain_citation(&self, citation: &Citation) -> String {
        let parts = citation.items.iter().filter_map(|item| {
            let work = self.work(&item.key.value)?;
            let (shown, suffix) = (html::text(shown(work, item)), html::text(&item.suffix));
            Some(match self.place_in_collections(work) {
                Some(link) => format!("[{shown}]({link}){suffix}"),
                None => format!("{shown}{suffix}"),
            })
        });
        format!("&#40;{}&#41;", parts.collect::<Vec<_>>().join("; "))
    }

    /// A definition in Markdown. On the glossary's own page its citations open notes, elsewhere they are links.
    pub(super) fn definition(&mut self, term: usize, own_page: bool) -> String {
        let stock = self.outline.stock;
        let definition = stock.glossary.definition(term);
        let mut edits: Vec<(Range<usize>, String)> = vec![];
        for citation in &definition.citations {
            let behind = &definition.text[citation.span.end..];
            let written =
                if own_page { self.citation(citation, behind) } else { self.plain_citation(citation) };
            edits.push((citation.span.clone(), written));
        }
        for found in &definition.uses {
            let shown = &definition.text[found.shown.clone()];
            let link = self.place_in_glossary(found.term);
            let written = link.map_or_else(|| shown.to_owned(), |link| format!("[{shown}]({link})"));
            edits.push((found.span.clone(), written));
        }
        edits.sort_by_key(|(span, _)| span.start);
        let mut out = definition.text.to_owned();
        for (span, written) in edits.into_iter().rev() {
            out.replace_range(span, &written);
        }
        out.trim().to_owned()
    }

    /// A term in the text.
    fn term(&mut self, found: &Use, text: &str) -> String {
        let shown = &text[found.shown.clone()];
        if !found.note {
            return shown.to_owned();
        }
        if self.outline.scans[self.page].has(Kind::Glossary) {
            return self
                .place_in_glossary(found.term)
                .map_or_else(|| shown.to_owned(), |link| format!("[{shown}]({link})"));
        }
        if !self.web {
            return shown.to_owned();
        }
        self.noted.insert(found.term);
        format!("{}{}", notes::term_button(self, found.term, shown), joint(&text[found.span.end..]))
    }

    /// What comes behind the text: the list of sources, and the notes that the buttons open.
    fn end(&mut self, text: &str) -> String {
        let mut out = String::new();
        // In the order of the library, which is by authors and year.
        let stock = self.outline.stock;
        let works: Vec<&Work> =
            stock.works.works.iter().filter(|work| self.cited.contains(work.key.as_str())).collect();
        if !works.is_empty() {
            if !ends_in_sources(text) {
                let _ = write!(out, "\n\n## Sources {{#{}-sources}}", self.slug());
            }
            let items: String = works.iter().map(|work| self.item(work)).collect();
            let _ = write!(out, "\n\n<ul class=\"sources\">{items}</ul>\n");
        }
        if self.web {
            let cards = works.iter().map(|work| notes::work_card(self, work)).collect::<String>();
            let terms: Vec<usize> = self.noted.iter().copied().collect();
            let terms = terms.into_iter().map(|term| notes::term_card(self, term)).collect::<String>();
            out.push_str(&cards);
            out.push_str(&terms);
        }
        out
    }

    fn item(&self, work: &Work) -> String {
        let id = format!("{}-source-{}", self.slug(), work.key);
        let link = work.link.as_ref().map(|link| format!(" {}", web_link(link, &work.title)));
        format!("<li id=\"{}\">{}{}</li>", html::attribute(&id), work.reference, link.unwrap_or_default())
    }

    pub(super) fn slug(&self) -> &str {
        &self.outline.slugs[self.page]
    }

    fn work(&self, key: &str) -> Option<&'a Work> {
        self.outline.stock.works.get(key)
    }

    /// Where a work stands in the collections.
    pub(super) fn place_in_collections(&self, work: &Work) -> Option<String> {
        let page = self.outline.page_with(Kind::Collections)?;
        Some(self.outline.link(self.page, page, &format!("work-{}", work.key)))
    }

    /// Where a term stands in the glossary.
    pub(super) fn place_in_glossary(&self, term: usize) -> Option<String> {
        let page = self.outline.page_with(Kind::Glossary)?;
        let anchor = format!("term-{}", self.outline.stock.glossary.slug(term));
        Some(self.outline.link(self.page, page, &anchor))
    }
}

fn shown<'w>(work: &'w Work, item: &Item) -> &'w str {
    if item.year_only { work.year_written() } else { &work.short }
}

/// A link with the name of the site that it leads to; who hears it alone hears the work's title with it. That is in an attribute, since the
/// search would count words of the page.
pub(super) fn web_link(link: &str, title: &str) -> String {
    let site = link.split("//").nth(1).unwrap_or(link).split('/').next().unwrap_or(link);
    let site = site.strip_prefix("www.").unwrap_or(site);
    format!(
        "<a class=\"source-link\" href=\"{}\" aria-label=\"{}&#58; {}\">{}</a>",
        html::attribute(link),
        html::attribute(site),
        html::attribute(title),
        html::text(site)
    )
}

/// Whether the chapter's last section is its own “Sources”, which the list then joins.
fn ends_in_sources(text: &str) -> bool {
    let last = text.lines().rev().find_map(|line| line.strip_prefix("## "));
    last.is_some_and(|heading| heading.split('{').next().unwrap_or_default().trim() == "Sources")
}

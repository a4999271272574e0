//! Works as hayagriva writes them, in the author–date style of the American Sociological Association: in the text “Koh and Liang 2017”, in a list the whole reference.
//!
//! The whole library is formatted at once, so that two works of the same people and year are told apart by the same letter
//! in every chapter.

use std::collections::BTreeMap;

use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::{FontStyle, IndependentStyle, Style};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, ElemChildren, Library,
};

use super::html;

/// How BibLaTeX leaves names out, which hayagriva takes for one more name.
const AND_OTHERS: &str = " and others";

/// A work as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) key: String,
    /// `Koh and Liang 2017`, plain.
    pub(super) short: String,
    /// The whole reference, in HTML for running text.
    pub(super) reference: String,
}

/// Every work of a library, in the order of a list of sources: by authors, then by year.
pub(super) fn write(library: &Library) -> Vec<Written> {
    let Some(style) = style() else { return vec![] };
    let locales = locales();
    let mut driver = BibliographyDriver::new();
    for entry in library {
        driver.citation(CitationRequest::from_items(vec![CitationItem::with_entry(entry)], &style, &locales));
    }
    let rendered = driver.finish(BibliographyRequest::new(&style, None, &locales));
    let short = |key: &str| {
        let place = library.iter().position(|entry| entry.key() == key)?;
        let mut plain = String::new();
        plain_text(&rendered.citations.get(place)?.citation, &mut plain);
        // The style's brackets stand around the whole group, which is ours to write.
        let plain = plain.trim().trim_start_matches('(').trim_end_matches(')');
        Some(plain.replace(AND_OTHERS, " et al."))
    };
    let items = rendered.bibliography.iter().flat_map(|bibliography| &bibliography.items);
    let written = items.filter_map(|item| {
        let mut reference = String::new();
        markup(&item.content, &mut reference);
        Some(Written { key: item.key.clone(), short: short(&item.key)?, reference: mended(&reference) })
    });
    let mut written: Vec<Written> = written.collect();
    tell_apart(&mut written);
    written
}

/// Gives works of the same name and year a letter each, in their order in the list: 2019a, 2019b.
fn tell_apart(works: &mut [Written]) {
    let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, work) in works.iter().enumerate() {
        same.entry(work.short.clone()).or_default().push(index);
    }
    for (short, places) in same.into_iter().filter(|(_, places)| places.len() > 1) {
        let year = short.rsplit(' ').next().unwrap_or_default();
        for (letter, place) in ('a'..='z').zip(places) {
            let work = &mut works[place];
            work.short.push(letter);
            let (plain, lettered) =
                (html::text(&format!(" {year}.")), html::text(&format!(" {year}{letter}.")));
            work.reference = work.reference.replacen(&plain, &lettered, 1);
        }
    }
}

/// A reference without the slips that hayagriva makes in this style, each with what it should be.
fn mended(reference: &str) -> String {
    let slips = [
        (", and others.", " et al."),
        ("?.”", "?”"),
        ("!.”", "!”"),
        ("” in <em>", "” In <em>"),
        // Title case takes the word behind a comma for a first one.
        (", And ", ", and "),
    ];
    let encode = |slip: &str| {
        let parts: Vec<String> = slip.split("<em>").map(html::text).collect();
        parts.join("<em>")
    };
    slips
        .iter()
        .fold(reference.to_owned(), |text, (wrong, right)| text.replace(&encode(wrong), &encode(right)))
}

/// The style, out of the archive that hayagriva carries.
fn style() -> Option<IndependentStyle> {
    match ArchivedStyle::AmericanSociologicalAssociation.get() {
        Style::Independent(mut style) => {
            // Short names in the text: from three people on the first alone. Works are told apart by letters, which we add:
            // hayagriva's misses works whose second names differ.
            let citation = &mut style.citation;
            citation.name_options.et_al_min = Some(3);
            citation.name_options.et_al_use_first = Some(1);
            citation.disambiguate_add_names = false;
            citation.disambiguate_add_givenname = false;
            citation.disambiguate_add_year_suffix = false;
            Some(style)
        }
        Style::Dependent(_) => None,
    }
}

fn plain_text(children: &ElemChildren, out: &mut String) {
    for child in &children.0 {
        match child {
            ElemChild::Text(text) | ElemChild::Link { text, .. } => out.push_str(&text.text),
            ElemChild::Elem(element) => plain_text(&element.children, out),
            ElemChild::Markup(markup) => out.push_str(markup),
            ElemChild::Transparent { .. } => {}
        }
    }
}

fn markup(children: &ElemChildren, out: &mut String) {
    for child in &children.0 {
        match child {
            ElemChild::Text(text) | ElemChild::Link { text, .. } => {
                let italic = text.formatting.font_style == FontStyle::Italic;
                let written = html::text(&text.text);
                let parts = if italic { ["<em>", &written, "</em>"] } else { ["", &written, ""] };
                out.extend(parts);
            }
            ElemChild::Elem(element) => markup(&element.children, out),
            ElemChild::Markup(markup) => out.push_str(&html::text(markup)),
            ElemChild::Transparent { .. } => {}
        }
    }
}

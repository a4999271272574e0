//! `<<#collections>>`: every work by area, with what it is good for, who cites it, and its BibTeX.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::bibliography::Work;
use super::filters::{self, Years};
use super::html;
use super::stock::WORKS;
use super::write::{Writer, web_link};

/// Works under one area.
pub(super) struct Section<'a> {
    pub(super) slug: &'a str,
    pub(super) name: &'a str,
    introduction: &'a str,
    /// By year, then in the order of a list of sources.
    pub(super) works: Vec<&'a Work>,
}

/// The page's text.
pub(super) fn page(writer: &Writer<'_>) -> String {
    let sections = sections(writer);
    let years = Years::of(sections.iter().flat_map(|section| &section.works).map(|work| work.year));
    let total: usize = sections.iter().map(|section| section.works.len()).sum();
    let mut out = format!(
        "{} in {}. <a href=\"{}\" download>Download all of them as BibTeX</a>.\n\n<div class=\"collections\">\n\n",
        html::count(total, "work", "works"),
        html::count(sections.len(), "area", "areas"),
        writer.outline.relative(writer.page, WORKS)
    );
    if writer.web {
        let _ = write!(out, "{}\n\n", filters::controls(&sections, &years));
    }
    for section in &sections {
        let ranges: Vec<String> = section.works.iter().map(|work| years.name(work.year).to_owned()).collect();
        let _ = write!(
            out,
            "<section class=\"area\" {}>\n\n## {} {{#area-{}}}\n\n{}\n\n",
            filters::shown_under(&[section.slug.to_owned()], &ranges),
            html::text(section.name),
            section.slug,
            html::text(section.introduction)
        );
        for work in &section.works {
            let _ = write!(out, "{}\n\n", entry(writer, work, section.slug, &years));
        }
        out.push_str("</section>\n\n");
    }
    out.push_str("</div>\n");
    out
}

/// The areas in the order of their file, then those that have no entry in it.
fn sections<'a>(writer: &Writer<'a>) -> Vec<Section<'a>> {
    let stock = writer.outline.stock;
    let mut shelved: BTreeMap<&str, Vec<&Work>> = BTreeMap::new();
    for work in &stock.works.works {
        if let Some(area) = work.areas.first() {
            shelved.entry(area).or_default().push(work);
        }
    }
    let mut known: Vec<_> = stock.areas.iter().collect();
    known.sort_by_key(|(slug, _)| slug.span().start);
    let mut sections: Vec<Section<'a>> = known
        .into_iter()
        .filter_map(|(slug, area)| {
            let works = shelved.remove(slug.get_ref().as_str())?;
            Some(Section { slug: slug.get_ref(), name: &area.name, introduction: &area.introduction, works })
        })
        .collect();
    sections.extend(shelved.into_iter().map(|(slug, works)| Section {
        slug,
        name: slug,
        introduction: "",
        works,
    }));
    for section in &mut sections {
        section.works.sort_by_key(|work| work.year);
    }
    sections
}

/// One work, in one line.
fn entry(writer: &Writer<'_>, work: &Work, area: &str, years: &Years) -> String {
    let shown = filters::shown_under(&[area.to_owned()], &[years.name(work.year).to_owned()]);
    let link = work.link.as_ref().map(|link| format!(" {}", web_link(link, &work.title))).unwrap_or_default();
    let outline = writer.outline;
    let citing = outline.cited_by.get(&work.key).into_iter().flatten().filter(|&&page| page != writer.page);
    let citing: Vec<String> = citing
        .map(|&page| {
            let anchor = format!("{}-source-{}", outline.slugs[page], work.key);
            let target = html::attribute(&outline.link(writer.page, page, &anchor));
            format!("<a href=\"{target}\">{}</a>", html::text(&outline.pages[page].title))
        })
        .collect();
    let citing = match citing.as_slice() {
        [] => String::new(),
        citing => format!("<p class=\"work-cited\">Cited in {}</p>", citing.join(" · ")),
    };
    format!(
        "<div class=\"work\" id=\"work-{}\" {shown}><p>{}{link}</p>{}{citing}<details class=\"work-bibtex\">\
         <summary>BibTeX<span class=\"for-ears\"> of {}</span></summary><pre><code class=\"language-plaintext\">{}</code></pre></details></div>",
        html::attribute(&work.key),
        work.reference,
        html::paragraph(&work.annotation),
        html::text(&work.short),
        lines(&work.bibtex)
    )
}

/// Lines of code in one line of HTML.
fn lines(code: &str) -> String {
    code.lines().map(html::text).collect::<Vec<_>>().join("&#10;")
}

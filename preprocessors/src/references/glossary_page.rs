//! `<<#glossary>>`: every term in the order of the alphabet.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::html;
use super::write::Writer;

/// The page's text.
pub(super) fn page(writer: &mut Writer<'_>) -> String {
    let outline = writer.outline;
    let glossary = &outline.stock.glossary;
    let mut letters: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    let mut order: Vec<usize> = (0..glossary.terms.len()).collect();
    order.sort_by_key(|&term| glossary.slug(term));
    for term in order {
        let first = glossary.slug(term).chars().next().unwrap_or('?');
        letters.entry(first.to_uppercase().next().unwrap_or(first)).or_default().push(term);
    }
    let mut out = String::from("<nav class=\"letters\" aria-label=\"Letters\">");
    for letter in letters.keys() {
        let _ = write!(out, "<a href=\"#letter-{}\">{letter}</a> ", anchor(*letter));
    }
    out.push_str("</nav>\n");
    for (letter, terms) in letters {
        let _ = write!(out, "\n## {letter} {{#letter-{}}}\n\n<dl class=\"terms\">\n", anchor(letter));
        for term in terms {
            entry(writer, term, &mut out);
        }
        out.push_str("</dl>\n");
    }
    out
}

fn entry(writer: &mut Writer<'_>, term: usize, out: &mut String) {
    let outline = writer.outline;
    let known = &outline.stock.glossary.terms[term];
    let slug = outline.stock.glossary.slug(term);
    let forms: Vec<String> = known.forms.iter().map(|form| html::text(form.get_ref())).collect();
    let also = match forms.as_slice() {
        [] => String::new(),
        forms => format!(" <span class=\"term-forms\">also {}</span>", forms.join(", ")),
    };
    let _ = write!(
        out,
        "<dt id=\"term-{}\">{}{also}</dt>\n<dd>\n\n{}\n\n",
        html::attribute(&slug),
        html::text(known.name.get_ref()),
        writer.definition(term, true)
    );
    let mut links = vec![];
    if let Some(chapter) = outline.page_of(known.chapter.get_ref()) {
        let title = html::text(&outline.pages[chapter].title);
        links.push(format!("[{title}]({})", outline.link(writer.page, chapter, "")));
        links.extend(known.figure.as_ref().map(|figure| {
            format!("[see it in a figure]({})", outline.link(writer.page, chapter, figure.get_ref()))
        }));
    }
    let _ = write!(out, "{}\n\n</dd>\n", links.join(" · "));
}

fn anchor(letter: char) -> String {
    letter.to_lowercase().collect()
}

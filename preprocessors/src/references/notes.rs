//! Notes that open beside the text: a button in the line, and at the chapter's end what it opens.
//!
//! Buttons and notes are HTML's own popovers, which need no script: a tap, Enter or the space bar opens one, Esc or a tap beside it closes it.
//! A note stands at the end, not in the line, since a paragraph can hold no paragraphs, and once for each work or term, however often it
//! is named. Ids begin with the chapter's name, since all chapters meet on the print page.

use super::bibliography::Work;
use super::html;
use super::write::{Writer, web_link};

/// A citation in the text. A year alone gets the whole name for who hears it.
pub(super) fn cite_button(writer: &Writer<'_>, work: &Work, shown: &str, year_only: bool) -> String {
    let name =
        if year_only { format!(" aria-label=\"{}\"", html::attribute(&work.short)) } else { String::new() };
    button("note-cite", &work_id(writer, work), &name, shown)
}

/// A term in the text.
pub(super) fn term_button(writer: &Writer<'_>, term: usize, shown: &str) -> String {
    button("note-term", &term_id(writer, term), "", shown)
}

fn button(kind: &str, id: &str, name: &str, shown: &str) -> String {
    let id = html::attribute(id);
    format!(
        "<button type=\"button\" class=\"note-button {kind}\" popovertarget=\"{id}\"{name}>{shown}</button>"
    )
}

/// The note of a work: its reference, what it is good for, and where to read on.
pub(super) fn work_card(writer: &Writer<'_>, work: &Work) -> String {
    let mut links = vec![];
    links.extend(work.link.as_ref().map(|link| web_link(link, &work.title)));
    let place = writer.place_in_collections(work);
    links
        .extend(place.map(|place| format!("<a href=\"{}\">In the collections</a>", html::attribute(&place))));
    let inside = format!(
        "<p>{}</p>{}{}",
        work.reference,
        html::paragraph(&work.annotation),
        if links.is_empty() {
            String::new()
        } else {
            format!("<p class=\"note-links\">{}</p>", links.join(" · "))
        }
    );
    let id = work_id(writer, work);
    format!("\n\n{}{inside}{}</div>\n", open(&id, &work.short), close(&id))
}

/// The note of a term. Its definition is Markdown, so that formulas in it are set with those of the chapter. In the term's own chapter its
/// name is a heading: mdBook's search goes by headings, and whoever looks for a term is to be led to that chapter. A heading written in HTML
/// gets no place in the sidebar.
pub(super) fn term_card(writer: &mut Writer<'_>, term: usize) -> String {
    let (id, outline) = (term_id(writer, term), writer.outline);
    let known = &outline.stock.glossary.terms[term];
    let name = known.name.get_ref();
    let definition = writer.definition(term, false);
    let mut links = vec![];
    let mut own = false;
    if let Some(chapter) = outline.page_of(known.chapter.get_ref()) {
        own = chapter == writer.page;
        if !own {
            let target = outline.link(writer.page, chapter, "");
            links.push(format!("[{}]({target})", html::text(&outline.pages[chapter].title)));
        }
        links.extend(known.figure.as_ref().map(|figure| {
            format!("[See it in a figure]({})", outline.link(writer.page, chapter, figure.get_ref()))
        }));
    }
    let shown = html::text(name);
    // Once more, for the search: a section that has its words in its heading and in its text comes before one that has them in its heading.
    let glossary = if own { format!("{shown} in the glossary") } else { "In the glossary".to_owned() };
    links.extend(writer.place_in_glossary(term).map(|place| format!("[{glossary}]({place})")));
    let named = if own {
        let id = html::attribute(&id);
        format!("<h3 class=\"note-name\" id=\"{id}-name\">{shown}</h3>")
    } else {
        format!("<p class=\"note-name\">{shown}</p>")
    };
    let (open, close) = (open(&id, name), close(&id));
    format!("\n\n{open}{named}\n\n{definition}\n\n{}\n\n{close}\n\n</div>\n", links.join(" · "))
}

fn open(id: &str, name: &str) -> String {
    let (id, name) = (html::attribute(id), html::attribute(name));
    format!("<div class=\"note\" id=\"{id}\" popover role=\"note\" aria-label=\"{name}\">")
}

fn close(id: &str) -> String {
    let id = html::attribute(id);
    format!(
        "<div class=\"note-end\"><button type=\"button\" class=\"note-close\" popovertarget=\"{id}\" popovertargetaction=\"hide\">Close</button></div>"
    )
}

fn work_id(writer: &Writer<'_>, work: &Work) -> String {
    format!("{}-work-{}", writer.slug(), work.key)
}

fn term_id(writer: &Writer<'_>, term: usize) -> String {
    format!("{}-term-{}", writer.slug(), writer.outline.stock.glossary.slug(term))
}

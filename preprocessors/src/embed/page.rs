//! The page of one widget.

use widgets::markup::html::escape;
use widgets::parameters::Arguments;
use widgets::registry::Entry;

use super::export::attributes;
use super::{FIGURE_SHEET, PAGE_SHEET};

/// What a page is made of.
pub struct Page<'a> {
    /// The widget.
    pub entry: &'a Entry,
    /// Its first frame.
    pub figure: &'a str,
    /// The version of the files beside it.
    pub version: &'a str,
    /// Where the textbook is, if that is known.
    pub book: Option<&'a str>,
}

/// The book's title, behind which a page's own stands.
pub(crate) const BOOK_TITLE: &str = "Data Counterfactuals";

/// What a page of ours may do: run and fetch what lies beside it, and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
                      img-src 'self' data: blob:; base-uri 'none'; form-action 'none'";

/// The page: complete without scripts, nothing inline but the figure itself, which lies in a shadow tree that the parser makes.
pub fn html(page: &Page<'_>) -> String {
    let Page { entry, figure, version, book } = page;
    let head = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <link rel=\"stylesheet\" href=\"{PAGE_SHEET}?v={version}\">\n\
         <link rel=\"preload\" as=\"style\" href=\"{FIGURE_SHEET}?v={version}\">\n\
         <script type=\"module\" src=\"page.js?v={version}\"></script>"
    );
    let sheet = format!("<link rel=\"stylesheet\" href=\"{FIGURE_SHEET}?v={version}\">");
    whole(entry, &vec![], &head, &sheet, figure, *book, "")
}

/// A page with these keys, this head, this style sheet for the figure, and `end` behind all else.
pub(crate) fn whole(
    entry: &Entry,
    arguments: &Arguments,
    head: &str,
    sheet: &str,
    figure: &str,
    book: Option<&str>,
    end: &str,
) -> String {
    let title = escape(&title_of(figure));
    let about = escape(entry.about);
    let footer = book.map_or_else(String::new, |book| {
        let book = escape(book);
        format!("<footer><p>From the textbook <a href=\"{book}\" target=\"_blank\" rel=\"noopener\">{BOOK_TITLE}</a></p></footer>\n")
    });
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} · {BOOK_TITLE}</title>\n<link rel=\"icon\" href=\"data:,\">\n<meta name=\"description\" content=\"{about}\">\n{head}\n</head>\n<body>\n\
         <main><data-counterfactual widget=\"{}\"{}><template shadowrootmode=\"open\">{sheet}{figure}</template></data-counterfactual></main>\n\
         {footer}{end}</body>\n</html>\n",
        entry.name,
        attributes(arguments)
    )
}

/// The title in a figure's markup, as text.
fn title_of(figure: &str) -> String {
    let from = figure.split_once("class=\"widget-title\"").map_or("", |(_, rest)| rest);
    let inside =
        from.split_once('>').and_then(|(_, rest)| rest.split_once("</p>")).map_or("", |(title, _)| title);
    let references =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#10;", " "), ("&#13;", " "), ("&amp;", "&")];
    references.iter().fold(inside.to_owned(), |text, (reference, is)| text.replace(reference, is))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_is_read_as_text() {
        let figure = "<figure><p class=\"widget-title\" id=\"x\">Is 1 &lt; 2 &amp; 3?</p><p>no</p></figure>";
        assert_eq!(title_of(figure), "Is 1 < 2 & 3?");
        assert_eq!(title_of("<figure></figure>"), "");
    }
}

//! A piece of Markdown in plain words: what the device keeps of a question.

use mdbook_markdown::pulldown_cmark::{Event, Parser, TagEnd};

use crate::math;

/// The text of a piece of Markdown that the plugins have been through: formulas as their TeX, notes left out, line breaks as spaces.
pub(super) fn words(markdown: &str) -> String {
    let (mut out, mut skipped) = (String::new(), Skip::default());
    for event in Parser::new_ext(markdown, math::options()) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => skipped.html(&html, &mut out),
            Event::Text(text) | Event::Code(text) if !skipped.skips() => out.push_str(&text),
            Event::Text(text) if skipped.is_tex() => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                out.push(' ');
            }
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Elements of raw HTML that say nothing, or say it twice.
#[derive(Default)]
struct Skip {
    /// The elements that are open since the first one that is skipped.
    open: Vec<String>,
}

impl Skip {
    fn skips(&self) -> bool {
        !self.open.is_empty()
    }

    /// Whether the text is the TeX that KaTeX leaves beside what it draws.
    fn is_tex(&self) -> bool {
        self.open.last().is_some_and(|tag| tag == "annotation")
    }

    /// Goes through the tags of a piece of HTML, and writes the texts between them.
    fn html(&mut self, html: &str, out: &mut String) {
        let mut rest = html;
        while let Some(start) = rest.find('<') {
            self.text(&rest[..start], out);
            let Some(end) = rest[start..].find('>') else { return };
            self.tag(&rest[start + 1..start + end]);
            rest = &rest[start + end + 1..];
        }
        self.text(rest, out);
    }

    fn text(&self, text: &str, out: &mut String) {
        if !self.skips() || self.is_tex() {
            let plain =
                text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
            out.push_str(&plain);
        }
    }

    fn tag(&mut self, tag: &str) {
        if let Some(name) = tag.strip_prefix('/') {
            if self.open.last().is_some_and(|open| open == name.trim()) {
                self.open.pop();
            }
            return;
        }
        let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
        // The plugins write either kind of quotation marks.
        let is_formula =
            ["class=\"katex", "class='katex", "class=katex"].iter().any(|class| tag.contains(class));
        let says_nothing = is_formula || tag.contains("popover") && !tag.contains("popovertarget");
        let is_void = tag.ends_with('/') || matches!(name, "br" | "img" | "input" | "wbr" | "hr");
        if !is_void && (self.skips() || says_nothing) {
            self.open.push(name.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_said_in_plain_words() {
        let cases = [
            ("**Predict first.** One\ntwo `three`.\n\nFour", "Predict first. One two three. Four"),
            ("It is &#48;&#46;2 here", "It is 0.2 here"),
            (
                "A <span class=\"katex\"><span><math><mi>x</mi><annotation encoding=\"a\">x_1</annotation></math></span><span>x1</span></span> b",
                "A x_1 b",
            ),
            (
                "(<span class='katex'><span class='katex-mathml'><math><mi>C</mi><annotation encoding='a'>C = 1</annotation></math></span><span \
                 class='katex-html' aria-hidden='true'>C=1</span></span>)",
                "(C = 1)",
            ),
            (
                "A <button popovertarget=\"n\">term</button><span id=\"n\" popover>its <em>meaning</em></span>, b",
                "A term, b",
            ),
        ];
        for (markdown, expected) in cases {
            assert_eq!(words(markdown), expected, "{markdown}");
        }
    }
}

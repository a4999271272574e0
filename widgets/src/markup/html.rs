//! Writing the tree as HTML: one line, whatever the text says.
//!
//! The result is put into Markdown, where a line break could end the HTML block, so that line breaks in texts and
//! attributes are written as character references.

use super::{Element, Kind, Node};

/// Elements that have no end tag.
const VOID: [&str; 5] = ["br", "col", "hr", "img", "input"];

impl Node {
    /// The node as one line of HTML.
    pub fn to_html(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self.kind() {
            Kind::Text(text) => escape_into(text, out),
            Kind::Element(element) => element.write(out),
        }
    }
}

impl Element {
    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(self.tag);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            escape_into(value, out);
            out.push('"');
        }
        out.push('>');
        if VOID.contains(&self.tag) {
            return;
        }
        for child in &self.children {
            child.write(out);
        }
        out.push_str("</");
        out.push_str(self.tag);
        out.push('>');
    }
}

/// A text as it stands in HTML, in an element or between double quotes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(text, &mut out);
    out
}

fn escape_into(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::element;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_tree_is_one_line() {
        let tree =
            element::<()>("p").attribute("title", "a \"b\"\n\nc").flag("hidden", true).flag("open", false);
        let tree = tree.child(element("br")).text("x < y & z");
        assert_eq!(
            tree.into_node().to_html(),
            "<p title=\"a &quot;b&quot;&#10;&#10;c\" hidden=\"\"><br>x &lt; y &amp; z</p>"
        );
    }

    /// What a parser makes of the references that [`escape`] writes.
    fn unescape(text: &str) -> String {
        let references = [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&#10;", "\n"),
            ("&#13;", "\r"),
            ("&amp;", "&"),
        ];
        references.iter().fold(text.to_owned(), |text, (reference, is)| text.replace(reference, is))
    }

    proptest! {
        #[test]
        fn escaping_round_trips_and_leaves_nothing_to_parse(text in "(?s).{0,80}") {
            let escaped = escape(&text);
            prop_assert!(!escaped.contains(['<', '>', '"', '\n', '\r']));
            prop_assert_eq!(unescape(&escaped), text);
        }
    }
}

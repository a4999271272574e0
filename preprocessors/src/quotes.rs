//! Attributes between single quotation marks, for what other plugins read behind ours.
//!
//! mdBook hands a book on as JSON, which it writes into the next plugin's pipe piece by piece: each `"` of the text is two system calls. The
//! formulas and notes of a book have more than a hundred thousand of them.

/// The same HTML, or Markdown with HTML in it, with `'` around the attributes that have no `'` in them.
pub(crate) fn single(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut in_tag, mut rest) = (false, text);
    while let Some(place) = rest.find(if in_tag { ['"', '>'] } else { ['<', '<'] }) {
        let (before, mark) = rest.split_at(place);
        out.push_str(before);
        rest = &mark[1..];
        match &mark[..1] {
            "\"" => {
                let Some((value, behind)) = rest.split_once('"') else {
                    rest = mark;
                    break;
                };
                let quote = if value.contains('\'') { '"' } else { '\'' };
                out.extend([quote.encode_utf8(&mut [0; 4]), value, quote.encode_utf8(&mut [0; 4])]);
                rest = behind;
            }
            other => {
                out.push_str(other);
                in_tag = other == "<" && rest.starts_with(|next: char| next.is_ascii_alphabetic());
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_change_and_texts_do_not() {
        assert_eq!(single("\"a\" <b class=\"c d\" e>\"f\"</b>"), "\"a\" <b class='c d' e>\"f\"</b>");
        assert_eq!(single("<b a=\"it's\" b=\"c\">"), "<b a=\"it's\" b='c'>");
        assert_eq!(
            single("1 < 2, \"x\" > 3, <<#number x title=\"y\">>"),
            "1 < 2, \"x\" > 3, <<#number x title=\"y\">>"
        );
        assert_eq!(single("<b a=\"1 > 2\" b=\"c\">"), "<b a='1 > 2' b='c'>");
        assert_eq!(single("no end <b a=\"c\""), "no end <b a='c'");
        assert_eq!(single("no end <b a=\"c"), "no end <b a=\"c");
    }
}

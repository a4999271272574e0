//! Texts and attributes in a form that Markdown, mathematics and tables hand on as they are.

use std::fmt::Write;

/// A text inside a paragraph: every character that Markdown could read as a mark becomes a reference, and so does the dollar of a formula.
pub(super) fn text(plain: &str) -> String {
    encode(plain, |_| false)
}

/// A text as a paragraph of its own; nothing if it is empty.
pub(super) fn paragraph(plain: &str) -> String {
    if plain.is_empty() { String::new() } else { format!("<p>{}</p>", text(plain)) }
}

/// A value between the quotation marks of an attribute.
pub(super) fn attribute(plain: &str) -> String {
    encode(plain, |character| "-./:?=#,".contains(character))
}

fn encode(plain: &str, harmless: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(plain.len() + plain.len() / 4);
    for character in plain.chars() {
        if character.is_control() {
            out.push(' ');
        } else if character.is_ascii_punctuation() && !harmless(character) {
            let _ = write!(out, "&#{};", u32::from(character));
        } else {
            out.push(character);
        }
    }
    out
}

/// A name for links from words: small letters, digits and hyphens.
pub(super) fn slug(words: &str) -> String {
    let parts: Vec<String> = words
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    parts.join("-")
}

/// `one work`, `2 works`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_references() {
        assert_eq!(text("a *b* $c$ <d>"), "a &#42;b&#42; &#36;c&#36; &#60;d&#62;");
        assert_eq!(text("1. x\ny"), "1&#46; x y");
        assert_eq!(attribute("https://a.b/c_d?e=$f|g"), "https://a.b/c&#95;d?e=&#36;f&#124;g");
    }

    #[test]
    fn slugs_are_words_with_hyphens() {
        assert_eq!(slug("Beta(α, β) Shapley"), "beta-α-β-shapley");
        assert_eq!(slug("leave-one-out"), "leave-one-out");
    }
}

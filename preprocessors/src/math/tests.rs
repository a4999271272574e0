//! Formulas in chapters.

use super::*;
use crate::cache::Cache;

fn typesetter() -> Typesetter {
    let macros = [("\\loss".to_owned(), "\\ell".to_owned())].into_iter().collect();
    Typesetter::new(macros, Cache::default())
}

fn html(text: &str) -> String {
    let set = set(text, &typesetter());
    assert_eq!(set.diagnostics, [], "{text}");
    set.text
}

#[test]
fn a_formula_is_set_for_the_eye_and_for_the_ear() {
    let set = html("Let $x_1^2$ be.");
    assert!(set.starts_with("Let <span class='math'><span class='katex'>"), "{set}");
    assert!(set.contains("<math") && set.contains("aria-hidden='true'"), "{set}");
    assert!(set.ends_with("</span> be."), "{set}");
    assert!(!set.contains('$'));
}

#[test]
fn a_comma_stays_with_its_formula() {
    assert!(html("$x$, and").contains("</span>&#8288;, and"));
    assert!(html("$x$ and").contains("</span> and"));
}

#[test]
fn a_display_stands_alone_or_in_its_line() {
    let set = html("before\n\n$$\\sum_i\n  x_i$$\n\nafter");
    assert!(set.starts_with("before\n\n<div class='math math-display' tabindex='0'"), "{set}");
    let line = set.lines().find(|line| line.starts_with("<div")).unwrap();
    assert!(line.ends_with("</div>") && set.ends_with("\n\nafter"), "one line for the formula: {set}");
    assert!(html("in line $$x$$ here").contains("in line <span class='math'><span class='katex-display'>"));
    let quoted = html("> $$a\n> b$$\n> more");
    assert!(quoted.starts_with("> <div class") && quoted.contains("\n>\n> more"), "{quoted}");
}

#[test]
fn macros_hold_for_the_whole_book() {
    assert_eq!(
        html("$\\loss$").replace("\\ell", ""),
        html("$\\ell$").replace("\\ell", "").replace("&#92;ell", "&#92;loss")
    );
}

/// What Markdown makes of a text, as mdBook does.
fn rendered(text: &str) -> String {
    use mdbook_markdown::pulldown_cmark::html::push_html;
    use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
    let mut out = String::new();
    push_html(&mut out, new_cmark_parser(text, &MarkdownOptions::default()));
    out
}

/// The texts of the elements, in order.
fn texts(html: &str) -> String {
    let (mut out, mut in_tag) = (String::new(), false);
    for character in html.chars() {
        match character {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag => out.push(character),
            _ => {}
        }
    }
    out.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

#[test]
fn markdown_hands_a_formula_on_as_it_is() {
    let typesetter = typesetter();
    for tex in [
        "a*b*c",
        "p_{(1)} < |x| \\& `",
        "f'(x) - - - g",
        "\\left\\| \\frac{\\text{a *c* [d](e)}}{\\sqrt{2}} \\right\\|",
        "\\text{\"q\" ...}",
    ] {
        let plain = typesetter.set(tex, false).unwrap();
        // What KaTeX writes holds bars, and none of them ends a cell.
        let page = rendered(&format!("| x |\n|---|\n| {} |\n", inline_of(&plain)));
        assert!(texts(&page).contains(texts(&plain).trim()), "{tex}\n{}\n{}", texts(&page), texts(&plain));
    }
}

fn inline_of(html: &str) -> String {
    typeset::inline(html)
}

#[test]
fn a_mistake_is_shown_at_its_place() {
    let text = "One.\n\nTwo $x + \\frac{1}$ and $\\nope$ and $ä\\bad$.";
    let set = set(text, &typesetter());
    let said: Vec<(&str, &str)> = set
        .diagnostics
        .iter()
        .map(|mistake| (mistake.message.as_str(), &text[mistake.span.clone()]))
        .collect();
    assert_eq!(
        said,
        [
            (
                "this formula cannot be set: Unexpected end of input in a macro argument, expected '}'",
                "$x + \\frac{1}$"
            ),
            ("this formula cannot be set: Undefined control sequence: \\nope", "\\"),
            ("this formula cannot be set: Undefined control sequence: \\bad", "\\"),
        ]
    );
    assert_eq!(set.text.matches("directive-mistake").count(), 3);
}

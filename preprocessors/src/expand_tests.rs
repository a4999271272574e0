//! Chapters in, chapters and mistakes out.

use super::*;

fn page(text: &str) -> Expanded {
    drawn(text, Medium::Page { version: "v" })
}

fn drawn(text: &str, medium: Medium<'_>) -> Expanded {
    let (cache, chapters) = (Cache::default(), Chapters::default());
    let around = Surroundings { slug: "chapter", file: None, medium, cache: &cache, chapters: &chapters };
    expand(text, around, &mut Ids::default())
}

/// What each mistake points at, its message and its help.
fn mistakes(text: &str) -> Vec<(String, String, String)> {
    let diagnostics = page(text).diagnostics.into_iter();
    diagnostics.map(|d| (text[d.span].to_owned(), d.message, d.help)).collect()
}

fn one(text: &str) -> (String, String, String) {
    let mut all = mistakes(text);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

#[test]
fn a_figure_is_one_line_between_blank_ones() {
    let out = page("Before.\n\n<<#grid draws=0>>\n\nAfter.").text;
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!((lines[0], lines[1], lines[3]), ("Before.", "", ""));
    assert!(lines[2].starts_with("<figure class=\"widget\" id=\"chapter-grid\""), "{}", &lines[2][..80]);
    assert!(lines[2].ends_with("</figure>"));
    assert_eq!(*lines.last().unwrap(), "After.");
}

#[test]
fn figures_in_lists_and_quotations_stay_inside() {
    let out = page("- <<#grid draws=0>>\n  more\n").text;
    assert!(out.starts_with("- <figure"), "{}", &out[..40]);
    let out = page("> <<#grid draws=0>>\n> more\n").text;
    assert!(out.starts_with("> <figure") && out.ends_with("</figure>\n>\n> more\n"), "a quotation goes on");
}

#[test]
fn a_forgotten_quotation_mark_does_not_reach_into_the_next_directive() {
    let text = "<<#grid items=\"A B>>\n\nx <<#number loo focus=\"B\">>";
    let out = page(text);
    assert_eq!(out.diagnostics.len(), 1, "{:?}", out.diagnostics);
    assert_eq!(&text[out.diagnostics[0].span.clone()], "\"");
    assert_eq!(out.diagnostics[0].span.start, 14, "the opening mark");
    assert!(out.text.ends_with("x &#48;&#46;2"), "{}", out.text);
    assert!(
        !out.text.contains("<<#") && !out.text.contains(">>"),
        "nothing of it is left over: {}",
        out.text
    );
}

#[test]
fn definitions_footnotes_and_tasks_may_hold_a_figure() {
    for mark in [": ", "[^1]: ", "- [ ] ", "12. ", "> - "] {
        assert!(page(&format!("{mark}<<#grid draws=0>>\n")).diagnostics.is_empty(), "{mark}");
    }
    assert!(!page("word: <<#grid draws=0>>\n").diagnostics.is_empty());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(512))]

    #[test]
    fn expanding_never_panics(
        text in "(?s)(<<#number worlds>>|<<#number loo focus=\"|<<#|<</|>>|\"|`|> |\n\n|\r\n|[a-c =,\\[\\]]|.){0,24}"
    ) {
        let _ = drawn(&text, Medium::Still);
    }
}

#[test]
fn ids_are_numbered_and_explicit_ones_unique() {
    let out = page("<<#grid draws=0>>\n\n<<#grid draws=0>>\n\n<<#grid draws=0 id=mine>>").text;
    for id in ["id=\"chapter-grid\"", "id=\"chapter-grid-2\"", "id=\"mine\""] {
        assert!(out.contains(id), "{id}");
    }
    let (at, message, _) = one("<<#grid draws=0 id=x>>\n\n<<#grid draws=0 id=x>>");
    assert_eq!((at.as_str(), message.as_str()), ("x", "the id `x` is taken by a figure in chapter"));
    assert_eq!(one("<<#grid id=\"a b\">>").1, "`id` is “a b”: expected a name");
}

#[test]
fn every_mistake_of_a_directive_is_reported_with_what_is_legal() {
    let all = mistakes(
        "<<#grid scoer=accuracy draws=900 focus=B>>\n\n<<#gird>>\n\n<<#number lo>>\n\n<<#grid items=\"A",
    );
    let said: Vec<(&str, &str)> =
        all.iter().map(|(at, message, _)| (at.as_str(), message.as_str())).collect();
    assert_eq!(
        said,
        [
            ("scoer", "unknown key `scoer`"),
            ("900", "`draws` is “900”: expected a whole number from 0 to 200"),
            ("gird", "no widget is named `gird`"),
            ("lo", "no number is named `lo`"),
            ("\"", "this quotation mark is never closed"),
        ]
    );
    assert!(all[0].2.starts_with("did you mean `score`? legal are items, data, score,"), "{}", all[0].2);
    assert!(all[2].2.starts_with("did you mean `grid`?"));
    assert!(all[3].2.starts_with("did you mean `loo`?"));
}

#[test]
fn near_words_are_offered_for_values_too() {
    let (at, message, help) = one("<<#grid score=acuracy>>");
    assert_eq!(at, "acuracy");
    assert_eq!(
        message,
        "`score` is “acuracy”: expected one of accuracy, log-loss, coverage, weighted-coverage, jaccard, overlap, entropy"
    );
    assert_eq!(help, "did you mean `accuracy`?");
    assert_eq!(one("<<#grid items=\"left right\" focus=lift draws=0>>").2, "did you mean `left`?");
}

#[test]
fn a_figure_in_running_text_is_a_mistake_and_a_number_is_not() {
    assert_eq!(one("So <<#grid>> is.").1, "`grid` is a figure and must stand alone on its lines");
    let out = page("So <<#number worlds>> it is.\n\n<<#number worlds>>. Not a list.").text;
    assert_eq!(out, "So &#49;6 it is.\n\n&#49;6&#46; Not a list.".replace("&#46; Not", ". Not"));
}

#[test]
fn numbers_are_those_of_the_grid() {
    let number = |directive: &str| {
        let out = page(&format!("x <<#number {directive}>>"));
        assert!(out.diagnostics.is_empty(), "{:?}", out.diagnostics);
        out.text
    };
    assert_eq!(number("loo score=coverage focus=B"), "x &#48;&#46;25");
    assert_eq!(number("loo score=coverage focus=B signed fixed digits=3"), "x &#43;0&#46;250");
    assert_eq!(number("training-rows world=\"A B\""), "x &#49;2");
    // What belongs to a number does not part from it at the end of a line.
    let out = page("<<#number worlds>> %, <<#number worlds>> ± <<#number worlds>> % of 5 %.").text;
    assert_eq!(out, "&#49;6\u{a0}%, &#49;6\u{a0}±\u{a0}&#49;6\u{a0}% of 5 %.");
}

#[test]
fn other_renderers_get_the_figure_without_the_live_part() {
    let out = drawn("<<#grid draws=0>>", Medium::Still).text;
    for live in ["data-widget", "<script", "<button", "<input", "<select"] {
        assert!(!out.contains(live), "{live}");
    }
    assert!(out.contains("<table") && out.contains("widget-sentence"));
}

#[test]
fn a_mistake_becomes_a_box_that_holds_the_text_as_text() {
    let out = page("<<#grid title=\"<script>alert(1)</script>\" foo=1>>").text;
    assert!(out.starts_with("<div class=\"directive-mistake\" role=\"note\">") && !out.contains("<script"));
    assert!(out.trim_end().lines().count() == 1);
}

#[test]
fn hostile_values_come_out_as_text_in_one_line() {
    let hostile = "a | b * c _ d_ `e` \u{1f427} <script>alert('x')</script> &amp; \"q\"\n# no heading {{#include /etc/passwd}}";
    let quoted = hostile.replace('"', "\\\"");
    let out = page(&format!("<<#grid draws=0 title=\"{quoted}\" caption=\"{}\">>", "x".repeat(100_000)));
    assert!(out.diagnostics.is_empty());
    assert_eq!(out.text.trim_end().lines().count(), 1);
    assert!(!out.text.contains("<script>alert"));
    assert!(out.text.contains(&"x".repeat(100_000)));
}

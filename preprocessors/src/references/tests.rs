//! Chapters as they are written, from files as authors have them.

use std::fs;

use super::*;
use crate::cache::Cache;

const WORKS: &str = "@article{koh2017understanding,\n  author = {Koh, Pang Wei and Liang, Percy},\n  title = {On \\$5 and a_b},\n  journal = {A Journal},\n  \
                     year = {2017},\n  url = {https://a.org/$x|y},\n  keywords = {influence},\n  annotation = {Costs \\$5, or *less*.},\n}\n\
                     @article{shapley1953value,\n  author = {Shapley, Lloyd S.},\n  title = {A Value},\n  journal = {A Journal},\n  year = {1953},\n  \
                     keywords = {games, influence},\n  annotation = {Old.},\n}\n";
const AREAS: &str = "games = { name = \"Games\", introduction = \"Who gets what.\" }\ninfluence = { name = \"Influence\", introduction = \"Small changes.\" }\n";
const TERMS: &str = "[[term]]\nname = \"Shapley value\"\ndefinition = \"A fair share $\\\\phi$ [@shapley1953value].\"\nchapter = \"deep/a.md\"\n\
                     [[term]]\nname = \"coreset\"\nforms = [\"core set\"]\ndefinition = \"Few rows, by [[Shapley value]].\"\nchapter = \"b.md\"\nfigure = \"b-grid\"\n";

fn stock() -> Stock {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("references.bib", WORKS), ("areas.toml", AREAS), ("glossary.toml", TERMS)] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let (stock, mistakes) = Stock::read(folder.path(), &Cache::default()).unwrap();
    assert_eq!(mistakes, []);
    stock
}

/// The pages of a book of these chapters, with its glossary and its collections behind them.
fn written(web: bool, chapters: &[(&str, &str)]) -> Vec<String> {
    let stock = stock();
    let all = chapters
        .iter()
        .chain(&[("glossary.md", "<<#glossary>>\n"), ("collections.md", "<<#collections>>\n")]);
    let pages: Vec<Page<'_>> =
        all.map(|(path, text)| Page::new(Some(path.as_ref()), &format!("On {path}"), text)).collect();
    let outline = Outline::of(&stock, pages);
    (0..outline.pages.len()).map(|page| Writer::new(&outline, page, web).write()).collect()
}

const A: (&str, &str) = ("deep/a.md", "# A\n\nSo it is [@koh2017understanding], by the Shapley value.\n");
const B: (&str, &str) = ("b.md", "# B\n\n<<#grid draws=0>>\n\nA core set.\n");

#[test]
fn a_citation_opens_a_note_and_stands_in_the_list() {
    let pages = written(true, &[A, B]);
    let page = &pages[0];
    assert!(
        page.contains("So it is <span class='cite-start'>&#40;<button type='button' class='note-button note-cite' popovertarget='a-work-koh2017understanding'>Koh and Liang 2017</button></span>&#8288;&#41;&#8288;, by the"),
        "{page}"
    );
    assert!(page.contains("## Sources {#a-sources}"), "{page}");
    assert_eq!(page.matches("<li id='a-source-koh2017understanding'>").count(), 1);
    assert_eq!(page.matches("id='a-work-koh2017understanding' popover").count(), 1);
    assert!(page.contains("href='../collections.md#work-koh2017understanding'"), "{page}");
    assert!(
        !page.contains('$') || page.contains("$\\phi$"),
        "only the definition's formula is left to set: {page}"
    );
    assert!(!page.contains("$5") && !page.contains("/$x"), "{page}");
}

#[test]
fn a_term_opens_a_note_with_its_definition_in_markdown() {
    let pages = written(true, &[A, B]);
    assert!(pages[0].contains("popovertarget='a-term-shapley-value'>Shapley value</button>"), "{}", pages[0]);
    assert!(pages[0].contains("<h3 class='note-name' id='a-term-shapley-value-name'>Shapley value</h3>\n\nA fair share $\\phi$ &#40;[Shapley 1953](../collections.md#work-shapley1953value)&#41;.\n\n"), "{}", pages[0]);
    let elsewhere =
        &written(true, &[A, ("b.md", "# B\n\n<<#grid draws=0>>\n\nA Shapley value, a core set.\n")])[1];
    assert!(elsewhere.contains("<p class='note-name'>Shapley value</p>\n\nA fair share"), "{elsewhere}");
    assert!(pages[1].contains("A <button") && pages[1].contains(">core set</button>"), "{}", pages[1]);
    assert!(
        pages[1]
            .contains("[See it in a figure](#b-grid) · [coreset in the glossary](glossary.md#term-coreset)"),
        "{}",
        pages[1]
    );
}

#[test]
fn the_glossary_and_the_collections_know_the_chapters() {
    let pages = written(true, &[A, B]);
    let (glossary, collections) = (&pages[2], &pages[3]);
    assert!(
        glossary.contains("## S {#letter-s}") && glossary.contains("<dt id='term-shapley&#45;value'>")
            || glossary.contains("<dt id='term-shapley-value'>"),
        "{glossary}"
    );
    assert!(glossary.contains("by [Shapley value](#term-shapley-value)."), "{glossary}");
    assert!(
        glossary.contains("<li id='glossary-source-shapley1953value'>"),
        "the definition's citation is listed: {glossary}"
    );
    assert!(collections.contains("2 works in 2 areas"), "{collections}");
    assert!(
        collections
            .contains("Cited in <a href='deep/a.md#a-source-koh2017understanding'>On deep&#47;a&#46;md</a>"),
        "{collections}"
    );
    let (games, influence) =
        (collections.find("## Games").unwrap(), collections.find("## Influence").unwrap());
    assert!(games < influence, "in the order of the file");
    assert!(collections.contains(".collections:has(#collections-years-before:checked) [data-years]:not([data-years~=\"before\"]){display:none}"));
}

#[test]
fn other_renderers_get_words_and_a_list() {
    let pages = written(false, &[A, B]);
    assert!(
        pages[0].starts_with("# A\n\nSo it is &#40;Koh and Liang 2017&#41;, by the Shapley value.\n"),
        "{}",
        pages[0]
    );
    assert!(pages[0].contains("<li id='a-source-koh2017understanding'>"));
    for live in ["<button", "popover", "<input", "<style"] {
        assert!(pages.iter().all(|page| !page.contains(live)), "{live}");
    }
}

#[test]
fn formulas_directives_and_code_are_left_alone() {
    let text = "`[@koh2017understanding] coreset` $coreset [@x]$ <<#number loo title=\"[@x] coreset\">>\n\n<<#grid draws=0 caption=\"[@x] coreset\">>\n\n$$coreset$$\n";
    let page = &written(true, &[("c.md", text)])[0];
    assert_eq!(page.trim_end(), text.trim_end());
}

#[test]
fn works_can_be_listed_without_being_cited() {
    let pages = written(
        true,
        &[("c.md", "# C\n\nText.\n\n<<#sources shapley1953value>>\n\nMore.\n\n## Sources\n\nA remark.\n")],
    );
    assert!(pages[0].starts_with("# C\n\nText.\n\n\n\n\nMore.\n"), "{:?}", pages[0]);
    assert_eq!(pages[0].matches("## Sources").count(), 1, "the chapter's own heading is kept");
    assert!(
        pages[0].contains("A remark.\n\n\n<ul class='sources'><li id='c-source-shapley1953value'>"),
        "{:?}",
        pages[0]
    );
}

#[test]
fn mistakes_name_what_is_near() {
    let stock = stock();
    let text = "See [@koh2017], <<#sources x>> and [[corset]].\n\n<<#sources>>\n\n<<#glossary now>>\n\n> <<#sources shapley1953valu>>\n";
    let outline = Outline::of(&stock, vec![Page::new(Some("a.md".as_ref()), "", text)]);
    let said: Vec<String> = outline
        .mistakes_on(0)
        .iter()
        .map(|mistake| format!("{}: {} ({})", &text[mistake.span.clone()], mistake.message, mistake.help))
        .collect();
    assert_eq!(
        said,
        [
            "koh2017: no work has the key `koh2017` (add the work to src/references.bib)",
            "<<#sources x>>: `sources` must stand alone on its lines (put blank lines around it)",
            "corset: no term of the glossary is called `corset` (did you mean `coreset`?)",
            "sources: which works? (write their keys, with spaces between)",
            "now: `glossary` takes nothing, not `now` (write `<<#glossary>>`)",
            "shapley1953valu: no work has the key `shapley1953valu` (did you mean `shapley1953value`?)",
        ]
    );
}

#[test]
fn terms_that_lead_nowhere_are_reported() {
    let stock = stock();
    let pages = [A, ("b.md", "No figure here.\n")];
    let outline = Outline::of(
        &stock,
        pages.iter().map(|(path, text)| Page::new(Some(path.as_ref()), "", text)).collect(),
    );
    let said: Vec<String> = outline
        .mistakes()
        .iter()
        .map(|mistake| format!("{:?} {}", mistake.position(), mistake.message))
        .collect();
    assert_eq!(
        said,
        [
            "(10, 10) `coreset` leads to the figure `b-grid`, which b.md does not have",
            "(6, 8) no chapter uses `coreset`"
        ]
    );
    assert_eq!(outline.uncited(), ["shapley1953value"]);
    let outline = Outline::of(&stock, vec![Page::new(Some("b.md".as_ref()), "", "A core set.\n")]);
    assert_eq!(outline.mistakes()[0].message, "`Shapley value` leads to `deep/a.md`, which is no chapter");
}

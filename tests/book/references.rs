//! Citations, notes and lists on pages, beside formulas and directives, and in the book of this repository.

use std::collections::BTreeSet;

use anyhow::Result;
use book_tests::{Page, SmallBook};

const WORKS: &str = "@book{fisher1935design,\n  author = {Fisher, Ronald A.},\n  title = {The $x$ of <Design>},\n  publisher = {Oliver and Boyd},\n  year = {1935},\n  \
                     url = {https://a.org/b_c?d=$e$&f=*g*},\n  keywords = {design},\n  annotation = {Costs \\$5 & *more*.},\n}\n";
const AREAS: &str = "design = { name = \"Design\", introduction = \"Which rows.\" }\n";
const TERMS: &str = "[[term]]\nname = \"plot\"\ndefinition = \"A piece of land, $x_1$ by $x_2$ [@fisher1935design].\"\nchapter = \"chapter.md\"\nfigure = \"chapter-grid\"\n";

fn book(chapter: &str) -> Result<SmallBook> {
    SmallBook::of(chapter)?
        .with_file("SUMMARY.md", "# Summary\n\n- [Chapter](chapter.md)\n- [Glossary](glossary.md)\n- [Collections](collections.md)\n")?
        .with_file("glossary.md", "# Glossary\n\n<<#glossary>>\n")?
        .with_file("collections.md", "# Collections\n\n<<#collections>>\n")?
        .with_file("references.bib", WORKS)?
        .with_file("areas.toml", AREAS)?
        .with_file("glossary.toml", TERMS)
}

const CHAPTER: &str = "# T\n\nA *plot* of land [@fisher1935design], of $plot$ and `[@plot]`.\n\n<<#grid draws=0 caption=\"[@x], a plot\">>\n\n\
                       | plot | b |\n|---|---|\n| [@fisher1935design; -@fisher1935design, p. 3] | $a$ |\n";

#[test]
fn notes_and_formulas_and_figures_share_a_page() -> Result<()> {
    let built = book(CHAPTER)?.build()?;
    let page = built.page("chapter.html")?;
    let text = |selector: &str| page.one(selector).text().collect::<String>();
    assert_eq!(
        text("main > p").replace('\u{2060}', ""),
        "A plot of land (Fisher 1935), of plotplotplot and [@plot]."
    );
    assert_eq!(text("figure figcaption"), "[@x], a plot");
    assert_eq!(text("main > .table-wrapper tbody td").replace('\u{2060}', ""), "(Fisher 1935; 1935, p. 3)");
    assert_eq!(page.all("main > .table-wrapper tbody td").len(), 2, "a row keeps its cells");
    assert_eq!(page.all("main em button.note-term").len(), 1, "the first use, in its emphasis");
    assert_eq!(page.all("[popover]").len(), 2, "a note for the work, a note for the term");
    assert_eq!(page.all("[popover] .katex").len(), 2, "the definition's formulas are set");
    assert_eq!(page.all("main > .sources > li").len(), 1);
    let link = page.one(".sources a").attr("href").unwrap_or_default().to_owned();
    assert_eq!(link, "https://a.org/b_c?d=$e$&f=*g*");
    let name = page.one(".sources a").attr("aria-label").unwrap_or_default();
    assert_eq!(name, "a.org: The $x$ of <Design>", "who hears the link alone hears of what");
    sound(&page, "chapter.html");
    Ok(())
}

#[test]
fn the_pages_lead_to_each_other() -> Result<()> {
    let built = book(CHAPTER)?.build()?;
    let (glossary, collections) = (built.page("glossary.html")?, built.page("collections.html")?);
    let targets = |page: &Page, selector: &str| -> Vec<String> {
        page.all(selector).iter().filter_map(|link| link.attr("href").map(str::to_owned)).collect()
    };
    assert_eq!(targets(&glossary, "main dd a"), ["chapter.html", "chapter.html#chapter-grid"]);
    assert_eq!(glossary.all("main dd .katex").len(), 2);
    assert_eq!(targets(&collections, ".work-cited a"), ["chapter.html#chapter-source-fisher1935design"]);
    assert_eq!(targets(&collections, "main a[download]"), ["references.bib"]);
    let code: String = collections.one(".work-bibtex code").text().collect();
    assert!(
        code.starts_with("@book{fisher1935design,\n  author = {Fisher, Ronald A.},\n") && code.ends_with('}'),
        "{code}"
    );
    let chapter = built.page("chapter.html")?;
    let links = targets(&chapter, "[popover] a");
    assert!(links.contains(&"collections.html#work-fisher1935design".to_owned()), "{links:?}");
    assert!(links.contains(&"glossary.html#term-plot".to_owned()), "{links:?}");
    Ok(())
}

#[test]
fn mistakes_in_every_file_fail_the_build_together_or_are_shown() -> Result<()> {
    let chapter = "# T\n\nA plot [@fisher1953design] and [[plto]].\n";
    let lost = TERMS.replace("chapter-grid", "nowhere");
    let mistaken = || {
        book(chapter)?
            .with_file("glossary.toml", &lost)?
            .with_file("areas.toml", &format!("{AREAS}x = {{ name = \"X\", introduction = \"\" }}\n"))
    };
    let error = format!("{:#}", mistaken()?.build().err().expect("a failing build"));
    assert!(error.contains("4 mistakes in references and terms"), "{error}");
    let shown = mistaken()?.with_config("[preprocessor.references]\non-error = \"show\"\n").build()?;
    let page = shown.page("chapter.html")?;
    let boxes: Vec<String> = page.all(".directive-mistake").into_iter().map(|b| b.text().collect()).collect();
    assert_eq!(boxes.len(), 2, "{boxes:?}");
    assert!(
        boxes[0].contains("did you mean `fisher1935design`?") && boxes[1].contains("did you mean `plot`?"),
        "{boxes:?}"
    );
    Ok(())
}

/// Asserts that what a button opens and what a link of its own page names is there, and that no id stands twice.
pub(crate) fn sound(page: &Page, name: &str) {
    let mut ids = BTreeSet::new();
    for element in page.all("[id]") {
        let id = element.attr("id").unwrap_or_default();
        assert!(ids.insert(id), "{name}: the id {id} stands twice");
    }
    for button in page.all("[popovertarget]") {
        let id = button.attr("popovertarget").unwrap_or_default();
        assert!(ids.contains(id), "{name}: a button opens {id}, which is not there");
    }
    for link in page.all("main a[href^='#']") {
        let id = link.attr("href").unwrap_or_default().trim_start_matches('#');
        assert!(id.is_empty() || ids.contains(id), "{name}: a link leads to #{id}, which is not there");
    }
}

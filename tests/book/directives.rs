//! What directives become on a page.

use anyhow::Result;
use book_tests::{SmallBook, canonical, canonical_fragment};
use widgets::first_frame::{Medium, first_frame};
use widgets::parameters::Value;
use widgets::registry;

#[test]
fn a_figure_comes_through_mdbook_node_for_node() -> Result<()> {
    let built =
        SmallBook::of("# Title\n\nBefore.\n\n<<#grid items=\"A B\" draws=9>>\n\nAfter.\n")?.build()?;
    let page = built.page("chapter.html")?;
    let arguments = vec![("items".to_owned(), Value::one("A B")), ("draws".to_owned(), Value::one("9"))];
    let entry = registry::widget("grid").expect("the grid");
    let drawn =
        first_frame(entry, &arguments, "chapter-grid", Medium::Page { version: "" }).expect("a frame");
    assert_eq!(canonical(page.one("main figure")), canonical_fragment(&drawn.html));
    let around: Vec<String> = page.all("main > p").into_iter().map(|p| p.text().collect()).collect();
    assert_eq!(around, ["Before.", "After."]);
    Ok(())
}

#[test]
fn main_is_what_the_author_wrote_with_numbers_in_it() -> Result<()> {
    let chapter = "# Title\n\nA is worth <<#number loo score=coverage focus=A>>, \\<<#grid>> is literal, `<<#grid>>` is code.\n\n\
                   <!-- <<#grid>> -->\n\n- *<<#number worlds>>* rows\n";
    let page = SmallBook::of(chapter)?.build()?.page("chapter.html")?;
    assert_eq!(
        page.main(),
        "<main><h1 id=\"title\"><a class=\"header\" href=\"#title\">Title</a></h1>\
         <p>A is worth 0.25, &lt;&lt;#grid>> is literal, <code>&lt;&lt;#grid>></code> is code.</p>\
         <ul><li><em>16</em> rows</li></ul></main>"
    );
    Ok(())
}

#[test]
fn included_text_is_expanded_too() -> Result<()> {
    let book = SmallBook::of("# Title\n\n{{#include part.md}}\n")?;
    let page =
        book.with_file("part.md", "It has <<#number worlds>> rows.\n")?.build()?.page("chapter.html")?;
    assert_eq!(page.one("main p").text().collect::<String>(), "It has 16 rows.");
    Ok(())
}

#[test]
fn values_come_out_as_that_text_and_nothing_else() -> Result<()> {
    let long = "0123456789".repeat(10_000);
    for text in [
        "quotes \" ' ` and <script>alert(1)</script> and </script> and <!-- and -->",
        "a | b * c * d _e_ [f](g) # h ~~i~~ &amp; &lt; \u{1f427} \\ {{#include x}} {{ y }}",
        "several\nlines\n    with indentation",
        "  spaces around  ",
        &long,
    ] {
        let quoted = text.replace('\\', "\\\\").replace('"', "\\\"");
        let chapter = format!(
            "# T\n\n| x |\n|---|\n| y |\n\n<<#grid draws=0 title=\"{quoted}\" caption=\"{quoted}\">>\n\nAfter.\n"
        );
        let page = SmallBook::of(&chapter)?.build()?.page("chapter.html")?;
        assert_eq!(page.one(".widget-title").text().collect::<String>(), text);
        assert_eq!(page.one("figcaption").text().collect::<String>(), text);
        assert_eq!(page.all("main script").len(), 1, "only the shipped results");
        assert_eq!(page.all("main > p").len(), 1);
    }
    Ok(())
}

#[test]
fn blocks_around_a_figure_stay_whole() -> Result<()> {
    let chapter = "> <<#grid draws=0>>\n>\n> after\n\n- <<#grid draws=0>>\n  more\n- next\n";
    let page = SmallBook::of(chapter)?.build()?.page("chapter.html")?;
    assert_eq!(page.all("main blockquote").len(), 1);
    assert_eq!(page.all("main blockquote figure").len(), 1);
    assert_eq!((page.all("main > ul").len(), page.all("main > ul > li").len()), (1, 2));
    assert_eq!(page.all("main > ul > li figure").len(), 1);
    Ok(())
}

#[test]
fn files_of_other_systems_are_read_alike() -> Result<()> {
    let chapter = "# T\r\n\r\n<<#grid draws=0\r\n  caption=\"one\r\ntwo\">>\r\n\r\nAfter.\r\n";
    let page = SmallBook::of(chapter)?.build()?.page("chapter.html")?;
    assert_eq!(page.one("figcaption").text().collect::<String>(), "one\ntwo");
    Ok(())
}

#[test]
fn names_of_items_are_text_too() -> Result<()> {
    let page = SmallBook::of("<<#grid draws=0 items=[\"<b>|*\", \"_`\u{1f427}\"]>>\n")?
        .build()?
        .page("chapter.html")?;
    let chips: Vec<String> = page.all(".chip-name").into_iter().map(|chip| chip.text().collect()).collect();
    assert_eq!(chips, ["<b>|*", "_`\u{1f427}"]);
    Ok(())
}

#[test]
fn an_unexpanded_directive_is_caught() -> Result<()> {
    let chapter = "# T\n\nText <<#number worlds>>.\n\n<<#grid>>\n\n`<<#grid>>` is code.\n";
    let without = SmallBook::of(chapter)?.without_plugin().build()?.page("chapter.html")?;
    assert_eq!(without.unexpanded(), ["Text <<#number worlds>>.", "<<#grid>>"]);
    let with = SmallBook::of(chapter)?.build()?.page("chapter.html")?;
    assert_eq!(with.unexpanded(), [] as [&str; 0]);
    Ok(())
}

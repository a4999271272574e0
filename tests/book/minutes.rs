//! How long a chapter takes to read, in a chapter.

use anyhow::Result;
use book_tests::SmallBook;

/// A book of two chapters, the second of a thousand words.
fn two_chapters(first: &str) -> Result<SmallBook> {
    SmallBook::of(first)?
        .with_file("SUMMARY.md", "# Summary\n\n- [First](chapter.md)\n- [Second](part/long.md)\n")?
        .with_file("part/long.md", &format!("# Long\n\n{}\n", "word ".repeat(999)))
}

#[test]
fn another_chapter_and_the_own_one_say_how_long_they_take() -> Result<()> {
    let chapter = "# T\n\nIt takes <<#minutes chapter=\"part/long.md\">> minutes, and this one <<#minutes>>.\n\n<<#grid draws=0>>\n";
    let page = two_chapters(chapter)?.build()?.page("chapter.html")?;
    let text: String = page.one("main p").text().collect();
    // 1,000 words at 200 a minute; a figure of two minutes and hardly a word.
    assert_eq!(text, "It takes 5 minutes, and this one 2.");
    Ok(())
}

#[test]
fn formulas_count_before_they_are_set() -> Result<()> {
    let chapter = format!("# T\n\nAbout <<#minutes>>.\n\n{}", "$$x$$\n\n".repeat(12));
    let page = SmallBook::of(&chapter)?.build()?.page("chapter.html")?;
    assert_eq!(page.one("main p").text().collect::<String>(), "About 4.");
    Ok(())
}

#[test]
fn a_chapter_that_is_not_there_fails_the_build_or_is_shown_with_the_nearest() -> Result<()> {
    let chapter = "# T\n\nIt takes <<#minutes chapter=\"part/lnog.md\">>.\n";
    assert!(two_chapters(chapter)?.build().is_err());
    let shown =
        two_chapters(chapter)?.with_config("[preprocessor.widgets]\non-error = \"show\"\n").build()?;
    let said: String = shown.page("chapter.html")?.one("main .directive-mistake").text().collect();
    assert!(said.contains("“part/lnog.md”") && said.contains("did you mean `part/long.md`?"), "{said}");
    Ok(())
}

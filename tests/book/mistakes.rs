//! Mistakes: the build fails with all of them, or the page shows them.

use anyhow::Result;
use book_tests::SmallBook;

const MISTAKEN: &str = "# T\n\n<<#gird>>\n\nText <<#number lo>>.\n\n<<#grid draws=x>>\n\nStill here.\n";

#[test]
fn a_build_with_mistakes_fails_and_counts_them_all() -> Result<()> {
    let error = SmallBook::of(MISTAKEN)?.build().err().expect("a failing build");
    assert!(format!("{error:#}").contains("3 mistakes in directives"), "{error:#}");
    Ok(())
}

#[test]
fn mistakes_can_be_shown_instead() -> Result<()> {
    let book = SmallBook::of(MISTAKEN)?.with_config("[preprocessor.widgets]\non-error = \"show\"\n");
    let page = book.build()?.page("chapter.html")?;
    let boxes: Vec<String> = page.all(".directive-mistake").into_iter().map(|b| b.text().collect()).collect();
    assert_eq!(boxes.len(), 3);
    assert!(boxes[0].contains("no widget is named `gird`") && boxes[0].contains("<<#gird>>"), "{}", boxes[0]);
    assert!(boxes[2].contains("expected a whole number from 0 to 200"), "{}", boxes[2]);
    assert_eq!(
        page.all("main > p").last().map(|p| p.text().collect::<String>()).as_deref(),
        Some("Still here.")
    );
    Ok(())
}

#[test]
fn a_wrong_setting_is_explained() -> Result<()> {
    let book = SmallBook::of("# T\n")?.with_config("[preprocessor.widgets]\non-error = \"shout\"\n");
    let error = format!("{:#}", book.build().err().expect("a failing build"));
    assert!(
        error.contains("`preprocessor.widgets.on-error` is \"shout\": legal are \"fail\" and \"show\""),
        "{error}"
    );
    Ok(())
}

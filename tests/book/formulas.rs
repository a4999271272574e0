//! Formulas on a page, and beside directives.

use anyhow::Result;
use book_tests::SmallBook;

#[test]
fn a_formula_is_whole_for_the_eye_and_for_the_ear() -> Result<()> {
    let chapter = "# The loss $\\ell$ {#loss}\n\nLet $p_{(1)} \\ge p_{(2)}$ be *$x$*.\n\n$$\\sum_i \\frac{x_i}{n}$$\n\n\
                   | a | b |\n|---|---|\n| $\\lvert x \\rvert$ | $y$ |\n\nIt costs \\$5, `$code$`.\n";
    let page = SmallBook::of(chapter)?.build()?.page("chapter.html")?;
    assert_eq!(page.all("main .katex").len(), 6);
    assert_eq!(page.all("main math").len(), 6, "each in MathML as well");
    assert_eq!(page.all("main .katex-html[aria-hidden=true]").len(), 6);
    assert_eq!(page.all("main > .math-display[tabindex='0'] .katex-display").len(), 1);
    assert_eq!(page.all("main tbody td").len(), 2, "a bar in a formula ends no cell");
    let said: Vec<String> = page.all("main annotation").into_iter().map(|tex| tex.text().collect()).collect();
    assert_eq!(
        said,
        ["\\ell", "p_{(1)} \\ge p_{(2)}", "x", "\\sum_i \\frac{x_i}{n}", "\\lvert x \\rvert", "y"]
    );
    assert_eq!(page.raw_formulas(), ["It costs $5,"]);
    Ok(())
}

#[test]
fn formulas_and_directives_leave_each_other_alone() -> Result<()> {
    let chapter = "# T\n\nOf $x$ there are <<#number worlds>>, and $y$.\n\n\
                   <<#grid items=\"A B\" caption=\"from $1 to $x$ and <b>\">>\n\n$$z < 1$$\n";
    let page = SmallBook::of(chapter)?.build()?.page("chapter.html")?;
    assert_eq!(page.unexpanded(), [] as [&str; 0]);
    assert_eq!(page.all("main .katex").len(), 3);
    let caption: String = page.one("figure figcaption").text().collect();
    assert_eq!(caption, "from $1 to $x$ and <b>", "what a directive says is text");
    let text: String = page.one("main p").text().collect();
    assert!(text.contains("there are 16, and"), "{text}");
    Ok(())
}

#[test]
fn a_mistake_fails_the_build_or_is_shown() -> Result<()> {
    let chapter = "# T\n\nSo $\\nope$ it is.\n";
    assert!(SmallBook::of(chapter)?.build().is_err());
    let shown = SmallBook::of(chapter)?.with_config("[preprocessor.math]\non-error = \"show\"\n").build()?;
    let page = shown.page("chapter.html")?;
    let said: String = page.one("main .directive-mistake").text().collect();
    assert!(said.contains("Undefined control sequence: \\nope") && said.contains("$\\nope$"), "{said}");
    Ok(())
}

#[test]
fn macros_are_the_books() -> Result<()> {
    let book = SmallBook::of("# T\n\n$\\loss$\n")?;
    let page = book
        .with_config("[preprocessor.math.macros]\n\"\\\\loss\" = \"\\\\ell\"\n")
        .build()?
        .page("chapter.html")?;
    let drawn: String = page.one("main .katex-html").text().collect();
    assert_eq!(drawn.trim(), "ℓ");
    Ok(())
}

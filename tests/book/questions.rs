//! Questions as a page holds them before any script runs.

use anyhow::Result;
use book_tests::SmallBook;

#[test]
fn the_options_of_a_prediction_are_what_is_pressed_and_a_list_for_paper() -> Result<()> {
    let chapter = "# T\n\n<<#predict id=p ask=choice>>\n\nHow many worlds?\n\n- <<#option is=8>> *Eight*, with three piles.\n- <<#option below=8>> Fewer.\n\n<<#answer worlds items=\"A B C\">>\n\n<<#reveal>>\n\nSo.\n\n<</predict>>\n";
    let page = SmallBook::of(chapter)?.build()?.page("chapter.html")?;
    let said = |selector: &str| -> Vec<String> {
        let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        page.all(selector).iter().map(|node| words(node.text().collect())).collect()
    };
    let pressed = said(".predict > .question label:has(input[type=radio])");
    assert_eq!(pressed, ["a:Eight, with three piles.", "b:Fewer."]);
    assert_eq!(said(".predict > ul > li"), ["a Eight, with three piles.", "b Fewer."]);
    let sure = said(".predict > .question select option");
    assert_eq!(sure[..2], ["I do not say", "50 %, a guess"].map(str::to_owned), "{sure:?}");
    Ok(())
}

#[test]
fn a_varied_key_is_a_number_by_itself() -> Result<()> {
    let exercise = |value: &str| {
        format!(
            "# T\n\n<<#exercise id=x least=0 most=1 within=0.005 low=[0.1, 0.2] high=[0.9, 0.8] together>>\n\n{{low}} and {{high}}: half their distance?\n\n<<#answer value=\"{value}\">>\n\n<<#solution>>\n\nSo.\n\n<</exercise>>\n"
        )
    };
    let page = SmallBook::of(&exercise("({high} - {low}) / 2"))?.build()?.page("chapter.html")?;
    let arguments =
        page.one("main [data-question=exercise]").value().attr("data-arguments").unwrap_or_default();
    assert!(arguments.contains("-answers.0_2e4.0_2e3"), "{arguments}");
    Ok(())
}

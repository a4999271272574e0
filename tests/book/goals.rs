//! Every chapter says at its top what a reader can do afterwards, and how long it takes.

use std::fs;

use anyhow::{Context, Result, ensure};
use book_tests::{SmallBook, repository};

/// Parts of the book that are looked up and not read.
const REFERENCE: [&str; 2] = ["# Reference", "# For authors and lecturers"];

/// The chapters of `SUMMARY.md` that are read: all but the cover and those of [`REFERENCE`].
fn chapters() -> Result<Vec<String>> {
    let summary = fs::read_to_string(repository().join("src/SUMMARY.md"))?;
    let (mut part, mut found) = ("", vec![]);
    for line in summary.lines() {
        if line.starts_with("# ") {
            part = line;
        }
        let file = line.strip_prefix("- [").and_then(|rest| rest.split_once("](")?.1.split(')').next());
        found.extend(file.filter(|_| !REFERENCE.contains(&part)).map(str::to_owned));
    }
    Ok(found)
}

#[test]
fn every_chapter_has_its_goals_before_its_first_section_and_asks() -> Result<()> {
    let chapters = chapters()?;
    ensure!(chapters.len() > 20, "only {} chapters", chapters.len());
    for chapter in chapters {
        let text = fs::read_to_string(repository().join("src").join(&chapter))?;
        let top = text.split("\n## ").next().unwrap_or_default();
        ensure!(top.contains("<<#goals>>"), "{chapter} has no goals at its top");
        ensure!(text.contains("<<#predict ") && text.contains("<<#exercise "), "{chapter} does not ask");
    }
    Ok(())
}

#[test]
fn goals_come_with_the_minutes_of_their_chapter() -> Result<()> {
    let chapter =
        format!("# T\n\n<<#goals>>\n\n- count;\n- *explain*.\n\n<</goals>>\n\n{}\n", "word ".repeat(980));
    let page = SmallBook::of(&chapter)?.build()?.page("chapter.html")?;
    let goals = page.one("main .goals");
    let text: String = goals.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(text, "After this chapter (about 5 minutes) you can count; explain.");
    assert_eq!(page.all("main .goals li").len(), 2);
    Ok(())
}

#[test]
fn the_page_of_progress_knows_the_questions_of_every_chapter() -> Result<()> {
    let asks = "# Asking\n\n<<#exercise id=x least=0 most=20 within=0>>\n\nHow many?\n\n<<#answer worlds>>\n\n<<#solution>>\n\nSo.\n\n<</exercise>>\n";
    let built = SmallBook::of("# T\n\n<<#progress>>\n")?
        .with_file(
            "SUMMARY.md",
            "# Summary\n\n- [P](chapter.md)\n- [A](part/asks.md)\n- [Q](part/quiet.md)\n",
        )?
        .with_file("part/asks.md", asks)?
        .with_file("part/quiet.md", "# Quiet\n\n<<#goals>>\n\n- rest.\n\n<</goals>>\n")?
        .build()?;
    let page = built.page("chapter.html")?;
    let carried =
        page.one("main [data-question=progress]").value().attr("data-arguments").context("arguments")?;
    assert_eq!(carried, "1-root.-pages.part_2fasks_2ehtml-titles.Asking-counts.1");
    Ok(())
}

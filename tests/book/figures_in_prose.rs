//! No figure in the prose is typed: each comes from a `<<#number …>>` directive, or stands in `typed.txt` with the reason why it may stay.
//!
//! What counts as a figure is a digit, or a number word from eleven on, outside directives, formulas, code, links, citations, headings, the numbers of lists and
//! exercises, and the list of sources. Captions count: they are prose too, and cannot hold a directive, so they say it without.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use book_tests::repository;
use mdbook_counterfactuals::directives::{Found, find};

/// Words that are figures. Smaller ones mostly count what a sentence itself names: “two worlds”.
const WORDS: [&str; 21] = [
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "billion",
];

/// Stands where a directive stood: no text has it.
const DIRECTIVE: &str = "\u{1f}";

/// A figure that may stay typed: where, as it stands there, and why.
struct Typed {
    chapter: String,
    phrase: String,
}

#[test]
fn every_figure_is_computed_or_says_why_not() -> Result<()> {
    let folder = repository().join("src");
    let mut allowed = allowed()?;
    let mut wrong = vec![];
    for path in chapters(&folder)? {
        let chapter = path.strip_prefix(&folder)?.display().to_string();
        let text = fs::read_to_string(&path)?;
        let mut prose = prose(&text);
        allowed.retain(|typed| {
            let used = typed.chapter == chapter && prose.contains(&typed.phrase);
            if used {
                prose = prose.replace(&typed.phrase, &blank(&typed.phrase));
            }
            !used
        });
        wrong.extend(
            figures(&prose).map(|(line, figure)| format!("src/{chapter}:{line}: “{figure}” is typed")),
        );
    }
    wrong.extend(
        allowed.iter().map(|typed| format!("typed.txt: “{}” is not in {}", typed.phrase, typed.chapter)),
    );
    assert!(
        wrong.is_empty(),
        "{}\nA figure comes from a number directive, or gets a line in tests/book/typed.txt.",
        wrong.join("\n")
    );
    Ok(())
}

#[test]
fn what_is_no_prose_is_passed_over_and_what_is_prose_is_not() {
    let found = |text: &str| figures(&prose(text)).map(|(_, figure)| figure).collect::<Vec<_>>();
    assert_eq!(
        found("Twelve rows, 30 epochs, $x_1 = 2$, `3`, <<#number loo focus=A digits=2>>."),
        ["Twelve", "30"]
    );
    assert_eq!(found("**1.** A\n\n2. B [@koh2017; @x2018] ([five](a1.md)) [@y\n2019]"), [""; 0]);
    assert_eq!(found("<<#grid rows=12 caption=\"All 12 rows.\">>"), ["12"]);
    assert_eq!(
        found("<<#number a>> thousand marks, a thousand marks, 1,000.5 marks"),
        ["thousand", "1,000.5"]
    );
    assert_eq!(found("## Week 2\n\n$$\n1\n$$\n\n## Sources\n\n- 1999"), [""; 0]);
}

/// The lines of the list: chapter, phrase and reason between bars.
fn allowed() -> Result<Vec<Typed>> {
    let path = repository().join("tests/book/typed.txt");
    let text = fs::read_to_string(&path).context("tests/book/typed.txt")?;
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut seen = BTreeSet::new();
    let read = |line: &str| {
        let mut parts = line.split(" | ");
        let (Some(chapter), Some(phrase), Some(reason), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            anyhow::bail!("typed.txt: “{line}” is not chapter, phrase and reason");
        };
        anyhow::ensure!(!reason.trim().is_empty(), "typed.txt: “{phrase}” has no reason");
        anyhow::ensure!(figures(phrase).next().is_some(), "typed.txt: “{phrase}” has no figure");
        if let Some(test) = reason.strip_prefix("the seeds of ").and_then(|rest| rest.split(',').next()) {
            counts_as_many(test, phrase)?;
        }
        anyhow::ensure!(
            seen.insert((chapter.to_owned(), phrase.to_owned())),
            "typed.txt: “{phrase}” stands twice"
        );
        Ok(Typed { chapter: chapter.to_owned(), phrase: phrase.to_owned() })
    };
    lines.map(read).collect()
}

/// Whether a test of claims runs over as many seeds as the prose says.
fn counts_as_many(test: &str, phrase: &str) -> Result<()> {
    let code = fs::read_to_string(repository().join(test)).with_context(|| test.to_owned())?;
    let said: String = phrase.chars().filter(char::is_ascii_digit).collect();
    let counted = [format!("in 1..={said} {{"), format!("const SEEDS: u32 = {said};")];
    anyhow::ensure!(
        counted.iter().any(|loops| code.contains(loops)),
        "typed.txt: “{phrase}”, and {test} does not run over {said} seeds"
    );
    Ok(())
}

fn chapters(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = vec![];
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(chapters(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "md") && !path.ends_with("SUMMARY.md")
        {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The text with everything that is no prose blanked out, line by line where it was. Where a directive stood there is a mark, so that a
/// unit behind it is known as one.
fn prose(text: &str) -> String {
    let body = text.split("\n## Sources").next().unwrap_or(text);
    let mut prose = body.to_owned();
    for found in find(body) {
        let Found::Directive(directive) = found else { continue };
        let caption = directive
            .arguments
            .iter()
            .find(|(key, _)| key.value == "caption")
            .map(|(_, value)| value.span.clone());
        let (start, end) = (directive.span.start, directive.span.end);
        match caption.filter(|_| directive.name.value != "number") {
            Some(caption) => {
                hide(&mut prose, start..caption.start);
                hide(&mut prose, caption.end..end);
            }
            None => hide(&mut prose, start..end),
        }
        prose.replace_range(start..=start, DIRECTIVE);
    }
    for (open, close) in [("```", "```"), ("`", "`"), ("$$", "$$"), ("$", "$"), ("[@", "]"), ("](", ")")] {
        let mut from = 0;
        while let Some(start) = prose[from..].find(open).map(|at| from + at) {
            let Some(length) = prose[start + open.len()..].find(close) else { break };
            let end = start + open.len() + length + close.len();
            hide(&mut prose, start..end);
            from = end;
        }
    }
    let lines = prose.split('\n').map(|line| {
        let marked = line.trim_start();
        let digits = marked.trim_start_matches("**").trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = digits.len() < marked.trim_start_matches("**").len() && digits.starts_with('.');
        if marked.starts_with('#') {
            return String::new();
        }
        if numbered { digits.to_owned() } else { line.to_owned() }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Puts spaces in place of a part, so that every line stays where it is.
fn hide(text: &mut String, span: Range<usize>) {
    let blank: String =
        text[span.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(span, &blank);
}

fn blank(phrase: &str) -> String {
    " ".repeat(phrase.len())
}

/// Every figure with its line. A word such as “thousand” right behind a directive is the unit of its number.
fn figures(prose: &str) -> impl Iterator<Item = (usize, String)> {
    prose.split('\n').enumerate().flat_map(|(line, text)| {
        let mut before = "";
        let mut found = vec![];
        for word in text
            .split(|c: char| c.is_whitespace() || "-–—(){}[]“”‘’\"*_/".contains(c))
            .filter(|word| !word.is_empty())
        {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let unit = before.starts_with(DIRECTIVE);
            let named = WORDS.contains(&bare.to_lowercase().as_str()) && !unit;
            // A name such as “EL2N” begins with a letter.
            if named || bare.starts_with(|c: char| c.is_ascii_digit()) {
                found.push((line + 1, bare.to_owned()));
            }
            before = word;
        }
        found
    })
}

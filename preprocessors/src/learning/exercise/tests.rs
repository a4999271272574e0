//! Exercises in, markup and mistakes out.

use widgets::first_frame::Medium;

use crate::cache::Cache;
use crate::expand::{self, Expanded, Ids, Surroundings};
use crate::minutes::Chapters;

fn drawn(text: &str, medium: Medium<'_>) -> Expanded {
    let (cache, chapters) = (Cache::default(), Chapters::default());
    let around = Surroundings { slug: "chapter", file: None, medium, cache: &cache, chapters: &chapters };
    expand::expand(text, around, &mut Ids::default())
}

fn page(text: &str) -> String {
    let expanded = drawn(text, Medium::Page { version: "v" });
    assert!(expanded.diagnostics.is_empty(), "{:?}", expanded.diagnostics);
    expanded.text
}

/// What the mistakes point at, and their messages.
fn mistakes(text: &str) -> Vec<(String, String)> {
    let found = drawn(text, Medium::Still).diagnostics;
    found.into_iter().map(|one| (text[one.span].to_owned(), one.message)).collect()
}

const FIGURE: &str = "<<#grid id=\"f\" draws=0 focus=B>>\n\n";

fn number(keys: &str, answer: &str, rest: &str) -> String {
    format!(
        "{FIGURE}<<#exercise id=x least=-1 most=1 within=0.01{keys}>>\n\nWhat?\n\n{answer}\n\n{rest}\n\n<<#solution>>\n\nSo.\n\n<</exercise>>\n"
    )
}

fn choice(keys: &str, options: &str) -> String {
    format!(
        "{FIGURE}<<#exercise id=x{keys}>>\n\nWhich?\n\n{options}\n\n<<#solution>>\n\nSo.\n\n<</exercise>>\n"
    )
}

/// A wrong option with all that it needs.
fn wrong(text: &str, when: &str) -> String {
    format!("<<#option text=\"{text}\" when=\"{when}\" figure=f focus=C>>\n\nNo.\n\n")
}

#[test]
fn what_belongs_to_a_number_stays_with_it() {
    let text = number(
        " pile=[B, C]",
        "<<#answer loo focus={pile} draws=0>>",
        "<<#hint>>\n\n<<#number worlds>> % and <<#number loo focus={pile} draws=0>> % {pile} %.",
    );
    let html = page(&text);
    let joined = "&#160;&#37;";
    assert!(html.contains(&format!("6{joined} and <span")), "{html}");
    assert!(html.contains(&format!("</span>{joined} <span")), "{html}");
}

#[test]
fn a_page_has_the_form_and_closed_parts() {
    let text = number(
        " pile=[B, C] unit=points",
        "<<#answer loo focus={pile} draws=0>>",
        "<<#mistake value=\"0 - loo focus={pile} draws=0\" figure=f focus={pile} slice=A>>\n\nThe sign.\n\n<<#hint>>\n\nLook at {pile}.\n\n<<#hint>>\n\nAgain.",
    );
    let html = page(&text);
    for part in [
        "<section class=\"exercise\" id=\"x\" aria-labelledby=\"x-name\">",
        "Exercise 1",
        "data-question=\"exercise\"",
        "<details class=\"exercise-why\" id=\"x-why-a\"><summary>If you said <span id=\"x-text-",
        "<details class=\"exercise-hint\" id=\"x-hint-1\"><summary>Hint 1 of 2</summary>\n\nLook at <span id=\"x-text-",
        "id=\"x-hint-2\"",
        "href=\"?state-f=2.grid-focus.B-slice.A-draws.0#f\">See it in the figure</a>",
        "<details class=\"exercise-solution\" id=\"x-solution\"><summary>Solution</summary>",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(!html.contains(" open"), "nothing is open");
    // The answers of both variants are those of the prose.
    let prose = page("<<#number loo focus=B draws=0 digits=9>> <<#number loo focus=C draws=0 digits=9>>");
    let plain = prose.replace("&#48;", "0").replace("&#46;", ".");
    let answers = plain.replace(' ', ".").replace("0.", "0_2e");
    assert!(html.contains(&format!("-answers.{}-", answers.trim())), "{answers} in {html}");
}

#[test]
fn another_renderer_gets_plain_text() {
    let text = choice(
        "",
        &format!("<<#option right text=\"Two\" when=\"1 + 1 = 2\">>\n\n{}", wrong("Three", "1 + 1 = 3")),
    );
    let expanded = drawn(&text, Medium::Still);
    assert!(expanded.diagnostics.is_empty(), "{:?}", expanded.diagnostics);
    let out = &expanded.text[expanded.text.find("**Exercise").unwrap()..];
    assert_eq!(
        out.trim(),
        "**Exercise 1.** Which?\n\n- a: &#84;wo\n- b: &#84;hree\n\n*Solution.* **&#97;&#58; Two**\n\nSo.\n\n*If you chose b.* No."
    );
}

#[test]
fn exercises_of_a_chapter_are_counted() {
    let one = |id: &str| {
        format!(
            "<<#exercise id={id} least=0 most=20 within=0>>\n\nHow many?\n\n<<#answer worlds>>\n\n<<#solution>>\n\nSo.\n\n<</exercise>>\n\n"
        )
    };
    let html = page(&(one("x") + &one("y")));
    assert!(html.contains("id=\"x-name\">Exercise 1<") && html.contains("id=\"y-name\">Exercise 2<"));
    let twice = mistakes(&(one("x") + &one("x")));
    assert_eq!(twice, [("x".to_owned(), "the id `x` is taken in chapter".to_owned())]);
}

#[test]
fn a_right_option_must_be_right_in_every_variant_and_no_other() {
    let options = |one: &str, other: &str| {
        format!("<<#option right text=\"Yes\" when=\"{one}\">>\n\n{}", wrong("No", other))
    };
    let loo = "loo draws=0 focus={pile}";
    // B costs something, A nothing.
    let text = choice(" pile=[B, A]", &options(&format!("{loo} > 0"), &format!("{loo} <= 0")));
    assert_eq!(
        mistakes(&text),
        [(format!("\"{loo} > 0\""), "this option is marked as right, and is wrong".to_owned())]
    );
    let text = choice("", &options("1 = 1", "2 = 2"));
    assert_eq!(
        mistakes(&text)[0],
        ("\"2 = 2\"".to_owned(), "this option is right, and is not marked so".to_owned())
    );
    let both = [wrong("One", "1 = 1"), wrong("Two", "2 = 2")].concat();
    assert_eq!(
        mistakes(&choice("", &both)),
        [("exercise".to_owned(), "2 of 2 options are right: expected 1".to_owned())]
    );
    let three = both + &wrong("Three", "1 = 2");
    assert_eq!(mistakes(&choice(" right=2", &three)), []);
}

#[test]
fn the_largest_is_found_and_a_tie_is_none() {
    let option = |pile: &str| {
        format!(
            "<<#option text=\"{pile}: {{value}}\" value=\"loo draws=0 focus={pile}\" figure=f focus={pile} slice=A>>\n\nNo.\n\n"
        )
    };
    let html = page(&choice(" pick=largest", &["A", "B", "C"].map(option).concat()));
    assert!(html.contains("-right.c-"), "{html}");
    let tie = mistakes(&choice(" pick=smallest", &["A", "B", "D"].map(option).concat()));
    assert_eq!(tie[0].0, "smallest");
    assert!(tie[0].1.starts_with("more than 1 of the values are the smallest: 0"), "{tie:?}");
}

#[test]
fn a_number_can_be_given_and_no_mistake_is_right() {
    let answer = "<<#answer loo draws=0 focus=B>>";
    let text = number("", answer, "<<#mistake value=\"loo draws=0 focus=B + 0.005\">>\n\nSo near.");
    let found = mistakes(&text);
    assert_eq!(found[0].0, "\"loo draws=0 focus=B + 0.005\"");
    assert!(found[0].1.starts_with("this mistake is 0."), "{found:?}");
    let found = mistakes(&number("", "<<#answer value=\"loo draws=0 focus=B + 2\">>", ""));
    assert!(found[0].1.ends_with("cannot be given: the range is −1 to 1"), "{found:?}");
    assert_eq!(mistakes(&number("", answer, "")), []);
}

#[test]
fn a_state_must_be_legal_and_say_something_new() {
    let option = |keys: &str| {
        choice(
            "",
            &format!(
                "<<#option right text=\"Yes\" when=\"1 = 1\">>\n\n<<#option text=\"No\" when=\"1 = 2\"{keys}>>\n\nNo."
            ),
        )
    };
    let said = |keys: &str| mistakes(&option(keys)).pop().unwrap_or_default();
    assert_eq!(said(" figure=f focus=C"), Default::default());
    assert_eq!(
        said(" figure=f focus=B"),
        ("f".to_owned(), "the figure `f` shows this state anyway".to_owned())
    );
    assert_eq!(said(" figure=g focus=C").1, "no figure of this chapter has the id `g`");
    assert_eq!(said(" figure=f focsu=C"), ("focsu".to_owned(), "unknown key `focsu`".to_owned()));
    assert_eq!(said(" figure=f focus=Z").0, "Z");
    assert_eq!(
        said(""),
        ("option".to_owned(), "this option shows nothing to those who choose it".to_owned())
    );
    assert_eq!(said(" focus=C"), ("focus".to_owned(), "unknown key `focus`".to_owned()));
}

#[test]
fn values_of_a_variant_stand_in_options_and_texts_alike_are_told() {
    let text = choice(
        " pile=[B, C]",
        "<<#option right text=\"{pile}\" when=\"1 = 1\">>\n\n<<#option text=\"C\" when=\"1 = 2\" figure=f focus=D>>\n\nNo.",
    );
    let found = mistakes(&text);
    assert_eq!(found, [("\"C\"".to_owned(), "this option says the same as option 1: “C”".to_owned())]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(128))]

    #[test]
    fn exercises_never_panic(
        inside in "(?s)(<<#option text=\"\\{pile\\}\" when=\"1 = 1\">>|<<#answer worlds>>|<<#mistake value=\"1\">>|<<#hint>>|<<#solution>>|\\{pile\\}|<<#number worlds>>|\n\n|`|> |[a-c ]|.){0,16}"
    ) {
        let text = format!("<<#exercise id=x least=0 most=20 within=1 pile=[A, B]>>\n\n{inside}\n\n<</exercise>>\n");
        let _ = drawn(&text, Medium::Page { version: "v" });
    }
}

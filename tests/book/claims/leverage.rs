//! `collective/leverage.md`, over 20 divisions each.

use super::number;

/// What a strike by all of these groups costs.
fn leverage(state: &[(&str, &str)]) -> f64 {
    number("strike-loss", &[state, &[("share", "100"), ("beside", "leverage"), ("digits", "6")]].concat())
}

fn colonies(strikers: &str) -> f64 {
    leverage(&[("strikers", strikers)])
}

fn rows(strikers: &str) -> f64 {
    number("strike-rows", &[("strikers", strikers)])
}

fn holding(strikers: &str) -> f64 {
    number("strike-holding", &[("strikers", strikers)])
}

#[test]
fn size_does_not_tell_who_has_leverage() {
    let (chinstraps, adelies) = (rows("2"), rows("4"));
    assert!((chinstraps - adelies).abs() < 0.3 * chinstraps, "not far apart: {chinstraps} and {adelies}");
    assert!(colonies("2") > 15.0 && colonies("3") > colonies("2"));
    assert!(["1", "4", "5"].into_iter().all(|colony| colonies(colony) < 0.1));
}

#[test]
fn those_with_leverage_hold_a_class() {
    assert_eq!((holding("2"), holding("3"), holding("1 4 5")), (100.0, 100.0, 100.0));
    assert!(holding("4") < 50.0 && holding("1 4") < 75.0);
    assert!(colonies("1 4 5") > colonies("3"), "more than anybody else");
}

#[test]
fn public_rows_take_most_of_it_away() {
    for colony in ["2", "3"] {
        let supplied = leverage(&[("strikers", colony), ("substitutes", "public")]);
        assert!(supplied < 0.15 * colonies(colony), "{colony}: {supplied}");
    }
}

#[test]
fn where_everybody_holds_some_of_everything_the_large_group_has_it() {
    let of = |group| leverage(&[("data", "german-credit"), ("learner", "centroid"), ("strikers", group)]);
    assert!(of("2") > 3.0 && of("1") < 0.5);
}

#[test]
fn digits_of_one_size_differ() {
    let of = |digit| leverage(&[("data", "digits"), ("learner", "centroid"), ("strikers", digit)]);
    let (nought, eight) = (of("1"), of("9"));
    assert!(nought > eight + 2.0 && nought < 12.0, "{nought} and {eight}");
}

#[test]
fn an_island_adds_up_and_no_more_and_two_thirds_of_a_class_are_no_holding() {
    let (island, sum) = (colonies("2 4"), colonies("2") + colonies("4"));
    assert!((island - sum).abs() < 1.5, "{island} and {sum}");
    assert!(colonies("1 4") < 0.5 && colonies("2 3") > 40.0);
}

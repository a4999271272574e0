//! `selection/scaling.md`. The statements about divisions are over 20 of them. That planted exponents come back, and lie in their
//! intervals, is asserted where the methods are (`simulation/src/selection/scaling`).

use super::number;

const TRUE: (&str, &str) = ("revealed", "true");

fn of(name: &str, state: &[(&str, &str)]) -> f64 {
    number(name, &[state, &[TRUE]].concat())
}

#[test]
fn the_law_of_the_centroids_promises_too_much_and_its_floor_pays() {
    let here = |name| of(name, &[]);
    assert!(here("scaling-law") < here("scaling-truth") && here("scaling-high") < here("scaling-truth"));
    assert!(here("scaling-line") < here("scaling-law"), "the straight line promises more still");
    assert!((3.0..4.5).contains(&(here("scaling-rows") / here("scaling-known"))), "four times as many rows");
    assert_eq!(here("scaling-divisions"), 20.0);
    assert_eq!((here("scaling-laws"), here("scaling-bands")), (20.0, 20.0));
    assert!(here("scaling-inside") < 18.0, "fewer than nine in ten hold the truth");
    assert!(here("scaling-miss") < here("scaling-line-miss"));
    let more = |name| of(name, &[("known", "10")]);
    assert!(more("scaling-inside") < here("scaling-inside"), "narrower bands hold it less often");
    let width = |at: &dyn Fn(&'static str) -> f64| at("scaling-high") - at("scaling-low");
    assert!(width(&more) < width(&here));
}

#[test]
fn neighbours_have_no_floor_and_end_far_better() {
    let (neighbours, centroid) = (
        |name| of(name, &[("learner", "neighbours"), ("divisions", "4")]),
        |name| of(name, &[("divisions", "4")]),
    );
    assert!(neighbours("scaling-first-loss") > centroid("scaling-first-loss"), "they begin worse");
    assert!(neighbours("scaling-truth") < 0.5 * centroid("scaling-truth"));
    assert_eq!(neighbours("scaling-floor"), 0.0);
    let exponent = neighbours("scaling-exponent");
    assert!((neighbours("scaling-doubling") - exponent.exp2()).abs() < 0.01);
    assert!((neighbours("scaling-halving") - (1.0 / exponent).exp2()).abs() < 0.02);
}

/// “Three neighbours begin worse than the centroids and end far better”; “more rows make it worse”, and then better. Over 20 divisions.
#[test]
fn over_divisions_neighbours_overtake_and_the_loss_on_credit_turns_round() {
    let (mut overtaken, mut turned) = (0, 0);
    for seed in 1..=20 {
        let seed = seed.to_string();
        let own = [("seed", seed.as_str()), ("draws", "4"), ("divisions", "0"), ("digits", "6")];
        let learner = |name, learner| of(name, &[&own[..], &[("learner", learner)]].concat());
        let worse = learner("scaling-first-loss", "neighbours") > learner("scaling-first-loss", "centroid");
        let better = learner("scaling-truth", "neighbours") < 0.6 * learner("scaling-truth", "centroid");
        overtaken += u32::from(worse && better);
        let credit =
            [("data", "german-credit"), ("learner", "logistic"), ("loss", "log-loss"), ("known", "6")];
        let credit = |name| of(name, &[&own[..], &credit[..]].concat());
        let (first, known, truth) =
            (credit("scaling-first-loss"), credit("scaling-known-loss"), credit("scaling-truth"));
        turned += u32::from(known > first && truth < first);
    }
    assert!(overtaken >= 18 && turned >= 18, "{overtaken} and {turned} of 20");
}

#[test]
fn the_log_loss_on_credit_rises_first_and_ends_below_its_beginning() {
    let state = [
        ("data", "german-credit"),
        ("learner", "logistic"),
        ("loss", "log-loss"),
        ("known", "6"),
        ("divisions", "4"),
    ];
    let here = |name| of(name, &state);
    assert!(here("scaling-known-loss") > here("scaling-first-loss"), "more rows make it worse");
    assert!(here("scaling-truth") < here("scaling-first-loss"));
}

#[test]
fn the_error_on_eights_stops_falling_beyond_what_the_law_knows() {
    let here = |name| of(name, &[("group", "9"), ("divisions", "4")]);
    assert!(here("scaling-known-loss") < 0.5 * here("scaling-first-loss"));
    assert!(here("scaling-law") < 0.5 * here("scaling-truth"), "the law goes on falling, the truth does not");
    assert!(here("scaling-high") < here("scaling-truth"));
}

#[test]
fn the_floor_is_not_known_before_the_curve_bends() {
    let floor = |known| number("scaling-floor", &[("known", known), ("divisions", "0")]);
    assert!(floor("6") < 0.5 * floor("10"));
}

//! `collective/strike.md`, over 20 divisions each.

use super::number;

fn loss(state: &[(&str, &str)]) -> f64 {
    number("strike-loss", &[state, &[("digits", "6")]].concat())
}

fn at(share: &str, state: &[(&str, &str)]) -> f64 {
    loss(&[state, &[("share", share)]].concat())
}

const EVERYONE: (&str, &str) = ("strikers", "1 2 3 4 5");
const DIGITS: [(&str, &str); 3] =
    [("data", "digits"), ("learner", "centroid"), ("strikers", "1 2 3 4 5 6 7 8 9 10")];

#[test]
fn most_of_the_damage_is_done_by_the_last_few() {
    assert_eq!(number("strike-draws", &[]), 20.0);
    let [half, most, more, all] = ["50", "80", "90", "100"].map(|share| at(share, &[]));
    assert!(half < most && most < more && more < all);
    assert!(half < 1.0 && all - more > 0.5 * all, "{half} {most} {more} {all}");
    assert_eq!(at("0", &[]), 0.0);
}

#[test]
fn neighbours_together_cost_more_than_the_lot() {
    assert!(at("80", &[("order", "neighbours")]) > 1.5 * at("80", &[]));
    let neighbours = ("order", "neighbours");
    assert!(at("50", &[EVERYONE, neighbours]) > 5.0 * at("50", &[EVERYONE]).max(0.5));
    let digits = |state: &[(&str, &str)]| at("50", &[&DIGITS[..], state].concat());
    assert!(digits(&[neighbours]) > 5.0 * digits(&[]).max(0.5));
}

#[test]
fn rows_that_one_model_would_miss_another_does_not_need() {
    let costliest = ("order", "costliest");
    assert!(at("80", &[costliest]) < at("80", &[]), "logistic regression");
    let neighbours = ("learner", "neighbours");
    assert!(at("80", &[costliest, neighbours]) > 1.2 * at("80", &[neighbours]), "three neighbours");
}

#[test]
fn synthetic_rows_hold_until_nobody_is_left_and_public_ones_to_the_end() {
    let synthetic = ("substitutes", "synthetic");
    assert!(at("90", &[synthetic]) < 0.25 * at("90", &[]));
    assert_eq!(at("100", &[synthetic]), at("100", &[]), "there is nobody left to imitate");
    assert!(at("100", &[("substitutes", "public")]) < 0.2 * at("100", &[]));
}

#[test]
fn later_rows_carry_the_earlier_ones_and_the_price_has_an_end() {
    let each = |share| number("strike-each", &[("share", share), ("digits", "6")]);
    assert!(each("100") > 8.0 * each("50"));
    let even = |price| number("strike-even", &[("price", price), ("digits", "6")]);
    assert!(even("0.2") < even("0.4"));
    let dearest = number("strike-dearest", &[("digits", "6")]);
    assert!(dearest > 0.4 && (dearest - each("100")).abs() < 1e-6, "the whole strike is the dearest a row");
}

#[test]
fn three_colonies_without_worth_alone_are_worth_most_together() {
    let alone = ["1", "4", "5"].map(|colony| at("100", &[("strikers", colony)]));
    assert!(alone.iter().all(|loss| *loss < 0.1), "{alone:?}");
    let together = ("strikers", "1 4 5");
    let others = ["2", "3"].map(|colony| at("100", &[("strikers", colony)]));
    assert!(others.iter().all(|loss| *loss < at("100", &[together])));
    let shapley = number("strike-shapley", &[together, ("beside", "shapley"), ("share", "100")]);
    assert!(shapley > 10.0 && shapley < at("100", &[together]), "{shapley}");
}

#[test]
fn backwards_it_is_a_learning_curve_with_a_floor() {
    let digits = [&DIGITS[..], &[("beside", "scaling")]].concat();
    assert!(number("strike-exponent", &digits) > 0.0 && number("strike-floor", &digits) > 5.0);
}

#[test]
fn the_damage_lands_on_those_who_look_like_the_strikers() {
    let on = |tested, share| at(share, &[("tested", tested)]);
    assert!(on("strikers", "50") > 2.0 && on("strikers", "100") > 80.0);
    assert!(on("others", "50") <= 0.0 && on("others", "100") <= 0.0);
}

#[test]
fn gentoos_who_stay_are_enough_until_the_last() {
    let gentoos = ("strikers", "3");
    assert!(at("90", &[gentoos]) < 1.0 && at("90", &[gentoos, ("order", "neighbours")]) < 1.5);
    assert!(at("100", &[gentoos]) > 20.0);
}

fn campaign(name: &str, state: &[(&str, &str)]) -> f64 {
    number(name, &[state, &[("digits", "6")]].concat())
}

#[test]
fn a_tenth_closes_most_of_the_gap_and_costs_the_operator_nothing() {
    assert_eq!(number("campaign-draws", &[]), 20.0);
    let closed = |share| campaign("campaign-closed", &[("share", share)]);
    assert!(closed("10") > 75.0 && closed("20") > closed("10"));
    let before = campaign("campaign-before", &[]);
    assert!((campaign("campaign-operator", &[]) - before).abs() < 0.5);
    assert!((30.0..60.0).contains(&campaign("campaign-ahead", &[])));
}

#[test]
fn a_copy_leaves_the_operator_as_it_was_and_gives_the_competitor_as_much() {
    let copy = ("brings", "copy");
    assert_eq!(campaign("campaign-competitor", &[copy]), campaign("campaign-competitor", &[]));
    assert_eq!(campaign("campaign-operator", &[copy]), campaign("campaign-before", &[copy]));
}

#[test]
fn a_gift_of_one_kind_does_harm_and_one_of_every_kind_does_not() {
    let penguins = [("data", "penguins"), ("learner", "logistic"), ("start", "10")];
    let of = |name, members, share| {
        campaign(name, &[&penguins[..], &[("members", members), ("share", share)]].concat())
    };
    let start = of("campaign-start", "2", "100");
    assert!(of("campaign-competitor", "2", "100") < start - 5.0);
    assert!(of("campaign-competitor", "1 2 3 4 5", "20") > start + 10.0);
}

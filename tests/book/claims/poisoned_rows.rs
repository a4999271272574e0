//! `robustness/poisoned-rows.md`, over 20 divisions each. That gradient rows do more than random flips, and no ascent ends below its start, also in
//! `simulation/tests/poisoning.rs`.

use super::number;

/// A number of the attack with all 20 rows.
fn at(name: &str, state: &[(&str, &str)]) -> f64 {
    number(name, &[&[("digits", "6"), ("added", "20")], state].concat())
}

/// Errors in per cent.
fn wrong(name: &str, state: &[(&str, &str)]) -> f64 {
    at(name, &[&[("measure", "error")], state].concat())
}

const TARGETED: (&str, &str) = ("attack", "targeted");
const RANDOM: (&str, &str) = ("attack", "random");
const RIDGE: (&str, &str) = ("model", "ridge");
const LOSS: (&str, &str) = ("defence", "loss");
const CENTROID: (&str, &str) = ("defence", "centroid");
const WIDE: (&str, &str) = ("reach", "2");

#[test]
fn ten_rows_of_an_attacker_do_more_than_ten_of_a_clerk() {
    assert_eq!((number("poison-repetitions", &[]), number("poison-rows", &[])), (20.0, 100.0));
    let (gain, error) = (number("poison-gain", &[]), number("poison-gain-error", &[]));
    assert!(gain > 2.0 * error, "{gain} ± {error}");
    assert!(number("poison-wins", &[]) >= 19.0);
    let error = |name| number(name, &[("measure", "error"), ("digits", "6")]);
    assert!(error("poison-mean") > 2.0 * error("poison-mean-random"));
}

#[test]
fn most_gradient_rows_end_at_the_edge() {
    let edge: f64 = (1..=20)
        .map(|seed| number("poison-edge", &[("seed", &*seed.to_string()), ("repetitions", "0")]))
        .sum();
    assert!(edge > 0.9 * 200.0, "{edge} of 200");
}

#[test]
fn random_flips_double_the_loss_and_hardly_touch_the_error() {
    assert!(at("poison-mean-random", &[]) > 2.0 * at("poison-mean-before", &[]));
    let (before, random) = (wrong("poison-mean-before", &[]), wrong("poison-mean-random", &[]));
    assert!(random - before < 3.0, "{before} to {random}");
    for state in [&[TARGETED][..], &[]] {
        assert!(wrong("poison-mean", state) - before > 3.0 * (random - before), "{state:?}");
    }
}

#[test]
fn targeted_flips_stand_between_luck_and_the_gradient() {
    for model in ["logistic", "ridge"] {
        let state = |attack| [("model", model), ("attack", attack), ("measure", "loss")];
        let of = |attack| at("poison-mean", &state(attack));
        assert!(of("random") < of("targeted") && of("targeted") < of("gradient"), "{model}");
        let gain = at("poison-gain", &state("targeted"));
        assert!(gain > 2.0 * at("poison-gain-error", &state("targeted")), "{model}: {gain}");
    }
}

#[test]
fn ridge_regression_is_turned_as_well() {
    let (before, random) = (wrong("poison-mean-before", &[RIDGE]), wrong("poison-mean-random", &[RIDGE]));
    assert!(random - before < 2.0 && wrong("poison-mean", &[RIDGE]) > 2.0 * random);
}

#[test]
fn the_largest_losses_find_random_flips_and_do_the_work_of_gradient_rows() {
    assert!(at("poison-caught", &[RANDOM, LOSS]) > 15.0);
    let before = at("poison-mean-before", &[]);
    let back = at("poison-mean-defended", &[RANDOM, LOSS]);
    assert!(back - before < 0.2 * (at("poison-mean-random", &[]) - before), "{back}, from {before}");
    assert!(at("poison-caught", &[LOSS]) < 10.0);
    let worse = at("poison-mean-defended", &[LOSS]) - at("poison-mean", &[]);
    let doubt = at("poison-defended-rise-error", &[LOSS]) + at("poison-rise-error", &[]);
    assert!(worse > 2.0 * doubt, "{worse} ± {doubt}");
}

#[test]
fn distances_find_gradient_rows_and_miss_random_flips() {
    let (gradient, random) = (at("poison-caught", &[CENTROID]), at("poison-caught", &[RANDOM, CENTROID]));
    assert!(gradient > 13.0 && random < 13.0 && gradient > random + 2.0, "{gradient} and {random}");
    assert!(at("poison-defended-rise", &[CENTROID]) < 0.5 * at("poison-rise", &[]));
    // Each defence sees what the other one misses.
    assert!(at("poison-caught", &[RANDOM, LOSS]) > random && at("poison-caught", &[LOSS]) < gradient);
    // Neither brings back the clean model.
    for state in [&[CENTROID][..], &[RANDOM, CENTROID], &[LOSS], &[RANDOM, LOSS]] {
        assert!(at("poison-defended-rise", state) > 0.0, "{state:?}");
    }
}

#[test]
fn on_penguins_the_largest_losses_help_a_little() {
    let penguins = [
        ("data", "penguins"),
        ("rows", "60"),
        ("budget", "12"),
        ("thrown", "12"),
        ("digits", "6"),
        ("added", "12"),
    ];
    let of = |name, defence| number(name, &[&penguins[..], &[("defence", defence)]].concat());
    let (none, loss) = (of("poison-mean", "none"), of("poison-mean-defended", "loss"));
    assert!(of("poison-mean-defended", "centroid") < loss && loss < none, "{loss} of {none}");
}

#[test]
fn a_wider_box_helps_against_no_defence_and_hurts_against_distances() {
    assert!(at("poison-mean", &[WIDE]) > at("poison-mean", &[]));
    assert!(at("poison-caught", &[WIDE, CENTROID]) > at("poison-caught", &[CENTROID]));
    let (wide, narrow) =
        (at("poison-mean-defended", &[WIDE, CENTROID]), at("poison-mean-defended", &[CENTROID]));
    assert!(wide < narrow, "{wide} and {narrow}");
}

#[test]
fn a_defence_costs_something_when_nobody_attacks() {
    let cost = |defence| {
        let state = [("added", "0"), ("digits", "6"), ("defence", defence)];
        (number("poison-defended-rise", &state), number("poison-defended-rise-error", &state))
    };
    let (centroid, loss) = (cost("centroid"), cost("loss"));
    assert!(centroid.0 > 2.0 * centroid.1 && loss.0 > 2.0 * loss.1, "{centroid:?} and {loss:?}");
    assert!(loss.0 > centroid.0);
}

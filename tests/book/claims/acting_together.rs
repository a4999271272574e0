//! `collective/acting-together.md`. What is exact needs no seeds; what is trained is a mean over 20 draws, and once more over 20 others.

use super::number;

type State<'a> = &'a [(&'a str, &'a str)];

fn of(name: &str, state: State<'_>) -> f64 {
    number(&format!("collective-{name}"), &[state, &[("digits", "6")]].concat())
}

/// The same number under two seeds, 20 draws each.
fn both(name: &str, state: State<'_>) -> [f64; 2] {
    ["1", "2"].map(|seed| of(name, &[state, &[("seed", seed)]].concat()))
}

#[test]
fn fewer_than_show_the_signal_anyway_are_enough() {
    assert!(of("reached", &[]) < of("uniqueness", &[]));
    assert!(of("before", &[]) < 90.0 && of("success", &[("share", "0.03")]) > 90.0);
    assert_eq!(of("gap", &[]), 1.0);
}

#[test]
fn the_bound_never_lies_above_and_rare_signals_are_promised_more() {
    for share in ["0.01", "0.02", "0.05", "0.1", "0.2", "0.3", "0.4", "0.5"] {
        for does in ["plant", "erase"] {
            for signal in
                ["repairs", "retraining", "education", "used-car", "radio", "guarantor", "store", "own-home"]
            {
                let state = [("share", share), ("does", does), ("signal", signal), ("draws", "0")];
                assert!(of("success", &state) >= of("bound", &state), "{state:?}");
            }
        }
    }
    assert!(of("promised", &[]) > 5.0 * of("reached", &[]), "the bound can lie far below");
    let promised = ["retraining", "education", "radio"].map(|signal| of("promised", &[("signal", signal)]));
    let shown = ["retraining", "education", "radio"].map(|signal| of("uniqueness", &[("signal", signal)]));
    for numbers in [promised, shown] {
        assert!(numbers[0] < numbers[1] && numbers[1] < numbers[2], "{numbers:?}");
    }
}

#[test]
fn logistic_regression_lags_at_first_and_is_there_at_ten_per_cent() {
    assert_eq!(of("draws", &[]), 20.0);
    for trained in both("trained", &[]) {
        assert!(trained < of("success", &[]), "{trained}");
    }
    for trained in both("trained", &[("share", "0.1")]) {
        assert!(trained > 95.0 && of("success", &[("share", "0.1")]) > 95.0, "{trained}");
    }
    // Either side of the exact curve.
    for trained in both("trained", &[("signal", "retraining"), ("share", "0")]) {
        assert!(trained > of("success", &[("signal", "retraining"), ("share", "0")]), "{trained}");
    }
}

#[test]
fn that_one_learner_helps_the_members_more_is_luck() {
    let at = |learner| both("trained", &[("share", "0.05"), ("learner", learner)]);
    let (logistic, look_up) = (at("logistic"), at("look-up"));
    assert!(logistic[0] > look_up[0] && logistic[1] < look_up[1], "{logistic:?} {look_up:?}");
}

#[test]
fn a_promise_that_is_empty_does_not_mean_that_the_action_fails() {
    let alone = [("does", "plant-features"), ("beside", "nothing"), ("share", "0.2")];
    assert!(of("bound", &alone) <= 1e-6 && of("success", &alone) == 100.0);
    for trained in both("trained", &alone) {
        assert!(trained > 99.0, "{trained}");
    }
    assert_eq!(of("floor", &[("does", "plant-features"), ("share", "0.2")]), 0.0);
    let fine = [("does", "plant-features"), ("share", "0.2")];
    assert!((of("success", &fine) - of("success", &alone)).abs() < 5.0, "the curves hardly notice");
    assert!(of("reached", &[("beside", "nothing")]) < of("reached", &alone), "labels help");
}

#[test]
fn erasing_is_harder_than_planting() {
    let erased = [("does", "erase"), ("signal", "radio"), ("share", "0.2")];
    assert!(of("bound", &erased) < 0.0);
    assert!(of("before", &erased) < of("success", &erased) && of("success", &erased) < 100.0);
    let planted = [("signal", "radio"), ("share", "0.2")];
    assert!(of("success", &planted) > of("success", &erased));
    assert!(of("reached", &planted) < of("reached", &erased));
}

#[test]
fn the_answers_to_the_exercises_hold() {
    let bad = [("wanted", "bad")];
    assert_eq!((of("gap", &bad), of("uniqueness", &bad)), (of("gap", &[]), of("uniqueness", &[])));
    assert!(of("reached", &bad) > of("reached", &[]));
    let idle = [("signal", "retraining"), ("beside", "savings")];
    assert_eq!((of("gap", &idle), of("before", &idle), of("bound", &idle)), (0.0, 100.0, 100.0));
}

//! `dynamics/maps.md`. Means are over 20 draws of digits, wrong labels, start and order, beside the run that is drawn.

use super::number;

/// The mean share of wrong labels among the rows to look at first, and its standard error, in runs of 60 epochs.
fn mean(look: &str, epoch: &str) -> (f64, f64) {
    let state = [("epochs", "60"), ("epoch", epoch), ("look", look), ("digits", "6")];
    (number("cartography-mean", &state), number("cartography-error", &state))
}

/// One share is above another by more than twice what luck explains.
fn above((more, one): (f64, f64), (less, other): (f64, f64)) -> bool {
    more - less > 2.0 * (one * one + other * other).sqrt()
}

#[test]
fn wrong_labels_lie_low_in_every_draw() {
    assert_eq!(number("cartography-draws", &[]), 20.0);
    assert!(number("cartography-least", &[]) >= 0.3, "three times the base rate");
    assert!(number("cartography-lift", &[]) >= 3.0);
    let confidence = |which: &str| number(&format!("cartography-confidence-{which}"), &[]);
    assert!(confidence("wrong") < 0.5 * confidence("others"), "hardly believed");
    assert!(confidence("wrong") < 0.5 * confidence("before"), "the label's doing");
}

#[test]
fn confidence_holds_and_forgetting_is_a_sign_early_on() {
    for epoch in ["5", "10", "30", "60"] {
        assert!(mean("confidence", epoch).0 > 0.75, "{epoch}: {:?}", mean("confidence", epoch));
    }
    assert!(above(mean("forgetting", "5"), mean("forgetting", "30")));
    assert!(mean("forgetting", "5").0 > 0.6);
    assert!(above(mean("confidence", "30"), mean("forgetting", "30")));
}

#[test]
fn variability_goes_the_other_way() {
    assert!(mean("variability", "10").0 < 0.1, "below guessing");
    assert!(above(mean("variability", "60"), mean("variability", "30")));
    assert!(mean("variability", "60").0 > 0.2, "above guessing");
}

#[test]
fn one_early_look_finds_most() {
    let (early, error) = mean("el2n", "5");
    assert!(early > 0.6 && error < 0.05, "{early} ± {error}");
    assert_eq!(mean("el2n", "60").0, early, "read off once");
}

#[test]
fn given_time_the_network_comes_to_believe_them() {
    let confidence = |epoch| number("cartography-confidence-wrong", &[("epochs", "60"), ("epoch", epoch)]);
    assert!(confidence("60") > 1.5 * confidence("10"));
}

#[test]
fn with_true_labels_everything_moves_up_and_every_row_is_learned() {
    let clean = |name: &str| number(name, &[("noise", "0")]);
    assert!(clean("cartography-row-confidence") > 2.0 * number("cartography-confidence-wrong", &[]));
    assert!(clean("cartography-confidence-others") > number("cartography-confidence-others", &[]));
    assert!(clean("cartography-never") < 3.0 && clean("cartography-forgotten") > 20.0);
}

#[test]
fn more_wrong_labels_cost_the_right_ones() {
    let others = |noise| number("cartography-confidence-others", &[("noise", noise), ("repetitions", "0")]);
    assert!(others("30") < others("10") && others("10") < others("0"));
    assert!(number("cartography-lift", &[("noise", "30"), ("repetitions", "0")]) > 2.0);
}

#[test]
fn another_start_gives_another_map_of_much_the_same_order() {
    let agreement = number("cartography-agreement", &[]);
    assert!((0.6..1.0).contains(&agreement), "{agreement}");
}

//! `formalisms/formalisms.md` and `formalisms/where-the-grid-stops.md`; what their numbers share with other chapters is held there.

use super::number;

fn worlds(name: &str, learner: &str, edits: &str) -> f64 {
    number(name, &[("learner", learner), ("edits", edits), ("draws", "0"), ("digits", "9")])
}

/// The order of the chapters' figure, as their directives have it.
fn order() -> String {
    let chapter = book_tests::repository().join("src/formalisms/where-the-grid-stops.md");
    let text = std::fs::read_to_string(chapter).expect("the chapter");
    let (_, rest) = text.split_once("edits=\"reorder ").expect("a reordering");
    let (ids, _) = rest.split_once('"').expect("an end");
    format!("reorder {ids}")
}

#[test]
fn both_chapters_speak_of_one_order() {
    let order = order();
    for file in ["formalisms.md", "where-the-grid-stops.md"] {
        let path = book_tests::repository().join("src/formalisms").join(file);
        let text = std::fs::read_to_string(path).expect("a chapter");
        let all: Vec<&str> =
            text.split("edits=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let orders: Vec<&&str> = all.iter().filter(|edits| edits.starts_with("reorder")).collect();
        assert!(!orders.is_empty() && orders.iter().all(|edits| **edits == order), "{file}");
    }
}

#[test]
fn an_order_moves_the_network_that_sees_it_and_no_other() {
    let order = order();
    let moved = worlds("worlds-difference", "in-order", &order);
    let largest = worlds("worlds-largest", "in-order", &order);
    assert!(moved > 0.01 && moved.abs() > largest.abs() / 2.0, "{moved} {largest}");
    assert_eq!(worlds("worlds-difference", "network", &order), 0.0, "exactly nothing");
    assert!(worlds("worlds-difference", "logistic", &order).abs() < 1e-9, "down to rounding");
}

#[test]
fn a_weight_of_two_is_a_copy_and_a_relabelling_moves_more_than_a_drop() {
    let of = |edits| worlds("worlds-difference", "logistic", edits);
    let (twice, copied) = (of("reweight 120 → 2"), of("copy 120 as 900"));
    assert!(twice != 0.0 && (twice - copied).abs() < 1e-6, "{twice} {copied}");
    assert!(of("relabel 120 → 1").abs() > of("drop 120").abs());
}

#[test]
fn many_rows_move_no_test_row_of_nearest_centroids() {
    let arguments = [("learner", "centroid"), ("observe", "accuracy"), ("edits", "drop 120"), ("draws", "0")];
    assert!(number("worlds-idle", &arguments) > 20.0);
}

#[test]
fn testing_on_the_hard_pile_lowers_the_score_and_the_best_three_are_as_good_as_four() {
    assert!(number("evaluation-value", &[("focus", "B")]) < 0.0);
    assert_eq!(number("best-subset", &[("size", "3")]), number("cell", &[]));
    assert_eq!(number("ties", &[("size", "3")]), 2.0);
}

#[test]
fn only_the_shapley_values_of_the_twelve_birds_add_up_to_the_whole() {
    let sum = |method| number("values-sum", &[("method", method)]);
    assert!((sum("shapley") - number("values-total", &[])).abs() < 1e-3);
    assert!(sum("loo") < sum("banzhaf") && sum("banzhaf") < sum("shapley"));
    assert!(number("values-sum", &[("method", "beta"), ("alpha", "16"), ("beta", "1")]) > sum("shapley"));
}

#[test]
fn the_noise_of_a_release_is_larger_than_what_the_customer_moves() {
    assert!(number("privacy-gap", &[]) < number("privacy-noise", &[]));
}

//! `valuation/thousands-of-rows.md`

use super::number;

/// The mean percentage found over the figure’s other draws: by a method, or by self-confidence.
fn found(name: &str, method: &str, more: &[(&str, &str)]) -> f64 {
    let arguments: Vec<(&str, &str)> =
        [("view", "mislabels"), ("rows", "100"), ("planted", "0.1"), ("method", method)]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
    number(name, &arguments)
}

#[test]
fn the_recursion_is_the_shapley_value_of_its_utility() {
    for neighbours in ["1", "5", "12"] {
        let arguments =
            [("method", "shapley knn"), ("score", "matches"), ("neighbours", neighbours), ("digits", "9")];
        assert_eq!(number("values-apart", &arguments), 0.0);
    }
}

/// “With K at least as large as the number of rows … v is additive.”
#[test]
fn with_all_rows_for_neighbours_every_method_agrees() {
    let arguments = [("method", "loo knn"), ("score", "matches"), ("neighbours", "12"), ("digits", "9")];
    assert_eq!(number("values-apart", &arguments), 0.0);
}

#[test]
fn leave_one_out_accuracy_finds_little_and_its_log_loss_far_more() {
    for more in [&[][..], &[("data", "wine")]] {
        let accuracy = found("found-mean", "loo", more);
        let log_loss = found("found-mean", "loo", &[more, &[("score", "log-loss")]].concat());
        assert!(accuracy < 40.0 && log_loss > accuracy + 25.0, "{accuracy} {log_loss}");
    }
    for penalty in ["0.01", "100"] {
        assert!(found("found-mean", "loo", &[("data", "wine"), ("penalty", penalty)]) < 40.0);
    }
}

/// “Far behind” at λ = 0.01, “about level” at λ = 100, each a mean over 20 draws; and in none of the table’s rows is one method
/// ahead of all others by much.
#[test]
fn the_penalty_decides_between_self_confidence_and_knn_shapley() {
    let both = |penalty| {
        let more = [("data", "wine"), ("penalty", penalty)];
        (found("found-mean", "knn", &more), found("found-confidence-mean", "knn", &more))
    };
    let (knn, confidence) = both("0.01");
    assert!(confidence < knn - 15.0, "{knn} {confidence}");
    let (same, confidence) = both("100");
    assert!(same == knn && (same - confidence).abs() < 5.0, "{same} {confidence}");
    let log_loss = |penalty| {
        found("found-mean", "loo", &[("data", "wine"), ("penalty", penalty), ("score", "log-loss")])
    };
    assert!(log_loss("0.01") < log_loss("100") - 15.0, "both of its judges suffer");
}

/// “No winner”: on the penguins self-confidence is ahead of KNN-Shapley, on wine under the same penalty behind it.
#[test]
fn the_data_decide_too() {
    let ahead = |more: &[(&str, &str)]| {
        found("found-mean", "knn", more) - found("found-confidence-mean", "knn", more)
    };
    assert!(ahead(&[]) < 0.0 && ahead(&[("data", "wine")]) > 0.0);
}

#[test]
fn the_answers_to_the_exercises_hold() {
    let digits = [
        ("data", "digits"),
        ("rows", "1000"),
        ("learner", "centroid"),
        ("score", "matches"),
        ("method", "knn"),
        ("planted", "0.1"),
    ];
    assert!(number("values-zeros", &digits) <= 1.0, "rarely exactly 0");
    assert!(number("values-negative", &digits) > 50.0);
    let neighbours = [("learner", "neighbours")];
    assert!(found("found-confidence-mean", "knn", &neighbours) < found("found-confidence-mean", "knn", &[]));
    assert_eq!(
        found("found-mean", "knn", &neighbours),
        found("found-mean", "knn", &[]),
        "it stays where it was"
    );
}

/// “Why does KNN-Shapley rarely give exactly 0?” Over 20 draws of a thousand digits.
#[test]
fn over_draws_knn_shapley_gives_hardly_a_row_nothing() {
    for seed in 1..=20 {
        let seed = seed.to_string();
        let digits = [
            ("data", "digits"),
            ("rows", "1000"),
            ("learner", "centroid"),
            ("score", "matches"),
            ("method", "knn"),
            ("planted", "0.1"),
            ("draws", "0"),
            ("seed", seed.as_str()),
        ];
        assert!(number("values-zeros", &digits) <= 10.0, "seed {seed}");
    }
}

/// What the text says of the one draw in the third figure.
#[test]
fn taking_suspicious_rows_out_changes_the_model_little_in_the_draw_that_is_shown() {
    let all = found("accuracy-with-all", "knn", &[]);
    for name in ["accuracy-without", "accuracy-without-confidence"] {
        assert!((found(name, "knn", &[]) - all).abs() < 0.02);
    }
}

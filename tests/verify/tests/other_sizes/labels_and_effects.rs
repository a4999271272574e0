//! Labels and paths of a few rows, and effects from small records.

use serde_json::json;
use verify_fixtures::Outcome;

use super::{passes, verify};

/// Two labels against two classes, every quantity from its formula.
#[test]
fn labels_and_two_classes() {
    // Labels 0, 0, 0, 0, 1, 1, 1: the fourth and the last look like the other class.
    let (labels, first) = ([0, 0, 0, 0, 1, 1, 1], [0.9, 0.8, 0.95, 0.1, 0.2, 0.1, 0.75]);
    let own = |row: usize| if labels[row] == 0 { first[row] } else { 1.0 - first[row] };
    let each = |f: &dyn Fn(usize) -> f64| (0..7).map(f).collect::<Vec<f64>>();
    let entropy = |row: usize| {
        let terms = [first[row], 1.0 - first[row]].map(|p: f64| -p * p.ln());
        let ratio = (terms[0] + terms[1]) / (2.0_f64.ln() * own(row));
        (1.0 + ratio).ln() / ratio
    };
    // Thresholds 2.75/4 = 0.6875 and 1.95/3 = 0.65: five rows are confidently of their class, two of the other.
    let case = json!({
        "labels": labels, "pred_probs": first.map(|p| [p, 1.0 - p]), "flipped": [3, 6],
        "self_confidence": each(&own), "normalized_margin": each(&own),
        "confidence_weighted_entropy": each(&entropy), "el2n": each(&|row| 2.0_f64.sqrt() * (1.0 - own(row))),
        "confident_joint_raw": [[3, 1], [1, 2]],
        "issues_prune_by_noise_rate": [3, 6], "issues_confident_learning": [3, 6],
    });
    passes("label_quality", case, 4 * 7 + 4 + 2 + 2);
}

#[test]
fn paths_of_three_rows() {
    let case = json!({
        "correct_by_epoch": ["010", "110", "000", "110"],
        "p_true_by_epoch": [[0.2, 0.6, 0.1], [0.6, 0.8, 0.1], [0.4, 0.2, 0.3], [0.8, 0.8, 0.3]],
        "forgetting_events": [1, 1, 0], "ever_learned": [true, true, false], "unforgettable": [false, false, false],
        "confidence": [0.5, 0.6, 0.2], "variability": [0.05_f64.sqrt(), 0.06_f64.sqrt(), 0.1],
        "correctness": [0.5, 0.75, 0.0], "made": "by hand",
    });
    passes("label_quality", case.clone(), 18);
    let mut other = case;
    other["ever_learned"] = json!([true, true, true]);
    assert!(!verify("label_quality", other.clone()).passes());
    other["correct_by_epoch"] = json!(["01", "11", "00", "11"]);
    assert!(matches!(verify("label_quality", other).outcome, Outcome::Fail(_)), "of other rows");
}

#[test]
fn effects_of_two_kinds_and_of_one() {
    // Of kind 0 a quarter is treated, of kind 1 two thirds: weights and lines both give the strata's differences.
    let (t, y) = ([1, 0, 0, 0, 1, 1, 0], [3.0, 1.0, 2.0, 0.0, 5.0, 8.0, 4.0]);
    let effect = (4.0 * (3.0 - 1.0) + 3.0 * (6.5 - 4.0)) / 7.0;
    let (a, b) = ((1.0_f64 / 3.0).ln(), 2.0_f64.ln());
    let case = json!({
        "x1": [0, 0, 0, 0, 1, 1, 1], "t": t, "y": y, "propensity_params": [a, b - a],
        "propensity": [0.25, 0.25, 0.25, 0.25, 2.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0], "naive": 16.0 / 3.0 - 7.0 / 4.0,
        "ipw": effect, "aipw": effect, "ra": effect, "ipw_horvitz_thompson": effect, "ipw_hajek": effect,
    });
    passes("causal", case, 15);
    // Without covariates everything is the difference of means.
    let naive = 16.0 / 3.0 - 7.0 / 4.0;
    let case = json!({
        "t": t, "y": y, "propensity_params": [0.75_f64.ln()], "naive": naive, "ipw": naive, "aipw": naive, "ra": naive,
        "ipw_horvitz_thompson": naive, "ipw_hajek": naive,
    });
    passes("causal", case, 7);
}

#[test]
fn a_table_of_three_treatments() {
    let case = json!({
        "table": {"x": {"P": [1, 2], "Q": [3, 4], "R": [0, 1]}, "y": {"P": [1, 1], "Q": [1, 4], "R": [2, 2]}},
        "naive_P": 2.0 / 3.0, "naive_Q": 0.5, "naive_R": 2.0 / 3.0,
        "adjusted_P": 0.5 * 0.5 + 0.5, "adjusted_Q": 0.5 * 0.75 + 0.5 * 0.25, "adjusted_R": 0.5,
    });
    passes("causal", case, 6);
    let uneven = json!({"table": {"x": {"P": [1, 2], "Q": [3, 4]}, "y": {"P": [1, 1]}}, "naive_P": 0.5});
    assert!(!verify("causal", uneven).passes());
    let more = json!({"table": {"x": {"P": [3, 2]}}, "naive_P": 1.5, "adjusted_P": 1.5});
    assert!(!verify("causal", more).passes());
}

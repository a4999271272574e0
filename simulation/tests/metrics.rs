//! Metrics and correlations against scikit-learn 1.9.1 and scipy 1.17.1: `tests/fixtures/metrics.json`.

use serde_json::Value;
use simulation::observers::metrics::{RocCurve, RocPoint, auc, average_precision, brier_score, log_loss};
use simulation::statistics::{kendall_tau_b, pearson, spearman};

/// As the file says.
const TOLERANCE: f64 = 1e-10;

fn cases() -> Vec<Value> {
    let file: Value = serde_json::from_str(include_str!("../../tests/fixtures/metrics.json")).unwrap();
    assert_eq!(file["tolerance"]["all"], TOLERANCE);
    file["cases"].as_array().unwrap().clone()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn is_close(got: Option<f64>, want: &Value) {
    let (got, want) = (got.unwrap(), want.as_f64().unwrap());
    assert!((got - want).abs() <= TOLERANCE, "{got} for {want}");
}

fn are_close(got: &[RocPoint], rate: impl Fn(&RocPoint) -> f64, want: &Value) {
    let want = numbers(want);
    assert_eq!(got.len(), want.len());
    assert!(got.iter().zip(want).all(|(point, want)| (rate(point) - want).abs() <= TOLERANCE));
}

#[test]
fn binary_metrics_are_scikit_learns() {
    let cases = cases();
    assert_eq!(cases.len(), 2);
    for case in cases {
        let positive: Vec<bool> = numbers(&case["y"]).iter().map(|&y| y == 1.0).collect();
        let (scores, probabilities) = (numbers(&case["score"]), numbers(&case["proba"]));
        is_close(auc(&scores, &positive), &case["roc_auc"]);
        is_close(average_precision(&scores, &positive), &case["average_precision"]);
        is_close(log_loss(&probabilities, &positive), &case["log_loss"]);
        is_close(brier_score(&probabilities, &positive), &case["brier"]);
        let curve = RocCurve::new(&scores, &positive).unwrap();
        are_close(&curve.points(), |point| point.false_positive_rate, &case["roc_fpr"]);
        are_close(&curve.points(), |point| point.true_positive_rate, &case["roc_tpr"]);
        is_close(curve.true_positive_rate_at(0.1), &case["tpr_at_fpr_10pct"]);
    }
}

#[test]
fn correlations_are_scipys() {
    for case in cases() {
        let (one, other) = (numbers(&case["corr"]["a"]), numbers(&case["corr"]["b"]));
        is_close(pearson(&one, &other), &case["corr"]["pearson"]);
        is_close(spearman(&one, &other), &case["corr"]["spearman"]);
        is_close(kendall_tau_b(&one, &other), &case["corr"]["kendall_tau_b"]);
    }
}

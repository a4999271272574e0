//! The lasso leaves the same rows out as `tests/fixtures/datamodels.json` says; its numbers are recomputed in `tests/verify`.

mod support;

use serde_json::Value;
use simulation::valuation::datamodels::LinearSurrogate;
use support::{fixture, lists, number, numbers, text};

/// A line of 0s and 1s, one for each row.
fn mask(value: &Value) -> Vec<bool> {
    text(value).chars().map(|mark| mark == '1').collect()
}

fn zeros(weights: &[f64]) -> Vec<bool> {
    weights.iter().map(|weight| *weight == 0.0).collect()
}

#[test]
fn a_weight_of_nothing_is_exactly_zero() {
    let mut left_out = 0;
    for case in fixture("datamodels")["cases"].as_array().unwrap() {
        let (subsets, outcomes) = (lists(&case["masks"], mask), numbers(&case["y"]));
        for wanted in case["lasso"].as_array().unwrap() {
            let lasso = LinearSurrogate::lasso(&subsets, &outcomes, number(&wanted["alpha"])).unwrap();
            assert!(lasso.converged);
            let wanted = zeros(&numbers(&wanted["coef"]));
            assert_eq!(zeros(&lasso.weights), wanted);
            left_out += wanted.iter().filter(|&&zero| zero).count();
        }
    }
    assert!(left_out > 0);
}

//! Surrogates against `tests/fixtures/datamodels.json`.

mod support;
mod tables;

use serde_json::Value;
use simulation::valuation::datamodels::LinearSurrogate;
use support::{fixture, lists, number, numbers, text};
use tables::difference;

/// A line of 0s and 1s, one for each row.
fn mask(value: &Value) -> Vec<bool> {
    text(value).chars().map(|mark| mark == '1').collect()
}

/// Least squares, and the lasso at each penalty of the case.
fn recompute(case: &Value) -> (LinearSurrogate, Vec<LinearSurrogate>) {
    let (subsets, outcomes) = (lists(&case["masks"], mask), numbers(&case["y"]));
    let lasso =
        |penalty: &Value| LinearSurrogate::lasso(&subsets, &outcomes, number(&penalty["alpha"])).unwrap();
    let squares = LinearSurrogate::least_squares(&subsets, &outcomes).unwrap();
    (squares, case["lasso"].as_array().unwrap().iter().map(lasso).collect())
}

#[test]
fn surrogates_are_those_of_the_fixture() {
    let file = fixture("datamodels");
    let tolerance = number(&file["tolerance"]["coef"]);
    for case in file["cases"].as_array().unwrap() {
        let (squares, lassos) = recompute(case);
        let same = |got: &LinearSurrogate, weights: &Value, intercept: &Value| {
            assert!(got.converged && difference(&got.weights, &numbers(weights)) < tolerance);
            assert!((got.intercept - number(intercept)).abs() < tolerance);
        };
        same(&squares, &case["ols_coef"], &case["ols_intercept"]);
        for (lasso, wanted) in lassos.iter().zip(case["lasso"].as_array().unwrap()) {
            same(lasso, &wanted["coef"], &wanted["intercept"]);
        }
        // A weight that scikit-learn's lasso leaves at 0 is exactly 0 here.
        for (lasso, wanted) in lassos.iter().zip(case["lasso"].as_array().unwrap()) {
            let zeros = |weights: &[f64]| weights.iter().map(|weight| *weight == 0.0).collect::<Vec<_>>();
            assert_eq!(zeros(&lasso.weights), zeros(&numbers(&wanted["coef"])));
        }
    }
}

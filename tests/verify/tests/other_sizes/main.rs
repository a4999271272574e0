//! Small files of the kinds that train, with numbers from closed forms and from formulas written out here.
//!
//! With a single feature that is 1 in every row, logistic regression has one weight, and everything about it is arithmetic with scalars.

mod labels_and_effects;
mod models;
mod people;
mod privacy;
mod removals;

use serde_json::{Value, json};
use verify_fixtures::{Outcome, Report, verify_text};

fn verify(kind: &str, case: Value) -> Report {
    let tolerance = json!({"all": 1e-9});
    let file = json!({"schema": 1, "fixture": kind, "tolerance": tolerance, "cases": [case]});
    verify_text("small.json", &file.to_string())
}

#[track_caller]
fn passes(kind: &str, case: Value, compared: usize) {
    let report = verify(kind, case);
    assert_eq!((&report.outcome, report.compared), (&Outcome::Pass, compared));
    assert!(report.not_offered.is_empty(), "{:?}", report.not_offered);
}

fn share(weight: f64) -> f64 {
    1.0 / (1.0 + (-weight).exp())
}

fn loss(weight: f64, label: u8) -> f64 {
    let score = if label == 1 { weight } else { -weight };
    (-score).exp().ln_1p()
}

/// The root of w + C·Σ(σ(w) − y), by bisection.
fn weight(c: f64, labels: &[u8]) -> f64 {
    let slope = |w: f64| w + c * labels.iter().map(|&y| share(w) - f64::from(y)).sum::<f64>();
    let (mut low, mut high) = (-50.0, 50.0);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if slope(middle) < 0.0 { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

fn without(labels: &[u8], places: &[usize]) -> Vec<u8> {
    let kept = labels.iter().enumerate().filter(|(place, _)| !places.contains(place));
    kept.map(|(_, &label)| label).collect()
}

fn correlation(one: &[f64], other: &[f64]) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (a, b) = (mean(one), mean(other));
    let sum = |f: &dyn Fn(f64, f64) -> f64| one.iter().zip(other).map(|(x, y)| f(x - a, y - b)).sum::<f64>();
    sum(&|x, y| x * y) / (sum(&|x, _| x * x) * sum(&|_, y| y * y)).sqrt()
}

const LABELS: [u8; 7] = [1, 0, 1, 1, 0, 1, 1];

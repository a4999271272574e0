//! Tables and comparisons for the tests of learners.

#![allow(dead_code, reason = "each test file needs others")]

use ndarray::Array2;
use serde_json::Value;
use simulation::dataset::{Dataset, RowId};

use crate::support::{counts, numbers, rows};

fn features(values: &[Vec<f64>]) -> Array2<f64> {
    let columns = values.first().map_or(0, Vec::len);
    Array2::from_shape_vec((values.len(), columns), values.concat()).unwrap()
}

fn ids(count: usize) -> Vec<RowId> {
    (0..).map(RowId::new).take(count).collect()
}

pub(crate) fn measured(x: &Value, y: &Value) -> Dataset {
    let x = rows(x);
    Dataset::measured(ids(x.len()), features(&x), numbers(y)).unwrap()
}

pub(crate) fn classified(x: &Value, y: &Value, classes: usize) -> Dataset {
    let x = rows(x);
    Dataset::classified(ids(x.len()), features(&x), counts(y), classes).unwrap()
}

/// The largest |a − b| as a share of the largest |b|.
pub(crate) fn apart(a: &[f64], b: &[f64]) -> f64 {
    assert_eq!(a.len(), b.len());
    let largest = b.iter().fold(0.0, |most: f64, b| most.max(b.abs()));
    difference(a, b) / largest
}

/// The largest |a − b|.
pub(crate) fn difference(a: &[f64], b: &[f64]) -> f64 {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).fold(0.0, |most: f64, (a, b)| most.max((a - b).abs()))
}

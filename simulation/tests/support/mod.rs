//! Reading the fixtures. Their shapes are known, so anything else is a failed test.

#![allow(dead_code, reason = "each test file reads other shapes")]

use serde_json::Value;

/// `tests/fixtures/<name>.json`.
pub(crate) fn fixture(name: &str) -> Value {
    let path = format!("{}/../tests/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

pub(crate) fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

pub(crate) fn count(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

pub(crate) fn lists<T>(value: &Value, read: fn(&Value) -> T) -> Vec<T> {
    value.as_array().unwrap().iter().map(read).collect()
}

pub(crate) fn numbers(value: &Value) -> Vec<f64> {
    lists(value, number)
}

pub(crate) fn counts(value: &Value) -> Vec<usize> {
    lists(value, count)
}

pub(crate) fn rows(value: &Value) -> Vec<Vec<f64>> {
    lists(value, numbers)
}

//! Every quantity in the repository's fixtures is either compared or said to be left out: changing it is noticed.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};
use verify_fixtures::{Outcome, Report, verify_text};

/// What describes a case, and inputs of which often only the order decides. All else must matter.
const DESCRIBES: [&str; 6] = ["flipped", "spec", "score", "X_train", "X_test", "orders_used"];

/// Lower references: only a larger one is noticed.
const FLOORS: [&str; 1] = ["epsilon_pld"];

/// The files, each case as a file of its own under other names, with the inputs that it shares written out.
fn single_cases() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
    let mut singles = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let mut file: Value =
            serde_json::from_str(&fs::read_to_string(entry.unwrap().path()).unwrap()).unwrap();
        let Value::Array(cases) = file["cases"].take() else { panic!("no cases") };
        for case in &cases {
            let mut case = case.as_object().unwrap().clone();
            if let Some(base) = case.remove("same_data_as") {
                let base = cases.iter().find(|other| other["name"] == base).unwrap().as_object().unwrap();
                for key in ["X_train", "y_train", "X_test", "y_test"] {
                    if let Some(value) = base.get(key).filter(|_| !case.contains_key(key)) {
                        case.insert(key.to_owned(), value.clone());
                    }
                }
            }
            // Rows that a case continues from one before it.
            if case.contains_key("strategic_columns") {
                let rows = cases.iter().find(|other| other.get("X").is_some()).unwrap();
                for key in ["X", "y"] {
                    case.entry(key).or_insert_with(|| rows[key].clone());
                }
            }
            if case.get("orders_used").is_some_and(Value::is_string) {
                case.insert("orders_used".into(), cases[0]["orders_used"].clone());
            }
            case.insert("name".into(), json!("somebody else's"));
            file["cases"] = json!([case]);
            singles.push(file.clone());
        }
    }
    singles
}

/// The pointers to the first and the last number of everything in a case.
fn numbers(values: &Map<String, Value>, path: &str) -> Vec<String> {
    fn ends(value: &Value, path: String, found: &mut Vec<String>) {
        match value {
            Value::Number(_) => found.push(path),
            // A flag by itself says how a case was made; a list of them is a quantity.
            Value::Bool(_) if path.ends_with(|c: char| c.is_ascii_digit()) => found.push(path),
            Value::String(digits) if digits.len() > 1 && digits.chars().all(|c| c.is_ascii_digit()) => {
                found.push(path);
            }
            Value::Array(values) => {
                let last = values.len().saturating_sub(1);
                for place in if last == 0 { vec![0] } else { vec![0, last] } {
                    if let Some(value) = values.get(place) {
                        ends(value, format!("{path}/{place}"), found);
                    }
                }
            }
            Value::Object(values) => found.extend(numbers(values, &path)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for (key, value) in values.iter().filter(|(key, _)| !DESCRIBES.contains(&key.as_str())) {
        ends(value, format!("{path}/{key}"), &mut found);
    }
    found
}

/// Another number of the same type; text of digits begins with another digit.
fn changed(value: &Value) -> Value {
    match value {
        Value::String(digits) => {
            let first = if digits.starts_with('0') { "1" } else { "0" };
            json!(first.to_owned() + &digits[1..])
        }
        Value::Bool(flag) => json!(!flag),
        // Mostly smaller: longer steps of an attack end at the same edge.
        _ => match value.as_u64() {
            Some(count @ 0..=1) => json!(count + 1),
            Some(count) => json!(count / 2),
            None => json!(value.as_f64().unwrap() * 0.3 + 1e-3),
        },
    }
}

#[test]
fn a_changed_number_fails_or_is_not_offered() {
    let (mut tried, mut singles) = (0, 0);
    for mut file in single_cases() {
        let report = verify_text("renamed.json", &file.to_string());
        // A case of which nothing is offered says so.
        let nothing = Outcome::Fail(vec!["nothing was compared".into()]);
        if report.outcome == nothing && !report.not_offered.is_empty() {
            continue;
        }
        assert_eq!(report.outcome, Outcome::Pass, "{}", file["cases"]);
        singles += 1;
        let kind = file["fixture"].clone();
        for pointer in numbers(file["cases"][0].as_object().unwrap(), "/cases/0") {
            let key = pointer.split('/').nth(3).unwrap();
            if report.not_offered.iter().any(|left| left == key) {
                continue;
            }
            let value = file.pointer_mut(&pointer).unwrap();
            let larger = || json!(value.as_f64().unwrap() * 1.5);
            let now = if FLOORS.contains(&key) { larger() } else { changed(value) };
            let was = value.clone();
            *value = now;
            let report = verify_text("renamed.json", &file.to_string());
            assert!(!report.passes(), "{kind}: nobody noticed {pointer}");
            *file.pointer_mut(&pointer).unwrap() = was;
            tried += 1;
        }
    }
    assert!(singles > 40 && tried > 700, "{singles} cases, {tried} numbers");
}

#[test]
fn nothing_of_an_unlearning_file_is_left_out() {
    let of_kind = single_cases().into_iter().filter(|file| file["fixture"] == "unlearning");
    let reports: Vec<_> = of_kind.map(|file| verify_text("renamed.json", &file.to_string())).collect();
    assert!(reports.len() >= 2 && reports.iter().all(Report::passes));
    assert!(reports.iter().all(|report| report.not_offered.is_empty()), "{reports:?}");
}

//! Files that differ from the repository's: broken, unknown, of other sizes.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use verify_fixtures::{Outcome, Report, table, verify_file, verify_folder, verify_text};

fn shipped(name: &str) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures").join(name);
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

fn verify(file: &Value) -> Report {
    verify_text("a.json", &file.to_string())
}

/// The only reason for which a report fails.
fn reason(report: &Report) -> &str {
    match &report.outcome {
        Outcome::Fail(reasons) if reasons.len() == 1 => &reasons[0],
        outcome => panic!("not one failure: {outcome:?}"),
    }
}

/// Two players, either of whom is enough: each adds 1 to nobody and 0 to the other.
fn games() -> Value {
    let mut case = json!({
        "name": "or", "n": 2, "table": [0, 1, 1, 1], "shapley": [0.5, 0.5], "banzhaf": [0.5, 0.5], "loo": [0, 0],
        "shapley_interaction": [[0, -1], [-1, 0]], "banzhaf_interaction": [[0, -1], [-1, 0]], "least_core_e": 0.5,
    });
    // The weight of the empty set, B(b, 1 + a)/B(a, b) = a/(a + b).
    for (key, value) in [
        ("beta_16_1", 16.0 / 17.0),
        ("beta_4_1", 0.8),
        ("beta_1_4", 0.2),
        ("beta_1_16", 1.0 / 17.0),
        ("beta_2_2", 0.5),
    ] {
        case[key] = json!([value, value]);
    }
    json!({
        "schema": 1, "fixture": "games", "set": "own", "what": "", "convention": "", "made_by": {}, "generator": "",
        "tolerance": {"semivalues": 1e-10, "interactions": 1e-10, "least_core_e": 1e-7},
        "cases": [case],
    })
}

#[test]
fn other_sizes_pass() {
    let report = verify(&games());
    assert_eq!((&report.outcome, report.compared), (&Outcome::Pass, 25));
    let metrics = json!({
        "schema": 1, "fixture": "metrics", "tolerance": {"all": 1e-10},
        "cases": [{
            "name": "four", "y": "0011", "score": [0.1, 0.4, 0.35, 0.8], "proba": [0.5, 0.5, 0.5, 0.5],
            "roc_auc": 0.75, "average_precision": 0.833_333_333_333_333_3, "log_loss": std::f64::consts::LN_2, "brier": 0.25,
            "roc_fpr": [0, 0, 0.5, 0.5, 1], "roc_tpr": [0, 0.5, 0.5, 1, 1], "tpr_at_fpr_10pct": 0.5,
            "corr": {"a": [1, 2, 3], "b": [1, 3, 2], "pearson": 0.5, "spearman": 0.5, "kendall_tau_b": 0.333_333_333_333_333_3},
        }],
    });
    let report = verify(&metrics);
    assert_eq!((&report.outcome, report.compared), (&Outcome::Pass, 18));
    assert!(report.not_offered.is_empty());
}

#[test]
fn a_corrupted_number_fails_and_is_named() {
    let mut file = games();
    file["cases"][0]["loo"][1] = json!(1e-9);
    let report = verify(&file);
    assert_eq!(reason(&report), "case or, key loo: number 1 is 1e-9, recomputed 0.0: 1.0e-9 apart");
    assert_eq!(report.worst.map(|worst| worst.quantity).as_deref(), Some("or loo"));

    let mut file = shipped("metrics.json");
    file["cases"][1]["corr"]["spearman"] = json!(0.56);
    assert!(reason(&verify(&file)).starts_with("case binary_1, key corr.spearman: number 0 is 0.56"));
    // Corrupted inputs show as well.
    let mut file = shipped("games.json");
    file["cases"][3]["table"][1] = json!(0.5);
    assert!(!verify(&file).passes());
}

#[test]
fn the_tolerance_is_the_files_own() {
    let mut file = games();
    file["cases"][0]["loo"][1] = json!(1e-9);
    file["tolerance"]["semivalues"] = json!(1e-8);
    assert!(verify(&file).passes());
    file["tolerance"].as_object_mut().unwrap().remove("semivalues");
    assert!(!verify(&file).passes());
}

#[test]
fn what_is_missing_is_a_failure_and_what_is_extra_is_listed() {
    let mut file = games();
    file["cases"][0].as_object_mut().unwrap().remove("shapley");
    let report = verify(&file);
    assert_eq!((reason(&report), report.compared), ("case or, key shapley: is missing", 23));

    let mut file = games();
    file["cases"][0]["pydvl_subsidy"] = json!(0.5);
    file["cases"][0]["note"] = json!("text");
    let report = verify(&file);
    assert!(report.passes());
    assert_eq!(report.not_offered, ["pydvl_subsidy"]);

    let mut file = games();
    file["cases"] = json!([]);
    assert_eq!(reason(&verify(&file)), "nothing was compared");
}

#[test]
fn inputs_of_the_wrong_shape_fail_and_do_not_panic() {
    let change = |key: &str, value: Value| {
        let mut file = games();
        file["cases"][0][key] = value;
        reason(&verify(&file)).to_owned()
    };
    assert_eq!(change("n", json!(3)), "case or, key table: has 4 entries for 3 players");
    assert_eq!(change("n", json!(99)), "case or, key table: has 4 entries for 99 players");
    assert_eq!(change("n", json!(-1)), "case or, key n: is no whole number from 0 on");
    assert_eq!(change("loo", json!([0])), "case or, key loo: has 1 numbers, recomputed are 2");
    assert_eq!(change("loo", json!([0, null])), "case or, key loo: has an entry that is no number");
    // Rows of one class have no AUC.
    let mut file = shipped("metrics.json");
    file["cases"].as_array_mut().unwrap().truncate(1);
    file["cases"][0]["y"] = json!(vec![1; 60]);
    assert!(!verify(&file).passes());
}

#[test]
fn a_folder_is_verified_by_kind_whatever_its_files_are_called() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    assert!(verify_folder(folder.path()).is_err(), "an empty folder is no success");
    write("z.json", &games().to_string());
    write("broken.json", r#"{"schema": 1, "fixture": "#);
    write(
        "metrics.json",
        &json!({"schema": 1, "fixture": "tides", "tolerance": {}, "cases": []}).to_string(),
    );
    write("notes.txt", "not a fixture");
    let reports = verify_folder(folder.path()).unwrap();
    let told: Vec<(&str, bool)> = reports.iter().map(|report| (&*report.name, report.passes())).collect();
    assert_eq!(told, [("broken.json", false), ("metrics.json", true), ("z.json", true)]);
    assert_eq!(reports[1].outcome, Outcome::Unknown);
    let table = table(&reports);
    let lines: Vec<&str> = table.lines().collect();
    assert!(lines[1].contains("FAIL") && lines[2].contains("not JSON"), "{table}");
    assert!(lines[3].contains("unknown") && lines[3].contains("tides"), "{table}");
    assert!(lines[4].contains("pass") && lines[4].contains("1.0e-10"), "{table}");
    assert!(!verify_file(&folder.path().join("none.json")).passes());
}

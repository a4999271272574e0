//! Worlds that answer, people who act together or bargain.

use serde_json::{Value, json};
use verify_fixtures::{Outcome, verify_text};

use super::{passes, share, verify};

#[test]
fn a_coin_and_a_location_that_listen() {
    let (mu, eps) = (-0.2, 0.25);
    let risk = |theta: f64| 0.25 - 2.0 * theta * mu + (1.0 - 2.0 * eps) * theta * theta;
    let case = json!({
        "mu": mu, "eps": eps, "rrm_from_zero": [0.0, mu, mu * 1.25], "theta_PS": mu / 0.75, "theta_PO": mu / 0.5,
        "PR_PS": risk(mu / 0.75), "PR_PO": risk(mu / 0.5),
    });
    passes("performative", case, 7);
    let case = json!({
        "mu0": 2.0, "eps": 0.5, "rrm_from_zero": [0.0, 2.0, 3.0, 3.5], "theta_PS": 4.0, "theta_PO": 4.0,
        "converges": true, "contraction": 0.5,
    });
    passes("performative", case.clone(), 7);
    for (key, wrong) in [("converges", json!(false)), ("theta_PS", json!("none"))] {
        let mut case = case.clone();
        case[key] = wrong;
        assert!(!verify("performative", case).passes(), "{key}");
    }
    let mut nowhere = json!({
        "mu0": 2.0, "eps": 1.0, "rrm_from_zero": [0.0, 2.0, 4.0], "theta_PS": "none", "theta_PO": "none",
        "converges": false, "contraction": 1.0,
    });
    passes("performative", nowhere.clone(), 4);
    nowhere["theta_PO"] = json!(7.0);
    assert!(!verify("performative", nowhere).passes());
}

#[test]
fn people_who_answer_to_one_weight() {
    // A single feature of 1 that everybody can change: rows become 1 − εθ.
    let (eps, lam) = (0.3, 0.1);
    let labels = [1, 0, 1, 1];
    let next = |deployed: f64| {
        let x = 1.0 - eps * deployed;
        let slope =
            |w: f64| lam * w + labels.iter().map(|&y| x * (share(w * x) - f64::from(y))).sum::<f64>() / 4.0;
        let (mut low, mut high) = (-50.0, 50.0);
        for _ in 0..200 {
            let middle = 0.5 * (low + high);
            if slope(middle) < 0.0 { low = middle } else { high = middle }
        }
        0.5 * (low + high)
    };
    let models = [next(0.0), next(next(0.0)), next(next(next(0.0)))];
    let case = json!({
        "kind": "strategic_logistic", "eps": eps, "lam": lam, "strategic_columns": [0], "X": ([[1.0]; 4]), "y": labels,
        "iterate_gaps": [models[0].abs(), (models[1] - models[0]).abs(), (models[2] - models[1]).abs()],
        "theta_1": [models[0]], "theta_3": [models[2]],
    });
    passes("performative", case.clone(), 5);
    // A later case may leave the rows to the one before it.
    let mut later = case.clone();
    for key in ["X", "y"] {
        later.as_object_mut().unwrap().remove(key);
    }
    let two = |cases: Value| {
        let file =
            json!({"schema": 1, "fixture": "performative", "tolerance": {"all": 1e-9}, "cases": cases});
        verify_text("two.json", &file.to_string())
    };
    let report = two(json!([case, later]));
    assert_eq!((&report.outcome, report.compared), (&Outcome::Pass, 10));
    assert!(!two(json!([later])).passes());
}

#[test]
fn collectives_of_three_kinds() {
    // The signal is the third kind: one in five, a quarter of them of class 0.
    let planted = |alpha: f64, label: f64, features: f64| {
        json!({"alpha": alpha, "success_feature_label": label, "bound_feature_label": 1.0 - (1.0 - alpha) / alpha * 0.5 * 0.2,
            "success_feature_only": features, "bound_feature_only": 1.0 - 3.0 / alpha * 0.2})
    };
    let erased = |alpha: f64, success: f64| json!({"alpha": alpha, "success": success, "bound": 1.0 - 2.0 * (1.0 - alpha) / alpha * 0.15});
    let case = json!({
        "p_x": [0.5, 0.3, 0.2], "p_y_given_x": [[0.8, 0.2], [0.3, 0.7], [0.25, 0.75]], "target": 0, "g": [2, 2, 2],
        "xi": 0.2, "delta": 0.5,
        // α against (1 − α)·0.1, and 0.05 + α·0.49 against 0.15.
        "plant": [planted(0.05, 0.0, 0.0), planted(0.1, 1.0, 0.0), planted(0.3, 1.0, 1.0)],
        "erase_g": [0, 0, 2], "tau": 0.15,
        // The second kind answers as the first where α reaches (1 − α)·0.4.
        "erase": [erased(0.1, 0.7), erased(0.5, 1.0)],
    });
    passes("collective_action", case.clone(), 19);
    for (key, wrong) in
        [("p_x", json!([0.5, 0.3, 0.3])), ("target", json!(2)), ("g", json!([2, 2])), ("g", json!([3, 0, 0]))]
    {
        let mut case = case.clone();
        case[key] = wrong;
        assert!(!verify("collective_action", case).passes(), "{key}");
    }
}

#[test]
fn bargains_with_caps_that_bind_and_ellipses_from_elsewhere() {
    // The last may have 2; what it leaves is shared one to one, and without caps one to one to two.
    let case = json!({
        "pie": 10.0, "disagreement": [1.0, 2.0, 1.0], "weights": [0.25, 0.25, 0.5], "caps": [9.0, 9.0, 2.0],
        "solution": [3.5, 4.5, 2.0], "closed_form_without_caps": [2.5, 3.5, 4.0],
    });
    passes("bargaining", case.clone(), 6);
    let mut none = case;
    none["pie"] = json!(4.0);
    assert!(!verify("bargaining", none).passes());
    passes("bargaining", json!({"pie": 3.0, "disagreement": [1.0], "solution": [3.0]}), 1);
    // On a circle with one side at 0.6: (x − 0.6)·y is largest where x·(x − 0.6) = y².
    let x = 0.25 * (0.6 + 8.36_f64.sqrt());
    let case = json!({"a": 1.0, "b": 1.0, "disagreement": [0.6, 0.0], "solution": [x, (1.0 - x * x).sqrt()]});
    passes("bargaining", case, 2);
    let case = json!({"a": 2.0, "b": 8.0, "disagreement": [0, 0], "weights": [0.25, 0.75],
        "solution": [0.5_f64.sqrt(), 6.0_f64.sqrt()], "closed_form": [0.5_f64.sqrt(), 6.0_f64.sqrt()]});
    passes("bargaining", case, 4);
    assert!(
        !verify("bargaining", json!({"a": 1.0, "b": 1.0, "disagreement": [0, 0, 0], "solution": [1]}))
            .passes()
    );
}

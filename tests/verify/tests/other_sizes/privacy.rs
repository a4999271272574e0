//! Noise and what it promises.

use serde_json::{Value, json};
use verify_fixtures::{Outcome, verify_text};

use super::{passes, verify};

/// ln E[(1 − q + q·exp((2x − 1)/2σ²))^α]/(α − 1), x from N(0, σ²), by a sum over a fine grid.
fn divergence(q: f64, sigma: f64, alpha: f64) -> f64 {
    let term = |place: i32| {
        let z = 0.01 * f64::from(place);
        let (x, bell) = (sigma * z, (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt());
        bell * (1.0 - q + q * ((2.0 * x - 1.0) / (2.0 * sigma * sigma)).exp()).powf(alpha) * 0.01
    };
    (-3_000..3_000).map(term).sum::<f64>().ln() / (alpha - 1.0)
}

fn private(q: f64, sigma: f64, steps: u32) -> Value {
    let (orders, delta): (Vec<f64>, f64) = (vec![2.0, 3.0, 5.0, 9.0], 1e-4);
    let of = |alpha: f64| f64::from(steps) * divergence(q, sigma, alpha);
    let improved = |a: f64| of(a) + (-1.0 / a).ln_1p() - (delta * a).ln() / (a - 1.0);
    let classic = |a: f64| of(a) - delta.ln() / (a - 1.0);
    let least = |epsilon: &dyn Fn(f64) -> f64| {
        let all = orders.iter().map(|&order| (epsilon(order), order));
        all.fold((f64::INFINITY, 0.0), |least, one| if one.0 < least.0 { one } else { least })
    };
    let finer = (11..110).map(|tenth| improved(0.1 * f64::from(tenth))).fold(f64::INFINITY, f64::min);
    json!({
        "kind": "dpsgd", "q": q, "sigma": sigma, "steps": steps, "delta": delta, "rdp_orders": [2.5, 4.0],
        "rdp_one_step": [divergence(q, sigma, 2.5), divergence(q, sigma, 4.0)], "orders_used": orders,
        "epsilon_integer_orders": least(&improved).0, "optimal_integer_order": least(&improved).1,
        "epsilon_classic_conversion": least(&classic).0, "epsilon_default_orders": finer,
        "epsilon_pld": 0.9 * finer,
    })
}

#[test]
fn privacy_by_sums_and_closed_forms() {
    passes("privacy", private(0.3, 1.7, 40), 7);
    passes("privacy", private(1.0, 3.0, 12), 7);
    // A lower reference above the bound is one of the two wrong.
    let mut case = private(0.3, 1.7, 40);
    case["epsilon_pld"] = json!(case["epsilon_integer_orders"].as_f64().unwrap() * 1.01);
    assert!(!verify("privacy", case).passes());
    // At ε = 0 what is left is the total variation distance, 2·Φ(1/2σ) − 1.
    let case = json!({"kind": "gaussian", "epsilon": 0.0, "delta": 0.382_924_922_548_026, "sensitivity": 3.0, "sigma_analytic": 3.0});
    passes("privacy", case, 1);
    let case = json!({"kind": "laplace", "epsilon": 4.0, "sensitivity": 2.0, "scale": 0.5, "variance": 0.5});
    passes("privacy", case, 2);
    let row = |eps: f64, delta: f64, fpr: f64, most: f64| json!({"eps": eps, "delta": delta, "fpr": fpr, "tpr_max": most});
    let rows = [row(0.0, 0.1, 0.3, 0.4), row(2_f64.ln(), 0.0, 0.2, 0.4), row(2_f64.ln(), 0.0, 0.8, 0.9)];
    passes("privacy", json!({"kind": "mia_bound", "rows": rows}), 3);
    // Orders that are those of the first case to list some.
    let (first, mut second) = (private(0.3, 1.7, 40), private(0.2, 1.2, 9));
    second["orders_used"] = json!("as the first case");
    let file =
        json!({"schema": 1, "fixture": "privacy", "tolerance": {"all": 1e-9}, "cases": [first, second]});
    let report = verify_text("small.json", &file.to_string());
    assert_eq!((&report.outcome, report.compared), (&Outcome::Pass, 14));
    let alone =
        json!({"schema": 1, "fixture": "privacy", "tolerance": {"all": 1e-9}, "cases": [file["cases"][1]]});
    assert!(!verify_text("small.json", &alone.to_string()).passes());
    // A kind that nobody here knows is said to be left out.
    let mut strange = file;
    strange["cases"][1] = json!({"kind": "exponential", "epsilon": 1.0});
    assert_eq!(verify_text("small.json", &strange.to_string()).not_offered, ["kind exponential"]);
}

//! Small files of the kinds that train, with numbers from closed forms and from formulas written out here.
//!
//! With a single feature that is 1 in every row, logistic regression has one weight, and everything about it is arithmetic with scalars.

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

#[test]
fn ridge_on_a_line() {
    let (x, y, alpha) = ([0.0, 1.0, 2.0, 4.0], [1.0, 0.5, 3.0, 2.0], 0.7);
    let fit = |places: &[usize]| {
        let mean = |values: &[f64; 4]| places.iter().map(|&i| values[i]).sum::<f64>() / places.len() as f64;
        let (a, b) = (mean(&x), mean(&y));
        let sum = |f: &dyn Fn(usize) -> f64| places.iter().map(|&i| f(i)).sum::<f64>();
        let slope = sum(&|i| (x[i] - a) * (y[i] - b)) / (sum(&|i| (x[i] - a) * (x[i] - a)) + alpha);
        (slope, b - slope * a)
    };
    let (slope, intercept) = fit(&[0, 1, 2, 3]);
    let square = |i: usize| (y[i] - slope * x[i] - intercept).powi(2);
    let left_out = (0..4).map(|i| {
        let (slope, intercept) = fit(&without_place(i));
        y[i] - slope * x[i] - intercept
    });
    let after = fit(&[1, 3]);
    let case = json!({
        "model": "ridge", "alpha": alpha, "X_train": x.map(|x| [x]), "y_train": y, "X_test": [[5.0]],
        "coef": [slope], "intercept": intercept, "pred_test": [slope * 5.0 + intercept],
        "train_mse": (0..4).map(square).sum::<f64>() / 4.0,
        "loo_residuals_by_retraining": left_out.collect::<Vec<f64>>(), "removed_group": [0, 2],
        "coef_after_group_removal": [after.0], "intercept_after_group_removal": after.1,
    });
    passes("linear_models", case, 10);
}

fn without_place(place: usize) -> Vec<usize> {
    (0..4).filter(|&other| other != place).collect()
}

#[test]
fn logistic_and_softmax_regression_on_nothing_but_an_intercept() {
    // Features of 0 leave the classes' shares: 5 of 7, or 1, 2 and 4 of 7.
    let zeros = [[0.0]; 7];
    let free = (5.0_f64 / 2.0).ln();
    let case = json!({
        "model": "logistic", "C": 2.0, "intercept_penalised": false, "X_train": zeros, "y_train": LABELS,
        "X_test": [[0.0]], "y_test": [0], "coef": [0.0], "intercept": free,
        "objective": 2.0 * LABELS.iter().map(|&y| loss(free, y)).sum::<f64>(), "max_abs_gradient": 0.0,
        "proba_test": [5.0 / 7.0], "test_log_loss": (7.0_f64 / 2.0).ln(),
        "sample_weight": [1, 3, 1, 1, 3, 1, 1], "weighted_coef": [0.0], "weighted_intercept": (5.0_f64 / 6.0).ln(),
    });
    passes("linear_models", case, 8);
    let penalised = weight(2.0, &LABELS);
    let case = json!({
        "model": "logistic", "C": 2.0, "intercept_penalised": true, "X_train": zeros, "y_train": LABELS,
        "X_test": [[0.0]], "y_test": [1], "coef": [0.0], "intercept": penalised,
        "objective": 0.5 * penalised * penalised + 2.0 * LABELS.iter().map(|&y| loss(penalised, y)).sum::<f64>(),
        "max_abs_gradient": 0.0, "proba_test": [share(penalised)], "test_log_loss": loss(penalised, 1),
    });
    passes("linear_models", case, 6);
    let logs = [1.0_f64, 2.0, 4.0].map(f64::ln);
    let mean = logs.iter().sum::<f64>() / 3.0;
    let case = json!({
        "model": "softmax", "C": 1.0, "X_train": zeros, "y_train": [2, 1, 2, 0, 2, 1, 2], "X_test": [[0.0], [3.0]],
        "coef": [[0], [0], [0]], "intercept_centered": logs.map(|log| log - mean), "max_abs_gradient": 0.0,
        "proba_test": [[1.0 / 7.0, 2.0 / 7.0, 4.0 / 7.0], [1.0 / 7.0, 2.0 / 7.0, 4.0 / 7.0]],
    });
    passes("linear_models", case, 13);
}

/// The inverse of I + C·Σ p(1 − p)·(x, 1)(x, 1)ᵀ.
fn inverse(c: f64, [w, b]: [f64; 2], rows: &[(f64, u8)]) -> [[f64; 2]; 2] {
    let sum = |f: fn(f64) -> f64| -> f64 {
        rows.iter().map(|&(x, _)| c * share(w * x + b) * share(-w * x - b) * f(x)).sum()
    };
    let (xx, x, one) = (1.0 + sum(|x| x * x), sum(|x| x), 1.0 + sum(|_| 1.0));
    let determinant = xx * one - x * x;
    [[one / determinant, -x / determinant], [-x / determinant, xx / determinant]]
}

fn times([a, b]: [[f64; 2]; 2], v: [f64; 2]) -> [f64; 2] {
    [a[0] * v[0] + a[1] * v[1], b[0] * v[0] + b[1] * v[1]]
}

/// ∇ of one row's loss.
fn slope([w, b]: [f64; 2], (x, y): (f64, u8)) -> [f64; 2] {
    let residual = share(w * x + b) - f64::from(y);
    [residual * x, residual]
}

/// A weight and an intercept, both penalised, by Newton's method.
fn line(c: f64, rows: &[(f64, u8)]) -> [f64; 2] {
    let mut at = [0.0, 0.0];
    for _ in 0..50 {
        let slopes = rows.iter().map(|&row| slope(at, row));
        let sum = slopes.fold(at, |sum, slope| [sum[0] + c * slope[0], sum[1] + c * slope[1]]);
        let step = times(inverse(c, at, rows), sum);
        at = [at[0] - step[0], at[1] - step[1]];
    }
    at
}

#[test]
fn retraining_a_weight_and_an_intercept() {
    let (c, test) = (0.5, [(0.4, 1), (-1.0, 0), (0.1, 0)]);
    let rows = [(1.0, 1), (-0.7, 0), (0.3, 1), (1.6, 1), (0.5, 0), (-0.2, 1)];
    let full = line(c, &rows);
    let mean_loss = |[w, b]: [f64; 2]| test.iter().map(|&(x, y)| loss(w * x + b, y)).sum::<f64>() / 3.0;
    let right =
        |[w, b]: [f64; 2]| test.iter().filter(|&&(x, y)| (w * x + b > 0.0) == (y == 1)).count() as f64 / 3.0;
    let rest = |places: &[usize]| -> [f64; 2] {
        let kept = (0..6).filter(|place| !places.contains(place)).map(|place| rows[place]);
        line(c, &kept.collect::<Vec<_>>())
    };
    let change = |places: &[usize]| mean_loss(rest(places)) - mean_loss(full);
    let actual = [0, 1, 2, 3, 4, 5].map(|i| change(&[i]));
    let moved = [0, 1, 2, 3, 4, 5].map(|i| right(rest(&[i])) - right(full));
    let inverse = inverse(c, full, &rows);
    let of_test = test
        .iter()
        .map(|&row| slope(full, row))
        .fold([0.0; 2], |a, b| [a[0] + b[0] / 3.0, a[1] + b[1] / 3.0]);
    let first = rows.map(|row| {
        let step = times(inverse, slope(full, row));
        c * (step[0] * of_test[0] + step[1] * of_test[1])
    });
    let leverage = rows.map(|(x, _)| {
        let step = times(inverse, [x, 1.0]);
        let score = full[0] * x + full[1];
        c * share(score) * share(-score) * (step[0] * x + step[1])
    });
    let newton = [0, 1, 2, 3, 4, 5].map(|i| first[i] / (1.0 - leverage[i]));
    let rank =
        |values: [f64; 6]| values.map(|value| values.iter().filter(|&&other| other < value).count() as f64);
    let groups = [vec![0, 2, 3, 5], vec![1, 4], vec![4]];
    let case = json!({
        "C": c, "X_train": rows.map(|(x, _)| [x]), "y_train": rows.map(|(_, y)| y), "X_test": test.map(|(x, _)| [x]),
        "y_test": test.map(|(_, y)| y), "w": full, "base_test_log_loss": mean_loss(full),
        "loo_change_in_test_log_loss": actual, "loo_change_in_test_accuracy": moved, "groups": groups,
        "group_change_in_test_log_loss": groups.clone().map(|group| change(&group)),
        "influence_first_order": first, "newton_one_step": newton,
        "pearson_influence_vs_actual": correlation(&first, &actual),
        "spearman_influence_vs_actual": correlation(&rank(first), &rank(actual)),
        "pearson_newton_vs_actual": correlation(&newton, &actual),
    });
    passes("loo_retraining", case, 2 + 1 + 4 * 6 + 3 + 3);
}

#[test]
fn removals_of_one_weight() {
    let c = 0.5;
    let full = weight(c, &LABELS);
    let p = share(full);
    let removed = [1, 3];
    let rest = without(&LABELS, &removed);
    let retrained = weight(c, &rest);
    let slope_at = |w: f64| w + c * rest.iter().map(|&y| share(w) - f64::from(y)).sum::<f64>();
    let stepped = full - slope_at(full) / (1.0 + c * 5.0 * p * (1.0 - p));
    let case = json!({
        "C": c, "X_train": ([[1.0]; 7]), "y_train": LABELS, "w": [full],
        "removals": [{"removed": removed, "w_newton": [stepped], "w_retrained": [retrained],
            "distance_before": (full - retrained).abs(), "distance_after": (stepped - retrained).abs(),
            "gradient_residual_norm": slope_at(stepped).abs()}],
    });
    passes("unlearning", case, 6);
    let case = json!({"X": [[1.0], [2.0], [3.0]], "y": [1.0, 1.0, 2.0], "removed": [2], "coef": [9.0 / 16.0], "coef_after": [3.0 / 7.0]});
    passes("unlearning", case, 2);
}

#[test]
fn influence_on_one_weight() {
    let (c, test) = (0.8, [0, 1]);
    let (full, lam) = (weight(c, &LABELS), 1.0 / (c * 7.0));
    let p = share(full);
    let (mut influence, mut actual) = (Vec::new(), Vec::new());
    for label in test {
        for (place, trained) in LABELS.into_iter().enumerate() {
            let slope = |y: u8| p - f64::from(y);
            influence.push(slope(label) * slope(trained) / (p * (1.0 - p) + lam));
            actual.push(loss(weight(c, &without(&LABELS, &[place])), label) - loss(full, label));
        }
    }
    let table = |values: &[f64]| [values[..7].to_vec(), values[7..].to_vec()];
    let case = json!({
        "C": c, "lam": lam, "X_train": ([[1.0]; 7]), "y_train": LABELS, "X_test": [[1.0], [2.0]], "y_test": [0, 1],
        "w": [full], "pydvl_sign": 1.0, "influence": table(&influence), "actual_loss_change_on_removal": table(&actual),
        "pearson_all": correlation(&influence, &actual),
        "representer_alpha": LABELS.map(|y| (f64::from(y) - p) / (lam * 7.0)), "representer_logit_sum": [full, 2.0 * full],
    });
    // The second test row is 2 where the formulas above have 1.
    assert!(!verify("influence", case.clone()).passes());
    let mut case = case;
    case["X_test"] = json!([[1.0], [1.0]]);
    case["representer_logit_sum"] = json!([full, full]);
    passes("influence", case, 40);
}

#[test]
fn descent_on_two_classes() {
    let (x, y, lr, momentum) = ([1.0, -2.0, 0.5], [0, 1, 1], 0.3, 0.5);
    // With scores ±(w·x + b), class 0 first: p₀ = σ(2·(w·x + b)), and the slopes of the two classes are each other's negatives.
    let (mut w, mut b, mut velocity) = (0.0, 0.0, (0.0, 0.0));
    let half = |(w, b): (f64, f64), x: f64, y: i32| share(2.0 * (w * x + b)) - if y == 0 { 1.0 } else { 0.0 };
    let (mut losses, mut checkpoints, mut tracin) = (Vec::new(), Vec::new(), [0.0; 3]);
    for step in 0..3 {
        let at = (w, b);
        let each = x.iter().zip(y).map(|(&x, y)| loss(2.0 * (w * x + b), u8::from(y == 0)));
        losses.push(each.sum::<f64>() / 3.0);
        if step != 1 {
            checkpoints.push(json!({"step": step, "W": [[w], [-w]], "b": [b, -b]}));
            // Of the test row x = 1, y = 1: both classes, weight and bias.
            let own = half(at, 1.0, 1);
            for (sum, (&x, y)) in tracin.iter_mut().zip(x.iter().zip(y)) {
                *sum += lr * 2.0 * own * half(at, x, y) * (x + 1.0);
            }
        }
        let mean =
            |f: &dyn Fn(f64) -> f64| x.iter().zip(y).map(|(&x, y)| half(at, x, y) * f(x)).sum::<f64>() / 3.0;
        velocity = (momentum * velocity.0 + mean(&|x| x), momentum * velocity.1 + mean(&|_| 1.0));
        (w, b) = (w - lr * velocity.0, b - lr * velocity.1);
    }
    let case = json!({
        "lr": lr, "momentum": momentum, "steps": 3, "X_train": x.map(|x| [x]), "y_train": y, "X_test": [[1.0]], "y_test": [1],
        "losses": losses, "checkpoints": checkpoints, "final_W": [[w], [-w]], "tracin": [tracin],
    });
    passes("tracin", case, 16);
}

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

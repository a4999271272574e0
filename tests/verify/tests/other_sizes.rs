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
    passes("unlearning", case.clone(), 6);

    // Two shards of every other row; the third of the second, which is row 5, leaves.
    let [even, odd, less] =
        [&[1, 3, 5][..], &[0, 2, 4, 6], &[0, 2, 4, 5, 6]].map(|places| weight(c, &without(&LABELS, places)));
    let test = [1.0, -2.0];
    let mean = |one: f64, other: f64| test.map(|x| 0.5 * (share(one * x) + share(other * x)));
    let mut sharded = case.clone();
    sharded["X_test"] = json!(test.map(|x| [x]));
    sharded["sisa_shards"] = json!(2);
    sharded["sisa_proba"] = json!(mean(even, odd));
    sharded["sisa_proba_after"] = json!(mean(even, less));
    passes("unlearning", sharded.clone(), 10);
    let mut otherwise = sharded.clone();
    otherwise["sisa_proba_after"] = json!(mean(even, odd));
    assert!(!verify("unlearning", otherwise).passes(), "nobody left");
    for shards in [0, 1, 4] {
        sharded["sisa_shards"] = json!(shards);
        assert!(!verify("unlearning", sharded.clone()).passes(), "{shards}");
    }
    // A residual beyond what a step can leave is refused, whatever the file tolerates.
    let mut loose = case;
    loose["removals"][0]["gradient_residual_norm"] = json!(7.0);
    let file = json!({"schema": 1, "fixture": "unlearning", "tolerance": {"all": 100.0}, "cases": [loose]});
    assert!(!verify_text("small.json", &file.to_string()).passes());

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

#[test]
fn a_row_of_poison_with_one_feature() {
    let (c, place, label) = (0.6, 0.8, 0);
    let rows = [(1.0, 1), (-0.7, 0), (0.3, 1), (1.6, 1), (-0.5, 0)];
    let own = [(0.4, 1), (-1.0, 0), (0.9, 1)];
    let value = |x: f64| {
        let [w, b] = line(c, &[&rows[..], &[(x, label)]].concat());
        own.iter().map(|&(x, y)| loss(w * x + b, y)).sum::<f64>() / 3.0
    };
    let step = 1e-3;
    let wide = value(place + 2.0 * step) - value(place - 2.0 * step);
    let refitted = (8.0 * (value(place + step) - value(place - step)) - wide) / (12.0 * step);
    // ∂θ/∂x = −C·H⁻¹·∂(∇ℓ)/∂x, with ∇ℓ = (p − y)·(x, 1).
    let all = [&rows[..], &[(place, label)]].concat();
    let at = line(c, &all);
    let p = share(at[0] * place + at[1]);
    let (turn, residual) = (p * (1.0 - p) * at[0], p - f64::from(label));
    let moved = times(inverse(c, at, &all), [turn * place + residual, turn]);
    let of_own =
        own.iter().map(|&row| slope(at, row)).fold([0.0; 2], |a, b| [a[0] + b[0] / 3.0, a[1] + b[1] / 3.0]);
    let implicit = -c * (moved[0] * of_own[0] + moved[1] * of_own[1]);
    let case = json!({
        "C": c, "X_train": rows.map(|(x, _)| [x]), "y_train": rows.map(|(_, y)| f64::from(y)), "X_val": own.map(|(x, _)| [x]),
        "y_val": own.map(|(_, y)| f64::from(y)), "x_poison": [place], "y_poison": f64::from(label), "val_loss": value(place),
        "gradient_by_refit": [refitted], "gradient_implicit": [implicit],
    });
    passes("meta_gradients", case.clone(), 3);
    for (key, wrong) in [
        ("gradient_implicit", json!([implicit + 1e-6])),
        ("y_poison", json!(1.0)),
        ("y_val", json!([0.5, 0.0, 1.0])),
    ] {
        let mut case = case.clone();
        case[key] = wrong;
        assert!(!verify("meta_gradients", case).passes(), "{key}");
    }
    // What is no case of poison is listed, and is no success by itself.
    let report = verify("meta_gradients", json!({"X_real": [[1.0]], "l2": 2.0, "l2_grad_X_syn": [[1.0]]}));
    assert_eq!(report.not_offered, ["l2", "l2_grad_X_syn"]);
    assert!(!report.passes());
}

/// Two labels against two classes, every quantity from its formula.
#[test]
fn labels_and_two_classes() {
    // Labels 0, 0, 0, 0, 1, 1, 1: the fourth and the last look like the other class.
    let (labels, first) = ([0, 0, 0, 0, 1, 1, 1], [0.9, 0.8, 0.95, 0.1, 0.2, 0.1, 0.75]);
    let own = |row: usize| if labels[row] == 0 { first[row] } else { 1.0 - first[row] };
    let each = |f: &dyn Fn(usize) -> f64| (0..7).map(f).collect::<Vec<f64>>();
    let entropy = |row: usize| {
        let terms = [first[row], 1.0 - first[row]].map(|p: f64| -p * p.ln());
        let ratio = (terms[0] + terms[1]) / (2.0_f64.ln() * own(row));
        (1.0 + ratio).ln() / ratio
    };
    // Thresholds 2.75/4 = 0.6875 and 1.95/3 = 0.65: five rows are confidently of their class, two of the other.
    let case = json!({
        "labels": labels, "pred_probs": first.map(|p| [p, 1.0 - p]), "flipped": [3, 6],
        "self_confidence": each(&own), "normalized_margin": each(&own),
        "confidence_weighted_entropy": each(&entropy), "el2n": each(&|row| 2.0_f64.sqrt() * (1.0 - own(row))),
        "confident_joint_raw": [[3, 1], [1, 2]],
        "issues_prune_by_noise_rate": [3, 6], "issues_confident_learning": [3, 6],
    });
    passes("label_quality", case, 4 * 7 + 4 + 2 + 2);
}

#[test]
fn paths_of_three_rows() {
    let case = json!({
        "correct_by_epoch": ["010", "110", "000", "110"],
        "p_true_by_epoch": [[0.2, 0.6, 0.1], [0.6, 0.8, 0.1], [0.4, 0.2, 0.3], [0.8, 0.8, 0.3]],
        "forgetting_events": [1, 1, 0], "ever_learned": [true, true, false], "unforgettable": [false, false, false],
        "confidence": [0.5, 0.6, 0.2], "variability": [0.05_f64.sqrt(), 0.06_f64.sqrt(), 0.1],
        "correctness": [0.5, 0.75, 0.0], "made": "by hand",
    });
    passes("label_quality", case.clone(), 18);
    let mut other = case;
    other["ever_learned"] = json!([true, true, true]);
    assert!(!verify("label_quality", other.clone()).passes());
    other["correct_by_epoch"] = json!(["01", "11", "00", "11"]);
    assert!(matches!(verify("label_quality", other).outcome, Outcome::Fail(_)), "of other rows");
}

#[test]
fn effects_of_two_kinds_and_of_one() {
    // Of kind 0 a quarter is treated, of kind 1 two thirds: weights and lines both give the strata's differences.
    let (t, y) = ([1, 0, 0, 0, 1, 1, 0], [3.0, 1.0, 2.0, 0.0, 5.0, 8.0, 4.0]);
    let effect = (4.0 * (3.0 - 1.0) + 3.0 * (6.5 - 4.0)) / 7.0;
    let (a, b) = ((1.0_f64 / 3.0).ln(), 2.0_f64.ln());
    let case = json!({
        "x1": [0, 0, 0, 0, 1, 1, 1], "t": t, "y": y, "propensity_params": [a, b - a],
        "propensity": [0.25, 0.25, 0.25, 0.25, 2.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0], "naive": 16.0 / 3.0 - 7.0 / 4.0,
        "ipw": effect, "aipw": effect, "ra": effect, "ipw_horvitz_thompson": effect, "ipw_hajek": effect,
    });
    passes("causal", case, 15);
    // Without covariates everything is the difference of means.
    let naive = 16.0 / 3.0 - 7.0 / 4.0;
    let case = json!({
        "t": t, "y": y, "propensity_params": [0.75_f64.ln()], "naive": naive, "ipw": naive, "aipw": naive, "ra": naive,
        "ipw_horvitz_thompson": naive, "ipw_hajek": naive,
    });
    passes("causal", case, 7);
}

#[test]
fn a_table_of_three_treatments() {
    let case = json!({
        "table": {"x": {"P": [1, 2], "Q": [3, 4], "R": [0, 1]}, "y": {"P": [1, 1], "Q": [1, 4], "R": [2, 2]}},
        "naive_P": 2.0 / 3.0, "naive_Q": 0.5, "naive_R": 2.0 / 3.0,
        "adjusted_P": 0.5 * 0.5 + 0.5, "adjusted_Q": 0.5 * 0.75 + 0.5 * 0.25, "adjusted_R": 0.5,
    });
    passes("causal", case, 6);
    let uneven = json!({"table": {"x": {"P": [1, 2], "Q": [3, 4]}, "y": {"P": [1, 1]}}, "naive_P": 0.5});
    assert!(!verify("causal", uneven).passes());
    let more = json!({"table": {"x": {"P": [3, 2]}}, "naive_P": 1.5, "adjusted_P": 1.5});
    assert!(!verify("causal", more).passes());
}

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

//! Ridge, logistic and softmax regression, and what they are without a row.

use serde_json::json;

use super::{LABELS, correlation, loss, passes, share, weight};

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
pub(super) fn inverse(c: f64, [w, b]: [f64; 2], rows: &[(f64, u8)]) -> [[f64; 2]; 2] {
    let sum = |f: fn(f64) -> f64| -> f64 {
        rows.iter().map(|&(x, _)| c * share(w * x + b) * share(-w * x - b) * f(x)).sum()
    };
    let (xx, x, one) = (1.0 + sum(|x| x * x), sum(|x| x), 1.0 + sum(|_| 1.0));
    let determinant = xx * one - x * x;
    [[one / determinant, -x / determinant], [-x / determinant, xx / determinant]]
}

pub(super) fn times([a, b]: [[f64; 2]; 2], v: [f64; 2]) -> [f64; 2] {
    [a[0] * v[0] + a[1] * v[1], b[0] * v[0] + b[1] * v[1]]
}

/// ∇ of one row's loss.
pub(super) fn slope([w, b]: [f64; 2], (x, y): (f64, u8)) -> [f64; 2] {
    let residual = share(w * x + b) - f64::from(y);
    [residual * x, residual]
}

/// A weight and an intercept, both penalised, by Newton's method.
pub(super) fn line(c: f64, rows: &[(f64, u8)]) -> [f64; 2] {
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

//! What is foretold of a removal, what a descent leaves, and what a row of poison does.

use serde_json::json;
use verify_fixtures::verify_text;

use super::models::{inverse, line, slope, times};
use super::{LABELS, correlation, loss, passes, share, verify, weight, without};

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

//! A network of other sizes than the repository's fixtures have, its slopes from differences of a loss that is written out here.

use serde_json::json;
use verify_fixtures::{Outcome, verify_text};

const X: [[f64; 2]; 5] = [[0.3, -1.0], [1.2, 0.4], [-0.7, 0.8], [0.1, 0.1], [-1.5, -0.6]];
const Y: [usize; 5] = [0, 1, 1, 0, 1];

/// W₁ of 3 × 2, b₁, W₂ of 2 × 3, b₂.
const THETA: [f64; 17] =
    [0.5, -0.3, 0.8, 0.1, -0.6, 0.9, 0.05, -0.1, 0.2, 0.7, -0.4, 0.3, -0.2, 0.6, 0.1, 0.0, 0.15];

fn logits(theta: &[f64], x: &[f64; 2]) -> [f64; 2] {
    let unit = |j: usize| (theta[2 * j] * x[0] + theta[2 * j + 1] * x[1] + theta[6 + j]).tanh();
    [0, 1].map(|k| (0..3).map(|j| theta[9 + 3 * k + j] * unit(j)).sum::<f64>() + theta[15 + k])
}

fn loss(theta: &[f64], x: &[f64; 2], y: usize) -> f64 {
    let scores = logits(theta, x);
    (scores[1 - y] - scores[y]).exp().ln_1p()
}

fn mean_loss(theta: &[f64], rows: &[usize]) -> f64 {
    rows.iter().map(|&row| loss(theta, &X[row], Y[row])).sum::<f64>() / rows.len() as f64
}

/// Central differences of fourth order.
fn slopes(at: &[f64], value: impl Fn(&[f64]) -> f64) -> Vec<f64> {
    let step = 1e-3;
    let moved = |index: usize, by: f64| {
        let mut point = at.to_vec();
        point[index] += by;
        value(&point)
    };
    let slope = |index: usize| {
        let wide = moved(index, 2.0 * step) - moved(index, -2.0 * step);
        (8.0 * (moved(index, step) - moved(index, -step)) - wide) / (12.0 * step)
    };
    (0..at.len()).map(slope).collect()
}

fn norm(vector: &[f64]) -> f64 {
    vector.iter().map(|entry| entry * entry).sum::<f64>().sqrt()
}

fn of_inputs(x: &[f64; 2], y: usize) -> Vec<f64> {
    slopes(x, |x| loss(&THETA, &[x[0], x[1]], y))
}

/// The features after steps along the signs of the slopes, kept within ε of the start.
fn attacked(eps: f64, step: f64, steps: u32) -> Vec<[f64; 2]> {
    let one = |(clean, &y): (&[f64; 2], &usize)| {
        let mut x = *clean;
        for _ in 0..steps {
            let slopes = of_inputs(&x, y);
            for ((x, slope), clean) in x.iter_mut().zip(slopes).zip(clean) {
                *x = (*x + step * slope.signum()).clamp(clean - eps, clean + eps);
            }
        }
        x
    };
    X.iter().zip(&Y).map(one).collect()
}

/// The losses before each of three steps.
fn descent(mut advance: impl FnMut(&mut [f64], &[f64])) -> Vec<f64> {
    let mut theta = THETA;
    let step = |_| {
        let loss = mean_loss(&theta, &[0, 1, 2, 3, 4]);
        let slopes = slopes(&theta, |theta| mean_loss(theta, &[0, 1, 2, 3, 4]));
        advance(&mut theta, &slopes);
        loss
    };
    (0..3).map(step).collect()
}

#[test]
fn passes() {
    let all = [0, 1, 2, 3, 4];
    let gradient = slopes(&THETA, |theta| mean_loss(theta, &all));
    let each: Vec<Vec<f64>> =
        all.iter().map(|&row| slopes(&THETA, |theta| loss(theta, &X[row], Y[row]))).collect();
    let norms: Vec<f64> = each.iter().map(|slopes| norm(slopes)).collect();
    let clip = 0.5 * (norms[0] + norms[1]);
    let mut clipped = vec![0.0; 17];
    for (slopes, norm) in each.iter().zip(&norms) {
        for (sum, slope) in clipped.iter_mut().zip(slopes) {
            *sum += slope * (clip / norm).min(1.0);
        }
    }
    let direction: Vec<f64> = (0..17).map(|index| 0.3 - 0.05 * f64::from(index)).collect();
    // (∇L(θ + tv))·eᵢ has slope (Hv)ᵢ in t.
    let curved: Vec<f64> = (0..17)
        .map(|index| {
            let slope = |t: f64| {
                let moved: Vec<f64> = THETA.iter().zip(&direction).map(|(theta, v)| theta + t * v).collect();
                slopes(&moved, |theta| mean_loss(theta, &all))[index]
            };
            slopes(&[0.0], |t| slope(t[0]))[0]
        })
        .collect();
    let [one, other] = [&[0, 1][..], &[2, 3, 4]].map(|rows| slopes(&THETA, |theta| mean_loss(theta, rows)));
    let gap: Vec<f64> = one.iter().zip(&other).map(|(one, other)| one - other).collect();
    let product: f64 = one.iter().zip(&other).map(|(one, other)| one * other).sum();
    let mut velocity = [0.0; 17];
    let momentum = descent(|theta, slopes| {
        for ((theta, slope), velocity) in theta.iter_mut().zip(slopes).zip(&mut velocity) {
            *velocity = 0.9 * *velocity + slope + 0.01 * *theta;
            *theta -= 0.1 * *velocity;
        }
    });
    let (mut first, mut second, mut steps) = ([0.0; 17], [0.0; 17], 0);
    let adam = descent(|theta, slopes| {
        steps += 1;
        for (index, slope) in slopes.iter().enumerate() {
            first[index] = 0.9 * first[index] + 0.1 * slope;
            second[index] = 0.999 * second[index] + 0.001 * slope * slope;
            let (m, v) =
                (first[index] / (1.0 - 0.9_f64.powi(steps)), second[index] / (1.0 - 0.999_f64.powi(steps)));
            theta[index] -= 0.01 * m / (v.sqrt() + 1e-8);
        }
    });
    let losses =
        |moved: &[[f64; 2]]| -> Vec<f64> { moved.iter().zip(Y).map(|(x, y)| loss(&THETA, x, y)).collect() };
    let (fgsm, pgd) = (attacked(0.2, 0.2, 1), attacked(0.1, 0.04, 4));
    let case = json!({
        "activation": "tanh", "X": X, "y": Y, "clip": clip,
        "params": {"W1": [THETA[0..2], THETA[2..4], THETA[4..6]], "b1": THETA[6..9], "W2": [THETA[9..12], THETA[12..15]], "b2": THETA[15..17]},
        "logits": X.map(|x| logits(&THETA, &x)), "loss": mean_loss(&THETA, &all), "grad_flat": gradient,
        "input_grad_of_summed_loss": X.iter().zip(Y).map(|(x, y)| of_inputs(x, y)).collect::<Vec<_>>(),
        "per_sample_grad_norm": norms, "clipped_sum_flat": clipped, "hvp": {"v": direction, "Hv": curved},
        "grad_match": {"halves": "rows 0-1 and 2-4", "l2": norm(&gap), "cosine": product / (norm(&one) * norm(&other))},
        "fgsm": {"eps": 0.2, "x": fgsm, "loss": losses(&fgsm)},
        "pgd": {"eps": 0.1, "step": 0.04, "steps": 4, "start": "clean", "x": pgd, "loss": losses(&pgd)},
        "training_loss": {"sgd_momentum": momentum, "adam": adam},
    });
    let file =
        |case| json!({"schema": 1, "fixture": "mlp_autograd", "tolerance": {"all": 1e-8}, "cases": [case]});
    let report = verify_text("small.json", &file(case.clone()).to_string());
    assert_eq!(
        (&report.outcome, report.compared),
        (&Outcome::Pass, 10 + 1 + 17 + 10 + 5 + 17 + 17 + 2 + 30 + 6)
    );
    assert!(report.not_offered.is_empty());
    let mut otherwise = case;
    otherwise["grad_match"]["halves"] = json!("rows 0-2 and 3-4");
    assert!(!verify_text("small.json", &file(otherwise.clone()).to_string()).passes());
    otherwise["grad_match"]["halves"] = json!("rows 0-2 and 3-9");
    assert!(!verify_text("small.json", &file(otherwise).to_string()).passes());
}

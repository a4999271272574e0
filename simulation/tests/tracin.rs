//! Gradient descent on softmax regression and TracIn along it against `tests/fixtures/tracin.json`.

mod support;
mod tables;

use serde_json::Value;
use simulation::learners::{Activation, Differentiable, Initial, NetworkLearner, Optimiser};
use simulation::observers::Slice;
use simulation::seed::Seed;
use simulation::valuation::first_order::TracIn;
use simulation::world::World;
use support::{count, fixture, number, numbers, rows};
use tables::{classified, difference};

/// What is recomputed of a case.
struct Recomputed {
    /// Before each step.
    losses: Vec<f64>,
    /// θ at each checkpoint: W, class after class, and b.
    checkpoints: Vec<Vec<f64>>,
    /// For each test row, one number for each training row.
    tracin: Vec<Vec<f64>>,
}

fn recompute(case: &Value) -> Recomputed {
    let classes = numbers(&case["y_train"]).into_iter().fold(0.0, f64::max) as usize + 1;
    let table = classified(&case["X_train"], &case["y_train"], classes);
    let test = classified(&case["X_test"], &case["y_test"], classes);
    let (world, slice) = (World::trainable(&table), Slice::evaluable(&test));
    let (rate, steps) = (number(&case["lr"]), count(&case["steps"]));
    let optimiser = Optimiser::sgd(rate, number(&case["momentum"])).unwrap();
    let learner =
        NetworkLearner::new(0, Activation::Tanh, optimiser, steps as u32).with_initial(Initial::Zero);
    let chosen: Vec<usize> =
        case["checkpoints"].as_array().unwrap().iter().map(|checkpoint| count(&checkpoint["step"])).collect();
    let (mut losses, mut checkpoints) = (Vec::new(), Vec::new());
    let mut traced = TracIn::new(&world, &slice);
    for (step, snapshot) in learner.train(&world, Seed::new(0)).unwrap().take(steps).enumerate() {
        let snapshot = snapshot.unwrap();
        losses.push(snapshot.loss.unwrap());
        if chosen.contains(&step) {
            traced.add(&snapshot.network, rate).unwrap();
            checkpoints.push(snapshot.network.parameters().to_vec());
        }
    }
    let tracin = (0..slice.len()).map(|place| traced.of(place).unwrap().to_vec()).collect();
    Recomputed { losses, checkpoints, tracin }
}

#[test]
fn quantities_are_those_of_the_fixture() {
    let file = fixture("tracin");
    let tolerance = |name: &str| number(&file["tolerance"][name]);
    for case in file["cases"].as_array().unwrap() {
        let got = recompute(case);
        assert!(difference(&got.losses, &numbers(&case["losses"])) < tolerance("losses"));
        let wanted = case["checkpoints"].as_array().unwrap();
        assert_eq!(got.checkpoints.len(), wanted.len());
        for (got, wanted) in got.checkpoints.iter().zip(wanted) {
            let wanted = [rows(&wanted["W"]).concat(), numbers(&wanted["b"])].concat();
            assert!(difference(got, &wanted) < tolerance("weights"));
        }
        let wanted = rows(&case["tracin"]).concat();
        assert!(difference(&got.tracin.concat(), &wanted) < tolerance("tracin"));
    }
}

//! Influence functions, representer points and real removal against `tests/fixtures/influence.json`; and how far the predictions hold
//! on all of breast cancer.

mod support;
mod tables;

use serde_json::Value;
use simulation::data::breast_cancer;
use simulation::learners::{Differentiable, Intercept, Learner, LogisticModel, LogisticRegression, Model};
use simulation::observers::{MeanLoss, Observer, Slice};
use simulation::seed::Seed;
use simulation::standardise::Standardiser;
use simulation::statistics::pearson;
use simulation::valuation::first_order::{Influence, Removal, Representer};
use simulation::world::World;
use support::{fixture, number, numbers, rows};
use tables::{apart, classified, difference};

/// What is recomputed of a case.
struct Recomputed {
    weights: Vec<f64>,
    /// For each test row, one number for each training row.
    influence: Vec<Vec<f64>>,
    actual: Vec<Vec<f64>>,
    pearson: f64,
    alphas: Vec<f64>,
    logits: Vec<f64>,
}

/// The features end with ones already, so there is no intercept.
fn recompute(case: &Value) -> Recomputed {
    let table = classified(&case["X_train"], &case["y_train"], 2);
    let test = classified(&case["X_test"], &case["y_test"], 2);
    let world = World::trainable(&table);
    let learner = LogisticRegression::new(1.0 / number(&case["C"]), Intercept::None).unwrap();
    let full = learner.fit(&world, Seed::new(0)).unwrap();
    assert!(full.converged());
    let left_out: Vec<LogisticModel> =
        learner.leave_one_out(&world, &full).unwrap().map(|row| row.unwrap().model).collect();
    let influence = Influence::new(&full, &world).unwrap();
    let (mut influences, mut actual) = (Vec::new(), Vec::new());
    for place in 0..test.len() {
        let slice = Slice::new(&test, [place]);
        let on = influence.on(&slice).unwrap();
        // The fixture's objective is the mean over n rows.
        let scale = number(&case["pydvl_sign"]) * world.len() as f64;
        influences.push(on.first_order().iter().map(|change| scale * change).collect());
        let loss = |model: &LogisticModel| MeanLoss(slice.clone()).observe(model).unwrap();
        actual.push(left_out.iter().map(|model| loss(model) - on.loss()).collect());
    }
    let points = Representer::new(&learner, &full, &world).unwrap();
    let flat = |table: &[Vec<f64>]| table.concat();
    Recomputed {
        weights: full.parameters().to_vec(),
        pearson: pearson(&flat(&influences), &flat(&actual)).unwrap(),
        influence: influences,
        actual,
        alphas: (0..world.len()).flat_map(|place| points.weights(place).to_vec()).collect(),
        logits: test.rows().flat_map(|row| points.scores(row.features)).collect(),
    }
}

#[test]
fn quantities_are_those_of_the_fixture() {
    let file = fixture("influence");
    let tolerance = |name: &str| number(&file["tolerance"][name]);
    for case in file["cases"].as_array().unwrap() {
        let got = recompute(case);
        assert!(difference(&got.weights, &numbers(&case["w"])) < tolerance("w"));
        let wanted = rows(&case["influence"]).concat();
        assert!(apart(&got.influence.concat(), &wanted) < tolerance("influence_rel"));
        let wanted = rows(&case["actual_loss_change_on_removal"]).concat();
        assert!(difference(&got.actual.concat(), &wanted) < tolerance("actual"));
        assert!((got.pearson - number(&case["pearson_all"])).abs() < tolerance("actual"));
        assert!(difference(&got.alphas, &numbers(&case["representer_alpha"])) < tolerance("representer"));
        assert!(difference(&got.logits, &numbers(&case["representer_logit_sum"])) < tolerance("representer"));
    }
}

/// Pearson's r of predicted with real changes in the mean loss over all rows, row by row: to first order, and of the loss at
/// the weights of one Newton step; for ½‖w‖² + C·Σ log loss.
fn correlations(c: f64, intercept: Intercept) -> [f64; 2] {
    let data = breast_cancer::dataset();
    let data = Standardiser::fit(&World::trainable(&data)).apply(&data).unwrap();
    let (world, slice) = (World::trainable(&data), Slice::evaluable(&data));
    assert_eq!((world.len(), data.feature_count(), slice.len()), (569, 30, 569));
    let learner = LogisticRegression::new(1.0 / c, intercept).unwrap();
    let full = learner.fit(&world, Seed::new(0)).unwrap();
    let influence = Influence::new(&full, &world).unwrap();
    let on = influence.on(&slice).unwrap();
    let removals: Vec<Removal> = on.each_removal().map(Result::unwrap).collect();
    let loss = |model: &LogisticModel| MeanLoss(slice.clone()).observe(model).unwrap();
    let left_out = learner.leave_one_out(&world, &full).unwrap();
    let actual: Vec<f64> = left_out.map(|row| loss(&row.unwrap().model) - on.loss()).collect();
    [|removal: &Removal| removal.first_order, |removal: &Removal| removal.newton_loss]
        .map(|predicted| pearson(&removals.iter().map(predicted).collect::<Vec<_>>(), &actual).unwrap())
}

#[test]
fn first_order_holds_under_a_strong_penalty_and_a_newton_step_under_a_weak_one() {
    for intercept in [Intercept::Free, Intercept::Penalised, Intercept::None] {
        // 0.9964, 0.9937 and 0.9916.
        let [first, newton] = correlations(0.01, intercept);
        assert!(first >= 0.99 && newton >= first, "{intercept:?}: {first}, {newton}");
        // 0.28, 0.26 and 0.26 against 0.980, 0.979 and 0.974.
        let [first, newton] = correlations(1.0, intercept);
        assert!(first < 0.5 && newton >= 0.95, "{intercept:?}: {first}, {newton}");
    }
}

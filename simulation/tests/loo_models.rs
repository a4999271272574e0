//! Leave-one-out by retraining, groups, and a Newton step made of the public slopes and factors, against scikit-learn.

mod support;
mod tables;

use simulation::dataset::RowId;
use simulation::learners::{
    Curved, Differentiable, Intercept, Learner, LogisticModel, LogisticRegression, Model,
};
use simulation::observers::{Accuracy, LogLoss, Observer, Slice};
use simulation::seed::Seed;
use simulation::world::World;
use support::{fixture, number, numbers, text};
use tables::{classified, difference};

fn row_ids(value: &serde_json::Value) -> Vec<RowId> {
    numbers(value).iter().map(|&id| RowId::new(id as u32)).collect()
}

#[test]
fn every_row_and_group() {
    for case in fixture("loo_retraining")["cases"].as_array().unwrap() {
        let table = classified(&case["X_train"], &case["y_train"], 2);
        let test = classified(&case["X_test"], &case["y_test"], 2);
        let world = World::trainable(&table);
        let learner = LogisticRegression::new(1.0 / number(&case["C"]), Intercept::Penalised).unwrap();
        let full = learner.fit(&world, Seed::new(0)).unwrap();
        assert!(difference(full.parameters(), &numbers(&case["w"])) < 1e-9);
        let loss = |model: &LogisticModel| LogLoss(Slice::evaluable(&test)).observe(model).unwrap();
        let base = loss(&full);
        assert!((base - number(&case["base_test_log_loss"])).abs() < 1e-10);
        let accuracy = |model: &LogisticModel| Accuracy(Slice::evaluable(&test)).observe(model).unwrap();

        let left_out: Vec<_> = learner.leave_one_out(&world, &full).unwrap().map(Result::unwrap).collect();
        assert!(left_out.iter().all(|row| row.model.converged()));
        let changes: Vec<f64> = left_out.iter().map(|row| loss(&row.model) - base).collect();
        assert!(difference(&changes, &numbers(&case["loo_change_in_test_log_loss"])) < 1e-9);
        let changes: Vec<f64> = left_out.iter().map(|row| accuracy(&row.model) - accuracy(&full)).collect();
        assert!(difference(&changes, &numbers(&case["loo_change_in_test_accuracy"])) < 1e-12);
        for row in &left_out {
            let rest = world.reweighted(|id| if id == row.id { 0.0 } else { 1.0 });
            let retrained = learner.fit(&rest, Seed::new(0)).unwrap();
            assert!(difference(row.model.parameters(), retrained.parameters()) < 1e-10);
        }

        let group = |ids: &serde_json::Value| {
            let ids = row_ids(ids);
            loss(&learner.without(&world, &full, &ids).unwrap()) - base
        };
        let changes: Vec<f64> = case["groups"].as_array().unwrap().iter().map(group).collect();
        assert!(difference(&changes, &numbers(&case["group_change_in_test_log_loss"])) < 1e-9);
    }
}

#[test]
fn a_newton_step_towards_a_world_without_some_rows() {
    let file = fixture("unlearning");
    let case =
        file["cases"].as_array().unwrap().iter().find(|case| text(&case["name"]) == "logistic").unwrap();
    let table = classified(&case["X_train"], &case["y_train"], 2);
    let world = World::trainable(&table);
    // The fixture's features end with ones already.
    let learner = LogisticRegression::new(1.0 / number(&case["C"]), Intercept::None).unwrap();
    let full = learner.fit(&world, Seed::new(0)).unwrap();
    assert!(difference(full.parameters(), &numbers(&case["w"])) < 1e-9);
    for removal in case["removals"].as_array().unwrap() {
        let ids = row_ids(&removal["removed"]);
        let rest = world.reweighted(|id| if ids.contains(&id) { 0.0 } else { 1.0 });
        let mut step = full.gradient(&rest).unwrap();
        full.hessian_factor(&rest).unwrap().solve(&mut step);
        let newton: Vec<f64> = full.parameters().iter().zip(step).map(|(w, step)| w - step).collect();
        assert!(difference(&newton, &numbers(&removal["w_newton"])) < 1e-9);
        let retrained = learner.without(&world, &full, &ids).unwrap();
        assert!(difference(retrained.parameters(), &numbers(&removal["w_retrained"])) < 1e-9);
    }
}

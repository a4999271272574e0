//! Ridge, logistic and softmax regression against scikit-learn's fits, removals and retrainings.

mod support;
mod tables;

use serde_json::Value;
use simulation::dataset::RowId;
use simulation::learners::{
    Classification, Differentiable, Intercept, Learner, LogisticRegression, Model, Regression,
    RidgeRegression, SoftmaxRegression,
};
use simulation::observers::{LogLoss, Observer, Slice};
use simulation::seed::Seed;
use simulation::world::World;
use support::{counts, fixture, number, numbers, rows, text};
use tables::{apart, classified, difference, measured};

/// The cases of one model, each with the data that it points to.
fn cases(file: &Value, model: &str) -> Vec<(Value, Value)> {
    let all = file["cases"].as_array().unwrap();
    let data = |case: &Value| match case.get("same_data_as") {
        Some(name) => all.iter().find(|other| &other["name"] == name).unwrap().clone(),
        None => case.clone(),
    };
    all.iter().filter(|case| text(&case["model"]) == model).map(|case| (case.clone(), data(case))).collect()
}

#[test]
fn ridge() {
    let file = fixture("linear_models");
    for (case, data) in cases(&file, "ridge") {
        let table = measured(&data["X_train"], &data["y_train"]);
        let world = World::trainable(&table);
        let learner = RidgeRegression::new(number(&case["alpha"]), Intercept::Free).unwrap();
        let fit = learner.normal_equations(&world).unwrap();
        let model = fit.model();
        assert!(apart(model.weights(), &numbers(&case["coef"])) < 1e-10);
        assert!(apart(&[model.intercept()], &[number(&case["intercept"])]) < 1e-10);
        let predicted: Vec<f64> = rows(&data["X_test"]).iter().map(|x| model.predict(x)).collect();
        assert!(apart(&predicted, &numbers(&case["pred_test"])) < 1e-10);
        let mse = table.rows().map(|row| model.loss(&row).unwrap()).sum::<f64>() / table.len() as f64;
        assert!(apart(&[mse], &[number(&case["train_mse"])]) < 1e-10);

        let left_out: Vec<_> = fit.leave_one_out().map(Result::unwrap).collect();
        let residuals: Vec<f64> = left_out.iter().map(|row| row.residual).collect();
        assert!(apart(&residuals, &numbers(&case["loo_residuals_by_retraining"])) < 1e-9);
        for row in left_out.iter().step_by(7) {
            let rest = world.edited(&format!("drop {}", row.id.number()).parse().unwrap()).unwrap();
            let retrained = learner.fit(&rest, Seed::new(0)).unwrap();
            assert!(apart(row.model.parameters(), retrained.parameters()) < 1e-12);
        }

        let removed: Vec<RowId> =
            numbers(&case["removed_group"]).iter().map(|&id| RowId::new(id as u32)).collect();
        let mut step_by_step = fit.clone();
        for &id in &removed {
            step_by_step.remove(id).unwrap();
        }
        let rest = world.reweighted(|id| if removed.contains(&id) { 0.0 } else { 1.0 });
        let retrained = learner.fit(&rest, Seed::new(0)).unwrap();
        for after in [fit.without(&removed).unwrap(), step_by_step.model()] {
            assert!(apart(after.weights(), &numbers(&case["coef_after_group_removal"])) < 1e-10);
            let intercept = number(&case["intercept_after_group_removal"]);
            assert!(apart(&[after.intercept()], &[intercept]) < 1e-10);
            assert!(apart(after.parameters(), retrained.parameters()) < 1e-12);
        }
        for row in removed.iter().filter_map(|&id| table.rows().find(|row| row.id == id)) {
            step_by_step.add(&row).unwrap();
        }
        assert!(apart(step_by_step.model().parameters(), model.parameters()) < 1e-12);
    }
}

#[test]
fn logistic() {
    let file = fixture("linear_models");
    for (case, data) in cases(&file, "logistic") {
        let table = classified(&data["X_train"], &data["y_train"], 2);
        let world = World::trainable(&table);
        let c = number(&case["C"]);
        let learner = LogisticRegression::new(1.0 / c, Intercept::Free).unwrap();
        let model = learner.fit(&world, Seed::new(0)).unwrap();
        assert!(model.converged());
        assert!(difference(model.weights(), &numbers(&case["coef"])) < 1e-9);
        assert!(difference(&[model.intercept()], &[number(&case["intercept"])]) < 1e-9);
        let objective = c * model.objective(&world).unwrap();
        assert!(apart(&[objective], &[number(&case["objective"])]) < 1e-12);
        assert!(model.gradient(&world).unwrap().iter().all(|slope| slope.abs() < 1e-9));
        let test = classified(&data["X_test"], &data["y_test"], 2);
        let shares: Vec<f64> = test.rows().map(|row| model.probabilities(row.features)[1]).collect();
        assert!(difference(&shares, &numbers(&case["proba_test"])) < 1e-9);
        let loss = LogLoss(Slice::evaluable(&test)).observe(&model).unwrap();
        assert!((loss - number(&case["test_log_loss"])).abs() < 1e-9);
        if let Some(weights) = case.get("sample_weight").map(numbers) {
            let weighted = world.reweighted(|id| weights[id.number() as usize]);
            let from_there = learner.fit_from(&weighted, &model).unwrap();
            for model in [learner.fit(&weighted, Seed::new(0)).unwrap(), from_there] {
                assert!(model.converged());
                assert!(difference(model.weights(), &numbers(&case["weighted_coef"])) < 1e-9);
                assert!((model.intercept() - number(&case["weighted_intercept"])).abs() < 1e-9);
            }
        }
    }
}

#[test]
fn softmax() {
    let file = fixture("linear_models");
    for (case, data) in cases(&file, "softmax") {
        let table = classified(&data["X_train"], &data["y_train"], 3);
        let learner = SoftmaxRegression::new(1.0 / number(&case["C"])).unwrap();
        let learner = learner.with_intercept(Intercept::Free);
        let world = World::trainable(&table);
        let model = learner.fit(&world, Seed::new(0)).unwrap();
        assert!(model.converged());
        assert!(model.gradient(&world).unwrap().iter().all(|slope| slope.abs() < 1e-9));
        for (class, weights) in rows(&case["coef"]).iter().enumerate() {
            assert!(difference(model.weights(class), weights) < 1e-7, "{:?}", model.weights(class));
        }
        let intercepts: Vec<f64> = (0..3).map(|class| model.intercept(class)).collect();
        assert!(difference(&intercepts, &numbers(&case["intercept_centered"])) < 1e-7);
        assert!(intercepts.iter().sum::<f64>().abs() < 1e-12, "centred");
        for (x, shares) in rows(&data["X_test"]).iter().zip(rows(&case["proba_test"])) {
            assert!(difference(&model.probabilities(x), &shares) < 1e-8);
        }
    }
}

#[test]
fn ridge_without_an_intercept_forgets_three_rows() {
    let file = fixture("unlearning");
    let case = file["cases"].as_array().unwrap().iter().find(|case| text(&case["name"]) == "ridge").unwrap();
    let table = measured(&case["X"], &case["y"]);
    let learner = RidgeRegression::new(2.0, Intercept::None).unwrap();
    let fit = learner.normal_equations(&World::trainable(&table)).unwrap();
    assert!(apart(fit.model().parameters(), &numbers(&case["coef"])) < 1e-11);
    let removed: Vec<RowId> = counts(&case["removed"]).iter().map(|&id| RowId::new(id as u32)).collect();
    assert!(apart(fit.without(&removed).unwrap().parameters(), &numbers(&case["coef_after"])) < 1e-11);
}

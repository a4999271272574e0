//! Ridge, logistic and softmax regression: fits, predictions, removals.

use simulation::learners::{
    Classification, Differentiable, Intercept, Learner, LogisticRegression, Regression, RidgeRegression,
    SoftmaxModel, SoftmaxRegression,
};
use simulation::observers::{LogLoss, Slice};
use simulation::seed::Seed;
use simulation::world::World;

use super::tables::{classified, intercept, largest, measured, observed, row_ids};
use crate::{Case, Check, Problem};

pub(super) fn recompute(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    match case.text("model")? {
        "ridge" => ridge(case, check),
        "logistic" => logistic(case, check),
        "softmax" => softmax(case, check),
        other => {
            check.leave_out(case, &format!("model {other}"));
            Ok(())
        }
    }
}

fn ridge(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    let fault = |error: &dyn ToString| case.problem("X_train", error.to_string());
    let table = measured(case, "X_train", "y_train")?;
    let world = World::trainable(&table);
    let learner = RidgeRegression::new(case.number("alpha")?, intercept(case)?)
        .map_err(|error| case.problem("alpha", error))?;
    let fit = learner.normal_equations(&world).map_err(|error| fault(&error))?;
    let model = fit.model();
    check.compare_relative(case, "coef", model.weights(), "ridge_coef_rel");
    check.compare_relative(case, "intercept", &[model.intercept()], "ridge_coef_rel");
    let predicted: Vec<f64> = case.rows("X_test")?.iter().map(|x| model.predict(x)).collect();
    check.compare_relative(case, "pred_test", &predicted, "ridge_coef_rel");
    let squares: Option<f64> = world.rows().map(|row| model.loss(&row)).sum();
    check.compare_one_relative(
        case,
        "train_mse",
        squares.map(|sum| sum / world.len() as f64),
        "ridge_coef_rel",
    );

    let left_out: Result<Vec<f64>, _> = fit.leave_one_out().map(|row| row.map(|row| row.residual)).collect();
    let left_out = left_out.map_err(|error| fault(&error))?;
    check.compare(case, "loo_residuals_by_retraining", &left_out, "ridge_loo");
    let rest = fit.without(&row_ids(case, "removed_group")?);
    let rest = rest.map_err(|error| case.problem("removed_group", error))?;
    check.compare_relative(case, "coef_after_group_removal", rest.weights(), "ridge_coef_rel");
    check.compare_relative(case, "intercept_after_group_removal", &[rest.intercept()], "ridge_coef_rel");
    Ok(())
}

fn logistic(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    let fault = |error: &dyn ToString| case.problem("X_train", error.to_string());
    let table = classified(case, "X_train", "y_train", 2)?;
    let test = classified(case, "X_test", "y_test", 2)?;
    let world = World::trainable(&table);
    let (c, intercept) = (case.number("C")?, intercept(case)?);
    let learner = LogisticRegression::new(1.0 / c, intercept).map_err(|error| case.problem("C", error))?;
    let model = learner.fit(&world, Seed::new(0)).map_err(|error| fault(&error))?;
    check.compare(case, "coef", model.weights(), "logistic_coef");
    check.compare(case, "intercept", &[model.intercept()], "logistic_coef");
    // Theirs is C times ours, and so are its slopes: here at their own optimum.
    let objective = model.objective(&world).map(|objective| c * objective);
    check.compare_one(case, "objective", objective, "logistic_coef");
    let theirs = [case.expected("coef")?, case.expected("intercept")?].concat();
    let slopes = model.with_parameters(theirs).and_then(|theirs| theirs.gradient(&world));
    check.compare_one(case, "max_abs_gradient", slopes.map(|slopes| c * largest(&slopes)), "logistic_coef");

    let shares: Vec<f64> = test.rows().map(|row| model.probabilities(row.features)[1]).collect();
    check.compare(case, "proba_test", &shares, "logistic_coef");
    let loss = observed(case, &model, &LogLoss(Slice::evaluable(&test)))?;
    check.compare(case, "test_log_loss", &[loss], "logistic_coef");
    if case.has("sample_weight") {
        let weights = case.numbers("sample_weight")?;
        let weight = |place: u32| weights.get(place as usize).copied().unwrap_or(f64::NAN);
        let weighted = world.reweighted(|id| weight(id.number()));
        let model = learner.fit(&weighted, Seed::new(0)).map_err(|error| fault(&error))?;
        check.compare(case, "weighted_coef", model.weights(), "logistic_coef");
        check.compare(case, "weighted_intercept", &[model.intercept()], "logistic_coef");
    }
    Ok(())
}

fn softmax(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    let fault = |error: &dyn ToString| case.problem("X_train", error.to_string());
    let their_weights = case.rows("coef")?;
    let table = classified(case, "X_train", "y_train", their_weights.len())?;
    let world = World::trainable(&table);
    let c = case.number("C")?;
    let learner = SoftmaxRegression::new(1.0 / c).map_err(|error| case.problem("C", error))?;
    let model = learner.with_intercept(Intercept::Free).fit(&world, Seed::new(0));
    let model = model.map_err(|error| fault(&error))?;
    let of_classes = |read: fn(&SoftmaxModel, usize) -> Vec<f64>| -> Vec<f64> {
        (0..their_weights.len()).flat_map(|class| read(&model, class)).collect()
    };
    let weights = of_classes(|model, class| model.weights(class).to_vec());
    check.compare(case, "coef", &weights, "softmax_coef");
    let intercepts = of_classes(|model, class| vec![model.intercept(class)]);
    check.compare(case, "intercept_centered", &intercepts, "softmax_coef");
    let theirs = their_weights.iter().zip(case.expected("intercept_centered")?);
    let theirs: Vec<f64> = theirs.flat_map(|(weights, own)| weights.iter().copied().chain([own])).collect();
    let slopes = model.with_parameters(theirs).and_then(|theirs| theirs.gradient(&world));
    check.compare_one(case, "max_abs_gradient", slopes.map(|slopes| c * largest(&slopes)), "softmax_coef");
    let shares: Vec<f64> = case.rows("X_test")?.iter().flat_map(|x| model.probabilities(x)).collect();
    check.compare(case, "proba_test", &shares, "softmax_proba");
    Ok(())
}

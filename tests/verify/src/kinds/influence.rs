//! Influence of every training row on every test row's loss, real removals, and representer points of logistic regression whose
//! features end with a column of ones.

use simulation::learners::{Differentiable, Intercept, Learner, LogisticModel, LogisticRegression};
use simulation::observers::{MeanLoss, Slice};
use simulation::seed::Seed;
use simulation::statistics::pearson;
use simulation::valuation::first_order::{Influence, Representer};
use simulation::world::World;

use super::tables::{classified, observed};
use crate::{Case, Check, Problem};

pub(super) fn recompute(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    let fault = |error: &dyn ToString| case.problem("X_train", error.to_string());
    let table = classified(case, "X_train", "y_train", 2)?;
    let test = classified(case, "X_test", "y_test", 2)?;
    let (world, rows) = (World::trainable(&table), table.len() as f64);
    let c = case.number("C")?;
    let learner =
        LogisticRegression::new(1.0 / c, Intercept::None).map_err(|error| case.problem("C", error))?;
    check.compare(case, "lam", &[1.0 / (c * rows)], "w");
    let full = learner.fit(&world, Seed::new(0)).map_err(|error| fault(&error))?;
    check.compare(case, "w", full.parameters(), "w");

    let left_out: Result<Vec<LogisticModel>, _> = learner
        .leave_one_out(&world, &full)
        .map_err(|error| fault(&error))?
        .map(|row| row.map(|row| row.model))
        .collect();
    let left_out = left_out.map_err(|error| fault(&error))?;
    let influence = Influence::new(&full, &world).map_err(|error| fault(&error))?;
    // Their objective is the mean over n rows, and what it predicts of a removal is the influence divided by n.
    let scale = case.number("pydvl_sign")? * rows;
    let (mut influences, mut actual) = (Vec::new(), Vec::new());
    for place in 0..test.len() {
        let slice = Slice::new(&test, [place]);
        let on = influence.on(&slice).map_err(|error| case.problem("X_test", error))?;
        influences.extend(on.first_order().iter().map(|change| scale * change));
        for model in &left_out {
            actual.push(observed(case, model, &MeanLoss(slice.clone()))? - on.loss());
        }
    }
    check.compare_relative(case, "influence", &influences, "influence_rel");
    check.compare(case, "actual_loss_change_on_removal", &actual, "actual");
    check.compare_one(case, "pearson_all", pearson(&influences, &actual), "actual");

    let points = Representer::new(&learner, &full, &world).map_err(|error| fault(&error))?;
    let alphas: Vec<f64> = (0..world.len()).flat_map(|place| points.weights(place)).copied().collect();
    check.compare(case, "representer_alpha", &alphas, "representer");
    let logits: Vec<f64> = test.rows().flat_map(|row| points.scores(row.features)).collect();
    check.compare(case, "representer_logit_sum", &logits, "representer");
    Ok(())
}

//! Removals: one Newton step of logistic regression against retraining, and exact ones of ridge regression. The features end with
//! a column of ones, so there is no intercept.

use simulation::learners::{Differentiable, Intercept, Learner, LogisticRegression, RidgeRegression};
use simulation::seed::Seed;
use simulation::valuation::first_order::Influence;
use simulation::world::World;

use super::tables::{classified, measured, norm, row_ids, without};
use crate::{Case, Check, Problem};

/// The penalty of ridge regression, which only the convention states.
const ALPHA: f64 = 2.0;

pub(super) fn recompute(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    if case.has("removals") { logistic(case, check) } else { ridge(case, check) }
}

fn logistic(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    let fault = |error: &dyn ToString| case.problem("X_train", error.to_string());
    let table = classified(case, "X_train", "y_train", 2)?;
    let world = World::trainable(&table);
    let c = case.number("C")?;
    let learner =
        LogisticRegression::new(1.0 / c, Intercept::None).map_err(|error| case.problem("C", error))?;
    let full = learner.fit(&world, Seed::new(0)).map_err(|error| fault(&error))?;
    check.compare(case, "w", full.parameters(), "w");
    let influence = Influence::new(&full, &world).map_err(|error| fault(&error))?;
    for removal in case.objects("removals")? {
        let fault = |error: &dyn ToString| removal.problem("removed", error.to_string());
        let ids = row_ids(&removal, "removed")?;
        let step = influence.newton_step(&ids).map_err(|error| fault(&error))?;
        let newton = influence.moved(&step).ok_or_else(|| fault(&"the step does not fit"))?;
        let retrained = learner.without(&world, &full, &ids).map_err(|error| fault(&error))?;
        check.compare(&removal, "w_newton", newton.parameters(), "newton");
        check.compare(&removal, "w_retrained", retrained.parameters(), "w");
        let from_retrained = |parameters: &[f64]| {
            let gap = parameters.iter().zip(retrained.parameters()).map(|(one, other)| one - other);
            norm(&gap.collect::<Vec<f64>>())
        };
        check.compare(&removal, "distance_before", &[from_retrained(full.parameters())], "w");
        check.compare(&removal, "distance_after", &[from_retrained(newton.parameters())], "newton");
        // Their objective is C times ours, and so are its slopes.
        let slopes = newton.gradient(&without(&world, &ids));
        let residual = slopes.map(|slopes| c * norm(&slopes));
        check.compare_one(&removal, "gradient_residual_norm", residual, "newton");
        check.set_aside(&removal);
    }
    // For shards, which are not offered.
    case.describe(&["X_test"]);
    Ok(())
}

fn ridge(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    let fault = |error: &dyn ToString| case.problem("X", error.to_string());
    let table = measured(case, "X", "y")?;
    let learner = RidgeRegression::new(ALPHA, Intercept::None).map_err(|error| fault(&error))?;
    let fit = learner.normal_equations(&World::trainable(&table)).map_err(|error| fault(&error))?;
    check.compare(case, "coef", fit.model().parameters(), "ridge");
    let rest = fit.without(&row_ids(case, "removed")?).map_err(|error| fault(&error))?;
    check.compare(case, "coef_after", rest.parameters(), "ridge");
    Ok(())
}

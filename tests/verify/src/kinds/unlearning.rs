//! Removals: one Newton step of logistic regression against retraining, shards of which one is trained anew, and exact ones of ridge
//! regression. The features end with a column of ones, so there is no intercept.

use simulation::learners::{
    Classification, Differentiable, Intercept, Learner, LogisticRegression, RidgeRegression,
};
use simulation::robustness::unlearning::{CertifiedRemoval, Sharding, Sisa};
use simulation::seed::Seed;
use simulation::world::World;

use super::tables::{classified, measured, norm, row_ids};
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
    let removals = CertifiedRemoval::new(&learner, &full, &world, &[]).map_err(|error| fault(&error))?;
    for removal in case.objects("removals")? {
        let fault = |error: &dyn ToString| removal.problem("removed", error.to_string());
        let ids = row_ids(&removal, "removed")?;
        let newton = removals.newton(&ids).map_err(|error| fault(&error))?;
        let (certificate, newton) = (newton.certificate, newton.model);
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
        check.compare(&removal, "gradient_residual_norm", &[c * certificate.residual], "newton");
        // They state no bound; ours has to hold for their number.
        let theirs = removal.number("gradient_residual_norm")?;
        if theirs > c * certificate.bound {
            let what = format!("is {theirs:?}, above the certificate's bound of {:?}", c * certificate.bound);
            return Err(removal.problem("gradient_residual_norm", what));
        }
        check.set_aside(&removal);
    }
    if case.has("sisa_shards") {
        return shards(case, check, learner, &world);
    }
    // Without shards nothing is asked of them.
    case.describe(&["X_test"]);
    Ok(())
}

/// Shard s has the rows s, s + S, s + 2·S, …; afterwards the third row of shard 1 is gone.
fn shards(
    case: &Case<'_>,
    check: &mut Check<'_>,
    learner: LogisticRegression,
    world: &World<'_>,
) -> Result<(), Problem> {
    let fault = |error: &dyn ToString| case.problem("sisa_shards", error.to_string());
    let count = case.count("sisa_shards")?;
    let third = world.rows().nth(2 * count + 1).filter(|_| count > 1);
    let third = third.ok_or_else(|| fault(&"must leave shard 1 a third row"))?.id;
    let ids = world.rows().map(|row| row.id);
    let sharding = u32::try_from(count).map_err(|error| fault(&error))?;
    let sharding = Sharding::in_turns(sharding, ids).map_err(|error| fault(&error))?;
    let sisa = Sisa::train(learner, world, sharding, Seed::new(0)).map_err(|error| fault(&error))?;
    let (after, _) = sisa.forget(&[third]).map_err(|error| fault(&error))?;
    let test = case.rows("X_test")?;
    for (key, model) in [("sisa_proba", &sisa), ("sisa_proba_after", &after)] {
        let shares: Option<Vec<f64>> = test.iter().map(|x| model.probabilities(x).get(1).copied()).collect();
        check.compare(case, key, &shares.ok_or_else(|| fault(&"has no model"))?, "sisa");
    }
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

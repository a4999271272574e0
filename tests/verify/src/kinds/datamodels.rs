//! Linear surrogates of outcomes by which rows were trained on.

use simulation::valuation::datamodels::LinearSurrogate;

use crate::{Case, Check, Problem};

pub(super) fn recompute(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    let (subsets, outcomes) = (case.masks("masks")?, case.numbers("y")?);
    for lasso in case.objects("lasso")? {
        let surrogate = LinearSurrogate::lasso(&subsets, &outcomes, lasso.number("alpha")?)
            .map_err(|error| case.problem("masks", error))?;
        check.compare(&lasso, "coef", &surrogate.weights, "coef");
        check.compare(&lasso, "intercept", &[surrogate.intercept], "coef");
        check.set_aside(&lasso);
    }
    let surrogate =
        LinearSurrogate::least_squares(&subsets, &outcomes).map_err(|error| case.problem("masks", error))?;
    check.compare(case, "ols_coef", &surrogate.weights, "coef");
    check.compare(case, "ols_intercept", &[surrogate.intercept], "coef");
    Ok(())
}

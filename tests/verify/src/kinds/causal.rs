//! Mean effects from records of who was treated, and rates of a table by the back-door formula.

use simulation::causal::effects::{
    Counts, EffectError, Observations, Propensity, augmented, difference_in_means, hajek, horvitz_thompson,
    pooled_rate, regression_adjusted, standardised_rates,
};

use crate::{Case, Check, Problem};

pub(super) fn recompute(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    if case.has("table") { table(case, check) } else { effects(case, check) }
}

fn effects(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    let fault = |error: EffectError| case.problem("t", error);
    let treated = case.positive("t")?;
    let mut covariates = vec![vec![]; treated.len()];
    // x1, x2 and so on, as far as there are any.
    let names = (1..).map(|number| format!("x{number}")).take_while(|name| case.has(name));
    for name in names {
        let column = case.numbers(&name)?;
        if column.len() != covariates.len() {
            return Err(
                case.problem(&name, format!("has {} numbers for {} units", column.len(), covariates.len()))
            );
        }
        covariates.iter_mut().zip(column).for_each(|(row, value)| row.push(value));
    }
    let record = Observations::new(covariates, treated, case.numbers("y")?).map_err(fault)?;
    let propensity = Propensity::fit(&record).map_err(fault)?;
    check.compare(case, "propensity_params", propensity.parameters(), "propensity_params");
    if case.has("propensity") {
        check.compare(case, "propensity", propensity.scores(), "propensity_params");
    }
    let hajek = hajek(&record, &propensity).map_err(fault)?.value;
    for (key, value) in [
        ("naive", difference_in_means(&record).map_err(fault)?.value),
        ("ipw", hajek),
        ("aipw", augmented(&record, &propensity).map_err(fault)?.value),
        ("ra", regression_adjusted(&record).map_err(fault)?.value),
        ("ipw_horvitz_thompson", horvitz_thompson(&record, &propensity).map_err(fault)?.value),
        ("ipw_hajek", hajek),
    ] {
        check.compare(case, key, &[value], "ate");
    }
    Ok(())
}

/// Strata of treatments of [successes, trials].
fn table(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    let strata = case.object("table")?;
    let mut treatments: Vec<(String, Vec<Counts>)> = Vec::new();
    for stratum in strata.keys() {
        let cells = strata.object(stratum)?;
        for treatment in cells.keys() {
            let counts = match cells.classes(treatment)?[..] {
                [successes, trials] => Counts::new(successes as u64, trials as u64)
                    .map_err(|error| cells.problem(treatment, error))?,
                _ => return Err(cells.problem(treatment, "is not two numbers, successes and trials")),
            };
            match treatments.iter_mut().find(|(name, _)| name == treatment) {
                Some((_, list)) => list.push(counts),
                None => treatments.push((treatment.to_owned(), vec![counts])),
            }
        }
    }
    let lists: Vec<&[Counts]> = treatments.iter().map(|(_, list)| list.as_slice()).collect();
    let adjusted = standardised_rates(&lists)
        .ok_or_else(|| case.problem("table", "has not the same treatments in every stratum"))?;
    for ((name, counts), adjusted) in treatments.iter().zip(adjusted) {
        check.compare_one(case, &format!("naive_{name}"), pooled_rate(counts), "table");
        check.compare(case, &format!("adjusted_{name}"), &[adjusted], "table");
    }
    Ok(())
}

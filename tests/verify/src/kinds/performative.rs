//! Repeated retraining: a coin and a location whose retraining is a line, and people who answer to a logistic regression.

use simulation::causal::performative::{
    BiasedCoin, LocationMap, Performative, PerformativeError, Retraining, Round, StrategicLogistic,
};
use simulation::learners::Intercept;

use super::tables::classified;
use crate::{Case, Check, Problem};

pub(super) fn recompute(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    if case.has("X") || case.has("kind") {
        strategic(case, check)
    } else if case.has("mu0") {
        location(case, check)
    } else {
        coin(case, check)
    }
}

fn coin(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    let world = BiasedCoin::new(case.number("mu")?, case.number("eps")?);
    let world = world.map_err(|error| case.problem("eps", error))?;
    path(case, check, &world)?;
    point(case, check, "theta_PS", world.stable())?;
    point(case, check, "theta_PO", world.optimum())?;
    for (key, at) in [("PR_PS", world.stable()), ("PR_PO", world.optimum())] {
        let risk = at.and_then(|at| world.performative_risk(&[at]).ok());
        check.compare_one(case, key, risk, "closed_form");
    }
    Ok(())
}

fn location(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    let world = LocationMap::new(case.number("mu0")?, case.number("eps")?);
    let world = world.map_err(|error| case.problem("eps", error))?;
    path(case, check, &world)?;
    point(case, check, "theta_PS", world.stable())?;
    point(case, check, "theta_PO", world.optimum())?;
    check.compare(case, "contraction", &[world.rate()], "closed_form");
    if case.flag("converges")? != world.converges() {
        return Err(case.problem("converges", format!("recomputed {}", world.converges())));
    }
    Ok(())
}

/// The models from 0 on, as many as the case has.
fn path(case: &Case<'_>, check: &mut Check<'_>, world: &impl Performative) -> Result<(), Problem> {
    let key = "rrm_from_zero";
    let count = case.expected(key)?.len();
    let mut models = vec![0.0];
    for round in rounds(case, key, world, count.saturating_sub(1))? {
        models.extend(round.model);
    }
    check.compare(case, key, &models[..count.min(models.len())], "closed_form");
    Ok(())
}

/// A point that the case may say there is none of.
fn point(case: &Case<'_>, check: &mut Check<'_>, key: &str, found: Option<f64>) -> Result<(), Problem> {
    match (case.text(key), found) {
        (Ok("none"), None) => Ok(()),
        (Ok("none"), Some(found)) => Err(case.problem(key, format!("is none, recomputed {found}"))),
        (_, found) => {
            check.compare_one(case, key, found, "closed_form");
            Ok(())
        }
    }
}

/// The rows end with a column of ones, so there is no intercept.
fn strategic(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    // The rows stand in the first of the cases that share them. Reading them here says that they are inputs.
    let data = if case.has("X") || case.has("same_data_as") {
        classified(case, "X", "y", 2)?
    } else {
        classified(&case.continued("X")?, "X", "y", 2)?
    };
    let columns = case.classes("strategic_columns")?;
    let (strength, penalty) = (case.number("eps")?, case.number("lam")?);
    let world = StrategicLogistic::new(&data, columns, strength, penalty, Intercept::None)
        .map_err(|error| case.problem("X", error))?;
    let count = case.expected("iterate_gaps")?.len();
    let rounds = rounds(case, "iterate_gaps", &world, count)?;
    let gaps: Vec<f64> = rounds.iter().map(|round| round.gap).collect();
    check.compare(case, "iterate_gaps", &gaps, "strategic");
    // Some of the models, by their number.
    for key in case.keys() {
        let number = key.strip_prefix("theta_").and_then(|number| number.parse::<usize>().ok());
        if let Some(round) = number.and_then(|number| rounds.get(number.checked_sub(1)?)) {
            check.compare(case, key, &round.model, "strategic");
        }
    }
    Ok(())
}

fn rounds(
    case: &Case<'_>,
    key: &str,
    world: &impl Performative,
    count: usize,
) -> Result<Vec<Round>, Problem> {
    let fault = |error: PerformativeError| case.problem(key, error);
    let start = vec![0.0; world.dimension()];
    let retraining = Retraining::new(world, start, 1.0).map_err(fault)?;
    retraining.take(count).collect::<Result<_, _>>().map_err(fault)
}

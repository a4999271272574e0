//! Logistic regression without each row and without groups, retrained and predicted. Every weight is penalised, the intercept's too.

use std::slice;

use simulation::dataset::RowId;
use simulation::learners::{Differentiable, Intercept, Learner, LogisticModel, LogisticRegression};
use simulation::observers::{Accuracy, LogLoss, Observer, Slice};
use simulation::seed::Seed;
use simulation::statistics::{pearson, spearman};
use simulation::valuation::first_order::{Influence, Removal};
use simulation::valuation::{LearningGame, Nothing, learning};
use simulation::world::World;

use super::tables::{classified, observed};
use crate::{Case, Check, Problem};

pub(super) fn recompute(case: &Case<'_>, check: &mut Check<'_>) -> Result<(), Problem> {
    let fault = |error: &dyn ToString| case.problem("X_train", error.to_string());
    let table = classified(case, "X_train", "y_train", 2)?;
    let test = classified(case, "X_test", "y_test", 2)?;
    let (world, slice) = (World::trainable(&table), Slice::evaluable(&test));
    let learner = LogisticRegression::new(1.0 / case.number("C")?, Intercept::Penalised)
        .map_err(|error| case.problem("C", error))?;
    let full = learner.fit(&world, Seed::new(0)).map_err(|error| fault(&error))?;
    check.compare(case, "w", full.parameters(), "w");
    let (log_loss, accuracy) = (LogLoss(slice.clone()), Accuracy(slice.clone()));
    check.compare(case, "base_test_log_loss", &[observed(case, &full, &log_loss)?], "deltas");

    let each = learning::each_row(&world);
    let actual = changes(case, (&learner, &world), &each, &log_loss)?;
    check.compare(case, "loo_change_in_test_log_loss", &actual, "deltas");
    let moved = changes(case, (&learner, &world), &each, &accuracy)?;
    check.compare(case, "loo_change_in_test_accuracy", &moved, "deltas");
    let id = |&place: &usize| {
        let row = table.row(place).ok_or_else(|| case.problem("groups", format!("has no row {place}")))?;
        Ok(row.id)
    };
    let mut of_groups = Vec::new();
    for group in case.class_lists("groups")? {
        // Groups may share rows, so each is the one player of a game of its own.
        let group = group.iter().map(id).collect::<Result<Vec<RowId>, Problem>>()?;
        of_groups.extend(changes(case, (&learner, &world), slice::from_ref(&group), &log_loss)?);
    }
    check.compare(case, "group_change_in_test_log_loss", &of_groups, "deltas");

    let influence = Influence::new(&full, &world).map_err(|error| fault(&error))?;
    let on = influence.on(&slice).map_err(|error| fault(&error))?;
    let removals: Result<Vec<Removal>, _> = on.each_removal().collect();
    let removals = removals.map_err(|error| fault(&error))?;
    let predicted = |read: fn(&Removal) -> f64| removals.iter().map(read).collect::<Vec<f64>>();
    let (first, newton) =
        (predicted(|removal| removal.first_order), predicted(|removal| removal.newton_step));
    check.compare(case, "influence_first_order", &first, "influence");
    check.compare(case, "newton_one_step", &newton, "influence");
    // Correlations have no tolerance of their own. Their errors are those of the changes, in units of the changes' spread.
    for (key, correlation) in [
        ("pearson_influence_vs_actual", pearson(&first, &actual)),
        ("spearman_influence_vs_actual", spearman(&first, &actual)),
        ("pearson_newton_vs_actual", pearson(&newton, &actual)),
    ] {
        check.compare_one(case, key, correlation, "w");
    }
    Ok(())
}

/// v(N∖{i}) − v(N) for every player i.
fn changes(
    case: &Case<'_>,
    (learner, world): (&LogisticRegression, &World<'_>),
    players: &[Vec<RowId>],
    observer: &impl Observer<LogisticModel>,
) -> Result<Vec<f64>, Problem> {
    let fault = |error: learning::LearningError| case.problem("X_train", error);
    let game = LearningGame::new(learner, world, players, observer, Nothing::Trained, Seed::new(0));
    let game = game.map_err(fault)?.with_warm_starts();
    game.leave_each_out().map_err(fault)?.map(|value| value.map(|value| -value).map_err(fault)).collect()
}

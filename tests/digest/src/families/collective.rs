//! Signals planted and erased, exactly and by a trained learner.

use simulation::collective::action::{Cells, CollectiveAction, Strategy, TrainedAction, columns_of, kinds};
use simulation::data::german_credit::{self, FEATURES};
use simulation::learners::{Intercept, LogisticRegression, NearestNeighbours};
use simulation::seed::Seed;

use super::Hashed;
use crate::hash::Hash;

pub(super) fn hash(hash: &mut Hash) -> Hashed {
    acting(hash)
}

fn acting(hash: &mut Hash) -> Hashed {
    let attributes = ["checking account", "history", "purpose"].map(|name| columns_of(&FEATURES, name));
    let cells = Cells::of(&german_credit::dataset(), &attributes)?;
    let signal: Vec<usize> = (0..cells.count()).map(|cell| cells.with(cell, 2, 5)).collect();
    let run = TrainedAction::draw(&cells, 0.5, Seed::new(17))?;
    for strategy in
        [Strategy::FeaturesAndLabel { target: 0 }, Strategy::FeaturesOnly { target: 1 }, Strategy::Erase]
    {
        let plan = CollectiveAction::new(cells.table()?, signal.clone(), strategy)?;
        for (alpha, success) in plan.steps() {
            hash.numbers(&[alpha, success]);
        }
        hash.numbers(&[plan.uniqueness(), plan.dependence()]);
        for number in
            [plan.gap(), plan.floor(), plan.bound(0.07), plan.promised_from(0.9), plan.reached_from(0.9)]
        {
            hash.option(number);
        }
        for kind in kinds(&cells, &plan, [0, 1], 0.03) {
            hash.numbers(&[kind.share, kind.before, kind.after, kind.support]);
        }
        for alpha in [0.0, 0.1] {
            hash.number(run.success(
                &LogisticRegression::new(1.0, Intercept::Free)?,
                &plan,
                alpha,
                Seed::new(17),
            )?);
            hash.number(run.success(&NearestNeighbours::new(1)?, &plan, alpha, Seed::new(17))?);
        }
    }
    Ok(())
}

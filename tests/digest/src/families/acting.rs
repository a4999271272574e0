//! Signals planted and erased, exactly and by a trained learner; bargains.

use simulation::collective::action::{Cells, CollectiveAction, Strategy, TrainedAction, columns_of, kinds};
use simulation::collective::bargain::{
    AlternatingOffers, Bargain, Dividend, OperatorGame, core_range, dividends, loudest_objection,
    nash_on_ellipse,
};
use simulation::data::german_credit::{self, FEATURES};
use simulation::learners::{Intercept, LogisticRegression, NearestNeighbours};
use simulation::seed::Seed;
use simulation::valuation::{UtilityTable, games, shapley};

use super::Hashed;
use crate::hash::Hash;

pub(super) fn hash(hash: &mut Hash) -> Hashed {
    acting(hash)?;
    bargaining(hash)
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

fn bargaining(hash: &mut Hash) -> Hashed {
    let bargain = Bargain::new(9.7, vec![1.3, 0.4, 2.1])?.with_weights(vec![0.3, 1.1, 0.6])?;
    hash.numbers(&bargain.nash());
    hash.numbers(&bargain.with_caps(vec![4.0, 2.5, 9.0])?.nash());
    hash.numbers(&nash_on_ellipse([3.0, 5.3], [0.4, -0.2], [0.35, 0.65])?);
    let offers = AlternatingOffers::new([0.93, 0.71])?;
    hash.numbers(&offers.shares(1)?);
    hash.numbers(&offers.shares_after(0, 7)?);
    hash.numbers(&offers.quicker(0.1)?.weights());
    let groups = UtilityTable::of(&games::random(4, Seed::new(18))?)?;
    let game = OperatorGame::new(groups, 0.2)?;
    let values = shapley(&game);
    hash.numbers(&values);
    hash.option(loudest_objection(&game, &values).map(|objection| objection.excess));
    for player in 0..5 {
        let range = core_range(&game, player)?;
        hash.option(range.map(|range| range.low));
        hash.option(range.map(|range| range.high));
    }
    for rule in [Dividend::PerHead, Dividend::ByValue] {
        hash.numbers(&dividends(7.3, rule, &[10, 3, 8, 5], &values[1..])?);
    }
    Ok(())
}

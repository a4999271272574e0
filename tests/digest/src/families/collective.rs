//! Strikes with every order and substitute, break-even, coalitions and leverage; campaigns.

use simulation::collective::campaign::{CampaignPlan, Contribution, campaign_point, catch_up};
use simulation::collective::strike::{
    BreakEven, Judged, Organisation, StrikeDraw, StrikePlan, StrikeSamples, StrikeTable, Substitutes,
    all_strikes, leverage, strike_curve,
};
use simulation::data::penguins;
use simulation::learners::{GaussianNaiveBayes, SoftmaxRegression};
use simulation::observers::{Accuracy, LogLoss};
use simulation::seed::Seed;
use simulation::valuation::{Coalition, shapley};

use super::Hashed;
use crate::hash::Hash;

pub(super) fn hash(hash: &mut Hash) -> Hashed {
    strikes(hash)?;
    coalitions(hash)?;
    campaigns(hash)
}

fn plan(organisation: Organisation, substitutes: Substitutes) -> StrikePlan {
    StrikePlan {
        strikers: Coalition::from_bits(0b10010),
        organisation,
        substitutes,
        judged: Judged::Everyone,
    }
}

fn strikes(hash: &mut Hash) -> Hashed {
    let (data, learner) = (penguins::dataset(), SoftmaxRegression::new(1.0)?);
    for organisation in [Organisation::Lot, Organisation::Neighbourhood, Organisation::Costliest] {
        for substitutes in [Substitutes::None, Substitutes::Public, Substitutes::Synthetic] {
            let mut draw = StrikeDraw::new(&data, plan(organisation, substitutes), 1, Seed::new(20))?;
            while draw.prepare() {}
            draw.order().iter().for_each(|id| hash.count(id.number() as usize));
            for share in [0.0, 0.3, 0.9] {
                let point = draw.at(&learner, &LogLoss(draw.slice()), share)?;
                hash.count(point.rows);
                hash.number(point.value);
            }
        }
    }
    let (plan, shares) = (plan(Organisation::Lot, Substitutes::None), [0.0, 0.5, 1.0]);
    let points =
        strike_curve(&data, &plan, &learner, &shares, 3, Seed::new(21)).collect::<Result<Vec<_>, _>>()?;
    let samples = StrikeSamples::of(&points);
    for band in samples.band(0.8) {
        hash.numbers(&[band.low, band.high]);
    }
    let even = BreakEven::of(samples.shares(), &samples.mean_losses(), 60.0, 0.001);
    hash.option(even.share);
    hash.option(even.dearest.map(|(_, each)| each));
    Ok(())
}

fn coalitions(hash: &mut Hash) -> Hashed {
    let table = StrikeTable::new(&penguins::dataset(), Seed::new(22))?;
    let (learner, test) = (GaussianNaiveBayes::new(0.01)?, Accuracy(table.slice()));
    hash.numbers(&shapley(&all_strikes(&table, &learner, &test, Seed::new(23))?));
    for group in 0..5 {
        let groups = Coalition::single(group);
        let found = leverage(&table, &learner, &test, groups, Substitutes::Synthetic, Seed::new(24))?;
        hash.numbers(&[found.damage, found.replaced, found.holding]);
        hash.option(found.per_row());
        hash.option(found.substitutability());
    }
    Ok(())
}

fn campaigns(hash: &mut Hash) -> Hashed {
    let plan = plan(Organisation::Lot, Substitutes::None);
    let draw = StrikeDraw::new(&penguins::dataset(), plan, 0, Seed::new(25))?;
    let (learner, shares) = (SoftmaxRegression::new(1.0)?, [0.0, 0.4, 1.0]);
    for contribution in [Contribution::Move, Contribution::Copy] {
        let (mut operator, mut competitor) = (vec![], vec![]);
        for share in shares {
            let campaign = CampaignPlan { contribution, start: 6 };
            let point = campaign_point(&draw, &learner, &Accuracy(draw.slice()), campaign, share)?;
            hash.count(point.operator_rows);
            hash.count(point.competitor_rows);
            operator.push(point.operator);
            competitor.push(point.competitor);
        }
        hash.numbers(operator.iter().chain(&competitor));
        hash.option(catch_up(&shares, &operator, &competitor));
    }
    Ok(())
}

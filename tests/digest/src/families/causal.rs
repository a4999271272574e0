//! Effects from records, runs in both worlds, and worlds that answer.

use simulation::causal::effects::{Counts, pooled_rate, standardised_rates};
use simulation::causal::performative::{
    BiasedCoin, LOAN, LocationMap, Performative, Retraining, StrategicLogistic, applicants,
};
use simulation::causal::source::{
    Adoption, Estimator, Recorded, Reported, SourcePlan, SourceRecord, SourceStudy, mean_effect,
};
use simulation::data::{breast_cancer, german_credit};
use simulation::learners::{Intercept, NearestCentroid};
use simulation::seed::Seed;

use super::Hashed;
use crate::hash::Hash;

pub(super) fn hash(hash: &mut Hash) -> Hashed {
    effects(hash)?;
    lines(hash)?;
    people(hash)
}

fn effects(hash: &mut Hash) -> Hashed {
    let plan = SourcePlan { sizes: vec![6, 12, 24], careless: 0.3, source: 15, wrong: 0.4, tests: 100 };
    let study = SourceStudy::new(&breast_cancer::dataset(), plan, Seed::new(151))?;
    let runs = (0..60).map(|index| study.run(&NearestCentroid, index)).collect::<Result<Vec<_>, _>>()?;
    hash.numbers(runs.iter().flat_map(|run| [&run.without, &run.with]));
    hash.option(mean_effect(&runs));
    for adoption in [Adoption::Need(1.0), Adoption::Coin] {
        let adopted = adoption.draw(&runs, Seed::new(152));
        for (recorded, reported) in
            [(Recorded::SizeAndCare, Reported::All), (Recorded::Size, Reported::BetterHalf)]
        {
            let record = SourceRecord::new(&runs, &adopted, recorded, reported)?;
            hash.numbers(record.propensity()?.scores());
            hash.option(record.mean_of(1, true));
            for estimator in Estimator::ALL {
                let effect = record.estimate(estimator).ok();
                hash.option(effect.map(|effect| effect.value));
                hash.option(effect.and_then(|effect| effect.standard_error));
            }
        }
    }
    let counts =
        [[Counts::new(81, 87)?, Counts::new(192, 263)?], [Counts::new(234, 270)?, Counts::new(55, 80)?]];
    hash.option(pooled_rate(&counts[0]));
    hash.numbers(&standardised_rates(&[&counts[0], &counts[1]]).ok_or("no rates")?);
    Ok(())
}

fn lines(hash: &mut Hash) -> Hashed {
    rounds(hash, &BiasedCoin::new(0.1, 0.3)?, 1.0)?;
    rounds(hash, &LocationMap::new(1.0, 0.9)?, 0.5)
}

fn people(hash: &mut Hash) -> Hashed {
    let data = applicants(&german_credit::dataset())?;
    let world = StrategicLogistic::new(&data, LOAN.to_vec(), 3.0, 0.01, Intercept::Free)?;
    let world = world.answered_by(|row| row.id.number() % 2 == 0);
    rounds(hash, &world, 1.0)?;
    let last = Retraining::new(&world, vec![0.0; 22], 0.3)?.nth(12).ok_or("no rounds")??.model;
    hash.option(world.local_rate(&last)?);
    hash.number(world.accuracy(&last, &last)?);
    hash.numbers(world.descend(&last)?.iter().flatten());
    Ok(())
}

/// Rounds on the whole world and on people, with their risks.
fn rounds(hash: &mut Hash, world: &impl Performative, share: f64) -> Hashed {
    let start = || vec![0.0; world.dimension()];
    let whole = Retraining::new(world, start(), share)?;
    let sampled = Retraining::new(world, start(), share)?.on_people(40, Seed::new(153))?;
    for run in [whole, sampled] {
        for round in run.take(4) {
            let round = round?;
            hash.numbers(&round.model);
            hash.number(round.gap);
            hash.number(world.decoupled_risk(&round.deployed, &round.model)?);
        }
    }
    Ok(())
}

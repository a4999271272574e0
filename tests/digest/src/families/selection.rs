//! Learning curves, power laws and their bands; rounds of active learning.

use simulation::data::{digits, wine};
use simulation::dataset::RowId;
use simulation::learners::{GaussianNaiveBayes, SoftmaxRegression};
use simulation::observers::{Accuracy, LogLoss, Slice};
use simulation::seed::Seed;
use simulation::selection::active::{
    ActiveLearning, ActivePlan, Committee, PoolTable, Sight, Strategy, area_under_curve, scores,
};
use simulation::selection::scaling::{
    CurvePlan, CurveSamples, CurveTable, LearningCurve, LogLogLine, PowerLaw, PowerLawBand, Strata, Varied,
    even_sizes,
};
use simulation::world::World;

use super::{Hashed, flowers};
use crate::hash::Hash;

pub(super) fn hash(hash: &mut Hash) -> Hashed {
    tables(hash)?;
    curves(hash)?;
    laws(hash)?;
    queries(hash)
}

/// The tables as figures divide and scale them.
fn tables(hash: &mut Hash) -> Hashed {
    let data = wine::dataset();
    let table = CurveTable::new(&data, Seed::new(15))?;
    rows(hash, table.world().rows().map(|row| (row.id, row.features.to_vec())));
    for size in even_sizes(5, 107, 9) {
        hash.count(size as usize);
    }
    let blocks = digits::blocks(&digits::dataset())?;
    rows(hash, blocks.rows().step_by(50).map(|row| (row.id, row.features.to_vec())));
    for sight in [Sight::Drawn, Sight::All] {
        let table = PoolTable::new(&data, sight)?;
        let (pool, _) = table.divide(30, Seed::new(16))?;
        hash.number(table.explained());
        rows(hash, table.pool(&pool).rows().map(|row| (row.id, row.features.to_vec())));
    }
    Ok(())
}

fn rows(hash: &mut Hash, rows: impl Iterator<Item = (RowId, Vec<f64>)>) {
    for (id, features) in rows {
        hash.count(id.number() as usize);
        hash.numbers(&features);
    }
}

fn curves(hash: &mut Hash) -> Hashed {
    let data = flowers()?;
    let (world, loss) =
        (World::new(&data, (0..150).step_by(2)), LogLoss(Slice::new(&data, (1..150).step_by(2))));
    for (varied, strata) in [
        (Varied::All, Strata::None),
        (Varied::All, Strata::Classes),
        (Varied::Group(1), Strata::Classes),
        (Varied::All, Strata::Groups),
    ] {
        let plan = CurvePlan { sizes: vec![6, 12, 24], draws: 2, varied, strata };
        let learner = GaussianNaiveBayes::default();
        for point in LearningCurve::new(&learner, &world, &loss, &plan, Seed::new(12))? {
            let point = point?;
            hash.count(point.rows);
            hash.number(point.value);
        }
    }
    Ok(())
}

fn laws(hash: &mut Hash) -> Hashed {
    let sizes = [20.0, 40.0, 80.0, 160.0, 320.0, 640.0];
    let wobble = [0.02, -0.01, 0.015, -0.02, 0.005, 0.01];
    for offset in [0.1, -0.02] {
        let law = |(size, wobble): (&f64, &f64)| 2.0 / size.sqrt() * (1.0 + wobble) + offset;
        let losses: Vec<f64> = sizes.iter().zip(&wobble).map(law).collect();
        let law = PowerLaw::fit(&sizes, &losses)?;
        hash.numbers(&[law.scale, law.exponent, law.offset, law.sse, law.explained, law.at(5000.0)]);
        let line = LogLogLine::fit(&sizes, &losses).ok_or("no line")?;
        hash.numbers(&[line.slope, line.intercept, line.sse]);
        let draws = losses.iter().map(|loss| vec![0.98 * loss, *loss, 1.01 * loss]).collect();
        let samples = CurveSamples::new(sizes.to_vec(), draws)?;
        let band = PowerLawBand::bootstrap(&samples, 20, Seed::new(13))?;
        hash.count(band.failed());
        for interval in [band.exponent(0.5), band.offset(0.5), band.at(5000.0, 0.5)] {
            hash.option(interval.map(|interval| interval.low));
            hash.option(interval.map(|interval| interval.high));
        }
    }
    Ok(())
}

fn queries(hash: &mut Hash) -> Hashed {
    let data = flowers()?;
    let (pool, test) =
        (World::new(&data, (0..150).step_by(3)), Accuracy(Slice::new(&data, (1..150).step_by(3))));
    let (learner, other) = (SoftmaxRegression::new(1.0)?, SoftmaxRegression::new(0.1)?);
    let plan = ActivePlan { start: 3, batch: 2, rounds: 3 };
    let learners = [learner, other];
    for committee in [Committee::Bootstrap(3), Committee::Learners(&learners)] {
        for strategy in Strategy::ALL {
            let run = ActiveLearning::new(&learner, &pool, strategy, &test, plan, Seed::new(14))?;
            let mut points = Vec::new();
            for round in run.with_committee(committee)? {
                let round = round?;
                hash.numbers(round.scores.iter().map(|(_, score)| score));
                round.queried.iter().copied().map(RowId::number).for_each(|id| hash.count(id as usize));
                points.push((round.labelled.len() as f64, round.value));
            }
            hash.option(area_under_curve(&points));
        }
    }
    let members = [[0.2, 0.3, 0.5], [0.6, 0.3, 0.1]];
    hash.option(scores::margin(&members[0]));
    hash.option(scores::maximum_divergence(&members));
    Ok(())
}

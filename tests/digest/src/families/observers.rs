//! Everything that is measured on a model, and statistics of numbers.

use simulation::data::generators::Moons;
use simulation::learners::{
    Activation, Classification, Intercept, Learner, LogisticModel, LogisticRegression, NetworkLearner,
    Optimiser,
};
use simulation::observers::metrics::{RocCurve, average_precision, brier_score, log_loss, squared_error};
use simulation::observers::{
    Accuracy, Auc, Better, BrierScore, DemographicParityDifference, EqualOpportunityDifference,
    FalsePositiveRate, GroupGap, LogLoss, MeanLoss, Observer, PositiveRate, Slice, TruePositiveRate,
    TruePositiveRateAt, WorstGroup, by_group, trajectory,
};
use simulation::seed::Seed;
use simulation::statistics::{
    RunningMoments, kendall_tau_b, mean, mean_interval, mid_ranks, normal_distribution, normal_quantile,
    pearson, quantile, sample_variance, spearman, student_quantile, variance, wilson_interval,
};
use simulation::world::World;

use super::{Hashed, two_flowers};
use crate::hash::Hash;

pub(super) fn hash(hash: &mut Hash) -> Hashed {
    let data = two_flowers()?;
    let world = World::new(&data, (0..100).step_by(4));
    let model = LogisticRegression::new(1.0, Intercept::Free)?.fit(&world, Seed::new(0))?;
    let slice = Slice::evaluable(&data);
    let all = || slice.clone();
    let observers: [&dyn Observer<LogisticModel>; 13] = [
        &Accuracy(all()),
        &LogLoss(all()),
        &MeanLoss(all()),
        &BrierScore(all()),
        &Auc(all()),
        &TruePositiveRateAt { slice: all(), false_positive_rate: 0.05 },
        &PositiveRate(all()),
        &TruePositiveRate(all()),
        &FalsePositiveRate(all()),
        &DemographicParityDifference { slice: all(), group: 1, reference: 0 },
        &EqualOpportunityDifference { slice: all(), group: 2, reference: 0 },
        &WorstGroup { slice: all(), make: LogLoss, better: Better::Lower },
        &GroupGap { slice: all(), make: Accuracy },
    ];
    for observer in observers {
        hash.option(observer.observe(&model));
    }
    for (_, value) in by_group(&model, &slice, LogLoss).values() {
        hash.option(*value);
    }
    let positive: Vec<bool> = slice.rows().map(|row| row.target.class() == Some(1)).collect();
    let scores: Vec<f64> = slice.rows().map(|row| model.probabilities(row.features)[1]).collect();
    let numbers: Vec<f64> = positive.iter().map(|&positive| f64::from(u8::from(positive))).collect();
    for metric in [average_precision, brier_score, log_loss] {
        hash.option(metric(&scores, &positive));
    }
    hash.option(squared_error(&scores, &numbers));
    let curve = RocCurve::new(&scores, &positive).ok_or("no curve")?;
    for point in curve.points().iter().chain(&curve.corners()) {
        hash.numbers(&[point.false_positive_rate, point.true_positive_rate]);
    }
    hash.numbers(&[curve.area(), curve.advantage()]);
    statistics(hash, &scores, &numbers)?;
    path(hash)
}

fn statistics(hash: &mut Hash, one: &[f64], other: &[f64]) -> Hashed {
    for moment in [mean, variance, sample_variance] {
        hash.option(moment(one));
    }
    let mut running = RunningMoments::default();
    for &value in one {
        running.push(value);
    }
    for value in [running.mean(), running.sample_variance(), running.standard_error()] {
        hash.option(value);
    }
    for correlation in [pearson, spearman, kendall_tau_b] {
        hash.option(correlation(one, other));
    }
    hash.numbers(&mid_ranks(other).ok_or("no ranks")?);
    for place in 0..=10 {
        let p = f64::from(place) / 10.0;
        hash.option(quantile(one, p));
        hash.option(normal_quantile(p));
        hash.option(student_quantile(p, 7));
        hash.number(normal_distribution(8.0 * p - 4.0));
    }
    for interval in [mean_interval(one, 0.95), wilson_interval(7, 19, 0.9)] {
        let interval = interval.ok_or("no interval")?;
        hash.numbers(&[interval.low, interval.high]);
    }
    Ok(())
}

fn path(hash: &mut Hash) -> Hashed {
    let data = Moons::new(24, 0.1)?.dataset(Seed::new(2))?;
    let (world, observer) = (World::trainable(&data), LogLoss(Slice::evaluable(&data)));
    let learner = NetworkLearner::new(4, Activation::Relu, Optimiser::adam(0.1)?, 5);
    let run = learner.train(&world, Seed::new(1))?;
    let path = trajectory(run, |step| observer.observe(&step.as_ref().ok()?.network));
    path.values().iter().for_each(|value| hash.option(*value));
    Ok(())
}

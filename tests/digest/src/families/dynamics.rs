//! What a network makes of each row while it trains, and confident learning on its probabilities.

use simulation::data::digits;
use simulation::dynamics::{MapStudy, ObservedTraining, Ranking};
use simulation::learners::{Activation, Batches, Classification, NetworkLearner, Optimiser};
use simulation::seed::Seed;
use simulation::valuation::mislabels::ConfidentLearning;
use simulation::valuation::mislabels::scores::{
    confidence_weighted_entropy, label_probability, normalized_margin,
};

use super::Hashed;
use crate::hash::Hash;

pub(super) fn hash(hash: &mut Hash) -> Hashed {
    let study = MapStudy::draw(&digits::shares(&digits::dataset())?, 80, 0.15, Seed::new(21))?;
    for place in 0..study.len() {
        let [was, given] = study.labels(place).ok_or("no labels")?;
        hash.count(was);
        hash.count(given);
        hash.numbers(study.features(place).ok_or("no features")?);
    }
    let learner = NetworkLearner::new(6, Activation::Tanh, Optimiser::sgd(0.1, 0.9)?, 4);
    let learner = learner.with_batches(Batches::Shuffled(16))?;
    watch(hash, &study, study.train_before(&learner, Seed::new(22))?)?;
    let network = watch(hash, &study, study.train(&learner, Seed::new(22), 2)?)?;
    let after = study.after();
    let labels: Vec<usize> = after.rows().filter_map(|row| row.target.class()).collect();
    let said: Vec<Vec<f64>> = after.rows().map(|row| network.network().probabilities(row.features)).collect();
    for (&label, said) in labels.iter().zip(&said) {
        hash.option(label_probability(said, label));
        hash.option(normalized_margin(said, label));
        hash.option(confidence_weighted_entropy(said, label));
    }
    let found = ConfidentLearning::new(&labels, &said)?;
    found.thresholds().iter().for_each(|threshold| hash.option(*threshold));
    found
        .joint()
        .iter()
        .chain(&found.calibrated_joint())
        .flatten()
        .for_each(|count| hash.count(*count as usize));
    found.off_diagonal().into_iter().chain(found.pruned_by_noise_rate()).for_each(|place| hash.count(place));
    Ok(())
}

/// Hashes a run epoch by epoch, with every ranking of its maps.
fn watch(
    hash: &mut Hash,
    study: &MapStudy,
    mut training: ObservedTraining,
) -> Result<ObservedTraining, Box<dyn std::error::Error>> {
    while training.step()? {}
    let record = training.record();
    for epoch in record.epochs() {
        hash.numbers(&epoch.probabilities);
        hash.numbers(&epoch.error_norms);
        epoch.right.iter().for_each(|right| hash.count(usize::from(*right)));
    }
    hash.numbers(&record.mean_path(study.planted(), true));
    for epochs in 1..=record.epochs().len() {
        let map = record.map(epochs).ok_or("no map")?;
        for row in map.rows() {
            hash.numbers(&[row.confidence, row.variability, row.correctness]);
            hash.count(row.forgetting as usize);
        }
        for ranking in Ranking::ALL {
            map.order(ranking).into_iter().flatten().for_each(|place| hash.count(place));
        }
        map.found(study.planted()).into_iter().for_each(|found| hash.option(found));
    }
    Ok(training)
}

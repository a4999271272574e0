//! The estimates of a confounded source's effect against the effect itself, computed by training both worlds of every run: 20 draws of
//! source, runs and luck.

use simulation::causal::source::{
    Adoption, Estimator, Recorded, Reported, SourcePlan, SourceRecord, SourceRun, SourceStudy, mean_effect,
};
use simulation::data::digits;
use simulation::dataset::Dataset;
use simulation::learners::NearestCentroid;
use simulation::seed::Seed;
use simulation::statistics::{mean, sample_variance};

const SEEDS: u64 = 20;

fn runs(data: &Dataset, seed: u64) -> Vec<SourceRun> {
    let plan = SourcePlan { sizes: vec![10, 20, 40, 80], careless: 0.3, source: 20, wrong: 0.4, tests: 300 };
    let study = SourceStudy::new(data, plan, Seed::new(seed)).unwrap();
    (0..240).map(|index| study.run(&NearestCentroid, index).unwrap()).collect()
}

/// Errors of an estimate, each with its standard error, one a seed.
fn errors(
    all: &[Vec<SourceRun>],
    adoption: Adoption,
    recorded: Recorded,
    estimator: Estimator,
) -> Vec<(f64, f64)> {
    let one = |(runs, seed): (&Vec<SourceRun>, u64)| {
        let adopted = adoption.draw(runs, Seed::new(1000 + seed));
        let record = SourceRecord::new(runs, &adopted, recorded, Reported::All).unwrap();
        // Strata without overlap have no estimate, and say so.
        let effect = record.estimate(estimator).ok()?;
        Some((effect.value - mean_effect(runs)?, effect.standard_error?))
    };
    all.iter().zip(1..).filter_map(one).collect()
}

/// How many standard errors the mean of some errors lies from 0.
fn bias(errors: &[(f64, f64)]) -> f64 {
    let values: Vec<f64> = errors.iter().map(|(error, _)| *error).collect();
    mean(&values).unwrap() / (sample_variance(&values).unwrap() / values.len() as f64).sqrt()
}

/// In how many of 20 the truth is within 1.96 standard errors.
fn covered(errors: &[(f64, f64)]) -> usize {
    errors.iter().filter(|(value, error)| value.abs() <= 1.96 * error).count()
}

#[test]
fn weights_are_within_sampling_error_of_the_true_effect_and_the_naive_difference_is_not() {
    let data = digits::dataset();
    let all: Vec<Vec<SourceRun>> = (1..=SEEDS).map(|seed| runs(&data, seed)).collect();
    let need = Adoption::Need(1.2);
    let naive = errors(&all, need, Recorded::SizeAndCare, Estimator::Naive);
    assert_eq!(covered(&naive), 0, "the naive difference misses every time");
    assert!(bias(&naive) < -10.0, "{}", bias(&naive));
    for estimator in
        [Estimator::Stratified, Estimator::Weighted, Estimator::Augmented, Estimator::HorvitzThompson]
    {
        let found = errors(&all, need, Recorded::SizeAndCare, estimator);
        println!("{estimator:?}: {} of {} covered, bias {}", covered(&found), found.len(), bias(&found));
        assert!(
            found.len() >= 18 && covered(&found) + 3 >= found.len(),
            "{estimator:?}: {} of {}",
            covered(&found),
            found.len()
        );
        assert!(bias(&found).abs() < 3.0, "{estimator:?}: {}", bias(&found));
    }
    // A hidden cause is weighed by nobody.
    let hidden = errors(&all, need, Recorded::Size, Estimator::Weighted);
    println!("hidden: {} covered, bias {}", covered(&hidden), bias(&hidden));
    assert!(bias(&hidden) < -5.0, "{}", bias(&hidden));
    // A coin needs no weights.
    let coin = errors(&all, Adoption::Coin, Recorded::SizeAndCare, Estimator::Naive);
    println!("coin: {} covered, bias {}", covered(&coin), bias(&coin));
    assert!(covered(&coin) >= 17 && bias(&coin).abs() < 3.0);
}

//! Where planted labels land on a data map: about 400 digits, a tenth of their labels made wrong, thirty epochs, over 20 seeds. Rows, flips,
//! start and order are drawn anew for each seed.

use simulation::data::digits;
use simulation::dynamics::{DataMap, MapStudy, Ranking};
use simulation::learners::{Activation, Batches, NetworkLearner, Optimiser};
use simulation::seed::Seed;

const SEEDS: u64 = 20;

fn learner(epochs: u32) -> NetworkLearner {
    let learner = NetworkLearner::new(16, Activation::Tanh, Optimiser::sgd(0.1, 0.9).unwrap(), epochs);
    learner.with_batches(Batches::Shuffled(16)).unwrap()
}

/// For each seed, the study and its maps after so many epochs each.
fn runs(epochs: &[usize]) -> Vec<(MapStudy, Vec<DataMap>)> {
    let data = digits::shares(&digits::dataset()).unwrap();
    let last = epochs.iter().copied().max().unwrap_or(0);
    let run = |seed| {
        let study = MapStudy::draw(&data, 400, 0.1, seed).unwrap();
        let mut training = study.train(&learner(last as u32), seed, 3).unwrap();
        while training.step().unwrap() {}
        let maps = epochs.iter().map(|&epochs| training.record().map(epochs).unwrap()).collect();
        (study, maps)
    };
    (0..SEEDS).map(Seed::new).map(run).collect()
}

/// The share of planted rows among as many as were planted, over the base rate.
fn lift(study: &MapStudy, map: &DataMap, ranking: Ranking) -> f64 {
    let found = map.inspect(ranking, study.planted(), study.planted_count()).unwrap();
    found.precision().unwrap() / found.base_rate().unwrap()
}

#[test]
fn wrong_labels_lie_in_the_hard_region_at_three_times_the_base_rate_for_every_seed() {
    let mut sum = 0.0;
    for (seed, (study, maps)) in runs(&[30]).iter().enumerate() {
        let hard = lift(study, &maps[0], Ranking::Confidence);
        assert!(hard >= 3.0, "seed {seed}: {hard}");
        sum += hard / SEEDS as f64;
    }
    assert!(sum > 8.0, "{sum}");
}

#[test]
fn long_training_moves_them_to_the_ambiguous_region_and_spoils_forgetting_as_a_sign() {
    let (mut confidence, mut ambiguous, mut forgetting) = ([0.0; 2], [0.0; 2], [0.0; 2]);
    for (study, maps) in &runs(&[10, 60]) {
        for (place, map) in maps.iter().enumerate() {
            confidence[place] += map.mean_confidence(study.planted(), true).unwrap() / SEEDS as f64;
            ambiguous[place] += lift(study, map, Ranking::Variability) / SEEDS as f64;
            forgetting[place] += lift(study, map, Ranking::Forgetting) / SEEDS as f64;
        }
    }
    assert!(confidence[1] > 2.0 * confidence[0], "the network comes to believe them: {confidence:?}");
    assert!(ambiguous[0] < 1.0 && ambiguous[1] > 2.0, "{ambiguous:?}");
    assert!(forgetting[1] < 0.75 * forgetting[0], "{forgetting:?}");
}

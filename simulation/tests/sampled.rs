//! Do the intervals of the sampled values cover as often as they say? And where nothing varies, are the estimates exact?

mod support;

use simulation::seed::Seed;
use simulation::valuation::games::{Additive, Airport, random};
use simulation::valuation::{
    ArrivalGame, Arrivals, Estimate, Game, SamplingError, StoppingRule, Truncation, UtilityTable, banzhaf,
    banzhaf_sampled, shapley, shapley_sampled, shapley_truncated,
};
use support::{fixture, numbers};

/// How many intervals of how many cover, over all players.
fn covered(estimate: &Estimate, truth: &[f64]) -> (u32, u32) {
    assert!(estimate.is_guaranteed());
    let intervals = estimate.interval(0.95).unwrap();
    let hits = intervals.iter().zip(truth).filter(|((low, high), truth)| low <= *truth && *truth <= high);
    (hits.count() as u32, truth.len() as u32)
}

/// 30 random games and the two tables of trained models among the fixtures.
fn games() -> Vec<UtilityTable> {
    let mut games: Vec<UtilityTable> =
        (0..30).map(|game: u32| random(3 + game as usize % 6, Seed::new(u64::from(game))).unwrap()).collect();
    for case in fixture("games")["cases"].as_array().unwrap() {
        if case["name"].as_str().unwrap().starts_with("data_") {
            games.push(UtilityTable::new(numbers(&case["table"])).unwrap());
        }
    }
    assert_eq!(games.len(), 32);
    games
}

fn coverage(
    mut estimate: impl FnMut(&UtilityTable, Seed) -> Estimate,
    exact: fn(&UtilityTable) -> Vec<f64>,
) -> f64 {
    let (mut hits, mut total) = (0, 0);
    for game in games() {
        let truth = exact(&game);
        // 13 repetitions of each of 32 games: 416.
        for repetition in 0..13 {
            let (h, t) = covered(&estimate(&game, Seed::new(1000 + repetition)), &truth);
            hits += h;
            total += t;
        }
    }
    f64::from(hits) / f64::from(total)
}

#[test]
fn a_thousand_permutations_cover_as_often_as_they_say() {
    let run = |game: &UtilityTable, seed| {
        let mut run = shapley_sampled(Arrivals::new(game), 1000, seed).unwrap();
        while run.step() {}
        run.estimate().unwrap()
    };
    let share = coverage(run, shapley);
    assert!((0.90..=0.99).contains(&share), "{share}");
}

#[test]
fn a_thousand_coalitions_cover_as_often_as_they_say() {
    let run = |game: &UtilityTable, seed| {
        let mut run = banzhaf_sampled(Arrivals::new(game), 1000, seed).unwrap();
        while run.step() {}
        run.estimate().unwrap()
    };
    let share = coverage(run, banzhaf);
    assert!((0.90..=0.99).contains(&share), "{share}");
}

#[test]
fn constant_marginals_have_width_zero_and_no_error() {
    // Fractions that no float holds: the sums are rounded differently in every order.
    let worths: Vec<f64> = (0..31).map(|player| f64::from(player * 7 % 11) / 10.0 - 0.37).collect();
    let game = Arrivals::new(Additive::new(worths.clone()).unwrap());
    let estimate = shapley_sampled(game, 1000, Seed::new(3)).unwrap().last().unwrap();
    for ((low, high), (value, worth)) in
        estimate.interval(0.95).unwrap().into_iter().zip(estimate.values.iter().zip(&worths))
    {
        assert_eq!(high - low, 0.0);
        assert!((value - worth).abs() < 1e-12);
    }
    // A constant worth, also for random coalitions.
    let constant = UtilityTable::new(vec![0.7; 16]).unwrap();
    let estimate = banzhaf_sampled(Arrivals::new(&constant), 100, Seed::new(3)).unwrap().last().unwrap();
    assert_eq!((estimate.values, estimate.standard_errors), (vec![0.0; 4], vec![0.0; 4]));
}

/// More players than a coalition has bits: v = √|S|, remembered as a count alone.
struct Root {
    players: usize,
    present: u32,
}

impl ArrivalGame for Root {
    fn players(&self) -> usize {
        self.players
    }
    fn start(&mut self) -> f64 {
        self.present = 0;
        0.0
    }
    fn arrive(&mut self, player: usize) -> f64 {
        assert!(player < self.players);
        self.present += 1;
        f64::from(self.present).sqrt()
    }
}

#[test]
fn a_hundred_players_are_no_more_than_ten() {
    // Symmetric: everybody's value is √100/100.
    let root = || Root { players: 100, present: 0 };
    let estimate = shapley_sampled(root(), 500, Seed::new(1)).unwrap().last().unwrap();
    assert_eq!(estimate.evaluations, 500 * 100);
    let sum: f64 = estimate.values.iter().sum();
    assert!((sum - 10.0).abs() < 1e-10, "every permutation hands out all of it: {sum}");
    let far = |estimate: &Estimate, truth: f64| {
        let pairs = estimate.values.iter().zip(&estimate.standard_errors);
        pairs.filter(|(value, error)| (*value - truth).abs() > 5.0 * *error).count()
    };
    assert_eq!(far(&estimate, 0.1), 0);
    // Banzhaf: Σₖ C(99, k)·2^−99·(√(k+1) − √k), by the recurrence of the binomial weights.
    let mut weight = 0.5_f64.powi(99);
    let mut truth = 0.0;
    for k in 0..100 {
        let k = f64::from(k);
        truth += weight * ((k + 1.0).sqrt() - k.sqrt());
        weight *= (99.0 - k) / (k + 1.0);
    }
    let estimate = banzhaf_sampled(root(), 4000, Seed::new(1)).unwrap().last().unwrap();
    assert_eq!((far(&estimate, truth), estimate.evaluations), (0, 4000));
}

#[test]
fn a_tolerance_of_zero_truncates_nothing() {
    let game = random(6, Seed::new(4)).unwrap();
    let plain = shapley_sampled(Arrivals::new(&game), 50, Seed::new(2)).unwrap().last().unwrap();
    let truncation = Truncation { tolerance: 0.0, stopping: None };
    let run = shapley_truncated(Arrivals::new(&game), 50, truncation, Seed::new(2)).unwrap();
    let truncated = run.last().unwrap();
    assert_eq!((truncated.values, truncated.standard_errors), (plain.values, plain.standard_errors));
    assert_eq!(truncated.evaluations, plain.evaluations + 1, "v(N)");
    assert!(truncated.truncated && !plain.truncated);
}

#[test]
fn truncation_skips_what_is_left_and_says_so() {
    let game = Airport::new(vec![1.0, 2.0, 10.0]).unwrap();
    let truncation = Truncation { tolerance: 0.5, stopping: None };
    let run = shapley_truncated(Arrivals::new(&game), 300, truncation, Seed::new(2)).unwrap();
    let estimates: Vec<Estimate> = run.collect();
    let last = estimates.last().unwrap();
    // Once the longest runway is there, nobody adds anything: no bias in this game, and fewer questions.
    assert!(last.evaluations < 300 * 3);
    assert_eq!(estimates.len(), 300);
    assert!(estimates.iter().all(|estimate| estimate.truncated && !estimate.is_guaranteed()));
    let plain = shapley_sampled(Arrivals::new(&game), 300, Seed::new(2)).unwrap().last().unwrap();
    assert_eq!(last.values, plain.values);
    // With a tolerance above everything nobody is asked at all, and everything is 0 (and wrong).
    let truncation = Truncation { tolerance: 11.0, stopping: None };
    let run = shapley_truncated(Arrivals::new(&game), 300, truncation, Seed::new(2)).unwrap();
    let last = run.last().unwrap();
    assert_eq!((last.values, last.evaluations), (vec![0.0; 3], 1));
}

#[test]
fn a_run_stops_once_it_is_precise_enough() {
    let game = random(5, Seed::new(4)).unwrap();
    let stopping = Some(StoppingRule { standard_error: 0.03, at_least: 10 });
    let truncation = Truncation { tolerance: 0.0, stopping };
    let run = shapley_truncated(Arrivals::new(&game), 100_000, truncation, Seed::new(2)).unwrap();
    let estimates: Vec<Estimate> = run.collect();
    let (last, before) = estimates.split_last().unwrap();
    let largest = |estimate: &Estimate| estimate.standard_errors.iter().copied().fold(0.0, f64::max);
    assert!(last.stopped_early && last.samples < 100_000 && largest(last) <= 0.03);
    assert!(before.iter().all(|e| !e.stopped_early && (e.samples < 10 || largest(e) > 0.03)));
}

#[test]
fn runs_are_repeatable_and_their_snapshots_grow() {
    let game = random(5, Seed::new(4)).unwrap();
    let run = |seed: u64| shapley_sampled(Arrivals::new(&game), 20, Seed::new(seed)).unwrap();
    let (first, again): (Vec<Estimate>, Vec<Estimate>) = (run(1).collect(), run(1).collect());
    assert_eq!(first, again);
    assert_ne!(first[19].values, run(2).last().unwrap().values);
    assert!(first.iter().zip(1..).all(|(estimate, samples)| estimate.samples == samples));
    assert!(first[0].standard_errors.iter().all(|error| *error == f64::INFINITY));
    // A longer plan begins with the same permutations.
    let longer = shapley_sampled(Arrivals::new(&game), 40, Seed::new(1)).unwrap().nth(19).unwrap();
    assert_eq!(longer.values, first[19].values);
    assert!(!longer.is_guaranteed() && first[19].is_guaranteed());
}

#[test]
fn arguments_are_checked() {
    let game = || Arrivals::new(random(2, Seed::new(1)).unwrap());
    assert_eq!(shapley_sampled(game(), 1, Seed::new(1)).unwrap_err(), SamplingError::Samples(1));
    assert_eq!(banzhaf_sampled(game(), 0, Seed::new(1)).unwrap_err(), SamplingError::Samples(0));
    let truncation = Truncation { tolerance: -1.0, stopping: None };
    let error = shapley_truncated(game(), 10, truncation, Seed::new(1)).unwrap_err();
    assert_eq!(error.to_string(), "tolerance is -1: legal are finite numbers from 0");
    let stopping = Some(StoppingRule { standard_error: f64::NAN, at_least: 0 });
    assert!(shapley_truncated(game(), 10, Truncation { tolerance: 0.0, stopping }, Seed::new(1)).is_err());
    let nobody = UtilityTable::new(vec![1.0]).unwrap();
    assert_eq!(nobody.players(), 0);
    assert_eq!(shapley_sampled(Arrivals::new(&nobody), 3, Seed::new(1)).unwrap().count(), 3);
    assert_eq!(banzhaf_sampled(Arrivals::new(&nobody), 3, Seed::new(1)).unwrap().count(), 3);
}

#[test]
fn an_extended_run_is_the_longer_plan() {
    let game = random(6, Seed::new(3)).unwrap();
    let mut run = shapley_sampled(Arrivals::new(&game), 20, Seed::new(5)).unwrap();
    while run.step() {}
    assert!(run.estimate().unwrap().is_guaranteed());
    run.extend(50);
    run.extend(10);
    while run.step() {}
    assert_eq!(run.estimate(), shapley_sampled(Arrivals::new(&game), 50, Seed::new(5)).unwrap().last());
    let mut run = banzhaf_sampled(Arrivals::new(&game), 20, Seed::new(5)).unwrap();
    while run.step() {}
    run.extend(50);
    while run.step() {}
    assert_eq!(run.estimate(), banzhaf_sampled(Arrivals::new(&game), 50, Seed::new(5)).unwrap().last());
}

//! Whether asking pays: least confidence against rows as luck has them, from the same start, on the same split.
//!
//! The protocol was settled before the first run. Each seed draws its split (30 % of each class to evaluate on; of the digits 300
//! rows to ask from and 500 others), its start and its luck; the scale is fitted to the pool, whose features are known. The start is one row
//! a class, the penalty 1. Iris and the tumours are asked for one row at a time. The digits are averaged over blocks of 2 × 2 pixels and asked
//! for in batches of ten, to save time.
//!
//! On the digits it does not hold. There least confidence gained 0.005 ± 0.006 over seeds 0 to 19, which says nothing, and over
//! seeds 0 to 199 it lost: −0.004 ± 0.002. Entropy, margin and batches of one were tried only after that. What is tested for the digits is what
//! fresh seeds then said again. Over seeds 1000 to 1099, in batches of ten: least confidence −0.010 ± 0.003, margin 0.018 ± 0.003; one row at
//! a time: least confidence 0.010 ± 0.003, margin 0.028 ± 0.003.

use simulation::data::{breast_cancer, digits, iris};
use simulation::dataset::Dataset;
use simulation::learners::{Classification, Intercept, Learner, LogisticRegression, SoftmaxRegression};
use simulation::observers::{Accuracy, Slice};
use simulation::seed::Seed;
use simulation::selection::active::{
    ActiveLearning, ActivePlan, Query, Random, Uncertainty, area_under_curve,
};
use simulation::split::{self, Split};
use simulation::standardise::Standardiser;
use simulation::statistics::{mean, sample_variance};
use simulation::world::World;

const SEEDS: u64 = 20;

fn area<L: Learner<Model: Classification>>(
    learner: &L,
    pool: &World<'_>,
    query: impl Query<L::Model>,
    test: &Accuracy<'_>,
    plan: ActivePlan,
    seed: Seed,
) -> f64 {
    let run = ActiveLearning::new(learner, pool, query, test, plan, seed).unwrap();
    let points = run.map(Result::unwrap).map(|round| (round.labelled.len() as f64, round.value));
    area_under_curve(&points.collect::<Vec<_>>()).unwrap()
}

/// For each seed, by how much the query's area exceeds random's.
fn gains<L: Learner<Model: Classification>>(
    data: &Dataset,
    split: impl Fn(Seed) -> Split,
    learner: &L,
    query: Uncertainty,
    plan: ActivePlan,
    first: u64,
) -> Vec<f64> {
    let gain = |seed| {
        let split = split(seed);
        let scale = Standardiser::fit(&World::new(data, split.training.clone()));
        let scaled = scale.apply(data).unwrap();
        let (pool, test) =
            (World::new(&scaled, split.training), Accuracy(Slice::new(&scaled, split.evaluation)));
        area(learner, &pool, query, &test, plan, seed) - area(learner, &pool, Random, &test, plan, seed)
    };
    (first..first + SEEDS).map(|seed| gain(Seed::new(seed))).collect()
}

/// The mean of paired differences in units of its standard error.
fn errors_above_zero(name: &str, gains: &[f64]) -> f64 {
    let (gain, wins) = (mean(gains).unwrap(), gains.iter().filter(|gain| **gain > 0.0).count());
    let error = (sample_variance(gains).unwrap() / gains.len() as f64).sqrt();
    println!("{name}: {gain:.4} ± {error:.4}, {wins} of {}", gains.len());
    gain / error
}

#[test]
fn asking_pays_on_iris() {
    let data = iris::dataset();
    let plan = ActivePlan { start: 3, batch: 1, rounds: 30 };
    let learner = SoftmaxRegression::new(1.0).unwrap();
    let split = |seed| split::stratified(&data, 0.3, seed).unwrap();
    let gains = gains(&data, split, &learner, Uncertainty::LeastConfidence, plan, 0);
    // Over 200 seeds 0.053 ± 0.003, 180 of them above 0.
    assert!(errors_above_zero("iris", &gains) > 2.0, "{gains:?}");
}

#[test]
fn asking_pays_on_tumours() {
    let data = breast_cancer::dataset();
    let plan = ActivePlan { start: 2, batch: 1, rounds: 50 };
    let learner = LogisticRegression::new(1.0, Intercept::Free).unwrap();
    let split = |seed| split::stratified(&data, 0.3, seed).unwrap();
    let gains = gains(&data, split, &learner, Uncertainty::LeastConfidence, plan, 0);
    // Over 200 seeds 0.028 ± 0.002, 189 of them above 0.
    assert!(errors_above_zero("breast cancer", &gains) > 2.0, "{gains:?}");
}

#[test]
fn on_digits_in_batches_the_margin_pays_and_least_confidence_does_not() {
    let data = digits::blocks(&digits::dataset()).unwrap();
    let plan = ActivePlan { start: 10, batch: 10, rounds: 8 };
    let learner = SoftmaxRegression::new(1.0).unwrap();
    let split = |seed: Seed| {
        // 800 rows, then 500 of them to evaluate on.
        let some = split::by_count(&data, 800, seed).unwrap().evaluation;
        let part = split::by_count(&data.select(&some).unwrap(), 500, seed.redraw(0)).unwrap();
        let places = |side: Vec<usize>| side.into_iter().map(|place| some[place]).collect();
        Split { training: places(part.training), evaluation: places(part.evaluation) }
    };
    let of = |query| gains(&data, split, &learner, query, plan, 1000);
    let (least, margin) = (of(Uncertainty::LeastConfidence), of(Uncertainty::Margin));
    assert!(errors_above_zero("digits, least confidence", &least) < 2.0, "{least:?}");
    assert!(errors_above_zero("digits, margin", &margin) > 2.0, "{margin:?}");
}

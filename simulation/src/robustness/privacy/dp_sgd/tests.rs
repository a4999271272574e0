use super::*;
use crate::data::{diabetes, iris};
use crate::dataset::Dataset;
use crate::learners::{Intercept, LogisticRegression, SoftmaxRegression};
use crate::robustness::privacy::Guarantee;
use crate::standardise::Standardiser;
use crate::statistics::{mean, sample_variance};
use ndarray::array;

const PLAN: DpSgdPlan =
    DpSgdPlan { rate: 0.3, clip: 1.0, noise: 0.8, steps: 12, learning_rate: 0.4, rows: 150 };

fn flowers() -> Dataset {
    let data = iris::dataset();
    Standardiser::fit(&World::trainable(&data)).apply(&data).unwrap()
}

fn softmax() -> SoftmaxRegression {
    SoftmaxRegression::new(1.0).unwrap()
}

fn fit(world: &World<'_>, plan: DpSgdPlan, seed: u64) -> Vec<f64> {
    let learner = DpSgd::new(softmax(), plan).unwrap();
    learner.fit(world, Seed::new(seed)).unwrap().parameters().to_vec()
}

#[test]
fn without_noise_clip_and_sampling_it_is_gradient_descent() {
    let data = flowers();
    let world = World::trainable(&data);
    let plain = DpSgdPlan { rate: 1.0, clip: f64::INFINITY, noise: 0.0, steps: 8000, ..PLAN };
    let got = fit(&world, plain, 1);
    let optimum = softmax().fit(&world, Seed::new(0)).unwrap();
    for (one, other) in got.iter().zip(optimum.parameters()) {
        assert!((one - other).abs() < 1e-6, "{one} {other}");
    }
    // One step by hand.
    let start = softmax().fit(&World::new(&data, []), Seed::new(0)).unwrap();
    let slopes = start.gradient(&world).unwrap();
    let once = fit(&world, DpSgdPlan { steps: 1, ..plain }, 1);
    for ((got, at), slope) in once.iter().zip(start.parameters()).zip(&slopes) {
        assert!((got - (at - 0.4 * slope / 150.0)).abs() < 1e-12);
    }
}

#[test]
fn no_row_moves_a_step_by_more_than_the_bound() {
    // Without noise, two neighbours after one step from the same place, for every row that could be missing.
    let data = flowers();
    let world = World::trainable(&data).reweighted(|id| if id.number() == 7 { 9.0 } else { 1.0 });
    for clip in [0.05, 1.5, 5.0] {
        let plan = DpSgdPlan { rate: 1.0, clip, noise: 0.0, steps: 1, ..PLAN };
        let with = fit(&world, plan, 1);
        let most = 0.4 * clip / 150.0;
        let moved: Vec<f64> = (0..150)
            .map(|left_out| {
                let without = fit(&world.keeping(|place| place != left_out), plan, 1);
                let gap: Vec<f64> = with.iter().zip(&without).map(|(a, b)| a - b).collect();
                dot(&gap, &gap).sqrt()
            })
            .collect();
        assert!(moved.iter().all(|&moved| moved <= most * (1.0 + 1e-9)), "{clip}");
        let short = moved.iter().filter(|moved| **moved < 0.99 * most).count();
        assert_eq!(short == 0, clip == 0.05, "{clip}: slopes are clipped, or come as they are");
    }
}

#[test]
fn luck_is_each_rows_and_each_steps_own() {
    let data = flowers();
    let world = World::trainable(&data);
    assert_eq!(fit(&world, PLAN, 3), fit(&world, PLAN, 3));
    assert_ne!(fit(&world, PLAN, 3), fit(&world, PLAN, 4));
    // A row that no step draws is as good as not there.
    let rare = DpSgdPlan { rate: 0.02, steps: 5, ..PLAN };
    let learner = DpSgd::new(softmax(), rare).unwrap();
    let drawn = |id: u32| {
        let mut stream = Seed::new(3).stream(Purpose::PoissonSample, RowId::new(id));
        (0..5).any(|_| uniform(&mut stream) < 0.02)
    };
    let idle: Vec<u32> = (0..150).filter(|&id| !drawn(id)).collect();
    let active = world.keeping(|place| !idle.contains(&(place as u32)));
    assert!(idle.len() > 100 && !active.is_empty());
    assert_eq!(fit(&world, rare, 3), fit(&active, rare, 3));
    let sampled: u32 = learner.train(&world, Seed::new(3)).unwrap().map(|step| step.unwrap().sampled).sum();
    let again: u32 = learner.train(&active, Seed::new(3)).unwrap().map(|step| step.unwrap().sampled).sum();
    assert_eq!(sampled, again);
}

#[test]
fn steps_have_the_size_and_the_noise_that_the_accountant_counts_on() {
    let data = flowers();
    let world = World::trainable(&data);
    let learner = DpSgd::new(softmax(), DpSgdPlan { steps: 400, ..PLAN }).unwrap();
    let steps: Vec<PrivateStep> = learner.train(&world, Seed::new(1)).unwrap().map(Result::unwrap).collect();
    let sizes: Vec<f64> = steps.iter().map(|step| f64::from(step.sampled)).collect();
    // Binomial(150, 0.3): five standard errors.
    assert!((mean(&sizes).unwrap() - 45.0).abs() < 5.0 * 5.6 / 20.0);
    assert!((sample_variance(&sizes).unwrap() / 31.5 - 1.0).abs() < 0.4);
    assert!(steps.iter().all(|step| step.clipped <= step.sampled));
    // In an empty world a step without a penalty worth its name is all noise.
    let quiet = SoftmaxRegression::new(1e-12).unwrap();
    let plan = DpSgdPlan { steps: 1, ..PLAN };
    let none = World::new(&data, []);
    let draws: Vec<f64> = (0..2000_u64)
        .map(|seed| {
            let model = DpSgd::new(quiet, plan).unwrap().fit(&none, Seed::new(seed)).unwrap();
            model.parameters()[1]
        })
        .collect();
    let deviation = 0.4 * 0.8 / (0.3 * 150.0);
    assert!((sample_variance(&draws).unwrap().sqrt() / deviation - 1.0).abs() < 0.08);
}

#[test]
fn an_attacker_who_sees_the_last_model_stays_within_the_bound() {
    // Two rows, one of them in question, and a slope that is as long as it may be: the best case for an attacker.
    let ids = vec![RowId::new(0), RowId::new(1)];
    let data = Dataset::classified(ids, array![[0.0], [50.0]], vec![0, 1], 2).unwrap();
    let (with, without) = (World::trainable(&data), World::new(&data, [0]));
    let learner = LogisticRegression::new(1e-9, Intercept::None).unwrap();
    let plan = DpSgdPlan { rate: 0.5, clip: 1.0, noise: 2.0, steps: 4, learning_rate: 0.01, rows: 2 };
    let learner = DpSgd::new(learner, plan).unwrap();
    let weight = |world: &World<'_>, seed: u64| learner.fit(world, Seed::new(seed)).unwrap().parameters()[0];
    let rounds = 4000;
    // The threshold is chosen on seeds of its own.
    let centre = |world: &World<'_>| (0..500).map(|seed| weight(world, 90_000 + seed)).sum::<f64>() / 500.0;
    let threshold = 0.5 * (centre(&with) + centre(&without));
    let says = |world: &World<'_>, start: u64| {
        (start..start + rounds).filter(|&seed| weight(world, seed) > threshold).count() as f64 / rounds as f64
    };
    let (hits, alarms) = (says(&with, 0), says(&without, 10_000));
    let accountant =
        super::super::Accountant::new(learner.mechanism().unwrap(), &super::super::DEFAULT_ORDERS).unwrap();
    let spent = accountant.spent(4, 1e-3, super::super::Conversion::Improved).unwrap();
    let bound = Guarantee::new(spent.epsilon, 1e-3).unwrap();
    assert!(hits - alarms > 0.1, "there is something to see: {hits} {alarms}");
    assert!(hits <= bound.true_positive_bound(alarms).unwrap() + 0.03, "{hits} {alarms} {spent:?}");
}

#[test]
fn plans_that_are_none_are_refused_and_nothing_panics() {
    let refused = |plan: DpSgdPlan| DpSgd::new(softmax(), plan).unwrap_err().to_string();
    assert_eq!(
        refused(DpSgdPlan { rate: 0.0, ..PLAN }),
        "sampling rate is 0: legal are numbers above 0 up to 1"
    );
    assert!(refused(DpSgdPlan { clip: f64::NAN, ..PLAN }).starts_with("clipping bound"));
    assert!(refused(DpSgdPlan { noise: -1.0, ..PLAN }).starts_with("noise multiplier"));
    assert!(refused(DpSgdPlan { clip: f64::INFINITY, ..PLAN }).contains("where slopes are not clipped"));
    assert!(refused(DpSgdPlan { learning_rate: f64::INFINITY, ..PLAN }).starts_with("learning rate"));
    assert!(refused(DpSgdPlan { rows: 0, ..PLAN }).starts_with("number of rows"));
    let numbers = diabetes::dataset();
    assert!(DpSgd::new(softmax(), PLAN).unwrap().train(&World::trainable(&numbers), Seed::new(1)).is_err());
    // Steps far too long end in an error, and nothing follows it.
    let data = flowers();
    let wild = DpSgdPlan { learning_rate: 1e308, clip: 1e300, rate: 1.0, ..PLAN };
    let mut training =
        DpSgd::new(softmax(), wild).unwrap().train(&World::trainable(&data), Seed::new(1)).unwrap();
    let last = training.by_ref().last().unwrap();
    assert!(matches!(last, Err(FitError::Diverged { .. })) && training.next().is_none());
    let still = DpSgd::new(softmax(), DpSgdPlan { noise: 0.0, ..PLAN }).unwrap();
    assert!(still.mechanism().is_none() && still.plan().noise == 0.0);
}

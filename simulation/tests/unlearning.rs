//! Machine unlearning on real tables, over seeds: exact where it is said to be, bounded where not.

use simulation::data::{breast_cancer, diabetes, german_credit};
use simulation::dataset::{Dataset, RowId};
use simulation::learners::{
    Classification, Differentiable, Intercept, Learner, LogisticRegression, RidgeRegression,
};
use simulation::robustness::unlearning::{
    Asking, CertifiedRemoval, Method, Sharding, Sisa, UnlearningPlan, UnlearningStudy,
};
use simulation::seed::Seed;
use simulation::split;
use simulation::standardise::Standardiser;
use simulation::world::World;

const SEEDS: u64 = 20;

fn scaled(data: &Dataset) -> Dataset {
    Standardiser::fit(&World::trainable(data)).apply(data).unwrap()
}

/// So many rows that train, and the first of them, which ask.
fn request(data: &Dataset, rows: usize, asked: usize, seed: u64) -> (World<'_>, Vec<RowId>) {
    let split = split::by_count(data, data.len() - rows, Seed::new(seed)).unwrap();
    let world = World::new(data, split.training);
    let ids = world.rows().step_by(rows / asked).take(asked).map(|row| row.id).collect();
    (world, ids)
}

#[test]
fn a_downdate_is_retraining_to_ten_digits() {
    let data = scaled(&diabetes::dataset());
    for intercept in [Intercept::Free, Intercept::Penalised, Intercept::None] {
        for penalty in [1e-3, 1.0, 100.0] {
            let learner = RidgeRegression::new(penalty, intercept).unwrap();
            for seed in 0..SEEDS {
                for asked in [1, 4, 9, 50] {
                    let (world, ids) = request(&data, 150, asked, seed);
                    let fit = learner.normal_equations(&world).unwrap();
                    let (downdated, looks) = fit.without_counted(&ids).unwrap();
                    let rest = world.reweighted(|id| if ids.contains(&id) { 0.0 } else { 1.0 });
                    let retrained = learner.fit(&rest, Seed::new(0)).unwrap();
                    let largest = retrained.parameters().iter().fold(0.0_f64, |most, p| most.max(p.abs()));
                    for (one, other) in downdated.parameters().iter().zip(retrained.parameters()) {
                        assert!(
                            (one - other).abs() <= 1e-10 * largest,
                            "{asked} of 150, seed {seed}: {one} for {other}"
                        );
                    }
                    // Ten features and an intercept: for more rows than that, fitting anew is cheaper.
                    assert_eq!(looks, if asked > 9 { 300 } else { asked });
                }
            }
        }
    }
}

#[test]
fn shards_end_at_their_own_retrained_world_exactly() {
    let data = scaled(&german_credit::dataset());
    let learner = LogisticRegression::new(10.0, Intercept::Penalised).unwrap();
    for seed in 0..SEEDS {
        let (world, ids) = request(&data, 120, 10, seed);
        let sharding = Sharding::by_luck(5, 2, Seed::new(seed)).unwrap();
        let sisa = Sisa::train(learner, &world, sharding.clone(), Seed::new(0)).unwrap();
        let (after, looks) = sisa.forget(&ids).unwrap();
        let rest = world.reweighted(|id| if ids.contains(&id) { 0.0 } else { 1.0 });
        let never = Sisa::train(learner, &rest, sharding, Seed::new(0)).unwrap();
        for (one, other) in after.models().zip(never.models()) {
            assert_eq!(one.parameters(), other.parameters(), "seed {seed}");
        }
        for row in data.rows().step_by(31) {
            assert_eq!(after.probabilities(row.features), never.probabilities(row.features));
        }
        assert!(looks <= never.looks());
    }
}

#[test]
fn what_a_newton_step_leaves_is_within_its_bound_whoever_asks() {
    for (table, class) in [(breast_cancer::dataset(), 0), (german_credit::dataset(), 1)] {
        for asking in [Asking::Random, Asking::OfClass(class), Asking::Hardest] {
            for penalty in [0.1, 1.0, 10.0] {
                let plan = UnlearningPlan {
                    rows: 120,
                    requested: 10,
                    asking,
                    penalty,
                    shards: 1,
                    slices: 1,
                    noise: 0.0,
                };
                let study = UnlearningStudy::new(&table, plan).unwrap();
                for seed in 0..SEEDS {
                    let mut trial = study.trial(Seed::new(seed));
                    while trial.requested().is_empty() {
                        assert!(trial.step(&study).unwrap());
                    }
                    trial.measure().unwrap();
                    for count in [1, 10, 60] {
                        let certificate = study.certificate(&trial, count).unwrap().unwrap();
                        let worst = certificate.worst_case.unwrap();
                        assert!(
                            certificate.residual <= certificate.bound,
                            "{asking:?}, seed {seed}: {certificate:?}"
                        );
                        assert!(certificate.bound <= worst, "{asking:?}, seed {seed}: {certificate:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn on_a_squared_loss_nothing_is_left_and_a_step_costs_less_than_retraining() {
    let plan = UnlearningPlan {
        rows: 120,
        requested: 10,
        asking: Asking::Hardest,
        penalty: 1.0,
        shards: 5,
        slices: 1,
        noise: 0.0,
    };
    let study = UnlearningStudy::new(&german_credit::dataset(), plan).unwrap();
    for seed in 0..SEEDS {
        let outcome = study.trial(Seed::new(seed)).run(&study).unwrap();
        let of = |method| outcome.of(method);
        assert!(of(Method::Downdate).left <= 1e-10 * of(Method::Downdate).before, "seed {seed}");
        assert!(of(Method::Newton).left < of(Method::FirstOrder).left, "seed {seed}");
        assert!(of(Method::FirstOrder).left < of(Method::Nothing).left, "seed {seed}");
        assert!(of(Method::Newton).looks < of(Method::Sisa).looks, "seed {seed}");
        assert!(of(Method::Sisa).looks <= of(Method::Retrain).looks * 2, "seed {seed}");
    }
}

#[test]
fn a_certificate_knows_the_model_that_it_is_for() {
    // Of a model that is no optimum, the step still leaves less than the bound from the data.
    let data = scaled(&breast_cancer::dataset());
    let learner = LogisticRegression::new(1.0, Intercept::Penalised).unwrap();
    for seed in 0..SEEDS {
        let (world, ids) = request(&data, 100, 5, seed);
        let model = learner.fit(&world, Seed::new(0)).unwrap();
        let moved = model.parameters().iter().map(|parameter| 0.9 * parameter).collect();
        let moved = model.with_parameters(moved).unwrap();
        let removal = CertifiedRemoval::new(&learner, &moved, &world, &[]).unwrap();
        let newton = removal.newton(&ids).unwrap();
        assert!(removal.residual(&moved, &ids).unwrap() > newton.certificate.residual);
        assert!(newton.certificate.residual <= newton.certificate.bound);
        assert!(newton.certificate.worst_case.is_some_and(|worst| newton.certificate.bound <= worst));
    }
}

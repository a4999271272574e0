use super::*;
use crate::data::{breast_cancer, diabetes, iris};
use crate::dataset::{Dataset, Row};
use crate::learners::{Classification, Differentiable, Intercept, LogisticRegression};
use crate::robustness::unlearning::{
    Asking, CertifiedRemoval, Method, NUMBERS, ResidueTest, UnlearningPlan, Witness,
};
use crate::world::World;

const PLAN: UnlearningPlan = UnlearningPlan {
    rows: 100,
    requested: 10,
    asking: Asking::Random,
    penalty: 1.0,
    shards: 5,
    slices: 2,
    noise: 0.0,
};

fn study(plan: UnlearningPlan) -> UnlearningStudy {
    UnlearningStudy::new(&breast_cancer::dataset(), plan).unwrap()
}

/// Trains the first model.
fn train(trial: &mut Trial, study: &UnlearningStudy) {
    while trial.requested().is_empty() {
        assert!(trial.step(study).unwrap());
    }
    assert_eq!(trial.parts(), 1);
}

#[test]
fn every_method_is_what_the_learners_make_of_it() {
    for (seed, noise) in [(1, 0.0), (2, 0.3)] {
        let study = study(UnlearningPlan { noise, ..PLAN });
        let mut trial = study.trial(Seed::new(seed));
        while trial.step(&study).unwrap() {
            assert!(trial.parts() <= Trial::parts_of(&study));
        }
        let outcome = trial.outcome().unwrap();
        let division = trial.division().unwrap();
        assert_eq!((division.training.len(), division.test.len()), (100, 469));
        let (data, ids) = (study.data(), trial.requested());
        assert_eq!(ids.len(), 10);
        let world = World::new(data, division.training.iter().copied());
        let rest = world.reweighted(|id| if ids.contains(&id) { 0.0 } else { 1.0 });
        let learner = LogisticRegression::new(1.0, Intercept::Penalised).unwrap();
        let tilt = study.tilt(Seed::new(seed));
        assert_eq!(tilt.len(), if noise > 0.0 { 31 } else { 0 });
        let (full, _) = learner.fit_counted(&world, &tilt, None).unwrap();
        let (retrained, passes) = learner.fit_counted(&rest, &tilt, None).unwrap();
        let removal = CertifiedRemoval::new(&learner, &full, &world, &tilt).unwrap();
        let newton = removal.newton(ids).unwrap();
        let apart = |model: &LogisticModel| {
            let squares = division.test.iter().map(|&position| {
                let row = data.row(position).unwrap();
                let gap = model.probabilities(row.features)[1] - retrained.probabilities(row.features)[1];
                gap * gap
            });
            (squares.sum::<f64>() / division.test.len() as f64).sqrt()
        };
        let left = |method| outcome.of(method).left;
        for (method, model) in [
            (Method::Nothing, &full),
            (Method::FirstOrder, &removal.first_order(ids).unwrap()),
            (Method::Newton, &newton.model),
        ] {
            assert!((left(method) - apart(model)).abs() < 1e-12, "{method:?}");
            assert!((outcome.of(method).before - apart(&full)).abs() < 1e-12);
        }
        assert_eq!((left(Method::Retrain), left(Method::Sisa)), (0.0, 0.0), "exactly");
        assert!(left(Method::Downdate) < 1e-12 && outcome.of(Method::Downdate).before > 1e-3);
        assert_eq!(outcome.of(Method::Nothing).share(), 1.0);
        let took = Method::ALL.map(|method| outcome.of(method).looks);
        assert_eq!((took[0], took[1]), (0, u64::from(passes) * 90));
        assert_eq!((took[3], took[4], took[5]), (10, 10, 100));
        // The certificate of the study is that of the step.
        assert_eq!(study.certificate(&trial, 10).unwrap(), None, "not measured yet");
        trial.measure().unwrap();
        let certificate = study.certificate(&trial, 10).unwrap().unwrap();
        assert!((certificate.bound / newton.certificate.bound - 1.0).abs() < 1e-9);
        assert!(certificate.residual <= certificate.bound);
        assert!(study.certificate(&trial, 0).is_err() && study.certificate(&trial, 51).is_err());
    }
}

#[test]
fn numbers_turn_round() {
    let study = study(PLAN);
    let outcome = study.trial(Seed::new(3)).run(&study).unwrap();
    let numbers = outcome.numbers();
    assert_eq!((numbers.len(), TrialOutcome::from_numbers(&numbers)), (NUMBERS, Some(outcome)));
    assert_eq!(TrialOutcome::from_numbers(&numbers[1..]), None);
    assert_eq!(TrialOutcome::from_numbers(&[f64::NAN; NUMBERS]), None);
}

#[test]
fn an_exact_method_leaves_nothing_to_find_and_doing_nothing_much() {
    let plan = UnlearningPlan { penalty: 0.1, ..PLAN };
    let study = study(plan);
    let outcomes: Vec<TrialOutcome> =
        (0..20).map(|seed| study.trial(Seed::new(seed)).run(&study).unwrap()).collect();
    for witness in [Witness::Losses, Witness::Slopes] {
        let auc = |method: Method| {
            let pairs: Vec<[f64; 2]> =
                outcomes.iter().map(|outcome| outcome.of(method).seen(witness)).collect();
            ResidueTest::new(witness, &pairs).unwrap().auc()
        };
        for method in [Method::Retrain, Method::Sisa, Method::Downdate] {
            assert_eq!(auc(method), 0.5, "{method:?} {witness:?}");
        }
        assert!(auc(Method::Nothing) > 0.6, "{witness:?}: {}", auc(Method::Nothing));
    }
    // Who knows the other rows finds every step.
    let pairs: Vec<[f64; 2]> = outcomes.iter().map(|o| o.of(Method::Newton).seen(Witness::Slopes)).collect();
    assert_eq!(ResidueTest::new(Witness::Slopes, &pairs).unwrap().auc(), 1.0);
}

#[test]
fn who_asks_is_who_was_meant() {
    for (asking, seed) in [(Asking::OfClass(0), 4), (Asking::Hardest, 5)] {
        let study = study(UnlearningPlan { asking, requested: 20, ..PLAN });
        let mut trial = study.trial(Seed::new(seed));
        assert!(trial.requested().is_empty() && trial.division().is_none());
        train(&mut trial, &study);
        let started = trial.started().unwrap();
        let rows = |ids: &[RowId]| -> Vec<Row<'_>> {
            ids.iter().map(|&id| study.data().row(study.data().position(id).unwrap()).unwrap()).collect()
        };
        let (asked, others) = started.order.split_at(20);
        if let Asking::OfClass(class) = asking {
            assert!(rows(asked).iter().all(|row| row.target.class() == Some(class)));
        } else {
            let loss = |row: &Row<'_>| started.full.loss(row).unwrap();
            let least = rows(asked).iter().map(loss).fold(f64::INFINITY, f64::min);
            assert!(rows(others).iter().all(|row| loss(row) <= least));
        }
    }
    // Requests are nested, and each row's luck is its own.
    let of = |requested| {
        let study = study(UnlearningPlan { requested, ..PLAN });
        let mut trial = study.trial(Seed::new(7));
        train(&mut trial, &study);
        trial.requested().to_vec()
    };
    assert!(of(20).starts_with(&of(3)));
}

#[test]
fn plans_out_of_range_say_what_is_legal() {
    let flowers = iris::dataset();
    let refused = |table: &Dataset, plan| UnlearningStudy::new(table, plan).unwrap_err().to_string();
    let tumours = breast_cancer::dataset();
    assert_eq!(
        refused(&tumours, UnlearningPlan { rows: 300, ..PLAN }),
        "300 rows are to be trained on of 569: legal are 1 to 284"
    );
    assert_eq!(
        refused(&tumours, UnlearningPlan { requested: 0, ..PLAN }),
        "0 rows are to be forgotten of 100: legal are 1 to 50"
    );
    assert!(refused(&tumours, UnlearningPlan { noise: -1.0, ..PLAN }).contains("noise is -1"));
    assert!(refused(&tumours, UnlearningPlan { penalty: 0.0, ..PLAN }).contains("penalty"));
    assert!(refused(&tumours, UnlearningPlan { shards: 0, ..PLAN }).contains("shards"));
    let few = UnlearningPlan { rows: 40, ..PLAN };
    assert_eq!(refused(&flowers, few), UnlearningError::Targets.to_string(), "three classes");
    assert_eq!(refused(&diabetes::dataset(), few), UnlearningError::Targets.to_string());
    let pair = flowers.pair_of_classes(1, 2).unwrap();
    for asking in [Asking::Random, Asking::OfClass(1), Asking::Hardest] {
        let study = UnlearningStudy::new(&pair, UnlearningPlan { asking, requested: 20, ..few }).unwrap();
        assert!(study.trial(Seed::new(1)).run(&study).is_ok());
    }
}

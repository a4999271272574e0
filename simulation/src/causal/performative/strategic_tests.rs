//! Tests of applicants who answer.

use super::*;
use crate::causal::performative::Retraining;
use crate::data::breast_cancer;
use crate::standardise::Standardiser;

fn world(strength: f64) -> StrategicLogistic {
    let data = breast_cancer::dataset();
    let rows: Vec<usize> = (0..120).collect();
    let data = data.select(&rows).unwrap();
    let data = Standardiser::fit(&World::trainable(&data)).apply(&data).unwrap();
    StrategicLogistic::new(&data, vec![0, 3], strength, 0.05, Intercept::Penalised).unwrap()
}

/// The same with a free intercept, and only every second row answering.
fn half(strength: f64) -> StrategicLogistic {
    let StrategicLogistic { data, columns, .. } = world(strength);
    let world = StrategicLogistic::new(&data, columns, strength, 0.05, Intercept::Free).unwrap();
    world.answered_by(|row| row.id.number() % 2 == 0)
}

#[test]
fn if_everybody_moves_alike_a_free_intercept_undoes_it() {
    let data = world(0.0).data;
    let all = StrategicLogistic::new(&data, vec![0, 3], 2.0, 0.05, Intercept::Free).unwrap();
    let rounds: Vec<_> =
        Retraining::new(&all, vec![0.0; 31], 1.0).unwrap().take(4).map(Result::unwrap).collect();
    for round in &rounds[1..] {
        let apart = round.model[..30].iter().zip(&rounds[0].model).map(|(one, other)| (one - other).abs());
        assert!(apart.fold(0.0, f64::max) < 1e-6, "no weight moves");
    }
    assert!(rounds[1].gap > 0.01 && rounds[2].gap < 1e-6, "the intercept does, once");
    let rounds: Vec<_> =
        Retraining::new(&half(2.0), vec![0.0; 31], 1.0).unwrap().take(2).map(Result::unwrap).collect();
    assert!((rounds[1].model[0] - rounds[0].model[0]).abs() > 1e-3);
}

#[test]
fn nobody_moves_at_strength_0_and_everybody_against_the_weights() {
    let (still, moving) = (world(0.0), world(0.5));
    let model: Vec<f64> = (0..31).map(|place| f64::from(place) / 10.0 - 1.0).collect();
    assert_eq!(still.answer(&model).unwrap(), still.data);
    let moved = moving.answer(&model).unwrap();
    for (one, other) in moved.rows().zip(moving.data.rows()) {
        for (column, weight) in model.iter().take(30).enumerate() {
            let wanted = if [0, 3].contains(&column) { 0.5 * weight } else { 0.0 };
            assert!((other.features[column] - one.features[column] - wanted).abs() < 1e-12);
        }
    }
    let gaps: Vec<f64> =
        Retraining::new(&still, vec![0.0; 31], 1.0).unwrap().take(3).map(|r| r.unwrap().gap).collect();
    assert!(gaps[1] < 1e-9 && gaps[2] < 1e-9, "{gaps:?}");
}

#[test]
fn the_local_rate_is_that_of_the_gaps() {
    for world in [world(4.0), half(2.0)] {
        let careful = Retraining::new(&world, vec![0.0; 31], 0.5).unwrap().take(80).map(Result::unwrap);
        let stable = careful.last().unwrap().model;
        let rate = world.local_rate(&stable).unwrap().unwrap();
        // Full steps from beside the stable point.
        let mut beside = stable.clone();
        beside[0] += 1e-4;
        let rounds = Retraining::new(&world, beside, 1.0).unwrap().take(9);
        let gaps: Vec<f64> = rounds.map(|round| round.unwrap().gap).collect();
        let seen = gaps[8] / gaps[7];
        assert!((seen / rate - 1.0).abs() < 0.02, "{seen} {rate}");
    }
}

#[test]
fn descending_ends_where_the_slope_of_the_risk_is_nothing() {
    for world in [world(1.0), half(2.0)] {
        let mut at = Retraining::new(&world, vec![0.0; 31], 0.5).unwrap().nth(60).unwrap().unwrap().model;
        let stable = at.clone();
        let mut steps = 0;
        while let Some(next) = world.descend(&at).unwrap() {
            (at, steps) = (next, steps + 1);
            assert!(steps < 200);
        }
        let risk = |model: &[f64]| world.performative_risk(model).unwrap();
        assert!(risk(&at) < risk(&stable));
        for column in [0, 3, 7, 30] {
            let at_step = |step: f64| {
                let mut there = at.clone();
                there[column] += step;
                risk(&there)
            };
            let slope = (at_step(1e-5) - at_step(-1e-5)) / 2e-5;
            assert!(slope.abs() < 1e-5, "{column}: {slope}");
        }
    }
}

#[test]
fn samples_of_many_people_are_the_whole_world() {
    let world = world(1.0);
    let start = vec![0.0; 31];
    let whole = world.retrain(&start).unwrap();
    let off = |people| {
        let drawn = world.retrain_on(&start, people, Seed::new(5)).unwrap();
        crate::linear_algebra::squared_distance(&drawn, &whole).sqrt()
    };
    assert!(off(20_000) < 0.1 && off(20_000) < off(200), "{} {}", off(20_000), off(200));
    assert_eq!(world.retrain_on(&start, 0, Seed::new(1)), Err(PerformativeError::Nobody));
}

#[test]
fn what_does_not_fit_is_said() {
    let data = breast_cancer::dataset();
    let new = |columns, strength, penalty| {
        StrategicLogistic::new(&data, columns, strength, penalty, Intercept::Penalised)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(new(vec![30], 1.0, 1.0), "feature 30 cannot be changed: legal are 0 to 29, each once");
    assert!(new(vec![1, 1], 1.0, 1.0).starts_with("feature 1"));
    assert!(new(vec![], -1.0, 1.0).contains("the strength is -1"));
    assert!(new(vec![], 1.0, 0.0).contains("penalty"));
    let world = world(1.0);
    assert!(world.retrain(&[0.0]).is_err() && world.accuracy(&[0.0; 31], &[]).is_err());
    assert!(world.accuracy(&[0.0; 31], world.base.parameters()).unwrap() > 0.9);
    assert_eq!(world.accuracy(&[0.0; 31], &[0.0; 31]), Ok(0.5));
}

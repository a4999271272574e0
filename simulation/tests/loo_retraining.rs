//! What is predicted of a removal against what retraining says, and both against `tests/fixtures/loo_retraining.json`.

mod support;
mod tables;

use serde_json::Value;
use simulation::dataset::RowId;
use simulation::learners::{Differentiable, Intercept, Learner, LogisticModel, LogisticRegression};
use simulation::observers::{Accuracy, LogLoss, Observer, Slice};
use simulation::seed::Seed;
use simulation::statistics::{pearson, spearman};
use simulation::valuation::first_order::{Influence, Removal};
use simulation::valuation::{LearningGame, Nothing, learning};
use simulation::world::World;
use support::{counts, fixture, lists, number, numbers};
use tables::{classified, difference};

/// What is recomputed of a case; changes are those when a row goes.
struct Recomputed {
    weights: Vec<f64>,
    base_log_loss: f64,
    log_loss: Vec<f64>,
    accuracy: Vec<f64>,
    groups: Vec<f64>,
    removals: Vec<Removal>,
    group_removals: Vec<Removal>,
}

/// v(N∖{i}) − v(N) for every row i, by a learning game.
fn changes(
    learner: &LogisticRegression,
    world: &World<'_>,
    players: &[Vec<RowId>],
    observer: &impl Observer<LogisticModel>,
) -> Vec<f64> {
    let game = LearningGame::new(learner, world, players, observer, Nothing::Trained, Seed::new(0)).unwrap();
    game.with_warm_starts().leave_each_out().unwrap().map(|value| -value.unwrap()).collect()
}

fn recompute(case: &Value) -> Recomputed {
    let table = classified(&case["X_train"], &case["y_train"], 2);
    let test = classified(&case["X_test"], &case["y_test"], 2);
    let world = World::trainable(&table);
    let learner = LogisticRegression::new(1.0 / number(&case["C"]), Intercept::Penalised).unwrap();
    let full = learner.fit(&world, Seed::new(0)).unwrap();
    let slice = Slice::evaluable(&test);
    let (log_loss, accuracy) = (LogLoss(slice.clone()), Accuracy(slice.clone()));
    let each = learning::each_row(&world);
    let group = |value: &Value| counts(value).into_iter().map(|place| table.row(place).unwrap().id).collect();
    let groups: Vec<Vec<RowId>> = case["groups"].as_array().unwrap().iter().map(group).collect();
    let influence = Influence::new(&full, &world).unwrap();
    let on = influence.on(&slice).unwrap();
    Recomputed {
        weights: full.parameters().to_vec(),
        base_log_loss: log_loss.observe(&full).unwrap(),
        log_loss: changes(&learner, &world, &each, &log_loss),
        accuracy: changes(&learner, &world, &each, &accuracy),
        // Groups may share rows, so each is a game of its own.
        groups: groups
            .iter()
            .flat_map(|group| changes(&learner, &world, std::slice::from_ref(group), &log_loss))
            .collect(),
        removals: on.each_removal().map(Result::unwrap).collect(),
        group_removals: groups.iter().map(|group| on.removal(group).unwrap()).collect(),
    }
}

fn column(removals: &[Removal], read: fn(&Removal) -> f64) -> Vec<f64> {
    removals.iter().map(read).collect()
}

#[test]
fn quantities_are_those_of_the_fixture() {
    let file = fixture("loo_retraining");
    let tolerance = |name: &str| number(&file["tolerance"][name]);
    let cases = file["cases"].as_array().unwrap();
    for case in cases {
        let got = recompute(case);
        assert!(difference(&got.weights, &numbers(&case["w"])) < tolerance("w"));
        assert!((got.base_log_loss - number(&case["base_test_log_loss"])).abs() < tolerance("deltas"));
        let same = |got: &[f64], name: &str, tolerance: f64| {
            let gap = difference(got, &numbers(&case[name]));
            assert!(gap < tolerance, "{name}: {gap}");
        };
        same(&got.log_loss, "loo_change_in_test_log_loss", tolerance("deltas"));
        same(&got.accuracy, "loo_change_in_test_accuracy", tolerance("deltas"));
        same(&got.groups, "group_change_in_test_log_loss", tolerance("deltas"));
        let (first, newton) = (
            column(&got.removals, |removal| removal.first_order),
            column(&got.removals, |removal| removal.newton_step),
        );
        same(&first, "influence_first_order", tolerance("influence"));
        same(&newton, "newton_one_step", tolerance("influence"));
        for (r, name) in [
            (pearson(&first, &got.log_loss), "pearson_influence_vs_actual"),
            (spearman(&first, &got.log_loss), "spearman_influence_vs_actual"),
            (pearson(&newton, &got.log_loss), "pearson_newton_vs_actual"),
        ] {
            assert!((r.unwrap() - number(&case[name])).abs() < 1e-7, "{name}: {r:?}");
        }
    }
    assert_eq!(cases.len(), 2);
}

#[test]
fn a_newton_step_says_more_of_a_group_than_the_sum_of_its_rows() {
    for case in fixture("loo_retraining")["cases"].as_array().unwrap() {
        let got = recompute(case);
        let off = |read: fn(&Removal) -> f64| {
            let predicted = column(&got.group_removals, read);
            predicted
                .iter()
                .zip(&got.groups)
                .map(|(predicted, actual)| (predicted - actual).abs())
                .sum::<f64>()
        };
        let (first, newton) = (off(|removal| removal.first_order), off(|removal| removal.newton_loss));
        assert!(newton < 0.5 * first, "off by {newton} against {first}");
        let members = lists(&case["groups"], counts);
        for (group, removal) in members.iter().zip(&got.group_removals) {
            let sum: f64 = group.iter().map(|&place| got.removals[place].first_order).sum();
            assert!((sum - removal.first_order).abs() < 1e-12, "first order adds up");
        }
    }
}

//! What must hold of the games of `tests/fixtures/games.json`; their quantities are recomputed in `tests/verify`.

mod support;

use serde_json::Value;
use simulation::valuation::games::{
    Additive, Airport, Coverage, FacilityLocation, Glove, Jaccard, Majority, Unanimity, WeightedVoting,
};
use simulation::valuation::{
    Coalition, Game, SemivalueWeights, UtilityTable, beta_shapley, least_core, semivalue, shapley,
};
use support::{count, counts, fixture, lists, number, numbers, rows, text};

/// The game that a `spec` describes, written out; `None` for those that are only given as a table.
fn rebuilt(case: &Value) -> Option<UtilityTable> {
    let (spec, players) = (&case["spec"], count(&case["n"]));
    let table = match text(&spec["kind"]) {
        "airport" => UtilityTable::of(&Airport::new(numbers(&spec["costs"])).unwrap()),
        "glove" => UtilityTable::of(&Glove::new(count(&spec["left"]), count(&spec["right"])).unwrap()),
        "weighted_voting" => {
            UtilityTable::of(&WeightedVoting::new(numbers(&spec["weights"]), number(&spec["quota"])).unwrap())
        }
        "unanimity" => UtilityTable::of(&Unanimity::new(&counts(&spec["T"]), players).unwrap()),
        "additive" => UtilityTable::of(&Additive::new(numbers(&spec["a"])).unwrap()),
        "symmetric_majority" => UtilityTable::of(&Majority::new(players).unwrap()),
        "weighted_coverage" => UtilityTable::of(
            &Coverage::new(&lists(&spec["sets"], counts), numbers(&spec["weights"])).unwrap(),
        ),
        "jaccard" => {
            UtilityTable::of(&Jaccard::new(&lists(&spec["sets"], counts), &counts(&spec["target"])).unwrap())
        }
        "facility_location" => UtilityTable::of(&FacilityLocation::new(&rows(&spec["similarity"])).unwrap()),
        "table" | "data_1nn_accuracy" | "data_ridge_negmse" => return None,
        kind => panic!("no game of kind {kind}"),
    };
    Some(table.unwrap())
}

#[track_caller]
fn assert_close(found: &[f64], wanted: &[f64], tolerance: f64, what: &str) {
    assert_eq!(found.len(), wanted.len(), "{what}");
    for (place, (found, wanted)) in found.iter().zip(wanted).enumerate() {
        assert!((found - wanted).abs() <= tolerance, "{what}, {place}: {found} against {wanted}");
    }
}

fn cases() -> Vec<Value> {
    fixture("games")["cases"].as_array().unwrap().clone()
}

#[test]
fn the_reference_games_are_those_of_the_fixture() {
    let mut rebuilt_games = 0;
    for case in &cases() {
        if let Some(game) = rebuilt(case) {
            assert_close(game.values(), &numbers(&case["table"]), 1e-12, text(&case["name"]));
            rebuilt_games += 1;
        }
    }
    assert_eq!(rebuilt_games, 15);
}

#[test]
fn beta_of_one_and_one_is_shapley() {
    for case in &cases() {
        let game = UtilityTable::new(numbers(&case["table"])).unwrap();
        let beta = beta_shapley(&game, 1.0, 1.0).unwrap();
        assert_close(&beta, &shapley(&game), 1e-12, text(&case["name"]));
        let weights = SemivalueWeights::beta(game.players(), 1.0, 1.0).unwrap();
        assert_eq!(semivalue(&game, &weights).unwrap(), beta);
    }
}

#[test]
fn no_coalition_gains_more_than_the_excess_by_leaving() {
    for case in &cases() {
        let game = UtilityTable::new(numbers(&case["table"])).unwrap();
        let core = least_core(&game).unwrap();
        let all = Coalition::all(game.players());
        let share = |s: Coalition| s.players().map(|player| core.allocation[player]).sum::<f64>();
        assert!((share(all) - game.value(all)).abs() < 1e-9, "{}", case["name"]);
        let mut most = f64::NEG_INFINITY;
        for coalition in Coalition::every(game.players()).filter(|&s| s != all && !s.is_empty()) {
            most = most.max(game.value(coalition) - share(coalition));
        }
        assert!((most - core.excess).abs() < 1e-9, "{}: {most} for {}", case["name"], core.excess);
        if let Some(wanted) = case.get("least_core_e") {
            assert_eq!(core.core_is_empty(), number(wanted) > 1e-7, "{}", case["name"]);
        }
    }
}

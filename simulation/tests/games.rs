//! Exact quantities of games against `tests/fixtures/games.json`, whose conventions and tolerances stand in the file.

mod support;

use serde_json::Value;
use simulation::valuation::games::{
    Additive, Airport, Coverage, FacilityLocation, Glove, Jaccard, Majority, Unanimity, WeightedVoting,
};
use simulation::valuation::{
    Coalition, Game, Interactions, SemivalueWeights, UtilityTable, banzhaf, banzhaf_interaction,
    beta_shapley, least_core, leave_each_out, semivalue, shapley, shapley_interaction,
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

/// The quantity of that name, or `None` if it is not one of a value for every player.
fn values(game: &UtilityTable, quantity: &str) -> Option<Vec<f64>> {
    match quantity {
        "shapley" => Some(shapley(game)),
        "banzhaf" => Some(banzhaf(game)),
        "loo" => Some(leave_each_out(game, Coalition::all(game.players()))),
        _ => {
            let (alpha, beta) = quantity.strip_prefix("beta_")?.split_once('_')?;
            Some(beta_shapley(game, alpha.parse().unwrap(), beta.parse().unwrap()).unwrap())
        }
    }
}

#[track_caller]
fn assert_close(found: &[f64], wanted: &[f64], tolerance: f64, what: &str) {
    assert_eq!(found.len(), wanted.len(), "{what}");
    for (place, (found, wanted)) in found.iter().zip(wanted).enumerate() {
        assert!((found - wanted).abs() <= tolerance, "{what}, {place}: {found} against {wanted}");
    }
}

fn cases() -> (Value, Vec<Value>) {
    let fixture = fixture("games");
    let cases = fixture["cases"].as_array().unwrap().clone();
    (fixture["tolerance"].clone(), cases)
}

#[test]
fn the_reference_games_are_those_of_the_fixture() {
    let (_, cases) = cases();
    let mut rebuilt_games = 0;
    for case in &cases {
        if let Some(game) = rebuilt(case) {
            assert_close(game.values(), &numbers(&case["table"]), 1e-12, text(&case["name"]));
            rebuilt_games += 1;
        }
    }
    assert_eq!(rebuilt_games, 15);
}

#[test]
fn semivalues_and_leave_one_out() {
    let (tolerance, cases) = cases();
    let tolerance = number(&tolerance["semivalues"]);
    for case in &cases {
        let game = UtilityTable::new(numbers(&case["table"])).unwrap();
        let mut compared = 0;
        for (quantity, wanted) in case.as_object().unwrap() {
            if let Some(found) = values(&game, quantity) {
                assert_close(&found, &numbers(wanted), tolerance, &format!("{} {quantity}", case["name"]));
                compared += 1;
            }
        }
        assert_eq!(compared, 8, "{}", case["name"]);
        for (quantity, wanted) in case.get("analytic").and_then(Value::as_object).into_iter().flatten() {
            let found = values(&game, quantity).unwrap();
            assert_close(&found, &numbers(wanted), 1e-12, &format!("{} {quantity}", case["name"]));
        }
    }
}

#[test]
fn beta_of_one_and_one_is_shapley() {
    for case in &cases().1 {
        let game = UtilityTable::new(numbers(&case["table"])).unwrap();
        let beta = beta_shapley(&game, 1.0, 1.0).unwrap();
        assert_close(&beta, &shapley(&game), 1e-12, text(&case["name"]));
        let weights = SemivalueWeights::beta(game.players(), 1.0, 1.0).unwrap();
        assert_eq!(semivalue(&game, &weights).unwrap(), beta);
    }
}

#[test]
fn interactions() {
    let (tolerance, cases) = cases();
    let tolerance = number(&tolerance["interactions"]);
    for case in &cases {
        let game = UtilityTable::new(numbers(&case["table"])).unwrap();
        let compare = |index: Interactions, quantity: &str| {
            let wanted = rows(&case[quantity]).concat();
            assert_close(index.values(), &wanted, tolerance, &format!("{} {quantity}", case["name"]));
        };
        compare(shapley_interaction(&game).unwrap(), "shapley_interaction");
        compare(banzhaf_interaction(&game).unwrap(), "banzhaf_interaction");
    }
}

#[test]
fn the_least_core() {
    let (tolerance, cases) = cases();
    let tolerance = number(&tolerance["least_core_e"]);
    let mut compared = 0;
    for case in &cases {
        let game = UtilityTable::new(numbers(&case["table"])).unwrap();
        let core = least_core(&game).unwrap();
        let all = Coalition::all(game.players());
        let share = |s: Coalition| s.players().map(|player| core.allocation[player]).sum::<f64>();
        assert!((share(all) - game.value(all)).abs() < 1e-9, "{}", case["name"]);
        for coalition in Coalition::every(game.players()).filter(|&s| s != all && !s.is_empty()) {
            assert!(share(coalition) + core.excess >= game.value(coalition) - 1e-9, "{}", case["name"]);
        }
        if let Some(wanted) = case.get("least_core_e") {
            assert!((core.excess - number(wanted)).abs() < tolerance, "{}: {}", case["name"], core.excess);
            assert_eq!(core.core_is_empty(), number(wanted) > tolerance, "{}", case["name"]);
            compared += 1;
        }
    }
    assert_eq!(compared, 18);
}

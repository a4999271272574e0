//! What makes a value a value: the axioms, on random games, and the closed forms of games that have one.

use proptest::prelude::*;
use simulation::seed::Seed;
use simulation::valuation::games::{Airport, Glove, Unanimity, WeightedVoting, random};
use simulation::valuation::{
    Coalition, Game, UtilityTable, banzhaf, beta_shapley, leave_each_out, shapley, shapley_interaction,
};

/// All values that this crate knows, each with its name.
fn every_value(game: &impl Game) -> Vec<(&'static str, Vec<f64>)> {
    vec![
        ("shapley", shapley(game)),
        ("banzhaf", banzhaf(game)),
        ("beta(16, 1)", beta_shapley(game, 16.0, 1.0).unwrap()),
        ("beta(1, 16)", beta_shapley(game, 1.0, 16.0).unwrap()),
        ("beta(0.5, 3)", beta_shapley(game, 0.5, 3.0).unwrap()),
        ("leave-one-out", leave_each_out(game, Coalition::all(game.players()))),
    ]
}

fn table(players: usize, worth: impl Fn(Coalition) -> f64) -> UtilityTable {
    UtilityTable::new(Coalition::every(players).map(worth).collect()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn efficiency_is_shapleys_alone(players in 1_usize..10, seed in any::<u64>(), nobody in -3.0_f64..3.0) {
        let drawn = random(players, Seed::new(seed)).unwrap();
        let game = table(players, |s| if s.is_empty() { nobody } else { drawn.value(s) });
        let whole = game.value(Coalition::all(players)) - nobody;
        prop_assert!((shapley(&game).iter().sum::<f64>() - whole).abs() < 1e-12);
    }

    #[test]
    fn twins_get_the_same(players in 2_usize..10, seed in any::<u64>(), a in 0_usize..10, b in 0_usize..10) {
        let (a, b) = (a % players, b % players);
        let drawn = random(players, Seed::new(seed)).unwrap();
        // Whoever of the two comes alone is taken for a.
        let alike = |s: Coalition| if s.contains(b) && !s.contains(a) { s.without(b).with(a) } else { s };
        let game = table(players, |s| drawn.value(alike(s)));
        for (name, values) in every_value(&game) {
            prop_assert!((values[a] - values[b]).abs() < 1e-12, "{name}");
        }
    }

    #[test]
    fn who_never_changes_a_worth_gets_exactly_nothing(players in 1_usize..10, seed in any::<u64>(), null in 0_usize..10) {
        let null = null % players;
        let drawn = random(players, Seed::new(seed)).unwrap();
        let game = table(players, |s| drawn.value(s.without(null)));
        for (name, values) in every_value(&game) {
            prop_assert_eq!(values[null], 0.0, "{}", name);
        }
        let index = shapley_interaction(&game).unwrap();
        prop_assert!((0..players).all(|other| index.between(null, other) == Some(0.0)));
    }

    #[test]
    fn values_of_a_sum_are_sums_of_values(
        players in 1_usize..10, seed in any::<u64>(), factor in -4.0_f64..4.0,
    ) {
        let (first, second) = (random(players, Seed::new(seed)).unwrap(), random(players, Seed::new(!seed)).unwrap());
        let sum = table(players, |s| first.value(s) + factor * second.value(s));
        let parts = every_value(&first).into_iter().zip(every_value(&second));
        for ((name, values), ((_, a), (_, b))) in every_value(&sum).into_iter().zip(parts) {
            for (value, (a, b)) in values.iter().zip(a.iter().zip(b)) {
                prop_assert!((value - (a + factor * b)).abs() < 1e-12, "{name}");
            }
        }
    }

    #[test]
    fn a_runway_is_shared_stretch_by_stretch(costs in proptest::collection::vec(0.0_f64..10.0, 1..10)) {
        let values = shapley(&Airport::new(costs.clone()).unwrap());
        let mut sorted = costs.clone();
        sorted.sort_by(f64::total_cmp);
        for (cost, value) in costs.iter().zip(values) {
            // Stretch k, from the cost before it to its own, is shared by the n − k who need it.
            let stretches = sorted.iter().enumerate().filter(|(_, end)| *end <= cost);
            let share = |(k, end): (usize, &f64)| (end - if k == 0 { 0.0 } else { sorted[k - 1] }) / (costs.len() - k) as f64;
            prop_assert!((value - stretches.map(share).sum::<f64>()).abs() < 1e-12);
        }
    }

    #[test]
    fn one_left_glove_among_right_ones(right in 1_usize..12) {
        let values = shapley(&Glove::new(1, right).unwrap());
        // The left glove is worth something unless it comes first; a right one only as the first right one behind it.
        let n = (right + 1) as f64;
        prop_assert!((values[0] - (1.0 - 1.0 / n)).abs() < 1e-12);
        prop_assert!(values[1..].iter().all(|value| (value - 1.0 / (n * (n - 1.0))).abs() < 1e-12));
    }

    #[test]
    fn a_strong_party_among_small_ones(small in 2_usize..10, weight in 1_usize..10, quota in 1_usize..20) {
        // One party of `weight` votes and `small` ones of one vote; it decides if it arrives with quota − weight ≤ k < quota before it.
        let mut weights = vec![1.0; small];
        weights.push(weight as f64);
        let values = shapley(&WeightedVoting::new(weights, quota as f64).unwrap());
        let decisive = (0..=small).filter(|k| *k < quota && k + weight >= quota).count();
        prop_assert!((values[small] - decisive as f64 / (small + 1) as f64).abs() < 1e-12);
    }

    #[test]
    fn unanimity_is_shared_by_those_needed(players in 1_usize..10, bits in 1_u32..1024) {
        let needed: Vec<usize> = Coalition::from_bits(bits).players().filter(|&player| player < players).collect();
        prop_assume!(!needed.is_empty());
        let game = Unanimity::new(&needed, players).unwrap();
        let (shares, rates) = (shapley(&game), banzhaf(&game));
        for player in 0..players {
            let inside = f64::from(u8::from(needed.contains(&player)));
            prop_assert!((shares[player] - inside / needed.len() as f64).abs() < 1e-12);
            prop_assert!((rates[player] - inside / f64::from(1_u32 << (needed.len() - 1))).abs() < 1e-15);
        }
    }
}

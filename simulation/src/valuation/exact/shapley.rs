//! The Shapley value, exact: a player's average contribution over every order in which the players could arrive.
//!
//! φᵢ = Σ_{S ⊆ N∖{i}} |S|!·(n−1−|S|)!/n! · (v(S ∪ {i}) − v(S))
//!
//! It is the one rule that is efficient (Σφᵢ = v(N) − v(∅)), symmetric, linear, and gives nothing to a player who adds nothing.
//! Cost: 2^n worths for one player as for all; see [`semivalue`](super::semivalue()).
//!
//! Source: Shapley (1953), *A value for n-person games*; for data, Ghorbani & Zou (2019), *Data Shapley*.
//!
//! When it misleads: the average runs over worlds that nobody will ever train, and each of them counts.

use super::semivalue::averages;
use super::{Coalition, Game, SemivalueWeights, players_of};
use crate::order::ascending;
use crate::valuation::game::TABLE_PLAYERS;

/// One of the 2^(n−1) comparisons that a Shapley value averages.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShapleyTerm {
    /// S, the players who are there already.
    pub before: Coalition,
    /// |S|!·(n−1−|S|)!/n!, the share of orders in which exactly S stands before the player.
    pub weight: f64,
}

/// The comparisons for one player of n, smallest coalitions first, then by bits. The weights add up to 1. None if there is no such
/// player; n is at most 24, and of more players there are none either.
///
/// ```
/// use simulation::valuation::shapley_terms;
/// let terms: Vec<(u32, f64)> = shapley_terms(2, 0).iter().map(|t| (t.before.bits(), t.weight)).collect();
/// assert_eq!(terms, [(0b00, 0.5), (0b10, 0.5)]);
/// ```
pub fn shapley_terms(players: usize, player: usize) -> Vec<ShapleyTerm> {
    if player >= players || players > TABLE_PLAYERS {
        return Vec::new();
    }
    let weights = SemivalueWeights::shapley_of(players);
    let others: Vec<Coalition> = Coalition::every(players).filter(|s| !s.contains(player)).collect();
    let by_size = ascending(others.iter().map(|coalition| u64::from(coalition.len())));
    let term = |before: Coalition| ShapleyTerm { before, weight: weights.by_size()[before.len() as usize] };
    by_size.into_iter().map(|place| term(others[place])).collect()
}

/// φ₀ … φₙ₋₁. See the module for the formula.
///
/// ```
/// use simulation::valuation::{UtilityTable, shapley};
/// // Either of two players is enough to win: they share the prize.
/// let game = UtilityTable::new(vec![0.0, 1.0, 1.0, 1.0]).unwrap();
/// assert_eq!(shapley(&game), [0.5, 0.5]);
/// ```
pub fn shapley(game: &impl Game) -> Vec<f64> {
    averages(game, &SemivalueWeights::shapley_of(players_of(game)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::valuation::UtilityTable;
    use proptest::prelude::*;

    /// The definition itself: the mean marginal over all n! orders.
    fn by_orders(game: &UtilityTable) -> Vec<f64> {
        fn visit(game: &UtilityTable, here: Coalition, left: &[usize], orders: &mut f64, sums: &mut [f64]) {
            if left.is_empty() {
                *orders += 1.0;
            }
            for &player in left {
                let rest: Vec<usize> = left.iter().copied().filter(|&p| p != player).collect();
                let below = (1..=rest.len()).map(|k| k as f64).product::<f64>();
                sums[player] += below * (game.value(here.with(player)) - game.value(here));
                visit(game, here.with(player), &rest, orders, sums);
            }
        }
        let (mut orders, mut sums) = (0.0, vec![0.0; game.players()]);
        let everybody: Vec<usize> = (0..game.players()).collect();
        visit(game, Coalition::EMPTY, &everybody, &mut orders, &mut sums);
        sums.into_iter().map(|sum| sum / orders).collect()
    }

    fn games() -> impl Strategy<Value = UtilityTable> {
        (1_u32..6).prop_flat_map(|n| {
            proptest::collection::vec(-10.0_f64..10.0, 1 << n).prop_map(|v| UtilityTable::new(v).unwrap())
        })
    }

    proptest! {
        #[test]
        fn it_is_the_mean_over_all_orders(game in games()) {
            for (fast, slow) in shapley(&game).iter().zip(by_orders(&game)) {
                prop_assert!((fast - slow).abs() < 1e-10);
            }
        }

        #[test]
        fn it_is_efficient(game in games()) {
            let total: f64 = shapley(&game).iter().sum();
            let all = Coalition::all(game.players());
            prop_assert!((total - (game.value(all) - game.value(Coalition::EMPTY))).abs() < 1e-10);
        }

        #[test]
        fn its_terms_add_up_to_it(game in games()) {
            for (player, value) in shapley(&game).into_iter().enumerate() {
                let terms = shapley_terms(game.players(), player);
                let sum: f64 = terms
                    .iter()
                    .map(|t| t.weight * (game.value(t.before.with(player)) - game.value(t.before)))
                    .sum();
                prop_assert!((sum - value).abs() < 1e-10);
                prop_assert!((terms.iter().map(|t| t.weight).sum::<f64>() - 1.0).abs() < 1e-12);
            }
        }

        #[test]
        fn a_player_who_adds_nothing_gets_nothing(game in games()) {
            // A game in which a further player never matters.
            let n = game.players();
            let values = Coalition::every(n + 1).map(|s| game.value(s.without(n))).collect();
            let wider = UtilityTable::new(values).unwrap();
            prop_assert!(shapley(&wider)[n].abs() < 1e-12);
        }
    }

    #[test]
    fn nobody_has_no_terms() {
        assert_eq!(shapley_terms(0, 0), []);
        assert_eq!(shapley_terms(3, 3), []);
        assert_eq!(shapley_terms(usize::MAX, 0), []);
        assert_eq!(shapley(&UtilityTable::new(vec![2.0]).unwrap()), []);
    }

    #[test]
    fn the_glove_game_is_as_published() {
        // One left glove (player 0) and two right ones: (2/3, 1/6, 1/6).
        let worth = |s: Coalition| f64::from(u8::from(s.contains(0) && (s.contains(1) || s.contains(2))));
        let game = UtilityTable::new(Coalition::every(3).map(worth).collect()).unwrap();
        for (value, known) in shapley(&game).into_iter().zip([2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0]) {
            assert!((value - known).abs() < 1e-15);
        }
    }
}

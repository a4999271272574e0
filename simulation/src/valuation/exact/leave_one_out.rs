//! Leave-one-out: one comparison, with and without.

use super::{Coalition, Game, players_of};

/// v(S) − v(S \ {i}): what player i adds to the rest of S. Exactly 0 if i is not in S. Cost: two worths.
///
/// When it misleads: two players that can stand in for each other both get 0, however much the pair is worth.
///
/// ```
/// use simulation::valuation::{Coalition, UtilityTable, leave_one_out};
/// // Either of two players is enough to win.
/// let game = UtilityTable::new(vec![0.0, 1.0, 1.0, 1.0]).unwrap();
/// assert_eq!(leave_one_out(&game, Coalition::all(2), 0), 0.0);
/// assert_eq!(leave_one_out(&game, Coalition::single(0), 0), 1.0);
/// ```
pub fn leave_one_out(game: &impl Game, coalition: Coalition, player: usize) -> f64 {
    leave_group_out(game, coalition, Coalition::single(player))
}

/// [`leave_one_out`] of every player, exactly 0 for those who are not in S. Cost: |S| + 1 worths.
///
/// ```
/// use simulation::valuation::{Coalition, games::Airport, leave_each_out};
/// let game = Airport::new(vec![1.0, 2.0, 4.0])?;
/// assert_eq!(leave_each_out(&game, Coalition::all(3)), [0.0, 0.0, 2.0]);
/// assert_eq!(leave_each_out(&game, Coalition::all(2)), [0.0, 1.0, 0.0]);
/// # Ok::<(), simulation::valuation::games::GameError>(())
/// ```
pub fn leave_each_out(game: &impl Game, coalition: Coalition) -> Vec<f64> {
    let players = players_of(game);
    let mut values = vec![0.0; players];
    let whole = game.value(coalition);
    for player in coalition.intersection(Coalition::all(players)).players() {
        values[player] = whole - game.value(coalition.without(player));
    }
    values
}

/// v(S) − v(S \ G): what the players of G together add to the rest of S. Exactly 0 if nobody of G is in S. Cost: two worths.
///
/// When it misleads: it is not the sum of what they add one by one, neither for substitutes nor for complements.
///
/// ```
/// use simulation::valuation::{Coalition, UtilityTable, leave_group_out};
/// // Either of two players is enough to win: together they are worth what neither is alone.
/// let game = UtilityTable::new(vec![0.0, 1.0, 1.0, 1.0]).unwrap();
/// assert_eq!(leave_group_out(&game, Coalition::all(2), Coalition::all(2)), 1.0);
/// ```
pub fn leave_group_out(game: &impl Game, coalition: Coalition, group: Coalition) -> f64 {
    let rest = coalition.difference(group);
    if rest == coalition {
        return 0.0;
    }
    game.value(coalition) - game.value(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;
    use crate::valuation::games::random;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn one_each_and_a_group_of_one_agree(seed in any::<u64>(), bits in 0_u32..64, player in 0_usize..40) {
            let (game, coalition) = (random(5, Seed::new(seed)).unwrap(), Coalition::from_bits(bits));
            let each = leave_each_out(&game, coalition);
            let one = leave_one_out(&game, coalition, player);
            prop_assert_eq!(each.get(player).copied().unwrap_or(0.0), one);
            prop_assert_eq!(leave_group_out(&game, coalition, Coalition::single(player)), one);
        }

        #[test]
        fn a_group_leaves_as_its_members_leave_one_after_the_other(seed in any::<u64>(), bits in 0_u32..32) {
            let (game, mut left) = (random(5, Seed::new(seed)).unwrap(), Coalition::all(5));
            let group = Coalition::from_bits(bits);
            let whole = leave_group_out(&game, left, group);
            let mut sum = 0.0;
            for player in group.players() {
                sum += leave_one_out(&game, left, player);
                left = left.without(player);
            }
            prop_assert!((whole - sum).abs() < 1e-14);
        }
    }
}

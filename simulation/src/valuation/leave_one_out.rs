//! Leave-one-out: one comparison, with and without.

use super::{Coalition, Game};

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
    if !coalition.contains(player) {
        return 0.0;
    }
    game.value(coalition) - game.value(coalition.without(player))
}

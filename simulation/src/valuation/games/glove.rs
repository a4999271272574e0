//! The glove market.

use super::{Coalition, Game, GameError, legal_players};

/// v(S) = min(left gloves in S, right gloves in S). The first `left` players own one left glove each, the other `right` players
/// one right glove each. Cost of a worth: O(1).
///
/// Source: Shapley & Shubik (1969), *Pure competition, coalitional power, and fair division*.
///
/// ```
/// use simulation::valuation::{games::Glove, shapley};
/// let values = shapley(&Glove::new(1, 2)?);
/// assert!((values[0] - 2.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), simulation::valuation::games::GameError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glove {
    left: usize,
    players: usize,
}

impl Glove {
    /// So many players with a left and a right glove.
    ///
    /// # Errors
    /// [`GameError`] unless there are 1 to 31 players together.
    pub fn new(left: usize, right: usize) -> Result<Self, GameError> {
        Ok(Self { left, players: legal_players(left.saturating_add(right))? })
    }
}

impl Game for Glove {
    fn players(&self) -> usize {
        self.players
    }

    fn value(&self, coalition: Coalition) -> f64 {
        let here = coalition.intersection(Coalition::all(self.players));
        let left = here.intersection(Coalition::all(self.left)).len();
        f64::from(left.min(here.len() - left))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scarcer_side_decides() {
        let game = Glove::new(2, 3).unwrap();
        assert_eq!(game.value(Coalition::from_bits(0b00011)), 0.0);
        assert_eq!(game.value(Coalition::from_bits(0b11101)), 1.0);
        assert_eq!(game.value(Coalition::all(32)), 2.0);
        assert!(Glove::new(0, 0).is_err() && Glove::new(usize::MAX, 2).is_err());
    }
}

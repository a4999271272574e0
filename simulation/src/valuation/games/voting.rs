//! Games that are won or lost: v is 1 or 0.

use super::{Coalition, Game, GameError, finite, legal_players, not_negative};

/// v(S) = 1 if the weights in S add up to the quota or more, else 0. Cost of a worth: O(n).
///
/// Shapley and Banzhaf values are the two power indices of the assembly. Source: Shapley & Shubik (1954), *A method for
/// evaluating the distribution of power in a committee system*; Banzhaf (1965), *Weighted voting doesn't work*.
///
/// When it misleads: weights are added in floating point, in the order of the players; a quota that a sum of fractions should
/// meet exactly may be missed by the last bit. Whole numbers below 2^53 are exact.
///
/// ```
/// use simulation::valuation::{banzhaf, games::WeightedVoting};
/// // The third seat decides nothing.
/// let game = WeightedVoting::new(vec![2.0, 2.0, 1.0], 4.0)?;
/// assert_eq!(banzhaf(&game), [0.5, 0.5, 0.0]);
/// # Ok::<(), simulation::valuation::games::GameError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct WeightedVoting {
    weights: Vec<f64>,
    quota: f64,
}

impl WeightedVoting {
    /// One weight a player, and the quota.
    ///
    /// # Errors
    /// [`GameError`] unless there are 1 to 31 weights, finite and not negative, and the quota is finite.
    pub fn new(weights: Vec<f64>, quota: f64) -> Result<Self, GameError> {
        legal_players(weights.len())?;
        not_negative("weight", &weights)?;
        finite("quota", &[quota])?;
        Ok(Self { weights, quota })
    }
}

impl Game for WeightedVoting {
    fn players(&self) -> usize {
        self.weights.len()
    }

    fn value(&self, coalition: Coalition) -> f64 {
        let votes = coalition.players().filter_map(|player| self.weights.get(player));
        won(votes.fold(0.0, |sum, weight| sum + weight) >= self.quota)
    }
}

/// v(S) = 1 if |S| > n/2, else 0: one player, one vote. φ = 1/n for everybody. Cost of a worth: O(1).
///
/// ```
/// use simulation::valuation::{Coalition, Game, games::Majority};
/// let game = Majority::new(4)?;
/// assert_eq!(game.value(Coalition::from_bits(0b0011)), 0.0); // half is no majority
/// # Ok::<(), simulation::valuation::games::GameError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Majority {
    players: usize,
}

impl Majority {
    /// So many players.
    ///
    /// # Errors
    /// [`GameError`] unless there are 1 to 31.
    pub fn new(players: usize) -> Result<Self, GameError> {
        Ok(Self { players: legal_players(players)? })
    }
}

impl Game for Majority {
    fn players(&self) -> usize {
        self.players
    }

    fn value(&self, coalition: Coalition) -> f64 {
        let present = coalition.intersection(Coalition::all(self.players)).len() as usize;
        won(2 * present > self.players)
    }
}

/// v(S) = 1 if T ⊆ S, else 0: all of T are needed and the others do nothing. φ = 1/|T| in T. Every game is a unique sum of
/// multiples of these. Cost of a worth: O(1).
///
/// Source: Shapley (1953), *A value for n-person games*.
///
/// ```
/// use simulation::valuation::{games::Unanimity, shapley};
/// assert_eq!(shapley(&Unanimity::new(&[0, 2], 3)?), [0.5, 0.0, 0.5]);
/// # Ok::<(), simulation::valuation::games::GameError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unanimity {
    needed: Coalition,
    players: usize,
}

impl Unanimity {
    /// T, in any order, out of n players. With an empty T every coalition wins, ∅ too.
    ///
    /// # Errors
    /// [`GameError`] unless there are 1 to 31 players and T is among them.
    pub fn new(needed: &[usize], players: usize) -> Result<Self, GameError> {
        legal_players(players)?;
        if let Some(&found) = needed.iter().find(|&&player| player >= players) {
            return Err(GameError::Index { what: "player", found, count: players });
        }
        Ok(Self { needed: needed.iter().fold(Coalition::EMPTY, |set, &player| set.with(player)), players })
    }
}

impl Game for Unanimity {
    fn players(&self) -> usize {
        self.players
    }

    fn value(&self, coalition: Coalition) -> f64 {
        won(self.needed.is_subset_of(coalition))
    }
}

fn won(won: bool) -> f64 {
    f64::from(u8::from(won))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_checked() {
        assert!(WeightedVoting::new(vec![1.0], f64::NAN).is_err());
        assert!(WeightedVoting::new(vec![-1.0], 1.0).is_err());
        assert!(Majority::new(0).is_err() && Majority::new(32).is_err());
        let error = Unanimity::new(&[0, 3], 3).unwrap_err().to_string();
        assert_eq!(error, "player 3 does not exist: legal are 0 to 3 exclusive");
    }

    #[test]
    fn players_they_do_not_have_do_not_count() {
        let all = Coalition::all(32);
        assert_eq!(WeightedVoting::new(vec![1.0, 1.0], 3.0).unwrap().value(all), 0.0);
        assert_eq!(Majority::new(3).unwrap().value(all.without(0).without(1)), 0.0);
        assert_eq!(Unanimity::new(&[1], 2).unwrap().value(all.without(1)), 0.0);
    }
}

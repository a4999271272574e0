//! Games in which players do not meet, or meet on one road.

use super::{Coalition, Game, GameError, finite, largest, legal_players, not_negative};

/// v(S) = Σ_{i∈S} aᵢ: nobody changes what anybody else adds. Every semivalue, and leave-one-out, is a. Cost of a worth: O(n).
///
/// ```
/// use simulation::valuation::{Coalition, Game, games::Additive};
/// let game = Additive::new(vec![0.5, -2.0])?;
/// assert_eq!(game.value(Coalition::all(2)), -1.5);
/// # Ok::<(), simulation::valuation::games::GameError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Additive {
    worths: Vec<f64>,
}

impl Additive {
    /// One worth a player.
    ///
    /// # Errors
    /// [`GameError`] unless there are 1 to 31 finite worths.
    pub fn new(worths: Vec<f64>) -> Result<Self, GameError> {
        legal_players(worths.len())?;
        finite("worth", &worths)?;
        Ok(Self { worths })
    }
}

impl Game for Additive {
    fn players(&self) -> usize {
        self.worths.len()
    }

    fn value(&self, coalition: Coalition) -> f64 {
        coalition.players().filter_map(|player| self.worths.get(player)).fold(0.0, |sum, worth| sum + worth)
    }
}

/// v(S) = max_{i∈S} costᵢ, 0 for nobody: one runway serves every aircraft that needs a shorter one. Cost of a worth: O(n).
///
/// With costs ascending, φᵢ = Σ_{k≤i} (cₖ − cₖ₋₁)/(n − k + 1): those who need a stretch share it.
///
/// Source: Littlechild & Owen (1973), *A simple expression for the Shapley value in a special case*.
///
/// ```
/// use simulation::valuation::{games::Airport, shapley};
/// let game = Airport::new(vec![6.0, 10.0])?;
/// assert_eq!(shapley(&game), [3.0, 7.0]);
/// # Ok::<(), simulation::valuation::games::GameError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Airport {
    costs: Vec<f64>,
}

impl Airport {
    /// One cost a player, in any order.
    ///
    /// # Errors
    /// [`GameError`] unless there are 1 to 31 costs, finite and not negative.
    pub fn new(costs: Vec<f64>) -> Result<Self, GameError> {
        legal_players(costs.len())?;
        not_negative("cost", &costs)?;
        Ok(Self { costs })
    }
}

impl Game for Airport {
    fn players(&self) -> usize {
        self.costs.len()
    }

    fn value(&self, coalition: Coalition) -> f64 {
        largest(coalition.players().filter_map(|player| self.costs.get(player)).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_checked() {
        let error = Airport::new(vec![1.0, -1.0]).unwrap_err().to_string();
        assert_eq!(error, "cost 1 is -1: legal are numbers from 0 to 1e150");
        let error = Additive::new(vec![]).unwrap_err().to_string();
        assert_eq!(error, "there are 0 players: legal are 1 to 31");
        assert!(Additive::new(vec![f64::NAN]).is_err());
        assert!(Additive::new(vec![0.0; 32]).is_err());
    }

    #[test]
    fn players_they_do_not_have_do_not_count() {
        assert_eq!(Additive::new(vec![2.0]).unwrap().value(Coalition::all(32)), 2.0);
        assert_eq!(Airport::new(vec![2.0]).unwrap().value(Coalition::all(32)), 2.0);
    }
}

//! Facility location: every demand is served by the most similar facility that is open.

use super::{Coalition, Game, GameError, largest, legal_players, not_negative};

/// v(S) = Σⱼ max_{i∈S} sᵢⱼ for similarities s, 0 for nobody. Players are rows, demands are columns. Monotone and submodular. Cost
/// of a worth: O(n·m).
///
/// Source: Cornuéjols, Fisher & Nemhauser (1977), *Location of bank accounts to optimize float*.
///
/// ```
/// use simulation::valuation::{Coalition, Game, games::FacilityLocation};
/// let game = FacilityLocation::new(&[vec![1.0, 0.0], vec![0.5, 0.5]])?;
/// assert_eq!(game.value(Coalition::all(2)), 1.5);
/// # Ok::<(), simulation::valuation::games::GameError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct FacilityLocation {
    similarity: Vec<f64>,
    players: usize,
    demands: usize,
}

impl FacilityLocation {
    /// One row of similarities a player, one column a demand.
    ///
    /// # Errors
    /// [`GameError`] unless there are 1 to 31 rows of one length, and the similarities are finite and not negative.
    pub fn new(similarity: &[Vec<f64>]) -> Result<Self, GameError> {
        let players = legal_players(similarity.len())?;
        let demands = similarity.first().map_or(0, Vec::len);
        if let Some(row) = similarity.iter().position(|row| row.len() != demands) {
            return Err(GameError::Ragged { row, found: similarity[row].len(), expected: demands });
        }
        let similarity = similarity.concat();
        not_negative("similarity", &similarity)?;
        Ok(Self { similarity, players, demands })
    }
}

impl Game for FacilityLocation {
    fn players(&self) -> usize {
        self.players
    }

    fn value(&self, coalition: Coalition) -> f64 {
        let open = coalition.intersection(Coalition::all(self.players));
        let best = |demand: usize| {
            largest(open.players().map(|player| self.similarity[player * self.demands + demand]))
        };
        (0..self.demands).map(best).fold(0.0, |sum, best| sum + best)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_checked() {
        let error = FacilityLocation::new(&[vec![1.0], vec![]]).unwrap_err().to_string();
        assert_eq!(error, "row 1 has 0 entries, and row 0 has 1");
        let error = FacilityLocation::new(&[vec![1.0, f64::NAN]]).unwrap_err().to_string();
        assert_eq!(error, "similarity 1 is NaN: legal are numbers from 0 to 1e150");
        assert_eq!(FacilityLocation::new(&[vec![], vec![]]).unwrap().value(Coalition::all(2)), 0.0);
    }
}

//! Cooperative games: a worth for every coalition of players.

use thiserror::Error;

use super::Coalition;

/// v: a worth for every coalition. v(∅) need not be 0.
pub trait Game {
    /// n, the number of players, at most 31.
    fn players(&self) -> usize;

    /// v(S).
    fn value(&self, coalition: Coalition) -> f64;
}

/// A game written out: 2^n numbers, the worth of S at index [`Coalition::bits`].
#[derive(Clone, Debug, PartialEq)]
pub struct UtilityTable {
    players: usize,
    values: Vec<f64>,
}

/// Why a table is no game.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum TableError {
    /// Not 2^n entries.
    #[error("the table has {0} entries: legal are 1, 2, 4, … 2^24")]
    Length(usize),
    /// An entry is NaN or infinite.
    #[error("the worth of coalition {bits:#b} is {value}: legal are finite numbers")]
    NotFinite {
        /// The coalition's bits.
        bits: u32,
        /// What was found.
        value: f64,
    },
}

impl UtilityTable {
    /// Checks and keeps 2^n finite worths.
    ///
    /// # Errors
    /// [`TableError`], naming the number of entries or the first entry that is not finite.
    pub fn new(values: Vec<f64>) -> Result<Self, TableError> {
        if !values.len().is_power_of_two() || values.len() > 1 << 24 {
            return Err(TableError::Length(values.len()));
        }
        if let Some((bits, &value)) = (0..).zip(&values).find(|(_, value)| !value.is_finite()) {
            return Err(TableError::NotFinite { bits, value });
        }
        Ok(Self { players: values.len().trailing_zeros() as usize, values })
    }
}

impl Game for UtilityTable {
    fn players(&self) -> usize {
        self.players
    }

    fn value(&self, coalition: Coalition) -> f64 {
        self.values[coalition.bits() as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_that_are_no_games_are_refused() {
        assert_eq!(UtilityTable::new(vec![]), Err(TableError::Length(0)));
        assert_eq!(UtilityTable::new(vec![0.0; 3]), Err(TableError::Length(3)));
        let error = UtilityTable::new(vec![0.0, f64::INFINITY]).unwrap_err();
        assert_eq!(error.to_string(), "the worth of coalition 0b1 is inf: legal are finite numbers");
    }
}

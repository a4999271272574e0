//! Cooperative games: a worth for every coalition of players.

use thiserror::Error;

use super::Coalition;

/// The most players that a table of 2^n worths is made for.
pub(crate) const TABLE_PLAYERS: usize = 24;

/// v: a worth for every coalition. v(∅) need not be 0.
pub trait Game {
    /// n, the number of players, at most 31. Of a game that claims more, the first 31 are the players.
    fn players(&self) -> usize;

    /// v(S). Bits of players that the game does not have do not count.
    fn value(&self, coalition: Coalition) -> f64;
}

impl<G: Game + ?Sized> Game for &G {
    fn players(&self) -> usize {
        (**self).players()
    }

    fn value(&self, coalition: Coalition) -> f64 {
        (**self).value(coalition)
    }
}

/// n, but never more than a coalition of the game has bits for.
pub(crate) fn players_of(game: &(impl Game + ?Sized)) -> usize {
    game.players().min(31)
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
    /// A game with too many players to write out.
    #[error("the game has {0} players: legal are 0 to {TABLE_PLAYERS}")]
    Players(usize),
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
        if !values.len().is_power_of_two() || values.len() > 1 << TABLE_PLAYERS {
            return Err(TableError::Length(values.len()));
        }
        if let Some((bits, &value)) = (0..).zip(&values).find(|(_, value)| !value.is_finite()) {
            return Err(TableError::NotFinite { bits, value });
        }
        Ok(Self { players: values.len().trailing_zeros() as usize, values })
    }

    /// Asks a game for every coalition once, by their bits. Cost: 2^n worths and 8·2^n bytes.
    ///
    /// # Errors
    /// [`TableError`] if the game has more than 24 players or a worth is not finite.
    ///
    /// ```
    /// use simulation::valuation::{UtilityTable, games::Majority};
    /// let table = UtilityTable::of(&Majority::new(3)?)?;
    /// assert_eq!(table.values(), [0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(game: &(impl Game + ?Sized)) -> Result<Self, TableError> {
        let players = game.players();
        if players > TABLE_PLAYERS {
            return Err(TableError::Players(players));
        }
        Self::new(Coalition::every(players).map(|coalition| game.value(coalition)).collect())
    }

    /// The 2^n worths, by the coalitions' bits.
    pub fn values(&self) -> &[f64] {
        &self.values
    }
}

impl Game for UtilityTable {
    fn players(&self) -> usize {
        self.players
    }

    fn value(&self, coalition: Coalition) -> f64 {
        self.values[coalition.intersection(Coalition::all(self.players)).bits() as usize]
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

    #[test]
    fn players_beyond_the_table_do_not_count() {
        let table = UtilityTable::new(vec![1.0, 2.0, 3.0, 4.0]).unwrap();
        assert_eq!(table.value(Coalition::from_bits(0b1101)), 2.0);
        assert_eq!(table.value(Coalition::all(32)), 4.0);
        assert_eq!(UtilityTable::new(vec![7.0]).unwrap().value(Coalition::all(31)), 7.0);
    }

    #[test]
    fn a_game_is_written_out_once_and_only_if_it_is_small() {
        struct Size(usize);
        impl Game for Size {
            fn players(&self) -> usize {
                self.0
            }
            fn value(&self, coalition: Coalition) -> f64 {
                f64::from(coalition.len())
            }
        }
        assert_eq!(UtilityTable::of(&Size(2)).unwrap().values(), [0.0, 1.0, 1.0, 2.0]);
        let error = UtilityTable::of(&Size(25)).unwrap_err();
        assert_eq!(error.to_string(), "the game has 25 players: legal are 0 to 24");
    }
}

//! Games whose answers are known, to learn from and to test against.
//!
//! | game | v(S) | known |
//! |---|---|---|
//! | [`Additive`] | Σ of its players' own worths | every semivalue is the worth itself, no interaction |
//! | [`Airport`] | the largest cost | Shapley: each stretch shared by those who need it |
//! | [`Glove`] | pairs of a left and a right glove | the scarcer side takes more, in the core all |
//! | [`Majority`] | 1 if more than half are there | Shapley 1/n |
//! | [`Unanimity`] | 1 if all of T are there | Shapley 1/\|T\| in T, 0 outside |
//! | [`WeightedVoting`] | 1 if the quota is met | the power indices |
//! | [`Coverage`] | the weight of what its sets cover | monotone and submodular |
//! | [`Jaccard`] | overlap of what they cover with a target | not monotone: a set can harm |
//! | [`FacilityLocation`] | Σ over demands of the best similarity | monotone and submodular |
//!
//! Every game refuses arguments that would make a worth infinite or a player impossible, so their worths are finite.

mod additive;
mod coverage;
mod facility_location;
mod glove;
mod random;
mod voting;

use thiserror::Error;

pub use additive::{Additive, Airport};
pub use coverage::{Coverage, Jaccard};
pub use facility_location::FacilityLocation;
pub use glove::Glove;
pub use random::random;
pub use voting::{Majority, Unanimity, WeightedVoting};

use super::{Coalition, Game};

/// Why there is no such game.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum GameError {
    /// No player, or more than a coalition has bits for.
    #[error("there are {found} players: legal are 1 to {largest}")]
    Players {
        /// What was asked for.
        found: usize,
        /// The largest legal number.
        largest: usize,
    },
    /// A number is outside its range.
    #[error("{what} {place} is {value}: legal are {legal}")]
    Number {
        /// What the number is, as "cost".
        what: &'static str,
        /// Its position.
        place: usize,
        /// What was found.
        value: f64,
        /// What would be legal.
        legal: &'static str,
    },
    /// An index points at nothing.
    #[error("{what} {found} does not exist: legal are 0 to {count} exclusive")]
    Index {
        /// What the index is of, as "player".
        what: &'static str,
        /// What was found.
        found: usize,
        /// One more than the largest legal index.
        count: usize,
    },
    /// A row of a matrix has another length than the first.
    #[error("row {row} has {found} entries, and row 0 has {expected}")]
    Ragged {
        /// The row's position.
        row: usize,
        /// Its length.
        found: usize,
        /// The first row's length.
        expected: usize,
    },
}

/// The largest absolute value of an argument: sums of these stay far from overflow.
const LARGEST: f64 = 1e150;

fn legal_players(found: usize) -> Result<usize, GameError> {
    if (1..=31).contains(&found) { Ok(found) } else { Err(GameError::Players { found, largest: 31 }) }
}

fn finite(what: &'static str, values: &[f64]) -> Result<(), GameError> {
    let legal = "numbers from -1e150 to 1e150";
    let wrong = |value: f64| !(-LARGEST..=LARGEST).contains(&value);
    refuse(what, values, wrong, legal)
}

fn not_negative(what: &'static str, values: &[f64]) -> Result<(), GameError> {
    refuse(what, values, |value| !(0.0..=LARGEST).contains(&value), "numbers from 0 to 1e150")
}

fn refuse(
    what: &'static str,
    values: &[f64],
    wrong: impl Fn(f64) -> bool,
    legal: &'static str,
) -> Result<(), GameError> {
    match values.iter().position(|&value| wrong(value)) {
        Some(place) => Err(GameError::Number { what, place, value: values[place], legal }),
        None => Ok(()),
    }
}

/// The largest of some numbers that are not negative; 0 of none. `f64::max` may choose either zero, and this may not.
fn largest(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(0.0, |best, value| if value > best { value } else { best })
}

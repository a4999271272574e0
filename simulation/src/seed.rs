//! Explicit randomness: one portable stream for every (seed, purpose, row).
//!
//! Two worlds that differ by one row must be compared on the *same* luck. A single generator that is consumed row after
//! row would hand every later row other numbers once one is dropped; a stream keyed by the row itself cannot.
//! The generator is `ChaCha8` (Bernstein 2008), whose output is specified to the bit on every machine.
//!
//! ```
//! use rand::Rng;
//! use simulation::dataset::RowId;
//! use simulation::seed::{Purpose, Seed};
//!
//! let seed = Seed::new(7);
//! let word = |row| seed.stream(Purpose::Split, RowId::new(row)).next_u64();
//! assert_eq!(word(3), word(3), "whatever was drawn for other rows");
//! assert_ne!(word(3), word(4));
//! assert_ne!(seed.redraw(0), seed.redraw(1));
//! ```

use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};

use crate::dataset::RowId;

/// The root of all randomness of one computation. `Copy`, 64 bits, chosen by the caller: there is no global generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Seed(u64);

/// What a stream is for. Streams of different purposes are independent, so that adding one use of randomness
/// never moves another. The codes are part of the results: never renumber them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Purpose {
    /// The order in which the rows of a group are drawn into a sample.
    DrawRows = 1,
    /// The seed of another draw of the whole sample.
    Redraw = 2,
    /// How often a row is drawn when the rows are resampled.
    Resample = 3,
    /// Which rows a random subset takes.
    Subset = 4,
    /// The order in which the players of a game arrive; the row is the permutation's index.
    ArrivalOrder = 16,
    /// The members of a random coalition; the row is the coalition's index.
    RandomCoalition = 17,
    /// The worths of a random game.
    RandomGame = 18,
    /// The noise on a released cell.
    Release = 5,
    /// The side of a split on which a row lies.
    Split = 48,
    /// The fold in which a row lies.
    Fold = 49,
    /// Where a row of an invented table lies.
    Generate = 50,
    /// The weights that a network's unit starts with; the row stands for the unit.
    InitialWeights = 30,
    /// The order in which the rows of an epoch are trained on.
    BatchOrder = 31,
    /// Which rows get a wrong label, and which label.
    PlantFlip = 80,
    /// The order in which rows enter a learning curve.
    CurveOrder = 90,
    /// Which draws of a size a resampled learning curve takes; the row stands for the size.
    CurveResample = 91,
    /// Which rows are labelled before the first query.
    StartRows = 92,
    /// Which of equally urgent rows is queried first.
    Query = 93,
    /// Which labelled rows a member of a committee is trained on; the row stands for the round.
    Committee = 94,
    /// Which rows an attacker copies first.
    PoisonRows = 110,
    /// Whether a row is in a step of private training, step after step.
    PoissonSample = 120,
    /// The noise on a step of private training; the row stands for the step.
    GradientNoise = 121,
    /// Which of two worlds a round of a guessing game has; the row stands for the round.
    SecretWorld = 122,
    /// The noise on what is released; the row stands for the round.
    PrivateRelease = 123,
    /// The order in which rows enter private training.
    PrivateRows = 124,
    /// The shard and the slice in which a row lies.
    Shard = 130,
    /// Whether a row asks to be forgotten, and which fresh row it is held against.
    Request = 131,
    /// The random slope that hides what a removal leaves over; the row stands for the parameter.
    RemovalNoise = 132,
    /// Which rows make the source that a run may add.
    DrawSource = 150,
    /// The kind and the rows of a training run; the row stands for the run.
    DrawRun = 151,
    /// Whether a run adds the source; the row stands for the run.
    Adopt = 152,
    /// The people who answer to a deployed model; the row stands for the person.
    Respond = 153,
    /// Which members of a group leave first in a strike.
    StrikeOrder = 160,
    /// Which rows anybody may train on.
    PublicRows = 161,
    /// Which public row stands in next for one that is withheld.
    StandIn = 162,
    /// The features of an invented row that stands in for one that is withheld.
    Synthetic = 163,
    /// Which public rows a competitor begins with.
    CompetitorRows = 164,
    /// The order in which rows join a collective.
    Membership = 170,
    /// The lot into which a row is drawn.
    Lots = 180,
    /// The columns that a candidate model sees; the row stands for the candidate.
    CandidateColumns = 181,
    /// Which variant of a question is asked next; the row stands for the variant.
    Variant = 190,
}

impl Seed {
    /// A seed from a number that a reader can type and a link can carry.
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// The stream of one row for one purpose.
    ///
    /// The key is the 256-bit concatenation of the seed, the purpose and the row id, little-endian and zero-padded:
    /// distinct triples have distinct keys.
    pub fn stream(self, purpose: Purpose, row: RowId) -> ChaCha8Rng {
        let mut key = [0_u8; 32];
        key[..8].copy_from_slice(&self.0.to_le_bytes());
        key[8..12].copy_from_slice(&(purpose as u32).to_le_bytes());
        key[16..20].copy_from_slice(&row.number().to_le_bytes());
        ChaCha8Rng::from_seed(key)
    }

    /// The seed of the `index`-th repetition of what this seed does once.
    #[must_use]
    pub fn redraw(self, index: u32) -> Self {
        Self(self.stream(Purpose::Redraw, RowId::new(index)).next_u64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distinct_triples_have_distinct_streams() {
        let first = |seed: u64, purpose, row| Seed::new(seed).stream(purpose, RowId::new(row)).next_u64();
        let base = first(1, Purpose::DrawRows, 1);
        assert_ne!(base, first(2, Purpose::DrawRows, 1));
        assert_ne!(base, first(1, Purpose::Redraw, 1));
        assert_ne!(base, first(1, Purpose::DrawRows, 2));
        assert_eq!(base, first(1, Purpose::DrawRows, 1));
    }

    #[test]
    fn the_generator_is_the_published_one() {
        // ChaCha8, all-zero key and nonce, first words of block 0 (draft-strombergson-chacha-test-vectors-01, TC1):
        // 3e 00 ef 2f 89 5f 40 d6 …, read as a little-endian 64-bit word.
        let mut generator = ChaCha8Rng::from_seed([0; 32]);
        assert_eq!(generator.next_u64().to_le_bytes(), [0x3e, 0x00, 0xef, 0x2f, 0x89, 0x5f, 0x40, 0xd6]);
    }
}

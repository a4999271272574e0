//! Sets of players as bits: player i is in the coalition if bit i is set.

/// A set of at most 32 players.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Coalition(u32);

impl Coalition {
    /// Nobody.
    pub const EMPTY: Self = Self(0);

    /// The coalition with these bits.
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// Players 0 to `players` − 1; at most 32.
    pub const fn all(players: usize) -> Self {
        Self(if players >= 32 { u32::MAX } else { (1 << players) - 1 })
    }

    /// One player, below 32.
    pub const fn single(player: usize) -> Self {
        Self(1 << player)
    }

    /// The bits; also the coalition's place in a table of 2^n values.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Whether a player belongs to it.
    pub const fn contains(self, player: usize) -> bool {
        player < 32 && self.0 >> player & 1 == 1
    }

    /// The same with one player more.
    #[must_use]
    pub const fn with(self, player: usize) -> Self {
        Self(self.0 | 1 << player)
    }

    /// The same with one player fewer.
    #[must_use]
    pub const fn without(self, player: usize) -> Self {
        Self(self.0 & !(1 << player))
    }

    /// S ∩ T.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// S ∪ T.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// |S|.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether nobody belongs to it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The players, ascending.
    pub fn players(self) -> impl Iterator<Item = usize> {
        (0..32).filter(move |&player| self.contains(player))
    }

    /// All 2^n coalitions of n < 32 players, by their bits.
    pub fn every(players: usize) -> impl Iterator<Item = Self> {
        (0..=Self::all(players).0).map(Self)
    }
}

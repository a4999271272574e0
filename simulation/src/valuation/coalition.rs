//! Sets of players as bits: player i is in the coalition if bit i is set.
//!
//! ```
//! use simulation::valuation::Coalition;
//!
//! let two = Coalition::single(0).with(2);
//! assert_eq!((two.bits(), two.len()), (0b101, 2));
//! assert!(two.is_subset_of(Coalition::all(3)) && !two.contains(1));
//! assert_eq!(Coalition::all(3).difference(two), Coalition::single(1));
//! assert_eq!(two.players().collect::<Vec<_>>(), [0, 2]);
//! assert_eq!(Coalition::every(3).count(), 8);
//! ```

/// A set of at most 32 players, numbered 0 to 31. There is no player 32: adding or removing one changes nothing.
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

    /// One player; nobody if there is no such player.
    pub const fn single(player: usize) -> Self {
        Self(if player < 32 { 1 << player } else { 0 })
    }

    /// The bits; also the coalition's place in a table of 2^n values.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Whether a player belongs to it.
    pub const fn contains(self, player: usize) -> bool {
        self.0 & Self::single(player).0 != 0
    }

    /// The same with one player more.
    #[must_use]
    pub const fn with(self, player: usize) -> Self {
        self.union(Self::single(player))
    }

    /// The same with one player fewer.
    #[must_use]
    pub const fn without(self, player: usize) -> Self {
        self.difference(Self::single(player))
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

    /// S ∖ T.
    #[must_use]
    pub const fn difference(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// |S|.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether nobody belongs to it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether everybody in S is in T.
    pub const fn is_subset_of(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// The players, ascending.
    pub fn players(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let player = left.trailing_zeros();
            left &= left.wrapping_sub(1);
            (player < 32).then_some(player as usize)
        })
    }

    /// All 2^n coalitions of n players, by their bits; n is at most 32, and anything above counts as 32.
    pub fn every(players: usize) -> impl Iterator<Item = Self> {
        (0..=Self::all(players).0).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn there_is_no_player_32() {
        for player in [32, 33, 64, usize::MAX] {
            let some = Coalition::from_bits(0b101);
            assert_eq!(Coalition::single(player), Coalition::EMPTY);
            assert_eq!((some.with(player), some.without(player)), (some, some));
            assert!(!Coalition::all(player).contains(player));
            assert_eq!(Coalition::all(player).len(), 32);
        }
        assert_eq!(Coalition::every(32).take(3).last(), Some(Coalition::from_bits(2)));
        assert_eq!(Coalition::every(0).count(), 1);
    }

    proptest! {
        #[test]
        fn the_players_are_those_it_contains(bits in any::<u32>()) {
            let coalition = Coalition::from_bits(bits);
            let contained: Vec<usize> = (0..40).filter(|&player| coalition.contains(player)).collect();
            prop_assert_eq!(coalition.players().collect::<Vec<_>>(), contained);
        }

        #[test]
        fn a_difference_and_an_intersection_make_the_whole(a in any::<u32>(), b in any::<u32>()) {
            let (s, t) = (Coalition::from_bits(a), Coalition::from_bits(b));
            prop_assert_eq!(s.difference(t).union(s.intersection(t)), s);
            prop_assert!(s.difference(t).intersection(t).is_empty());
            prop_assert!(s.intersection(t).is_subset_of(t));
            prop_assert_eq!(s.is_subset_of(t), s.difference(t).is_empty());
        }
    }
}

//! Scores that look at the sets alone: nothing is trained.
//!
//! They are quick to check by hand, and they hide what a trained score shows. Coverage is *additive*: what an item adds does
//! not depend on who is there already, so every way of averaging its contributions gives the same number.

use crate::valuation::Coalition;

/// A score of a training set S for an evaluation slice T ≠ ∅.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetScore {
    /// |S ∩ T| / |T|: the share of the slice that was trained on.
    Coverage,
    /// |S ∩ T| / |S ∪ T|: as coverage, but items outside the slice count against S, so they have negative values.
    Jaccard,
}

impl SetScore {
    /// The score; `None` for an empty slice, which no score is about. Cost O(1).
    pub fn score(self, world: Coalition, slice: Coalition) -> Option<f64> {
        let of = match self {
            Self::Coverage => slice,
            Self::Jaccard => world.union(slice),
        };
        (!slice.is_empty()).then(|| f64::from(world.intersection(slice).len()) / f64::from(of.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hand_counted() {
        let (world, slice) = (Coalition::from_bits(0b0111), Coalition::from_bits(0b1100));
        assert_eq!(SetScore::Coverage.score(world, slice), Some(0.5));
        assert_eq!(SetScore::Jaccard.score(world, slice), Some(0.25));
        assert_eq!(SetScore::Jaccard.score(Coalition::EMPTY, slice), Some(0.0));
        assert_eq!(SetScore::Coverage.score(world, Coalition::EMPTY), None);
    }
}

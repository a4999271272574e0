//! Scores that look at the sets alone: nothing is trained.
//!
//! They are quick to check by hand, and they hide what a trained score shows. Coverage, weighted coverage and overlap are *additive*: what
//! an item adds does not depend on who is there already, so every way of averaging its contributions gives the same number.

use crate::valuation::Coalition;

/// A score of a training set S for an evaluation slice T ≠ ∅. wᵢ is the weight of item i.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetScore {
    /// |S ∩ T| / |T|: the share of the slice that was trained on.
    Coverage,
    /// Σ_{S ∩ T} w / Σ_T w: the same by weight.
    WeightedCoverage,
    /// |S ∩ T| / |S ∪ T|: as coverage, but items outside the slice count against S, so they have negative values.
    Jaccard,
    /// |S ∩ T|: how many items of the slice were trained on.
    Overlap,
    /// −Σ_{i ∈ S ∩ T} pᵢ·log₂ pᵢ with pᵢ = wᵢ / Σ_{S ∩ T} w, in bits: how evenly the weight of the overlap is spread. 0 for an overlap
    /// of one item or none.
    Entropy,
}

impl SetScore {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Coverage, Self::WeightedCoverage, Self::Jaccard, Self::Overlap, Self::Entropy];

    /// Whether what an item adds is the same beside every company.
    pub fn is_additive(self) -> bool {
        matches!(self, Self::Coverage | Self::WeightedCoverage | Self::Overlap)
    }

    /// The score; `None` for an empty slice, which no score is about, or a slice without weight. Items beyond the weights weigh 1.
    /// Cost O(n).
    pub fn score(self, weights: &[f64], world: Coalition, slice: Coalition) -> Option<f64> {
        let common = world.intersection(slice);
        let weigh = |item: usize| weights.get(item).copied().unwrap_or(1.0);
        let total = |set: Coalition| set.players().fold(0.0, |sum, item| sum + weigh(item));
        if slice.is_empty() {
            return None;
        }
        match self {
            Self::Coverage => Some(f64::from(common.len()) / f64::from(slice.len())),
            Self::WeightedCoverage => {
                let all = total(slice);
                (all > 0.0).then(|| total(common) / all)
            }
            Self::Jaccard => Some(f64::from(common.len()) / f64::from(world.union(slice).len())),
            Self::Overlap => Some(f64::from(common.len())),
            Self::Entropy => {
                let all = total(common);
                let bits = |sum: f64, item: usize| {
                    let share = weigh(item) / all;
                    if share > 0.0 { sum - share * libm::log2(share) } else { sum }
                };
                Some(common.players().fold(0.0, bits))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::valuation::{UtilityTable, banzhaf, leave_one_out, shapley};

    #[test]
    fn hand_counted() {
        let (world, slice) = (Coalition::from_bits(0b0111), Coalition::from_bits(0b1110));
        let weights = [5.0, 1.0, 3.0, 4.0];
        let score = |score: SetScore| score.score(&weights, world, slice);
        assert_eq!(score(SetScore::Coverage), Some(2.0 / 3.0));
        assert_eq!(score(SetScore::WeightedCoverage), Some(0.5));
        assert_eq!(score(SetScore::Jaccard), Some(0.5));
        assert_eq!(score(SetScore::Overlap), Some(2.0));
        // −(1/4)·log₂(1/4) − (3/4)·log₂(3/4)
        assert!((score(SetScore::Entropy).unwrap() - 0.811_278_124_459_132_8).abs() < 1e-12);
        assert_eq!(SetScore::Entropy.score(&weights, Coalition::EMPTY, slice), Some(0.0));
        for score in SetScore::ALL {
            assert_eq!(score.score(&weights, world, Coalition::EMPTY), None);
        }
    }

    #[test]
    fn additive_is_what_makes_all_values_agree() {
        let (weights, slice) = ([5.0, 1.0, 3.0, 4.0], Coalition::from_bits(0b1011));
        for score in SetScore::ALL {
            let worth = |world| score.score(&weights, world, slice).unwrap();
            let game = UtilityTable::new(Coalition::every(4).map(worth).collect()).unwrap();
            let alone =
                |(item, value): (usize, f64)| (value - leave_one_out(&game, Coalition::all(4), item)).abs();
            let values = shapley(&game).into_iter().enumerate().chain(banzhaf(&game).into_iter().enumerate());
            let largest = values.map(alone).fold(0.0, f64::max);
            assert_eq!(largest < 1e-12, score.is_additive(), "{score:?}: {largest}");
        }
    }
}

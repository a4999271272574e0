//! Games of sets: each player brings a set of things, and a coalition has their union.

use super::{Coalition, Game, GameError, legal_players, not_negative};

/// v(S) = Σ of the weights of all things in at least one set of S. Monotone and submodular: the more is covered, the less a
/// further set adds. Cost of a worth: O(n·m/64 + m) for m things.
///
/// ```
/// use simulation::valuation::{Coalition, Game, games::Coverage};
/// let game = Coverage::new(&[vec![0, 1], vec![1]], vec![1.0, 0.5])?;
/// assert_eq!(game.value(Coalition::single(1)), 0.5);
/// assert_eq!(game.value(Coalition::all(2)), 1.5);
/// # Ok::<(), simulation::valuation::games::GameError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    sets: Vec<Things>,
    weights: Vec<f64>,
}

impl Coverage {
    /// One set of indices into the weights a player; an index named twice counts once.
    ///
    /// # Errors
    /// [`GameError`] unless there are 1 to 31 sets, their indices exist, and the weights are finite and not negative.
    pub fn new(sets: &[Vec<usize>], weights: Vec<f64>) -> Result<Self, GameError> {
        legal_players(sets.len())?;
        not_negative("weight", &weights)?;
        let sets = sets.iter().map(|set| things(set, weights.len())).collect::<Result<_, _>>()?;
        Ok(Self { sets, weights })
    }
}

impl Game for Coverage {
    fn players(&self) -> usize {
        self.sets.len()
    }

    fn value(&self, coalition: Coalition) -> f64 {
        let covered = union(&self.sets, coalition, self.weights.len());
        let weight = |(thing, weight): (usize, &f64)| if has(&covered, thing) { *weight } else { 0.0 };
        self.weights.iter().enumerate().map(weight).fold(0.0, |sum, weight| sum + weight)
    }
}

/// v(S) = |U ∩ T| / |U ∪ T|, where U is the union of the sets in S and T the target; 0 for nobody and where both are empty.
/// What a set brings beside the target counts against it, so a player can be worth less than nothing. Cost of a worth:
/// O((n + 1)·m/64) for things numbered below m.
///
/// Source: Jaccard (1912), *The distribution of the flora in the alpine zone*.
///
/// ```
/// use simulation::valuation::{Coalition, Game, games::Jaccard};
/// let game = Jaccard::new(&[vec![0], vec![5]], &[0])?;
/// assert_eq!(game.value(Coalition::single(0)), 1.0);
/// assert_eq!(game.value(Coalition::all(2)), 0.5);
/// # Ok::<(), simulation::valuation::games::GameError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Jaccard {
    sets: Vec<Things>,
    target: Things,
    count: usize,
}

impl Jaccard {
    /// One set of things a player, and the target; things are numbers below 2^20.
    ///
    /// # Errors
    /// [`GameError`] unless there are 1 to 31 sets and all things are below 2^20.
    pub fn new(sets: &[Vec<usize>], target: &[usize]) -> Result<Self, GameError> {
        legal_players(sets.len())?;
        let largest = sets.iter().flatten().chain(target).copied().max();
        // Bits are stored up to the largest thing; one silly number must not take all memory.
        let count = largest.map_or(0, |thing| thing.saturating_add(1)).min(1 << 20);
        let target = things(target, count)?;
        let sets = sets.iter().map(|set| things(set, count)).collect::<Result<_, _>>()?;
        Ok(Self { sets, target, count })
    }
}

impl Game for Jaccard {
    fn players(&self) -> usize {
        self.sets.len()
    }

    fn value(&self, coalition: Coalition) -> f64 {
        let covered = union(&self.sets, coalition, self.count);
        let pairs = || covered.iter().zip(&self.target);
        let common: u32 = pairs().map(|(u, t)| (u & t).count_ones()).sum();
        let either: u32 = pairs().map(|(u, t)| (u | t).count_ones()).sum();
        if either == 0 { 0.0 } else { f64::from(common) / f64::from(either) }
    }
}

/// A set of things as bits.
type Things = Vec<u64>;

fn things(indices: &[usize], count: usize) -> Result<Things, GameError> {
    let mut set = vec![0; count.div_ceil(64)];
    for &found in indices {
        if found >= count {
            return Err(GameError::Index { what: "thing", found, count });
        }
        set[found / 64] |= 1 << (found % 64);
    }
    Ok(set)
}

fn union(sets: &[Things], coalition: Coalition, count: usize) -> Things {
    let mut all = vec![0; count.div_ceil(64)];
    for set in coalition.players().filter_map(|player| sets.get(player)) {
        all.iter_mut().zip(set).for_each(|(all, set)| *all |= set);
    }
    all
}

fn has(set: &Things, thing: usize) -> bool {
    set[thing / 64] >> (thing % 64) & 1 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_checked() {
        let error = Coverage::new(&[vec![2]], vec![1.0, 1.0]).unwrap_err().to_string();
        assert_eq!(error, "thing 2 does not exist: legal are 0 to 2 exclusive");
        assert!(Coverage::new(&[vec![0]], vec![-1.0]).is_err());
        assert!(Jaccard::new(&[], &[0]).is_err());
        assert!(Jaccard::new(&[vec![usize::MAX]], &[0]).is_err());
    }

    #[test]
    fn things_beyond_the_first_word_count() {
        let game = Coverage::new(&[vec![64, 64, 0], vec![129]], vec![0.5; 130]).unwrap();
        assert_eq!(game.value(Coalition::all(32)), 1.5);
        let game = Jaccard::new(&[vec![64], vec![129]], &[64, 200]).unwrap();
        assert_eq!(game.value(Coalition::all(32)), 1.0 / 3.0);
    }

    #[test]
    fn nothing_at_all_overlaps_with_nothing() {
        let game = Jaccard::new(&[vec![]], &[]).unwrap();
        assert_eq!(game.value(Coalition::single(0)), 0.0);
    }
}

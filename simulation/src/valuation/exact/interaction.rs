//! Interaction of pairs, exact: what two players add together beyond what each adds alone.
//!
//! Iᵢⱼ = Σ_{S ⊆ N∖{i,j}} w(|S|)·(v(S ∪ {i,j}) − v(S ∪ {i}) − v(S ∪ {j}) + v(S))
//!
//! Positive: complements, which need each other. Negative: substitutes, which make each other superfluous. The weights are those of a
//! semivalue among n − 1 players, the pair counting as one: w(k) = k!·(n−2−k)!/(n−1)! is the Shapley interaction index, w(k) = 2^−(n−2)
//! the Banzhaf interaction index.
//!
//! Cost: 2^n worths, 8·2^n bytes, and n·(n−1)·2^(n−3) second differences.
//!
//! Source: Grabisch & Roubens (1999), *An axiomatic approach to the concept of interaction among players in cooperative games*.
//!
//! When it misleads: an average of comparisons of both signs can be 0 between players that always interact; and pairs do not
//! add up to the value of a group, for which triples and more would be needed.

use super::{Coalition, Game, SemivalueWeights, UtilityTable};
use crate::valuation::TableError;

/// The index of every pair: a symmetric n × n matrix with a diagonal of zeros.
#[derive(Clone, Debug, PartialEq)]
pub struct Interactions {
    players: usize,
    values: Vec<f64>,
}

impl Interactions {
    /// n.
    pub fn players(&self) -> usize {
        self.players
    }

    /// Iᵢⱼ; `None` if there is no such player.
    pub fn between(&self, i: usize, j: usize) -> Option<f64> {
        (i < self.players && j < self.players).then(|| self.values[i * self.players + j])
    }

    /// The matrix, row after row.
    pub fn values(&self) -> &[f64] {
        &self.values
    }
}

/// The Shapley interaction index of every pair. See the module for the formula and the cost. Zero on additive games, to the
/// rounding of the worths.
///
/// # Errors
/// [`TableError`] if the game has more than 24 players or a worth is not finite.
///
/// ```
/// use simulation::valuation::{games::Glove, shapley_interaction};
/// // One left glove and two right ones: left and right need each other, the two right ones compete.
/// let index = shapley_interaction(&Glove::new(1, 2)?)?;
/// assert_eq!((index.between(0, 1), index.between(1, 2)), (Some(0.5), Some(-0.5)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn shapley_interaction(game: &impl Game) -> Result<Interactions, TableError> {
    Ok(of_table(&UtilityTable::of(game)?, SemivalueWeights::shapley_of))
}

/// The Banzhaf interaction index of every pair. See the module for the formula and the cost. Zero on additive games, to the
/// rounding of the worths.
///
/// # Errors
/// [`TableError`] if the game has more than 24 players or a worth is not finite.
///
/// ```
/// use simulation::valuation::{banzhaf_interaction, games::Unanimity};
/// let index = banzhaf_interaction(&Unanimity::new(&[0, 1, 2], 3)?)?;
/// assert_eq!(index.between(0, 2), Some(0.5)); // they complete each other if the third is there
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn banzhaf_interaction(game: &impl Game) -> Result<Interactions, TableError> {
    Ok(of_table(&UtilityTable::of(game)?, SemivalueWeights::banzhaf_of))
}

/// `weights` gives the weights of a semivalue among so many players.
fn of_table(table: &UtilityTable, weights: fn(usize) -> SemivalueWeights) -> Interactions {
    let players = table.players();
    let mut values = vec![0.0; players * players];
    let weights = weights(players.saturating_sub(1));
    let share = |s: Coalition| weights.by_size().get(s.len() as usize).copied().unwrap_or(0.0);
    let shares: Vec<f64> = Coalition::every(players).map(share).collect();
    for j in 1..players {
        for i in 0..j {
            let index = average(table.values(), &shares, 1 << i, 1 << j);
            values[i * players + j] = index;
            values[j * players + i] = index;
        }
    }
    Interactions { players, values }
}

/// Σ of the weighted second differences of the players whose bits are `i` < `j`, by coalitions in the order of their bits.
fn average(worths: &[f64], shares: &[f64], i: usize, j: usize) -> f64 {
    let pair = i | j;
    let (mut neither, mut total) = (0, 0.0);
    // One by one rather than in chunks between the two bits: where i is the first player, a chunk is a single coalition.
    while let (Some(share), Some(none), Some(only_i), Some(only_j), Some(both)) = (
        shares.get(neither),
        worths.get(neither),
        worths.get(neither | i),
        worths.get(neither | j),
        worths.get(neither | pair),
    ) {
        total += share * ((both - only_j) - (only_i - none));
        // The carry runs through the pair's bits, which are taken out again.
        neither = ((neither | pair) + 1) & !pair;
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;
    use crate::valuation::games::{Additive, random};
    use crate::valuation::{leave_group_out, shapley};
    use proptest::prelude::*;

    /// The definition, with the weights from factorials.
    fn by_definition(game: &UtilityTable, i: usize, j: usize, banzhaf: bool) -> f64 {
        let n = game.players();
        let factorial = |k: usize| (1..=k).map(|k| k as f64).product::<f64>();
        let others = Coalition::every(n).filter(|s| !s.contains(i) && !s.contains(j));
        let term = |s: Coalition| {
            let size = s.len() as usize;
            let shapley = factorial(size) * factorial(n - 2 - size) / factorial(n - 1);
            let weight = if banzhaf { 1.0 / f64::from(1_u32 << (n - 2)) } else { shapley };
            let v = |s: Coalition| game.value(s);
            weight * (v(s.with(i).with(j)) - v(s.with(i)) - v(s.with(j)) + v(s))
        };
        others.map(term).sum()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn they_are_the_averages_of_the_definition(players in 1_usize..7, seed in any::<u64>()) {
            let game = random(players, Seed::new(seed)).unwrap();
            let (shapley, banzhaf) = (shapley_interaction(&game).unwrap(), banzhaf_interaction(&game).unwrap());
            for i in 0..players {
                prop_assert_eq!(shapley.between(i, i), Some(0.0));
                for j in (0..players).filter(|&j| j != i) {
                    prop_assert!((shapley.between(i, j).unwrap() - by_definition(&game, i, j, false)).abs() < 1e-13);
                    prop_assert!((banzhaf.between(i, j).unwrap() - by_definition(&game, i, j, true)).abs() < 1e-13);
                    prop_assert_eq!(shapley.between(i, j), shapley.between(j, i));
                }
            }
        }

        #[test]
        fn additive_games_have_none(worths in proptest::collection::vec(-5.0_f64..5.0, 1..8)) {
            let game = Additive::new(worths).unwrap();
            for index in [shapley_interaction(&game).unwrap(), banzhaf_interaction(&game).unwrap()] {
                prop_assert!(index.values().iter().all(|value| value.abs() < 1e-13));
            }
        }

        #[test]
        fn two_players_share_the_surplus_that_their_interaction_is(seed in any::<u64>()) {
            let game = random(2, Seed::new(seed)).unwrap();
            let surplus = shapley_interaction(&game).unwrap().between(0, 1).unwrap();
            let alone = leave_group_out(&game, Coalition::single(0), Coalition::single(0));
            prop_assert!((shapley(&game)[0] - (alone + surplus / 2.0)).abs() < 1e-13);
        }
    }

    #[test]
    fn there_is_none_with_nobody() {
        let nobody = shapley_interaction(&UtilityTable::new(vec![1.0]).unwrap()).unwrap();
        assert_eq!((nobody.players(), nobody.between(0, 0)), (0, None));
    }
}

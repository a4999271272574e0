//! Semivalues, exact: what a player adds, averaged over all coalitions of the others with weights by size.
//!
//! φᵢ = Σ_{S ⊆ N∖{i}} w(|S|)·(v(S ∪ {i}) − v(S))
//!
//! Cost: every one of the 2^n worths once, n·2^(n−1) subtractions, and 256 KB however many players there are.
//!
//! Source: Dubey, Neyman & Weber (1981), *Value theory without efficiency*.
//!
//! When they mislead: only Shapley's add up to v(N) − v(∅). Banzhaf's and all other Beta values are ranks and rates, not shares
//! of a total; do not read them as percentages.

use super::{Coalition, Game, SemivalueError, SemivalueWeights, players_of};

/// The comparisons of the first so many players lie within one block of 2^14 worths, which fits into a cache.
const BLOCK: usize = 14;

/// φ₀ … φₙ₋₁ for any weights by size. See the module for the formula and the cost.
///
/// A player who never changes a worth gets exactly 0 in games of up to 14 players; with more, players from the 15th on may get a
/// last bit of the worths' size.
///
/// # Errors
/// [`SemivalueError::Mismatch`] if the weights are for another number of players.
///
/// ```
/// use simulation::valuation::{SemivalueWeights, games::Airport, semivalue};
/// // Only what a player is worth alone.
/// let alone = SemivalueWeights::new(vec![1.0, 0.0])?;
/// assert_eq!(semivalue(&Airport::new(vec![3.0, 5.0])?, &alone)?, [3.0, 5.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn semivalue(game: &impl Game, weights: &SemivalueWeights) -> Result<Vec<f64>, SemivalueError> {
    if weights.players() != game.players() {
        return Err(SemivalueError::Mismatch { weights: weights.players(), game: game.players() });
    }
    Ok(averages(game, weights))
}

/// The Banzhaf value: w(k) = 2^−(n−1), every coalition of the others alike. The mean, not normalised to any total. Cost as in
/// [`semivalue`].
///
/// Source: Banzhaf (1965), *Weighted voting doesn't work*; for data, Wang & Jia (2023), *Data Banzhaf*.
///
/// When it misleads: it does not add up to v(N) − v(∅).
///
/// ```
/// use simulation::valuation::{banzhaf, games::Majority};
/// assert_eq!(banzhaf(&Majority::new(3)?), [0.5, 0.5, 0.5]);
/// # Ok::<(), simulation::valuation::games::GameError>(())
/// ```
pub fn banzhaf(game: &impl Game) -> Vec<f64> {
    averages(game, &SemivalueWeights::banzhaf_of(players_of(game)))
}

/// The Beta(α, β) Shapley value: see [`SemivalueWeights::beta`] for what the parameters favour. Beta(1, 1) is the Shapley value. Cost
/// as in [`semivalue`].
///
/// # Errors
/// [`SemivalueError`] if a parameter is not in (0, 1e300].
///
/// Source: Kwon & Zou (2022), *Beta Shapley: a unified and noise-reduced data valuation framework for machine learning*.
///
/// When it misleads: it does not add up to v(N) − v(∅) unless α = β = 1.
///
/// ```
/// use simulation::valuation::{beta_shapley, games::Airport};
/// // Small coalitions count most: nearly what each needs alone.
/// let values = beta_shapley(&Airport::new(vec![4.0, 8.0])?, 16.0, 1.0)?;
/// assert!(values[0] > 3.7 && values[1] > 7.7);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn beta_shapley(game: &impl Game, alpha: f64, beta: f64) -> Result<Vec<f64>, SemivalueError> {
    Ok(averages(game, &SemivalueWeights::beta(players_of(game), alpha, beta)?))
}

/// The semivalue of the first players of the game, as many as there are weights.
///
/// The worths are read in blocks over the first [`BLOCK`] players. Within a block those players' comparisons are subtracted one by
/// one. For the players above, whose comparisons lie in two blocks, a block enters as a whole: Σ w(|S|−1)·v(S) with a plus
/// for those who are in it, Σ w(|S|)·v(S) with a minus for those who are not.
pub(super) fn averages(game: &impl Game, weights: &SemivalueWeights) -> Vec<f64> {
    let (players, weights) = (weights.players(), weights.by_size());
    let low = players.min(BLOCK);
    let mut values = vec![0.0; players];
    let mut worths = vec![0.0; 1 << low];
    let mut shares = vec![0.0; 1 << low];
    for block in 0..1_u32 << (players - low) {
        for (bits, (worth, share)) in (0_u32..).zip(worths.iter_mut().zip(&mut shares)) {
            let coalition = Coalition::from_bits(block << low | bits);
            *worth = game.value(coalition);
            // The whole has no share of its own: nobody is left to join it.
            *share = weights.get(coalition.len() as usize).copied().unwrap_or(0.0);
        }
        for (player, value) in values.iter_mut().enumerate().take(low) {
            *value += within(&worths, &shares, 1 << player);
        }
        if players > low {
            let (joined, left) = across(&worths, &shares, block, weights);
            for (player, value) in values.iter_mut().enumerate().skip(low) {
                *value += if block >> (player - low) & 1 == 1 { joined } else { -left };
            }
        }
    }
    values
}

/// Σ w(|S|)·(v(S ∪ {i}) − v(S)) over the S in a block without player i, whose bit is `bit`.
fn within(worths: &[f64], shares: &[f64], bit: usize) -> f64 {
    worths.chunks_exact(2 * bit).zip(shares.chunks_exact(2 * bit)).fold(0.0, |total, (worths, shares)| {
        let (without, with) = worths.split_at(bit);
        let pairs = without.iter().zip(with).zip(shares);
        total + pairs.fold(0.0, |sum, ((without, with), share)| sum + share * (with - without))
    })
}

/// Σ w(|S|−1)·v(S) and Σ w(|S|)·v(S) over the S in a block; the first is used only where a player of the block's own number is in S.
fn across(worths: &[f64], shares: &[f64], block: u32, weights: &[f64]) -> (f64, f64) {
    let size = |bits: u32| (block.count_ones() + bits.count_ones()) as usize;
    let before =
        |bits: u32| size(bits).checked_sub(1).and_then(|size| weights.get(size)).copied().unwrap_or(0.0);
    let joined = (0_u32..).zip(worths).fold(0.0, |sum, (bits, worth)| sum + before(bits) * worth);
    let left = worths.iter().zip(shares).fold(0.0, |sum, (worth, share)| sum + share * worth);
    (joined, left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;
    use crate::valuation::games::{Additive, Airport, Majority, random};
    use proptest::prelude::*;

    /// The definition, comparison by comparison.
    fn by_definition(game: &impl Game, weights: &SemivalueWeights) -> Vec<f64> {
        let term = |player: usize, s: Coalition| {
            weights.by_size()[s.len() as usize] * (game.value(s.with(player)) - game.value(s))
        };
        let value = |player| {
            let others = Coalition::every(game.players()).filter(|s| !s.contains(player));
            others.map(|s| term(player, s)).sum::<f64>()
        };
        (0..game.players()).map(value).collect()
    }

    fn close(found: &[f64], wanted: &[f64], tolerance: f64) -> bool {
        found.len() == wanted.len() && found.iter().zip(wanted).all(|(f, w)| (f - w).abs() <= tolerance)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn it_is_the_weighted_average_of_the_definition(
            players in 1_usize..7, seed in any::<u64>(), alpha in 0.05_f64..20.0, beta in 0.05_f64..20.0,
        ) {
            let game = random(players, Seed::new(seed)).unwrap();
            let weights = SemivalueWeights::beta(players, alpha, beta).unwrap();
            let wanted = by_definition(&game, &weights);
            prop_assert!(close(&semivalue(&game, &weights).unwrap(), &wanted, 1e-13));
            prop_assert!(close(&beta_shapley(&game, alpha, beta).unwrap(), &wanted, 1e-13));
            let wanted = by_definition(&game, &SemivalueWeights::banzhaf(players).unwrap());
            prop_assert!(close(&banzhaf(&game), &wanted, 1e-13));
        }
    }

    #[test]
    fn players_above_the_first_block_are_treated_alike() {
        let game = random(BLOCK + 3, Seed::new(5)).unwrap();
        for weights in [
            SemivalueWeights::shapley(BLOCK + 3).unwrap(),
            SemivalueWeights::beta(BLOCK + 3, 1.0, 16.0).unwrap(),
        ] {
            assert!(close(&averages(&game, &weights), &by_definition(&game, &weights), 1e-12));
        }
        let costs: Vec<f64> = (0..BLOCK + 3).map(|i| (1 + i * 7 % 5) as f64).collect();
        let game = Airport::new(costs.clone()).unwrap();
        let values = averages(&game, &SemivalueWeights::shapley_of(BLOCK + 3));
        for (value, cost) in values.iter().zip(&costs) {
            let twin = costs.iter().position(|other| other == cost).unwrap();
            assert!((value - values[twin]).abs() < 1e-12);
        }
    }

    #[test]
    fn the_fifteenth_player_and_the_31st_are_worth_what_they_bring() {
        let game = Additive::new((0..20).map(f64::from).collect()).unwrap();
        for (player, value) in banzhaf(&game).iter().enumerate() {
            assert!((value - player as f64).abs() < 1e-10, "{player}: {value}");
        }
    }

    #[test]
    fn beta_of_one_and_one_is_shapley() {
        let game = random(10, Seed::new(8)).unwrap();
        let shapley = averages(&game, &SemivalueWeights::shapley_of(10));
        assert!(close(&beta_shapley(&game, 1.0, 1.0).unwrap(), &shapley, 1e-12));
    }

    #[test]
    fn weights_for_another_number_of_players_are_refused() {
        let error =
            semivalue(&Majority::new(3).unwrap(), &SemivalueWeights::shapley(4).unwrap()).unwrap_err();
        assert_eq!(error.to_string(), "the weights are for 4 players, and the game has 3");
    }
}

//! The core: divisions that no coalition can improve on by itself.
//!
//! x is in the core of v if x(N) = v(N) and x(S) ≥ v(S) for every coalition S. What a player can get there at least and at most are two linear programmes; by
//! duality the least is the largest Σ λ_S·v(S) over weights with Σ_{S∋j} λ_S = 1 for the player and 0 for all others, λ_S ≥ 0 but for S = N. That has a row for
//! each player and a column for each coalition. It has no maximum just if the core is empty (Bondareva 1963; Shapley 1967).
//!
//! Cost: 2^n worths once, and a simplex walk of O(n³ + n·2^n) a step.
//!
//! Source: Gillies (1959), *Solutions to general non-zero-sum games*.
//!
//! When it misleads: the core asks whether anybody *could* leave, not whether a division is fair. It may give everything to one player, and be empty.

use crate::linear_programme::{LinearProgramme, LinearProgrammeError};
use crate::statistics::Interval;
use crate::valuation::{Coalition, Game, LeastCoreError, UtilityTable, least_core};

/// The coalition that minds a division most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Objection {
    /// Who.
    pub coalition: Coalition,
    /// v(S) − x(S): what they would gain by leaving, together.
    pub excess: f64,
}

/// The least and the most that a player gets in the core; `None` if the core is empty.
///
/// # Errors
/// [`LeastCoreError`] for fewer than 2 or more than 24 players, a worth that is not finite, or a programme that cannot be solved.
///
/// ```
/// use simulation::collective::bargain::core_range;
/// use simulation::valuation::games::{Glove, Majority};
/// // Of the one left glove and two right ones, the left one is worth everything.
/// let glove = Glove::new(1, 2)?;
/// let range = core_range(&glove, 0)?.ok_or("the core is not empty")?;
/// assert!((range.low - 1.0).abs() < 1e-9 && (range.high - 1.0).abs() < 1e-9);
/// assert_eq!(core_range(&Majority::new(3)?, 0)?, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn core_range(game: &impl Game, player: usize) -> Result<Option<Interval>, LeastCoreError> {
    let table = UtilityTable::of(game)?;
    if least_core(&table)?.core_is_empty() {
        return Ok(None);
    }
    if player >= table.players() {
        return Ok(None);
    }
    let low = least(&table, player, 1.0)?;
    let high = -least(&table, player, -1.0)?;
    // One point, found twice, may be a rounding apart.
    Ok(Some(Interval { low: low.min(high), high: high.max(low) }))
}

/// The smallest sign·x of the player in the core.
fn least(table: &UtilityTable, player: usize, sign: f64) -> Result<f64, LinearProgrammeError> {
    let players = table.players();
    let largest = table.values().iter().fold(0.0, |largest: f64, worth| largest.max(worth.abs()));
    let scale = if largest > 0.0 { largest } else { 1.0 };
    // The player's row is turned where the right side would be negative.
    let right = (0..players).map(|row| f64::from(u8::from(row == player))).collect();
    let mut programme = LinearProgramme::new(right)?;
    let entries = |coalition: Coalition, by: f64| -> Vec<f64> {
        let entry = |row: usize| {
            let member = f64::from(u8::from(coalition.contains(row)));
            by * member * if row == player { sign } else { 1.0 }
        };
        (0..players).map(entry).collect()
    };
    let all = Coalition::all(players);
    for coalition in Coalition::every(players).skip(1) {
        let worth = table.value(coalition) / scale;
        programme.add_column(-worth, entries(coalition, 1.0))?;
        if coalition == all {
            programme.add_column(worth, entries(coalition, -1.0))?;
        }
    }
    Ok(-programme.minimise()?.value * scale)
}

/// The coalition, neither ∅ nor N, with the largest v(S) − x(S), the first of several; `None` unless there is one payoff a player, and 2 to 24 players. A
/// division with x(N) = v(N) is in the core if this excess is at most 0. Cost O(n·2^n).
pub fn loudest_objection(game: &impl Game, payoffs: &[f64]) -> Option<Objection> {
    let players = game.players();
    if payoffs.len() != players || !(2..=24).contains(&players) {
        return None;
    }
    let mut loudest: Option<Objection> = None;
    for coalition in
        Coalition::every(players).skip(1).filter(|&coalition| coalition != Coalition::all(players))
    {
        let has = coalition.players().fold(0.0, |sum, player| sum + payoffs[player]);
        let excess = game.value(coalition) - has;
        if loudest.is_none_or(|known| excess > known.excess) {
            loudest = Some(Objection { coalition, excess });
        }
    }
    loudest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collective::bargain::OperatorGame;
    use crate::seed::Seed;
    use crate::valuation::games::random;
    use proptest::prelude::*;

    #[test]
    fn an_operator_whose_groups_replace_each_other_can_keep_everything() {
        let game =
            |table: [f64; 4]| OperatorGame::new(UtilityTable::new(table.to_vec()).unwrap(), 0.0).unwrap();
        let range = |table, player| core_range(&game(table), player).unwrap().unwrap();
        // Substitutes: neither group adds anything to the other.
        let group = range([0.5, 0.9, 0.9, 0.9], 1);
        assert!(group.low.abs() < 1e-9 && group.high.abs() < 1e-9);
        // Complements: either can hold up all of it.
        let group = range([0.5, 0.5, 0.5, 0.9], 2);
        assert!(group.low.abs() < 1e-9 && (group.high - 0.4).abs() < 1e-9);
        // Rows that harm: those who would do without them object to every division.
        assert_eq!(core_range(&game([0.5, 0.9, 0.5, 0.8]), 0).unwrap(), None);
        assert!(core_range(&UtilityTable::new(vec![0.0, 1.0]).unwrap(), 0).is_err());
    }

    #[test]
    fn the_loudest_coalition_is_named() {
        let game = UtilityTable::new(vec![0.0, 1.0, 2.0, 4.0]).unwrap();
        let objection = loudest_objection(&game, &[0.5, 3.5]).unwrap();
        assert_eq!((objection.coalition, objection.excess), (Coalition::single(0), 0.5));
        assert!(loudest_objection(&game, &[2.0, 2.0]).unwrap().excess <= 0.0);
        assert_eq!(loudest_objection(&game, &[1.0]), None);
    }

    /// Points of the search along either axis.
    const FINE: usize = 60;

    proptest! {
        /// Against a fine search: points that no coalition minds lie inside, and the ends are reached.
        #[test]
        fn the_range_is_what_a_search_finds(seed in 0_u64..500) {
            let game = random(3, Seed::new(seed)).unwrap();
            let value = |bits| game.value(Coalition::from_bits(bits)) - game.value(Coalition::EMPTY);
            let table = UtilityTable::new((0..8).map(value).collect()).unwrap();
            let all = table.value(Coalition::all(3));
            let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
            for i in 0..=FINE {
                for j in 0..=FINE {
                    let part = |k: usize| -3.0 + 6.0 * k as f64 / FINE as f64;
                    let x = [part(i), part(j), all - part(i) - part(j)];
                    if loudest_objection(&table, &x).unwrap().excess <= 1e-12 {
                        (least, most) = (least.min(x[0]), most.max(x[0]));
                    }
                }
            }
            match core_range(&table, 0).unwrap() {
                Some(range) => {
                    prop_assert!(range.low <= range.high + 1e-9);
                    prop_assert!(least >= range.low - 1e-9 && most <= range.high + 1e-9);
                    // x₁ is at least v({1}), and at most what the others leave.
                    prop_assert!(range.low >= value(1) - 1e-9 && range.high <= all - value(6) + 1e-9);
                }
                None => prop_assert!(least > most, "the search found a core"),
            }
        }

        /// For an operator without whom nothing is paid and more rows that never harm, the most of a group is its marginal contribution.
        #[test]
        fn a_group_gets_at_most_what_it_adds_to_all_others(worths in proptest::collection::vec(0.0..1.0_f64, 8)) {
            // Monotone: a coalition is worth at least its parts.
            let table: Vec<f64> = (0_usize..8).map(|bits| {
                let parts = (0_usize..8).filter(|part| part & !bits == 0);
                parts.map(|part| worths[part]).fold(0.0, f64::max)
            }).collect();
            let game = OperatorGame::new(UtilityTable::new(table.clone()).unwrap(), 0.0).unwrap();
            for group in 0..3 {
                let range = core_range(&game, group + 1).unwrap().unwrap();
                let adds = table[7] - table[7 & !(1 << group)];
                prop_assert!(range.low.abs() < 1e-9 && (range.high - adds).abs() < 1e-9, "{range:?} {adds}");
            }
            let operator = core_range(&game, 0).unwrap().unwrap();
            prop_assert!((operator.high - (table[7] - table[0])).abs() < 1e-9);
        }
    }
}

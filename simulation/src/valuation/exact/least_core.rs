//! The least core: a division of v(N) that the unhappiest coalition minds least.
//!
//! The smallest e such that some x has x(S) + e ≥ v(S) for every coalition S but ∅ and N, and x(N) = v(N). If e ≤ 0, no coalition
//! does better on its own and the core is not empty; if e > 0 the core is empty, and e is the smallest price of leaving that
//! keeps everybody in.
//!
//! A linear programme with 2^n − 2 constraints. Its dual is solved by generating coalitions: solve for those known, ask all of
//! them which one would object most, add it. Cost: 2^n worths once, then a pass over them for each generated coalition; there
//! are a few times n of these.
//!
//! Source: Maschler, Peleg & Shapley (1979), *Geometric properties of the kernel, nucleolus, and related solution concepts*; for
//! data, Yan & Procaccia (2021), *If you like Shapley then you'll love the core*.
//!
//! When it misleads: e is unique and x mostly is not. This x is one of many, found by the order of the players; it need not
//! treat twins alike.

use thiserror::Error;

use super::{Coalition, Game, UtilityTable};
use crate::linear_programme::{LinearProgramme, LinearProgrammeError};
use crate::valuation::TableError;

/// A division in the least core.
#[derive(Clone, Debug, PartialEq)]
pub struct LeastCore {
    /// e, in units of worth: the largest v(S) − x(S) over all S but ∅ and N.
    pub excess: f64,
    /// x, one number a player.
    pub allocation: Vec<f64>,
    scale: f64,
}

/// Why there is no least core.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum LeastCoreError {
    /// With fewer than two players there is no coalition but ∅ and N.
    #[error("there are {0} players: legal are 2 to 24")]
    Players(usize),
    /// The game cannot be written out.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The programme could not be solved.
    #[error(transparent)]
    Programme(#[from] LinearProgrammeError),
}

impl LeastCore {
    /// Whether the core is empty: e > 0, by more than a 1e-9th of the largest worth.
    pub fn core_is_empty(&self) -> bool {
        self.excess > 1e-9 * self.scale
    }
}

/// e and one x. See the module for the programme and the cost.
///
/// # Errors
/// [`LeastCoreError`] if there are fewer than 2 or more than 24 players, or a worth is not finite.
///
/// ```
/// use simulation::valuation::{games::{Glove, Majority}, least_core};
/// // The owner of the only left glove takes all: the core is that one division.
/// let core = least_core(&Glove::new(1, 2)?)?;
/// assert!(!core.core_is_empty());
/// assert!((core.allocation[0] - 1.0).abs() < 1e-9);
/// // Two of three decide: whoever is outvoted objects.
/// let core = least_core(&Majority::new(3)?)?;
/// assert!(core.core_is_empty() && (core.excess - 1.0 / 3.0).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn least_core(game: &impl Game) -> Result<LeastCore, LeastCoreError> {
    let players = game.players();
    if players < 2 {
        return Err(LeastCoreError::Players(players));
    }
    let table = UtilityTable::of(game)?;
    let all = Coalition::all(players);
    let largest = table.values().iter().fold(0.0, |m: f64, v| if v.abs() > m { v.abs() } else { m });
    // The programme wants numbers around 1.
    let scale = if largest > 0.0 { largest } else { 1.0 };
    let worth = |coalition: Coalition| table.value(coalition) / scale;

    let mut programme =
        LinearProgramme::new((0..=players).map(|row| f64::from(u8::from(row == players))).collect())?;
    let entries = |coalition: Coalition, sign: f64, last: f64| {
        let members = (0..players).map(|player| if coalition.contains(player) { sign } else { 0.0 });
        members.chain([last]).collect::<Vec<f64>>()
    };
    // x(N) = v(N), as two inequalities.
    programme.add_column(-worth(all), entries(all, 1.0, 0.0))?;
    programme.add_column(worth(all), entries(all, -1.0, 0.0))?;
    let mut known: Vec<Coalition> = (0..players).map(Coalition::single).collect();
    for &coalition in &known {
        programme.add_column(-worth(coalition), entries(coalition, 1.0, 1.0))?;
    }
    loop {
        let multipliers = programme.minimise()?.multipliers;
        // −y is the division, and behind it the e that suffices for the known coalitions.
        let x: Vec<f64> = multipliers.iter().take(players).map(|y| -y).collect();
        let known_excess = multipliers.last().map_or(0.0, |y| -y);
        let (coalition, objection) = loudest(&table, scale, &x);
        // The known coalitions bound e from below, the loudest from above: where they meet, it is the answer.
        if objection <= known_excess + 1e-11 || known.contains(&coalition) {
            let allocation = x.iter().map(|x| x * scale).collect();
            return Ok(LeastCore { excess: objection * scale, allocation, scale });
        }
        known.push(coalition);
        programme.add_column(-worth(coalition), entries(coalition, 1.0, 1.0))?;
    }
}

/// The coalition, neither ∅ nor N, with the largest v(S)/scale − x(S), and that number; of several the first.
fn loudest(table: &UtilityTable, scale: f64, x: &[f64]) -> (Coalition, f64) {
    let mut shares = vec![0.0; table.values().len()];
    let mut loudest = (Coalition::EMPTY, f64::NEG_INFINITY);
    for coalition in Coalition::every(x.len()).skip(1).take(shares.len() - 2) {
        let bits = coalition.bits();
        let rest = bits & (bits - 1);
        let share = shares[rest as usize] + x[bits.trailing_zeros() as usize];
        shares[bits as usize] = share;
        let objection = table.value(coalition) / scale - share;
        if objection > loudest.1 {
            loudest = (coalition, objection);
        }
    }
    loudest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;
    use crate::valuation::games::{Additive, Majority, Unanimity, random};
    use proptest::prelude::*;

    fn share(x: &[f64], coalition: Coalition) -> f64 {
        coalition.players().map(|player| x[player]).sum()
    }

    #[test]
    fn no_core_without_two_players() {
        let alone = least_core(&Majority::new(1).unwrap()).unwrap_err();
        assert_eq!(alone.to_string(), "there are 1 players: legal are 2 to 24");
        assert!(least_core(&Majority::new(25).unwrap()).is_err());
    }

    #[test]
    fn known_cores() {
        // An additive game has one division that nobody minds.
        let worths = [0.7, 1.2, -2.1];
        let core = least_core(&Additive::new(worths.to_vec()).unwrap()).unwrap();
        assert!(core.excess.abs() < 1e-9 && !core.core_is_empty());
        assert!(core.allocation.iter().zip(worths).all(|(x, a)| (x - a).abs() < 1e-9));
        // Everybody is needed: nobody else can object, and by −1/n at most.
        let core = least_core(&Unanimity::new(&[0, 1, 2, 3], 4).unwrap()).unwrap();
        assert!((core.excess + 0.25).abs() < 1e-9 && !core.core_is_empty());
        // Simple majority of n: the k = ⌊n/2⌋ + 1 that win would get k/n.
        for n in [4, 7, 10] {
            let core = least_core(&Majority::new(n).unwrap()).unwrap();
            assert!((core.excess - (1.0 - (n / 2 + 1) as f64 / n as f64)).abs() < 1e-9);
        }
        // Nothing is worth anything.
        let core = least_core(&Additive::new(vec![0.0; 3]).unwrap()).unwrap();
        assert_eq!((core.excess, core.allocation), (0.0, vec![0.0; 3]));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20))]
        #[test]
        fn it_is_feasible_and_as_small_as_the_whole_programme_says(players in 2_usize..6, seed in any::<u64>()) {
            let game = random(players, Seed::new(seed)).unwrap();
            let core = least_core(&game).unwrap();
            let all = Coalition::all(players);
            let proper = || Coalition::every(players).filter(move |&s| s != all && !s.is_empty());
            let worst = proper().map(|s| game.value(s) - share(&core.allocation, s)).fold(f64::NEG_INFINITY, f64::max);
            prop_assert!((worst - core.excess).abs() < 1e-9);
            prop_assert!((share(&core.allocation, all) - game.value(all)).abs() < 1e-9);
            // The primal programme with every constraint at once: x and e as differences, one surplus a coalition.
            let mut rows: Vec<(Coalition, f64)> = proper().map(|s| (s, 1.0)).collect();
            rows.push((all, 0.0));
            let right = rows.iter().map(|&(s, _)| game.value(s)).collect();
            let mut whole = LinearProgramme::new(right).unwrap();
            for sign in [1.0, -1.0] {
                for player in 0..players {
                    let entry = |&(s, _): &(Coalition, f64)| if s.contains(player) { sign } else { 0.0 };
                    whole.add_column(0.0, rows.iter().map(entry).collect()).unwrap();
                }
                whole.add_column(sign, rows.iter().map(|(_, e)| sign * e).collect()).unwrap();
            }
            for row in 0..rows.len() - 1 {
                let entry = |other| -f64::from(u8::from(other == row));
                whole.add_column(0.0, (0..rows.len()).map(entry).collect()).unwrap();
            }
            prop_assert!((whole.minimise().unwrap().value - core.excess).abs() < 1e-8);
        }
    }
}

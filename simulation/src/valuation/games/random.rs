//! A game without any structure, to test against.

use rand::Rng;

use super::GameError;
use crate::dataset::RowId;
use crate::seed::{Purpose, Seed};
use crate::valuation::UtilityTable;
use crate::valuation::game::TABLE_PLAYERS;

/// v(∅) = 0, and every other worth is uniform in [−1, 1), independent of the others. Cost O(2^n).
///
/// # Errors
/// [`GameError`] unless there are 1 to 24 players.
///
/// ```
/// use simulation::seed::Seed;
/// use simulation::valuation::games::random;
/// assert_eq!(random(3, Seed::new(1))?, random(3, Seed::new(1))?);
/// assert_ne!(random(3, Seed::new(1))?, random(3, Seed::new(2))?);
/// # Ok::<(), simulation::valuation::games::GameError>(())
/// ```
pub fn random(players: usize, seed: Seed) -> Result<UtilityTable, GameError> {
    let illegal = GameError::Players { found: players, largest: TABLE_PLAYERS };
    if !(1..=TABLE_PLAYERS).contains(&players) {
        return Err(illegal);
    }
    let mut stream = seed.stream(Purpose::RandomGame, RowId::new(0));
    let mut values = vec![0.0; 1 << players];
    for value in values.iter_mut().skip(1) {
        // The upper 53 bits, exactly representable; divided by 2^52 they lie in [0, 2).
        *value = (stream.next_u64() >> 11) as f64 / (1_u64 << 52) as f64 - 1.0;
    }
    UtilityTable::new(values).map_err(|_| illegal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worths_fill_the_interval() {
        let game = random(14, Seed::new(3)).unwrap();
        let worths = &game.values()[1..];
        assert_eq!(game.values()[0], 0.0);
        assert!(worths.iter().all(|worth| (-1.0..1.0).contains(worth)));
        // Uniform: mean 0, variance 1/3, within five standard errors of 16,383 draws.
        let mean = worths.iter().sum::<f64>() / worths.len() as f64;
        let variance = worths.iter().map(|worth| worth * worth).sum::<f64>() / worths.len() as f64;
        assert!(mean.abs() < 5.0 * (1.0 / 3.0_f64).sqrt() / 128.0, "{mean}");
        assert!((variance - 1.0 / 3.0).abs() < 5.0 * (4.0 / 45.0_f64).sqrt() / 128.0, "{variance}");
    }

    #[test]
    fn no_players_and_too_many_are_refused() {
        assert_eq!(
            random(0, Seed::new(1)).unwrap_err().to_string(),
            "there are 0 players: legal are 1 to 24"
        );
        assert!(random(25, Seed::new(1)).is_err());
    }
}

//! A game: which of two worlds was it?

use rand::Rng;

use super::error::legal;
use super::{Noise, PrivacyError};
use crate::dataset::RowId;
use crate::seed::{Purpose, Seed};
use crate::statistics::{Interval, wilson_interval};

/// In each round a fair coin chooses one of two worlds that differ by a row, and its number is released with noise. Whoever plays knows both
/// numbers, the noise and its size, and says which world it was.
///
/// Rounds are independent: round r has its own coin and its own noise, whatever was guessed before. The best guess is the world whose density
/// is larger at what was released; with symmetric noise, the nearer number. Nobody is right more often than
/// ½ + ½·∫(p − q)₊ on average, which is at most [`Guarantee::accuracy_bound`](super::Guarantee::accuracy_bound).
///
/// Source: Neyman & Pearson (1933), *On the problem of the most efficient tests of statistical hypotheses*.
///
/// When it misleads: rounds of a game are repeated releases about the same row. Here each is scored by itself; somebody who may put them
/// together has k·ε to go by after k rounds, and will soon be sure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GuessingGame<N> {
    noise: N,
    without: f64,
    with: f64,
    seed: Seed,
}

/// How many guesses were right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    /// The right ones.
    pub right: u32,
    /// All of them.
    pub rounds: u32,
}

impl<N: Noise> GuessingGame<N> {
    /// The numbers of the worlds without and with the row.
    ///
    /// # Errors
    /// [`PrivacyError::Setting`] unless both are finite.
    pub fn new(noise: N, without: f64, with: f64, seed: Seed) -> Result<Self, PrivacyError> {
        for (name, value) in [("number without the row", without), ("number with the row", with)] {
            legal(name, value, value.is_finite(), "finite numbers")?;
        }
        Ok(Self { noise, without, with, seed })
    }

    /// Whether the row is in the world of this round.
    pub fn secret(&self, round: u32) -> bool {
        self.seed.stream(Purpose::SecretWorld, RowId::new(round)).next_u64() & 1 == 1
    }

    /// What is released in this round.
    pub fn released(&self, round: u32) -> f64 {
        let number = if self.secret(round) { self.with } else { self.without };
        number + self.drawn(round)
    }

    /// The noise of this round.
    pub fn drawn(&self, round: u32) -> f64 {
        self.noise.draw(&mut self.seed.stream(Purpose::PrivateRelease, RowId::new(round)))
    }

    /// ln p(released | without) − ln p(released | with).
    pub fn privacy_loss(&self, released: f64) -> f64 {
        self.noise.privacy_loss(released - self.without, self.with - self.without)
    }

    /// Whether the world with the row is the likelier one; where both are equally likely, that without.
    pub fn best_guess(&self, released: f64) -> bool {
        self.privacy_loss(released) < 0.0
    }

    /// The expected share of right guesses of the best attacker.
    pub fn best_accuracy(&self) -> f64 {
        0.5 + 0.5 * self.noise.delta(0.0, self.with - self.without)
    }

    /// Guesses, one for each round from 0 on, held against the coins.
    pub fn score(&self, guesses: &[bool]) -> Score {
        let right = guesses.iter().zip(0..).filter(|&(&guess, round)| guess == self.secret(round));
        Score { right: right.count() as u32, rounds: guesses.len() as u32 }
    }

    /// The score after each of the guesses. Cost O(rounds).
    pub fn running(&self, guesses: &[bool]) -> Vec<Score> {
        let mut score = Score { right: 0, rounds: 0 };
        let after = |&guess: &bool| {
            score.right += u32::from(guess == self.secret(score.rounds));
            score.rounds += 1;
            score
        };
        guesses.iter().map(after).collect()
    }

    /// What the best attacker scores in the first so many rounds. Cost O(rounds).
    pub fn best_score(&self, rounds: u32) -> Score {
        let right = (0..rounds).filter(|&round| self.best_guess(self.released(round)) == self.secret(round));
        Score { right: right.count() as u32, rounds }
    }
}

impl Score {
    /// The share of right guesses; `None` before the first.
    pub fn share(&self) -> Option<f64> {
        (self.rounds > 0).then(|| f64::from(self.right) / f64::from(self.rounds))
    }

    /// 2·share − 1: an estimate of TPR − FPR, the attack's advantage.
    pub fn advantage(&self) -> Option<f64> {
        Some(2.0 * self.share()? - 1.0)
    }

    /// Where the probability of a right guess lies, with this confidence.
    pub fn interval(&self, level: f64) -> Option<Interval> {
        wilson_interval(u64::from(self.right), u64::from(self.rounds), level)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{AnyNoise, Gaussian, Guarantee, Laplace};
    use super::*;
    use proptest::prelude::*;

    fn noises(epsilon: f64, delta: f64) -> [AnyNoise; 2] {
        let gaussian = Gaussian::analytic(Guarantee::new(epsilon, delta).unwrap(), 1.0).unwrap();
        [AnyNoise::Laplace(Laplace::calibrated(epsilon, 1.0).unwrap()), AnyNoise::Gaussian(gaussian)]
    }

    #[test]
    fn the_best_attacker_scores_what_the_densities_say_and_no_more_than_the_guarantee() {
        let rounds = 2000;
        for (epsilon, delta) in [(0.3, 0.01), (1.0, 0.05), (3.0, 1e-5)] {
            for (noise, delta) in noises(epsilon, delta).into_iter().zip([0.0, delta]) {
                let bound = Guarantee::new(epsilon, delta).unwrap().accuracy_bound();
                let game = |seed| GuessingGame::new(noise, 10.0, 11.0, Seed::new(seed)).unwrap();
                let known = game(0).best_accuracy();
                assert!(known <= bound + 1e-12, "{noise:?}: {known} {bound}");
                let right: u32 = (0..20).map(|seed| game(seed).best_score(rounds).right).sum();
                let share = f64::from(right) / f64::from(20 * rounds);
                // Five standard errors of 40,000 guesses.
                assert!((share - known).abs() < 5.0 * 0.5 / 200.0, "{noise:?}: {share} {known}");
            }
        }
    }

    #[test]
    fn rounds_do_not_depend_on_one_another_and_coins_are_fair() {
        let [noise, _] = noises(1.0, 0.1);
        let game = GuessingGame::new(noise, 0.0, 1.0, Seed::new(5)).unwrap();
        assert_eq!(game.released(7), game.released(7));
        assert_ne!(game.released(7), game.released(8));
        let heads = (0..4000).filter(|&round| game.secret(round)).count();
        assert!((1840..2160).contains(&heads), "{heads}");
        let guesses: Vec<bool> = (0..30).map(|round| game.best_guess(game.released(round))).collect();
        assert_eq!(game.score(&guesses), game.best_score(30));
        let running = game.running(&guesses);
        assert!((0..30).all(|last| running[last] == game.score(&guesses[..=last])));
        let never = game.score(&[false; 30]);
        assert_eq!(never.right, (0..30).filter(|&round| !game.secret(round)).count() as u32);
        assert_eq!((Score { right: 0, rounds: 0 }).share(), None);
        assert_eq!((Score { right: 3, rounds: 4 }).advantage(), Some(0.5));
        assert!((Score { right: 3, rounds: 4 }).interval(0.95).unwrap().contains(0.75));
        assert!(GuessingGame::new(noise, f64::NAN, 0.0, Seed::new(1)).is_err());
    }

    proptest! {
        #[test]
        fn the_likelier_world_is_the_nearer_number(without in -5.0_f64..5.0, gap in -3.0_f64..3.0, at in -9.0_f64..9.0) {
            for noise in noises(0.8, 0.02) {
                let game = GuessingGame::new(noise, without, without + gap, Seed::new(1)).unwrap();
                let nearer = (at - without - gap).abs() < (at - without).abs();
                let tie = ((at - without - gap).abs() - (at - without).abs()).abs() < 1e-9;
                prop_assert!(tie || game.best_guess(at) == nearer);
            }
        }
    }
}

//! Other games: what the best attacker scores in them, to show what is luck.

use simulation::robustness::privacy::{GuessingGame, Score};
use simulation::seed::Seed;

use super::Privacy;
use super::setting::{Released, Setting};

/// How many of them.
pub(super) const GAMES: usize = 200;
/// The rounds of each, before the reader has guessed.
const ROUNDS: u32 = 20;
/// Rounds in a slice.
const SLICE: u32 = 1500;

/// The shares of right guesses that are known: of games of so many rounds. Those of another length are played aside, so that what is
/// known stays on the screen until they are done.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Others {
    pub(super) rounds: u32,
    pub(super) shares: Vec<f64>,
    next: (u32, Vec<f64>),
}

impl Privacy {
    /// The rounds of each of the other games: as many as were played.
    pub(super) fn rounds(&self) -> u32 {
        match self.parameters.guesses.as_slice().len() as u32 {
            0 => ROUNDS,
            rounds => rounds,
        }
    }
}

impl Others {
    /// Those that came with the page.
    pub(super) const fn received(rounds: u32, shares: Vec<f64>) -> Self {
        Self { rounds, shares, next: (0, vec![]) }
    }

    /// Whether games of so many rounds are known.
    pub(super) const fn is_done(&self, rounds: u32) -> bool {
        self.rounds == rounds && self.shares.len() == GAMES
    }

    /// The games of so many rounds that have been played.
    pub(super) fn played(&self, rounds: u32) -> usize {
        match &self.next {
            _ if self.is_done(rounds) => GAMES,
            (length, shares) if *length == rounds => shares.len(),
            _ => 0,
        }
    }

    /// A few games more; `false` if none was left.
    pub(super) fn advance(
        &mut self,
        setting: &Setting,
        released: &Released,
        rounds: u32,
        seed: Seed,
    ) -> Result<bool, String> {
        if self.is_done(rounds) {
            return Ok(false);
        }
        if self.next.0 != rounds {
            self.next = (rounds, vec![]);
        }
        let shares = &mut self.next.1;
        for _ in 0..(SLICE / rounds.max(1)).max(1) as usize {
            if shares.len() == GAMES {
                break;
            }
            let seed = seed.redraw(shares.len() as u32);
            let game = GuessingGame::new(released.noise, setting.without, setting.with, seed);
            let score: Score = game.map_err(|error| error.to_string())?.best_score(rounds);
            shares.push(score.share().unwrap_or(0.0));
        }
        if shares.len() == GAMES {
            let (rounds, shares) = std::mem::take(&mut self.next);
            *self = Self::received(rounds, shares);
        }
        Ok(true)
    }
}

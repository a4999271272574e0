//! The Banzhaf value from random coalitions, each of which counts for every player.
//!
//! φ̂ᵢ = mean of v(S) over the sampled S with i − mean over those without. Each player is in with probability 1/2, so every coalition is as
//! likely as any other: the difference estimates the Banzhaf value, and one worth serves all n players (maximum sample
//! reuse). Members of coalition k come from the stream (seed, random coalition, k). Cost of a sample: one worth, O(n).
//!
//! Standard error: √(s²/m over those with i + s²/m over those without). Unlike the marginals of a permutation these spreads hold what
//! *all* players do: in an additive game the permutations know every value at once, and this does not.
//!
//! Source: Wang & Jia (2023), *Data Banzhaf: a robust data valuation framework for machine learning*.
//!
//! When it misleads: the values of a run share their samples, so their errors go together; the order of two players can be surer
//! or less sure than their intervals suggest.

use rand::Rng;

use super::moments::Moments;
use super::{ArrivalGame, Estimate, SamplingError, legal_samples};
use crate::dataset::RowId;
use crate::seed::{Purpose, Seed};

/// Estimates the Banzhaf value from so many random coalitions, fixed in advance. Nothing is asked yet.
///
/// # Errors
/// [`SamplingError`] if fewer than two coalitions are planned.
///
/// ```
/// use simulation::seed::Seed;
/// use simulation::valuation::{Arrivals, banzhaf_sampled, games::Majority};
/// let run = banzhaf_sampled(Arrivals::new(Majority::new(3)?), 2000, Seed::new(1))?;
/// let last = run.last().ok_or("nothing sampled")?;
/// assert!((last.values[0] - 0.5).abs() < 4.0 * last.standard_errors[0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn banzhaf_sampled<G: ArrivalGame>(
    game: G,
    coalitions: u32,
    seed: Seed,
) -> Result<BanzhafSampler<G>, SamplingError> {
    let sides = vec![[Moments::NONE; 2]; game.players()];
    Ok(BanzhafSampler {
        game,
        planned: legal_samples(coalitions)?,
        seed,
        sides,
        coalitions: 0,
        evaluations: 0,
    })
}

/// A run over coalitions. As an iterator it yields a snapshot after each.
#[derive(Clone, Debug)]
pub struct BanzhafSampler<G> {
    game: G,
    planned: u32,
    seed: Seed,
    /// For each player the worths without and with it.
    sides: Vec<[Moments; 2]>,
    coalitions: u32,
    evaluations: u64,
}

impl<G: ArrivalGame> BanzhafSampler<G> {
    /// Asks for one coalition; `false` if the run is over and nothing was done. Cost: one worth (of a game without a short cut:
    /// about n/2 arrivals).
    pub fn step(&mut self) -> bool {
        if self.is_finished() {
            return false;
        }
        let mut stream = self.seed.stream(Purpose::RandomCoalition, RowId::new(self.coalitions));
        let mut bits = 0;
        let mut present = Vec::with_capacity(self.sides.len());
        for player in 0..self.sides.len() {
            bits = if player % 64 == 0 { stream.next_u64() } else { bits >> 1 };
            present.push((bits & 1) as usize);
        }
        let members: Vec<usize> = (0..present.len()).filter(|&player| present[player] == 1).collect();
        let worth = self.game.worth(&members);
        for (sides, side) in self.sides.iter_mut().zip(present) {
            sides[side].push(worth);
        }
        self.coalitions += 1;
        self.evaluations += u64::from(!members.is_empty());
        true
    }

    /// Plans so many coalitions in all, if that is more than now: the run goes on with those that a longer plan would have had.
    pub fn extend(&mut self, planned: u32) {
        self.planned = planned.max(self.planned);
    }

    /// Whether all planned coalitions are done.
    pub fn is_finished(&self) -> bool {
        self.coalitions == self.planned
    }

    /// What is known so far; `None` before the first coalition. A player who was never seen both in and out has value 0 with an
    /// infinite standard error. Cost O(n).
    pub fn estimate(&self) -> Option<Estimate> {
        let value = |[out, into]: &[Moments; 2]| {
            if out.count() == 0 || into.count() == 0 { 0.0 } else { into.mean() - out.mean() }
        };
        let error = |[out, into]: &[Moments; 2]| (into.squared_error(0.0) + out.squared_error(0.0)).sqrt();
        (self.coalitions > 0).then(|| Estimate {
            values: self.sides.iter().map(value).collect(),
            standard_errors: self.sides.iter().map(error).collect(),
            samples: self.coalitions,
            planned: self.planned,
            evaluations: self.evaluations,
            truncated: false,
            stopped_early: false,
            degrees: f64::from(self.coalitions) - 2.0,
        })
    }
}

impl<G: ArrivalGame> Iterator for BanzhafSampler<G> {
    type Item = Estimate;

    fn next(&mut self) -> Option<Estimate> {
        if self.step() { self.estimate() } else { None }
    }
}

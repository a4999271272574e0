//! The Shapley value from random orders: what a player adds on arrival, averaged over permutations.
//!
//! φ̂ᵢ = (1/m) Σ_π (v(P_i(π) ∪ {i}) − v(P_i(π))), where P_i(π) are those before i in π. Unbiased, with standard error s/√m for the
//! standard deviation s of the marginals. Permutation k is the order of the n first numbers of the stream (seed, arrival order, k).
//! Cost of a permutation: n worths, n·log n.
//!
//! Truncated: once v(N) and the worth of those present differ by less than a tolerance, the rest of the order is taken to add
//! nothing. That saves most of the training, since late rows rarely matter, and biases the estimate: no interval has a
//! guarantee then, and every snapshot says so.
//!
//! Source: Castro, Gómez & Tejada (2009), *Polynomial calculation of the Shapley value based on sampling*; truncated, Ghorbani &
//! Zou (2019), *Data Shapley: equitable valuation of data for machine learning*.
//!
//! When it misleads: whoever stops when the picture looks good has chosen the picture. Fix the number first.

use super::moments::Moments;
use super::{ArrivalGame, Estimate, SamplingError, legal_samples, legal_tolerance};
use crate::dataset::RowId;
use crate::order::ascending;
use crate::seed::{Purpose, Seed};
use rand::Rng;

/// Estimates the Shapley value from so many random permutations, fixed in advance. Nothing is asked yet.
///
/// # Errors
/// [`SamplingError`] if fewer than two permutations are planned.
///
/// ```
/// use simulation::seed::Seed;
/// use simulation::valuation::{Arrivals, games::Glove, shapley_sampled};
/// let mut run = shapley_sampled(Arrivals::new(Glove::new(1, 2)?), 2000, Seed::new(1))?;
/// let first = run.next().ok_or("nothing sampled")?;
/// let last = run.last().ok_or("nothing sampled")?;
/// assert!(!first.is_guaranteed() && last.is_guaranteed());
/// assert!((last.values[0] - 2.0 / 3.0).abs() < 4.0 * last.standard_errors[0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn shapley_sampled<G: ArrivalGame>(
    game: G,
    permutations: u32,
    seed: Seed,
) -> Result<PermutationSampler<G>, SamplingError> {
    PermutationSampler::new(game, permutations, None, seed)
}

/// When to skip the rest of a permutation, and when to stop altogether.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Truncation {
    /// The rest of an order is skipped once |v(N) − v(present)| is less than this. 0: never.
    pub tolerance: f64,
    /// When to stop before the planned number of permutations.
    pub stopping: Option<StoppingRule>,
}

/// Stop once every standard error is small. (The source looks at how little the values moved in the last hundred permutations;
/// a standard error says the same in the units of the value.)
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StoppingRule {
    /// The largest standard error that is small enough.
    pub standard_error: f64,
    /// Permutations before the first look.
    pub at_least: u32,
}

/// Truncated Monte Carlo: [`shapley_sampled`] with shortened permutations, at most so many. Its snapshots are labelled, and none is
/// guaranteed. v(N) is asked for once, first.
///
/// # Errors
/// [`SamplingError`] if fewer than two permutations are planned or a tolerance is negative or not finite.
///
/// ```
/// use simulation::seed::Seed;
/// use simulation::valuation::{Arrivals, StoppingRule, Truncation, games::Airport, shapley_truncated};
/// let stopping = Some(StoppingRule { standard_error: 0.05, at_least: 50 });
/// let game = Arrivals::new(Airport::new(vec![1.0, 2.0, 3.0])?);
/// let run = shapley_truncated(game, 10_000, Truncation { tolerance: 0.5, stopping }, Seed::new(1))?;
/// let last = run.last().ok_or("nothing sampled")?;
/// assert!(last.stopped_early && last.truncated && !last.is_guaranteed());
/// assert!(last.evaluations < u64::from(3 * last.samples));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn shapley_truncated<G: ArrivalGame>(
    game: G,
    permutations: u32,
    truncation: Truncation,
    seed: Seed,
) -> Result<PermutationSampler<G>, SamplingError> {
    legal_tolerance("tolerance", truncation.tolerance)?;
    if let Some(stopping) = truncation.stopping {
        legal_tolerance("standard_error", stopping.standard_error)?;
    }
    PermutationSampler::new(game, permutations, Some(truncation), seed)
}

/// A run over permutations. As an iterator it yields a snapshot after each; [`step`](Self::step) goes one arrival at a time.
#[derive(Clone, Debug)]
pub struct PermutationSampler<G> {
    game: G,
    planned: u32,
    truncation: Option<Truncation>,
    seed: Seed,
    /// v(N), once a truncated run has asked for it.
    whole: Option<f64>,
    /// The present permutation, last first, without those who arrived; empty between permutations.
    waiting: Vec<usize>,
    worth: f64,
    marginals: Vec<Moments>,
    /// The largest |v| seen: differences of worths are rounded in its units.
    largest: f64,
    permutations: u32,
    evaluations: u64,
    stopped_early: bool,
}

impl<G: ArrivalGame> PermutationSampler<G> {
    fn new(game: G, planned: u32, truncation: Option<Truncation>, seed: Seed) -> Result<Self, SamplingError> {
        let marginals = vec![Moments::NONE; game.players()];
        Ok(Self {
            game,
            planned: legal_samples(planned)?,
            truncation,
            seed,
            whole: None,
            waiting: Vec::new(),
            worth: 0.0,
            marginals,
            largest: 0.0,
            permutations: 0,
            evaluations: 0,
            stopped_early: false,
        })
    }

    /// Lets one player arrive, or asks for v(N) first where a tolerance needs it. `false` if the run is over and nothing was done. Cost:
    /// one worth (v(N) of a game without a short cut: n arrivals), and at the start of a permutation v(∅) and n·log n.
    pub fn step(&mut self) -> bool {
        if self.is_finished() {
            return false;
        }
        if self.truncation.is_some() && self.whole.is_none() {
            let everybody: Vec<usize> = (0..self.marginals.len()).collect();
            self.whole = Some(self.game.worth(&everybody));
            self.evaluations += 1;
            return true;
        }
        if self.waiting.is_empty() {
            let mut stream = self.seed.stream(Purpose::ArrivalOrder, RowId::new(self.permutations));
            self.waiting = ascending((0..self.marginals.len()).map(|_| stream.next_u64()));
            self.waiting.reverse();
            let nobody = self.game.start();
            self.see(nobody);
        }
        if self.is_close_to_whole() {
            for player in self.waiting.drain(..) {
                self.marginals[player].push(0.0);
            }
        } else if let Some(player) = self.waiting.pop() {
            let before = self.worth;
            let after = self.game.arrive(player);
            self.see(after);
            self.evaluations += 1;
            self.marginals[player].push(after - before);
        }
        if self.waiting.is_empty() {
            self.permutations += 1;
            self.stopped_early = self.permutations < self.planned && self.is_precise_enough();
        }
        true
    }

    /// Plans so many permutations in all, if that is more than now: the run goes on with those that a longer plan would have had. Whoever
    /// decides on more after a look at the estimates has no guarantee, though every number is that of the longer plan.
    pub fn extend(&mut self, planned: u32) {
        self.planned = planned.max(self.planned);
    }

    /// Whether all planned permutations are done, or the stopping rule has ended the run.
    pub fn is_finished(&self) -> bool {
        self.stopped_early || self.permutations == self.planned
    }

    /// Complete permutations so far.
    pub fn permutations(&self) -> u32 {
        self.permutations
    }

    /// What is known so far; `None` before the first permutation is complete. In the middle of a later one, the marginals of those who
    /// have arrived in it already count. Cost O(n).
    pub fn estimate(&self) -> Option<Estimate> {
        (self.permutations > 0).then(|| Estimate {
            values: self.marginals.iter().map(Moments::mean).collect(),
            standard_errors: self.standard_errors().collect(),
            samples: self.permutations,
            planned: self.planned,
            evaluations: self.evaluations,
            truncated: self.truncation.is_some(),
            stopped_early: self.stopped_early,
            degrees: f64::from(self.permutations - 1),
        })
    }

    fn see(&mut self, worth: f64) {
        self.worth = worth;
        self.largest = if worth.abs() > self.largest { worth.abs() } else { self.largest };
    }

    fn is_close_to_whole(&self) -> bool {
        let tolerance = self.truncation.map_or(0.0, |truncation| truncation.tolerance);
        self.whole.is_some_and(|whole| (whole - self.worth).abs() < tolerance)
    }

    fn is_precise_enough(&self) -> bool {
        let rule = self.truncation.and_then(|truncation| truncation.stopping);
        rule.is_some_and(|rule| {
            self.permutations >= rule.at_least
                && self.standard_errors().all(|error| error <= rule.standard_error)
        })
    }

    fn standard_errors(&self) -> impl Iterator<Item = f64> {
        // A worth is a sum of about n numbers, each rounded: marginals that differ by less than that do not differ.
        let rounding = 4.0 * self.marginals.len() as f64 * f64::EPSILON * self.largest;
        self.marginals.iter().map(move |moments| moments.squared_error(rounding).sqrt())
    }
}

impl<G: ArrivalGame> Iterator for PermutationSampler<G> {
    type Item = Estimate;

    /// Completes the present permutation and tells what is known then. Cost: at most n worths.
    fn next(&mut self) -> Option<Estimate> {
        let before = self.permutations;
        while self.permutations == before {
            if !self.step() {
                return None;
            }
        }
        self.estimate()
    }
}

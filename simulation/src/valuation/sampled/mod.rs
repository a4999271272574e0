//! Estimates: some coalitions or orders are asked, drawn from a seed, and every answer carries its standard error.
//!
//! Each method is a sampler that is also an iterator of snapshots, [`Estimate`]s. It can be paused anywhere: `step` asks for one
//! worth at most.

mod arrival;
mod banzhaf;
mod estimate;
mod moments;
mod permutation;
mod student;

use thiserror::Error;

pub use arrival::{ArrivalGame, Arrivals};
pub use banzhaf::{BanzhafSampler, banzhaf_sampled};
pub use estimate::Estimate;
pub use permutation::{PermutationSampler, StoppingRule, Truncation, shapley_sampled, shapley_truncated};

use super::game::players_of;
use super::{Coalition, Game};

/// Why nothing is sampled.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum SamplingError {
    /// Too few to tell how far they spread, which is the point of sampling.
    #[error("{0} samples are planned: legal are 2 to 4294967295")]
    Samples(u32),
    /// A tolerance is negative or not a number.
    #[error("{name} is {value}: legal are finite numbers from 0")]
    Tolerance {
        /// "tolerance" or "standard_error".
        name: &'static str,
        /// What was found.
        value: f64,
    },
}

fn legal_samples(samples: u32) -> Result<u32, SamplingError> {
    if samples >= 2 { Ok(samples) } else { Err(SamplingError::Samples(samples)) }
}

fn legal_tolerance(name: &'static str, value: f64) -> Result<f64, SamplingError> {
    if value >= 0.0 && value.is_finite() { Ok(value) } else { Err(SamplingError::Tolerance { name, value }) }
}

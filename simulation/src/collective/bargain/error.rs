//! What nobody can bargain over.

use thiserror::Error;

/// Why there is no bargain.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum BargainError {
    /// Lists of different lengths, or nobody at the table.
    #[error("there are {found} {what}: legal are {sides}, one a side, and at least 1")]
    Sides {
        /// What was counted.
        what: &'static str,
        /// How many.
        found: usize,
        /// The sides.
        sides: usize,
    },
    /// A number that is no payoff.
    #[error("{what} is {value}: legal are finite numbers")]
    NotFinite {
        /// What it is called.
        what: &'static str,
        /// What was found.
        value: f64,
    },
    /// Together the sides have more without an agreement than with one.
    #[error("the disagreement payoffs add up to {sum}: legal is less than the pie, {pie}")]
    NoSurplus {
        /// Σ dᵢ.
        sum: f64,
        /// The pie.
        pie: f64,
    },
    /// A weight below 0, or none above.
    #[error("weight {side} is {value}: legal are finite numbers from 0 on, not all of them 0")]
    Weight {
        /// The side.
        side: usize,
        /// What was found.
        value: f64,
    },
    /// A side that cannot gain.
    #[error("the cap of side {side} is {cap}: legal is more than its disagreement payoff, {disagreement}")]
    Cap {
        /// The side.
        side: usize,
        /// The most that it may get.
        cap: f64,
        /// What it has anyway.
        disagreement: f64,
    },
    /// An ellipse without area.
    #[error("the axis of side {side} is {value}: legal are finite numbers above 0")]
    Axis {
        /// The side.
        side: usize,
        /// What was found.
        value: f64,
    },
    /// A patience that ends no talks, or that is none.
    #[error("the discount factor of side {side} is {value}: legal are numbers from 0 to below 1")]
    Discount {
        /// The side.
        side: usize,
        /// What was found.
        value: f64,
    },
    /// A part that is none.
    #[error("the part paid elsewhere is {0}: legal are 0 to 1")]
    Part(f64),
    /// Nothing to pay out.
    #[error("the fund is {0}: legal are numbers from 0 on")]
    Fund(f64),
    /// A side that is not at the table.
    #[error("side {0} speaks first: legal are 0 and 1")]
    First(usize),
    /// More or fewer than two sides, where offers alternate.
    #[error("there are {0} sides: legal are 2, where offers alternate")]
    Two(usize),
}

/// The first number that is not finite.
pub(super) fn finite(what: &'static str, numbers: &[f64]) -> Result<(), BargainError> {
    match numbers.iter().find(|number| !number.is_finite()) {
        Some(&value) => Err(BargainError::NotFinite { what, value }),
        None => Ok(()),
    }
}

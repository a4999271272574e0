//! Data strikes: members of a group withhold their rows, the operator retrains, and both see what that costs.
//!
//! W is the operator's world, S the rows withheld. The strike is the edit t that drops every row of S, or replaces it by what stands in
//! for it; its damage is v(W) − v(t(W)), with v what is observed on the model that the operator trains.
//!
//! | step | here |
//! |---|---|
//! | divide a table into the operator's rows, public rows, and rows that test | [`StrikeTable`] |
//! | say who leaves first | [`Organisation`], [`LeavingOrder`] |
//! | make the edit | [`strike_edits`], with [`StandIns`] where [`Substitutes`] are to be had |
//! | retrain at a share of the group | [`StrikeDraw`], [`strike_curve`] |
//! | gather the draws | [`StrikeSamples`] |
//! | hold the damage against a price | [`BreakEven`] |
//! | let every coalition of groups strike | [`GroupStrikes`]: leave-one-out, Shapley values |
//! | ask who has leverage, and why | [`Leverage`] |
//!
//! Cost: one fit and one observation a point.
//!
//! Source: Vincent, Hecht & Sen (2019), *"Data strikes": evaluating the effectiveness of a new form of collective action against
//! technology companies*; Vincent, Li, Tilly, Chancellor & Hecht (2021), *Data leverage*.
//!
//! When it misleads: the operator here retrains the same protocol on what is left. A real one changes the model, buys other data, or
//! keeps the old model running; and a strike does not reach what was trained before it.
//!
//! ```
//! use simulation::collective::strike::{Judged, Organisation, StrikePlan, StrikeSamples, Substitutes, strike_curve};
//! use simulation::data::penguins;
//! use simulation::learners::SoftmaxRegression;
//! use simulation::seed::Seed;
//! use simulation::valuation::Coalition;
//!
//! let plan = StrikePlan {
//!     strikers: Coalition::single(1), // the Chinstraps of Dream, all of their kind
//!     organisation: Organisation::Lot,
//!     substitutes: Substitutes::None,
//!     judged: Judged::Everyone,
//! };
//! let (shares, learner) = ([0.0, 0.5, 1.0], SoftmaxRegression::new(1.0)?);
//! let points = strike_curve(&penguins::dataset(), &plan, &learner, &shares, 6, Seed::new(1)).collect::<Result<Vec<_>, _>>()?;
//! let samples = StrikeSamples::of(&points);
//! let losses = samples.mean_losses();
//! assert_eq!(losses[0], 0.0, "nobody strikes");
//! assert!(losses[1] < 0.03 && losses[2] > 0.15, "half of them hardly matter, the last ones do: {losses:?}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod break_even;
mod curve;
mod draw;
mod edits;
mod groups;
mod leverage;
mod order;
mod samples;
mod stand_ins;
mod table;

use thiserror::Error;

pub use break_even::BreakEven;
pub use curve::strike_curve;
pub use draw::{Judged, StrikeDraw, StrikePlan, StrikePoint};
pub(super) use edits::ById;
pub use edits::{StandIn, strike_edits};
pub use groups::{GroupStrikes, all_strikes};
pub use leverage::{Leverage, largest_holding, leverage};
pub use order::{LeavingOrder, Organisation};
pub use samples::StrikeSamples;
pub use stand_ins::{StandIns, Substitutes};
pub use table::StrikeTable;

use crate::edit::EditError;
use crate::learners::FitError;
use crate::split::SplitError;
use crate::valuation::learning::LearningError;

/// Why there is no strike, or no point of its curve.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum StrikeError {
    /// The table cannot be divided.
    #[error(transparent)]
    Split(#[from] SplitError),
    /// Nobody could withhold anything.
    #[error("the groups {bits:#b} have no rows in the operator's world: name a group that has some")]
    Nobody {
        /// The groups' bits.
        bits: u32,
    },
    /// A share that is none.
    #[error("the participation is {0}: legal are numbers from 0 to 1")]
    Share(f64),
    /// The edit does not fit the world.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// The world that is left could not be learned from.
    #[error(transparent)]
    Fit(#[from] FitError),
    /// Coalitions of groups that are no game.
    #[error(transparent)]
    Game(#[from] LearningError),
    /// The observer has nothing to measure.
    #[error("the observer found nothing to measure: give it at least one row with a target of its kind")]
    Nothing,
    /// Draws that do not fit one another.
    #[error("draw {draw} has {found} points: legal are {expected}, one for each share")]
    Points {
        /// The draw.
        draw: u32,
        /// Its points.
        found: usize,
        /// The shares.
        expected: usize,
    },
}

#[cfg(test)]
mod tests;

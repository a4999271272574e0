//! Data poisoning: rows that an attacker adds so that the trained model does badly.
//!
//! The attacker may add m rows whose features lie in a box, knows the rows and the learner, and has rows of its own to try things on.
//! It solves a problem inside which another is solved:
//!
//! max over x₁ … xₘ in the box of V(θ*), θ* = argmin F(θ) on the rows and the poison
//!
//! V being the mean loss on the attacker's own rows, and F what the learner minimises. The labels of the poison are fixed: each row is
//! begun as a copy of a training row with the other label.
//!
//! | attack | which rows, and where | cost a row |
//! |---|---|---|
//! | [`Attack::RandomFlips`] | copies of training rows with the other label, as luck has them | one fit |
//! | [`Attack::TargetedFlips`] | those copies that, to first order, raise V most | one fit, O(n·q² + q³) |
//! | [`Attack::GradientRows`] | the random copies, moved uphill on V inside the box ([`implicit_gradient`]) | up to 60 fits |
//!
//! [`Poisoning`] adds one row at a time and leaves the earlier ones where they are, so that a smaller budget's rows are the first of a larger
//! one's. [`FarFromCentroid`](Defence::FarFromCentroid) and [`LargestLosses`](Defence::LargestLosses) are two ways to throw rows out
//! again. [`PoisonTable`] and [`PoisonRun`] set a real table up for all of it.
//!
//! Sources: Biggio, Nelson & Laskov (2012), *Poisoning attacks against support vector machines*; Muñoz-González et al. (2017), *Towards
//! poisoning of deep learning algorithms with back-gradient optimization*; Steinhardt, Koh & Liang (2017), *Certified defenses for data
//! poisoning attacks*; Jagielski et al. (2018), *Manipulating machine learning: poisoning attacks and countermeasures for regression
//! learning*.
//!
//! When it misleads: greedy rows and local ascents find *some* harmful rows. That they do so much harm says that at least so much is
//! possible, never that no more is; and a defence that stops them has stopped an attacker who did not know of it.
//!
//! ```
//! use simulation::data::breast_cancer;
//! use simulation::robustness::poisoning::{Attack, PoisonPlan, PoisonRun, PoisonTable, Victim};
//! use simulation::seed::Seed;
//!
//! let table = PoisonTable::new(&breast_cancer::dataset(), [0, 1])?;
//! let loss = |attack| -> Result<f64, Box<dyn std::error::Error>> {
//!     let plan = PoisonPlan { victim: Victim::logistic(1.0)?, attack, rows: 60, reach: 1.0 };
//!     let mut run = PoisonRun::new(&table, plan, Seed::new(3))?;
//!     run.poison(6)?;
//!     Ok(run.outcomes()[6].loss - run.outcomes()[0].loss)
//! };
//! assert!(loss(Attack::GradientRows)? > loss(Attack::RandomFlips)?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod ascent;
mod attack;
mod defence;
mod feature_box;
mod flips;
mod gradient;
mod run;
mod table;
mod victim;

use thiserror::Error;

pub use attack::{Attack, PoisonRow, Poisoning};
pub use defence::{Defence, Trimmed, far_from_centroid, trimmed_fit};
pub use feature_box::FeatureBox;
pub use flips::{other_label, random_order};
pub use gradient::{added_row_effects, implicit_gradient, mean_loss};
pub use run::{Outcome, PoisonPlan, PoisonRun};
pub use table::{Division, PoisonTable};
pub use victim::{Boundary, Victim, VictimModel};

use crate::dataset::DatasetError;
use crate::edit::EditError;
use crate::idea::TwoWorldsError;
use crate::learners::FitError;

/// Why nothing was poisoned or thrown out.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum PoisonError {
    /// Labels that have no other.
    #[error("row {0} has no other label: legal are two classes, or numbers of a range")]
    Label(u32),
    /// More poison than there are rows to copy.
    #[error(
        "{wanted} rows of poison are asked for: legal are 0 to {rows}, each a copy of another training row"
    )]
    Budget {
        /// What was asked for.
        wanted: usize,
        /// n.
        rows: usize,
    },
    /// A side of the box that is none.
    #[error(
        "feature {feature} of the box goes from {low} to {high}: legal are finite numbers in ascending order"
    )]
    Side {
        /// The column, from 0.
        feature: usize,
        /// Its lower end.
        low: f64,
        /// Its upper end.
        high: f64,
    },
    /// A box that is stretched by no number above 0.
    #[error("the box reaches {0} times as far as the rows: legal are finite numbers above 0")]
    Reach(f64),
    /// A box for other rows.
    #[error("the box has {found} sides: legal are {features}, the features of the rows")]
    Sides {
        /// What the box has.
        found: usize,
        /// p.
        features: usize,
    },
    /// Poison that was added before and does not fit.
    #[error("row {0} of the poison is no copy of a training row, or outside the box")]
    Row(usize),
    /// Nothing to measure.
    #[error("there are no rows that the model has a loss for")]
    Nothing,
    /// More rows thrown out than may be.
    #[error("{count} rows are to be thrown out: legal are 0 to {most}, so that some are left")]
    Thrown {
        /// What was asked for.
        count: usize,
        /// n − 1.
        most: usize,
    },
    /// Two classes that are one, or not there.
    #[error("classes {} and {}: legal are two different ones below {count}", classes[0], classes[1])]
    Classes {
        /// What was asked for.
        classes: [usize; 2],
        /// K.
        count: usize,
    },
    /// More training rows than a third of the table.
    #[error("{rows} rows to train on: legal are {least} to {most}, a third of the table")]
    Rows {
        /// What was asked for.
        rows: usize,
        /// The fewest.
        least: usize,
        /// The most.
        most: usize,
    },
    /// A state of the run that it has not reached.
    #[error("{wanted} rows of poison are asked about: legal are 0 to {there}, those that were added")]
    Added {
        /// What was asked for.
        wanted: usize,
        /// What there is.
        there: usize,
    },
    /// The optimum does not follow its rows.
    #[error("the Hessian is not positive definite: is there a penalty?")]
    Hessian,
    /// A world could not be learned from.
    #[error(transparent)]
    Fit(#[from] FitError),
    /// A row could not be added.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// The rows are no table.
    #[error(transparent)]
    Table(#[from] DatasetError),
    /// The rows cannot be drawn.
    #[error(transparent)]
    Plane(#[from] TwoWorldsError),
}

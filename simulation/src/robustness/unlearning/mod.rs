//! Machine unlearning: a trained model without some of its rows, as if they had never been there.
//!
//! The yardstick is the retrained world: what the same learner makes of the other rows. With n rows, of which m ask to go, and q parameters:
//!
//! | method | learner | ends at | looks at rows | here |
//! |---|---|---|---|---|
//! | retraining | any | the retrained world | passes × (n − m) | [`CountedFit`] |
//! | SISA | any, in shards | its own retrained world, to the bit | passes × the rows of the shards that are touched | [`Sisa`] |
//! | downdate | ridge | the retrained world, up to rounding | m | [`NormalEquations::without_counted`](crate::learners::NormalEquations::without_counted) |
//! | first-order step | logistic | near it | m | [`CertifiedRemoval::first_order`] |
//! | Newton step | logistic | nearer, with a [`Certificate`] | m, and n − m for the certificate | [`CertifiedRemoval::newton`] |
//!
//! A look at a row costs about q² multiplications in every one of them but the first-order step's q; what does not depend on the rows, a
//! factor of q³/6 at most, is not counted. [`UnlearningStudy`] sets all of them beside one another on one request, and a [`ResidueTest`]
//! lets somebody who sees only the models guess which of them has forgotten.
//!
//! Sources: Cao & Yang (2015), *Towards making systems forget with machine unlearning*; Ginart, Guan, Valiant & Zou (2019), *Making AI forget
//! you*; Guo and others (2020), *Certified data removal from machine learning models*; Bourtoule and others (2021), *Machine unlearning*.
//!
//! When it misleads: the model is all that forgets. The scale that the features were brought to, the penalty that was chosen on the
//! rows, a copy of the old model, and whatever was decided with it, remember.

mod answers;
mod certificate;
mod cost;
mod outcome;
mod request;
mod residue;
mod sharding;
mod sisa;
mod study;
mod trial;

pub use certificate::{Certificate, CertifiedRemoval, Extent, NewtonRemoval, SECOND_DERIVATIVE_SLOPE};
pub use cost::CountedFit;
pub use outcome::{Forgotten, NUMBERS, TrialOutcome};
pub use request::Asking;
pub use residue::{ResidueTest, Witness};
pub use sharding::Sharding;
pub use sisa::Sisa;
pub use study::{Division, Method, UnlearningPlan, UnlearningStudy};
pub use trial::Trial;

use thiserror::Error;

use crate::dataset::DatasetError;
use crate::learners::{FitError, LearnerError};
use crate::split::SplitError;
use crate::valuation::first_order::InfluenceError;

/// Why nothing was unlearned.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum UnlearningError {
    /// A number that is out of its range.
    #[error("{name} is {value}: legal are {legal}")]
    Setting {
        /// What it is called.
        name: &'static str,
        /// What was asked for.
        value: f64,
        /// The legal range.
        legal: &'static str,
    },
    /// More rows than there are.
    #[error("{asked} rows are to be {what} of {rows}: legal are 1 to {most}")]
    Rows {
        /// What is to become of them.
        what: &'static str,
        /// How many.
        asked: usize,
        /// Of how many.
        rows: usize,
        /// At most.
        most: usize,
    },
    /// A row without a shard.
    #[error("row {0} has no place in the shards")]
    Place(u32),
    /// A row that was not trained on.
    #[error("row {0} is not among the rows that were trained on")]
    Row(u32),
    /// Rows that do not fit the model.
    #[error("the rows do not fit the model's features and targets")]
    Targets,
    /// Rows that cannot be learned from.
    #[error(transparent)]
    Fit(#[from] FitError),
    /// A learner that cannot be.
    #[error(transparent)]
    Learner(#[from] LearnerError),
    /// A step that cannot be taken.
    #[error(transparent)]
    Influence(#[from] InfluenceError),
    /// A table that cannot be scaled.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
    /// A table that cannot be divided.
    #[error(transparent)]
    Split(#[from] SplitError),
}

//! Lots, their rights, and the candidates.

use thiserror::Error;

use crate::dataset::{DatasetError, Right};
use crate::learners::{FitError, LearnerError};

/// What is drawn, and who competes.
#[derive(Clone, Debug, PartialEq)]
pub struct HoldoutPlan {
    /// The right of each lot.
    pub rights: Vec<Right>,
    /// The rows of a lot.
    pub lot: u32,
    /// How many reserved rows are trained on all the same, in the world with leakage.
    pub leaked: u32,
    /// The candidates.
    pub candidates: Vec<Candidate>,
}

/// A model that may be chosen: a ridge regression of classes 0 and 1, which answers 1 above one half.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// α on the squared weights, above 0. The smaller, the more closely the training rows are followed.
    pub penalty: f64,
    /// The share of the table's columns that it sees, above 0 and at most 1. Which ones comes from its own stream; they stay the same on
    /// every draw of the rows.
    pub share: f64,
}

/// Why there is no study, or no score.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum HoldoutError {
    /// The table has not two classes.
    #[error("the table has {0} classes: legal are tables of 2")]
    Classes(usize),
    /// The lots leave no row to estimate the truth on.
    #[error("the lots take {needed} rows: legal are 0 to {largest}, so that a row is left outside")]
    Rows {
        /// Lots times rows of a lot.
        needed: usize,
        /// One less than the table has.
        largest: usize,
    },
    /// Nobody competes.
    #[error("there is no candidate: legal are 1 and more")]
    Candidates,
    /// A share of columns that is none.
    #[error(
        "candidate {candidate} sees a share of {share} of the columns: legal are numbers above 0, up to 1"
    )]
    Share {
        /// Which one, from 0.
        candidate: usize,
        /// What was asked for.
        share: f64,
    },
    /// More leaked rows than there are.
    #[error("{leaked} reserved rows leak: legal are 0 to {reserved}, the rows of the reserve")]
    Leaked {
        /// What was asked for.
        leaked: u32,
        /// Reserved lots times rows of a lot.
        reserved: u32,
    },
    /// A penalty that is none.
    #[error(transparent)]
    Penalty(#[from] LearnerError),
    /// A row does not fit the scale.
    #[error(transparent)]
    Table(#[from] DatasetError),
    /// A candidate could not be trained.
    #[error(transparent)]
    Fit(#[from] FitError),
}

impl HoldoutPlan {
    /// The rows of all lots whose right passes a test.
    pub fn rows(&self, legal: impl Fn(Right) -> bool) -> u32 {
        self.lot * self.rights.iter().filter(|&&right| legal(right)).count() as u32
    }

    /// Whether a table of n rows allows it.
    pub(super) fn check(&self, rows: usize) -> Result<(), HoldoutError> {
        if self.candidates.is_empty() {
            return Err(HoldoutError::Candidates);
        }
        for (candidate, &Candidate { share, .. }) in self.candidates.iter().enumerate() {
            if !(share > 0.0 && share <= 1.0) {
                return Err(HoldoutError::Share { candidate, share });
            }
        }
        let needed = self.rights.len() * self.lot as usize;
        if needed >= rows {
            return Err(HoldoutError::Rows { needed, largest: rows.saturating_sub(1) });
        }
        let (leaked, reserved) = (self.leaked, self.rows(|right| right == Right::Reserved));
        if leaked > reserved {
            return Err(HoldoutError::Leaked { leaked, reserved });
        }
        Ok(())
    }
}

//! What was recorded, and what is made of it.

use thiserror::Error;

/// Units with their covariates, whether they were treated, and their outcomes.
#[derive(Clone, Debug, PartialEq)]
pub struct Observations {
    covariates: Vec<Vec<f64>>,
    treated: Vec<bool>,
    outcomes: Vec<f64>,
}

/// An estimate of a mean effect, in units of the outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// with − without.
    pub value: f64,
    /// The estimated mean outcome if all were treated.
    pub with: f64,
    /// The estimated mean outcome if none were.
    pub without: f64,
    /// Of the value; `None` where there are too few units to tell.
    pub standard_error: Option<f64>,
}

impl Effect {
    pub(super) fn new(with: f64, without: f64, standard_error: Option<f64>) -> Result<Self, EffectError> {
        let value = with - without;
        if value.is_finite() {
            Ok(Self {
                value,
                with,
                without,
                standard_error: standard_error.filter(|error| error.is_finite()),
            })
        } else {
            Err(EffectError::Range)
        }
    }
}

/// Why there is no estimate.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EffectError {
    /// Lists of different lengths.
    #[error("{found} {what} for {units} units: legal is one each")]
    Length {
        /// Which list.
        what: &'static str,
        /// Its length.
        found: usize,
        /// n.
        units: usize,
    },
    /// A unit with more or fewer covariates than the first one.
    #[error("unit {unit} has {found} covariates: legal are {first}, as unit 0 has")]
    Covariates {
        /// The unit, from 0.
        unit: usize,
        /// Its covariates.
        found: usize,
        /// Those of unit 0.
        first: usize,
    },
    /// A value that is no number.
    #[error("unit {0} has a value that is not finite: legal are finite numbers")]
    NotFinite(usize),
    /// Nobody, or everybody, was treated.
    #[error("{treated} of {units} units are treated: legal are 1 to one less than all")]
    OneSided {
        /// The treated units.
        treated: usize,
        /// n.
        units: usize,
    },
    /// A stratum without overlap.
    #[error("of stratum {stratum}, {treated} of {units} units are treated: legal are 1 to one less than all")]
    Stratum {
        /// Its number.
        stratum: usize,
        /// Its treated units.
        treated: usize,
        /// Its units.
        units: usize,
    },
    /// The covariates foretell the treatment without exception.
    #[error(
        "the covariates tell the treated from the untreated without exception: no propensity between 0 and 1 fits"
    )]
    Separated,
    /// Covariates that do not determine the coefficients.
    #[error(
        "covariate {0} is a combination of the others in these units (the last one counts as the constant)"
    )]
    Collinear(usize),
    /// Scores of other units.
    #[error("the propensity has {found} scores for {units} units: legal is one each")]
    Scores {
        /// Its scores.
        found: usize,
        /// n.
        units: usize,
    },
    /// Counts that are none.
    #[error("{successes} successes of {trials}: legal are 0 to all, of at least one")]
    Counts {
        /// Successes.
        successes: u64,
        /// Trials.
        trials: u64,
    },
    /// A result beyond the finite numbers.
    #[error("the estimate is not finite: are the outcomes and covariates of a moderate size?")]
    Range,
}

impl Observations {
    /// Checks and keeps a record. Covariates may be none, but as many for each unit.
    ///
    /// # Errors
    /// [`EffectError`] naming the first unit that does not fit; [`EffectError::OneSided`] unless both groups have units.
    pub fn new(
        covariates: Vec<Vec<f64>>,
        treated: Vec<bool>,
        outcomes: Vec<f64>,
    ) -> Result<Self, EffectError> {
        let units = outcomes.len();
        for (what, found) in [("rows of covariates", covariates.len()), ("treatments", treated.len())] {
            if found != units {
                return Err(EffectError::Length { what, found, units });
            }
        }
        let first = covariates.first().map_or(0, Vec::len);
        for (unit, (row, outcome)) in covariates.iter().zip(&outcomes).enumerate() {
            if row.len() != first {
                return Err(EffectError::Covariates { unit, found: row.len(), first });
            }
            if !outcome.is_finite() || row.iter().any(|value| !value.is_finite()) {
                return Err(EffectError::NotFinite(unit));
            }
        }
        let count = treated.iter().filter(|&&treated| treated).count();
        if count == 0 || count == units {
            return Err(EffectError::OneSided { treated: count, units });
        }
        Ok(Self { covariates, treated, outcomes })
    }

    /// n.
    pub const fn len(&self) -> usize {
        self.outcomes.len()
    }

    /// Never: both groups have units.
    pub const fn is_empty(&self) -> bool {
        self.outcomes.is_empty()
    }

    /// Unit by unit, its covariates.
    pub fn covariates(&self) -> &[Vec<f64>] {
        &self.covariates
    }

    /// Unit by unit, whether it was treated.
    pub fn treated(&self) -> &[bool] {
        &self.treated
    }

    /// Unit by unit, its outcome.
    pub fn outcomes(&self) -> &[f64] {
        &self.outcomes
    }

    /// (1, x) of every unit.
    pub(super) fn design(&self) -> impl Iterator<Item = Vec<f64>> {
        self.covariates.iter().map(|row| std::iter::once(1.0).chain(row.iter().copied()).collect())
    }

    /// The outcomes of the treated, or of the untreated.
    pub(super) fn outcomes_of(&self, treated: bool) -> Vec<f64> {
        let own = self.treated.iter().zip(&self.outcomes).filter(|(own, _)| **own == treated);
        own.map(|(_, outcome)| *outcome).collect()
    }
}

//! The columns: methods with all their settings, and what they say.

use simulation::valuation::Estimate;

use super::parameters::{EXACT, MethodChoice, ValuesParameters};

/// A method with the settings that its values depend on, but for the number of samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    LeaveOneOut,
    Shapley,
    Banzhaf,
    Beta(f64, f64),
    Sampled,
    Truncated(f64),
    Reuse,
    Knn(usize),
}

/// What a method says of every row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Column {
    pub(super) kind: Kind,
    pub(super) values: Vec<f64>,
    /// Half the width of each value's 95 % interval, infinite where nothing is known yet; none where nothing is sampled.
    pub(super) halves: Vec<f64>,
    /// Samples done; 0 where nothing is sampled.
    pub(super) samples: u32,
    pub(super) finished: bool,
}

impl Kind {
    /// The columns of the chosen methods; what comes to the same is one column. Beta needs the table of all sets.
    pub(super) fn all(parameters: &ValuesParameters) -> Vec<Self> {
        let exact = parameters.rows.get() as usize <= EXACT;
        let kind = |method: &MethodChoice| match method {
            MethodChoice::LeaveOneOut => Some(Self::LeaveOneOut),
            MethodChoice::Shapley => Some(if exact { Self::Shapley } else { Self::Sampled }),
            MethodChoice::Banzhaf => Some(if exact { Self::Banzhaf } else { Self::Reuse }),
            MethodChoice::Beta => exact.then(|| Self::Beta(parameters.alpha.get(), parameters.beta.get())),
            MethodChoice::Sampled => Some(Self::Sampled),
            MethodChoice::Truncated => Some(Self::Truncated(parameters.tolerance.get())),
            MethodChoice::Reuse => Some(Self::Reuse),
            MethodChoice::Knn => Some(Self::Knn(parameters.neighbours.get() as usize)),
        };
        let mut kinds = vec![];
        for kind in parameters.method.as_slice().iter().filter_map(kind) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        kinds
    }

    pub(super) fn name(self) -> String {
        match self {
            Self::LeaveOneOut => "Leave one out".to_owned(),
            Self::Shapley => "Shapley".to_owned(),
            Self::Banzhaf => "Banzhaf".to_owned(),
            Self::Beta(alpha, beta) => {
                format!("Beta({}, {})", crate::format::short(alpha, 3), crate::format::short(beta, 3))
            }
            Self::Sampled => "Shapley, sampled".to_owned(),
            Self::Truncated(_) => "Shapley, truncated".to_owned(),
            Self::Reuse => "Banzhaf, sampled".to_owned(),
            Self::Knn(_) => "KNN-Shapley".to_owned(),
        }
    }

    /// A name for narrow places.
    pub(super) const fn short_name(self) -> &'static str {
        match self {
            Self::LeaveOneOut => "LOO",
            Self::Shapley => "Shapley",
            Self::Banzhaf => "Banzhaf",
            Self::Beta(..) => "Beta",
            Self::Sampled => "Sampled",
            Self::Truncated(_) => "Truncated",
            Self::Reuse => "Banzhaf~",
            Self::Knn(_) => "KNN",
        }
    }

    pub(super) const fn is_sampled(self) -> bool {
        matches!(self, Self::Sampled | Self::Truncated(_) | Self::Reuse)
    }

    /// Whether it is read off the table of all sets.
    pub(super) const fn is_exact(self) -> bool {
        matches!(self, Self::LeaveOneOut | Self::Shapley | Self::Banzhaf | Self::Beta(..))
    }
}

impl Column {
    /// What was computed without chance.
    pub(super) const fn exact(kind: Kind, values: Vec<f64>) -> Self {
        Self { kind, values, halves: vec![], samples: 0, finished: true }
    }

    /// What a sampler knows.
    pub(super) fn sampled(kind: Kind, estimate: &Estimate) -> Self {
        let halves = estimate.interval(LEVEL).unwrap_or_default();
        Self {
            kind,
            values: estimate.values.clone(),
            halves: halves.iter().map(|(low, high)| (high - low) / 2.0).collect(),
            samples: estimate.samples,
            finished: estimate.samples == estimate.planned,
        }
    }

    /// The ends of a row's interval, if there is one and it ends.
    pub(super) fn interval(&self, row: usize) -> Option<(f64, f64)> {
        let (value, half) = (*self.values.get(row)?, *self.halves.get(row)?);
        half.is_finite().then_some((value - half, value + half))
    }

    /// The values, added up.
    pub(super) fn sum(&self) -> f64 {
        self.values.iter().fold(0.0, |sum, value| sum + value)
    }
}

/// How often an interval is to cover.
const LEVEL: f64 = 0.95;

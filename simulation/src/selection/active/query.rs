//! What a row is asked for.

use super::scores::{
    consensus_entropy, entropy, expected_gradient_length, least_confidence, margin, maximum_divergence,
    vote_entropy,
};
use crate::dataset::Row;
use crate::learners::{Classification, Differentiable};

/// A row of the pool, and who is asked about it.
#[derive(Debug)]
pub struct Asked<'r, M> {
    /// The row. Its target is there, and no query looks at it.
    pub row: Row<'r>,
    /// The model of the labelled rows.
    pub model: &'r M,
    /// The committee; empty unless [`Query::needs_committee`].
    pub committee: &'r [M],
    /// The row's own number, evenly spread over [0, 1) and the same in every round.
    pub luck: f64,
}

/// How rows of a pool are ranked, for models of type `M`.
///
/// ```
/// use simulation::learners::Classification;
/// use simulation::selection::active::{Asked, Query};
///
/// /// Asks for what looks like class 0.
/// struct Hunting;
///
/// impl<M: Classification> Query<M> for Hunting {
///     fn urgency(&self, asked: &Asked<'_, M>) -> Option<f64> {
///         asked.model.probabilities(asked.row.features).first().copied()
///     }
/// }
/// ```
pub trait Query<M> {
    /// Whether a committee is to be trained in every round.
    fn needs_committee(&self) -> bool {
        false
    }

    /// The larger, the sooner the row is queried; `None` if the model has no answer.
    fn urgency(&self, asked: &Asked<'_, M>) -> Option<f64>;
}

/// Rows as luck has it: the baseline. A row's number is the same in every round, so that a run takes the rows in one random order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Random;

/// Rows of which the model is unsure.
///
/// Source: Lewis & Gale (1994), *A sequential algorithm for training text classifiers*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uncertainty {
    /// By [`least_confidence`].
    LeastConfidence,
    /// By the smallest [`margin`]; the urgency is its negative.
    Margin,
    /// By [`entropy`].
    Entropy,
}

/// Rows about which a committee disagrees.
///
/// Source: Seung, Opper & Sompolinsky (1992), *Query by committee*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disagreement {
    /// By [`vote_entropy`]: many rows have the same few values, and ties decide.
    VoteEntropy,
    /// By [`consensus_entropy`].
    ConsensusEntropy,
    /// By [`maximum_divergence`].
    MaximumDivergence,
}

/// Rows whose label would move the model far, by [`expected_gradient_length`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExpectedModelChange;

/// One of the queries, chosen at run time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// See [`Random`].
    Random,
    /// See [`Uncertainty`].
    Uncertainty(Uncertainty),
    /// See [`Disagreement`].
    Disagreement(Disagreement),
    /// See [`ExpectedModelChange`].
    ExpectedModelChange,
}

impl Strategy {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Random,
        Self::Uncertainty(Uncertainty::LeastConfidence),
        Self::Uncertainty(Uncertainty::Margin),
        Self::Uncertainty(Uncertainty::Entropy),
        Self::Disagreement(Disagreement::VoteEntropy),
        Self::Disagreement(Disagreement::ConsensusEntropy),
        Self::Disagreement(Disagreement::MaximumDivergence),
        Self::ExpectedModelChange,
    ];
}

impl<M> Query<M> for Random {
    fn urgency(&self, asked: &Asked<'_, M>) -> Option<f64> {
        Some(asked.luck)
    }
}

impl<M: Classification> Query<M> for Uncertainty {
    fn urgency(&self, asked: &Asked<'_, M>) -> Option<f64> {
        let probabilities = asked.model.probabilities(asked.row.features);
        match self {
            Self::LeastConfidence => least_confidence(&probabilities),
            Self::Margin => margin(&probabilities).map(|margin| 0.0 - margin),
            Self::Entropy => entropy(&probabilities),
        }
    }
}

impl<M: Classification> Query<M> for Disagreement {
    fn needs_committee(&self) -> bool {
        true
    }

    fn urgency(&self, asked: &Asked<'_, M>) -> Option<f64> {
        let members: Vec<Vec<f64>> =
            asked.committee.iter().map(|member| member.probabilities(asked.row.features)).collect();
        match self {
            Self::VoteEntropy => vote_entropy(&members),
            Self::ConsensusEntropy => consensus_entropy(&members),
            Self::MaximumDivergence => maximum_divergence(&members),
        }
    }
}

impl<M: Classification + Differentiable> Query<M> for ExpectedModelChange {
    fn urgency(&self, asked: &Asked<'_, M>) -> Option<f64> {
        expected_gradient_length(asked.model, &asked.row)
    }
}

impl<M: Classification + Differentiable> Query<M> for Strategy {
    fn needs_committee(&self) -> bool {
        matches!(self, Self::Disagreement(_))
    }

    fn urgency(&self, asked: &Asked<'_, M>) -> Option<f64> {
        match self {
            Self::Random => Random.urgency(asked),
            Self::Uncertainty(uncertainty) => uncertainty.urgency(asked),
            Self::Disagreement(disagreement) => disagreement.urgency(asked),
            Self::ExpectedModelChange => ExpectedModelChange.urgency(asked),
        }
    }
}

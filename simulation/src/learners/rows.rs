//! Rows as learners see them.

use super::FitError;
use crate::dataset::{Row, Targets};
use crate::world::World;

/// A row as a learner of classes sees it.
pub(crate) struct Labelled<'a> {
    pub(crate) features: &'a [f64],
    pub(crate) label: usize,
    pub(crate) weight: f64,
}

/// K and the rows of a world whose targets are classes.
pub(crate) fn labelled<'w>(world: &'w World<'_>) -> Result<(usize, Vec<Labelled<'w>>), FitError> {
    let Targets::Classes { count, .. } = world.dataset().targets() else {
        return Err(FitError::Targets { needed: "classes" });
    };
    let row = |row: Row<'w>| {
        Some(Labelled { features: row.features, label: row.target.class()?, weight: row.weight })
    };
    Ok((*count, world.rows().filter_map(row).collect()))
}

/// exp(sₖ) / Σ exp(s), computed from the largest so that nothing overflows; even shares if no score is above −∞.
pub(crate) fn softmax(mut scores: Vec<f64>) -> Vec<f64> {
    let largest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for score in &mut scores {
        *score = if largest == f64::NEG_INFINITY { 1.0 } else { libm::exp(*score - largest) };
    }
    let total = scores.iter().fold(0.0, |sum, share| sum + share);
    for share in &mut scores {
        *share /= total;
    }
    scores
}

/// Replaces scores by exp(sₖ)/Σ exp s, computed from the largest so that nothing overflows; answers −log of the share of
/// `label`, to as many digits however close to 0.
pub(crate) fn to_shares(scores: &mut [f64], label: usize) -> f64 {
    let (mut place, mut largest) = (0, f64::NEG_INFINITY);
    for (class, score) in scores.iter().enumerate() {
        if *score > largest {
            (place, largest) = (class, *score);
        }
    }
    let (own, mut others) = (scores[label], 0.0);
    for (class, score) in scores.iter_mut().enumerate() {
        *score = libm::exp(*score - largest);
        others += if class == place { 0.0 } else { *score };
    }
    for score in scores.iter_mut() {
        *score /= 1.0 + others;
    }
    (largest - own) + libm::log1p(others)
}

/// A row as a learner of numbers sees it.
pub(crate) struct Measured<'a> {
    pub(crate) features: &'a [f64],
    pub(crate) number: f64,
    pub(crate) weight: f64,
}

/// The rows of a world whose targets are numbers.
pub(crate) fn measured<'w>(world: &'w World<'_>) -> Result<impl Iterator<Item = Measured<'w>>, FitError> {
    let Targets::Numbers(_) = world.dataset().targets() else {
        return Err(FitError::Targets { needed: "numbers" });
    };
    Ok(world.rows().filter_map(|row| {
        Some(Measured { features: row.features, number: row.target.number()?, weight: row.weight })
    }))
}

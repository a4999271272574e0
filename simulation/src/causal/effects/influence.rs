//! Standard errors by influence functions: how much each unit moved the estimate.

use super::{Observations, Propensity};
use crate::linear_algebra::{Cholesky, add_scaled, dot};

/// √Σψ² / n.
pub(super) fn standard_error(influences: &[f64]) -> Option<f64> {
    let units = influences.len() as f64;
    (units > 1.0).then(|| dot(influences, influences).sqrt() / units)
}

/// The same of weights that were estimated on these very units: what the propensity's fit explains of ψ is no error. That is the
/// regression of ψ on the slopes (t − e)·(1, x) of its likelihood.
///
/// Source: Lunceford & Davidian (2004), *Stratification and weighting via the propensity score in estimation of causal treatment effects*.
pub(super) fn after_fitting(
    influences: &[f64],
    record: &Observations,
    propensity: &Propensity,
) -> Option<f64> {
    let slopes: Vec<Vec<f64>> = record
        .design()
        .zip(record.treated().iter().zip(propensity.scores()))
        .map(|(row, (&treated, score))| {
            row.iter().map(|value| (f64::from(u8::from(treated)) - score) * value).collect()
        })
        .collect();
    let size = propensity.parameters().len();
    let (mut gram, mut right) = (vec![0.0; size * size], vec![0.0; size]);
    for (slope, influence) in slopes.iter().zip(influences) {
        add_scaled(&mut right, *influence, slope);
        for (line, own) in gram.chunks_exact_mut(size).zip(slope) {
            add_scaled(line, *own, slope);
        }
    }
    Cholesky::new(&gram, size)?.solve(&mut right);
    let rest: Vec<f64> =
        slopes.iter().zip(influences).map(|(slope, influence)| influence - dot(slope, &right)).collect();
    standard_error(&rest)
}

//! Inverse probability weights: a unit stands for all those like it that were treated otherwise.

use super::influence::{after_fitting, standard_error};
use super::{Effect, EffectError, Observations, Propensity};

/// (1/n)·Σ tᵢyᵢ/eᵢ − (1/n)·Σ (1 − tᵢ)yᵢ/(1 − eᵢ). Unbiased if the propensity is known and right. Cost O(n·p²).
///
/// Source: Horvitz & Thompson (1952), *A generalization of sampling without replacement from a finite universe*.
///
/// When it misleads: the weights of a group do not add up to n by themselves, so adding 1 to every outcome can change the estimate. See
/// [`hajek`].
///
/// # Errors
/// [`EffectError::Scores`] for the propensity of other units.
pub fn horvitz_thompson(record: &Observations, propensity: &Propensity) -> Result<Effect, EffectError> {
    weighted(record, propensity, false)
}

/// The same with each group's weights divided by their sum: Σ wᵢtᵢyᵢ / Σ wᵢtᵢ − Σ wᵢ(1 − tᵢ)yᵢ / Σ wᵢ(1 − tᵢ), w = 1/e and 1/(1 − e). What is
/// mostly meant by IPW. The standard error knows that the propensity was fitted to these units, if it was. Cost O(n·p²).
///
/// Source: Hájek (1971), comment on *An essay on the logical foundations of survey sampling*.
///
/// When it misleads: where hardly anybody like a unit was treated otherwise, that one stands for many, and the estimate is its luck.
///
/// # Errors
/// [`EffectError::Scores`] for the propensity of other units.
pub fn hajek(record: &Observations, propensity: &Propensity) -> Result<Effect, EffectError> {
    weighted(record, propensity, true)
}

fn weighted(record: &Observations, propensity: &Propensity, normalised: bool) -> Result<Effect, EffectError> {
    propensity.check(record)?;
    let weight = |unit: usize| {
        let score = propensity.scores()[unit];
        1.0 / if record.treated()[unit] { score } else { 1.0 - score }
    };
    let (mut sums, mut totals) = ([0.0; 2], [0.0; 2]);
    for unit in 0..record.len() {
        let side = usize::from(record.treated()[unit]);
        sums[side] += weight(unit);
        totals[side] += weight(unit) * record.outcomes()[unit];
    }
    let units = record.len() as f64;
    let divisors = if normalised { sums } else { [units; 2] };
    let means = [totals[0] / divisors[0], totals[1] / divisors[1]];
    // Horvitz and Thompson's sum is fixed, Hájek's moves with the unit: its influence is measured from the mean.
    let influence = |unit: usize| {
        let side = usize::from(record.treated()[unit]);
        let from = if normalised { means[side] } else { 0.0 };
        let own = units / divisors[side] * weight(unit) * (record.outcomes()[unit] - from);
        let own = if side == 1 { own } else { -own };
        if normalised { own } else { own - (means[1] - means[0]) }
    };
    let influences: Vec<f64> = (0..record.len()).map(influence).collect();
    let error = if propensity.parameters().is_empty() {
        standard_error(&influences)
    } else {
        after_fitting(&influences, record, propensity)
    };
    Effect::new(means[1], means[0], error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::causal::effects::{difference_in_means, stratified};

    fn record(outcomes: Vec<f64>) -> (Observations, Vec<usize>) {
        let kinds = [0, 0, 0, 0, 1, 1, 1, 1, 1];
        let treated = vec![true, false, false, false, true, true, true, false, false];
        let rows = kinds.iter().map(|&kind| vec![kind as f64]).collect();
        (Observations::new(rows, treated, outcomes).unwrap(), kinds.to_vec())
    }

    #[test]
    fn a_saturated_propensity_is_stratification() {
        let (record, strata) = record(vec![3.0, 1.0, 0.0, 2.5, 4.0, 7.0, 1.0, 2.0, 9.0]);
        let propensity = Propensity::fit(&record).unwrap();
        let wanted = stratified(&record, &strata).unwrap().value;
        for found in [hajek(&record, &propensity), horvitz_thompson(&record, &propensity)] {
            assert!((found.unwrap().value - wanted).abs() < 1e-10);
        }
    }

    #[test]
    fn even_odds_are_the_difference_of_means_and_only_hajek_ignores_a_shift() {
        let outcomes = vec![3.0, 1.0, 0.0, 2.5, 4.0, 7.0, 1.0, 2.0, 9.0];
        let (one, _) = record(outcomes.clone());
        let (other, _) = record(outcomes.iter().map(|y| y + 5.0).collect());
        let coin = Propensity::known(vec![0.5; 9]).unwrap();
        let naive = difference_in_means(&one).unwrap().value;
        assert!((hajek(&one, &coin).unwrap().value - naive).abs() < 1e-12);
        assert!((hajek(&other, &coin).unwrap().value - naive).abs() < 1e-12);
        let moved =
            horvitz_thompson(&other, &coin).unwrap().value - horvitz_thompson(&one, &coin).unwrap().value;
        // 4 of 9 treated at even odds: 5·(8/9 − 10/9).
        assert!((moved + 10.0 / 9.0).abs() < 1e-12);
        let few = Propensity::known(vec![0.5; 3]).unwrap();
        assert_eq!(hajek(&one, &few), Err(EffectError::Scores { found: 3, units: 9 }));
    }
}

//! Differences of means: of all units, and stratum by stratum.

use super::{Effect, EffectError, Observations};
use crate::statistics::{mean, sample_variance};

/// ȳ₁ − ȳ₀, the mean of the treated less that of the untreated: the naive estimate, and the right one if a coin decided. Its standard
/// error is √(s₁²/n₁ + s₀²/n₀). Cost O(n).
///
/// Source: Neyman (1923), *On the application of probability theory to agricultural experiments*.
///
/// When it misleads: whenever what decided on the treatment also moves the outcome, however many units there are.
///
/// # Errors
/// [`EffectError::Range`].
pub fn difference_in_means(record: &Observations) -> Result<Effect, EffectError> {
    let [without, with] = [false, true].map(|treated| record.outcomes_of(treated));
    let error = sample_variance(&with).zip(sample_variance(&without));
    let error = error.map(|(one, other)| (one / with.len() as f64 + other / without.len() as f64).sqrt());
    Effect::new(mean(&with).unwrap_or(f64::NAN), mean(&without).unwrap_or(f64::NAN), error)
}

/// Σₛ (nₛ/n)·(ȳ₁ₛ − ȳ₀ₛ): differences within strata, weighted by the strata's shares of all units. `strata` numbers each unit's
/// stratum. The standard error adds Neyman's within the strata to the spread of the effects between them; where a stratum has a single
/// unit on one side, the pooled variance of that side stands in. Cost O(n·strata).
///
/// Source: Pearl (2009), *Causality*, theorem 3.3.2 (back-door adjustment); Imbens & Rubin (2015), *Causal Inference*, chapter 9.
///
/// When it misleads: units of one stratum may still differ in what decides. And a stratum in which everybody was treated says nothing
/// of the untreated: it is an error here, never left out in silence, since leaving it out asks another question.
///
/// # Errors
/// [`EffectError::Length`], or [`EffectError::Stratum`] for one without overlap.
pub fn stratified(record: &Observations, strata: &[usize]) -> Result<Effect, EffectError> {
    let units = record.len();
    if strata.len() != units {
        return Err(EffectError::Length { what: "strata", found: strata.len(), units });
    }
    let mut known: Vec<usize> = Vec::new();
    for stratum in strata {
        if !known.contains(stratum) {
            known.push(*stratum);
        }
    }
    let mut sides: Vec<[Vec<f64>; 2]> = vec![[Vec::new(), Vec::new()]; known.len()];
    for ((stratum, &treated), &outcome) in strata.iter().zip(record.treated()).zip(record.outcomes()) {
        if let Some(place) = known.iter().position(|other| other == stratum) {
            sides[place][usize::from(treated)].push(outcome);
        }
    }
    let mut means = [0.0; 2];
    for (&stratum, both) in known.iter().zip(&sides) {
        let (treated, units) = (both[1].len(), both[0].len() + both[1].len());
        if treated == 0 || treated == units {
            return Err(EffectError::Stratum { stratum, treated, units });
        }
        for (sum, side) in means.iter_mut().zip(both) {
            *sum += units as f64 / record.len() as f64 * mean(side).unwrap_or(f64::NAN);
        }
    }
    Effect::new(means[1], means[0], standard_error(&sides, means[1] - means[0], record.len()))
}

fn standard_error(sides: &[[Vec<f64>; 2]], effect: f64, units: usize) -> Option<f64> {
    let mut total = 0.0;
    let pooled = [0, 1].map(|side| {
        let many = sides.iter().map(|both| &both[side]).filter(|values| values.len() > 1);
        let (mut squares, mut degrees) = (0.0, 0.0);
        for values in many {
            let own = (values.len() - 1) as f64;
            squares += own * sample_variance(values).unwrap_or(0.0);
            degrees += own;
        }
        (degrees > 0.0).then(|| squares / degrees)
    });
    for both in sides {
        let share = (both[0].len() + both[1].len()) as f64 / units as f64;
        let between = mean(&both[1])? - mean(&both[0])? - effect;
        total += share * between * between / units as f64;
        for (values, pooled) in both.iter().zip(pooled) {
            let variance = sample_variance(values).or(pooled)?;
            total += share * share * variance / values.len() as f64;
        }
    }
    Some(total.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> (Observations, Vec<usize>) {
        let treated = vec![true, false, true, true, false, false, true];
        let outcomes = vec![3.0, 1.0, 5.0, 8.0, 2.0, 6.0, 9.0];
        (Observations::new(vec![vec![]; 7], treated, outcomes).unwrap(), vec![4, 4, 4, 7, 4, 7, 7])
    }

    #[test]
    fn means_and_strata_by_hand() {
        let (record, strata) = record();
        let naive = difference_in_means(&record).unwrap();
        assert_eq!((naive.with, naive.without), (25.0 / 4.0, 3.0));
        let wanted = ((89.0_f64 / 12.0 + 0.25) / 4.0 + 7.0 / 3.0).sqrt();
        let spread: f64 = [3.0_f64, 5.0, 8.0, 9.0].iter().map(|y| (y - 6.25).powi(2)).sum::<f64>() / 3.0;
        assert!(
            (naive.standard_error.unwrap() - (spread / 4.0 + 7.0 / 3.0).sqrt()).abs() < 1e-12,
            "{wanted}"
        );
        // Stratum 4: 4 − 1.5; stratum 7: 8.5 − 6.
        let found = stratified(&record, &strata).unwrap();
        assert!((found.value - 2.5).abs() < 1e-12);
        // Both effects are 2.5: nothing between. A single untreated unit of stratum 7 takes the pooled variance, 0.5.
        let within =
            (4.0_f64 / 7.0).powi(2) * (2.0 / 2.0 + 0.5 / 2.0) + (3.0_f64 / 7.0).powi(2) * (0.5 / 2.0 + 0.5);
        assert!((found.standard_error.unwrap() - within.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn one_stratum_is_the_naive_estimate() {
        let (record, _) = record();
        let (one, naive) = (stratified(&record, &[3; 7]).unwrap(), difference_in_means(&record).unwrap());
        assert!((one.value - naive.value).abs() < 1e-12);
        assert!((one.standard_error.unwrap() - naive.standard_error.unwrap()).abs() < 1e-12);
    }

    #[test]
    fn a_stratum_without_overlap_is_named() {
        let (record, mut strata) = record();
        strata[5] = 4;
        let error = stratified(&record, &strata).unwrap_err();
        assert_eq!(
            error.to_string(),
            "of stratum 7, 2 of 2 units are treated: legal are 1 to one less than all"
        );
        assert_eq!(
            stratified(&record, &[0]).unwrap_err().to_string(),
            "1 strata for 7 units: legal is one each"
        );
        let single = Observations::new(vec![vec![]; 2], vec![true, false], vec![1.0, 0.0]).unwrap();
        assert_eq!(difference_in_means(&single).unwrap().standard_error, None);
        assert_eq!(stratified(&single, &[0, 0]).unwrap().standard_error, None);
    }
}

//! Rates from counts, pooled and standardised: how a table can say one thing in every row and the opposite in its sum.

use super::EffectError;

/// Successes among trials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    successes: u64,
    trials: u64,
}

impl Counts {
    /// So many successes among so many trials.
    ///
    /// # Errors
    /// [`EffectError::Counts`] for no trials, or more successes than trials.
    pub const fn new(successes: u64, trials: u64) -> Result<Self, EffectError> {
        if trials == 0 || successes > trials {
            Err(EffectError::Counts { successes, trials })
        } else {
            Ok(Self { successes, trials })
        }
    }

    /// The share of successes.
    pub const fn rate(self) -> f64 {
        self.successes as f64 / self.trials as f64
    }
}

/// The rate of all strata thrown together; `None` of none. Cost O(strata).
pub fn pooled_rate(strata: &[Counts]) -> Option<f64> {
    let sum = |of: fn(&Counts) -> u64| strata.iter().fold(0.0, |sum, counts| sum + of(counts) as f64);
    let trials = sum(|counts| counts.trials);
    (trials > 0.0).then(|| sum(|counts| counts.successes) / trials)
}

/// For each treatment, the rate that it would have if all units had got it: Σₛ P(s)·P(success given treatment and s), P(s) the share of stratum s among
/// all units of all treatments (the back-door formula). `treatments` has, for each treatment, its counts in the strata, in one order.
/// `None` if there are none, or of different numbers of strata. Cost O(treatments·strata).
///
/// Source: Pearl (2009), *Causality*, theorem 3.3.2.
///
/// When it misleads: it must be the right strata. Standardising by what the treatment itself changed takes a part of the effect away.
///
/// ```
/// use simulation::causal::effects::{Counts, pooled_rate, standardised_rates};
/// // Kidney stones, small and large, under open surgery and under the puncture (Charig and others 1986).
/// let open = [Counts::new(81, 87)?, Counts::new(192, 263)?];
/// let puncture = [Counts::new(234, 270)?, Counts::new(55, 80)?];
/// assert!(pooled_rate(&open) < pooled_rate(&puncture));
/// let adjusted = standardised_rates(&[&open, &puncture]).ok_or("no rates")?;
/// assert!(adjusted[0] > adjusted[1], "better in both strata, and so after all");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn standardised_rates(treatments: &[&[Counts]]) -> Option<Vec<f64>> {
    let strata = treatments.first()?.len();
    if strata == 0 || treatments.iter().any(|counts| counts.len() != strata) {
        return None;
    }
    let size = |stratum: usize| treatments.iter().fold(0.0, |sum, own| sum + own[stratum].trials as f64);
    let all = (0..strata).fold(0.0, |sum, stratum| sum + size(stratum));
    let rate = |own: &&[Counts]| {
        own.iter().enumerate().fold(0.0, |sum, (stratum, counts)| sum + size(stratum) / all * counts.rate())
    };
    Some(treatments.iter().map(rate).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paradox_of_the_kidney_stones() {
        let counts = |successes, trials| Counts::new(successes, trials).unwrap();
        let open = [counts(81, 87), counts(192, 263)];
        let puncture = [counts(234, 270), counts(55, 80)];
        assert_eq!((pooled_rate(&open), pooled_rate(&puncture)), (Some(0.78), Some(289.0 / 350.0)));
        let rates = standardised_rates(&[&open, &puncture]).unwrap();
        assert!((rates[0] - (357.0 * 81.0 / 87.0 + 343.0 * 192.0 / 263.0) / 700.0).abs() < 1e-15);
        assert!((rates[1] - 0.778_875).abs() < 1e-12);
    }

    #[test]
    fn what_is_no_table_has_no_rates() {
        assert_eq!(standardised_rates(&[]), None);
        let one = [Counts::new(1, 2).unwrap()];
        assert_eq!(standardised_rates(&[&one, &[]]), None);
        assert_eq!(pooled_rate(&[]), None);
        assert_eq!(
            Counts::new(3, 2).unwrap_err().to_string(),
            "3 successes of 2: legal are 0 to all, of at least one"
        );
        assert!(Counts::new(0, 0).is_err());
    }
}

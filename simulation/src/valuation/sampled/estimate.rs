//! What a sampler knows so far.

use super::student::student_quantile;

/// A snapshot: one value and one standard error a player, and what they rest on.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// The estimated values, one a player.
    pub values: Vec<f64>,
    /// Their standard errors, in the same units. Infinite where too little was seen to tell. Exactly 0 where everything seen was equal
    /// up to the rounding of the worths.
    pub standard_errors: Vec<f64>,
    /// The samples it rests on: permutations, or coalitions.
    pub samples: u32,
    /// The samples that were planned before the first.
    pub planned: u32,
    /// Worths asked for, without those of nobody.
    pub evaluations: u64,
    /// Whether arrivals may have been skipped: the values are then biased, by an unknown amount.
    pub truncated: bool,
    /// Whether a look at the estimates ended the run: the standard errors are then too small on average.
    pub stopped_early: bool,
    pub(super) degrees: f64,
}

impl Estimate {
    /// Whether its intervals cover as often as they say: the planned samples, no fewer, none truncated. A run that is looked at on
    /// the way and would have been stopped has no such guarantee, even if it was not.
    pub fn is_guaranteed(&self) -> bool {
        self.samples == self.planned && !self.truncated && !self.stopped_early
    }

    /// A two-sided interval a player: value ± t·standard error, with Student's t for the number of samples. `None` unless level is
    /// strictly between 0 and 1. Width 0 where the standard error is 0.
    ///
    /// Each covers with the probability `level` for many samples; all of them together with less.
    ///
    /// ```
    /// use simulation::seed::Seed;
    /// use simulation::valuation::{Arrivals, games::Majority, shapley_sampled};
    /// let game = Arrivals::new(Majority::new(5)?);
    /// let estimate = shapley_sampled(game, 1000, Seed::new(1))?.last().ok_or("no estimate")?;
    /// let (low, high) = estimate.interval(0.9999).ok_or("no such level")?[0];
    /// assert!(low < 0.2 && 0.2 < high);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn interval(&self, level: f64) -> Option<Vec<(f64, f64)>> {
        if !(level > 0.0 && level < 1.0) {
            return None;
        }
        let t = student_quantile(level, self.degrees);
        let around = |(&value, &error): (&f64, &f64)| {
            // 0·∞ is no number, and neither is the width of what does not spread.
            let half = if error == 0.0 { 0.0 } else { t * error };
            (value - half, value + half)
        };
        Some(self.values.iter().zip(&self.standard_errors).map(around).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate() -> Estimate {
        Estimate {
            values: vec![1.0, 2.0, 3.0],
            standard_errors: vec![0.0, 0.5, f64::INFINITY],
            samples: 31,
            planned: 31,
            evaluations: 0,
            truncated: false,
            stopped_early: false,
            degrees: 30.0,
        }
    }

    #[test]
    fn intervals_lie_around_the_values() {
        let intervals = estimate().interval(0.95).unwrap();
        assert_eq!(intervals[0], (1.0, 1.0));
        assert!((intervals[1].1 - 2.0 - 0.5 * 2.042_272_456).abs() < 1e-8);
        assert_eq!(intervals[2], (f64::NEG_INFINITY, f64::INFINITY));
        assert!([0.0, 1.0, -1.0, f64::NAN].iter().all(|&level| estimate().interval(level).is_none()));
    }

    #[test]
    fn only_complete_runs_are_guaranteed() {
        assert!(estimate().is_guaranteed());
        assert!(!Estimate { samples: 30, ..estimate() }.is_guaranteed());
        assert!(!Estimate { truncated: true, ..estimate() }.is_guaranteed());
        assert!(!Estimate { stopped_early: true, ..estimate() }.is_guaranteed());
    }
}

//! Intervals: how sure a mean or a share is, given how many draws it rests on.
//!
//! When they mislead: both assume independent draws. Repetitions that share their rows are less independent than they look, and
//! an interval around their mean is then too narrow.

use super::{mean, normal_quantile, sample_variance, student_quantile};

/// Two ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// Whether a number lies between the ends or on one.
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// high − low.
    pub fn width(&self) -> f64 {
        self.high - self.low
    }
}

/// x̄ ± t·s/√n with t the quantile of Student's distribution with n − 1 degrees of freedom that leaves (1 − `level`)/2 on either side.
/// `None` of fewer than two values, with a NaN or an infinity among them, or for a level that is not between 0 and 1. Exact
/// for independent normal draws. Cost O(n).
///
/// ```
/// use simulation::statistics::mean_interval;
/// let interval = mean_interval(&[4.0, 6.0, 8.0], 0.95).unwrap();
/// assert!(interval.contains(6.0) && (interval.width() - 2.0 * 4.968_275).abs() < 1e-5);
/// ```
pub fn mean_interval(values: &[f64], level: f64) -> Option<Interval> {
    let error = (sample_variance(values)? / values.len() as f64).sqrt();
    let degrees = u32::try_from(values.len() - 1).ok()?;
    around(mean(values)?, error, student_quantile(upper(level)?, degrees)?)
}

/// The score interval for the probability of a success, of which `successes` were seen in `trials`:
/// (p̂ + z²/2n ± z·√(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n). It stays inside [0, 1] and is of use for shares near its ends and for few
/// trials, where p̂ ± z·√(p̂(1 − p̂)/n) is not. `None` for no trials, more successes than trials, or a level that is not between 0
/// and 1. Cost O(1).
///
/// Source: Wilson (1927), *Probable inference, the law of succession, and statistical inference*.
///
/// ```
/// use simulation::statistics::wilson_interval;
/// let interval = wilson_interval(0, 10, 0.95).unwrap();
/// assert!(interval.low == 0.0 && (interval.high - 0.277_533).abs() < 1e-6);
/// ```
pub fn wilson_interval(successes: u64, trials: u64, level: f64) -> Option<Interval> {
    if trials == 0 || successes > trials {
        return None;
    }
    let z = normal_quantile(upper(level)?)?;
    let (n, square) = (trials as f64, z * z);
    let share = successes as f64 / n;
    let shrink = 1.0 + square / n;
    let center = (share + square / (2.0 * n)) / shrink;
    let half = z * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt() / shrink;
    // At the ends the formula gives 0 and 1 up to rounding.
    let low = if successes == 0 { 0.0 } else { center - half };
    let high = if successes == trials { 1.0 } else { center + half };
    Some(Interval { low: low.max(0.0), high: high.min(1.0) })
}

/// 1 − (1 − level)/2, for a level strictly between 0 and 1.
fn upper(level: f64) -> Option<f64> {
    (level > 0.0 && level < 1.0).then_some(0.5 + 0.5 * level)
}

fn around(center: f64, error: f64, quantile: f64) -> Option<Interval> {
    // No spread is no width, even where the quantile is infinite.
    let half = if error == 0.0 { 0.0 } else { error * quantile };
    let interval = Interval { low: center - half, high: center + half };
    (!interval.low.is_nan() && !interval.high.is_nan()).then_some(interval)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::RowId;
    use crate::seed::{Purpose, Seed};
    use proptest::prelude::*;
    use rand::Rng;

    #[test]
    fn a_published_example_is_met() {
        // Newcombe (1998), *Two-sided confidence intervals for the single proportion*, table I: score method without correction.
        for (successes, trials, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let interval = wilson_interval(successes, trials, 0.95).unwrap();
            assert!((interval.low - low).abs() < 5e-5 && (interval.high - high).abs() < 5e-5, "{interval:?}");
        }
    }

    #[test]
    fn what_is_undefined_is_none() {
        assert_eq!((wilson_interval(0, 0, 0.95), wilson_interval(3, 2, 0.95)), (None, None));
        for level in [0.0, 1.0, -1.0, f64::NAN] {
            assert_eq!((wilson_interval(1, 2, level), mean_interval(&[1.0, 2.0], level)), (None, None));
        }
        assert_eq!((mean_interval(&[1.0], 0.9), mean_interval(&[1.0, f64::NAN], 0.9)), (None, None));
        assert_eq!(mean_interval(&[2.0, 2.0], 0.9), Some(Interval { low: 2.0, high: 2.0 }));
    }

    #[test]
    fn it_covers_as_often_as_it_says() {
        // Normal draws by inversion; 4,000 means of five. The standard error of the coverage is 0.47 points.
        let covered = (0..4000).filter(|&repetition| {
            let mut stream = Seed::new(3).stream(Purpose::Resample, RowId::new(repetition));
            let mut draw = || ((stream.next_u64() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64;
            let values: Vec<f64> = (0..5).map(|_| normal_quantile(draw()).unwrap()).collect();
            mean_interval(&values, 0.9).unwrap().contains(0.0)
        });
        assert!((covered.count() as f64 / 4000.0 - 0.9).abs() < 0.02);
    }

    proptest! {
        #[test]
        fn a_share_lies_in_its_interval_and_the_mirror_image_in_its_own(
            trials in 1_u64..1_000_000, part in 0.0_f64..=1.0, level in 0.01_f64..0.999,
        ) {
            let successes = (part * trials as f64) as u64;
            let interval = wilson_interval(successes, trials, level).unwrap();
            let mirrored = wilson_interval(trials - successes, trials, level).unwrap();
            prop_assert!(interval.contains(successes as f64 / trials as f64));
            prop_assert!(0.0 <= interval.low && interval.high <= 1.0);
            prop_assert!((interval.low - (1.0 - mirrored.high)).abs() < 1e-12);
        }

        #[test]
        fn nothing_panics(values in proptest::collection::vec(proptest::num::f64::ANY, 0..4), level in proptest::num::f64::ANY) {
            prop_assert!(mean_interval(&values, level).is_none_or(|interval| interval.low <= interval.high));
        }
    }
}

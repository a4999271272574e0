//! Mean and variance, of a list and one number at a time.

/// Σx / n, added from the first to the last. `None` of no values, with a NaN among them, or with both −∞ and ∞; a sum beyond
/// the largest number is infinite. Cost O(n).
///
/// ```
/// use simulation::statistics::mean;
/// assert_eq!(mean(&[1.0, 2.0, 6.0]), Some(3.0));
/// assert_eq!(mean(&[]), None);
/// ```
pub fn mean(values: &[f64]) -> Option<f64> {
    let total = values.iter().fold(0.0, |sum, value| sum + value);
    // 0 / 0 for no values.
    number(total / values.len() as f64)
}

/// Σ(x − x̄)² / n, the variance of the values themselves. `None` where it is no number: no values, a NaN, an infinity. Cost: two
/// passes.
///
/// ```
/// use simulation::statistics::variance;
/// assert_eq!(variance(&[1.0, 3.0]), Some(1.0));
/// ```
pub fn variance(values: &[f64]) -> Option<f64> {
    number(squares_about_the_mean(values)? / values.len() as f64)
}

/// Σ(x − x̄)² / (n − 1), the unbiased estimate of the variance of what the values were drawn from. `None` of fewer than two values, and
/// where [`variance`] is. Cost: two passes.
///
/// ```
/// use simulation::statistics::sample_variance;
/// assert_eq!(sample_variance(&[1.0, 3.0]), Some(2.0));
/// assert_eq!(sample_variance(&[1.0]), None);
/// ```
pub fn sample_variance(values: &[f64]) -> Option<f64> {
    number(squares_about_the_mean(values)? / (values.len() - 1) as f64)
}

/// Mean and variance of numbers that come one at a time, as luck's repetitions do.
///
/// m ← m + (x − m)/n, S ← S + (x − m_before)(x − m_after). Memory: three numbers, whatever has been pushed.
///
/// Source: Welford (1962), *Note on a method for calculating corrected sums of squares and products*.
///
/// ```
/// use simulation::statistics::RunningMoments;
/// let mut moments = RunningMoments::default();
/// [1.0, 2.0, 6.0].into_iter().for_each(|value| moments.push(value));
/// assert_eq!((moments.count(), moments.mean(), moments.sample_variance()), (3, Some(3.0), Some(7.0)));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RunningMoments {
    count: u64,
    mean: f64,
    squares: f64,
}

impl RunningMoments {
    /// Takes one more number into account. Cost O(1).
    pub fn push(&mut self, value: f64) {
        self.count += 1;
        let gap = value - self.mean;
        self.mean += gap / self.count as f64;
        self.squares += gap * (value - self.mean);
    }

    /// n, how many numbers have been pushed.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Their mean; `None` of none, or once a NaN was among them.
    pub fn mean(&self) -> Option<f64> {
        if self.count == 0 { None } else { number(self.mean) }
    }

    /// Their variance, divided by n; `None` of none, or once a NaN or an infinity was among them.
    pub fn variance(&self) -> Option<f64> {
        number(self.squares / self.count as f64)
    }

    /// Their variance, divided by n − 1; `None` of fewer than two, or once a NaN or an infinity was among them.
    pub fn sample_variance(&self) -> Option<f64> {
        number(self.squares / self.count.checked_sub(1)? as f64)
    }

    /// √(sample variance / n): how far the mean is likely to be from that of what the numbers were drawn from.
    pub fn standard_error(&self) -> Option<f64> {
        Some((self.sample_variance()? / self.count as f64).sqrt())
    }
}

fn squares_about_the_mean(values: &[f64]) -> Option<f64> {
    let center = mean(values)?;
    Some(values.iter().fold(0.0, |sum, value| sum + (value - center) * (value - center)))
}

fn number(value: f64) -> Option<f64> {
    (!value.is_nan()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn close(one: Option<f64>, other: Option<f64>) -> bool {
        one.zip(other).is_some_and(|(one, other)| (one - other).abs() <= 1e-9 * (1.0 + one.abs()))
    }

    #[test]
    fn what_is_undefined_is_none() {
        assert_eq!((mean(&[]), variance(&[]), sample_variance(&[])), (None, None, None));
        assert_eq!((mean(&[f64::NAN, 1.0]), mean(&[f64::INFINITY, f64::NEG_INFINITY])), (None, None));
        assert_eq!(
            (mean(&[f64::INFINITY, 1.0]), variance(&[f64::INFINITY, 1.0])),
            (Some(f64::INFINITY), None)
        );
        let mut moments = RunningMoments::default();
        assert_eq!((moments.mean(), moments.variance(), moments.sample_variance()), (None, None, None));
        moments.push(4.0);
        assert_eq!(
            (moments.mean(), moments.variance(), moments.standard_error()),
            (Some(4.0), Some(0.0), None)
        );
    }

    #[test]
    fn a_large_offset_costs_no_precision() {
        // The textbook formula Σx² − n·x̄² answers 0 or worse here.
        let values = [1e9 + 4.0, 1e9 + 7.0, 1e9 + 13.0, 1e9 + 16.0];
        let mut moments = RunningMoments::default();
        for value in values {
            moments.push(value);
        }
        assert_eq!((sample_variance(&values), moments.sample_variance()), (Some(30.0), Some(30.0)));
    }

    proptest! {
        #[test]
        fn one_at_a_time_is_as_good_as_all_at_once(values in vec(-1e3_f64..1e3, 2..40)) {
            let mut moments = RunningMoments::default();
            for &value in &values {
                moments.push(value);
            }
            prop_assert!(close(moments.mean(), mean(&values)));
            prop_assert!(close(moments.variance(), variance(&values)));
            prop_assert!(close(moments.sample_variance(), sample_variance(&values)));
        }

        #[test]
        fn nothing_panics_and_nothing_is_nan(values in vec(proptest::num::f64::ANY, 0..6)) {
            let mut moments = RunningMoments::default();
            for &value in &values {
                moments.push(value);
            }
            let running = [moments.mean(), moments.variance(), moments.sample_variance(), moments.standard_error()];
            let whole = [mean(&values), variance(&values), sample_variance(&values)];
            prop_assert!(!running.into_iter().chain(whole).flatten().any(f64::is_nan));
        }
    }
}

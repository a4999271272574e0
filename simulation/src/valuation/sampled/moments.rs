//! Mean and spread, one number at a time.

/// Source: Welford (1962), *Note on a method for calculating corrected sums of squares and products*.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Moments {
    count: u32,
    mean: f64,
    squares: f64,
    least: f64,
    most: f64,
}

impl Moments {
    pub(super) const NONE: Self =
        Self { count: 0, mean: 0.0, squares: 0.0, least: f64::INFINITY, most: f64::NEG_INFINITY };

    pub(super) fn push(&mut self, value: f64) {
        self.count += 1;
        let before = value - self.mean;
        self.mean += before / f64::from(self.count);
        self.squares += before * (value - self.mean);
        self.least = if value < self.least { value } else { self.least };
        self.most = if value > self.most { value } else { self.most };
    }

    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// 0 of no numbers.
    pub(super) fn mean(&self) -> f64 {
        self.mean
    }

    /// s²/m, the squared standard error of the mean: infinite of fewer than two numbers, exactly 0 if all lie within `rounding`
    /// of each other, NaN if one is NaN.
    pub(super) fn squared_error(&self, rounding: f64) -> f64 {
        if self.mean.is_nan() {
            f64::NAN
        } else if self.count < 2 {
            f64::INFINITY
        } else if self.most - self.least <= rounding {
            0.0
        } else {
            self.squares / f64::from(self.count - 1) / f64::from(self.count)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn they_are_those_of_two_passes(values in proptest::collection::vec(-1e3_f64..1e3, 2..50), offset in -1e6_f64..1e6) {
            let mut moments = Moments::NONE;
            for value in &values {
                moments.push(value + offset);
            }
            let n = values.len() as f64;
            let mean = values.iter().sum::<f64>() / n;
            let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0);
            prop_assert!((moments.mean() - offset - mean).abs() < 1e-8);
            prop_assert!((moments.squared_error(0.0) - variance / n).abs() < 1e-7 * (1.0 + variance / n));
        }
    }

    #[test]
    fn equal_numbers_do_not_spread_and_one_says_nothing() {
        let mut moments = Moments::NONE;
        moments.push(0.1);
        assert_eq!((moments.mean(), moments.squared_error(1.0)), (0.1, f64::INFINITY));
        for _ in 0..99 {
            moments.push(0.1);
        }
        assert_eq!((moments.mean(), moments.squared_error(0.0), moments.count()), (0.1, 0.0, 100));
        moments.push(f64::NAN);
        assert!(moments.mean().is_nan() && moments.squared_error(1.0).is_nan());
    }
}

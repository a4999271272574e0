//! One step: Gaussian noise on a sum over rows that were drawn by luck.

use super::logarithms::{log_add, log_less_one, log_one_plus};
use crate::robustness::privacy::PrivacyError;
use crate::robustness::privacy::error::{legal, positive};

/// A sum over rows, each of which is in it with probability q by itself (Poisson sampling) and counts at most 1 in length, with noise
/// N(0, σ²) on every coordinate. σ is the *noise multiplier*: noise over clipping bound.
///
/// Neighbours differ by one row that is added or removed. The worst pair releases N(0, σ²) and (1 − q)·N(0, σ²) + q·N(1, σ²), and of the
/// two directions that of the mixture against N(0, σ²) is the larger one, at every order.
///
/// Source: Mironov, Talwar & Zhang (2019), *Rényi differential privacy of the sampled Gaussian mechanism*, section 3.
///
/// When it misleads: it holds for Poisson sampling. Batches of a fixed size, or one pass after the other over shuffled rows, are other
/// mechanisms, and using this figure for them is a claim that was not proven (Chua et al. 2024, *How private are DP-SGD implementations?*).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SampledGaussian {
    rate: f64,
    noise: f64,
}

/// The largest order: the sum of a whole order has as many terms.
const LARGEST: f64 = 10_000.0;

/// The most points at which the integrand is looked at.
const MOST_POINTS: f64 = 1e5;

impl SampledGaussian {
    /// A sampling rate q and a noise multiplier σ.
    ///
    /// # Errors
    /// [`PrivacyError::Setting`] unless q is from 0 to 1, and σ finite and above 0.
    pub fn new(rate: f64, noise: f64) -> Result<Self, PrivacyError> {
        let rate = legal("sampling rate", rate, (0.0..=1.0).contains(&rate), "numbers from 0 to 1")?;
        Ok(Self { rate, noise: positive("noise multiplier", noise)? })
    }

    /// The Rényi divergence of order α: ln E[(1 − q + q·exp((2x − 1)/2σ²))^α]/(α − 1) for x from N(0, σ²), in natural logarithms.
    ///
    /// For a whole α a finite sum, cost O(α). Otherwise the integral by the trapezoidal rule, whose error falls exponentially for a function
    /// that is analytic in a strip (Trefethen & Weideman 2014, *The exponentially convergent trapezoidal rule*); cost some hundred
    /// exponentials, or O(1/σ²) where σ is small.
    ///
    /// ```
    /// use simulation::robustness::privacy::SampledGaussian;
    /// let step = SampledGaussian::new(0.01, 1.1)?;
    /// assert!((step.divergence(8.0)? - 5.840_703e-4).abs() < 1e-9);
    /// // All rows, every time: α/2σ².
    /// assert_eq!(SampledGaussian::new(1.0, 2.0)?.divergence(3.0)?, 0.375);
    /// # Ok::<(), simulation::robustness::privacy::PrivacyError>(())
    /// ```
    ///
    /// # Errors
    /// [`PrivacyError::Setting`] unless α is above 1 and at most 10,000.
    pub fn divergence(&self, order: f64) -> Result<f64, PrivacyError> {
        let range = order > 1.0 && order <= LARGEST;
        let order = legal("order", order, range, "numbers above 1 up to 10000")?;
        let inverse = 0.5 / (self.noise * self.noise);
        Ok(if self.rate == 0.0 {
            0.0
        } else if self.rate == 1.0 {
            order * inverse
        } else if !inverse.is_finite() {
            f64::INFINITY
        } else if order == order.floor() {
            self.whole(order as u32, inverse) / (order - 1.0)
        } else {
            self.between(order, inverse) / (order - 1.0)
        })
    }

    /// ln Σₖ C(α, k)·qᵏ·(1 − q)^(α−k)·exp((k² − k)/2σ²). The weights of the exponentials add up to 1, so that Σ − 1 is summed instead:
    /// a small divergence keeps its digits.
    fn whole(&self, order: u32, inverse: f64) -> f64 {
        let (inside, outside) = (libm::log(self.rate), libm::log1p(-self.rate));
        // ln C(α, k)·qᵏ·(1 − q)^(α−k), from k = 0 on.
        let mut weight = f64::from(order) * outside;
        let mut excess = f64::NEG_INFINITY;
        for k in 1..=order {
            weight += libm::log(f64::from(order - k + 1) / f64::from(k)) + inside - outside;
            let exponent = f64::from(k) * f64::from(k - 1) * inverse;
            excess = log_add(excess, weight + log_less_one(exponent));
        }
        log_one_plus(excess)
    }

    /// The same for any α, by quadrature.
    fn between(&self, order: f64, inverse: f64) -> f64 {
        // The step is short against the bell and against the distance of the nearest singularity, πσ² off the line.
        let step = self.noise.min(self.noise * self.noise) * 0.5;
        let reach = 9.5 * self.noise;
        let points = ((order + 2.0 * reach) / step).ceil();
        // Hardly any noise: the divergence grows with the order, so that of the next whole one is a bound.
        if points > MOST_POINTS {
            return self.whole(order.ceil() as u32, inverse) * (order - 1.0) / (order.ceil() - 1.0);
        }
        let outside = libm::log1p(-self.rate);
        let odds = libm::log(self.rate) - outside;
        // ln of the ratio of the densities, and of the bell without its constant.
        let ratio = |x: f64| outside + log_one_plus(odds + (2.0 * x - 1.0) * inverse);
        let bell = |x: f64| -x * x * inverse;
        let at = |place: u32| f64::from(place) * step - reach;
        let places = 0..=points as u32;
        let constant = libm::log(step * (inverse / std::f64::consts::PI).sqrt());
        let whole = places.clone().fold(f64::NEG_INFINITY, |sum, place| {
            let x = at(place);
            log_add(sum, order * ratio(x) + bell(x))
        });
        if whole + constant > 1.0 {
            return whole + constant;
        }
        // E[r − 1] = 0: taken away, what is left are terms above 0, and a small divergence keeps its digits.
        let excess = places.fold(0.0, |sum, place| {
            let (x, log) = (at(place), ratio(at(place)));
            sum + libm::exp(bell(x)) * (libm::expm1(order * log) - order * libm::expm1(log))
        });
        libm::log1p(excess * libm::exp(constant))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn step(rate: f64, noise: f64) -> SampledGaussian {
        SampledGaussian::new(rate, noise).unwrap()
    }

    #[test]
    fn settings_out_of_range_are_named() {
        assert_eq!(
            SampledGaussian::new(1.5, 1.0).unwrap_err().to_string(),
            "sampling rate is 1.5: legal are numbers from 0 to 1"
        );
        for noise in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(SampledGaussian::new(0.5, noise).is_err());
        }
        for order in [1.0, 0.5, f64::NAN, 10_001.0] {
            assert!(step(0.1, 1.0).divergence(order).is_err());
        }
        assert_eq!(step(0.0, 1.0).divergence(7.0), Ok(0.0));
        assert_eq!(step(0.5, 1e-200).divergence(2.0), Ok(f64::INFINITY));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn the_sum_and_the_integral_agree_where_both_are_defined(
            rate in 1e-4_f64..0.95, noise in 0.3_f64..12.0, order in 2_u32..60,
        ) {
            let (one, inverse) = (step(rate, noise), 0.5 / (noise * noise));
            let (sum, integral) = (one.whole(order, inverse), one.between(f64::from(order), inverse));
            prop_assert!((sum - integral).abs() <= 1e-9 * sum + 1e-15, "{sum} {integral}");
        }

        #[test]
        fn it_grows_with_the_order_and_stays_below_that_of_all_rows(
            rate in 1e-3_f64..0.9, noise in 0.4_f64..8.0, order in 1.05_f64..40.0,
        ) {
            let one = step(rate, noise);
            let (here, beyond) = (one.divergence(order).unwrap(), one.divergence(1.01 * order).unwrap());
            prop_assert!(0.0 < here && here <= beyond * (1.0 + 1e-9), "{here} {beyond}");
            prop_assert!(here <= step(1.0, noise).divergence(order).unwrap() * (1.0 + 1e-9));
        }

        #[test]
        fn nothing_panics(rate in 0.0_f64..=1.0, exponent in -6.0_f64..6.0, order in 1.0_f64..600.0) {
            let found = step(rate, libm::pow(10.0, exponent)).divergence(order.max(1.001)).unwrap();
            prop_assert!(found >= 0.0, "{found}");
        }
    }

    #[test]
    fn the_mixture_is_the_worse_direction() {
        // The other direction by a sum over a fine grid.
        let (rate, noise, order) = (0.3, 0.9, 5.5);
        let bell =
            |x: f64| (-x * x / (2.0 * noise * noise)).exp() / (noise * (2.0 * std::f64::consts::PI).sqrt());
        let mixture = |x: f64| (1.0 - rate) * bell(x) + rate * bell(x - 1.0);
        let moment = |p: &dyn Fn(f64) -> f64, q: &dyn Fn(f64) -> f64| -> f64 {
            (-12_000..14_000)
                .map(|i| f64::from(i) * 1e-3)
                .map(|x| p(x).powf(order) * q(x).powf(1.0 - order) * 1e-3)
                .sum()
        };
        let (there, back) = (moment(&mixture, &bell).ln(), moment(&bell, &mixture).ln());
        assert!(back < there, "{back} {there}");
        let found = step(rate, noise).divergence(order).unwrap() * (order - 1.0);
        assert!((found - there).abs() < 1e-9, "{found} {there}");
    }
}

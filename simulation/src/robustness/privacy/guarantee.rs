//! (ε, δ), and what it leaves to an attacker.

use super::PrivacyError;
use super::error::legal;

/// A guarantee of (ε, δ)-differential privacy, whatever mechanism gives it.
///
/// An attacker who decides between two neighbouring worlds names the one with the row rightly in a share TPR of the cases, and wrongly
/// in a share FPR. Whatever the attack, TPR ≤ e^ε·FPR + δ and 1 − FPR ≤ e^ε·(1 − TPR) + δ. Its *advantage* TPR − FPR is therefore
/// at most (e^ε − 1 + 2δ)/(e^ε + 1), and the share of right guesses between two equally likely worlds at most ½ + half of that.
///
/// Sources: Wasserman & Zhou (2010), *A statistical framework for differential privacy*; Kairouz, Oh & Viswanath (2015), *The composition
/// theorem for differential privacy*, whose region this is.
///
/// When it misleads: it is a bound over all mechanisms with this guarantee. The one at hand may leave less: Laplace noise does, see
/// [`Noise::delta`](super::Noise::delta) at 0. With two possible releases, as in randomised response, it is reached.
///
/// ```
/// use simulation::robustness::privacy::Guarantee;
/// let guarantee = Guarantee::new(1.0, 0.001)?;
/// assert!((guarantee.true_positive_bound(0.1).unwrap() - 0.272_828).abs() < 1e-6);
/// assert!((guarantee.advantage_bound() - 0.462_655).abs() < 1e-6);
/// assert_eq!(Guarantee::pure(0.0)?.accuracy_bound(), 0.5);
/// # Ok::<(), simulation::robustness::privacy::PrivacyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guarantee {
    epsilon: f64,
    delta: f64,
}

impl Guarantee {
    /// (ε, δ).
    ///
    /// # Errors
    /// [`PrivacyError::Setting`] unless ε is finite and at least 0, and δ from 0 to 1.
    pub fn new(epsilon: f64, delta: f64) -> Result<Self, PrivacyError> {
        let finite = epsilon >= 0.0 && epsilon.is_finite();
        let epsilon = legal("epsilon", epsilon, finite, "finite numbers, 0 or above")?;
        let delta = legal("delta", delta, (0.0..=1.0).contains(&delta), "numbers from 0 to 1")?;
        Ok(Self { epsilon, delta })
    }

    /// (ε, 0).
    ///
    /// # Errors
    /// As [`Guarantee::new`].
    pub fn pure(epsilon: f64) -> Result<Self, PrivacyError> {
        Self::new(epsilon, 0.0)
    }

    /// ε.
    pub const fn epsilon(&self) -> f64 {
        self.epsilon
    }

    /// δ.
    pub const fn delta(&self) -> f64 {
        self.delta
    }

    /// The largest true positive rate that any attacker has at this false positive rate: min(e^ε·FPR + δ, 1 − e^−ε·(1 − δ − FPR), 1).
    /// `None` unless the rate is from 0 to 1.
    pub fn true_positive_bound(&self, false_positive_rate: f64) -> Option<f64> {
        if !(0.0..=1.0).contains(&false_positive_rate) {
            return None;
        }
        let few = if false_positive_rate == 0.0 {
            self.delta
        } else {
            libm::exp(self.epsilon) * false_positive_rate + self.delta
        };
        let many = 1.0 - libm::exp(-self.epsilon) * (1.0 - self.delta - false_positive_rate);
        Some(few.min(many).min(1.0))
    }

    /// (e^ε − 1 + 2δ)/(e^ε + 1): the largest TPR − FPR that any attacker has.
    pub fn advantage_bound(&self) -> f64 {
        // tanh(ε/2) is the same without δ, and does not overflow.
        libm::tanh(0.5 * self.epsilon) + 2.0 * self.delta / (libm::exp(self.epsilon) + 1.0)
    }

    /// ½ + half of [`Guarantee::advantage_bound`]: the largest expected share of right guesses between two equally likely worlds.
    pub fn accuracy_bound(&self) -> f64 {
        0.5 + 0.5 * self.advantage_bound()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_guarantee_is_refused() {
        for (epsilon, delta) in [(-0.1, 0.0), (f64::NAN, 0.0), (f64::INFINITY, 0.0), (1.0, -1e-9), (1.0, 1.1)]
        {
            assert!(Guarantee::new(epsilon, delta).is_err());
        }
        let error = Guarantee::pure(-1.0).unwrap_err().to_string();
        assert_eq!(error, "epsilon is -1: legal are finite numbers, 0 or above");
        assert_eq!(Guarantee::pure(1.0).unwrap().true_positive_bound(1.5), None);
        assert_eq!(Guarantee::pure(800.0).unwrap().advantage_bound(), 1.0);
        assert_eq!(Guarantee::pure(800.0).unwrap().true_positive_bound(0.0), Some(0.0));
    }

    #[test]
    fn randomised_response_reaches_the_bound() {
        // The truth with probability e^ε/(1 + e^ε): the release is the attacker's best guess.
        for epsilon in [0.1, 1.0, 3.0] {
            let truth = libm::exp(epsilon) / (1.0 + libm::exp(epsilon));
            let guarantee = Guarantee::pure(epsilon).unwrap();
            assert!((guarantee.accuracy_bound() - truth).abs() < 1e-15);
            assert!((guarantee.true_positive_bound(1.0 - truth).unwrap() - truth).abs() < 1e-15);
        }
    }

    proptest! {
        #[test]
        fn the_advantage_is_the_widest_gap_of_the_region(epsilon in 0.0_f64..8.0, delta in 0.0_f64..0.5) {
            let guarantee = Guarantee::new(epsilon, delta).unwrap();
            let gap = |fpr: f64| guarantee.true_positive_bound(fpr).unwrap() - fpr;
            let widest = (0..=4000).map(|step| gap(f64::from(step) / 4000.0)).fold(0.0, f64::max);
            let bound = guarantee.advantage_bound();
            prop_assert!(widest <= bound + 1e-12 && bound - widest < 2.0 * libm::exp(epsilon) / 4000.0);
        }
    }
}

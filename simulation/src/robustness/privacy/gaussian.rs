//! The Gaussian mechanism.

use rand::Rng;

use super::accountant::log_erfc;
use super::error::{legal, positive};
use super::{Guarantee, Noise, PrivacyError};
use crate::distributions;
use crate::statistics::normal_distribution;

/// Noise of density exp(−z²/2σ²)/(σ√2π).
///
/// For two worlds Δ apart the privacy loss is a straight line in the outcome, Δ·(Δ − 2z)/2σ²: **there is no bound on it**, and no σ gives
/// (ε, 0). What lies beyond ε has probability, and that is what δ is for:
///
/// δ(ε) = Φ(Δ/2σ − εσ/Δ) − e^ε·Φ(−Δ/2σ − εσ/Δ)
///
/// Cost O(1) each, the analytic calibration some hundred of these. Sources: Dwork & Roth (2014), theorem A.1 (classic); Balle & Wang (2018),
/// *Improving the Gaussian mechanism for differential privacy: analytical calibration and optimal denoising* (δ(ε), analytic).
///
/// When it misleads: δ is not the chance that all is told. Beyond ε the loss goes on growing line by line; the chance that it is beyond ε
/// is larger than δ, which counts only the excess.
///
/// ```
/// use simulation::robustness::privacy::{Gaussian, Guarantee, Noise};
/// let guarantee = Guarantee::new(1.0, 1e-5)?;
/// let (classic, analytic) = (Gaussian::classic(guarantee, 1.0)?, Gaussian::analytic(guarantee, 1.0)?);
/// assert!((classic.sigma() - 4.844_805).abs() < 1e-6 && (analytic.sigma() - 3.730_632).abs() < 1e-6);
/// assert!(analytic.delta(1.0, 1.0) <= 1e-5 && classic.delta(1.0, 1.0) < 1e-6);
/// // The loss has no bound.
/// assert!(analytic.privacy_loss(-1e6, 1.0) > 50_000.0);
/// # Ok::<(), simulation::robustness::privacy::PrivacyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gaussian {
    sigma: f64,
}

impl Gaussian {
    /// Noise of this standard deviation σ.
    ///
    /// # Errors
    /// [`PrivacyError::Setting`] unless σ is finite and above 0.
    pub fn new(sigma: f64) -> Result<Self, PrivacyError> {
        Ok(Self { sigma: positive("sigma", sigma)? })
    }

    /// σ = √(2 ln(1.25/δ))·Δ/ε: simple, sufficient for ε up to 1, and more than is needed.
    ///
    /// # Errors
    /// [`PrivacyError::Setting`] unless 0 < ε ≤ 1, 0 < δ < 1, and Δ is finite and above 0.
    pub fn classic(guarantee: Guarantee, sensitivity: f64) -> Result<Self, PrivacyError> {
        let (epsilon, delta) = (guarantee.epsilon(), guarantee.delta());
        let small = epsilon > 0.0 && epsilon <= 1.0;
        let epsilon = legal("epsilon", epsilon, small, "for this calibration numbers above 0 up to 1")?;
        let delta = proper(delta)?;
        Self::new((2.0 * libm::log(1.25 / delta)).sqrt() * positive("sensitivity", sensitivity)? / epsilon)
    }

    /// The smallest σ with δ(ε) ≤ δ, by bisection to the last digit. Also for ε = 0, where δ alone has to cover the whole difference.
    ///
    /// # Errors
    /// [`PrivacyError::Setting`] unless 0 < δ < 1, and Δ is finite and above 0.
    pub fn analytic(guarantee: Guarantee, sensitivity: f64) -> Result<Self, PrivacyError> {
        let (delta, sensitivity) = (proper(guarantee.delta())?, positive("sensitivity", sensitivity)?);
        let suffices = |sigma: f64| Self { sigma }.delta(guarantee.epsilon(), 1.0) <= delta;
        let (mut low, mut high) = (1.0, 1.0);
        while !suffices(high) {
            high *= 2.0;
        }
        while suffices(low) {
            low *= 0.5;
        }
        loop {
            let middle = 0.5 * (low + high);
            if middle <= low || middle >= high {
                return Self::new(high * sensitivity);
            }
            if suffices(middle) { high = middle } else { low = middle }
        }
    }

    /// σ.
    pub const fn sigma(&self) -> f64 {
        self.sigma
    }
}

fn proper(delta: f64) -> Result<f64, PrivacyError> {
    legal("delta", delta, delta > 0.0 && delta < 1.0, "numbers above 0 and below 1: no noise gives 0")
}

impl Noise for Gaussian {
    fn density(&self, z: f64) -> f64 {
        let share = z / self.sigma;
        libm::exp(-0.5 * share * share) / (self.sigma * (2.0 * std::f64::consts::PI).sqrt())
    }

    fn distribution(&self, z: f64) -> f64 {
        normal_distribution(z / self.sigma)
    }

    /// gap·(gap − 2z)/2σ².
    fn privacy_loss(&self, z: f64, gap: f64) -> f64 {
        0.5 * (gap / self.sigma) * ((gap - 2.0 * z) / self.sigma)
    }

    fn delta(&self, epsilon: f64, gap: f64) -> f64 {
        let half = 0.5 * gap.abs() / self.sigma;
        if half == 0.0 {
            return if epsilon < 0.0 { -libm::expm1(epsilon) } else { 0.0 };
        }
        let shift = 0.5 * epsilon / half;
        // e^ε may be too large for a number where its product with Φ is not.
        let far = epsilon + log_erfc((half + shift) * std::f64::consts::FRAC_1_SQRT_2);
        (normal_distribution(half - shift) - 0.5 * libm::exp(far)).max(0.0)
    }

    fn beyond(&self, epsilon: f64, gap: f64) -> f64 {
        let half = 0.5 * gap.abs() / self.sigma;
        if half == 0.0 {
            return if epsilon < 0.0 { 1.0 } else { 0.0 };
        }
        normal_distribution(half - 0.5 * epsilon / half)
    }

    /// ∞, unless the worlds release the same.
    fn largest_loss(&self, gap: f64) -> f64 {
        if gap == 0.0 { 0.0 } else { f64::INFINITY }
    }

    fn deviation(&self) -> f64 {
        self.sigma
    }

    fn draw(&self, stream: &mut impl Rng) -> f64 {
        self.sigma * distributions::normal(stream)
    }
}

#[cfg(test)]
mod tests {
    use super::super::noise::checks;
    use super::*;
    use proptest::prelude::*;

    fn guarantee(epsilon: f64, delta: f64) -> Guarantee {
        Guarantee::new(epsilon, delta).unwrap()
    }

    #[test]
    fn draws_follow_the_distribution() {
        checks::draws_follow_the_distribution(&Gaussian::new(3.0).unwrap());
        for gap in [3.0, -1.5, 0.0] {
            checks::losses_are_beyond_as_often_as_said(&Gaussian::new(3.0).unwrap(), gap);
        }
    }

    #[test]
    fn what_lies_beyond_epsilon_is_at_most_delta_both_ways() {
        for (epsilon, delta, sensitivity) in
            [(0.0, 0.1, 1.0), (0.5, 1e-5, 1.0), (1.0, 0.05, 2.0), (0.9, 1e-3, 3.0), (4.0, 0.01, 1.0)]
        {
            let analytic = Gaussian::analytic(guarantee(epsilon, delta), sensitivity).unwrap();
            let classic = Gaussian::classic(guarantee(epsilon, delta), sensitivity);
            for noise in [Some(analytic), classic.ok()].into_iter().flatten() {
                for gap in [sensitivity, 0.4 * sensitivity] {
                    for turned in [false, true] {
                        let counted = checks::delta_by_quadrature(&noise, epsilon, gap, turned);
                        assert!(counted <= delta * (1.0 + 1e-6), "{epsilon} {delta} {gap}: {counted}");
                        assert!((counted - noise.delta(epsilon, gap)).abs() < 1e-8, "{epsilon} {delta}");
                    }
                }
            }
            // The analytic σ leaves nothing over: a little less noise would not do.
            let less = Gaussian::new(0.999 * analytic.sigma()).unwrap();
            assert!(less.delta(epsilon, sensitivity) > delta);
        }
    }

    proptest! {
        #[test]
        fn the_density_ratio_has_no_bound(sigma in 0.1_f64..50.0, gap in 0.01_f64..10.0, bound in 0.0_f64..1e6) {
            let noise = Gaussian::new(sigma).unwrap();
            let z = 0.5 * gap - (bound + 1.0) * sigma * sigma / gap;
            prop_assert!(noise.privacy_loss(z, gap) > bound);
            prop_assert!(noise.privacy_loss(gap - z, gap) < -bound, "the other way");
            let near = -2.0 * sigma;
            let ratio = libm::log(noise.density(near) / noise.density(near - gap));
            if noise.density(near - gap) > 1e-290 {
                prop_assert!((ratio - noise.privacy_loss(near, gap)).abs() < 1e-8 * (1.0 + ratio.abs()));
            }
        }

        #[test]
        fn the_classic_calibration_suffices_and_is_larger(epsilon in 0.01_f64..=1.0, exponent in -12.0_f64..-0.5) {
            let guarantee = guarantee(epsilon, libm::pow(10.0, exponent));
            let (classic, analytic) =
                (Gaussian::classic(guarantee, 1.0).unwrap(), Gaussian::analytic(guarantee, 1.0).unwrap());
            prop_assert!(classic.delta(epsilon, 1.0) <= guarantee.delta() && classic.sigma() >= analytic.sigma());
        }
    }

    #[test]
    fn the_ends_of_the_range_are_named_and_nothing_overflows() {
        assert!(Gaussian::classic(guarantee(1.5, 0.1), 1.0).unwrap_err().to_string().contains("up to 1"));
        assert!(
            Gaussian::analytic(guarantee(1.0, 0.0), 1.0)
                .unwrap_err()
                .to_string()
                .contains("no noise gives 0")
        );
        assert!(Gaussian::analytic(guarantee(1.0, 0.1), f64::NAN).is_err() && Gaussian::new(0.0).is_err());
        assert!(Gaussian::analytic(guarantee(0.0, 1e-9), f64::MAX).is_err(), "beyond the largest number");
        let loud = Gaussian::analytic(guarantee(5000.0, 1e-9), 1.0).unwrap();
        assert!(loud.sigma() > 0.0 && loud.sigma() < 0.1 && loud.delta(5000.0, 1.0) <= 1e-9);
        let noise = Gaussian::new(2.0).unwrap();
        assert_eq!((noise.delta(0.0, 0.0), noise.delta(1.0, 0.0)), (0.0, 0.0));
    }
}

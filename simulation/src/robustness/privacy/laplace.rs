//! The Laplace mechanism.

use rand::Rng;

use super::error::positive;
use super::{Noise, PrivacyError};
use crate::distributions;

/// Noise of density exp(−|z|/b)/2b. On a number of sensitivity Δ the scale b = Δ/ε gives (ε, 0): the densities of two neighbours are
/// within a factor e^ε of one another **everywhere**.
///
/// ε = 0 asks for infinite noise, which is refused: a release that says nothing about any row says nothing at all.
///
/// Cost O(1) each. Source: Dwork, McSherry, Nissim & Smith (2006), *Calibrating noise to sensitivity in private data analysis*.
///
/// When it misleads: Δ is the largest gap over **all** neighbouring worlds. Noise made to the measure of the pair at hand tells with
/// its own size what that gap was.
///
/// ```
/// use simulation::robustness::privacy::{Laplace, Noise};
/// let noise = Laplace::calibrated(0.5, 1.0)?;
/// assert_eq!((noise.scale(), noise.variance()), (2.0, 8.0));
/// // No outcome is e^0.5 times as likely in one of two worlds that are 1 apart.
/// assert!((-50..50).all(|z| noise.privacy_loss(f64::from(z), 1.0).abs() <= 0.5));
/// assert_eq!(noise.delta(0.5, 1.0), 0.0);
/// assert!(Laplace::calibrated(0.0, 1.0).is_err());
/// # Ok::<(), simulation::robustness::privacy::PrivacyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Laplace {
    scale: f64,
}

impl Laplace {
    /// Noise of this scale b.
    ///
    /// # Errors
    /// [`PrivacyError::Setting`] unless b is finite and above 0.
    pub fn new(scale: f64) -> Result<Self, PrivacyError> {
        Ok(Self { scale: positive("scale", scale)? })
    }

    /// b = Δ/ε.
    ///
    /// # Errors
    /// [`PrivacyError::Setting`] unless ε, Δ and their ratio are finite and above 0.
    pub fn calibrated(epsilon: f64, sensitivity: f64) -> Result<Self, PrivacyError> {
        Self::new(positive("sensitivity", sensitivity)? / positive("epsilon", epsilon)?)
    }

    /// b.
    pub const fn scale(&self) -> f64 {
        self.scale
    }

    /// 2b².
    pub fn variance(&self) -> f64 {
        2.0 * self.scale * self.scale
    }
}

impl Noise for Laplace {
    fn density(&self, z: f64) -> f64 {
        libm::exp(-z.abs() / self.scale) / (2.0 * self.scale)
    }

    fn distribution(&self, z: f64) -> f64 {
        let tail = 0.5 * libm::exp(-z.abs() / self.scale);
        if z < 0.0 { tail } else { 1.0 - tail }
    }

    /// (|z − gap| − |z|)/b, between ±|gap|/b.
    fn privacy_loss(&self, z: f64, gap: f64) -> f64 {
        let most = gap.abs() / self.scale;
        // Far out the difference of two large numbers rounds; the bound does not.
        (((z - gap).abs() - z.abs()) / self.scale).clamp(-most, most)
    }

    /// 1 − exp((ε − |gap|/b)/2), and 0 from ε = |gap|/b on.
    fn delta(&self, epsilon: f64, gap: f64) -> f64 {
        let most = gap.abs() / self.scale;
        if epsilon >= most {
            0.0
        } else if epsilon <= -most {
            -libm::expm1(epsilon)
        } else {
            -libm::expm1(0.5 * (epsilon - most))
        }
    }

    fn beyond(&self, epsilon: f64, gap: f64) -> f64 {
        let most = gap.abs() / self.scale;
        if epsilon >= most {
            0.0
        } else if epsilon < -most {
            1.0
        } else {
            1.0 - 0.5 * libm::exp(0.5 * (epsilon - most))
        }
    }

    /// |gap|/b.
    fn largest_loss(&self, gap: f64) -> f64 {
        gap.abs() / self.scale
    }

    fn deviation(&self) -> f64 {
        std::f64::consts::SQRT_2 * self.scale
    }

    fn draw(&self, stream: &mut impl Rng) -> f64 {
        self.scale * distributions::laplace(stream)
    }
}

#[cfg(test)]
mod tests {
    use super::super::noise::checks;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn draws_follow_the_distribution() {
        checks::draws_follow_the_distribution(&Laplace::new(0.7).unwrap());
        for gap in [0.5, -1.2, 0.0] {
            checks::losses_are_beyond_as_often_as_said(&Laplace::new(0.7).unwrap(), gap);
        }
    }

    #[test]
    fn scales_that_are_none_are_refused() {
        for (epsilon, sensitivity) in [(0.0, 1.0), (-1.0, 1.0), (1.0, 0.0), (f64::NAN, 1.0), (1e-300, 1e300)]
        {
            assert!(Laplace::calibrated(epsilon, sensitivity).is_err(), "{epsilon} {sensitivity}");
        }
        let error = Laplace::calibrated(0.0, 1.0).unwrap_err().to_string();
        assert_eq!(error, "epsilon is 0: legal are finite numbers above 0");
    }

    proptest! {
        #[test]
        fn the_density_ratio_is_within_e_to_the_epsilon_everywhere(
            epsilon in 0.01_f64..8.0, sensitivity in 1e-3_f64..1e4, share in -1.0_f64..=1.0, at in -60.0_f64..60.0,
        ) {
            let noise = Laplace::calibrated(epsilon, sensitivity).unwrap();
            let (z, gap) = (at * noise.scale(), share * sensitivity);
            let (p, q) = (noise.density(z), noise.density(z - gap));
            // Up to the rounding of the densities themselves.
            let bound = libm::exp(epsilon) * (1.0 + 1e-12);
            prop_assert!(p <= bound * q && q <= bound * p, "{p} {q}");
            prop_assert!((libm::log(p / q) - noise.privacy_loss(z, gap)).abs() < 1e-9);
            prop_assert!(noise.privacy_loss(z, gap).abs() <= epsilon * (1.0 + 1e-15));
            // Out to where densities are 0.
            prop_assert!(noise.privacy_loss(1e20 * at, gap).abs() <= epsilon * (1.0 + 1e-15));
        }
    }

    #[test]
    fn what_epsilon_leaves_is_the_integral_both_ways() {
        for (scale, gap) in [(1.0, 1.0), (0.3, 1.0), (2.0, -1.5)] {
            let noise = Laplace::new(scale).unwrap();
            for epsilon in [0.0, 0.2, 0.6, 1.0, 3.0] {
                let known = noise.delta(epsilon, gap);
                for turned in [false, true] {
                    let counted = checks::delta_by_quadrature(&noise, epsilon, gap, turned);
                    assert!((counted - known).abs() < 1e-6, "{scale} {gap} {epsilon}: {counted} {known}");
                }
            }
        }
        // With ε the guarantee's own nothing is left.
        assert_eq!(Laplace::calibrated(0.7, 3.0).unwrap().delta(0.7 * (1.0 + 1e-15), 3.0), 0.0);
    }
}

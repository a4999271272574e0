//! From a Rényi divergence to ε.

/// How a divergence ρ of order α becomes an ε for a given δ.
///
/// ```
/// use simulation::robustness::privacy::Conversion;
/// let [classic, improved] = [Conversion::Classic, Conversion::Improved].map(|way| way.epsilon(0.5, 8.0, 1e-5));
/// assert!((classic - 2.144_704).abs() < 1e-6 && improved < classic);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// ε = ρ + ln(1/δ)/(α − 1). Source: Mironov (2017), *Rényi differential privacy*, proposition 3.
    Classic,
    /// ε = ρ + ln(1 − 1/α) − ln(δα)/(α − 1), never more. Source: Canonne, Kamath & Steinke (2020), *The discrete Gaussian for differential
    /// privacy*, proposition 12.
    Improved,
}

impl Conversion {
    /// ε, at least 0; ∞ for δ = 0, unless the divergence is 0.
    pub fn epsilon(self, divergence: f64, order: f64, delta: f64) -> f64 {
        if divergence == 0.0 {
            return 0.0;
        }
        let rest = match self {
            Self::Classic => -libm::log(delta) / (order - 1.0),
            Self::Improved => {
                libm::log1p(-1.0 / order) - (libm::log(delta) + libm::log(order)) / (order - 1.0)
            }
        };
        let epsilon = divergence + rest;
        if epsilon.is_nan() { f64::INFINITY } else { epsilon.max(0.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_improved_one_is_never_larger(rho in 0.0_f64..20.0, order in 1.01_f64..600.0, delta in 1e-12_f64..0.9) {
            let [classic, improved] = [Conversion::Classic, Conversion::Improved].map(|way| way.epsilon(rho, order, delta));
            prop_assert!(improved <= classic + 1e-12 && improved >= 0.0);
        }

        #[test]
        fn nothing_is_nan(rho in proptest::num::f64::ANY, order in proptest::num::f64::ANY, delta in proptest::num::f64::ANY) {
            for way in [Conversion::Classic, Conversion::Improved] {
                prop_assert!(!way.epsilon(rho, order, delta).is_nan());
            }
        }
    }
}

//! The standard normal distribution and its quantiles.
//!
//! Source of the quantile: Wichura (1988), *Algorithm AS 241: The percentage points of the normal distribution*, PPND16: a ratio of
//! two polynomials in each of three ranges, with a relative error of about 10⁻¹⁶.

/// Φ(x), the probability of a standard normal draw at or below x; NaN for NaN. Cost O(1).
///
/// ```
/// use simulation::statistics::normal_distribution;
/// assert_eq!(normal_distribution(0.0), 0.5);
/// ```
pub fn normal_distribution(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// Φ⁻¹(p), the x that a standard normal draw stays below with probability p: −∞ for 0 and ∞ for 1. `None` for a p that is no
/// probability. Cost O(1).
///
/// ```
/// use simulation::statistics::normal_quantile;
/// assert!((normal_quantile(0.975).unwrap() - 1.959_963_984_540_054).abs() < 1e-14);
/// assert_eq!(normal_quantile(1.5), None);
/// ```
pub fn normal_quantile(p: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&p) {
        return None;
    }
    let from_middle = p - 0.5;
    if from_middle.abs() <= 0.425 {
        let square = 0.180_625 - from_middle * from_middle;
        return Some(from_middle * ratio(&MIDDLE, square));
    }
    let tail = if from_middle < 0.0 { p } else { 1.0 - p };
    if tail == 0.0 {
        return Some(f64::INFINITY.copysign(from_middle));
    }
    let root = (-libm::log(tail)).sqrt();
    let size = if root <= 5.0 { ratio(&TAIL, root - 1.6) } else { ratio(&FAR_TAIL, root - 5.0) };
    Some(size.copysign(from_middle))
}

/// Numerator and denominator, lowest power first.
type Ratio = [[f64; 8]; 2];

fn ratio([numerator, denominator]: &Ratio, x: f64) -> f64 {
    let polynomial = |terms: &[f64; 8]| terms.iter().rev().fold(0.0, |sum, term| sum * x + term);
    polynomial(numerator) / polynomial(denominator)
}

#[allow(clippy::excessive_precision, clippy::unreadable_literal, reason = "the digits as published")]
const MIDDLE: Ratio = [
    [
        3.3871328727963666080e0,
        1.3314166789178437745e2,
        1.9715909503065514427e3,
        1.3731693765509461125e4,
        4.5921953931549871457e4,
        6.7265770927008700853e4,
        3.3430575583588128105e4,
        2.5090809287301226727e3,
    ],
    [
        1.0,
        4.2313330701600911252e1,
        6.8718700749205790830e2,
        5.3941960214247511077e3,
        2.1213794301586595867e4,
        3.9307895800092710610e4,
        2.8729085735721942674e4,
        5.2264952788528545610e3,
    ],
];

#[allow(clippy::excessive_precision, clippy::unreadable_literal, reason = "the digits as published")]
const TAIL: Ratio = [
    [
        1.42343711074968357734e0,
        4.63033784615654529590e0,
        5.76949722146069140550e0,
        3.64784832476320460504e0,
        1.27045825245236838258e0,
        2.41780725177450611770e-1,
        2.27238449892691845833e-2,
        7.74545014278341407640e-4,
    ],
    [
        1.0,
        2.05319162663775882187e0,
        1.67638483018380384940e0,
        6.89767334985100004550e-1,
        1.48103976427480074590e-1,
        1.51986665636164571966e-2,
        5.47593808499534494600e-4,
        1.05075007164441684324e-9,
    ],
];

#[allow(clippy::excessive_precision, clippy::unreadable_literal, reason = "the digits as published")]
const FAR_TAIL: Ratio = [
    [
        6.65790464350110377720e0,
        5.46378491116411436990e0,
        1.78482653991729133580e0,
        2.96560571828504891230e-1,
        2.65321895265761230930e-2,
        1.24266094738807843860e-3,
        2.71155556874348757815e-5,
        2.01033439929228813265e-7,
    ],
    [
        1.0,
        5.99832206555887937690e-1,
        1.36929880922735805310e-1,
        1.48753612908506148525e-2,
        7.86869131145613259100e-4,
        1.84631831751005468180e-5,
        1.42151175831644588870e-7,
        2.04426310338993978564e-15,
    ],
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_points_are_met_in_all_three_ranges() {
        // From 30-digit arithmetic.
        for (p, known) in [
            (0.6, 0.253_347_103_135_799_8),
            (0.975, 1.959_963_984_540_054_2),
            (1e-10, -6.361_340_902_404_057),
            (1e-300, -37.047_096_299_361_2),
        ] {
            let x = normal_quantile(p).unwrap();
            assert!((x - known).abs() < 4e-15 * known.abs(), "{p}: {x}");
        }
        assert_eq!(normal_quantile(0.5), Some(0.0));
        assert_eq!(normal_quantile(0.0), Some(f64::NEG_INFINITY));
        assert_eq!(normal_quantile(1.0), Some(f64::INFINITY));
        assert_eq!(normal_quantile(f64::NAN), None);
    }

    proptest! {
        #[test]
        fn the_distribution_undoes_it(exponent in -290.0_f64..-0.31) {
            // The other implementation is the error function's. Far out Φ is steep: dΦ/Φ is about x·dx.
            let p = libm::pow(10.0, exponent);
            let x = normal_quantile(p).unwrap();
            prop_assert!((normal_distribution(x) / p - 1.0).abs() < 1e-15 * (4.0 + 4.0 * x * x));
        }
    }
}

//! Student's t distribution, for intervals from few samples.

use libm::{erfc, exp, fabs, lgamma, log, log1p, sqrt};

/// The t with P(|T| ≤ t) = level for so many degrees of freedom, 0 < level < 1; infinite without any. About 1e-10 relative for
/// levels up to 0.9999.
///
/// Up to 10,000 degrees by bisection on P(|T| > t) = I_x(ν/2, 1/2), x = ν/(ν + t²), the regularised incomplete beta function;
/// above by the expansion around the normal quantile.
///
/// Source: Abramowitz & Stegun (1964), 26.5.8, 26.7.1, 26.7.5.
pub(super) fn student_quantile(level: f64, degrees: f64) -> f64 {
    if degrees.is_nan() || degrees <= 0.0 {
        return f64::INFINITY;
    }
    if degrees > 1e4 {
        let z = where_tail_is(1.0 - level, |z| erfc(z / sqrt(2.0)));
        let (cube, fifth) = (z * z * z, z * z * z * z * z);
        return z
            + (cube + z) / (4.0 * degrees)
            + (5.0 * fifth + 16.0 * cube + 3.0 * z) / (96.0 * degrees * degrees);
    }
    where_tail_is(1.0 - level, |t| {
        let square = t * t;
        incomplete_beta(degrees / 2.0, 0.5, degrees / (degrees + square), square / (degrees + square))
    })
}

/// The t ≥ 0 at which a falling function of it has this value.
fn where_tail_is(wanted: f64, tail: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    while tail(high) > wanted && high < 1e150 {
        high *= 2.0;
    }
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if tail(middle) > wanted { low = middle } else { high = middle }
    }
    high
}

/// I_x(a, b); `y` is 1 − x, given so that it does not cancel.
fn incomplete_beta(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 || y <= 0.0 {
        return if x <= 0.0 { 0.0 } else { 1.0 };
    }
    let front = exp(a * log1p(-y) + b * log(y) + lgamma(a + b) - lgamma(a) - lgamma(b));
    // The fraction converges fast on this side of the mean; on the other, I_x(a, b) = 1 − I_y(b, a).
    if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(a, b, x) / a
    } else {
        1.0 - front * fraction(b, a, y) / b
    }
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    let guard = |value: f64| if fabs(value) < 1e-300 { 1e-300 } else { value };
    let mut above = 1.0;
    let mut below = 1.0 / guard(1.0 - (a + b) * x / (a + 1.0));
    let mut value = below;
    for level in 1..=300 {
        let k = f64::from(level);
        let even = k * (b - k) * x / ((a + 2.0 * k - 1.0) * (a + 2.0 * k));
        let odd = -(a + k) * (a + b + k) * x / ((a + 2.0 * k) * (a + 2.0 * k + 1.0));
        let before = value;
        for term in [even, odd] {
            below = 1.0 / guard(1.0 + term * below);
            above = guard(1.0 + term / above);
            value *= above * below;
        }
        if fabs(value - before) <= 1e-15 * fabs(value) {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_two_degrees_have_closed_forms() {
        for level in [0.1, 0.5, 0.9, 0.95, 0.99, 0.9999] {
            let cauchy = libm::tan(std::f64::consts::PI * level / 2.0);
            assert!((student_quantile(level, 1.0) / cauchy - 1.0).abs() < 1e-9, "{level}");
            // P(|T| ≤ t) = t/√(2 + t²).
            let two = level * (2.0 / (1.0 - level * level)).sqrt();
            assert!((student_quantile(level, 2.0) / two - 1.0).abs() < 1e-9, "{level}");
        }
    }

    #[test]
    fn quantiles_are_as_computed_to_thirty_digits() {
        for (level, degrees, wanted) in [
            (0.95, 3.0, 3.182_446_305_284),
            (0.95, 30.0, 2.042_272_456_301),
            (0.99, 999.0, 2.580_759_637_268),
            (0.95, 9999.0, 1.960_201_263_621),
            (0.5, 7.0, 0.711_141_778_081_8),
            (0.9999, 12.0, 5.694_465_793_271),
        ] {
            assert!((student_quantile(level, degrees) / wanted - 1.0).abs() < 1e-9, "{level}, {degrees}");
        }
    }

    #[test]
    fn the_two_ways_meet_and_end_at_the_normal() {
        let (below, above) = (student_quantile(0.95, 1e4), student_quantile(0.95, 1e4 + 1e-6));
        assert!((below / above - 1.0).abs() < 1e-9);
        assert!((student_quantile(0.95, 4e9) - 1.959_963_984_540_054).abs() < 1e-8);
        assert_eq!(student_quantile(0.95, 0.0), f64::INFINITY);
    }
}

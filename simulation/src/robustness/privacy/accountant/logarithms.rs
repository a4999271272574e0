//! Sums of numbers that are only known by their logarithms.

/// ln(eᵃ + eᵇ).
pub(super) fn log_add(a: f64, b: f64) -> f64 {
    let (less, more) = if a < b { (a, b) } else { (b, a) };
    if less == f64::NEG_INFINITY { more } else { more + libm::log1p(libm::exp(less - more)) }
}

/// ln(1 + eˣ).
pub(super) fn log_one_plus(x: f64) -> f64 {
    log_add(0.0, x)
}

/// ln(eˣ − 1) for x ≥ 0.
pub(super) fn log_less_one(x: f64) -> f64 {
    if x < 1.0 { libm::log(libm::expm1(x)) } else { x + libm::log1p(-libm::exp(-x)) }
}

/// Where erfc would leave the numbers, its asymptotic series has long been exact to the last digits.
const FAR: f64 = 25.0;

/// ln erfc(x), also where erfc(x) is too small for a number.
///
/// Source of the series: Abramowitz & Stegun (1964), *Handbook of mathematical functions*, 7.1.23.
pub(in super::super) fn log_erfc(x: f64) -> f64 {
    if x < FAR {
        return libm::log(libm::erfc(x));
    }
    let half = 0.5 / (x * x);
    let series = half * (-1.0 + half * (3.0 + half * (-15.0 + half * 105.0)));
    -x * x - libm::log(x * std::f64::consts::PI.sqrt()) + libm::log1p(series)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_far_end_goes_on_where_the_near_one_stops() {
        assert_eq!(log_erfc(0.0), 0.0);
        let near = libm::log(libm::erfc(FAR));
        assert!((log_erfc(FAR) - near).abs() < 1e-11, "{} {near}", log_erfc(FAR));
        // From 30-digit arithmetic.
        assert!((log_erfc(30.0) + 903.974_117_110_643_9).abs() < 1e-10);
        assert_eq!(log_erfc(f64::INFINITY), f64::NEG_INFINITY);
        assert_eq!(log_erfc(-30.0), std::f64::consts::LN_2);
    }

    #[test]
    fn sums_are_those_of_the_numbers() {
        assert_eq!(log_add(f64::NEG_INFINITY, f64::NEG_INFINITY), f64::NEG_INFINITY);
        assert!((log_add(1.0, 2.0) - (1_f64.exp() + 2_f64.exp()).ln()).abs() < 1e-15);
        assert!((log_one_plus(-40.0) - (-40_f64).exp()).abs() < 1e-30);
        for x in [1e-9, 0.5, 3.0] {
            assert!((log_less_one(x) - x.exp_m1().ln()).abs() < 1e-14);
        }
        assert_eq!((log_less_one(0.0), log_less_one(800.0)), (f64::NEG_INFINITY, 800.0));
    }
}

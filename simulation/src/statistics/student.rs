//! Quantiles of Student's t distribution, for intervals around means of a few numbers.
//!
//! With θ = atan(t/√ν) the probability of |T| ≤ t is a finite sum of powers of cos θ, which is inverted by bisection in θ; above
//! 1,000 degrees of freedom by the expansion around the normal quantile. Cost: 60 sums of ν/2 terms, or O(1).
//!
//! Sources: Student (1908), *The probable error of a mean*; Abramowitz & Stegun (1964), 26.7.3, 26.7.4 and 26.7.5.

use std::f64::consts::{FRAC_2_PI, FRAC_PI_2};

use super::normal_quantile;

/// The t that a draw with ν = `degrees` degrees of freedom stays below with probability p: −∞ for 0 and ∞ for 1. `None` for no degrees
/// of freedom, or a p that is no probability. The relative error is below 10⁻¹¹ for p between 10⁻⁴ and 1 − 10⁻⁴, and grows
/// further out as 10⁻¹⁵ over the tail's probability.
///
/// ```
/// use simulation::statistics::student_quantile;
/// assert!((student_quantile(0.975, 10).unwrap() - 2.228_138_851_986).abs() < 1e-11);
/// assert_eq!(student_quantile(0.975, 0), None);
/// ```
pub fn student_quantile(p: f64, degrees: u32) -> Option<f64> {
    if degrees == 0 || !(0.0..=1.0).contains(&p) {
        return None;
    }
    let normal = normal_quantile(p)?;
    if degrees > LARGEST_SUM && normal.is_finite() {
        return Some(expansion(normal, f64::from(degrees)));
    }
    let within = (2.0 * p - 1.0).abs();
    let size = if within == 1.0 { f64::INFINITY } else { by_bisection(within, degrees) };
    Some(size.copysign(p - 0.5))
}

const LARGEST_SUM: u32 = 1000;

/// The t ≥ 0 with P(|T| ≤ t) = `within`.
fn by_bisection(within: f64, degrees: u32) -> f64 {
    if within == 0.0 {
        return 0.0;
    }
    let (mut low, mut high) = (0.0, FRAC_PI_2);
    // Each step gains a bit.
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if probability_within(middle, degrees) < within {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::from(degrees).sqrt() * libm::tan(0.5 * (low + high))
}

/// P(|T| ≤ √ν·tan θ).
fn probability_within(angle: f64, degrees: u32) -> f64 {
    let (sine, cosine) = (libm::sin(angle), libm::cos(angle));
    // Odd: cos θ + 2/3·cos³θ + …; even: 1 + 1/2·cos²θ + …; the last power is ν − 2.
    let odd = degrees % 2;
    let (mut term, mut sum) = (if odd == 1 { cosine } else { 1.0 }, 0.0);
    for power in (odd..degrees.saturating_sub(1)).step_by(2) {
        sum += term;
        term *= cosine * cosine * f64::from(power + 1) / f64::from(power + 2);
    }
    if odd == 1 { FRAC_2_PI * (angle + sine * sum) } else { sine * sum }
}

/// x + g₁/ν + … + g₄/ν⁴ around the normal quantile x.
fn expansion(x: f64, degrees: f64) -> f64 {
    let square = x * x;
    let polynomial = |terms: &[f64]| terms.iter().fold(0.0, |sum, term| sum * square + term) * x;
    let corrections = [
        polynomial(&[1.0, 1.0]) / 4.0,
        polynomial(&[5.0, 16.0, 3.0]) / 96.0,
        polynomial(&[3.0, 19.0, 17.0, -15.0]) / 384.0,
        polynomial(&[79.0, 776.0, 1482.0, -1920.0, -945.0]) / 92_160.0,
    ];
    x + corrections.iter().rev().fold(0.0, |sum, correction| (sum + correction) / degrees)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_points_are_met() {
        // From 30-digit arithmetic.
        for (p, degrees, known) in [
            (0.975, 3, 3.182_446_305_283_709_6),
            (0.9, 7, 1.414_923_927_650_508_5),
            (0.975, 10, 2.228_138_851_986_275),
            (0.995, 29, 2.756_385_903_670_605_5),
            (0.999, 250, 3.123_150_229_027_091_5),
            (0.975, 1000, 1.962_339_080_826_408_5),
            (0.975, 1001, 1.962_336_705_280_88),
            (0.999_999, 1001, 4.781_580_319_038_64),
            (0.9, 100_000, 1.281_560_031_449_361),
        ] {
            let t = student_quantile(p, degrees).unwrap();
            assert!((t / known - 1.0).abs() < if p > 0.9999 { 1e-9 } else { 1e-11 }, "{p}, {degrees}: {t}");
            assert_eq!(student_quantile(1.0 - p, degrees).map(|other| (t + other).abs() < 1e-7), Some(true));
        }
    }

    #[test]
    fn one_and_two_degrees_are_as_their_closed_forms() {
        for p in [0.01, 0.3, 0.5, 0.77, 0.999] {
            let cauchy = libm::tan(std::f64::consts::PI * (p - 0.5));
            assert!((student_quantile(p, 1).unwrap() - cauchy).abs() < 1e-10 * (1.0 + cauchy.abs()), "{p}");
            let two = (2.0 * p - 1.0) / (2.0_f64 * p * (1.0 - p)).sqrt();
            assert!((student_quantile(p, 2).unwrap() - two).abs() < 1e-10 * (1.0 + two.abs()), "{p}");
        }
    }

    #[test]
    fn the_ends_are_infinite_and_nonsense_is_none() {
        for degrees in [1, 2, 77, 5000] {
            assert_eq!(student_quantile(0.0, degrees), Some(f64::NEG_INFINITY));
            assert_eq!(student_quantile(1.0, degrees), Some(f64::INFINITY));
            assert_eq!(student_quantile(0.5, degrees), Some(0.0));
            assert_eq!(student_quantile(f64::NAN, degrees), None);
            assert_eq!(student_quantile(-0.1, degrees), None);
        }
    }
}

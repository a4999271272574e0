//! Correlation of two lists of numbers: along a line, and in order.
//!
//! Pearson: r = Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)² · Σ(y − ȳ)²). Spearman: the same of the ranks.
//!
//! Sources: Pearson (1895), *Note on regression and inheritance in the case of two parents*; Spearman (1904), *The proof and
//! measurement of association between two things*.
//!
//! When they mislead: one far point can make r whatever it likes; and a high correlation of predicted with actual changes says nothing
//! about their size: predictions that are all ten times too large still have r = 1.

use super::{mean, mid_ranks};

/// r, the linear correlation, in [−1, 1]. `None` if the lists differ in length, have fewer than two entries, hold a NaN or an
/// infinity, or if one of them is constant. Cost O(n).
///
/// ```
/// use simulation::statistics::pearson;
/// assert_eq!(pearson(&[1.0, 2.0, 3.0], &[30.0, 20.0, 10.0]), Some(-1.0));
/// assert_eq!(pearson(&[1.0, 2.0], &[5.0, 5.0]), None);
/// ```
pub fn pearson(one: &[f64], other: &[f64]) -> Option<f64> {
    if one.len() != other.len() {
        return None;
    }
    let (one, other) = (centred(one)?, centred(other)?);
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).fold(0.0, |sum, (a, b)| sum + a * b);
    // One root of the product: a list with itself then has exactly r = 1.
    let r = product(&one, &other) / (product(&one, &one) * product(&other, &other)).sqrt();
    // Rounding may put it just outside.
    (!r.is_nan()).then(|| r.clamp(-1.0, 1.0))
}

/// ρ, the correlation of the ranks ([`mid_ranks`]), in [−1, 1]: 1 if one list rises whenever the other does. `None` if the lists
/// differ in length, have fewer than two entries, hold a NaN, or if one of them is constant; infinities are legal. Cost O(n log n).
///
/// ```
/// use simulation::statistics::spearman;
/// assert_eq!(spearman(&[1.0, 2.0, 3.0], &[1.0, 10.0, 1e9]), Some(1.0));
/// ```
pub fn spearman(one: &[f64], other: &[f64]) -> Option<f64> {
    pearson(&mid_ranks(one)?, &mid_ranks(other)?)
}

/// The values less their mean, scaled by a power of two so that no square over- or underflows; `None` if there are none, one is
/// not finite, or all are equal.
fn centred(values: &[f64]) -> Option<Vec<f64>> {
    let first = *values.first()?;
    if values.iter().any(|value| !value.is_finite()) || values.iter().all(|&value| value == first) {
        return None;
    }
    let largest = values.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    let (_, exponent) = libm::frexp(largest);
    let scaled: Vec<f64> = values.iter().map(|&value| libm::scalbn(value, -exponent)).collect();
    let center = mean(&scaled)?;
    Some(scaled.into_iter().map(|value| value - center).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::num::f64::ANY;
    use proptest::prelude::*;

    #[test]
    fn a_published_example_is_met() {
        // Anscombe (1973), *Graphs in statistical analysis*, sets I and IV: r = 0.816 for both.
        let x = [10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0];
        let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
        assert!((pearson(&x, &y).unwrap() - 0.816_420_5).abs() < 1e-7);
        let x = [8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 19.0, 8.0, 8.0, 8.0];
        let y = [6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.5, 5.56, 7.91, 6.89];
        assert!((pearson(&x, &y).unwrap() - 0.816_521_4).abs() < 1e-7);
        // Without ties ρ = 1 − 6·Σd²/(n(n² − 1)), here with d = 0, 1, −1, 1, −1.
        assert!(
            (spearman(&[1.0, 2.0, 3.0, 4.0, 5.0], &[1.0, 3.0, 2.0, 5.0, 4.0]).unwrap() - 0.8).abs() < 1e-15
        );
    }

    #[test]
    fn the_size_of_the_numbers_does_not_matter() {
        for scale in [1e-300, 1e-160, 1.0, 1e160, 1e300] {
            let r = pearson(&[scale, 2.0 * scale, 4.0 * scale], &[1.0, 2.0, 3.0]).unwrap();
            assert!((r - 27.0_f64.sqrt() / 28.0_f64.sqrt()).abs() < 1e-12, "{scale}: {r}");
        }
    }

    #[test]
    fn what_is_undefined_is_none() {
        let lists: [(&[f64], &[f64]); 4] =
            [(&[], &[]), (&[1.0], &[2.0]), (&[1.0, 2.0], &[1.0]), (&[0.1, 0.1, 0.1], &[1.0, 2.0, 3.0])];
        for (one, other) in lists {
            assert_eq!((pearson(one, other), spearman(one, other)), (None, None));
        }
        assert_eq!(pearson(&[1.0, f64::INFINITY], &[1.0, 2.0]), None);
        assert_eq!(spearman(&[1.0, f64::INFINITY], &[1.0, 2.0]), Some(1.0));
    }

    proptest! {
        #[test]
        fn spearman_is_pearson_of_the_ranks_and_blind_to_monotone_maps(
            pairs in vec(((-9_i32..9).prop_map(f64::from), (-9_i32..9).prop_map(f64::from)), 2..15),
        ) {
            let (one, other): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            let rho = spearman(&one, &other);
            prop_assert_eq!(rho, pearson(&mid_ranks(&one).unwrap(), &mid_ranks(&other).unwrap()));
            let cubed: Vec<f64> = one.iter().map(|x| x * x * x - 7.0).collect();
            prop_assert_eq!(rho, spearman(&cubed, &other));
        }

        #[test]
        fn pearson_is_symmetric_and_blind_to_shift_and_scale(
            pairs in vec((-9.0_f64..9.0, -9.0_f64..9.0), 3..15),
            shift in -9.0_f64..9.0,
            scale in 0.1_f64..9.0,
        ) {
            let (one, other): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            let r = pearson(&one, &other).unwrap();
            prop_assert!((r - pearson(&other, &one).unwrap()).abs() < 1e-12);
            let moved: Vec<f64> = one.iter().map(|x| shift - scale * x).collect();
            prop_assert!((r + pearson(&moved, &other).unwrap()).abs() < 1e-6);
        }

        #[test]
        fn nothing_panics_and_nothing_leaves_the_range(one in vec(ANY, 0..5), other in vec(ANY, 0..5)) {
            for r in [pearson(&one, &other), spearman(&one, &other)].into_iter().flatten() {
                prop_assert!((-1.0..=1.0).contains(&r));
            }
        }
    }
}

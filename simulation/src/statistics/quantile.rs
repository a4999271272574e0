//! Quantiles.

use crate::order::{ascending, key};

/// The p-quantile, 0 ≤ p ≤ 1 (a p outside counts as the nearer end), by linear interpolation between order statistics (type 7 of
/// Hyndman & Fan 1996, *Sample quantiles in statistical packages*). `None` of no values, with a NaN among them or as p, and halfway
/// between −∞ and ∞. Cost O(n log n).
///
/// ```
/// use simulation::statistics::quantile;
/// assert_eq!(quantile(&[4.0, 1.0, 2.0, 3.0], 0.5), Some(2.5));
/// assert_eq!(quantile(&[], 0.5), None);
/// ```
pub fn quantile(values: &[f64], p: f64) -> Option<f64> {
    if values.is_empty() || p.is_nan() || values.iter().any(|value| value.is_nan()) {
        return None;
    }
    let order = ascending(values.iter().map(|&value| key(value)));
    let place = p.clamp(0.0, 1.0) * (order.len() - 1) as f64;
    let (below, part) = (place.floor() as usize, place - place.floor());
    let above = (below + 1).min(order.len() - 1);
    between(values[order[below]], values[order[above]], part)
}

/// low + part·(high − low), also where the gap is too wide for a number.
fn between(low: f64, high: f64, part: f64) -> Option<f64> {
    let gap = high - low;
    if gap.is_finite() {
        return Some(low + part * gap);
    }
    if part == 0.0 || low == high {
        return Some(low);
    }
    let value = low * (1.0 - part) + high * part;
    (!value.is_nan()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_ends_are_the_extremes() {
        let values = [3.0, -1.0, 2.0];
        assert_eq!((quantile(&values, 0.0), quantile(&values, 1.0)), (Some(-1.0), Some(3.0)));
        // numpy.quantile([3, -1, 2], 0.25) = 0.5
        assert_eq!(quantile(&values, 0.25), Some(0.5));
    }

    #[test]
    fn a_nan_has_no_place_among_the_others() {
        assert_eq!(quantile(&[1.0, f64::NAN], 0.5), None);
        assert_eq!(quantile(&[1.0, 2.0], f64::NAN), None);
    }

    #[test]
    fn infinities_are_values_like_others() {
        const FAR: f64 = f64::INFINITY;
        assert_eq!(quantile(&[FAR, FAR], 0.5), Some(FAR));
        assert_eq!(quantile(&[-FAR, 1.0, FAR], 0.5), Some(1.0));
        assert_eq!(quantile(&[-FAR, 1.0], 0.5), Some(-FAR));
        assert_eq!(quantile(&[-FAR, FAR], 0.5), None);
        assert_eq!(quantile(&[-f64::MAX, f64::MAX], 0.5), Some(0.0), "the gap is no number, its middle is");
    }

    proptest! {
        #[test]
        fn it_lies_within_the_values(
            values in proptest::collection::vec(proptest::num::f64::ANY, 0..8),
            p in proptest::num::f64::ANY,
        ) {
            if let Some(value) = quantile(&values, p) {
                prop_assert!(values.iter().any(|&v| v <= value) && values.iter().any(|&v| value <= v));
            }
        }
    }
}

//! Summaries of a handful of numbers.

use crate::order::{ascending, key};

/// The p-quantile, 0 ≤ p ≤ 1, by linear interpolation between order statistics (type 7 of Hyndman & Fan 1996, *Sample
/// quantiles in statistical packages*). `None` of no values, or with a NaN among them. Cost O(n log n).
///
/// ```
/// use simulation::statistics::quantile;
/// assert_eq!(quantile(&[4.0, 1.0, 2.0, 3.0], 0.5), Some(2.5));
/// assert_eq!(quantile(&[], 0.5), None);
/// ```
pub fn quantile(values: &[f64], p: f64) -> Option<f64> {
    if values.is_empty() || values.iter().any(|value| value.is_nan()) {
        return None;
    }
    let order = ascending(values.iter().map(|&value| key(value)));
    let place = p.clamp(0.0, 1.0) * (order.len() - 1) as f64;
    let (below, part) = (place.floor() as usize, place - place.floor());
    let above = (below + 1).min(order.len() - 1);
    let (low, high) = (values[order[below]], values[order[above]]);
    Some(low + part * (high - low))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_are_the_extremes() {
        let values = [3.0, -1.0, 2.0];
        assert_eq!((quantile(&values, 0.0), quantile(&values, 1.0)), (Some(-1.0), Some(3.0)));
        // numpy.quantile([3, -1, 2], 0.25) = 0.5
        assert_eq!(quantile(&values, 0.25), Some(0.5));
        assert_eq!(quantile(&[1.0, f64::NAN], 0.5), None);
    }
}

//! Quantiles of a few measurements.

/// The quantile `q` in [0, 1] of `values`, interpolated between neighbours; 0.5 is the usual median.
/// NaN for no values. O(n log n).
pub(super) fn quantile(values: &[f64], q: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let position = q.clamp(0.0, 1.0) * last as f64;
    let below = position.floor() as usize;
    let above = (below + 1).min(last);
    sorted[below] + (sorted[above] - sorted[below]) * position.fract()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn the_median_is_the_middle() {
        assert!(close(quantile(&[3.0, 1.0, 2.0], 0.5), 2.0));
        assert!(close(quantile(&[4.0, 1.0, 2.0, 3.0], 0.5), 2.5));
    }

    #[test]
    fn the_ends_are_the_extremes() {
        let values: Vec<f64> = (1..=21).map(f64::from).collect();
        assert!(close(quantile(&values, 0.0), 1.0));
        assert!(close(quantile(&values, 0.95), 20.0));
        assert!(close(quantile(&values, 1.0), 21.0));
        assert!(close(quantile(&[5.0], 0.95), 5.0));
    }

    #[test]
    fn nothing_has_no_quantile() {
        assert!(quantile(&[], 0.5).is_nan());
    }
}

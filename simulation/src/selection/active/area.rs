//! A run in one number.

/// The area under the straight lines between points (labels, value), divided by the range of the labels: the mean value along the run, in
/// units of the value. `None` for fewer than two points, labels that do not ascend, and numbers that are not finite. Cost O(points).
///
/// When it misleads: it depends on where the run starts and ends. Compare runs of one plan.
///
/// ```
/// use simulation::selection::active::area_under_curve;
/// assert_eq!(area_under_curve(&[(2.0, 0.5), (4.0, 0.7), (8.0, 0.7)]), Some(4.0 / 6.0));
/// assert_eq!(area_under_curve(&[(2.0, 0.5)]), None);
/// ```
pub fn area_under_curve(points: &[(f64, f64)]) -> Option<f64> {
    let [(first, _), .., (last, _)] = points else { return None };
    let finite = points.iter().all(|(labels, value)| labels.is_finite() && value.is_finite());
    if !finite || points.windows(2).any(|pair| pair[0].0 >= pair[1].0) {
        return None;
    }
    let under = |pair: &[(f64, f64)]| (pair[1].0 - pair[0].0) * 0.5 * (pair[0].1 + pair[1].1);
    Some(points.windows(2).map(under).fold(0.0, |sum, area| sum + area) / (last - first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_straight_line_has_its_middle() {
        assert_eq!(area_under_curve(&[(1.0, 0.0), (2.0, 0.25), (5.0, 1.0)]), Some(0.5));
        assert_eq!(area_under_curve(&[(1.0, 0.0), (1.0, 1.0)]), None);
        assert_eq!(area_under_curve(&[(1.0, 0.0), (2.0, f64::NAN)]), None);
    }
}

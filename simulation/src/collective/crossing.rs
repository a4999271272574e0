//! From where on one curve stays above another.

/// The smallest x from which on, up to the last x, the gap is 0 or above; between two points the gap is a straight line. `None` if the last
/// gap is below 0 or no number, of no points, and where the lists differ in length. A gap that rises above 0 and falls below again does not
/// count: what is asked is from where on it lasts. The xs ascend.
///
/// ```
/// use simulation::collective::lasting;
/// assert_eq!(lasting(&[0.0, 1.0, 2.0], &[-1.0, -1.0, 1.0]), Some(1.5));
/// assert_eq!(lasting(&[0.0, 1.0, 2.0], &[1.0, -1.0, 0.0]), Some(2.0));
/// assert_eq!(lasting(&[0.0, 1.0], &[1.0, -1.0]), None);
/// ```
pub fn lasting(xs: &[f64], gaps: &[f64]) -> Option<f64> {
    if xs.len() != gaps.len() {
        return None;
    }
    let above = gaps.iter().rev().take_while(|gap| **gap >= 0.0).count();
    let first = gaps.len().checked_sub(above).filter(|_| above > 0)?;
    let Some(before) = first.checked_sub(1) else { return xs.first().copied() };
    let (low, high) = (gaps[before], gaps[first]);
    let part = if low.is_finite() && high.is_finite() { low / (low - high) } else { 1.0 };
    Some(xs[before] + part * (xs[first] - xs[before]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn from_there_on_it_lasts_and_not_before(gaps in proptest::collection::vec(-1.0_f64..1.0, 1..9)) {
            let xs: Vec<f64> = (0..gaps.len()).map(|x| x as f64).collect();
            let at = |x: f64| {
                let place = (x.floor() as usize).min(gaps.len() - 1);
                let next = (place + 1).min(gaps.len() - 1);
                gaps[place] + (x - place as f64) * (gaps[next] - gaps[place])
            };
            let end = (gaps.len() - 1) as f64;
            match lasting(&xs, &gaps) {
                None => prop_assert!(at(end) < 0.0),
                Some(from) => {
                    for step in 0..=50 {
                        prop_assert!(at(from + (end - from) * f64::from(step) / 50.0) >= -1e-9);
                    }
                    prop_assert!(from == 0.0 || at(from - 1e-6 * from) < 1e-9);
                }
            }
        }
    }

    #[test]
    fn gaps_that_are_no_numbers_last_nowhere() {
        assert_eq!(lasting(&[0.0, 1.0], &[0.0, f64::NAN]), None);
        assert_eq!(lasting(&[0.0, 1.0], &[f64::NAN, 2.0]), Some(1.0));
        assert_eq!(lasting(&[0.0], &[]), None);
        assert_eq!(lasting(&[], &[]), None);
    }
}

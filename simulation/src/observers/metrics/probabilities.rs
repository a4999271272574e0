//! How far predictions are off, row by row.

use crate::statistics::mean;

/// Mean of −log p(true class) in nats, from the probability of class 1 of each row and whether the row is of class 1; infinite if a
/// true class was given probability 0. `None` of no rows, lists of different lengths, or a probability outside [0, 1]. Cost O(n).
///
/// When it misleads: one row predicted with false certainty outweighs all others. Software that clips probabilities (scikit-learn to
/// 2.2·10⁻¹⁶ from either end) reports a large number there instead; clip before calling to get the same.
///
/// ```
/// use simulation::observers::metrics::log_loss;
/// let loss = log_loss(&[0.5, 0.5], &[true, false]).unwrap();
/// assert!((loss - 0.693_147_180_559_945_3).abs() < 1e-15);
/// assert_eq!(log_loss(&[1.0], &[false]), Some(f64::INFINITY));
/// ```
pub fn log_loss(probabilities: &[f64], positive: &[bool]) -> Option<f64> {
    // −log 1 is 0, not −0.
    let loss = |p: f64, positive: bool| 0.0 - if positive { libm::log(p) } else { libm::log1p(-p) };
    over_rows(probabilities, positive, loss)
}

/// Mean of (p − y)², p the probability of class 1 of each row and y 1 or 0 as the row is of class 1 or not. In [0, 1]; always
/// answering ½ scores ¼. `None` of no rows, lists of different lengths, or a probability outside [0, 1]. Cost O(n).
///
/// Source: Brier (1950), *Verification of forecasts expressed in terms of probability*, whose sum over both classes is twice this.
///
/// ```
/// use simulation::observers::metrics::brier_score;
/// assert_eq!(brier_score(&[1.0, 0.5], &[true, false]), Some(0.125));
/// ```
pub fn brier_score(probabilities: &[f64], positive: &[bool]) -> Option<f64> {
    over_rows(probabilities, positive, |p, positive| {
        let gap = p - f64::from(u8::from(positive));
        gap * gap
    })
}

/// Mean of (prediction − target)². `None` of no rows, lists of different lengths, or where it is no number. Cost O(n).
///
/// ```
/// use simulation::observers::metrics::squared_error;
/// assert_eq!(squared_error(&[1.0, 2.0], &[1.0, 4.0]), Some(2.0));
/// ```
pub fn squared_error(predictions: &[f64], targets: &[f64]) -> Option<f64> {
    if predictions.len() != targets.len() {
        return None;
    }
    let squares = predictions.iter().zip(targets).map(|(prediction, target)| {
        let gap = prediction - target;
        gap * gap
    });
    mean(&squares.collect::<Vec<f64>>())
}

fn over_rows(probabilities: &[f64], positive: &[bool], loss: impl Fn(f64, bool) -> f64) -> Option<f64> {
    if probabilities.len() != positive.len() || !probabilities.iter().all(|p| (0.0..=1.0).contains(p)) {
        return None;
    }
    let losses = probabilities.iter().zip(positive).map(|(&p, &positive)| loss(p, positive));
    mean(&losses.collect::<Vec<f64>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::num::f64::ANY;
    use proptest::prelude::*;

    #[test]
    fn certainty_is_free_where_right_and_endless_where_wrong() {
        let loss = log_loss(&[1.0, 0.0], &[true, false]).unwrap();
        assert!(loss == 0.0 && loss.is_sign_positive());
        assert_eq!(log_loss(&[0.0], &[true]), Some(f64::INFINITY));
        assert_eq!(brier_score(&[0.0], &[true]), Some(1.0));
    }

    #[test]
    fn what_is_undefined_is_none() {
        for (probabilities, positive) in
            [(vec![], vec![]), (vec![0.5], vec![]), (vec![1.5], vec![true]), (vec![f64::NAN], vec![true])]
        {
            assert_eq!(log_loss(&probabilities, &positive), None);
            assert_eq!(brier_score(&probabilities, &positive), None);
        }
        assert_eq!((squared_error(&[], &[]), squared_error(&[1.0], &[])), (None, None));
        assert_eq!(squared_error(&[f64::INFINITY], &[f64::INFINITY]), None);
    }

    proptest! {
        #[test]
        fn naming_the_classes_the_other_way_round_changes_nothing(rows in vec((0.01_f64..0.99, any::<bool>()), 1..20)) {
            let (probabilities, positive): (Vec<f64>, Vec<bool>) = rows.iter().copied().unzip();
            let (swapped, negative): (Vec<f64>, Vec<bool>) = rows.iter().map(|(p, y)| (1.0 - p, !y)).unzip();
            let close = |one: Option<f64>, other: Option<f64>| (one.unwrap() - other.unwrap()).abs() < 1e-12;
            prop_assert!(close(log_loss(&probabilities, &positive), log_loss(&swapped, &negative)));
            prop_assert!(close(brier_score(&probabilities, &positive), brier_score(&swapped, &negative)));
            // A probability as a number: the Brier score is a squared error.
            let targets: Vec<f64> = positive.iter().map(|&y| f64::from(u8::from(y))).collect();
            prop_assert!(close(brier_score(&probabilities, &positive), squared_error(&probabilities, &targets)));
        }

        #[test]
        fn nothing_panics_and_nothing_is_nan(numbers in vec(ANY, 0..4), positive in vec(any::<bool>(), 0..4)) {
            let scores =
                [log_loss(&numbers, &positive), brier_score(&numbers, &positive), squared_error(&numbers, &numbers)];
            prop_assert!(!scores.into_iter().flatten().any(f64::is_nan));
        }
    }
}

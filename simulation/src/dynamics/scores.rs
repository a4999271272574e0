//! The bare formulas of training dynamics, each for the path of one row.
//!
//! With p⁽ᵉ⁾ the probability that the model gives the row's label after epoch e = 1, …, E:
//!
//! | score | formula |
//! |---|---|
//! | confidence | μ = Σ p⁽ᵉ⁾ / E |
//! | variability | σ = √(Σ (p⁽ᵉ⁾ − μ)² / E) |
//! | correctness | the share of epochs after which the row is named right |
//! | forgetting events | how often it is right after an epoch and wrong after the next |
//! | EL2N | ‖p − e_y‖₂ of all class probabilities at one early epoch |
//!
//! Cost: O(E), and O(K) for EL2N.
//!
//! Sources: Swayamdipta, Schwartz, Lourie, Wang, Hajishirzi, Smith & Choi (2020), *Dataset cartography: mapping and diagnosing datasets
//! with training dynamics*; Toneva, Sordoni, Tachet des Combes, Trischler, Bengio & Gordon (2019), *An empirical study of example
//! forgetting during deep neural network learning*; Paul, Ganguli & Dziugaite (2021), *Deep learning on a data diet: finding important
//! examples early in training*.
//!
//! When they mislead: hard rows and wrong ones look alike. Toneva and others count at each presentation in a batch, Paul and others average
//! over ten networks; whoever counts after epochs, or in one network, gets other numbers.
//!
//! ```
//! use simulation::dynamics::{confidence, correctness, error_norm, forgetting_events, variability};
//! let path = [0.2, 0.8, 0.4, 0.6];
//! assert!((confidence(&path).unwrap() - 0.5).abs() < 1e-15);
//! assert!((variability(&path).unwrap() - 0.05_f64.sqrt()).abs() < 1e-15);
//! // Wrong, right, wrong, right: learned twice, forgotten once.
//! let right = [false, true, false, true];
//! assert_eq!((correctness(&right), forgetting_events(&right)), (Some(0.5), 1));
//! assert_eq!(error_norm(&[0.0, 1.0], 0), Some(2.0_f64.sqrt()), "sure and wrong is as far as one can be");
//! ```

use crate::statistics::{mean, variance};

/// μ, the mean probability of the row's label over the epochs. `None` without epochs, or for a number that is not from 0 to 1.
pub fn confidence(probabilities: &[f64]) -> Option<f64> {
    shares(probabilities).then(|| mean(probabilities))?
}

/// σ, the standard deviation of these probabilities about their mean (of the epochs themselves: divided by E). `None` as for
/// [`confidence`].
pub fn variability(probabilities: &[f64]) -> Option<f64> {
    shares(probabilities).then(|| variance(probabilities))?.map(f64::sqrt)
}

/// The share of epochs after which the row is right. `None` without epochs.
pub fn correctness(right: &[bool]) -> Option<f64> {
    (!right.is_empty()).then(|| count(right) as f64 / right.len() as f64)
}

/// How often the row is right after one epoch and wrong after the next.
pub fn forgetting_events(right: &[bool]) -> u32 {
    right.windows(2).filter(|pair| pair[0] && !pair[1]).count() as u32
}

/// Whether the row is right after any epoch. One that never is has nothing to forget: Toneva and others rank it as forgotten most of
/// all.
pub fn ever_learned(right: &[bool]) -> bool {
    right.contains(&true)
}

/// Whether the row is learned at some epoch and never forgotten after it.
pub fn is_unforgettable(right: &[bool]) -> bool {
    ever_learned(right) && forgetting_events(right) == 0
}

/// EL2N: the length of the error vector, from 0 (sure and right) to √2 (sure and wrong). `None` for a label that is no class, or for
/// a number that is not from 0 to 1.
pub fn error_norm(probabilities: &[f64], label: usize) -> Option<f64> {
    if label >= probabilities.len() || !shares(probabilities) {
        return None;
    }
    let square = |(class, p): (usize, &f64)| {
        let error = if class == label { p - 1.0 } else { *p };
        error * error
    };
    Some(probabilities.iter().enumerate().map(square).fold(0.0, |sum, square| sum + square).sqrt())
}

fn shares(probabilities: &[f64]) -> bool {
    probabilities.iter().all(|p| (0.0..=1.0).contains(p))
}

fn count(right: &[bool]) -> usize {
    right.iter().filter(|right| **right).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    #[test]
    fn a_sequence_by_hand() {
        // Wrong, right, right, wrong, wrong, right, wrong, right: learned at the second epoch, forgotten twice.
        let right = [false, true, true, false, false, true, false, true];
        assert_eq!((forgetting_events(&right), correctness(&right)), (2, Some(0.5)));
        assert!(ever_learned(&right) && !is_unforgettable(&right));
        let late = [false, false, true, true];
        assert!(is_unforgettable(&late) && forgetting_events(&late) == 0);
        let never = [false; 4];
        assert!(!ever_learned(&never) && !is_unforgettable(&never), "never learned is not unforgettable");
        assert_eq!((forgetting_events(&[true]), correctness(&[])), (0, None));
        let path = [0.1, 0.3, 0.5, 0.9];
        assert!((confidence(&path).unwrap() - 0.45).abs() < 1e-15);
        // Deviations −0.35, −0.15, 0.05, 0.45: squares 0.1225 + 0.0225 + 0.0025 + 0.2025 = 0.35.
        assert!((variability(&path).unwrap() - (0.35_f64 / 4.0).sqrt()).abs() < 1e-15);
        // (0.7 − 1)² + 0.2² + 0.1² = 0.14.
        assert!((error_norm(&[0.2, 0.7, 0.1], 1).unwrap() - 0.14_f64.sqrt()).abs() < 1e-15);
    }

    #[test]
    fn what_is_no_probability_has_no_score() {
        for bad in [[f64::NAN, 0.5], [1.5, 0.5], [-0.1, 0.5], [f64::INFINITY, 0.5]] {
            assert_eq!((confidence(&bad), variability(&bad), error_norm(&bad, 0)), (None, None, None));
        }
        assert_eq!((confidence(&[]), variability(&[]), error_norm(&[], 0)), (None, None, None));
        assert_eq!(error_norm(&[0.5, 0.5], 2), None);
    }

    proptest! {
        #[test]
        fn scores_stay_in_their_ranges(path in vec(0.0..=1.0_f64, 1..20), right in vec(any::<bool>(), 1..20)) {
            let (mu, sigma) = (confidence(&path).unwrap(), variability(&path).unwrap());
            prop_assert!((0.0..=1.0).contains(&mu));
            // σ² ≤ μ·(1 − μ) for numbers from 0 to 1: the left edge of every data map is an arch.
            prop_assert!(sigma * sigma <= mu * (1.0 - mu) + 1e-12);
            let events = forgetting_events(&right) as usize;
            // Each event needs a right epoch before it and a wrong one after.
            prop_assert!(events <= right.len() / 2 && events <= count(&right));
            // Learning events minus forgetting events: 1 if it ends right and began wrong, −1 the other way round, else 0.
            let learned = right.windows(2).filter(|pair| !pair[0] && pair[1]).count();
            let [first, last] = [right[0], right[right.len() - 1]].map(usize::from);
            prop_assert_eq!(learned + first, events + last);
        }

        #[test]
        fn the_error_of_two_classes_is_the_missing_probability_times_root_two(p in 0.0..=1.0_f64) {
            let norm = error_norm(&[p, 1.0 - p], 0).unwrap();
            prop_assert!((norm - 2.0_f64.sqrt() * (1.0 - p)).abs() < 1e-12);
        }
    }
}

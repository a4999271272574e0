//! How good a row's label looks, from the probabilities that a model gives the K classes; low for suspicious. The model must not have seen the
//! row.
//!
//! | score | formula | looks for |
//! |---|---|---|
//! | [`label_probability`] | p_y, the self-confidence | labels that the model does not believe |
//! | [`normalized_margin`] | (p_y − max_{k ≠ y} p_k + 1)/2 | rows for which another label is clearly better |
//! | [`confidence_weighted_entropy`] | log(1 + r)/r, r = H/(log K · p_y) | rows about which the model knows nothing |
//!
//! H is the entropy of the probabilities. All are from 0 to 1. Cost O(K). `None` for a label that is no class, fewer than two classes, or a
//! number that is not from 0 to 1.
//!
//! Sources: Northcutt, Jiang & Chuang (2021), *Confident learning: estimating uncertainty in dataset labels*; the floors of 10⁻⁶ under p_y and r
//! are cleanlab's.
//!
//! When they mislead: the three agree on a sure and wrong label, and order the rest differently. Probabilities that are off shift all of them.
//!
//! ```
//! use simulation::valuation::mislabels::scores::{label_probability, normalized_margin};
//! let said = [0.7, 0.2, 0.1];
//! assert_eq!((label_probability(&said, 1), label_probability(&said, 3)), (Some(0.2), None));
//! assert!((normalized_margin(&said, 1).unwrap() - 0.25).abs() < 1e-15);
//! assert!((normalized_margin(&said, 0).unwrap() - 0.75).abs() < 1e-15);
//! ```

/// What numbers are kept above before they divide.
const FLOOR: f64 = 1e-6;

/// p_y.
pub fn label_probability(probabilities: &[f64], label: usize) -> Option<f64> {
    let legal = probabilities.len() > 1 && probabilities.iter().all(|p| (0.0..=1.0).contains(p));
    probabilities.get(label).copied().filter(|_| legal)
}

/// (p_y − max_{k ≠ y} p_k + 1)/2.
pub fn normalized_margin(probabilities: &[f64], label: usize) -> Option<f64> {
    let own = label_probability(probabilities, label)?;
    let others = probabilities.iter().enumerate().filter(|(class, _)| *class != label);
    let largest = others.fold(0.0, |largest: f64, (_, p)| largest.max(*p));
    Some(0.5 * (own - largest + 1.0))
}

/// log(1 + r)/r, r = H/(log K · p_y): near 1 where the model is sure and the label has some probability, near 0 where the label has none and
/// the model is unsure. For a model that is sure of another class it is near 1 or 0 as r decides.
pub fn confidence_weighted_entropy(probabilities: &[f64], label: usize) -> Option<f64> {
    let own = label_probability(probabilities, label)?.max(FLOOR);
    let terms = probabilities.iter().map(|&p| if p > 0.0 { -p * libm::log(p) } else { 0.0 });
    let entropy = terms.fold(0.0, |sum, term| sum + term) / libm::log(probabilities.len() as f64);
    let ratio = entropy / own;
    Some(libm::log(1.0 + ratio) / ratio.max(FLOOR))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn scores_by_hand() {
        // Two even classes: H = log 2, so r = 1/½ = 2.
        let score = confidence_weighted_entropy(&[0.5, 0.5], 0).unwrap();
        assert!((score - 3.0_f64.ln() / 2.0).abs() < 1e-15);
        assert_eq!(normalized_margin(&[0.5, 0.5], 1), Some(0.5));
        // A sure model: r = 0 counts as at its limit only from the floor on.
        assert_eq!(confidence_weighted_entropy(&[1.0, 0.0], 0), Some(0.0));
        for bad in [&[0.5][..], &[], &[f64::NAN, 0.5], &[1.5, 0.0], &[-0.1, 1.0]] {
            assert_eq!((label_probability(bad, 0), normalized_margin(bad, 0)), (None, None));
            assert_eq!(confidence_weighted_entropy(bad, 0), None);
        }
    }

    proptest! {
        #[test]
        fn scores_are_shares_and_margins_follow_the_winner(
            weights in proptest::collection::vec(0.01..1.0_f64, 2..6), label in 0_usize..6,
        ) {
            let total: f64 = weights.iter().sum();
            let p: Vec<f64> = weights.iter().map(|w| w / total).collect();
            let label = label % p.len();
            let (margin, entropy) = (normalized_margin(&p, label).unwrap(), confidence_weighted_entropy(&p, label).unwrap());
            prop_assert!((0.0..=1.0).contains(&margin) && (0.0..=1.0).contains(&entropy));
            let wins = p.iter().enumerate().all(|(class, q)| class == label || *q < p[label]);
            prop_assert_eq!(margin > 0.5, wins);
        }
    }
}

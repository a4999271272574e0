//! The scores by which rows are asked for, each from probabilities of K classes.
//!
//! Logarithms are natural. Scores with logarithms take probabilities as shares of their sum, so that numbers rounded to a few digits
//! serve as well; 0·log 0 is 0. Every function answers `None` for no classes, for entries that are not finite and at least 0, and where
//! the sum is 0.
//!
//! ```
//! use simulation::selection::active::scores::{entropy, least_confidence, margin};
//! let (sure, unsure) = ([0.9, 0.1, 0.0], [0.4, 0.4, 0.2]);
//! assert!(least_confidence(&sure) < least_confidence(&unsure));
//! assert!(entropy(&sure) < entropy(&unsure));
//! // A small margin is an unsure model.
//! assert!(margin(&sure) > margin(&unsure));
//! ```

use crate::dataset::{Row, Target};
use crate::learners::{Classification, Differentiable};

/// 1 − max p, from 0 to 1 − 1/K. Cost O(K).
///
/// Source: Lewis & Gale (1994), *A sequential algorithm for training text classifiers*.
pub fn least_confidence(probabilities: &[f64]) -> Option<f64> {
    let [first, _] = largest(probabilities)?;
    Some(1.0 - first)
}

/// The largest p less the second largest, 0 for a tie: the smaller, the less sure. Of a single class, its p. Cost O(K).
///
/// Source: Scheffer, Decomain & Wrobel (2001), *Active hidden Markov models for information extraction*.
pub fn margin(probabilities: &[f64]) -> Option<f64> {
    let [first, second] = largest(probabilities)?;
    Some(first - second)
}

/// −Σ p·log p, from 0 to log K. Cost O(K).
///
/// Source: Shannon (1948), *A mathematical theory of communication*.
pub fn entropy(probabilities: &[f64]) -> Option<f64> {
    let total = total(probabilities)?;
    let terms =
        probabilities.iter().map(|p| p / total).map(|p| if p > 0.0 { -p * libm::log(p) } else { 0.0 });
    Some(terms.fold(0.0, |sum, term| sum + term))
}

/// The entropy of the votes of a committee; members hand over probabilities, and each votes for its largest. Members that tie split their vote
/// evenly. `None` also for members of different K. Cost O(members·K).
///
/// Source: Dagan & Engelson (1995), *Committee-based sampling for training probabilistic classifiers*.
///
/// ```
/// use simulation::selection::active::scores::vote_entropy;
/// let (one, other) = ([0.9, 0.1], [0.45, 0.55]);
/// assert_eq!(vote_entropy([&one, &other]), Some(std::f64::consts::LN_2));
/// assert_eq!(vote_entropy([&one, &one]), Some(0.0));
/// ```
pub fn vote_entropy<'p, P: AsRef<[f64]> + ?Sized + 'p>(
    members: impl IntoIterator<Item = &'p P>,
) -> Option<f64> {
    let mut votes: Vec<f64> = Vec::new();
    for probabilities in members {
        let probabilities = alike(probabilities.as_ref(), &mut votes)?;
        let most = probabilities.iter().copied().fold(0.0, f64::max);
        let winners = probabilities.iter().filter(|p| **p == most).count();
        let shares = votes.iter_mut().zip(probabilities).filter(|(_, p)| **p == most);
        shares.for_each(|(vote, _)| *vote += 1.0 / winners as f64);
    }
    entropy(&votes)
}

/// The mean of the members' probabilities. `None` also for members of different K. Cost O(members·K).
pub fn consensus<'p, P: AsRef<[f64]> + ?Sized + 'p>(
    members: impl IntoIterator<Item = &'p P>,
) -> Option<Vec<f64>> {
    let (mut sums, mut count) = (Vec::new(), 0.0);
    for probabilities in members {
        let probabilities = alike(probabilities.as_ref(), &mut sums)?;
        sums.iter_mut().zip(probabilities).for_each(|(sum, p)| *sum += p);
        count += 1.0;
    }
    (count > 0.0).then(|| sums.into_iter().map(|sum: f64| sum / count).collect())
}

/// The entropy of the [`consensus`]: high where the members disagree, and where they agree to be unsure. Cost O(members·K).
///
/// ```
/// use simulation::selection::active::scores::consensus_entropy;
/// assert_eq!(consensus_entropy([&[1.0, 0.0], &[0.0, 1.0]]), Some(std::f64::consts::LN_2));
/// ```
pub fn consensus_entropy<'p, P: AsRef<[f64]> + ?Sized + 'p>(
    members: impl IntoIterator<Item = &'p P>,
) -> Option<f64> {
    entropy(&consensus(members)?)
}

/// max over the members of KL(member ‖ consensus) = Σ p·log(p/q): how far the most dissenting member is from the mean. Cost
/// O(members·K).
///
/// Source: McCallum & Nigam (1998), *Employing EM and pool-based active learning for text classification*, with the maximum in the place
/// of their mean.
///
/// ```
/// use simulation::selection::active::scores::maximum_divergence;
/// let together = maximum_divergence([&[0.5, 0.5], &[0.5, 0.5]]);
/// assert!(together == Some(0.0) && maximum_divergence([&[0.9, 0.1], &[0.5, 0.5]]) > together);
/// ```
pub fn maximum_divergence<'p, P: AsRef<[f64]> + ?Sized + 'p>(
    members: impl IntoIterator<Item = &'p P> + Clone,
) -> Option<f64> {
    let consensus = consensus(members.clone())?;
    let all = total(&consensus)?;
    let mut most = 0.0_f64;
    for probabilities in members {
        let probabilities = probabilities.as_ref();
        let total = total(probabilities)?;
        let shares = probabilities.iter().zip(&consensus).map(|(p, q)| (p / total, q / all));
        let terms = shares.map(|(p, q)| if p > 0.0 { p * libm::log(p / q) } else { 0.0 });
        most = most.max(terms.fold(0.0, |sum, term| sum + term));
    }
    Some(most)
}

/// Σₖ pₖ·‖∇ℓ(θ; x, k)‖: the length of the step that the row's label would ask of the parameters, expected under the model's own
/// probabilities. The row's target is not looked at. `None` also where the model has no loss for a class. Cost: K gradients.
///
/// Source: Settles, Craven & Ray (2008), *Multiple-instance active learning*.
///
/// When it misleads: rows far from the origin have long gradients, unsure or not. Scale the features first.
///
/// ```
/// use simulation::data::penguins;
/// use simulation::learners::{Classification, Learner, SoftmaxRegression};
/// use simulation::seed::Seed;
/// use simulation::selection::active::scores::expected_gradient_length;
/// use simulation::world::World;
///
/// let data = penguins::dataset().map_features(|_, value| value / 100.0)?;
/// let model = SoftmaxRegression::new(1.0)?.fit(&World::new(&data, (0..342).step_by(9)), Seed::new(0))?;
/// let row = data.row(1).ok_or("no rows")?;
/// // The slopes are (p − e)·(x, 1), e the label: their lengths factor.
/// let p = model.probabilities(row.features);
/// let wide = row.features.iter().fold(1.0, |sum, x| sum + x * x).sqrt();
/// let apart = |k: usize| (0..3).fold(0.0, |sum, j| sum + (p[j] - f64::from(j == k)).powi(2)).sqrt();
/// let wanted: f64 = (0..3).map(|k| p[k] * apart(k) * wide).sum();
/// assert!((expected_gradient_length(&model, &row).ok_or("no score")? - wanted).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn expected_gradient_length<M: Classification + Differentiable>(model: &M, row: &Row<'_>) -> Option<f64> {
    let probabilities = model.probabilities(row.features);
    total(&probabilities)?;
    let mut gradient = vec![0.0; model.parameters().len()];
    let mut expected = 0.0;
    for (class, probability) in probabilities.iter().enumerate() {
        gradient.fill(0.0);
        model.add_loss_gradient(&Row { target: Target::Class(class), ..*row }, 1.0, &mut gradient)?;
        expected += probability * gradient.iter().fold(0.0, |sum, slope| sum + slope * slope).sqrt();
    }
    Some(expected)
}

/// Σ p, if all p are legal.
fn total(probabilities: &[f64]) -> Option<f64> {
    let legal = probabilities.iter().all(|p| p.is_finite() && *p >= 0.0);
    let total = probabilities.iter().fold(0.0, |sum, p| sum + p);
    (legal && total > 0.0 && total.is_finite()).then_some(total)
}

/// The largest and the second largest, 0 of a single one.
fn largest(probabilities: &[f64]) -> Option<[f64; 2]> {
    total(probabilities)?;
    let two =
        probabilities.iter().fold(
            [0.0_f64; 2],
            |[first, second], &p| {
                if p > first { [p, first] } else { [first, second.max(p)] }
            },
        );
    Some(two)
}

/// A member's probabilities, if legal and as many as the others'; `sums` is made as long by the first.
fn alike<'p>(probabilities: &'p [f64], sums: &mut Vec<f64>) -> Option<&'p [f64]> {
    total(probabilities)?;
    if sums.is_empty() {
        sums.resize(probabilities.len(), 0.0);
    }
    (sums.len() == probabilities.len()).then_some(probabilities)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Score = fn(&[f64]) -> Option<f64>;

    const SCORES: [Score; 3] = [least_confidence, margin, entropy];

    fn shares() -> impl Strategy<Value = Vec<f64>> {
        proptest::collection::vec(0.0_f64..1.0, 4).prop_filter_map("a sum of 0", |weights| {
            let total: f64 = weights.iter().sum();
            (total > 0.0).then(|| weights.into_iter().map(|weight| weight / total).collect())
        })
    }

    proptest! {
        #[test]
        fn scores_keep_their_ranges(one in shares(), other in shares()) {
            let k = 4.0_f64;
            prop_assert!((0.0..=1.0 - 1.0 / k + 1e-12).contains(&least_confidence(&one).unwrap()));
            prop_assert!((0.0..=1.0).contains(&margin(&one).unwrap()));
            prop_assert!((0.0..=k.ln() + 1e-12).contains(&entropy(&one).unwrap()));
            let committee = [one, other];
            prop_assert!(vote_entropy(&committee).unwrap() <= std::f64::consts::LN_2 + 1e-12);
            // The entropy is concave, and KL to a mean of two is at most log 2.
            let mean = 0.5 * (entropy(&committee[0]).unwrap() + entropy(&committee[1]).unwrap());
            prop_assert!(consensus_entropy(&committee).unwrap() >= mean - 1e-12);
            prop_assert!((0.0..=std::f64::consts::LN_2 + 1e-12).contains(&maximum_divergence(&committee).unwrap()));
        }

        #[test]
        fn nothing_panics(one in proptest::collection::vec(proptest::num::f64::ANY, 0..4), other in proptest::collection::vec(0.0_f64..2.0, 0..4)) {
            for list in [&one, &other] {
                for score in SCORES {
                    prop_assert!(score(list).is_none_or(|score| !score.is_nan()));
                }
            }
            let committee = [one, other];
            let _ = (vote_entropy(&committee), consensus_entropy(&committee), maximum_divergence(&committee));
        }
    }

    #[test]
    fn what_is_no_distribution_has_no_score() {
        for score in SCORES {
            for list in [&[][..], &[0.0, 0.0], &[f64::NAN, 1.0], &[-0.1, 1.1], &[f64::INFINITY, 1.0]] {
                assert_eq!(score(list), None);
            }
        }
        let uneven: [&[f64]; 2] = [&[1.0, 0.0], &[1.0]];
        assert_eq!((vote_entropy(uneven), maximum_divergence(uneven)), (None, None));
        let nobody: [&[f64]; 0] = [];
        assert_eq!((vote_entropy(nobody), consensus(nobody)), (None, None));
    }

    #[test]
    fn a_tie_splits_its_vote() {
        // Votes of 1.5 and 0.5 of 2.
        let wanted = -(0.75 * 0.75_f64.ln() + 0.25 * 0.25_f64.ln());
        let got = vote_entropy([&[0.5, 0.5], &[0.8, 0.2]]).unwrap();
        assert!((got - wanted).abs() < 1e-15);
        assert_eq!(margin(&[0.4, 0.2, 0.4]), Some(0.0));
        assert_eq!(
            (margin(&[1.0]), least_confidence(&[1.0]), entropy(&[1.0])),
            (Some(1.0), Some(0.0), Some(0.0))
        );
    }
}

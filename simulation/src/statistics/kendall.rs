//! Kendall's rank correlation τ-b: of all pairs of entries, how many more are in the same order in both lists than in opposite order.
//!
//! τ_b = (C − D) / √((n₀ − n₁)(n₀ − n₂)), C concordant and D discordant pairs, n₀ = n(n−1)/2 pairs in all, n₁ and n₂ of them tied
//! in the first and in the second list. Cost O(n log n).
//!
//! Sources: Kendall (1945), *The treatment of ties in ranking problems*; Knight (1966), *A computer method for calculating
//! Kendall's tau with ungrouped data*, here with a Fenwick tree in place of the merge sort.
//!
//! When it misleads: every pair counts the same, so a ranking that is right at the top and random below looks random.

use super::ranks::dense_ranks;
use crate::order::ascending;

/// τ_b, in [−1, 1]. See the module for the formula. `None` if the lists differ in length, have fewer than two entries, hold a
/// NaN, or if one of them is constant; infinities are legal.
///
/// ```
/// use simulation::statistics::kendall_tau_b;
/// // Of three pairs two agree and one does not.
/// assert_eq!(kendall_tau_b(&[1.0, 2.0, 3.0], &[1.0, 3.0, 2.0]), Some(1.0 / 3.0));
/// ```
pub fn kendall_tau_b(one: &[f64], other: &[f64]) -> Option<f64> {
    if one.len() != other.len() {
        return None;
    }
    let (one, other) = (dense_ranks(one)?, dense_ranks(other)?);
    let both: Vec<u64> =
        one.iter().zip(&other).map(|(&one, &other)| u64::from(one) << 32 | u64::from(other)).collect();
    let order = ascending(both.iter().copied());
    let sorted: Vec<u64> = order.iter().map(|&place| both[place]).collect();
    let in_order: Vec<u32> = order.iter().map(|&place| other[place]).collect();

    let pairs = choose_two(one.len());
    let tied_one = tied(sorted.iter().map(|rank| rank >> 32));
    let tied_other = {
        let order = ascending(other.iter().map(|&rank| u64::from(rank)));
        tied(order.iter().map(|&place| u64::from(other[place])))
    };
    let tied_both = tied(sorted.iter().copied());
    // C + D = n₀ − n₁ − n₂ + n₁₂.
    let untied = pairs + tied_both - tied_one - tied_other;
    let surplus = untied as f64 - 2.0 * inversions(&in_order) as f64;
    let (free_one, free_other) = ((pairs - tied_one) as f64, (pairs - tied_other) as f64);
    // One root of the product: a list with itself then has exactly τ = 1.
    let scale = (free_one * free_other).sqrt();
    (scale > 0.0).then(|| (surplus / scale).clamp(-1.0, 1.0))
}

/// How many pairs are equal, in a list where equals stand together.
fn tied(sorted: impl Iterator<Item = u64>) -> u64 {
    let (mut total, mut run, mut last) = (0, 0, None);
    for rank in sorted {
        run = if last == Some(rank) { run + 1 } else { 0 };
        last = Some(rank);
        total += run;
    }
    total
}

/// How many pairs stand in descending order, ties not counted.
fn inversions(ranks: &[u32]) -> u64 {
    // Ranks are below n. tree[k] counts the ranks seen in a block that ends at k (Fenwick 1994).
    let mut tree = vec![0_u64; ranks.len() + 1];
    let mut total = 0;
    for (seen, &rank) in (0_u64..).zip(ranks) {
        let own = rank as usize + 1;
        let (mut place, mut up_to) = (own, 0);
        while place > 0 {
            up_to += tree[place];
            place &= place - 1;
        }
        total += seen - up_to;
        place = own;
        while place < tree.len() {
            tree[place] += 1;
            place += place & place.wrapping_neg();
        }
    }
    total
}

fn choose_two(n: usize) -> u64 {
    let n = n as u64;
    n * n.saturating_sub(1) / 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    /// The definition, pair by pair.
    fn by_pairs(one: &[f64], other: &[f64]) -> Option<f64> {
        let (mut surplus, mut free_one, mut free_other) = (0.0, 0.0, 0.0);
        for i in 0..one.len() {
            for j in 0..i {
                let sign =
                    |list: &[f64]| f64::from(i8::from(list[i] > list[j]) - i8::from(list[i] < list[j]));
                surplus += sign(one) * sign(other);
                free_one += sign(one).abs();
                free_other += sign(other).abs();
            }
        }
        let scale: f64 = free_one * free_other;
        (scale > 0.0).then(|| surplus / scale.sqrt())
    }

    proptest! {
        #[test]
        fn it_is_as_counted_pair_by_pair(
            pairs in vec(((-5_i32..5).prop_map(f64::from), (-3_i32..3).prop_map(f64::from)), 0..25),
        ) {
            let (one, other): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            match (kendall_tau_b(&one, &other), by_pairs(&one, &other)) {
                (Some(fast), Some(slow)) => prop_assert!((fast - slow).abs() < 1e-14, "{fast} against {slow}"),
                (fast, slow) => prop_assert_eq!(fast, slow),
            }
        }

        #[test]
        fn nothing_panics_and_nothing_leaves_the_range(
            one in vec(proptest::num::f64::ANY, 0..5),
            other in vec(proptest::num::f64::ANY, 0..5),
        ) {
            let legal = one.len() == other.len() && !one.iter().chain(&other).any(|value| value.is_nan());
            let tau = kendall_tau_b(&one, &other);
            prop_assert!(tau.is_none_or(|tau| legal && (-1.0..=1.0).contains(&tau)));
        }
    }

    #[test]
    fn what_is_undefined_is_none() {
        assert_eq!(kendall_tau_b(&[], &[]), None);
        assert_eq!(kendall_tau_b(&[1.0, 2.0], &[1.0]), None);
        assert_eq!(kendall_tau_b(&[1.0, 2.0], &[3.0, 3.0]), None);
        assert_eq!(kendall_tau_b(&[1.0, f64::NAN], &[1.0, 2.0]), None);
    }
}

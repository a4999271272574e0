//! Ranks, with ties sharing theirs.

use crate::order::{ascending, key};

/// The rank of every value, from 1 for the smallest; equal values share the mean of the ranks that they take up. Infinities rank as
/// any other value, −0 equals 0. `None` with a NaN among the values. Cost O(n log n).
///
/// ```
/// use simulation::statistics::mid_ranks;
/// assert_eq!(mid_ranks(&[7.0, 1.0, 7.0, 9.0]), Some(vec![2.5, 1.0, 2.5, 4.0]));
/// ```
pub fn mid_ranks(values: &[f64]) -> Option<Vec<f64>> {
    let mut ranks = vec![0.0; values.len()];
    let mut below = 0;
    for run in runs_of_equals(values)? {
        // The mean of below + 1, …, below + m.
        let rank = below as f64 + (run.len() + 1) as f64 / 2.0;
        for &position in &run {
            ranks[position] = rank;
        }
        below += run.len();
    }
    Some(ranks)
}

/// For every value how many distinct values are smaller. `None` with a NaN among them.
pub(super) fn dense_ranks(values: &[f64]) -> Option<Vec<u32>> {
    let mut ranks = vec![0; values.len()];
    for (rank, run) in (0..).zip(runs_of_equals(values)?) {
        for &position in &run {
            ranks[position] = rank;
        }
    }
    Some(ranks)
}

/// The positions of the values in ascending order, equal ones together. `None` with a NaN among the values.
pub(crate) fn runs_of_equals(values: &[f64]) -> Option<Vec<Vec<usize>>> {
    if values.iter().any(|value| value.is_nan()) {
        return None;
    }
    let order = ascending(values.iter().map(|&value| key(value)));
    Some(order.chunk_by(|&one, &other| values[one] == values[other]).map(<[usize]>::to_vec).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The definition: 1 + how many are smaller + half of how many others are equal.
    fn counted(values: &[f64]) -> Vec<f64> {
        let count = |keep: &dyn Fn(f64) -> bool| values.iter().filter(|&&value| keep(value)).count() as f64;
        values
            .iter()
            .map(|&own| 0.5 + count(&|other| other < own) + count(&|other| other == own) / 2.0)
            .collect()
    }

    proptest! {
        #[test]
        fn they_are_as_counted(values in proptest::collection::vec((-4_i32..4).prop_map(f64::from), 0..20)) {
            prop_assert_eq!(mid_ranks(&values).unwrap(), counted(&values));
        }

        #[test]
        fn only_a_nan_has_no_rank(values in proptest::collection::vec(proptest::num::f64::ANY, 0..6)) {
            let expected = (!values.iter().any(|value| value.is_nan())).then(|| counted(&values));
            prop_assert_eq!(mid_ranks(&values), expected);
        }
    }

    #[test]
    fn minus_zero_ties_with_zero() {
        assert_eq!(mid_ranks(&[0.0, -0.0, f64::NEG_INFINITY]), Some(vec![2.5, 2.5, 1.0]));
        assert_eq!(dense_ranks(&[0.0, -0.0, f64::NEG_INFINITY]), Some(vec![1, 1, 0]));
    }
}

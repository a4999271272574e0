//! Whole numbers near given ones, with the same sum.

use crate::order::{ascending, key};

/// Each number rounded, halves to even; then, while the sum is not that of the numbers (rounded as well), the rounded numbers that are farthest on the
/// other side move by one, the later of equals first if they rise. Cost O(n log n).
///
/// Source: the convention of cleanlab's confident joint.
pub(super) fn rounded(numbers: impl IntoIterator<Item = f64>) -> Vec<u32> {
    let numbers: Vec<f64> = numbers.into_iter().collect();
    let sum = |numbers: &[f64]| numbers.iter().fold(0.0, |sum, number| sum + number).round_ties_even();
    let mut whole: Vec<f64> = numbers.iter().map(|number| number.round_ties_even()).collect();
    let wanted = sum(&numbers);
    while sum(&whole) != wanted && !whole.is_empty() {
        let missing = wanted - sum(&whole);
        let by_distance = numbers.iter().zip(&whole).map(|(number, whole)| key(number - whole));
        let mut order = ascending(by_distance);
        if missing > 0.0 {
            order.reverse();
        }
        for place in order.into_iter().take(missing.abs() as usize) {
            whole[place] += missing.signum();
        }
    }
    whole.into_iter().map(|number| number.max(0.0) as u32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_sum_is_kept_by_those_that_are_farthest_off() {
        assert_eq!(rounded([0.4, 0.4, 0.2]), [0, 1, 0], "the later of equals rises");
        assert_eq!(rounded([1.6, 1.7, 0.7]), [1, 2, 1], "the one that was rounded up most falls");
        assert_eq!(rounded([0.5, 1.5]), [0, 2], "halves to even");
        assert_eq!(rounded([]), [] as [u32; 0]);
    }

    proptest! {
        #[test]
        fn no_number_moves_by_more_than_one(numbers in proptest::collection::vec(0.0..50.0_f64, 1..8)) {
            let whole = rounded(numbers.clone());
            let total: f64 = numbers.iter().sum();
            prop_assert_eq!(whole.iter().sum::<u32>(), total.round_ties_even() as u32);
            prop_assert!(whole.iter().zip(&numbers).all(|(whole, number)| (f64::from(*whole) - number).abs() < 1.5));
        }
    }
}

//! Sorting, in one place.
//!
//! Every ordering in this crate is a permutation by 64-bit keys, ties in the order of their positions: stable, the same on every
//! machine, and one copy of the sorting code for whoever downloads it.

/// The positions of the keys in ascending order of the keys; equal keys in the order of their positions. At most 2³² keys. Cost
/// O(n log n).
///
/// ```
/// use simulation::order::ascending;
/// assert_eq!(ascending([3, 1, 2, 1]), [1, 3, 2, 0]);
/// ```
pub fn ascending(keys: impl IntoIterator<Item = u64>) -> Vec<usize> {
    let mut places: Vec<(u64, u32)> = keys.into_iter().zip(0..).collect();
    sort(&mut places);
    places.into_iter().map(|(_, place)| place as usize).collect()
}

/// Sorts pairs of a key and a place by both, for those who keep the memory between many sorts.
#[inline(never)]
pub(crate) fn sort(places: &mut [(u64, u32)]) {
    places.sort_unstable();
}

/// A key by which numbers sort as numbers: −∞ < … < −0 < 0 < … < ∞. A NaN sorts to one end by its sign.
///
/// Source: IEEE 754-2019, section 5.10 (totalOrder).
pub fn key(number: f64) -> u64 {
    let bits = number.to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn keys_sort_as_numbers_do(numbers in proptest::collection::vec(any::<f64>(), 0..20)) {
            let sorted: Vec<f64> = ascending(numbers.iter().map(|&n| key(n))).into_iter().map(|p| numbers[p]).collect();
            prop_assert!(sorted.windows(2).all(|pair| pair[0].total_cmp(&pair[1]).is_le()));
            prop_assert_eq!(sorted.len(), numbers.len());
        }
    }
}

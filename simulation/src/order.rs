//! Sorting, in one place.
//!
//! Every ordering in this crate is a permutation by 64-bit keys, ties in the order of their positions: stable, the same on every
//! machine, and one copy of the sorting code for whoever downloads it.

/// The positions of the keys in ascending order of the keys; equal keys in the order of their positions. At most 2³² keys. Cost
/// O(n) beyond a few.
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

/// Up to so many pairs are sorted by insertion: counting digits would take longer.
const FEW: usize = 128;

/// Sorts pairs of a key and a place, which come in the order of their places, by both; for those who keep the memory between many
/// sorts. Few are sorted by insertion, more by the bytes of their keys, last byte first. Cost O(n) beyond a few.
///
/// Shorter than the standard library's sort by nine tenths, and readers download it. Source: Knuth, *The Art of Computer Programming*,
/// volume 3, sections 5.2.1 and 5.2.5.
#[inline(never)]
pub(crate) fn sort(places: &mut [(u64, u32)]) {
    if places.len() > FEW {
        return sort_by_bytes(places);
    }
    for next in 1..places.len() {
        let pair = places[next];
        let mut at = next;
        while at > 0 && places[at - 1].0 > pair.0 {
            places[at] = places[at - 1];
            at -= 1;
        }
        places[at] = pair;
    }
}

fn sort_by_bytes(places: &mut [(u64, u32)]) {
    let mut from = places.to_vec();
    let mut to = from.clone();
    for shift in (0..u64::BITS).step_by(8) {
        let byte = |key: u64| (key >> shift & 0xff) as usize;
        let mut starts = [0_usize; 256];
        for pair in &from {
            starts[byte(pair.0)] += 1;
        }
        // A byte that all keys share tells nothing.
        if starts.contains(&from.len()) {
            continue;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += std::mem::replace(start, sum);
        }
        for &pair in &from {
            let start = &mut starts[byte(pair.0)];
            to[*start] = pair;
            *start += 1;
        }
        std::mem::swap(&mut from, &mut to);
    }
    places.copy_from_slice(&from);
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

        #[test]
        fn the_order_is_that_of_a_stable_sort(
            keys in proptest::collection::vec(any::<u64>(), 0..2 * FEW + 50), mask in any::<u64>(), few in 1_u64..9,
        ) {
            // All keys, keys that share some bytes, and keys many of which are equal.
            let forms: [&dyn Fn(u64) -> u64; 3] = [&|key| key, &|key| key & mask, &|key| key % few];
            for form in forms {
                let keys: Vec<u64> = keys.iter().map(|&key| form(key)).collect();
                let mut stable: Vec<usize> = (0..keys.len()).collect();
                stable.sort_by_key(|&place| keys[place]);
                prop_assert_eq!(ascending(keys), stable);
            }
        }
    }
}

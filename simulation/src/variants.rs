//! Which variant of a question a seed asks.

use rand::Rng;

use crate::dataset::RowId;
use crate::order::ascending;
use crate::seed::{Purpose, Seed};

/// The variant, from 0, that the `seed`-th question of `count` variants is: in rounds of `count` seeds, each of which asks every variant
/// once. Seed 0 asks variant 0, which is the printed one; the rest of a round is in an order of its own, drawn from the round's number; no
/// variant is asked twice in a row. Cost O(count).
///
/// None if there are no variants.
///
/// ```
/// use simulation::variants::variant;
/// let mut round: Vec<_> = (5..10).filter_map(|seed| variant(seed, 5)).collect();
/// round.sort();
/// assert_eq!(round, [0, 1, 2, 3, 4]);
/// assert_eq!(variant(0, 5), Some(0));
/// ```
pub fn variant(seed: u32, count: u32) -> Option<u32> {
    let (round, place) = (seed.checked_div(count)?, seed % count);
    if count < 3 {
        // Any other order of two would ask one twice.
        return Some(place);
    }
    let mut order = order(round, count);
    let before = round.checked_sub(1).and_then(|round| self::order(round, count).pop());
    match order.iter().position(|&one| one == 0) {
        Some(first) if round == 0 => order.swap(0, first),
        _ if order.first().copied() == before => order.swap(0, 1),
        _ => {}
    }
    order.get(place as usize).copied()
}

fn order(round: u32, count: u32) -> Vec<u32> {
    let word = |one| Seed::new(u64::from(round)).stream(Purpose::Variant, RowId::new(one)).next_u64();
    let mut order: Vec<u32> = ascending((0..count).map(word)).into_iter().map(|one| one as u32).collect();
    if round == 0 {
        // The last one must be known to the next round as it is: only the first two ever change places.
        if let Some(last) = order.iter().position(|&one| one == 0).filter(|&at| at + 1 == order.len()) {
            order.swap(1, last);
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_round_asks_every_variant_and_none_twice_in_a_row() {
        for count in 1..=40 {
            let all: Vec<u32> = (0..count * 20).filter_map(|seed| variant(seed, count)).collect();
            assert_eq!((all.len(), all[0]), (20 * count as usize, 0));
            for round in all.chunks(count as usize) {
                let mut sorted = round.to_vec();
                sorted.sort_unstable();
                assert_eq!(sorted, (0..count).collect::<Vec<_>>(), "{count}");
            }
            assert!(count == 1 || all.windows(2).all(|pair| pair[0] != pair[1]), "{count}");
        }
    }

    #[test]
    fn rounds_differ_and_nothing_has_no_variant() {
        let round = |round: u32| (0..8).filter_map(|place| variant(round * 8 + place, 8)).collect::<Vec<_>>();
        assert!((1..6).all(|one| round(one) != round(0) && round(one) != round(one + 1)));
        assert_eq!(variant(0, 0), None);
        assert!(variant(u32::MAX, 40).is_some());
    }
}

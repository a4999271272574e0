//! The order in which rows enter: every prefix is a sample, and a shorter prefix is part of a longer one.

use rand::Rng;

use crate::order::{ascending, key};
use crate::seed::{Purpose, Seed};
use crate::world::World;

/// What every prefix keeps in proportion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strata {
    /// Nothing: rows come as luck has it.
    #[default]
    None,
    /// The classes. In a table of numbers there are none, and rows come as luck has it.
    Classes,
    /// The groups.
    Groups,
}

/// The places, below the world's length, in an order of the seed; other places are left out.
///
/// Within a stratum rows go by the first words of their own streams, so that a row dropped leaves the order of the others in its
/// stratum as it is. The row of rank r among the m of its stratum goes by (r + ½)/m, equal numbers by the rows' words: of n rows a
/// stratum with a share s of all then has n·s, up to (1 + K·s)/2 rows with K strata. Cost O(n log n + K·n).
///
/// ```
/// use simulation::data::penguins;
/// use simulation::seed::Seed;
/// use simulation::selection::scaling::{Strata, nested_order};
/// use simulation::world::World;
///
/// let data = penguins::dataset();
/// let world = World::trainable(&data);
/// let places: Vec<usize> = (0..world.len()).collect();
/// let order = nested_order(&world, &places, Strata::Classes, Seed::new(1));
/// let rows: Vec<_> = world.rows().collect();
/// let count = |class| order[..34].iter().filter(|place| rows[**place].target.class() == Some(class)).count();
/// // Of 342 birds 151, 68 and 123.
/// assert_eq!([count(0), count(1), count(2)], [15, 7, 12]);
/// ```
pub fn nested_order(world: &World<'_>, places: &[usize], strata: Strata, seed: Seed) -> Vec<usize> {
    let all: Vec<(u64, usize)> = world
        .rows()
        .map(|row| {
            let stratum = match strata {
                Strata::None => 0,
                Strata::Classes => row.target.class().unwrap_or(0),
                Strata::Groups => row.group,
            };
            (seed.stream(Purpose::CurveOrder, row.id).next_u64(), stratum)
        })
        .collect();
    let known: Vec<usize> = places.iter().copied().filter(|&place| place < all.len()).collect();
    let ranked: Vec<usize> =
        ascending(known.iter().map(|&place| all[place].0)).into_iter().map(|index| known[index]).collect();
    let kinds = ranked.iter().map(|&place| all[place].1 + 1).max().unwrap_or(0);
    let mut sizes = vec![0_u32; kinds];
    for &place in &ranked {
        sizes[all[place].1] += 1;
    }
    let mut entered = vec![0_u32; kinds];
    let turns = ranked.iter().map(|&place| {
        let stratum = all[place].1;
        entered[stratum] += 1;
        key((f64::from(entered[stratum]) - 0.5) / f64::from(sizes[stratum]))
    });
    ascending(turns.collect::<Vec<_>>()).into_iter().map(|index| ranked[index]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{diabetes, penguins};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn prefixes_keep_the_shares(number in any::<u64>(), step in 1_usize..9, groups in any::<bool>()) {
            let data = penguins::dataset();
            let world = World::new(&data, (0..342).step_by(step));
            let strata = if groups { Strata::Groups } else { Strata::Classes };
            let places: Vec<usize> = (0..world.len()).collect();
            let order = nested_order(&world, &places, strata, Seed::new(number));
            let mut sorted = order.clone();
            sorted.sort_unstable();
            prop_assert_eq!(sorted, places);
            let stratum: Vec<usize> = world.rows()
                .map(|row| if groups { row.group } else { row.target.class().unwrap() }).collect();
            let kinds = stratum.iter().max().unwrap() + 1;
            for kind in 0..kinds {
                let share = stratum.iter().filter(|&&s| s == kind).count() as f64 / world.len() as f64;
                let mut count = 0.0;
                for (place, rows) in order.iter().zip(1..) {
                    count += f64::from(u8::from(stratum[*place] == kind));
                    let wanted = f64::from(rows) * share;
                    prop_assert!((count - wanted).abs() <= 0.5 * (1.0 + kinds as f64 * share) + 1e-9);
                }
            }
        }
    }

    #[test]
    fn every_row_is_as_likely_to_come_first() {
        let data = diabetes::dataset();
        let world = World::new(&data, 0..5);
        let mut firsts = [0.0; 5];
        for seed in 0..2_000 {
            firsts[nested_order(&world, &[0, 1, 2, 3, 4, 9], Strata::Classes, Seed::new(seed))[0]] += 1.0;
        }
        // A fifth of 2,000 draws; the standard error is 18.
        assert!(firsts.iter().all(|count: &f64| (count - 400.0).abs() < 90.0), "{firsts:?}");
    }

    #[test]
    fn a_row_less_leaves_the_order_of_its_stratum() {
        let data = penguins::dataset();
        let (world, less) = (World::new(&data, 0..60), World::new(&data, 0..60).keeping(|place| place != 7));
        let names = |world: &World<'_>| -> Vec<u32> {
            let places: Vec<usize> = (0..world.len()).collect();
            let ids: Vec<u32> = world.rows().map(|row| row.id.number()).collect();
            nested_order(world, &places, Strata::None, Seed::new(3)).iter().map(|&place| ids[place]).collect()
        };
        let gone = world.rows().nth(7).unwrap().id.number();
        assert_eq!(names(&world).into_iter().filter(|id| *id != gone).collect::<Vec<_>>(), names(&less));
    }
}

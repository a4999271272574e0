//! The rows that are labelled before the first query.

use rand::Rng;

use super::ActiveError;
use crate::order::ascending;
use crate::seed::{Purpose, Seed};
use crate::world::World;

/// The places of the first rows: the classes take turns, from class 0 on, each with its row of the smallest next word of its own stream; a class
/// without rows left passes. Cost O(n log n).
pub(super) fn start(pool: &World<'_>, rows: u32, seed: Seed) -> Result<Vec<usize>, ActiveError> {
    let mut classes = Vec::with_capacity(pool.len());
    for row in pool.rows() {
        classes.push(row.target.class().ok_or(ActiveError::Targets)?);
    }
    let word = |row: crate::dataset::Row<'_>| seed.stream(Purpose::StartRows, row.id).next_u64();
    let ranked = ascending(pool.rows().map(word));
    let mut taken = vec![0_u64; pool.dataset().class_count()];
    let kinds = taken.len() as u64;
    let keys: Vec<u64> = ranked
        .iter()
        .map(|&place| {
            let class = classes[place];
            taken[class] += 1;
            taken[class] * kinds + class as u64
        })
        .collect();
    Ok(ascending(keys).into_iter().take(rows as usize).map(|index| ranked[index]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{diabetes, penguins};

    #[test]
    fn the_classes_take_turns() {
        let data = penguins::dataset();
        let world = World::new(&data, (0..342).step_by(5));
        let classes: Vec<_> = world.rows().filter_map(|row| row.target.class()).collect();
        let of = |count, seed| start(&world, count, Seed::new(seed)).unwrap();
        let drawn: Vec<usize> = of(7, 1).iter().map(|&place| classes[place]).collect();
        assert_eq!(drawn, [0, 1, 2, 0, 1, 2, 0]);
        assert_ne!(of(7, 1), of(7, 2));
        assert_eq!(of(7, 1), of(9, 1)[..7]);
        let mut all = of(1000, 1);
        all.sort_unstable();
        assert_eq!(all, (0..world.len()).collect::<Vec<_>>());
        let numbers = diabetes::dataset();
        assert_eq!(start(&World::trainable(&numbers), 3, Seed::new(1)), Err(ActiveError::Targets));
    }
}

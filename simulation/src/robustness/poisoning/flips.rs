//! Copies of training rows with the other label.

use rand::Rng;

use super::PoisonError;
use crate::dataset::{Row, Target};
use crate::order::ascending;
use crate::seed::{Purpose, Seed};
use crate::world::World;

/// The other label of a row: the other one of two classes, or a number mirrored in the middle of the range of the world's numbers, so
/// that +1 becomes −1 where those are all there are.
///
/// # Errors
/// [`PoisonError::Label`] for more or fewer classes than two.
pub fn other_label(world: &World<'_>, row: &Row<'_>) -> Result<Target, PoisonError> {
    match row.target {
        Target::Class(class) if world.dataset().class_count() == 2 && class < 2 => {
            Ok(Target::Class(1 - class))
        }
        Target::Class(_) => Err(PoisonError::Label(row.id.number())),
        Target::Number(number) => {
            let numbers = || world.rows().filter_map(|row| row.target.number());
            let (low, high) = numbers().fold((number, number), |(low, high), n| (low.min(n), high.max(n)));
            let mirrored = low + (high - number);
            let legal = mirrored.is_finite() && low < high;
            if legal { Ok(Target::Number(mirrored)) } else { Err(PoisonError::Label(row.id.number())) }
        }
    }
}

/// The places of a world's rows in the order in which random flips copy them: by the first words of the rows' own streams, so that
/// another row's absence moves no other. Cost O(n log n).
pub fn random_order(world: &World<'_>, seed: Seed) -> Vec<usize> {
    ascending(world.rows().map(|row| seed.stream(Purpose::PoisonRows, row.id).next_u64()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{breast_cancer, diabetes, penguins};

    #[test]
    fn two_classes_change_places_and_numbers_are_mirrored() {
        let data = breast_cancer::dataset();
        let world = World::new(&data, 0..40);
        for row in world.rows() {
            let flipped = other_label(&world, &row).unwrap();
            assert_ne!(flipped, row.target);
            assert_eq!(other_label(&world, &Row { target: flipped, ..row }), Ok(row.target));
        }
        let data = diabetes::dataset();
        let world = World::trainable(&data);
        let ends = |pick: fn(f64, f64) -> f64, from| {
            world.rows().filter_map(|row| row.target.number()).fold(from, pick)
        };
        let (low, high) = (ends(f64::min, f64::INFINITY), ends(f64::max, f64::NEG_INFINITY));
        let row = Row { target: Target::Number(low), ..world.rows().next().unwrap() };
        assert_eq!(other_label(&world, &row), Ok(Target::Number(high)));
    }

    #[test]
    fn three_classes_and_a_single_number_have_no_other_label() {
        let data = penguins::dataset();
        let world = World::trainable(&data);
        let row = world.rows().next().unwrap();
        assert_eq!(other_label(&world, &row), Err(PoisonError::Label(0)));
        let data = diabetes::dataset();
        let world = World::new(&data, [0]);
        assert!(other_label(&world, &world.rows().next().unwrap()).is_err());
    }

    #[test]
    fn an_absent_row_moves_no_other() {
        let data = breast_cancer::dataset();
        let (world, seed) = (World::new(&data, 0..50), Seed::new(4));
        let named = |world: &World<'_>| {
            let ids: Vec<u32> = world.rows().map(|row| row.id.number()).collect();
            random_order(world, seed).into_iter().map(|place| ids[place]).collect::<Vec<_>>()
        };
        let (all, rest) = (named(&world), named(&world.keeping(|place| place != 7)));
        assert_eq!(all.into_iter().filter(|&id| id != 7).collect::<Vec<_>>(), rest);
        assert_ne!(random_order(&world, seed), random_order(&world, Seed::new(5)));
    }
}

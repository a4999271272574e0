//! Labels made wrong on purpose, so that one knows what is to be found.

use rand::Rng;
use thiserror::Error;

use crate::dataset::RowId;
use crate::distributions::uniform;
use crate::edit::{Edit, Edits};
use crate::order::ascending;
use crate::seed::{Purpose, Seed};
use crate::world::World;

/// Which rows get a wrong label, and which.
#[derive(Clone, Debug, PartialEq)]
pub struct PlantedFlips {
    /// The rows, in the order of the world.
    pub rows: Vec<RowId>,
    /// The edit that makes their labels wrong.
    pub edits: Edits,
}

/// Why nothing was planted.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum PlantError {
    /// More flips than rows.
    #[error("{count} flips are asked for: legal are 0 to {rows}, the number of rows")]
    Count {
        /// What was asked for.
        count: usize,
        /// n.
        rows: usize,
    },
    /// There is no other label.
    #[error("the table has {0} classes: legal are 2 and more")]
    Classes(usize),
}

/// Gives `count` rows of a world another label, every such set of rows equally likely, and every other label too. The rows are those
/// whose own streams start with the smallest words, and a row's new label comes from its stream as well: a larger count only
/// adds flips, and another row's absence changes at most one. Cost O(n log n).
///
/// # Errors
/// [`PlantError`].
///
/// ```
/// use simulation::data::penguins;
/// use simulation::seed::Seed;
/// use simulation::valuation::mislabels::plant_flips;
/// use simulation::world::World;
///
/// let data = penguins::dataset();
/// let world = World::trainable(&data);
/// let flips = plant_flips(&world, 34, Seed::new(1))?;
/// let noisy = world.edited(&flips.edits)?;
/// let wrong = world.rows().zip(noisy.rows()).filter(|(before, after)| before.target != after.target);
/// assert!(wrong.map(|(row, _)| row.id).eq(flips.rows));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn plant_flips(world: &World<'_>, count: usize, seed: Seed) -> Result<PlantedFlips, PlantError> {
    let classes = world.dataset().class_count();
    if classes < 2 {
        return Err(PlantError::Classes(classes));
    }
    if count > world.len() {
        return Err(PlantError::Count { count, rows: world.len() });
    }
    let stream = |id| seed.stream(Purpose::PlantFlip, id);
    let mut chosen = vec![false; world.len()];
    let order = ascending(world.rows().map(|row| stream(row.id).next_u64()));
    order.into_iter().take(count).for_each(|place| chosen[place] = true);
    let flips = world.rows().zip(chosen).filter(|(_, chosen)| *chosen).filter_map(|(row, _)| {
        let mut stream = stream(row.id);
        stream.next_u64(); // spent on the choice
        let further = 1 + (uniform(&mut stream) * (classes - 1) as f64) as usize;
        let label = (row.target.class()? + further) % classes;
        Some((row.id, Edit::Relabel(row.id, crate::dataset::Target::Class(label))))
    });
    let (rows, edits): (Vec<RowId>, Vec<Edit>) = flips.unzip();
    Ok(PlantedFlips { rows, edits: edits.into_iter().collect() })
}

impl PlantedFlips {
    /// For each row of a world, in its order, whether its label was made wrong.
    pub fn marks(&self, world: &World<'_>) -> Vec<bool> {
        world.rows().map(|row| self.rows.contains(&row.id)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{diabetes, penguins};

    #[test]
    fn more_flips_keep_the_first_and_labels_are_spread() {
        let data = penguins::dataset();
        let world = World::trainable(&data);
        let (few, many) = (plant_flips(&world, 30, Seed::new(4)), plant_flips(&world, 200, Seed::new(4)));
        let (few, many) = (few.unwrap(), many.unwrap());
        assert!(few.edits.as_slice().iter().all(|edit| many.edits.as_slice().contains(edit)));
        let mut further = [0_u32; 3];
        for k in 0..10 {
            let flips = plant_flips(&world, 342, Seed::new(4).redraw(k)).unwrap();
            let noisy = world.edited(&flips.edits).unwrap();
            for (before, after) in world.rows().zip(noisy.rows()) {
                let (before, after) = (before.target.class().unwrap(), after.target.class().unwrap());
                further[(after + 3 - before) % 3] += 1;
            }
        }
        // 3,420 fair coins: the standard error is 29.
        assert!(further[0] == 0 && further[1].abs_diff(1710) < 117, "{further:?}");
    }

    #[test]
    fn what_cannot_be_planted_is_said() {
        let (birds, numbers) = (penguins::dataset(), diabetes::dataset());
        let error = plant_flips(&World::new(&birds, 0..3), 4, Seed::new(0)).unwrap_err();
        assert_eq!(error.to_string(), "4 flips are asked for: legal are 0 to 3, the number of rows");
        assert_eq!(plant_flips(&World::trainable(&numbers), 1, Seed::new(0)), Err(PlantError::Classes(0)));
    }
}

//! A table divided for private training.

use rand::Rng;

use crate::dataset::Dataset;
use crate::observers::Slice;
use crate::order::ascending;
use crate::seed::{Purpose, Seed};
use crate::split::{Split, SplitError, stratified};
use crate::standardise::Standardiser;
use crate::world::World;

/// Rows on one scale: some of them to train on, the others to test.
///
/// 40 % of the rows test, in the shares of the classes, but at most 300. Of the rest as many train as are asked for: those whose streams begin
/// with the smallest words, so that more rows are the same and some more. The scale is fitted once, to all rows of that rest.
///
/// Cost O(n log n + n·p).
///
/// When it misleads: the scale has seen the rows. It is taken as publicly known, as the ranges of measurements mostly are; where it is
/// not, it has to be released with noise of its own, and paid for.
///
/// ```
/// use simulation::data::breast_cancer;
/// use simulation::robustness::privacy::PrivateTable;
/// use simulation::seed::Seed;
/// let data = breast_cancer::dataset();
/// let (few, all) = (PrivateTable::new(&data, 50, Seed::new(1))?, PrivateTable::new(&data, 999, Seed::new(1))?);
/// assert_eq!((few.world().len(), all.world().len(), all.slice().len()), (50, 341, 228));
/// assert!(few.world().rows().all(|row| all.world().place(row.id).is_some()));
/// # Ok::<(), simulation::split::SplitError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct PrivateTable {
    scaled: Dataset,
    split: Split,
}

/// The share of the rows that test, and how many of them at most.
const TESTING: (f64, f64) = (0.4, 300.0);

impl PrivateTable {
    /// Divides the table; with fewer rows than are asked for, all of them train.
    ///
    /// # Errors
    /// [`SplitError::Targets`] for a table of numbers.
    pub fn new(data: &Dataset, rows: usize, seed: Seed) -> Result<Self, SplitError> {
        let fraction = TESTING.0.min(TESTING.1 / data.len().max(1) as f64);
        let Split { training, evaluation } = stratified(data, fraction, seed)?;
        let scale = Standardiser::fit(&World::new(data, training.iter().copied()));
        // A scale that its own rows do not fit is no scale: the table then stays on its own.
        let scaled = scale.apply(data).unwrap_or_else(|_| data.clone());
        let word = |&position: &usize| seed.stream(Purpose::PrivateRows, data.id(position)).next_u64();
        let first = ascending(training.iter().map(word)).into_iter().take(rows);
        let training = first.map(|place| training[place]).collect();
        Ok(Self { scaled, split: Split { training, evaluation } })
    }

    /// The rows that train.
    pub fn world(&self) -> World<'_> {
        World::new(&self.scaled, self.split.training.iter().copied())
    }

    /// The rows that test.
    pub fn slice(&self) -> Slice<'_> {
        Slice::new(&self.scaled, self.split.evaluation.iter().copied())
    }

    /// All rows, scaled.
    pub const fn dataset(&self) -> &Dataset {
        &self.scaled
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{diabetes, digits};

    #[test]
    fn no_row_is_on_both_sides_and_numbers_are_refused() {
        let table = PrivateTable::new(&digits::dataset(), 1000, Seed::new(2)).unwrap();
        let (world, slice) = (table.world(), table.slice());
        assert_eq!((world.len(), slice.len()), (1000, 300));
        assert!(slice.rows().all(|row| world.place(row.id).is_none()));
        assert_eq!(PrivateTable::new(&diabetes::dataset(), 9, Seed::new(1)), Err(SplitError::Targets));
    }
}

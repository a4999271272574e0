//! A table divided for a learning curve: rows that enter one after the other, and rows that test every model.
//!
//! The division keeps the shares of the classes. 40 % of the rows test, but at most 300, since every point of the curve asks for all of
//! them. Features are standardised by all rows that may enter: what a row measures is known before its turn, and the scale does not move
//! with the size.
//!
//! Cost: O(n log n + n·p) to set up.
//!
//! When it misleads: one division tests all draws on the same rows, so that the whole curve lies too high or too low together. Divide
//! again, with other seeds, to see by how much.
//!
//! ```
//! use simulation::data::wine;
//! use simulation::seed::Seed;
//! use simulation::selection::scaling::{CurveTable, Varied, even_sizes};
//!
//! let table = CurveTable::new(&wine::dataset(), Seed::new(1))?;
//! assert_eq!((table.world().len(), table.slice().len()), (107, 71));
//! assert_eq!(table.rows(Varied::Group(0)), 35);
//! assert_eq!(even_sizes(12, 107, 4), [12, 25, 52, 107]);
//! # Ok::<(), simulation::split::SplitError>(())
//! ```

use super::Varied;
use crate::dataset::Dataset;
use crate::observers::Slice;
use crate::seed::Seed;
use crate::split::{Split, SplitError, stratified};
use crate::standardise::Standardiser;
use crate::world::World;

/// The rows on one scale, some of them to enter, the others to test.
#[derive(Clone, Debug, PartialEq)]
pub struct CurveTable {
    scaled: Dataset,
    split: Split,
}

/// The share of the rows that test, and how many of them at most.
const TESTING: (f64, f64) = (0.4, 300.0);

impl CurveTable {
    /// Divides the table.
    ///
    /// # Errors
    /// [`SplitError::Targets`] for a table of numbers.
    pub fn new(data: &Dataset, seed: Seed) -> Result<Self, SplitError> {
        let split = stratified(data, TESTING.0.min(TESTING.1 / data.len().max(1) as f64), seed)?;
        let scale = Standardiser::fit(&World::new(data, split.training.iter().copied()));
        // A scale that its own rows do not fit is no scale: the table then stays on its own.
        let scaled = scale.apply(data).unwrap_or_else(|_| data.clone());
        Ok(Self { scaled, split })
    }

    /// The rows that may enter.
    pub fn world(&self) -> World<'_> {
        World::new(&self.scaled, self.split.training.iter().copied())
    }

    /// The rows that test.
    pub fn slice(&self) -> Slice<'_> {
        Slice::new(&self.scaled, self.split.evaluation.iter().copied())
    }

    /// How many rows can enter if these vary.
    pub fn rows(&self, varied: Varied) -> usize {
        match varied {
            Varied::All => self.split.training.len(),
            Varied::Group(group) => self.world().rows().filter(|row| row.group == group).count(),
        }
    }
}

/// So many sizes, even on a logarithmic axis from the least to the largest; fewer where whole numbers coincide, and only the largest
/// where the range has no room. Cost O(count).
pub fn even_sizes(least: u32, largest: u32, count: u32) -> Vec<u32> {
    let (low, high) = (libm::log(f64::from(least.max(1))), libm::log(f64::from(largest.max(1))));
    let size = |place: u32| {
        let share = f64::from(place) / f64::from(count.saturating_sub(1).max(1));
        (libm::exp(low + share * (high - low)) + 0.5).floor() as u32
    };
    let mut sizes: Vec<u32> = (0..count).map(size).filter(|&size| size < largest).collect();
    sizes.push(largest);
    sizes.dedup();
    if least < largest { sizes } else { vec![largest] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{diabetes, digits, german_credit};
    use proptest::prelude::*;

    #[test]
    fn no_row_trains_and_tests_and_the_test_stays_small() {
        let data = digits::dataset();
        let table = CurveTable::new(&data, Seed::new(3)).unwrap();
        let (world, slice) = (table.world(), table.slice());
        assert_eq!((world.len() + slice.len(), slice.len().abs_diff(300) <= 5), (1797, true));
        assert!(slice.positions().iter().all(|position| !world.positions().contains(position)));
        let groups: usize = (0..10).map(|group| table.rows(Varied::Group(group))).sum();
        assert_eq!(groups, table.rows(Varied::All));
        assert!(CurveTable::new(&diabetes::dataset(), Seed::new(3)).is_err());
    }

    #[test]
    fn the_scale_is_that_of_the_rows_that_may_enter() {
        let table = CurveTable::new(&german_credit::dataset(), Seed::new(5)).unwrap();
        for feature in 0..table.scaled.feature_count() {
            let values: Vec<f64> = table.world().rows().map(|row| row.features[feature]).collect();
            assert!(crate::statistics::mean(&values).unwrap().abs() < 1e-9);
        }
    }

    proptest! {
        #[test]
        fn sizes_ascend_and_end_at_the_largest(least in 1_u32..50, more in 1_u32..2000, count in 0_u32..20) {
            let sizes = even_sizes(least, least + more, count);
            prop_assert!(sizes.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert_eq!(sizes.last(), Some(&(least + more)));
            prop_assert!(sizes.len() <= count.max(1) as usize + 1 && (count < 2 || sizes[0] == least));
        }
    }
}

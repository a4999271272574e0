//! A table divided for a strike: the operator's rows, public rows, and rows that test.
//!
//! 40 % of the rows test, at most 300, in the shares of the classes. Of the others every fifth of each group is public: anyone may train
//! on it. The rest is what the operator has from the members, and what they can withhold. Features are standardised by the operator's
//! rows as they were before the strike, and the scale is held.
//!
//! Cost: O(n log n + n·p).
//!
//! When it misleads: public rows come from the same people as the others. Real public data are older, fewer and different.
//!
//! ```
//! use simulation::collective::strike::StrikeTable;
//! use simulation::data::penguins;
//! use simulation::seed::Seed;
//! use simulation::valuation::Coalition;
//!
//! let table = StrikeTable::new(&penguins::dataset(), Seed::new(1))?;
//! assert_eq!((table.world().len(), table.public().len(), table.slice().len()), (165, 41, 136));
//! assert_eq!(table.members(Coalition::all(5)).len(), 165);
//! # Ok::<(), simulation::split::SplitError>(())
//! ```

use rand::Rng;

use crate::dataset::{Dataset, RowId};
use crate::observers::Slice;
use crate::order::ascending;
use crate::seed::{Purpose, Seed};
use crate::split::{SplitError, stratified};
use crate::standardise::Standardiser;
use crate::valuation::Coalition;
use crate::world::World;

/// The share of the rows that test, and how many of them at most.
const TESTING: (f64, f64) = (0.4, 300.0);
/// The share of each group's other rows that is public.
const PUBLIC: f64 = 0.2;

/// The rows on one scale, each on one side.
#[derive(Clone, Debug, PartialEq)]
pub struct StrikeTable {
    scaled: Dataset,
    private: Vec<usize>,
    public: Vec<usize>,
    testing: Vec<usize>,
}

impl StrikeTable {
    /// Divides a table.
    ///
    /// # Errors
    /// [`SplitError::Targets`] for a table of numbers.
    pub fn new(data: &Dataset, seed: Seed) -> Result<Self, SplitError> {
        let split = stratified(data, TESTING.0.min(TESTING.1 / data.len().max(1) as f64), seed)?;
        let mut is_public = vec![false; data.len()];
        for group in 0..data.group_count() {
            let own: Vec<usize> =
                split.training.iter().copied().filter(|&position| data.group(position) == group).collect();
            let word = |&position: &usize| seed.stream(Purpose::PublicRows, data.id(position)).next_u64();
            let count = (PUBLIC * own.len() as f64 + 0.5).floor() as usize;
            let first = ascending(own.iter().map(word)).into_iter().take(count);
            first.for_each(|place| is_public[own[place]] = true);
        }
        let (public, private): (Vec<usize>, Vec<usize>) =
            split.training.into_iter().partition(|&position| is_public[position]);
        let scale = Standardiser::fit(&World::new(data, private.iter().copied()));
        // A scale that its own rows do not fit is no scale: the table then stays on its own.
        let scaled = scale.apply(data).unwrap_or_else(|_| data.clone());
        Ok(Self { scaled, private, public, testing: split.evaluation })
    }

    /// A division that is known already, of rows that are on their scale; positions without a row are left out, and a row is on the first
    /// of the sides that claim it.
    pub fn from_parts(
        scaled: Dataset,
        private: impl IntoIterator<Item = usize>,
        public: impl IntoIterator<Item = usize>,
        testing: impl IntoIterator<Item = usize>,
    ) -> Self {
        let mut claimed = vec![false; scaled.len()];
        let mut side = |positions: &mut dyn Iterator<Item = usize>| -> Vec<usize> {
            let free = |&position: &usize| {
                claimed.get_mut(position).is_some_and(|claimed| !std::mem::replace(claimed, true))
            };
            positions.filter(free).collect()
        };
        let private = side(&mut private.into_iter());
        let public = side(&mut public.into_iter());
        let testing = side(&mut testing.into_iter());
        Self { scaled, private, public, testing }
    }

    /// All rows, on the scale.
    pub fn data(&self) -> &Dataset {
        &self.scaled
    }

    /// The operator's world before anybody strikes.
    pub fn world(&self) -> World<'_> {
        World::new(&self.scaled, self.private.iter().copied())
    }

    /// The public rows: the operator's substitutes, and what a competitor begins with.
    pub fn public(&self) -> World<'_> {
        World::new(&self.scaled, self.public.iter().copied())
    }

    /// The rows that test.
    pub fn slice(&self) -> Slice<'_> {
        Slice::new(&self.scaled, self.testing.iter().copied())
    }

    /// The operator's rows that members of these groups can withhold, by position.
    pub fn members(&self, groups: Coalition) -> Vec<RowId> {
        self.world().rows().filter(|row| groups.contains(row.group)).map(|row| row.id).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{diabetes, digits, german_credit};

    #[test]
    fn every_row_is_on_one_side_and_every_group_gives_its_fifth() {
        for data in [digits::dataset(), german_credit::dataset()] {
            let table = StrikeTable::new(&data, Seed::new(4)).unwrap();
            let mut all: Vec<usize> =
                [&table.private, &table.public, &table.testing].into_iter().flatten().copied().collect();
            all.sort_unstable();
            assert_eq!(all, (0..data.len()).collect::<Vec<_>>());
            assert!(table.testing.len().abs_diff(300) <= 5);
            for group in 0..data.group_count() {
                let of = |world: World<'_>| world.rows().filter(|row| row.group == group).count() as f64;
                let (private, public) = (of(table.world()), of(table.public()));
                assert!((public - 0.2 * (private + public)).abs() <= 0.5 + 1e-9, "{group}");
            }
        }
        assert!(StrikeTable::new(&diabetes::dataset(), Seed::new(4)).is_err());
    }

    #[test]
    fn the_scale_is_that_of_the_operators_rows() {
        let table = StrikeTable::new(&german_credit::dataset(), Seed::new(5)).unwrap();
        for feature in 0..table.scaled.feature_count() {
            let values: Vec<f64> = table.world().rows().map(|row| row.features[feature]).collect();
            assert!(crate::statistics::mean(&values).unwrap().abs() < 1e-9);
        }
    }

    #[test]
    fn a_row_is_claimed_once() {
        let data = crate::data::penguins::dataset();
        let table = StrikeTable::from_parts(data, [0, 1, 1, 900], [1, 2], 0..4);
        assert_eq!((table.private, table.public, table.testing), (vec![0, 1], vec![2], vec![3]));
    }
}

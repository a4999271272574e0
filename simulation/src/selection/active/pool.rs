//! A table in which labels are asked for: rows to ask about, rows to test on, and what of them can be drawn.
//!
//! The rows are drawn on their first two principal components ([`TwoWorlds`]). The model sees just these two numbers, so that what is drawn is
//! what is learned, or all features on one scale. Plane and scale are fitted once to all rows: measurements are known, only labels cost.
//!
//! Cost: O(n·p² + p³) to set up, a division O(n log n).
//!
//! When it misleads: in the plane a model has two numbers to go by. Classes that lie apart in the others may lie on one another there,
//! and a query that looks for doubt then looks where no label helps.
//!
//! ```
//! use simulation::data::iris;
//! use simulation::seed::Seed;
//! use simulation::selection::active::{PoolTable, Sight};
//!
//! let table = PoolTable::new(&iris::dataset(), Sight::Drawn)?;
//! let (pool, test) = table.divide(60, Seed::new(1))?;
//! assert_eq!((table.pool(&pool).len(), table.test(&test).len()), (60, 90));
//! assert_eq!((table.drawn().feature_count(), table.seen().feature_count()), (2, 2));
//! # Ok::<(), simulation::idea::TwoWorldsError>(())
//! ```

use crate::dataset::Dataset;
use crate::idea::{TwoWorlds, TwoWorldsError};
use crate::observers::Slice;
use crate::seed::Seed;
use crate::standardise::Standardiser;
use crate::world::World;

/// What the model sees of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sight {
    /// The two numbers that are drawn.
    #[default]
    Drawn,
    /// All features, standardised.
    All,
}

/// The rows, drawn and as the model sees them.
#[derive(Clone, Debug)]
pub struct PoolTable {
    flat: Dataset,
    /// `None` if the model sees the flat table.
    seen: Option<Dataset>,
    explained: f64,
}

impl PoolTable {
    /// Draws the table.
    ///
    /// # Errors
    /// [`TwoWorldsError`] for a table without classes, or one that cannot be projected.
    pub fn new(data: &Dataset, sight: Sight) -> Result<Self, TwoWorldsError> {
        let drawn = TwoWorlds::new(data, data.class_count(), Seed::new(0))?;
        let seen = match sight {
            Sight::Drawn => None,
            Sight::All => Some(Standardiser::fit(&World::trainable(data)).apply(data)?),
        };
        Ok(Self { flat: drawn.flat().clone(), seen, explained: drawn.explained() })
    }

    /// Positions of about so many rows to ask about, in the shares of the classes, and of all others, which test.
    ///
    /// # Errors
    /// [`TwoWorldsError::Rows`] for more than half of the table, or fewer than it has classes.
    pub fn divide(&self, rows: usize, seed: Seed) -> Result<(Vec<usize>, Vec<usize>), TwoWorldsError> {
        let divided = TwoWorlds::new(&self.flat, rows, seed)?;
        Ok((divided.world().positions().to_vec(), divided.slice().positions().to_vec()))
    }

    /// The rows with their places in the plane.
    pub const fn drawn(&self) -> &Dataset {
        &self.flat
    }

    /// The rows as the model sees them, under the same ids and positions.
    pub fn seen(&self) -> &Dataset {
        self.seen.as_ref().unwrap_or(&self.flat)
    }

    /// The pool at these positions, as the model sees it.
    pub fn pool(&self, positions: &[usize]) -> World<'_> {
        World::new(self.seen(), positions.iter().copied())
    }

    /// The test rows at these positions, as the model sees them.
    pub fn test(&self, positions: &[usize]) -> Slice<'_> {
        Slice::new(self.seen(), positions.iter().copied())
    }

    /// The share of the rows' variance that the plane shows.
    pub const fn explained(&self) -> f64 {
        self.explained
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{diabetes, iris};

    #[test]
    fn both_sights_have_the_same_rows_on_the_same_sides() {
        let data = iris::dataset();
        let [drawn, all] = [Sight::Drawn, Sight::All].map(|sight| PoolTable::new(&data, sight).unwrap());
        let seed = Seed::new(4);
        assert_eq!(drawn.divide(50, seed), all.divide(50, seed));
        assert_ne!(drawn.divide(50, seed), drawn.divide(50, Seed::new(5)));
        assert_eq!((drawn.seen().feature_count(), all.seen().feature_count()), (2, 4));
        assert_eq!(drawn.drawn(), all.drawn());
        let (pool, test) = all.divide(50, seed).unwrap();
        assert!(pool.iter().all(|position| !test.contains(position)) && pool.len() + test.len() == 150);
        assert!(all.divide(76, seed).is_err() && PoolTable::new(&diabetes::dataset(), Sight::All).is_err());
    }
}

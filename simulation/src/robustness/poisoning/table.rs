//! A real table set up to be poisoned: two of its classes, drawn in the plane, divided in three.
//!
//! The rows are drawn on the first two principal components of all of them ([`TwoWorlds`]), and the model is trained on those two numbers, so
//! that its boundary is a line that can be drawn. Each division has rows to train on, as many for the attacker to try things on, and all
//! others to test on.
//!
//! Cost: O(n·p² + p³) to set up, a division O(n log n).
//!
//! When it misleads: with two features left, a model is easier to see and easier to move than one of thirty.
//!
//! ```
//! use simulation::data::penguins;
//! use simulation::robustness::poisoning::PoisonTable;
//! use simulation::seed::Seed;
//!
//! // Adélie against chinstrap penguins.
//! let table = PoisonTable::new(&penguins::dataset(), [0, 1])?;
//! let division = table.divide(60, Seed::new(1))?;
//! assert_eq!((division.training.len(), division.own.len()), (60, 60));
//! assert_eq!(division.test.len(), table.classes().len() - 120);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::PoisonError;
use crate::dataset::{Dataset, RowId};
use crate::idea::TwoWorlds;
use crate::seed::Seed;
use crate::split::stratified;

/// The rows of two classes, two features each, under the ids and in the order of their table.
#[derive(Clone, Debug)]
pub struct PoisonTable {
    classes: Dataset,
    numbers: Dataset,
    explained: f64,
}

/// Which rows do what, by their positions; no row is on two sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// To train on.
    pub training: Vec<usize>,
    /// The attacker's own.
    pub own: Vec<usize>,
    /// To test on.
    pub test: Vec<usize>,
}

/// The fewest rows to train on.
const FEWEST: usize = 10;

impl PoisonTable {
    /// Takes the rows of two classes, the first of which becomes class 0 and the number −1, the second class 1 and +1.
    ///
    /// # Errors
    /// [`PoisonError::Classes`]; [`PoisonError::Plane`] for rows that cannot be drawn.
    pub fn new(data: &Dataset, classes: [usize; 2]) -> Result<Self, PoisonError> {
        let count = data.class_count();
        if classes[0] == classes[1] || classes.iter().any(|&class| class >= count) {
            return Err(PoisonError::Classes { classes, count });
        }
        let labelled = |row: crate::dataset::Row<'_>| {
            classes.iter().position(|&class| row.target.class() == Some(class))
        };
        let (positions, labels): (Vec<usize>, Vec<usize>) =
            data.rows().enumerate().filter_map(|(position, row)| Some((position, labelled(row)?))).unzip();
        let chosen = data.select(&positions)?;
        let drawn = TwoWorlds::new(&chosen, count, Seed::new(0))?;
        let flat = drawn.flat();
        let ids = || flat.rows().map(|row| row.id).collect::<Vec<RowId>>();
        let values = flat.rows().flat_map(|row| row.features.to_vec()).collect();
        let places = ndarray::Array2::from_shape_vec((flat.len(), 2), values).unwrap_or_default();
        let sides = labels.iter().map(|&label| if label == 1 { 1.0 } else { -1.0 }).collect();
        Ok(Self {
            classes: Dataset::classified(ids(), places.clone(), labels, 2)?,
            numbers: Dataset::measured(ids(), places, sides)?,
            explained: drawn.explained(),
        })
    }

    /// With classes as targets.
    pub const fn classes(&self) -> &Dataset {
        &self.classes
    }

    /// The same rows with −1 and +1 as targets.
    pub const fn numbers(&self) -> &Dataset {
        &self.numbers
    }

    /// The share of the rows' variance that the plane shows.
    pub const fn explained(&self) -> f64 {
        self.explained
    }

    /// The most rows that can be trained on: a third.
    pub fn most(&self) -> usize {
        self.classes.len() / 3
    }

    /// About so many rows to train on and as many for the attacker, in the shares of the classes.
    ///
    /// # Errors
    /// [`PoisonError::Rows`].
    pub fn divide(&self, rows: usize, seed: Seed) -> Result<Division, PoisonError> {
        let (least, most) = (FEWEST, self.most());
        if !(least..=most).contains(&rows) {
            return Err(PoisonError::Rows { rows, least, most });
        }
        // What a split calls evaluation is the side that the fraction names.
        let both = stratified(&self.classes, 2.0 * rows as f64 / self.classes.len() as f64, seed)?;
        let known = self.classes.select(&both.evaluation)?;
        let halves = stratified(&known, 0.5, seed.redraw(0))?;
        let named = |places: &[usize]| places.iter().map(|&place| both.evaluation[place]).collect();
        Ok(Division {
            training: named(&halves.evaluation),
            own: named(&halves.training),
            test: both.training,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{breast_cancer, iris};

    #[test]
    fn two_classes_are_drawn_and_divided_in_three() {
        let data = iris::dataset();
        let table = PoisonTable::new(&data, [1, 2]).unwrap();
        assert_eq!((table.classes().len(), table.classes().feature_count(), table.most()), (100, 2, 33));
        for (class, number) in table.classes().rows().zip(table.numbers().rows()) {
            let label = data.rows().find(|row| row.id == class.id).and_then(|row| row.target.class());
            assert_eq!(label, class.target.class().map(|class| class + 1));
            assert_eq!(number.target.number(), class.target.class().map(|class| 2.0 * class as f64 - 1.0));
            assert_eq!((number.id, number.features), (class.id, class.features));
        }
        let division = table.divide(30, Seed::new(3)).unwrap();
        let mut all = [&division.training[..], &division.own, &division.test].concat();
        assert_eq!((division.training.len(), division.own.len(), division.test.len()), (30, 30, 40));
        all.sort_unstable();
        assert_eq!(all, (0..100).collect::<Vec<_>>());
        assert_ne!(division, table.divide(30, Seed::new(4)).unwrap());
        assert_eq!(division, table.divide(30, Seed::new(3)).unwrap());
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let data = breast_cancer::dataset();
        let error = PoisonTable::new(&data, [1, 1]).unwrap_err();
        assert_eq!(error.to_string(), "classes 1 and 1: legal are two different ones below 2");
        assert!(PoisonTable::new(&data, [0, 2]).is_err());
        let table = PoisonTable::new(&data, [0, 1]).unwrap();
        let error = table.divide(190, Seed::new(1)).unwrap_err();
        assert_eq!(error.to_string(), "190 rows to train on: legal are 10 to 189, a third of the table");
        assert!(table.divide(9, Seed::new(1)).is_err());
    }
}

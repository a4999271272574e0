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

use rand::Rng;

use super::PoisonError;
use crate::dataset::{Dataset, Row, RowId, Target};
use crate::idea::TwoWorlds;
use crate::order::ascending;
use crate::seed::{Purpose, Seed};

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
        let labelled = |row: Row<'_>| classes.iter().position(|&class| row.target.class() == Some(class));
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

    /// So many rows to train on and as many for the attacker, in the shares of the classes to the nearest row; all others test. Each
    /// row's place comes from its own stream: in its class the rows with the smallest words train, and the next are the attacker's.
    ///
    /// # Errors
    /// [`PoisonError::Rows`].
    pub fn divide(&self, rows: usize, seed: Seed) -> Result<Division, PoisonError> {
        let (least, most) = (FEWEST, self.most());
        if !(least..=most).contains(&rows) {
            return Err(PoisonError::Rows { rows, least, most });
        }
        let word = |position: &usize| seed.stream(Purpose::Split, self.classes.id(*position)).next_u64();
        let ranked = |class: usize| {
            let own: Vec<usize> = (0..self.classes.len())
                .filter(|&position| self.classes.target(position) == Target::Class(class))
                .collect();
            let order = ascending(own.iter().map(word));
            order.into_iter().map(|place| own[place]).collect::<Vec<usize>>()
        };
        let classes = [ranked(0), ranked(1)];
        let share = rows as f64 * classes[1].len() as f64 / self.classes.len() as f64;
        let second = ((share + 0.5).floor() as usize).min(classes[1].len() / 2);
        let counts = [(rows - second).min(classes[0].len() / 2), second];
        let mut division = Division { training: vec![], own: vec![], test: vec![] };
        for (ranked, count) in classes.iter().zip(counts) {
            division.training.extend(&ranked[..count]);
            division.own.extend(&ranked[count..2 * count]);
            division.test.extend(&ranked[2 * count..]);
        }
        for side in [&mut division.training, &mut division.own, &mut division.test] {
            *side = ascending(side.iter().map(|&position| position as u64))
                .iter()
                .map(|&place| side[place])
                .collect();
        }
        Ok(division)
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
    fn every_division_has_as_many_rows_in_the_shares_of_the_classes() {
        let table = PoisonTable::new(&breast_cancer::dataset(), [0, 1]).unwrap();
        let benign = |side: &[usize]| {
            side.iter().filter(|&&position| table.classes().target(position) == Target::Class(1)).count()
        };
        for rows in [10, 37, 100, 189] {
            let division = table.divide(rows, Seed::new(rows as u64)).unwrap();
            assert_eq!((division.training.len(), division.own.len()), (rows, rows));
            let share = rows as f64 * 357.0 / 569.0;
            for side in [&division.training, &division.own] {
                assert!((benign(side) as f64 - share).abs() <= 0.5);
                assert!(side.is_sorted());
            }
        }
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

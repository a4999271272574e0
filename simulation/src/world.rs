//! W, a world: the rows that a learner gets to see, each with a weight.
//!
//! ```
//! use simulation::data::penguins;
//! use simulation::world::World;
//!
//! let data = penguins::dataset();
//! let world = World::new(&data, 0..10);
//! let halved = world.reweighted(|id| if id.number() < 4 { 0.5 } else { 1.0 });
//! assert_eq!((halved.len(), halved.total_weight()), (10, 8.5), "the bird on line 3 was never measured");
//! assert_eq!(world.keeping(|place| place % 2 == 0).len(), 5);
//! assert_eq!(world.edited(&"drop 0".parse()?)?.len(), 9);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::borrow::Cow;

use crate::dataset::{Dataset, DatasetError, Row, RowId};
use crate::standardise::Standardiser;

/// A choice of rows of one dataset, edited or not.
///
/// Unless an edit reorders them, rows stand in the order of their positions, so that two routes to the same set of rows
/// give the same world and, to the bit, the same fit. A world never changes: [`World::edited`](World::edited) makes another.
#[derive(Clone, Debug, PartialEq)]
pub struct World<'a> {
    pub(crate) dataset: Cow<'a, Dataset>,
    pub(crate) positions: Vec<usize>,
    /// Of the rows at `positions`; finite and above 0.
    pub(crate) weights: Vec<f64>,
}

impl<'a> World<'a> {
    /// The world of the rows at these positions, each of weight 1. Positions at or beyond the dataset's length name no row
    /// and are left out; a position given twice counts once.
    pub fn new(dataset: &'a Dataset, positions: impl IntoIterator<Item = usize>) -> Self {
        let mut chosen = vec![false; dataset.len()];
        for position in positions {
            if let Some(chosen) = chosen.get_mut(position) {
                *chosen = true;
            }
        }
        let positions: Vec<usize> = (0..dataset.len()).filter(|&position| chosen[position]).collect();
        Self { dataset: Cow::Borrowed(dataset), weights: vec![1.0; positions.len()], positions }
    }

    /// The world of all rows that may be trained on.
    pub fn trainable(dataset: &'a Dataset) -> Self {
        let free = dataset.rows().enumerate().filter(|(_, row)| row.right.trains());
        Self::new(dataset, free.map(|(position, _)| position))
    }

    /// The table that the rows are taken from.
    pub fn dataset(&self) -> &Dataset {
        &self.dataset
    }

    /// The same world over the same table, which is not copied also where this world owns it. Cost O(n).
    pub fn borrowed(&self) -> World<'_> {
        World {
            dataset: Cow::Borrowed(&self.dataset),
            positions: self.positions.clone(),
            weights: self.weights.clone(),
        }
    }

    /// The positions of the rows in the table, ascending unless an edit reordered them.
    pub fn positions(&self) -> &[usize] {
        &self.positions
    }

    /// The rows with their weights, in the order in which a learner sees them.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.positions.iter().zip(&self.weights).filter_map(|(&position, &weight)| {
            let row = self.dataset.row(position)?;
            Some(Row { weight, ..row })
        })
    }

    /// The number of rows, whatever their weights.
    pub fn len(&self) -> usize {
        self.positions.len()
    }

    /// Whether nothing is left to learn from.
    pub fn is_empty(&self) -> bool {
        self.positions.is_empty()
    }

    /// Σ of the weights, from the first row to the last.
    pub fn total_weight(&self) -> f64 {
        self.weights.iter().fold(0.0, |sum, weight| sum + weight)
    }

    /// The same rows with each weight multiplied by `factor(id)`; rows whose product is not finite and above 0 are left out.
    #[must_use]
    pub fn reweighted(&self, factor: impl Fn(RowId) -> f64) -> Self {
        let (mut positions, mut weights) = (Vec::new(), Vec::new());
        for (&position, weight) in self.positions.iter().zip(&self.weights) {
            let weight = weight * factor(self.dataset.id(position));
            if weight.is_finite() && weight > 0.0 {
                positions.push(position);
                weights.push(weight);
            }
        }
        Self { dataset: self.dataset.clone(), positions, weights }
    }

    /// The world of those rows whose place in this world's order, from 0, is kept; order and weights stay. Cost O(n).
    #[must_use]
    pub fn keeping(&self, keep: impl Fn(usize) -> bool) -> Self {
        let kept: Vec<usize> = (0..self.len()).filter(|&place| keep(place)).collect();
        let (positions, weights) =
            kept.iter().map(|&place| (self.positions[place], self.weights[place])).unzip();
        Self { dataset: self.dataset.clone(), positions, weights }
    }

    /// The same rows, order and weights on another scale. Cost O(n·p) in the world's rows.
    ///
    /// # Errors
    /// Those of [`Standardiser::apply`].
    pub fn standardised(&self, scale: &Standardiser) -> Result<World<'static>, DatasetError> {
        let dataset = scale.apply(&self.dataset.select(&self.positions)?)?;
        let positions = (0..dataset.len()).collect();
        Ok(World { dataset: Cow::Owned(dataset), positions, weights: self.weights.clone() })
    }

    /// The same world with a table of its own, of its rows alone: for whoever keeps it longer than the table that it was cut from. Cost
    /// O(n·p) in the world's rows.
    ///
    /// # Errors
    /// None: the rows of a world make a table.
    pub fn detached(&self) -> Result<World<'static>, DatasetError> {
        let dataset = self.dataset.select(&self.positions)?;
        let positions = (0..dataset.len()).collect();
        Ok(World { dataset: Cow::Owned(dataset), positions, weights: self.weights.clone() })
    }

    /// Where in this world's order the row stands. Cost O(n).
    pub fn place(&self, id: RowId) -> Option<usize> {
        self.positions.iter().position(|&position| self.dataset.id(position) == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::Right;
    use ndarray::array;

    #[test]
    fn rights_and_weights_decide_what_is_seen() {
        let ids = (0..5).map(RowId::new).collect();
        let features = array![[0.0], [1.0], [2.0], [3.0], [4.0]];
        let data = Dataset::measured(ids, features, vec![0.0; 5]).unwrap();
        let data = data.with_rights(Right::ALL.to_vec()).unwrap();
        assert_eq!(World::trainable(&data).positions(), [0, 1]);
        let world = World::new(&data, [4, 2, 2, 9]);
        assert_eq!(world.positions(), [2, 4]);
        let heavier = world.reweighted(|id| if id.number() == 4 { 0.0 } else { 3.0 });
        assert_eq!((heavier.len(), heavier.total_weight()), (1, 3.0));
        assert_eq!(heavier.rows().next().unwrap().weight, 3.0);
        assert_eq!((world.total_weight(), world.place(RowId::new(4))), (2.0, Some(1)));
    }
}

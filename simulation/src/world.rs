//! W, a world: the rows that a learner gets to see.

use crate::dataset::Dataset;

/// A choice of rows of one dataset, in the order of their positions.
///
/// The order is canonical, so that two routes to the same set of rows give the same world and, to the bit, the same fit.
#[derive(Clone, Debug, PartialEq)]
pub struct World<'a> {
    dataset: &'a Dataset,
    positions: Vec<usize>,
}

impl<'a> World<'a> {
    /// The world of the rows at these positions. Positions at or beyond the dataset's length name no row and are left
    /// out; a position given twice counts once.
    pub fn new(dataset: &'a Dataset, positions: impl IntoIterator<Item = usize>) -> Self {
        let mut chosen = vec![false; dataset.len()];
        for position in positions {
            if let Some(chosen) = chosen.get_mut(position) {
                *chosen = true;
            }
        }
        Self { dataset, positions: (0..dataset.len()).filter(|&position| chosen[position]).collect() }
    }

    /// The table that the rows are taken from.
    pub fn dataset(&self) -> &'a Dataset {
        self.dataset
    }

    /// The positions of the rows, ascending.
    pub fn positions(&self) -> &[usize] {
        &self.positions
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.positions.len()
    }

    /// Whether nothing is left to learn from.
    pub fn is_empty(&self) -> bool {
        self.positions.is_empty()
    }
}

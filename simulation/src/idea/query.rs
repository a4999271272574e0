//! Γ, the comparison: which quantity is read off the grid, and which cells it needs.

use crate::valuation::{Coalition, shapley_terms};

/// A quantity that the cells of one column define.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// v(S): one world, no comparison.
    Cell,
    /// v(S ∪ {i}) − v(S ∖ {i}): one comparison.
    LeaveOneOut,
    /// φᵢ: the average of all comparisons that differ by i.
    Shapley,
}

/// A question to the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Query {
    /// What is asked.
    pub quantity: Quantity,
    /// S, the selected training world; [`Quantity::Shapley`] runs over all worlds and ignores it.
    pub world: Coalition,
    /// T, the column.
    pub slice: Coalition,
    /// i, the item in question; [`Quantity::Cell`] ignores it.
    pub focus: usize,
}

impl Query {
    /// The worlds whose cells define the answer, each once, for a grid of n items.
    pub fn worlds(&self, items: usize) -> Vec<Coalition> {
        match self.quantity {
            Quantity::Cell => vec![self.world],
            Quantity::LeaveOneOut => vec![self.with_focus(), self.without_focus()],
            Quantity::Shapley => Coalition::every(items).collect(),
        }
    }

    /// S ∪ {i}: the world before the edit.
    pub fn with_focus(&self) -> Coalition {
        self.world.with(self.focus)
    }

    /// S ∖ {i}: the world after it.
    pub fn without_focus(&self) -> Coalition {
        self.world.without(self.focus)
    }

    /// The answer, from the cells of the query's column; `None` if one that it needs is not known. Cost: as many cells as
    /// [`Query::worlds`] names.
    pub fn answer(&self, items: usize, cell: impl Fn(Coalition) -> Option<f64>) -> Option<f64> {
        match self.quantity {
            Quantity::Cell => cell(self.world),
            Quantity::LeaveOneOut => Some(cell(self.with_focus())? - cell(self.without_focus())?),
            Quantity::Shapley => shapley_terms(items, self.focus).iter().try_fold(0.0, |sum, term| {
                Some(sum + term.weight * (cell(term.before.with(self.focus))? - cell(term.before)?))
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::valuation::{Game, UtilityTable, leave_one_out, shapley};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_quantity_equals_its_definition_and_reads_only_the_cells_it_names(
            values in proptest::collection::vec(-5.0_f64..5.0, 16),
            world in 0_u32..16,
            focus in 0_usize..4,
        ) {
            let game = UtilityTable::new(values).unwrap();
            let world = Coalition::from_bits(world);
            for quantity in [Quantity::Cell, Quantity::LeaveOneOut, Quantity::Shapley] {
                let query = Query { quantity, world, slice: Coalition::single(0), focus };
                let named = query.worlds(4);
                let answer = query.answer(4, |cell| {
                    assert!(named.contains(&cell), "{quantity:?} reads {cell:?} without naming it");
                    Some(game.value(cell))
                });
                let known = match quantity {
                    Quantity::Cell => game.value(world),
                    Quantity::LeaveOneOut => leave_one_out(&game, world.with(focus), focus),
                    Quantity::Shapley => shapley(&game)[focus],
                };
                prop_assert!((answer.unwrap() - known).abs() < 1e-12);
                let last = *named.last().unwrap();
                prop_assert_eq!(query.answer(4, |cell| (cell != last).then(|| game.value(cell))), None);
            }
        }
    }
}

//! t, the strike as an edit: rows go, or others stand in for them under the same ids.

use crate::dataset::{Row, RowId, Target};
use crate::edit::{Edit, EditError, Edits};
use crate::order::ascending;
use crate::world::World;

/// What is trained on instead of a row that is withheld.
#[derive(Clone, Debug, PartialEq)]
pub struct StandIn {
    /// x: p finite numbers.
    pub features: Vec<f64>,
    /// y.
    pub target: Target,
}

impl From<Row<'_>> for StandIn {
    fn from(row: Row<'_>) -> Self {
        Self { features: row.features.to_vec(), target: row.target }
    }
}

/// The edit of a strike: for each row that is withheld, [`Edit::Replace`] by what `stand_in` answers, or [`Edit::Drop`] where it answers
/// `None`. A row keeps its id when it is replaced, so that it keeps its place and its luck: where the same row stands in for itself, the
/// world is the baseline exactly. Cost O(n log n).
///
/// # Errors
/// [`EditError::NoRow`] for a row that the world does not have.
///
/// ```
/// use simulation::collective::strike::{StandIn, strike_edits};
/// use simulation::data::penguins;
/// use simulation::dataset::RowId;
/// use simulation::world::World;
///
/// let data = penguins::dataset();
/// let world = World::new(&data, 0..10);
/// let withheld = [0, 4].map(RowId::new);
/// // The first bird's own measurements come back, for the other there is nothing.
/// let edits = strike_edits(&world, &withheld, |row| (row.id.number() == 0).then(|| StandIn::from(row)))?;
/// let after = world.edited(&edits)?;
/// assert_eq!((after.len(), after.rows().next().map(|row| row.id)), (9, Some(RowId::new(0))));
/// # Ok::<(), simulation::edit::EditError>(())
/// ```
pub fn strike_edits(
    world: &World<'_>,
    withheld: &[RowId],
    mut stand_in: impl FnMut(Row<'_>) -> Option<StandIn>,
) -> Result<Edits, EditError> {
    let rows = ById::new(world);
    let edit = |&id: &RowId| {
        let row = rows.find(id).ok_or(EditError::NoRow(id.number()))?;
        Ok(match stand_in(row) {
            Some(StandIn { features, target }) => Edit::Replace(id, features, target),
            None => Edit::Drop(id),
        })
    };
    withheld.iter().map(edit).collect()
}

/// The rows of a world, to be found by their names.
pub(crate) struct ById<'w> {
    rows: Vec<Row<'w>>,
    /// Places by ascending id.
    order: Vec<usize>,
}

impl<'w> ById<'w> {
    pub(crate) fn new(world: &'w World<'_>) -> Self {
        let rows: Vec<Row<'w>> = world.rows().collect();
        let order = ascending(rows.iter().map(|row| u64::from(row.id.number())));
        Self { rows, order }
    }

    /// Where in the world's order the row stands.
    pub(crate) fn place(&self, id: RowId) -> Option<usize> {
        let found = self.order.binary_search_by_key(&id, |&place| self.rows[place].id);
        found.ok().map(|at| self.order[at])
    }

    pub(crate) fn find(&self, id: RowId) -> Option<Row<'w>> {
        self.place(id).map(|place| self.rows[place])
    }
}

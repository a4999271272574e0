//! W → t(W): applying edits to a world.

use thiserror::Error;

use super::{Edit, Edits};
use crate::dataset::{DatasetError, NewRow, RowId};
use crate::world::World;

/// Why an edit cannot be applied to a world.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum EditError {
    /// The row is not there.
    #[error("the world has no row {0}")]
    NoRow(u32),
    /// A row of that name is there already.
    #[error("the world already has a row {0}: choose an id that is free")]
    Taken(u32),
    /// The weight is no weight.
    #[error("row {row} cannot have weight {weight}: legal are finite numbers above 0")]
    Weight {
        /// The row's number.
        row: u32,
        /// What was asked for.
        weight: f64,
    },
    /// A row that stands twice in a new order.
    #[error("row {0} stands twice in the new order")]
    Twice(u32),
    /// A value that the table refuses.
    #[error(transparent)]
    Table(#[from] DatasetError),
}

impl<'a> World<'a> {
    /// The world after these edits; this one stays as it is. The table is copied once if an edit changes a row's values, and
    /// not at all by dropping, reweighting and reordering. Cost O(n) an edit.
    ///
    /// # Errors
    /// [`EditError`] of the first edit that does not fit.
    pub fn edited(&self, edits: &Edits) -> Result<World<'a>, EditError> {
        let mut world = self.clone();
        for edit in edits.as_slice() {
            world.apply(edit)?;
        }
        Ok(world)
    }

    fn apply(&mut self, edit: &Edit) -> Result<(), EditError> {
        match edit {
            Edit::Drop(id) => {
                let (place, _) = self.find(*id)?;
                self.positions.remove(place);
                self.weights.remove(place);
            }
            Edit::Add(row) => self.insert(row.clone(), 1.0)?,
            Edit::Relabel(id, target) => self.change(*id, |row| row.target = *target)?,
            Edit::Reweight(id, weight) => {
                let (place, row) = (self.find(*id)?.0, id.number());
                if !(weight.is_finite() && *weight > 0.0) {
                    return Err(EditError::Weight { row, weight: *weight });
                }
                self.weights[place] = *weight;
            }
            Edit::Replace(id, features, target) => self.change(*id, |row| {
                (row.features, row.target) = (features.clone(), *target);
            })?,
            Edit::Perturb(id, shift) => {
                let features = self.dataset().feature_count();
                if shift.len() != features {
                    let (row, found) = (id.number(), shift.len());
                    return Err(DatasetError::Features { row, found, features }.into());
                }
                self.change(*id, |row| row.features.iter_mut().zip(shift).for_each(|(x, d)| *x += d))?;
            }
            Edit::Copy(from, to) => {
                let (place, row) = self.find(*from)?;
                let weight = self.weights[place];
                self.insert(NewRow { id: *to, ..row }, weight)?;
            }
            Edit::Reorder(first) => self.reorder(first)?,
        }
        Ok(())
    }

    /// Where the row stands, and what it is.
    fn find(&self, id: RowId) -> Result<(usize, NewRow), EditError> {
        let row = |place: usize| Some((place, NewRow::from(self.dataset.row(self.positions[place])?)));
        self.place(id).and_then(row).ok_or(EditError::NoRow(id.number()))
    }

    fn change(&mut self, id: RowId, change: impl FnOnce(&mut NewRow)) -> Result<(), EditError> {
        let (place, mut row) = self.find(id)?;
        change(&mut row);
        Ok(self.dataset.to_mut().put(self.positions[place], row)?)
    }

    fn insert(&mut self, row: NewRow, weight: f64) -> Result<(), EditError> {
        if self.place(row.id).is_some() {
            return Err(EditError::Taken(row.id.number()));
        }
        // A row that was dropped before comes back to its old position: dropping and adding it again is no edit at all.
        let position = self.dataset.position(row.id).unwrap_or(self.dataset.len());
        self.dataset.to_mut().put(position, row)?;
        let ordered = self.positions.is_sorted();
        let place = if ordered { self.positions.partition_point(|&p| p < position) } else { self.len() };
        self.positions.insert(place, position);
        self.weights.insert(place, weight);
        Ok(())
    }

    fn reorder(&mut self, first: &[RowId]) -> Result<(), EditError> {
        let mut moved = vec![false; self.len()];
        let mut order = Vec::with_capacity(self.len());
        for id in first {
            let (place, _) = self.find(*id)?;
            if std::mem::replace(&mut moved[place], true) {
                return Err(EditError::Twice(id.number()));
            }
            order.push(place);
        }
        order.extend((0..self.len()).filter(|&place| !moved[place]));
        self.positions = order.iter().map(|&place| self.positions[place]).collect();
        self.weights = order.iter().map(|&place| self.weights[place]).collect();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::penguins;
    use crate::dataset::{Dataset, Target};
    use proptest::prelude::*;

    fn ids(world: &World<'_>) -> Vec<u32> {
        world.rows().map(|row| row.id.number()).collect()
    }

    fn edited<'a>(world: &World<'a>, text: &str) -> Result<World<'a>, EditError> {
        world.edited(&text.parse().unwrap())
    }

    #[test]
    fn each_edit_does_what_it_says_and_the_first_world_stays() {
        let data = penguins::dataset();
        let world = World::new(&data, 0..4);
        let before = world.clone();
        assert_eq!(ids(&world), [0, 1, 2, 4]);
        assert_eq!(ids(&edited(&world, "drop 2").unwrap()), [0, 1, 4]);
        assert_eq!(ids(&edited(&world, "copy 2 as 900").unwrap()), [0, 1, 2, 4, 900]);
        assert_eq!(ids(&edited(&world, "reorder 4 1").unwrap()), [4, 1, 0, 2]);
        let row = |text: &str, id| {
            let world = edited(&world, text).unwrap();
            let place = world.place(RowId::new(id)).unwrap();
            let row = world.rows().nth(place).unwrap();
            (row.features.to_vec(), row.target, row.weight)
        };
        let features = vec![39.1, 18.7, 181.0, 3750.0];
        assert_eq!(row("relabel 0 → 2", 0), (features.clone(), Target::Class(2), 1.0));
        assert_eq!(row("reweight 0 → 2.5", 0), (features.clone(), Target::Class(0), 2.5));
        assert_eq!(row("reweight 0 → 2.5; copy 0 as 7", 7), (features, Target::Class(0), 2.5));
        let by = "by 1.0 2.0 3.0 4.0";
        let moved = vec![40.1, 20.7, 184.0, 3754.0];
        assert_eq!(row(&format!("perturb 0 {by}"), 0), (moved, Target::Class(0), 1.0));
        let other = (vec![1.0, 2.0, 3.0, 4.0], Target::Class(1), 1.0);
        assert_eq!(row(&format!("replace 0 {by} → 1"), 0), other);
        assert_eq!(row("add 900 of 1.0 2.0 3.0 4.0 → 1", 900), other);
        assert_eq!(world, before);
    }

    #[test]
    fn dropping_and_adding_the_same_row_is_no_edit() {
        let data = penguins::dataset();
        let world = World::trainable(&data);
        let row = NewRow::from(data.row(16).unwrap());
        let there_and_back = Edits::from(Edit::Drop(row.id)).then(Edit::Add(row));
        assert_eq!(world.edited(&there_and_back).unwrap(), world);
    }

    #[test]
    fn edits_that_do_not_fit_say_so() {
        let data = penguins::dataset();
        let world = World::new(&data, 0..4);
        let message = |text: &str| edited(&world, text).unwrap_err().to_string();
        assert_eq!(message("drop 5"), "the world has no row 5");
        assert_eq!(message("drop 1; drop 1"), "the world has no row 1");
        assert_eq!(message("copy 1 as 2"), "the world already has a row 2: choose an id that is free");
        assert_eq!(message("relabel 1 → 3"), "row 1 has label 3: legal are 0 to 2");
        assert_eq!(message("relabel 1 → 2.0"), "row 1 has a number as target, and the table has classes");
        assert_eq!(
            message("reweight 1 → 0.0"),
            "row 1 cannot have weight 0: legal are finite numbers above 0"
        );
        assert_eq!(message("perturb 1 by 2.0"), "row 1 has 1 features: legal are 4");
        assert_eq!(message("reorder 1 1"), "row 1 stands twice in the new order");
    }

    fn edits() -> impl Strategy<Value = Edit> {
        let id = || (0_u32..8).prop_map(RowId::new);
        let features = || proptest::collection::vec(-3.0_f64..3.0, 0..3);
        let target = || (0_usize..3).prop_map(Target::Class);
        prop_oneof![
            id().prop_map(Edit::Drop),
            (id(), target()).prop_map(|(i, t)| Edit::Relabel(i, t)),
            (id(), any::<f64>()).prop_map(|(i, w)| Edit::Reweight(i, w)),
            (id(), features(), target()).prop_map(|(i, f, t)| Edit::Replace(i, f, t)),
            (id(), features()).prop_map(|(i, f)| Edit::Perturb(i, f)),
            (id(), id()).prop_map(|(i, j)| Edit::Copy(i, j)),
            proptest::collection::vec(id(), 0..4).prop_map(Edit::Reorder),
        ]
    }

    proptest! {
        #[test]
        fn no_edit_panics_and_composing_is_applying_one_after_the_other(
            list in proptest::collection::vec(edits(), 0..6),
        ) {
            let ids = (0..5).map(RowId::new).collect();
            let features = ndarray::Array2::from_shape_fn((5, 2), |(i, j)| (i * 2 + j) as f64);
            let data = Dataset::classified(ids, features, vec![0, 1, 0, 1, 0], 2).unwrap();
            let world = World::trainable(&data);
            let at_once = world.edited(&list.iter().cloned().collect());
            let one_by_one = list.iter().try_fold(world, |world, edit| world.edited(&edit.clone().into()));
            prop_assert_eq!(at_once, one_by_one);
        }
    }
}

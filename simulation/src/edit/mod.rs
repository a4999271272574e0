//! t, an edit: one change of the training data.
//!
//! Edits compose: a list is applied from first to last. Applying one makes another world and leaves the first as it was.
//! An edit is also a short text, which a link can carry and a reader can write: see [`Edit`]'s variants.
//!
//! ```
//! use simulation::data::penguins;
//! use simulation::edit::Edits;
//! use simulation::world::World;
//!
//! let data = penguins::dataset();
//! let world = World::trainable(&data);
//! let edits: Edits = "drop 17; relabel 3 → 1".parse()?;
//! assert!(world.edited(&edits).is_err(), "the bird on line 3 was never measured");
//! let edits: Edits = "drop 17; relabel 4 → 1".parse()?;
//! assert_eq!(world.edited(&edits)?.len(), world.len() - 1);
//! assert_eq!(edits.to_string(), "drop 17; relabel 4 → 1");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod apply;
mod text;

pub use apply::EditError;
pub use text::EditTextError;

use crate::dataset::{NewRow, RowId, Target};

/// One change of the training data. Classes are written as whole numbers, numeric targets with a point (`1.0`).
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// `drop 17`: the row goes.
    Drop(RowId),
    /// `add 900 of 1.5 2.0 → 1 in 2 as reserved`: a row comes, with its features, its target, its group (0 unless said)
    /// and its right (`both` unless said).
    Add(NewRow),
    /// `relabel 3 → 1`: another target.
    Relabel(RowId, Target),
    /// `reweight 3 → 2.5`: the row counts for 2.5 rows. Weights are finite and above 0: to take a row away, drop it.
    Reweight(RowId, f64),
    /// `replace 5 by 1.5 2.0 → 1`: other features and another target under the same id.
    Replace(RowId, Vec<f64>, Target),
    /// `perturb 5 by 0.1 -0.2`: the features are moved by these amounts.
    Perturb(RowId, Vec<f64>),
    /// `copy 17 as 900`: the row stands twice, the second time under another id, with the weight of the first.
    Copy(RowId, RowId),
    /// `reorder 5 3 1`: these rows are seen first, in this order; the others follow as they stood. Only learners that take one row
    /// after the other can tell.
    Reorder(Vec<RowId>),
}

/// Edits applied from first to last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edits(Vec<Edit>);

impl Edits {
    /// No edit at all.
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// The edits, first to last.
    pub fn as_slice(&self) -> &[Edit] {
        &self.0
    }

    /// These edits and then another.
    #[must_use]
    pub fn then(mut self, edit: Edit) -> Self {
        self.0.push(edit);
        self
    }

    /// Dropping each of these rows.
    pub fn drop_rows(rows: impl IntoIterator<Item = RowId>) -> Self {
        rows.into_iter().map(Edit::Drop).collect()
    }
}

impl From<Edit> for Edits {
    fn from(edit: Edit) -> Self {
        Self(vec![edit])
    }
}

impl FromIterator<Edit> for Edits {
    fn from_iter<I: IntoIterator<Item = Edit>>(edits: I) -> Self {
        Self(edits.into_iter().collect())
    }
}

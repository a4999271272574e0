//! Which rows ask to be forgotten.

use rand::Rng;

use crate::dataset::{Row, RowId};
use crate::learners::Differentiable;
use crate::order::{ascending, key};
use crate::seed::{Purpose, Seed};
use crate::world::World;

/// Who asks. Real requests are no random sample; what they have in common decides how far the model moves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asking {
    /// Anybody.
    #[default]
    Random,
    /// Rows of this class; others when it has no more.
    OfClass(usize),
    /// The rows of the largest losses, as the model in use has them: those that it had to bend for.
    Hardest,
}

impl Asking {
    /// All rows in the order in which they ask, so that whoever wants m takes the first m. Luck is each row's own. Cost O(n log n).
    pub(super) fn order<M: Differentiable>(self, world: &World<'_>, model: &M, seed: Seed) -> Vec<RowId> {
        let ranked = by_luck(world.rows(), seed);
        let urgency = |row: &Row<'_>| match self {
            Self::Random => 0.0,
            Self::OfClass(class) => f64::from(u8::from(row.target.class() != Some(class))),
            Self::Hardest => -model.loss(row).unwrap_or(0.0),
        };
        // A stable order: luck decides between equals.
        let order = ascending(ranked.iter().map(|row| key(urgency(row))));
        order.into_iter().map(|place| ranked[place].id).collect()
    }
}

/// Rows by the first word of their streams.
pub(super) fn by_luck<'r>(rows: impl Iterator<Item = Row<'r>>, seed: Seed) -> Vec<Row<'r>> {
    let rows: Vec<Row<'r>> = rows.collect();
    let order = ascending(rows.iter().map(|row| seed.stream(Purpose::Request, row.id).next_u64()));
    order.into_iter().map(|place| rows[place]).collect()
}

//! One draw of a strike: a division of the table, an order in which members leave, and the fits that follow.

use super::{LeavingOrder, Organisation, StandIns, StrikeError, StrikeTable, Substitutes, strike_edits};
use crate::dataset::{Dataset, RowId};
use crate::learners::{Learner, Model};
use crate::observers::{Observer, Slice};
use crate::seed::Seed;
use crate::valuation::Coalition;
use crate::world::World;

/// Whose test rows count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Judged {
    /// Everybody's.
    #[default]
    Everyone,
    /// Those of the groups that strike.
    Strikers,
    /// Those of all other groups.
    Others,
}

/// Who strikes, how, and against what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StrikePlan {
    /// The groups whose members withhold their rows, by their numbers.
    pub strikers: Coalition,
    /// Who leaves first.
    pub organisation: Organisation,
    /// What the operator trains on instead.
    pub substitutes: Substitutes,
    /// Whose test rows count.
    pub judged: Judged,
}

/// One fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StrikePoint {
    /// The draw, from 0.
    pub draw: u32,
    /// The share of the members who withhold their rows, as asked for.
    pub share: f64,
    /// The rows withheld: the share of the members' rows, to the nearest row, halves up.
    pub withheld: usize,
    /// How many of them something stands in for.
    pub replaced: usize,
    /// The rows that the operator trains on.
    pub rows: usize,
    /// The observer's number.
    pub value: f64,
    /// Whether the fit converged.
    pub converged: bool,
}

/// A division of a table and an order of leaving, ready for any share of the members.
///
/// ```
/// use simulation::collective::strike::{Judged, Organisation, StrikeDraw, StrikePlan, Substitutes};
/// use simulation::data::penguins;
/// use simulation::learners::NearestCentroid;
/// use simulation::observers::Accuracy;
/// use simulation::seed::Seed;
/// use simulation::valuation::Coalition;
///
/// let plan = StrikePlan {
///     strikers: Coalition::single(2),
///     organisation: Organisation::Lot,
///     substitutes: Substitutes::Public,
///     judged: Judged::Strikers,
/// };
/// let mut draw = StrikeDraw::new(&penguins::dataset(), plan, 0, Seed::new(1))?;
/// while draw.prepare() {}
/// let test = Accuracy(draw.slice());
/// let all = draw.at(&NearestCentroid, &test, 1.0)?;
/// assert_eq!((all.withheld, all.replaced), (59, 15));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct StrikeDraw {
    table: StrikeTable,
    plan: StrikePlan,
    order: LeavingOrder,
    draw: u32,
    seed: Seed,
}

impl StrikeDraw {
    /// Divides the table with `seed.redraw(draw)`, and begins the order.
    ///
    /// # Errors
    /// [`StrikeError::Split`] or [`StrikeError::Nobody`].
    pub fn new(data: &Dataset, plan: StrikePlan, draw: u32, seed: Seed) -> Result<Self, StrikeError> {
        let seed = seed.redraw(draw);
        Self::of(StrikeTable::new(data, seed)?, plan, draw, seed)
    }

    /// The same of a division that is there already; `seed` is then the draw's own.
    ///
    /// # Errors
    /// [`StrikeError::Nobody`].
    pub fn of(table: StrikeTable, plan: StrikePlan, draw: u32, seed: Seed) -> Result<Self, StrikeError> {
        let members = table.members(plan.strikers);
        if members.is_empty() {
            return Err(StrikeError::Nobody { bits: plan.strikers.bits() });
        }
        let order = LeavingOrder::new(&table, &members, plan.organisation, seed);
        Ok(Self { table, plan, order, draw, seed })
    }

    /// The same division with another plan: its order is begun anew.
    ///
    /// # Errors
    /// [`StrikeError::Nobody`].
    pub fn replanned(self, plan: StrikePlan) -> Result<Self, StrikeError> {
        Self::of(self.table, plan, self.draw, self.seed)
    }

    /// Who strikes, how, and against what.
    pub const fn plan(&self) -> &StrikePlan {
        &self.plan
    }

    /// Does one piece of the order; `false` if it is ready.
    pub fn prepare(&mut self) -> bool {
        self.order.step(&self.table)
    }

    /// The division.
    pub fn table(&self) -> &StrikeTable {
        &self.table
    }

    /// The draw's own seed.
    pub const fn seed(&self) -> Seed {
        self.seed
    }

    /// Who leaves, first to last.
    pub fn order(&self) -> &[RowId] {
        self.order.rows()
    }

    /// The test rows that count.
    pub fn slice(&self) -> Slice<'_> {
        let all = self.table.slice();
        let counts = |group: usize| match self.plan.judged {
            Judged::Everyone => true,
            Judged::Strikers => self.plan.strikers.contains(group),
            Judged::Others => !self.plan.strikers.contains(group),
        };
        let of = |&position: &usize| self.table.data().row(position).is_some_and(|row| counts(row.group));
        Slice::new(self.table.data(), all.positions().iter().copied().filter(|position| of(position)))
    }

    /// How many rows a share of the members withholds.
    ///
    /// # Errors
    /// [`StrikeError::Share`].
    pub fn withheld(&self, share: f64) -> Result<usize, StrikeError> {
        if !(0.0..=1.0).contains(&share) {
            return Err(StrikeError::Share(share));
        }
        Ok((share * self.order().len() as f64 + 0.5).floor() as usize)
    }

    /// The first of the order to leave withhold their rows, so many of them as the share says; the operator retrains. At share 0 it
    /// is the baseline, exactly. Cost: one fit and one observation.
    ///
    /// # Errors
    /// [`StrikeError::Share`], [`StrikeError::Fit`] or [`StrikeError::Nothing`].
    pub fn at<L: Learner>(
        &self,
        learner: &L,
        observer: &impl Observer<L::Model>,
        share: f64,
    ) -> Result<StrikePoint, StrikeError> {
        let count = self.withheld(share)?;
        let point = self.without(learner, observer, &self.order()[..count])?;
        Ok(StrikePoint { share, ..point })
    }

    /// The operator's rows without these, and with what stands in for them. Cost O(n).
    ///
    /// # Errors
    /// [`StrikeError::Edit`] for a row that the operator does not have.
    pub fn world_without(&self, withheld: &[RowId]) -> Result<World<'_>, StrikeError> {
        let world = self.table.world();
        let mut supply = StandIns::new(&self.table, withheld, self.plan.substitutes, self.seed);
        let edits = strike_edits(&world, withheld, |row| supply.next(row))?;
        Ok(world.edited(&edits)?)
    }

    /// The same with any rows of the operator's withheld, whoever they belong to; the share is of the strikers' rows. Cost: one fit and one
    /// observation.
    ///
    /// # Errors
    /// [`StrikeError::Edit`] for a row that the operator does not have, and those of [`StrikeDraw::at`].
    pub fn without<L: Learner>(
        &self,
        learner: &L,
        observer: &impl Observer<L::Model>,
        withheld: &[RowId],
    ) -> Result<StrikePoint, StrikeError> {
        let left = self.world_without(withheld)?;
        let model = learner.fit(&left, self.seed)?;
        let value = observer.observe(&model).ok_or(StrikeError::Nothing)?;
        let (gone, rows) = (self.table.world().len() - left.len(), left.len());
        Ok(StrikePoint {
            draw: self.draw,
            share: withheld.len() as f64 / self.order().len() as f64,
            withheld: withheld.len(),
            replaced: withheld.len() - gone,
            rows,
            value,
            converged: model.converged(),
        })
    }
}

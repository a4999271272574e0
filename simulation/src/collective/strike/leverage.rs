//! Leverage: what a group can make the operator lose, and what that depends on.
//!
//! The leverage of a group G is the damage when all of it strikes, v(W) − v(W∖G). Three things about it need not go together:
//!
//! - its *size*, the rows it can withhold;
//! - its *substitutability*, the share of the damage that disappears once others' rows stand in for its own;
//! - its *holding*, how concentrated in its hands is what the model needs: the largest share of a class's rows that is the group's own.
//!
//! Groups that are exact copies of each other have equal leverage, and little of it: each is the other's substitute. Together they may
//! have much.
//!
//! Cost: three fits and three observations a group.
//!
//! Source: Vincent, Li, Tilly, Chancellor & Hecht (2021), *Data leverage: a framework for empowering the public in its relationship with
//! technology companies*.
//!
//! When it misleads: leverage here is what one operator loses on one set of test rows. Who is heard, who can afford to strike and who can be
//! punished for it do not appear.

use super::{Judged, Organisation, StrikeDraw, StrikeError, StrikePlan, StrikeTable, Substitutes};
use crate::learners::Learner;
use crate::observers::Observer;
use crate::seed::Seed;
use crate::valuation::Coalition;
use crate::world::World;

/// What a coalition of groups can make the operator lose.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leverage {
    /// The operator's rows that they can withhold.
    pub rows: usize,
    /// v(W) − v(t(W)) with nothing to stand in.
    pub damage: f64,
    /// The same where others stand in.
    pub replaced: f64,
    /// The largest share of a class's rows in the operator's world that is theirs.
    pub holding: f64,
}

impl Leverage {
    /// The damage for each row; `None` without rows.
    pub fn per_row(&self) -> Option<f64> {
        (self.rows > 0).then(|| self.damage / self.rows as f64)
    }

    /// The share of the damage that disappears where others stand in; `None` where there is no damage. Above 1 if the operator is better
    /// off than before, below 0 if the substitutes do harm.
    pub fn substitutability(&self) -> Option<f64> {
        (self.damage > 0.0).then(|| 1.0 - self.replaced / self.damage)
    }
}

/// The leverage of these groups together.
///
/// # Errors
/// [`StrikeError::Nobody`], [`StrikeError::Fit`] or [`StrikeError::Nothing`].
///
/// ```
/// use simulation::collective::strike::{StrikeTable, Substitutes, leverage};
/// use simulation::data::penguins;
/// use simulation::learners::NearestCentroid;
/// use simulation::observers::Accuracy;
/// use simulation::seed::Seed;
/// use simulation::valuation::Coalition;
///
/// let table = StrikeTable::new(&penguins::dataset(), Seed::new(1))?;
/// let test = Accuracy(table.slice());
/// let of = |groups| leverage(&table, &NearestCentroid, &test, groups, Substitutes::Public, Seed::new(1));
/// // Chinstraps live on one island, Adelies on three: as many birds, and another hand.
/// let (chinstraps, adelies) = (of(Coalition::single(1))?, of(Coalition::single(3))?);
/// assert!(chinstraps.holding == 1.0 && adelies.holding < 0.5);
/// assert!(chinstraps.damage > 0.1 && adelies.damage < 0.02);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn leverage<L: Learner>(
    table: &StrikeTable,
    learner: &L,
    observer: &impl Observer<L::Model>,
    groups: Coalition,
    substitutes: Substitutes,
    seed: Seed,
) -> Result<Leverage, StrikeError> {
    let plan = |substitutes| StrikePlan {
        strikers: groups,
        organisation: Organisation::Lot,
        substitutes,
        judged: Judged::Everyone,
    };
    let bare = StrikeDraw::of(table.clone(), plan(Substitutes::None), 0, seed)?;
    let supplied = StrikeDraw::of(table.clone(), plan(substitutes), 0, seed)?;
    let members = table.members(groups);
    let before = bare.without(learner, observer, &[])?.value;
    let after = bare.without(learner, observer, &members)?.value;
    let replaced = supplied.without(learner, observer, &members)?.value;
    Ok(Leverage {
        rows: members.len(),
        damage: before - after,
        replaced: before - replaced,
        holding: largest_holding(&table.world(), groups),
    })
}

/// The largest share of a class's rows that belongs to these groups; 0 in an empty world, and for targets that are no classes. Cost
/// O(n + K).
pub fn largest_holding(world: &World<'_>, groups: Coalition) -> f64 {
    let mut counts = vec![(0_u32, 0_u32); world.dataset().class_count()];
    for row in world.rows() {
        if let Some((own, all)) = row.target.class().and_then(|class| counts.get_mut(class)) {
            *all += 1;
            *own += u32::from(groups.contains(row.group));
        }
    }
    let shares = counts.into_iter().filter(|(_, all)| *all > 0);
    shares.map(|(own, all)| f64::from(own) / f64::from(all)).fold(0.0, f64::max)
}

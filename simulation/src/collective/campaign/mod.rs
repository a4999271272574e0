//! Contribution campaigns: members bring their rows to a competitor of the operator, and both retrain.
//!
//! The competitor begins with some of the public rows, drawn by lot. A contribution of the rows S is the edit that adds them to the competitor's world. When they
//! are *moved*, a strike by S goes with it: the operator loses what the competitor gains, and the rows of both add up to the same number.
//! When they are *copied*, the operator keeps its rows, and the competitor has them too.
//!
//! | step | here |
//! |---|---|
//! | divide, and say who leaves first | [`StrikeDraw`], as for a strike |
//! | retrain both operators at a share of the members | [`campaign_point`] |
//! | gather the draws of either | [`StrikeSamples`](super::strike::StrikeSamples) |
//! | from where on the competitor is ahead | [`catch_up`] |
//! | how much of the gap is closed | [`closed`] |
//!
//! Cost: two fits and two observations a point.
//!
//! Source: Vincent & Hecht (2021), *Can "conscious data contribution" help users to exert "data leverage" against technology companies?*
//!
//! When it misleads: both operators train the same protocol, so that rows are all that sets them apart. A competitor with a worse model, or
//! without users, gains less than the curve says.
//!
//! ```
//! use simulation::collective::campaign::{CampaignPlan, Contribution, campaign_point};
//! use simulation::collective::strike::{Judged, Organisation, StrikeDraw, StrikePlan, Substitutes};
//! use simulation::data::digits;
//! use simulation::learners::NearestCentroid;
//! use simulation::observers::Accuracy;
//! use simulation::seed::Seed;
//! use simulation::valuation::Coalition;
//!
//! let plan = StrikePlan {
//!     strikers: Coalition::all(10),
//!     organisation: Organisation::Lot,
//!     substitutes: Substitutes::None,
//!     judged: Judged::Everyone,
//! };
//! let draw = StrikeDraw::new(&digits::dataset(), plan, 0, Seed::new(1))?;
//! let test = Accuracy(draw.slice());
//! let campaign = CampaignPlan { contribution: Contribution::Move, start: 30 };
//! let at = |share| campaign_point(&draw, &NearestCentroid, &test, campaign, share);
//! let (nobody, half) = (at(0.0)?, at(0.5)?);
//! assert_eq!(nobody.operator_rows + nobody.competitor_rows, half.operator_rows + half.competitor_rows);
//! assert!(half.competitor > nobody.competitor);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use rand::Rng;

use super::lasting;
use super::strike::{ById, StrikeDraw, StrikeError};
use crate::dataset::{NewRow, Row, RowId};
use crate::edit::{Edit, EditError, Edits};
use crate::learners::{Learner, Model};
use crate::observers::Observer;
use crate::order::ascending;
use crate::seed::{Purpose, Seed};
use crate::world::World;

/// What happens to the operator's own copy of a row that is contributed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Contribution {
    /// It goes: the row moves.
    #[default]
    Move,
    /// It stays: the row is copied.
    Copy,
}

/// What is contributed, and to whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CampaignPlan {
    /// Whether rows are moved or copied.
    pub contribution: Contribution,
    /// How many public rows the competitor begins with; all of them if there are no more.
    pub start: usize,
}

/// Both operators at one share of the members.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CampaignPoint {
    /// The share of the members who contribute, as asked for.
    pub share: f64,
    /// The rows contributed.
    pub contributed: usize,
    /// The rows that the operator trains on.
    pub operator_rows: usize,
    /// The rows that the competitor trains on.
    pub competitor_rows: usize,
    /// What is observed on the operator's model.
    pub operator: f64,
    /// What is observed on the competitor's.
    pub competitor: f64,
    /// Whether both fits converged.
    pub converged: bool,
}

/// One operator at one share of the members.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CampaignSide {
    /// The rows that it trains on.
    pub rows: usize,
    /// What is observed on its model.
    pub value: f64,
    /// Whether the fit converged.
    pub converged: bool,
}

/// The edit of the competitor's world: every contributed row is added under its own id. Cost O(n log n).
///
/// # Errors
/// [`EditError::NoRow`] for a row that `from` does not have.
pub fn contribution_edits(from: &World<'_>, contributed: &[RowId]) -> Result<Edits, EditError> {
    let rows = ById::new(from);
    let add = |&id: &RowId| {
        let row = rows.find(id).ok_or(EditError::NoRow(id.number()))?;
        Ok(Edit::Add(NewRow::from(row)))
    };
    contributed.iter().map(add).collect()
}

/// The first of the draw's order contribute their rows, so many of them as the share says; both operators retrain with the same learner,
/// and are observed alike. The draw's substitutes stand in at the operator's where rows are moved. Cost: two fits and two observations.
///
/// # Errors
/// [`StrikeError::Share`], [`StrikeError::Fit`] or [`StrikeError::Nothing`].
pub fn campaign_point<L: Learner>(
    draw: &StrikeDraw,
    learner: &L,
    observer: &impl Observer<L::Model>,
    plan: CampaignPlan,
    share: f64,
) -> Result<CampaignPoint, StrikeError> {
    let gone = draw.withheld(share)?;
    let side = |world: &World<'_>| campaign_side(learner, observer, world, draw.seed());
    let operator = side(&operator_world(draw, plan, share)?)?;
    let competitor = side(&competitor_world(draw, plan.start, &draw.order()[..gone])?)?;
    Ok(CampaignPoint {
        share,
        contributed: gone,
        operator_rows: operator.rows,
        competitor_rows: competitor.rows,
        operator: operator.value,
        competitor: competitor.value,
        converged: operator.converged && competitor.converged,
    })
}

/// Half of [`campaign_point`], for those who work a piece at a time: what is observed on the model of one operator's world. Cost: one fit and one
/// observation.
///
/// # Errors
/// [`StrikeError::Fit`] or [`StrikeError::Nothing`].
pub fn campaign_side<L: Learner>(
    learner: &L,
    observer: &impl Observer<L::Model>,
    world: &World<'_>,
    seed: Seed,
) -> Result<CampaignSide, StrikeError> {
    let model = learner.fit(world, seed)?;
    let value = observer.observe(&model).ok_or(StrikeError::Nothing)?;
    Ok(CampaignSide { rows: world.len(), value, converged: model.converged() })
}

/// The operator's world: without the rows that are moved, and with what the draw has stand in for them. Cost O(n).
///
/// # Errors
/// [`StrikeError::Share`].
pub fn operator_world(draw: &StrikeDraw, plan: CampaignPlan, share: f64) -> Result<World<'_>, StrikeError> {
    let gone = match plan.contribution {
        Contribution::Move => draw.withheld(share)?,
        Contribution::Copy => 0,
    };
    draw.world_without(&draw.order()[..gone])
}

/// The competitor's world: so many public rows, drawn by lot, and these rows of the operator's. It is [`contribution_edits`] applied to the former
/// (tested), but laid out at once, since a campaign asks for it hundreds of times with hundreds of rows. Cost O(n log n).
///
/// # Errors
/// [`EditError::NoRow`] for a row that the operator does not have.
pub fn competitor_world<'d>(
    draw: &'d StrikeDraw,
    start: usize,
    contributed: &[RowId],
) -> Result<World<'d>, EditError> {
    let (public, operator) = (draw.table().public(), draw.table().world());
    let word = |row: Row<'_>| draw.seed().stream(Purpose::CompetitorRows, row.id).next_u64();
    let begins_with = ascending(public.rows().map(word)).into_iter().take(start);
    let mut positions: Vec<usize> = begins_with.map(|place| public.positions()[place]).collect();
    let rows = ById::new(&operator);
    for &id in contributed {
        let place = rows.place(id).ok_or(EditError::NoRow(id.number()))?;
        positions.push(operator.positions()[place]);
    }
    Ok(World::new(draw.table().data(), positions))
}

/// The share of the members from which on the competitor is at least as good as the operator; `None` if it is not even with all of them.
pub fn catch_up(shares: &[f64], operator: &[f64], competitor: &[f64]) -> Option<f64> {
    let gaps: Vec<f64> = competitor.iter().zip(operator).map(|(one, other)| one - other).collect();
    lasting(shares, &gaps)
}

/// The share of the gap to an incumbent that a contribution closes: (now − start) / (incumbent − start). `None` where there is no gap.
///
/// ```
/// use simulation::collective::campaign::closed;
/// assert_eq!(closed(0.5, 0.875, 1.0), Some(0.75));
/// assert_eq!(closed(0.9, 0.95, 0.9), None);
/// ```
pub fn closed(start: f64, now: f64, incumbent: f64) -> Option<f64> {
    (incumbent > start).then(|| (now - start) / (incumbent - start))
}

#[cfg(test)]
mod tests;

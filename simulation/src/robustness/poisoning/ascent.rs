//! One row of poison, moved uphill on the attacker's loss inside its box.
//!
//! Projected gradient ascent with backtracking. Lengths are shares of the box's sides, so that a feature's unit does not matter. A step
//! along the slopes, those that point out of the box left out, is projected back onto the box; the model is trained again there; and the
//! step is taken only if the loss rises by Armijo's share of what the slopes promise. Otherwise the step is halved. So the loss never falls
//! below that of the start. A local maximum, or a flat place, ends the ascent.
//!
//! Source: Bertsekas (1976), *On the Goldstein–Levitin–Polyak gradient projection method*.

use super::gradient::{implicit_gradient, mean_loss};
use super::{FeatureBox, PoisonError};
use crate::dataset::RowId;
use crate::edit::{Edit, Edits};
use crate::learners::{MixedDerivative, WarmStart};
use crate::linear_algebra::dot;
use crate::seed::Seed;
use crate::world::World;

/// The first step, the longest, and the one that is too short to go on, in shares of the box.
const FIRST: f64 = 0.25;
const LONGEST: f64 = 0.5;
const SHORTEST: f64 = 1e-3;
/// Armijo's share of the promised rise.
const SHARE: f64 = 1e-4;
/// A promise below this is none: the rounding of a fit is not far from it.
const NOTHING: f64 = 1e-10;
/// So many fits, and the row stays where it is.
const TRIALS: u32 = 60;

/// A row on its way.
#[derive(Clone, Debug)]
pub(super) struct Ascent<'a, M> {
    /// With the row where it is.
    world: World<'a>,
    row: RowId,
    model: M,
    loss: f64,
    /// Of the loss in the features; empty until they are needed.
    slopes: Vec<f64>,
    length: f64,
    trials: u32,
}

impl<'a, M: MixedDerivative> Ascent<'a, M> {
    /// From where the row stands in `world`, whose model is `model`.
    pub(super) fn new(world: World<'a>, row: RowId, model: M, own: &World<'_>) -> Result<Self, PoisonError> {
        let loss = mean_loss(&model, own)?;
        Ok(Self { world, row, model, loss, slopes: vec![], length: FIRST, trials: 0 })
    }

    /// Where the row is.
    pub(super) fn features(&self) -> Vec<f64> {
        self.world.rows().find(|row| row.id == self.row).map_or_else(Vec::new, |row| row.features.to_vec())
    }

    /// Tries one step, which costs one fit. `false` if the row has arrived.
    pub(super) fn climb<L: WarmStart<Model = M>>(
        &mut self,
        learner: &L,
        own: &World<'_>,
        room: &FeatureBox,
    ) -> Result<bool, PoisonError> {
        if self.trials >= TRIALS || self.length < SHORTEST {
            return Ok(false);
        }
        let Some(row) = self.world.rows().find(|row| row.id == self.row) else { return Ok(false) };
        if self.slopes.is_empty() {
            self.slopes = implicit_gradient(&self.model, &self.world, own, &row)?;
        }
        let Some(reached) = stepped(row.features, &self.slopes, self.length, room) else { return Ok(false) };
        let moved: Vec<f64> = reached.iter().zip(row.features).map(|(there, here)| there - here).collect();
        let promised = dot(&self.slopes, &moved);
        if promised <= NOTHING {
            return Ok(false);
        }
        let edit = Edit::Replace(self.row, reached, row.target);
        let world = self.world.edited(&Edits::from(edit))?;
        let model = learner.fit_warm(&world, &self.model, Seed::new(0))?;
        let loss = mean_loss(&model, own)?;
        self.trials += 1;
        if loss - self.loss >= SHARE * promised {
            (self.world, self.model, self.loss) = (world, model, loss);
            self.slopes.clear();
            self.length = LONGEST.min(2.0 * self.length);
        } else {
            self.length *= 0.5;
        }
        Ok(true)
    }
}

/// The row after a step of this length along the slopes, projected onto the box; `None` where no slope leads on.
fn stepped(features: &[f64], slopes: &[f64], length: f64, room: &FeatureBox) -> Option<Vec<f64>> {
    let along = |(index, (&x, &slope)): (usize, (&f64, &f64))| {
        let outward = (slope > 0.0 && x >= room.high()[index]) || (slope < 0.0 && x <= room.low()[index]);
        if outward { 0.0 } else { slope * room.width(index) }
    };
    // In shares of the box's sides.
    let steepest: Vec<f64> = features.iter().zip(slopes).enumerate().map(along).collect();
    let norm = dot(&steepest, &steepest).sqrt();
    if !(norm > 0.0 && norm.is_finite()) {
        return None;
    }
    let step = |(index, (x, share)): (usize, (&f64, &f64))| x + length * share / norm * room.width(index);
    let mut reached: Vec<f64> = features.iter().zip(&steepest).enumerate().map(step).collect();
    room.hold(&mut reached);
    Some(reached)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_stays_in_the_box_and_slides_along_its_edge() {
        let room = FeatureBox::new(vec![0.0, 0.0], vec![1.0, 10.0]).unwrap();
        let reached = stepped(&[0.5, 5.0], &[1.0, 0.0], 0.25, &room).unwrap();
        assert_eq!(reached, [0.75, 5.0]);
        assert_eq!(stepped(&[0.9, 5.0], &[1.0, 0.0], 0.25, &room).unwrap(), [1.0, 5.0]);
        // At the right edge only the way along it is left, and the step has its whole length.
        assert_eq!(stepped(&[1.0, 5.0], &[1.0, 0.1], 0.25, &room).unwrap(), [1.0, 7.5]);
        assert_eq!(stepped(&[1.0, 10.0], &[1.0, 1.0], 0.25, &room), None);
        assert_eq!(stepped(&[0.5, 0.5], &[0.0, 0.0], 0.25, &room), None);
        assert_eq!(stepped(&[0.5, 0.5], &[f64::NAN, 0.0], 0.25, &room), None);
    }
}

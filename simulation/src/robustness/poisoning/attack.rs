//! The attacks, a row at a time.

use super::ascent::Ascent;
use super::flips::{other_label, random_order};
use super::gradient::added_row_effects;
use super::{FeatureBox, PoisonError};
use crate::dataset::{NewRow, Right, Row, RowId, Target};
use crate::edit::{Edit, Edits};
use crate::learners::{MixedDerivative, WarmStart};
use crate::seed::Seed;
use crate::world::World;

/// How the rows are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Attack {
    /// Copies of training rows with the other label, as luck has them: what a careless labeller would do.
    RandomFlips,
    /// At each turn the copy that, to first order, raises the attacker's loss most; no row is copied twice.
    TargetedFlips,
    /// The random copies, each moved uphill on the attacker's loss inside the box, with the earlier ones where they are.
    ///
    /// Source: Biggio, Nelson & Laskov (2012), for support vector machines.
    #[default]
    GradientRows,
}

impl Attack {
    /// All of them, in the order of their declaration.
    pub const ALL: [Self; 3] = [Self::RandomFlips, Self::TargetedFlips, Self::GradientRows];
}

/// A row that the attacker adds.
#[derive(Clone, Debug, PartialEq)]
pub struct PoisonRow {
    /// The training row that it was begun as a copy of.
    pub copied: RowId,
    /// Where it was begun: the copied features, held in the box.
    pub start: Vec<f64>,
    /// Where it is.
    pub features: Vec<f64>,
    /// The other label.
    pub target: Target,
}

/// Adds one row of poison after the other. As an iterator it yields the rows, as many as there are training rows;
/// [`Poisoning::advance`] does the same in small pieces. After an error nothing follows.
///
/// Poison has weight 1 and the ids behind the largest of the training rows.
///
/// Cost of a row: see [`super`]; a piece is at most two fits of the learner, and a Hessian.
///
/// ```
/// use simulation::data::breast_cancer;
/// use simulation::learners::{Intercept, LogisticRegression};
/// use simulation::robustness::poisoning::{Attack, FeatureBox, Poisoning, mean_loss};
/// use simulation::seed::Seed;
/// use simulation::world::World;
///
/// let data = breast_cancer::dataset().map_features(|_, value| value / 100.0)?;
/// let (world, own) = (World::new(&data, 0..60), World::new(&data, 60..120));
/// let room = FeatureBox::around(&world, 1.0)?;
/// let learner = LogisticRegression::new(1.0, Intercept::Free)?;
/// let mut poisoning = Poisoning::new(learner, &world, &own, Attack::GradientRows, room.clone(), Seed::new(1))?;
/// let clean = mean_loss(poisoning.model(), &own)?;
/// let row = poisoning.next().ok_or("no row")??;
/// assert!(room.contains(&row.features) && row.features != row.start);
/// assert!(mean_loss(poisoning.model(), &own)? > clean && poisoning.world().len() == 61);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Poisoning<'a, L: WarmStart> {
    learner: L,
    attack: Attack,
    room: FeatureBox,
    clean: World<'a>,
    own: World<'a>,
    /// The places of the clean rows as luck would copy them.
    order: Vec<usize>,
    rows: Vec<PoisonRow>,
    /// The clean rows and the poison, and the model of them.
    world: World<'a>,
    model: L::Model,
    /// The next row, on its way.
    ascent: Option<(PoisonRow, Ascent<'a, L::Model>)>,
}

impl<'a, L: WarmStart<Model: MixedDerivative + Clone>> Poisoning<'a, L> {
    /// No row is added yet. `own` are the rows on which the attacker measures; those with targets that the model does not predict make an
    /// error later. Cost: one fit, O(n log n).
    ///
    /// # Errors
    /// [`PoisonError::Label`] if a row has no other label, [`PoisonError::Nothing`] for a world without rows, [`PoisonError::Sides`] for a
    /// box of other rows, [`PoisonError::Fit`].
    pub fn new(
        learner: L,
        clean: &World<'a>,
        own: &World<'a>,
        attack: Attack,
        room: FeatureBox,
        seed: Seed,
    ) -> Result<Self, PoisonError> {
        let features = clean.dataset().feature_count();
        if room.low().len() != features {
            return Err(PoisonError::Sides { found: room.low().len(), features });
        }
        if clean.is_empty() {
            return Err(PoisonError::Nothing);
        }
        for row in clean.rows() {
            other_label(clean, &row)?;
        }
        let model = learner.fit(clean, Seed::new(0))?;
        let (world, order) = (clean.clone(), random_order(clean, seed));
        let (clean, own, rows) = (clean.clone(), own.clone(), Vec::new());
        Ok(Self { learner, attack, room, clean, own, order, rows, world, model, ascent: None })
    }

    /// The same with these rows added already, as an earlier run had them. Cost: one fit.
    ///
    /// # Errors
    /// [`PoisonError::Row`] for a row that this attacker could not have added, [`PoisonError::Fit`].
    pub fn with_rows(mut self, rows: Vec<PoisonRow>) -> Result<Self, PoisonError> {
        for (index, row) in rows.iter().enumerate() {
            let known = self.clean.place(row.copied).is_some() && self.room.contains(&row.features);
            if !known || rows[..index].iter().any(|other| other.copied == row.copied) {
                return Err(PoisonError::Row(index));
            }
        }
        self.world = poisoned(&self.clean, &rows)?;
        self.model = self.learner.fit(&self.world, Seed::new(0))?;
        (self.rows, self.ascent) = (rows, None);
        Ok(self)
    }

    /// The next piece of work: a copy that is made, or one step of a row on its way. Whether a row is complete with it.
    ///
    /// # Errors
    /// [`PoisonError::Budget`] once every training row was copied; otherwise what the rows lead to.
    pub fn advance(&mut self) -> Result<bool, PoisonError> {
        if let Some((row, mut ascent)) = self.ascent.take() {
            if ascent.climb(&self.learner, &self.own, &self.room)? {
                self.ascent = Some((row, ascent));
                return Ok(false);
            }
            let features = ascent.features();
            self.complete(PoisonRow { features, ..row })?;
            return Ok(true);
        }
        let place = self.next_copy()?;
        let row = self.clean.rows().nth(place).ok_or(PoisonError::Nothing)?;
        let row = self.copy(&row)?;
        if self.attack == Attack::GradientRows {
            let (world, id) = (self.with(&row)?, poison_id(&self.clean, self.rows.len()));
            let model = self.learner.fit(&world, Seed::new(0))?;
            self.ascent = Some((row, Ascent::new(world, id, model, &self.own)?));
            return Ok(false);
        }
        self.complete(row)?;
        Ok(true)
    }

    /// The rows that are complete.
    pub fn rows(&self) -> &[PoisonRow] {
        &self.rows
    }

    /// The training rows with the poison that is complete.
    pub fn world(&self) -> &World<'a> {
        &self.world
    }

    /// The training rows.
    pub fn clean(&self) -> &World<'a> {
        &self.clean
    }

    /// The attacker's rows.
    pub fn own(&self) -> &World<'a> {
        &self.own
    }

    /// The box.
    pub fn room(&self) -> &FeatureBox {
        &self.room
    }

    /// The model of [`Poisoning::world`].
    pub fn model(&self) -> &L::Model {
        &self.model
    }

    /// The training rows with the first `count` rows of poison.
    ///
    /// # Errors
    /// [`PoisonError::Added`] for more than are complete.
    pub fn world_with(&self, count: usize) -> Result<World<'a>, PoisonError> {
        let there = self.rows.len();
        let rows = self.rows.get(..count).ok_or(PoisonError::Added { wanted: count, there })?;
        poisoned(&self.clean, rows)
    }

    /// The place of the training row that is copied next.
    fn next_copy(&self) -> Result<usize, PoisonError> {
        let (wanted, rows) = (self.rows.len() + 1, self.clean.len());
        let spent = PoisonError::Budget { wanted, rows };
        if self.attack != Attack::TargetedFlips {
            return self.order.get(self.rows.len()).copied().ok_or(spent);
        }
        let free: Vec<(usize, RowId, PoisonRow)> = self
            .clean
            .rows()
            .enumerate()
            .filter(|(_, row)| self.rows.iter().all(|poison| poison.copied != row.id))
            .map(|(place, row)| Ok((place, row.id, self.copy(&row)?)))
            .collect::<Result<_, PoisonError>>()?;
        let rows = free.iter().map(|(_, id, row)| Row {
            id: *id,
            features: &row.features,
            target: row.target,
            group: 0,
            right: Right::Both,
            weight: 1.0,
        });
        let effects = added_row_effects(&self.model, &self.world, &self.own, rows)?;
        let mut best: Option<(usize, f64)> = None;
        for ((place, _, _), effect) in free.iter().zip(effects) {
            if best.is_none_or(|(_, most)| effect > most) {
                best = Some((*place, effect));
            }
        }
        best.map(|(place, _)| place).ok_or(spent)
    }

    /// A copy with the other label, held in the box.
    fn copy(&self, row: &Row<'_>) -> Result<PoisonRow, PoisonError> {
        let target = other_label(&self.clean, row)?;
        let mut features = row.features.to_vec();
        self.room.hold(&mut features);
        Ok(PoisonRow { copied: row.id, start: features.clone(), features, target })
    }

    fn with(&self, row: &PoisonRow) -> Result<World<'a>, PoisonError> {
        let id = poison_id(&self.clean, self.rows.len());
        Ok(self.world.edited(&Edits::from(Edit::Add(added(id, row))))?)
    }

    /// Every row begins at a fit from nothing, so that it depends on the earlier rows alone and not on the way to them.
    fn complete(&mut self, row: PoisonRow) -> Result<(), PoisonError> {
        self.world = self.with(&row)?;
        self.model = self.learner.fit(&self.world, Seed::new(0))?;
        self.rows.push(row);
        Ok(())
    }
}

impl<L: WarmStart<Model: MixedDerivative + Clone>> Iterator for Poisoning<'_, L> {
    type Item = Result<PoisonRow, PoisonError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rows.len() >= self.clean.len() {
            return None;
        }
        loop {
            match self.advance() {
                Ok(true) => return self.rows.last().cloned().map(Ok),
                Ok(false) => {}
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// The id of the poison that was added as the `index`-th: behind every row of the training rows.
pub(super) fn poison_id(clean: &World<'_>, index: usize) -> RowId {
    let largest = clean.dataset().rows().map(|row| row.id.number()).fold(0, u32::max);
    RowId::new(largest.saturating_add(1).saturating_add(u32::try_from(index).unwrap_or(u32::MAX)))
}

fn poisoned<'a>(clean: &World<'a>, rows: &[PoisonRow]) -> Result<World<'a>, PoisonError> {
    let add = |(index, row)| Edit::Add(added(poison_id(clean, index), row));
    Ok(clean.edited(&rows.iter().enumerate().map(add).collect())?)
}

fn added(id: RowId, row: &PoisonRow) -> NewRow {
    NewRow { id, features: row.features.clone(), target: row.target, group: 0, right: Right::Both }
}

#[cfg(test)]
#[path = "attack_tests.rs"]
mod tests;

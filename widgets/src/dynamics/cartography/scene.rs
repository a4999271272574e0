//! The map as it is drawn, and what is read off it.

use simulation::dataset::RowId;
use simulation::dynamics::{DataMap, RowDynamics};
use simulation::valuation::mislabels::Inspection;

use super::Cartography;
use super::parameters::LookAt;
use super::run::Found;
use crate::parameters::RowChoice;

/// The map as it is drawn.
#[derive(Clone)]
pub(super) struct Scene {
    pub(super) epochs: usize,
    pub(super) look: LookAt,
    pub(super) map: DataMap,
    /// The places of the rows, those to look at first in front; `None` before EL2N is measured.
    pub(super) order: Option<Vec<usize>>,
    /// The planted rows among those to look at.
    pub(super) found: Option<Inspection>,
}

impl Cartography {
    /// How many rows one looks at: as many as were made wrong, or a tenth if none was.
    pub(super) fn looked_at(&self) -> usize {
        match self.study.planted_count() {
            0 => self.study.len().div_ceil(10),
            planted => planted,
        }
    }

    /// The place of the selected row.
    pub(super) fn selected(&self) -> Option<usize> {
        match self.parameters.row {
            RowChoice::Id(id) => self.study.place(RowId::new(id)),
            RowChoice::First => self.order().first().copied(),
        }
    }

    /// The places of the rows as one would look at them; in their own order while the ranking is not known.
    pub(super) fn order(&self) -> Vec<usize> {
        let ranked = self.scene.as_ref().and_then(|scene| scene.order.clone());
        ranked.unwrap_or_else(|| (0..self.study.len()).collect())
    }

    pub(super) fn id(&self, place: usize) -> u32 {
        self.study.id(place).map_or(0, RowId::number)
    }

    pub(super) fn dynamics(&self, place: usize) -> Option<RowDynamics> {
        self.scene.as_ref()?.map.rows().get(place).copied()
    }

    /// The epoch up to which the map is drawn; 0 before the first has ended.
    pub(super) fn shown(&self) -> usize {
        let known = self.run.record().map_or(0, |record| record.epochs().len());
        self.parameters.asked().min(known)
    }

    /// Where a planted row lies in the world of true labels.
    pub(super) fn was(&self, place: usize) -> Option<RowDynamics> {
        let planted = self.study.planted();
        let nth = planted.get(..place)?.iter().filter(|planted| **planted).count();
        let map = self.before.as_ref()?.planted.map(self.shown())?;
        map.rows().get(nth).copied().filter(|_| planted[place])
    }

    /// The planted rows that each other draw has among those to look at first, as a share.
    pub(super) fn repeated(&self) -> Vec<f64> {
        let (epoch, look) = (self.shown(), self.parameters.look as usize);
        let wanted = self.parameters.repetitions.get() as usize;
        let share = |(planted, found): &(usize, Found)| {
            let found = found.get(epoch.checked_sub(1)?)?[look]?;
            (*planted > 0).then(|| found / *planted as f64)
        };
        self.draws.done.iter().take(wanted).filter_map(share).collect()
    }

    /// The other draws that are wanted: without wrong labels there is nothing to find in them.
    pub(super) fn wanted(&self) -> usize {
        if self.study.planted_count() == 0 { 0 } else { self.parameters.repetitions.get() as usize }
    }

    /// Brings the scene up to date.
    pub(super) fn refresh(&mut self) {
        let (epochs, look) = (self.shown(), self.parameters.look);
        if self.scene.as_ref().is_some_and(|scene| (scene.epochs, scene.look) == (epochs, look)) {
            return;
        }
        let count = self.looked_at();
        self.scene = self.run.record().and_then(|record| record.map(epochs)).map(|map| {
            let order = map.order(look.ranking());
            let found = map.inspect(look.ranking(), self.study.planted(), count);
            Scene { epochs, look, map, order, found }
        });
    }
}

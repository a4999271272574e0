//! What an author can set and a link restores.

use simulation::data::Source;
use simulation::dataset::Right;
use simulation::idea::holdout::{Candidate, HoldoutPlan};

use super::rights::LotRights;
use crate::parameters::Whole;
use crate::tables::{TableId, own};

crate::table_choice! {
    /// The table.
    pub enum HoldoutData {
        /// German Credit: two risks, 59 columns.
        GermanCredit = "german-credit",
        /// Breast cancer: two diagnoses, thirty measurements.
        BreastCancer = "breast-cancer",
    }
}

impl HoldoutData {
    /// The names for a list.
    pub(super) const NAMES: [(Self, &'static str); 2] =
        [(Self::GermanCredit, "German Credit"), (Self::BreastCancer, "Breast cancer")];

    /// The table behind it.
    pub(super) const fn source(self) -> TableId {
        match self {
            Self::GermanCredit => TableId::Book(Source::GermanCredit),
            Self::BreastCancer => TableId::Book(Source::BreastCancer),
            Self::Own(rows) => TableId::Own(rows),
        }
    }

    /// The rows of a lot.
    pub(super) fn lot(self) -> u32 {
        match self {
            Self::GermanCredit => 20,
            Self::BreastCancer => 10,
            // Sixteen lots of own rows take two fifths of them.
            Self::Own(rows) => (own::about(rows).rows as u32 / 40).clamp(1, 20),
        }
    }
}

crate::parameters! {
    /// The parameters of rights and holdouts.
    pub struct HoldoutParameters {
        /// The table.
        data: HoldoutData = HoldoutData::GermanCredit,
        /// What each lot of rows may be used for.
        rights: LotRights = LotRights::usual(),
        /// The lot that is selected.
        lot: Whole<1, 16> = Whole::new(1),
        /// How many models compete.
        candidates: Whole<2, 16> = Whole::new(2),
        /// The share of the reserve that is trained on all the same, in per cent.
        leaked: Whole<0, 100> = Whole::new(0),
        /// How often the rows are drawn again.
        repetitions: Whole<0, 400> = Whole::new(120),
        /// The seed of which rows are in which lot, and which columns a candidate sees.
        seed: Whole<1, 999_999> = Whole::new(1),
    }
}

/// The penalties of the first two candidates; all further ones have the second, and see every other column, as luck has it.
pub(super) const PENALTIES: [f64; 2] = [0.1, 100.0];
/// What the candidates are called.
pub(super) const NAMES: [&str; 16] =
    ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P"];

impl HoldoutParameters {
    /// The rows of all lots of some rights.
    pub(super) fn rows(&self, legal: impl Fn(Right) -> bool) -> u32 {
        let lots = self.rights.as_slice().iter().filter(|right| legal(right.right())).count();
        self.data.lot() * lots as u32
    }

    /// The rows of the reserve.
    pub(super) fn reserved(&self) -> u32 {
        self.rows(|right| right == Right::Reserved)
    }

    /// How many of them are trained on all the same.
    pub(super) fn leaked_rows(&self) -> u32 {
        (self.leaked.get() * self.reserved() + 50) / 100
    }

    pub(super) fn plan(&self) -> HoldoutPlan {
        let candidate = |place: u32| match place {
            0 => Candidate { penalty: PENALTIES[0], share: 1.0 },
            1 => Candidate { penalty: PENALTIES[1], share: 1.0 },
            _ => Candidate { penalty: PENALTIES[1], share: 0.5 },
        };
        HoldoutPlan {
            rights: self.rights.as_slice().iter().map(|right| right.right()).collect(),
            lot: self.data.lot(),
            leaked: self.leaked_rows(),
            candidates: (0..self.candidates.get()).map(candidate).collect(),
        }
    }

    /// What decides on every draw.
    pub(super) fn of_draws(&self) -> (HoldoutData, LotRights, u32, u32, u32) {
        (self.data, self.rights, self.candidates.get(), self.leaked_rows(), self.seed.get())
    }
}

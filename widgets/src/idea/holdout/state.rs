//! What a reader can do, and what follows.

use super::Holdout;
use super::parameters::{HoldoutData, HoldoutParameters};
use super::rights::{LOTS, LotRight};
use crate::chart::tile_at;
use crate::parameters::{Choice, Whole};
use crate::widget::{Reaction, Widget};

/// What a reader can do.
#[derive(Clone, Debug)]
pub enum HoldoutMessage {
    /// Select a lot, by its number from 1.
    Lot(u32),
    /// The same by what was typed.
    Typed(String),
    /// The same by a press into the drawing of the lots.
    Press((f64, f64)),
    /// Give the selected lot another right, by its place among all.
    Give(usize),
    /// Let every open lot do both.
    Join,
    /// Let every lot that does both do one thing only.
    Split,
    /// Let so many models compete.
    Candidates(u32),
    /// Train on so much of the reserve all the same, in per cent divided by five.
    Leak(u32),
    /// Take another table.
    Data(HoldoutData),
    /// Draw the rows into lots again.
    Redraw,
}

pub(super) fn update(holdout: &mut Holdout, message: HoldoutMessage) -> Option<Reaction<HoldoutParameters>> {
    let now = holdout.parameters.clone();
    let next = match message {
        HoldoutMessage::Lot(lot) => HoldoutParameters { lot: Whole::new(lot), ..now },
        HoldoutMessage::Typed(text) => {
            let known = text.trim().parse().ok().filter(|lot| (1..=LOTS).contains(lot));
            let Some(lot) = known else {
                holdout.notice = format!("No lot is called “{}”: they are 1 to {LOTS}.", text.trim());
                return None;
            };
            HoldoutParameters { lot: Whole::new(lot as u32), ..now }
        }
        HoldoutMessage::Press(spot) => {
            HoldoutParameters { lot: Whole::new(tile_at(LOTS, spot)? as u32 + 1), ..now }
        }
        HoldoutMessage::Give(place) => {
            let right = *LotRight::ALL.get(place)?;
            HoldoutParameters { rights: now.rights.with(holdout.selected(), right), ..now }
        }
        HoldoutMessage::Join => HoldoutParameters { rights: now.rights.joined(), ..now },
        HoldoutMessage::Split => HoldoutParameters { rights: now.rights.split(), ..now },
        HoldoutMessage::Candidates(count) => HoldoutParameters { candidates: Whole::new(count), ..now },
        HoldoutMessage::Leak(fifths) => {
            HoldoutParameters { leaked: Whole::new(fifths.saturating_mul(5)), ..now }
        }
        HoldoutMessage::Data(data) => HoldoutParameters { data, ..now },
        HoldoutMessage::Redraw => HoldoutParameters { seed: Whole::new(now.seed.get() % 999_999 + 1), ..now },
    };
    if next.data != holdout.parameters.data {
        return Some(Reaction::Turn(next));
    }
    let changed = holdout.restore(next);
    debug_assert!(changed.is_ok(), "made from legal parameters: {changed:?}");
    None
}

//! What a reader can do, and what follows.

use super::parameters::{Asks, NOISES, PENALTIES, Picture, Sees, UnlearnData, UnlearnParameters, Way, stop};
use super::{Unlearn, view};
use crate::parameters::{Choice, Decimal, Whole};
use crate::widget::{Reaction, Widget};

/// What a reader can do.
#[derive(Clone, Debug)]
pub enum UnlearnMessage {
    /// Forget otherwise.
    Method(Way),
    /// Press a spot of the first drawing: the method whose mark is there.
    Press((f64, f64)),
    /// Let so many rows ask.
    Requested(u32),
    /// Let others ask.
    Asking(Asks),
    /// Another penalty, by the slider's stop.
    Penalty(u32),
    /// Another number of shards.
    Shards(u32),
    /// Another noise, by the slider's stop.
    Noise(u32),
    /// Another witness.
    Witness(Sees),
    /// Draw something else on the left.
    Picture(Picture),
    /// Other rows.
    Data(UnlearnData),
    /// Divide the table otherwise.
    Redraw,
}

pub(super) fn update(unlearn: &mut Unlearn, message: UnlearnMessage) -> Option<Reaction<UnlearnParameters>> {
    let now = unlearn.parameters.clone();
    let next = match message {
        UnlearnMessage::Method(method) => UnlearnParameters { method, ..now },
        UnlearnMessage::Press(spot) => {
            let method = Way::ALL.get(view::picked(unlearn, spot)?).copied()?;
            UnlearnParameters { method, ..now }
        }
        UnlearnMessage::Requested(requested) => {
            UnlearnParameters { requested: Whole::new(requested.min(now.most_requested())), ..now }
        }
        UnlearnMessage::Asking(asking) => UnlearnParameters { asking, ..now },
        UnlearnMessage::Penalty(place) => {
            UnlearnParameters { penalty: Decimal::thousandths(stop(&PENALTIES, place)), ..now }
        }
        UnlearnMessage::Shards(shards) => UnlearnParameters { shards: Whole::new(shards), ..now },
        UnlearnMessage::Noise(place) => {
            UnlearnParameters { noise: Decimal::thousandths(stop(&NOISES, place)), ..now }
        }
        UnlearnMessage::Witness(witness) => UnlearnParameters { witness, ..now },
        UnlearnMessage::Picture(picture) => UnlearnParameters { picture, ..now },
        UnlearnMessage::Data(data) => {
            let rows = Whole::new(data.most().min(120));
            let next = UnlearnParameters { data, rows, ..now };
            let requested = Whole::new(next.requested.get().min(next.most_requested()));
            // Another table may have to be fetched.
            return Some(Reaction::Turn(UnlearnParameters { requested, ..next }));
        }
        UnlearnMessage::Redraw => UnlearnParameters { seed: Whole::new(now.seed.get() % 999_999 + 1), ..now },
    };
    let changed = unlearn.restore(next);
    debug_assert!(changed.is_ok(), "made from legal parameters: {changed:?}");
    None
}

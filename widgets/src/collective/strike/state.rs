//! What a reader can do, and what follows.

use super::parameters::{Beside, Leaves, StandsIn, StrikeParameters, Tests};
use super::{Strike, view};
use crate::collective::groups::{ActingData, ActingLearner, Groups};
use crate::parameters::{Decimal, Whole};
use crate::widget::{Reaction, Widget};

/// What a reader can do.
#[derive(Clone, Debug)]
pub enum StrikeMessage {
    /// Let a group strike, or work on.
    Striker(usize),
    /// Let so many tenths of the members strike.
    Share(u32),
    /// The same by a press into the drawing, at this spot.
    Press((f64, f64)),
    /// Leave in another order.
    Order(Leaves),
    /// Train on something else instead.
    Substitutes(StandsIn),
    /// Pay so many hundredths of a point for a row.
    Price(u32),
    /// Show the runs otherwise.
    Beside(Beside),
    /// Test on other rows.
    Tested(Tests),
    /// Take another table.
    Data(ActingData),
    /// Train another model.
    Learner(ActingLearner),
    /// Divide the table otherwise.
    Redraw,
}

pub(super) fn update(strike: &mut Strike, message: StrikeMessage) -> Option<Reaction<StrikeParameters>> {
    let now = strike.parameters.clone();
    let share = |tenths: u32| Whole::new(10 * tenths.min(10));
    let next = match message {
        StrikeMessage::Striker(group) => {
            let strikers = now.strikers.toggled(group, now.data.groups().len());
            // Where all strike there are no others to be tested on.
            let all = strikers.coalition() == now.data.everyone();
            let tested = if all && now.tested == Tests::Others { Tests::Everyone } else { now.tested };
            StrikeParameters { strikers, tested, ..now }
        }
        StrikeMessage::Share(tenths) => StrikeParameters { share: share(tenths), ..now },
        StrikeMessage::Press(spot) => {
            let plane = view::strike_plane(strike);
            if !plane.contains(spot) {
                return None;
            }
            let tenths = (plane.values(spot).0 / 10.0 + 0.5).floor().clamp(0.0, 10.0) as u32;
            StrikeParameters { share: share(tenths), ..now }
        }
        StrikeMessage::Order(order) => StrikeParameters { order, ..now },
        StrikeMessage::Substitutes(substitutes) => StrikeParameters { substitutes, ..now },
        StrikeMessage::Price(hundredths) => {
            StrikeParameters { price: Decimal::thousandths(10 * hundredths.min(100)), ..now }
        }
        StrikeMessage::Beside(beside) => StrikeParameters { beside, ..now },
        StrikeMessage::Tested(tested) => {
            let all = now.strikers.coalition() == now.data.everyone();
            let tested = if all && tested == Tests::Others { Tests::Everyone } else { tested };
            StrikeParameters { tested, ..now }
        }
        StrikeMessage::Data(data) => {
            let learner = if now.learner.fits(data) { now.learner } else { ActingLearner::Centroid };
            StrikeParameters { data, learner, strikers: Groups::one(0), tested: Tests::Everyone, ..now }
        }
        StrikeMessage::Learner(learner) => StrikeParameters { learner, ..now },
        StrikeMessage::Redraw => StrikeParameters { seed: Whole::new(now.seed.get() % 999_999 + 1), ..now },
    };
    if next.data != strike.parameters.data {
        return Some(Reaction::Turn(next));
    }
    let changed = strike.restore(next);
    debug_assert!(changed.is_ok(), "made from legal parameters: {changed:?}");
    None
}

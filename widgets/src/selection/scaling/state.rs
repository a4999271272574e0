//! What a reader can do, and what follows.

use super::parameters::{Loss, ScalingData, ScalingLearner, ScalingParameters, Tested};
use super::{Scaling, view};
use crate::parameters::{Decimal, Flag, Whole};
use crate::widget::{Reaction, Widget};

/// What a reader can do.
#[derive(Clone, Debug)]
pub enum ScalingMessage {
    /// Take another table.
    Data(ScalingData),
    /// Train another model.
    Learner(ScalingLearner),
    /// Measure something else.
    Loss(Loss),
    /// Let another group grow; 0 lets all rows grow.
    Group(usize),
    /// Test on other rows.
    Tested(Tested),
    /// Let the law know so many sizes.
    Known(u32),
    /// Guess the loss at the largest size, in thousandths; 0 for no guess.
    Guess(u32),
    /// The same by a press into one of the drawings: the first or the second, and where.
    Press(usize, (f64, f64)),
    /// Train the larger sizes and show them, or cover them again.
    Reveal(bool),
    /// Divide the table otherwise.
    Redraw,
}

pub(super) fn update(scaling: &mut Scaling, message: ScalingMessage) -> Option<Reaction<ScalingParameters>> {
    let now = scaling.parameters.clone();
    // Another question: what was guessed and uncovered belongs to the old one.
    let fresh = ScalingParameters { guess: Decimal::thousandths(0), revealed: Flag(false), ..now.clone() };
    let next = match message {
        ScalingMessage::Data(data) => {
            let learner = if now.learner.fits(data) { now.learner } else { ScalingLearner::Centroid };
            ScalingParameters { data, learner, group: Whole::new(0), ..fresh }
        }
        ScalingMessage::Learner(learner) => ScalingParameters { learner, ..fresh },
        ScalingMessage::Loss(loss) => ScalingParameters { loss, ..fresh },
        ScalingMessage::Group(group) => ScalingParameters { group: Whole::new(group as u32), ..fresh },
        ScalingMessage::Tested(tested) => ScalingParameters { tested, ..fresh },
        ScalingMessage::Known(place) => ScalingParameters { known: Whole::new(place), ..now },
        ScalingMessage::Guess(guess) => ScalingParameters { guess: Decimal::thousandths(guess), ..now },
        ScalingMessage::Press(which, spot) => {
            let plane = &view::planes(scaling)[which.min(1)];
            if now.revealed.0 || !plane.contains(spot) {
                return None;
            }
            let guess = (plane.values(spot).1 * 1000.0 + 0.5).floor().max(1.0) as u32;
            ScalingParameters { guess: Decimal::thousandths(guess), ..now }
        }
        ScalingMessage::Reveal(revealed) => ScalingParameters { revealed: Flag(revealed), ..now },
        ScalingMessage::Redraw => {
            ScalingParameters { seed: Whole::new(now.seed.get() % 999_999 + 1), ..fresh }
        }
    };
    if next.data != scaling.parameters.data {
        return Some(Reaction::Turn(next));
    }
    let changed = scaling.restore(next);
    debug_assert!(changed.is_ok(), "made from legal parameters: {changed:?}");
    None
}

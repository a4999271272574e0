//! What a reader can do, and what follows.

use super::Action;
use super::parameters::{ActionParameters, Beside, Does, STOPS, Signal, Taught, Wanted};
use crate::parameters::{Decimal, Whole};
use crate::widget::Widget;

/// What a reader can do.
#[derive(Clone, Debug)]
pub enum ActionMessage {
    /// Have the members do something else.
    Does(Does),
    /// Take another signal.
    Signal(Signal),
    /// Want the other answer.
    Wanted(Wanted),
    /// Let the model see something else.
    Beside(Beside),
    /// Train something else.
    Learner(Taught),
    /// Have another share act together, by its place.
    Share(u32),
    /// Divide the rows otherwise, and let others join.
    Redraw,
}

pub(super) fn update(action: &mut Action, message: ActionMessage) {
    let now = action.parameters.clone();
    let next = match message {
        ActionMessage::Does(does) => ActionParameters { does, ..now },
        ActionMessage::Signal(signal) => ActionParameters { signal, ..now },
        ActionMessage::Wanted(wanted) => ActionParameters { wanted, ..now },
        ActionMessage::Beside(beside) => ActionParameters { beside, ..now },
        ActionMessage::Learner(learner) => ActionParameters { learner, ..now },
        ActionMessage::Share(stop) => {
            let stop = STOPS.get(stop as usize).or(STOPS.last()).copied().unwrap_or(0);
            ActionParameters { share: Decimal::thousandths(stop), ..now }
        }
        ActionMessage::Redraw => ActionParameters { seed: Whole::new(now.seed.get() % 999_999 + 1), ..now },
    };
    let changed = action.restore(next);
    debug_assert!(changed.is_ok(), "made from legal parameters: {changed:?}");
}

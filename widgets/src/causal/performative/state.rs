//! What a reader can do, and what follows.

use super::Performative;
use super::parameters::{Answers, Moves, PerformativeParameters, Who};
use crate::parameters::{Decimal, Whole};
use crate::widget::{Reaction, Widget};

/// What a reader can do.
#[derive(Clone, Debug)]
pub enum PerformativeMessage {
    /// Let others answer.
    Answers(Answers),
    /// Let them answer so strongly: a place on the slider.
    Strength(u32),
    /// Go so much of the way, in per cent.
    Share(u32),
    /// Let people change more or less.
    Moves(Moves),
    /// Let other applicants answer.
    Who(Who),
    /// Go to a round.
    Round(u32),
    /// Deploy, let the world answer, train again.
    Step,
    /// Go back to the first model.
    Reset,
    /// Draw other people.
    Redraw,
}

pub(super) fn update(
    performative: &mut Performative,
    message: PerformativeMessage,
) -> Option<Reaction<PerformativeParameters>> {
    let now = performative.parameters.clone();
    let last = now.rounds.get();
    let round = |round: u32| Whole::new(round.min(last));
    let next = match message {
        PerformativeMessage::Answers(answers) => {
            PerformativeParameters { answers, strength: Decimal::thousandths(answers.usual()), ..now }
        }
        PerformativeMessage::Strength(place) => {
            let strength = now.answers.ladder().get(place as usize).copied()?;
            PerformativeParameters { strength: Decimal::thousandths(strength), ..now }
        }
        PerformativeMessage::Share(share) => PerformativeParameters { share: Whole::new(share), ..now },
        PerformativeMessage::Moves(moves) => PerformativeParameters { moves, ..now },
        PerformativeMessage::Who(who) => PerformativeParameters { who, ..now },
        PerformativeMessage::Round(number) => PerformativeParameters { round: round(number), ..now },
        PerformativeMessage::Step => PerformativeParameters { round: round(now.round.get() + 1), ..now },
        PerformativeMessage::Reset => PerformativeParameters { round: Whole::new(0), ..now },
        PerformativeMessage::Redraw => {
            PerformativeParameters { seed: Whole::new(now.seed.get() % 999_999 + 1), ..now }
        }
    };
    if next.answers != performative.parameters.answers {
        return Some(Reaction::Turn(next));
    }
    let changed = performative.restore(next);
    debug_assert!(changed.is_ok(), "made from legal parameters: {changed:?}");
    None
}

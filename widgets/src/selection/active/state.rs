//! What a reader can do, and what follows.

use super::Active;
use super::parameters::{ActiveData, ActiveParameters, Asks, Sees};
use crate::parameters::Whole;
use crate::widget::{Reaction, Widget};

/// What a reader can do.
#[derive(Clone, Debug)]
pub enum ActiveMessage {
    /// Take another table.
    Data(ActiveData),
    /// Show the model more or less of each row.
    Sees(Sees),
    /// Ask otherwise.
    Strategy(Asks),
    /// Ask for so many rows at once.
    Batch(u32),
    /// Go to a round.
    Round(u32),
    /// Label what is asked for.
    Step,
    /// Let rounds follow one another.
    Run,
    /// Go back to the start.
    Reset,
    /// Divide the table otherwise.
    Redraw,
}

pub(super) fn update(active: &mut Active, message: ActiveMessage) -> Option<Reaction<ActiveParameters>> {
    let now = active.parameters.clone();
    let (round, last) = (active.round(), active.setting.plan.rounds);
    let next = match message {
        ActiveMessage::Data(data) => {
            let rows = Whole::new(data.most().min(150));
            ActiveParameters { data, rows, round: Whole::new(0), ..now }
        }
        ActiveMessage::Sees(sees) => ActiveParameters { sees, ..now },
        ActiveMessage::Strategy(strategy) => ActiveParameters { strategy, ..now },
        // As many labels as before, asked for otherwise.
        ActiveMessage::Batch(batch) => {
            let (before, batch) = (now.batch.get(), Whole::new(batch));
            ActiveParameters { batch, round: Whole::new(round * before / batch.get()), ..now }
        }
        ActiveMessage::Round(round) => ActiveParameters { round: Whole::new(round.min(last)), ..now },
        ActiveMessage::Step => ActiveParameters { round: Whole::new((round + 1).min(last)), ..now },
        // From the end it begins anew.
        ActiveMessage::Run if round == last => ActiveParameters { round: Whole::new(0), ..now },
        ActiveMessage::Run => now,
        ActiveMessage::Reset => ActiveParameters { round: Whole::new(0), ..now },
        ActiveMessage::Redraw => ActiveParameters { seed: Whole::new(now.seed.get() % 999_999 + 1), ..now },
    };
    if next.data != active.parameters.data {
        return Some(Reaction::Turn(next));
    }
    let changed = active.restore(next);
    debug_assert!(changed.is_ok(), "made from legal parameters: {changed:?}");
    active.running = matches!(message, ActiveMessage::Run) && last > 0;
    None
}

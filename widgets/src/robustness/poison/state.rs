//! What a reader can do, and what follows.

use super::Poison;
use super::parameters::{
    PoisonAttack, PoisonData, PoisonDefence, PoisonMeasure, PoisonModel, PoisonParameters,
};
use crate::parameters::{Decimal, Whole};
use crate::widget::{Reaction, Widget};

/// What a reader can do.
#[derive(Clone, Debug)]
pub enum PoisonMessage {
    /// Take another table.
    Data(PoisonData),
    /// Train something else.
    Model(PoisonModel),
    /// Attack otherwise.
    Attack(PoisonAttack),
    /// Add so many rows.
    Added(u32),
    /// Add one row more.
    Step,
    /// Let rows follow one another.
    Run,
    /// Take all poison out.
    Clean,
    /// Let the box reach so many tenths of the rows’ range.
    Reach(u32),
    /// Defend otherwise.
    Defence(PoisonDefence),
    /// Throw out so many rows.
    Thrown(u32),
    /// Measure something else.
    Measure(PoisonMeasure),
    /// Divide the table otherwise.
    Redraw,
}

pub(super) fn update(poison: &mut Poison, message: PoisonMessage) -> Option<Reaction<PoisonParameters>> {
    let now = poison.parameters.clone();
    let (added, budget) = (poison.added() as u32, now.budget.get());
    let most = now.rows.get() / 2;
    let at = |added: u32| PoisonParameters { added: Whole::new(added.min(budget)), ..now.clone() };
    let next = match message {
        PoisonMessage::Data(data) => {
            let rows = data.usual_rows();
            let fifth = rows / 5;
            PoisonParameters {
                data,
                rows: Whole::new(rows),
                budget: Whole::new(fifth),
                thrown: Whole::new(fifth),
                added: Whole::new(fifth / 2),
                ..now.clone()
            }
        }
        PoisonMessage::Model(model) => PoisonParameters { model, ..now.clone() },
        PoisonMessage::Attack(attack) => PoisonParameters { attack, ..now.clone() },
        PoisonMessage::Added(added) => at(added),
        PoisonMessage::Step => at(added + 1),
        // From the end it begins anew.
        PoisonMessage::Run if added == budget => at(0),
        PoisonMessage::Run => at(added),
        PoisonMessage::Clean => at(0),
        PoisonMessage::Reach(tenths) => {
            PoisonParameters { reach: Decimal::thousandths(tenths.saturating_mul(100)), ..now.clone() }
        }
        PoisonMessage::Defence(defence) => PoisonParameters { defence, ..now.clone() },
        PoisonMessage::Thrown(thrown) => {
            PoisonParameters { thrown: Whole::new(thrown.min(most)), ..now.clone() }
        }
        PoisonMessage::Measure(measure) => PoisonParameters { measure, ..now.clone() },
        PoisonMessage::Redraw => {
            PoisonParameters { seed: Whole::new(now.seed.get() % 999_999 + 1), ..now.clone() }
        }
    };
    if next.data != now.data {
        return Some(Reaction::Turn(next));
    }
    let changed = poison.restore(next);
    debug_assert!(changed.is_ok(), "made from legal parameters: {changed:?}");
    poison.running = matches!(message, PoisonMessage::Run);
    None
}

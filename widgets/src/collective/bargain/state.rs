//! What a reader can do, and what follows.

use super::AtTheTable;
use super::parameters::{BargainData, BargainParameters, Instead, Paid, Rule, STEP, Speaks, Who};
use crate::parameters::{Decimal, Whole};
use crate::widget::{Reaction, Widget};

/// What a reader can do.
#[derive(Clone, Debug)]
pub enum BargainMessage {
    /// Take another table.
    Data(BargainData),
    /// Let all groups bargain, or the named one alone.
    Who(Who),
    /// Let so many fifths of the rows be withheld.
    Fifths(u32),
    /// Give the operator something to train on instead, or nothing.
    Instead(Instead),
    /// Pay so many twentieths elsewhere.
    Elsewhere(u32),
    /// Bargain otherwise.
    Rule(Rule),
    /// Give the people so many twentieths of the weight.
    Power(u32),
    /// Make the operator so patient, in twentieths.
    OperatorPatience(u32),
    /// Make the people so patient, in twentieths.
    PeoplePatience(u32),
    /// Let another side speak first.
    First(Speaks),
    /// Pay the fund out otherwise.
    Paid(Paid),
    /// Name another group, by its place.
    Focus(usize),
    /// Divide the tables otherwise.
    Redraw,
}

pub(super) fn update(table: &mut AtTheTable, message: BargainMessage) -> Option<Reaction<BargainParameters>> {
    let now = table.parameters.clone();
    let next = match message {
        // Another table has other groups.
        BargainMessage::Data(data) => BargainParameters { data, focus: Whole::new(0), ..now },
        BargainMessage::Who(who) => BargainParameters { who, ..now },
        BargainMessage::Fifths(fifths) => BargainParameters { fifths: Whole::new(fifths), ..now },
        BargainMessage::Instead(instead) => BargainParameters { instead, ..now },
        BargainMessage::Elsewhere(steps) => {
            BargainParameters { elsewhere: Decimal::thousandths(steps * STEP), ..now }
        }
        BargainMessage::Rule(rule) => BargainParameters { rule, ..now },
        BargainMessage::Power(steps) => {
            BargainParameters { power: Decimal::thousandths(steps * STEP), ..now }
        }
        BargainMessage::OperatorPatience(steps) => {
            BargainParameters { operator_patience: Decimal::thousandths(steps * STEP), ..now }
        }
        BargainMessage::PeoplePatience(steps) => {
            BargainParameters { people_patience: Decimal::thousandths(steps * STEP), ..now }
        }
        BargainMessage::First(first) => BargainParameters { first, ..now },
        BargainMessage::Paid(paid) => BargainParameters { paid, ..now },
        BargainMessage::Focus(focus) => {
            let last = table.heads.len().saturating_sub(1);
            BargainParameters { focus: Whole::new(focus.min(last) as u32), ..now }
        }
        BargainMessage::Redraw => BargainParameters { seed: Whole::new(now.seed.get() % 999_999 + 1), ..now },
    };
    if next.data != table.parameters.data {
        return Some(Reaction::Turn(next));
    }
    let changed = table.restore(next);
    debug_assert!(changed.is_ok(), "made from legal parameters: {changed:?}");
    None
}

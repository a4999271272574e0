//! What a reader can do, and what follows.

use super::Causal;
use super::parameters::{Adds, CausalData, CausalParameters, Estimate, Keeps, Tells};
use crate::parameters::{Decimal, Flag, Whole};
use crate::widget::{Reaction, Widget};

/// What a reader can do.
#[derive(Clone, Debug)]
pub enum CausalMessage {
    /// Let need decide, or a coin.
    Adds(Adds),
    /// Let need decide so strongly, in tenths.
    Strength(u32),
    /// Record more or less of each run.
    Tells(Tells),
    /// Record more or fewer runs.
    Keeps(Keeps),
    /// Look at another estimate.
    Estimate(Estimate),
    /// The same by a press into the drawing of the estimates.
    Press((f64, f64)),
    /// Make so many labels of the source wrong, in per cent divided by five.
    Wrong(u32),
    /// Take another table.
    Data(CausalData),
    /// Show the other world of every run, or cover it again.
    Reveal(bool),
    /// Draw again who adds the source.
    Toss,
    /// Draw other runs, another source and other test rows.
    Redraw,
}

pub(super) fn update(causal: &mut Causal, message: CausalMessage) -> Option<Reaction<CausalParameters>> {
    let now = causal.parameters.clone();
    let next_seed = |seed: Whole<1, 999_999>| Whole::new(seed.get() % 999_999 + 1);
    let next = match message {
        CausalMessage::Adds(adds) => CausalParameters { adds, ..now },
        CausalMessage::Strength(tenths) => {
            CausalParameters { strength: Decimal::thousandths(tenths.saturating_mul(100)), ..now }
        }
        CausalMessage::Tells(tells) => CausalParameters { tells, ..now },
        CausalMessage::Keeps(keeps) => CausalParameters { keeps, ..now },
        CausalMessage::Estimate(estimate) => CausalParameters { estimate, ..now },
        CausalMessage::Press(spot) => {
            let plane = super::view::estimates_plane(causal);
            if !plane.contains(spot) {
                return None;
            }
            let nearest = (plane.values(spot).0 + 0.5).floor().max(0.0) as usize;
            let (estimate, _) = *Estimate::NAMES.get(nearest)?;
            CausalParameters { estimate, ..now }
        }
        CausalMessage::Wrong(fifths) => {
            CausalParameters { wrong: Whole::new(fifths.saturating_mul(5)), ..now }
        }
        CausalMessage::Data(data) => CausalParameters { data, ..now },
        CausalMessage::Reveal(revealed) => CausalParameters { revealed: Flag(revealed), ..now },
        CausalMessage::Toss => CausalParameters { toss: next_seed(now.toss), ..now },
        CausalMessage::Redraw => CausalParameters { seed: next_seed(now.seed), ..now },
    };
    if next.data != causal.parameters.data {
        return Some(Reaction::Turn(next));
    }
    let changed = causal.restore(next);
    debug_assert!(changed.is_ok(), "made from legal parameters: {changed:?}");
    None
}

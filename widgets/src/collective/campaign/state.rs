//! What a reader can do, and what follows.

use super::parameters::{Brings, CampaignParameters};
use super::{Campaign, view};
use crate::collective::groups::{ActingData, ActingLearner, Groups};
use crate::parameters::Whole;
use crate::widget::{Reaction, Widget};

/// What a reader can do.
#[derive(Clone, Debug)]
pub enum CampaignMessage {
    /// Let a group take part, or not.
    Member(usize),
    /// Let so many tenths of the members take part.
    Share(u32),
    /// The same by a press into the drawing, at this spot.
    Press((f64, f64)),
    /// Move rows, or copy them.
    Brings(Brings),
    /// Let the competitor begin with so many tenths of the public rows.
    Start(u32),
    /// Take another table.
    Data(ActingData),
    /// Train another model.
    Learner(ActingLearner),
    /// Divide the table otherwise.
    Redraw,
}

pub(super) fn update(
    campaign: &mut Campaign,
    message: CampaignMessage,
) -> Option<Reaction<CampaignParameters>> {
    let now = campaign.parameters.clone();
    let tenths = |tenths: u32| Whole::new(10 * tenths.min(10));
    let next = match message {
        CampaignMessage::Member(group) => {
            CampaignParameters { members: now.members.toggled(group, now.data.groups().len()), ..now }
        }
        CampaignMessage::Share(share) => CampaignParameters { share: tenths(share), ..now },
        CampaignMessage::Press(spot) => {
            let plane = view::plane(campaign);
            if !plane.contains(spot) {
                return None;
            }
            let share = (plane.values(spot).0 / 10.0 + 0.5).floor().clamp(0.0, 10.0) as u32;
            CampaignParameters { share: tenths(share), ..now }
        }
        CampaignMessage::Brings(brings) => CampaignParameters { brings, ..now },
        CampaignMessage::Start(start) => CampaignParameters { start: tenths(start), ..now },
        CampaignMessage::Data(data) => {
            let learner = if now.learner.fits(data) { now.learner } else { ActingLearner::Centroid };
            CampaignParameters { data, learner, members: Groups::of(data.everyone()), ..now }
        }
        CampaignMessage::Learner(learner) => CampaignParameters { learner, ..now },
        CampaignMessage::Redraw => {
            CampaignParameters { seed: Whole::new(now.seed.get() % 999_999 + 1), ..now }
        }
    };
    if next.data != campaign.parameters.data {
        return Some(Reaction::Turn(next));
    }
    let changed = campaign.restore(next);
    debug_assert!(changed.is_ok(), "made from legal parameters: {changed:?}");
    None
}

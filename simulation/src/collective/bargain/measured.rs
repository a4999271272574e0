//! Measured stakes: both sides' disagreement payoffs from the same runs as a strike and a campaign.

use super::{Bargain, BargainError};
use crate::collective::campaign::CampaignPoint;

/// What is observed on the models that decide about a bargain, in the observer's unit.
///
/// An agreement lets the operator train on all rows. If talks fail, the withheld rows move to a competitor: the operator trains on what is left, and the
/// people are paid for what they bring the competitor.
///
/// When it misleads: a point of accuracy is no money. Where the first points are worth more than the last, or the last more than the first, the curve must be
/// passed through a price before it is bargained over.
///
/// ```
/// use simulation::collective::bargain::Stakes;
/// let stakes = Stakes { nothing: 0.33, whole: 0.95, operator: 0.65, competitor_start: 0.5, competitor: 0.8 };
/// let bargain = stakes.bargain(0.5)?;
/// assert!((bargain.pie() - 0.62).abs() < 1e-12);
/// assert!((bargain.disagreement()[0] - 0.32).abs() < 1e-12 && (bargain.disagreement()[1] - 0.15).abs() < 1e-12);
/// # Ok::<(), simulation::collective::bargain::BargainError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stakes {
    /// A model of no rows.
    pub nothing: f64,
    /// The operator's model of all rows.
    pub whole: f64,
    /// The operator's model without the rows that are withheld, with what stands in for them.
    pub operator: f64,
    /// The competitor's model before any row is moved.
    pub competitor_start: f64,
    /// The competitor's model with the rows that are moved.
    pub competitor: f64,
}

impl Stakes {
    /// From two points of a campaign whose rows are moved: without anybody, and at a share of the members.
    pub const fn of(nothing: f64, start: &CampaignPoint, now: &CampaignPoint) -> Self {
        Self {
            nothing,
            whole: start.operator,
            operator: now.operator,
            competitor_start: start.competitor,
            competitor: now.competitor,
        }
    }

    /// What an agreement is worth: all rows against none.
    pub fn pie(&self) -> f64 {
        self.whole - self.nothing
    }

    /// What either side has if talks fail: the operator, and the people, who are paid the part `elsewhere` of what the competitor gains, or nothing where it
    /// gains nothing.
    pub fn disagreement(&self, elsewhere: f64) -> [f64; 2] {
        [self.operator - self.nothing, elsewhere * (self.competitor - self.competitor_start).max(0.0)]
    }

    /// The bargain over it, the operator first.
    ///
    /// # Errors
    /// [`BargainError::NoSurplus`] where both together have as much without an agreement; [`BargainError::NotFinite`].
    pub fn bargain(&self, elsewhere: f64) -> Result<Bargain, BargainError> {
        Bargain::new(self.pie(), self.disagreement(elsewhere).to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collective::campaign::{CampaignPlan, Contribution, campaign_point};
    use crate::collective::strike::{Judged, Organisation, StrikeDraw, StrikePlan, Substitutes};
    use crate::data::penguins;
    use crate::learners::{Learner, NearestCentroid};
    use crate::observers::{Accuracy, Observer};
    use crate::seed::Seed;
    use crate::valuation::Coalition;
    use crate::world::World;

    #[test]
    fn the_measured_curve_gives_both_disagreement_payoffs() {
        let plan = StrikePlan {
            strikers: Coalition::all(5),
            organisation: Organisation::Lot,
            substitutes: Substitutes::None,
            judged: Judged::Everyone,
        };
        let draw = StrikeDraw::new(&penguins::dataset(), plan, 0, Seed::new(1)).unwrap();
        let test = Accuracy(draw.slice());
        let campaign = CampaignPlan { contribution: Contribution::Move, start: 5 };
        let at = |share| campaign_point(&draw, &NearestCentroid, &test, campaign, share).unwrap();
        let empty = NearestCentroid.fit(&World::new(draw.table().data(), []), Seed::new(0)).unwrap();
        let nothing = test.observe(&empty).unwrap();
        let (start, all) = (at(0.0), at(1.0));
        // Nobody withholds: the operator has everything, and there is nothing to bargain over.
        let none = Stakes::of(nothing, &start, &start);
        assert_eq!(none.disagreement(1.0), [none.pie(), 0.0]);
        assert!(matches!(none.bargain(1.0), Err(BargainError::NoSurplus { .. })));
        // Everybody does: the operator has nothing.
        let stakes = Stakes::of(nothing, &start, &all);
        assert!(stakes.disagreement(0.0)[0].abs() < 1e-12);
        let bargain = stakes.bargain(0.0).unwrap();
        let half = 0.5 * stakes.pie();
        assert!(bargain.nash().iter().all(|payoff| (payoff - half).abs() < 1e-12));
        let paid = stakes.bargain(0.5).unwrap().nash()[1];
        assert!(paid > half, "who is paid elsewhere gets more here");
        let harmed = Stakes { competitor: stakes.competitor_start - 0.1, ..stakes };
        assert_eq!(harmed.disagreement(1.0)[1], 0.0);
    }
}

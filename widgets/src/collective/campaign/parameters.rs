//! What an author can set and a link restores.

use simulation::collective::campaign::{CampaignPlan, Contribution};
use simulation::collective::strike::{Judged, Organisation, StrikePlan, Substitutes};
use simulation::valuation::Coalition;

use crate::collective::groups::{ActingData, ActingLearner, Groups};
use crate::parameters::{Choice, ParameterError, Whole};

crate::choice! {
    /// What happens to the operator's own copy of a row.
    pub enum Brings {
        /// It goes with its owner.
        Move = "move",
        /// It stays.
        Copy = "copy",
    }
}

impl Brings {
    /// The names for a choice.
    pub(super) const NAMES: [(Self, &'static str); 2] = [(Self::Move, "Moved"), (Self::Copy, "Copied")];

    const fn contribution(self) -> Contribution {
        match self {
            Self::Move => Contribution::Move,
            Self::Copy => Contribution::Copy,
        }
    }
}

crate::parameters! {
    /// The parameters of the contribution campaign.
    pub struct CampaignParameters {
        /// The table.
        data: ActingData = ActingData::Digits,
        /// The groups whose members bring their rows, by their numbers from 1.
        members: Groups = Groups::all(10),
        /// How many of them do, in per cent of their rows, in steps of ten.
        share: Whole<0, 100> = Whole::new(20),
        /// Whether rows are moved or copied.
        brings: Brings = Brings::Move,
        /// The public rows that the competitor begins with, in per cent of them.
        start: Whole<0, 100> = Whole::new(10),
        /// The model that both operators train.
        learner: ActingLearner = ActingLearner::Centroid,
        /// Divisions of the table on which everything is repeated.
        draws: Whole<2, 40> = Whole::new(20),
        /// The seed of the divisions and the orders.
        seed: Whole<1, 999_999> = Whole::new(1),
    }
}

impl CampaignParameters {
    /// Who acts, in the terms of a strike: by lot, and nothing stands in.
    pub(super) fn strike(&self) -> StrikePlan {
        StrikePlan {
            strikers: self.groups(),
            organisation: Organisation::Lot,
            substitutes: Substitutes::None,
            judged: Judged::Everyone,
        }
    }

    /// The groups that act.
    pub(super) fn groups(&self) -> Coalition {
        self.members.coalition()
    }

    /// What is contributed, where the public rows are so many.
    pub(super) fn plan(&self, public: usize) -> CampaignPlan {
        let start = (self.start.get() as usize * public + 50) / 100;
        CampaignPlan { contribution: self.brings.contribution(), start }
    }

    /// The share as a place among the eleven that are trained.
    pub(super) fn place(&self) -> usize {
        (self.share.get() as usize + 5) / 10
    }

    /// Whether the values fit one another.
    pub(super) fn check(&self) -> Result<(), ParameterError> {
        self.members.check("members", self.data)?;
        if !self.learner.fits(self.data) {
            let expected = "centroid or bayes for this table";
            return Err(ParameterError::value("learner", self.learner.word(), expected, vec![]));
        }
        if !self.share.get().is_multiple_of(10) {
            let expected = "0, 10, 20, … 100";
            return Err(ParameterError::value("share", &self.share.get().to_string(), expected, vec![]));
        }
        Ok(())
    }
}

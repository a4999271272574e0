//! What an author can set and a link restores.

use simulation::collective::strike::{Judged, Organisation, StrikePlan, Substitutes};
use simulation::valuation::Coalition;

use crate::collective::groups::{ActingData, ActingLearner, Groups};
use crate::parameters::{Choice, Decimal, ParameterError, Whole};

crate::choice! {
    /// Who leaves first.
    pub enum Leaves {
        /// Whoever the lot falls on.
        Lot = "lot",
        /// Neighbours: from one member outwards, those who are most alike first.
        Neighbours = "neighbours",
        /// Those whom a nearest-neighbour model would miss most.
        Costliest = "costliest",
    }
}

impl Leaves {
    /// The names for a list.
    pub(super) const NAMES: [(Self, &'static str); 3] = [
        (Self::Lot, "By lot"),
        (Self::Neighbours, "Neighbours together"),
        (Self::Costliest, "Most missed first"),
    ];

    const fn organisation(self) -> Organisation {
        match self {
            Self::Lot => Organisation::Lot,
            Self::Neighbours => Organisation::Neighbourhood,
            Self::Costliest => Organisation::Costliest,
        }
    }

    /// How they leave, in a sentence.
    pub(super) const fn says(self) -> &'static str {
        match self {
            Self::Lot => "by lot",
            Self::Neighbours => "neighbours together",
            Self::Costliest => "the most missed first",
        }
    }
}

crate::choice! {
    /// What the operator trains on instead.
    pub enum StandsIn {
        /// Nothing.
        Nothing = "nothing",
        /// Public rows of the same class, each once.
        Public = "public",
        /// Rows drawn from a Gaussian of those that are left of the class.
        Synthetic = "synthetic",
    }
}

impl StandsIn {
    /// The names for a list.
    pub(super) const NAMES: [(Self, &'static str); 3] =
        [(Self::Nothing, "Nothing"), (Self::Public, "Public rows"), (Self::Synthetic, "Synthetic rows")];

    const fn substitutes(self) -> Substitutes {
        match self {
            Self::Nothing => Substitutes::None,
            Self::Public => Substitutes::Public,
            Self::Synthetic => Substitutes::Synthetic,
        }
    }

    /// What stands in, in a sentence.
    pub(super) const fn says(self) -> &'static str {
        match self {
            Self::Nothing => "nothing stands in",
            Self::Public => "public rows stand in",
            Self::Synthetic => "synthetic rows stand in",
        }
    }
}

crate::choice! {
    /// Whose test rows count.
    pub enum Tests {
        /// Everyone's.
        Everyone = "everyone",
        /// The strikers'.
        Strikers = "strikers",
        /// All others'.
        Others = "others",
    }
}

impl Tests {
    /// The names for a choice.
    pub(super) const NAMES: [(Self, &'static str); 3] =
        [(Self::Everyone, "Everyone"), (Self::Strikers, "The strikers"), (Self::Others, "The others")];

    const fn judged(self) -> Judged {
        match self {
            Self::Everyone => Judged::Everyone,
            Self::Strikers => Judged::Strikers,
            Self::Others => Judged::Others,
        }
    }
}

crate::choice! {
    /// How the runs are shown once more.
    pub enum Beside {
        /// Every group leaves alone: leave-one-out.
        Alone = "alone",
        /// Every coalition of groups leaves: Shapley values.
        Shapley = "shapley",
        /// The strike read backwards: a learning curve and its law.
        Scaling = "scaling",
        /// Every group by its size and by what it can make the operator lose.
        Leverage = "leverage",
    }
}

impl Beside {
    /// The names for a choice.
    pub(super) const NAMES: [(Self, &'static str); 4] = [
        (Self::Alone, "Leave one out"),
        (Self::Shapley, "Shapley"),
        (Self::Scaling, "Scaling"),
        (Self::Leverage, "Leverage"),
    ];
}

crate::parameters! {
    /// The parameters of the strike simulator.
    pub struct StrikeParameters {
        /// The table.
        data: ActingData = ActingData::Penguins,
        /// The groups whose members withhold their rows, by their numbers from 1.
        strikers: Groups = Groups::one(1),
        /// How many of them strike, in per cent of their rows, in steps of ten.
        share: Whole<0, 100> = Whole::new(80),
        /// Who leaves first.
        order: Leaves = Leaves::Lot,
        /// What the operator trains on instead.
        substitutes: StandsIn = StandsIn::Nothing,
        /// What the operator would pay for a row to stay, in points of accuracy.
        price: Decimal<0, 1_000> = Decimal::thousandths(200),
        /// How the runs are shown once more.
        beside: Beside = Beside::Alone,
        /// Whose test rows count.
        tested: Tests = Tests::Everyone,
        /// The model that is trained again.
        learner: ActingLearner = ActingLearner::Logistic,
        /// Divisions of the table on which everything is repeated.
        draws: Whole<2, 40> = Whole::new(20),
        /// The seed of the divisions and the orders.
        seed: Whole<1, 999_999> = Whole::new(1),
    }
}

impl StrikeParameters {
    /// Who strikes, how, and against what.
    pub(super) fn plan(&self) -> StrikePlan {
        StrikePlan {
            strikers: self.strikers.coalition(),
            organisation: self.order.organisation(),
            substitutes: self.substitutes.substitutes(),
            judged: self.tested.judged(),
        }
    }

    /// The same strike by lot and with nothing to stand in: what the chosen one is held against.
    pub(super) fn plain(&self) -> StrikePlan {
        StrikePlan { organisation: Organisation::Lot, substitutes: Substitutes::None, ..self.plan() }
    }

    /// What the results of other groups' strikes depend on beside table, model and seed: whose test rows count.
    pub(super) fn counted(&self) -> Option<(Tests, Coalition)> {
        (self.tested != Tests::Everyone).then(|| (self.tested, self.strikers.coalition()))
    }

    /// The share as a place among the eleven that are trained.
    pub(super) fn place(&self) -> usize {
        (self.share.get() as usize + 5) / 10
    }

    /// Whether the values fit one another.
    pub(super) fn check(&self) -> Result<(), ParameterError> {
        self.strikers.check("strikers", self.data)?;
        if !self.learner.fits(self.data) {
            let expected = "centroid or bayes for this table";
            return Err(ParameterError::value("learner", self.learner.word(), expected, vec![]));
        }
        if self.tested == Tests::Others && self.strikers.coalition() == self.data.everyone() {
            let expected = "everyone or strikers: where all groups strike there are no others";
            return Err(ParameterError::value("tested", "others", expected, vec![]));
        }
        if !self.share.get().is_multiple_of(10) {
            let expected = "0, 10, 20, … 100";
            return Err(ParameterError::value("share", &self.share.get().to_string(), expected, vec![]));
        }
        Ok(())
    }
}

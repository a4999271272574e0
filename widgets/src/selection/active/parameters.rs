//! What an author can set and a link restores.

use simulation::data::Source;
use simulation::selection::active::{Disagreement, Sight, Strategy, Uncertainty};

use crate::parameters::{Choice, Whole};
use crate::tables::TableId;

crate::table_choice! {
    /// The table.
    pub enum ActiveData {
        /// Iris: three species, four measurements.
        Iris = "iris",
        /// Palmer penguins: three species, four measurements.
        Penguins = "penguins",
        /// Wine: three cultivars, thirteen measurements.
        Wine = "wine",
        /// Breast cancer: two diagnoses, thirty measurements.
        BreastCancer = "breast-cancer",
        /// Handwritten digits in 16 blocks of 2 × 2 pixels: ten classes.
        Digits = "digits",
    }
}

impl ActiveData {
    /// The names for a list.
    pub(super) const NAMES: [(Self, &'static str); 5] = [
        (Self::Iris, "Iris"),
        (Self::Penguins, "Penguins"),
        (Self::Wine, "Wine"),
        (Self::BreastCancer, "Breast cancer"),
        (Self::Digits, "Digits"),
    ];

    /// The table behind it.
    pub(super) const fn source(self) -> TableId {
        match self {
            Self::Iris => TableId::Book(Source::Iris),
            Self::Penguins => TableId::Book(Source::Penguins),
            Self::Wine => TableId::Book(Source::Wine),
            Self::BreastCancer => TableId::Book(Source::BreastCancer),
            Self::Digits => TableId::Book(Source::Digits),
            Self::Own(rows) => TableId::Own(rows),
        }
    }

    /// The most rows that can be asked about: half of the table.
    pub(super) fn most(self) -> u32 {
        (self.source().about().rows / 2) as u32
    }
}

crate::choice! {
    /// What the model sees of a row.
    pub enum Sees {
        /// The two numbers that are drawn.
        Drawn = "drawn",
        /// All features.
        All = "all",
    }
}

impl Sees {
    /// The same for the simulation.
    pub(super) const fn sight(self) -> Sight {
        match self {
            Self::Drawn => Sight::Drawn,
            Self::All => Sight::All,
        }
    }
}

crate::choice! {
    /// Which row is asked for.
    pub enum Asks {
        /// Any, as luck has it.
        Random = "random",
        /// The one whose most probable class is least probable.
        LeastConfidence = "least-confidence",
        /// The one whose two most probable classes are closest.
        Margin = "margin",
        /// The one whose probabilities have the largest entropy.
        Entropy = "entropy",
        /// The one about which a committee’s votes differ most.
        Votes = "votes",
        /// The one of which a committee’s mean is least sure.
        Consensus = "consensus",
        /// The one on which one member of a committee is farthest from the others.
        Divergence = "divergence",
        /// The one whose label would change the model most.
        ModelChange = "model-change",
    }
}

impl Asks {
    /// The names for a list and in a sentence.
    pub(super) const NAMES: [(Self, &'static str); 8] = [
        (Self::Random, "Random"),
        (Self::LeastConfidence, "Least confidence"),
        (Self::Margin, "Margin"),
        (Self::Entropy, "Entropy"),
        (Self::Votes, "Committee: votes"),
        (Self::Consensus, "Committee: consensus"),
        (Self::Divergence, "Committee: divergence"),
        (Self::ModelChange, "Expected model change"),
    ];

    /// The name in a sentence.
    pub(super) fn name(self) -> String {
        Self::NAMES[self.position()].1.to_lowercase().replace("committee: ", "the committee’s ")
    }

    /// The same for the simulation.
    pub(super) const fn strategy(self) -> Strategy {
        match self {
            Self::Random => Strategy::Random,
            Self::LeastConfidence => Strategy::Uncertainty(Uncertainty::LeastConfidence),
            Self::Margin => Strategy::Uncertainty(Uncertainty::Margin),
            Self::Entropy => Strategy::Uncertainty(Uncertainty::Entropy),
            Self::Votes => Strategy::Disagreement(Disagreement::VoteEntropy),
            Self::Consensus => Strategy::Disagreement(Disagreement::ConsensusEntropy),
            Self::Divergence => Strategy::Disagreement(Disagreement::MaximumDivergence),
            Self::ModelChange => Strategy::ExpectedModelChange,
        }
    }
}

crate::parameters! {
    /// The parameters of active learning.
    pub struct ActiveParameters {
        /// The table.
        data: ActiveData = ActiveData::Iris,
        /// What the model sees of a row.
        sees: Sees = Sees::Drawn,
        /// Which row is asked for.
        strategy: Asks = Asks::LeastConfidence,
        /// How many rows are asked for at once.
        batch: Whole<1, 20> = Whole::new(1),
        /// How many labels can be paid for, beside one a class at the start.
        budget: Whole<5, 100> = Whole::new(40),
        /// The round that is drawn; 0 is the start.
        round: Whole<0, 100> = Whole::new(10),
        /// The rows that can be asked about; all others test.
        rows: Whole<20, 300> = Whole::new(75),
        /// Other divisions and starts on which both runs are repeated.
        repetitions: Whole<0, 100> = Whole::new(20),
        /// The seed of the division, the start and the luck.
        seed: Whole<1, 999_999> = Whole::new(1),
    }
}

impl ActiveParameters {
    /// The last round.
    pub(super) fn rounds(&self) -> u32 {
        self.budget.get().div_ceil(self.batch.get())
    }
}

//! What an author can set and a link restores.

use simulation::causal::source::{Adoption, Estimator, Recorded, Reported, SourcePlan};
use simulation::data::Source;

use crate::parameters::{Choice, Decimal, Flag, Whole};
use crate::tables::{TableId, own};

crate::table_choice! {
    /// The table.
    pub enum CausalData {
        /// Handwritten digits: ten classes, 64 pixels.
        Digits = "digits",
        /// Breast cancer: two diagnoses, thirty measurements.
        BreastCancer = "breast-cancer",
        /// German Credit: two risks, 59 columns.
        GermanCredit = "german-credit",
    }
}

impl CausalData {
    /// The names for a list.
    pub(super) const NAMES: [(Self, &'static str); 3] = [
        (Self::Digits, "Digits"),
        (Self::BreastCancer, "Breast cancer"),
        (Self::GermanCredit, "German Credit"),
    ];

    /// The table behind it.
    pub(super) const fn source(self) -> TableId {
        match self {
            Self::Digits => TableId::Book(Source::Digits),
            Self::BreastCancer => TableId::Book(Source::BreastCancer),
            Self::GermanCredit => TableId::Book(Source::GermanCredit),
            Self::Own(rows) => TableId::Own(rows),
        }
    }
}

crate::choice! {
    /// Who adds the source.
    pub enum Adds {
        /// Those in need: small and careless runs more often.
        Need = "need",
        /// Every second run, by a coin.
        Coin = "coin",
    }
}

crate::choice! {
    /// What the record says about a run, beside the source and the accuracy.
    pub enum Tells {
        /// Its size; its care is a hidden cause.
        Size = "size",
        /// Its size and its care.
        Both = "both",
    }
}

crate::choice! {
    /// Which runs get into the record.
    pub enum Keeps {
        /// All of them.
        All = "all",
        /// The better half.
        Better = "better",
    }
}

crate::choice! {
    /// The estimate that the figure is about.
    pub enum Estimate {
        /// The difference of means.
        Naive = "naive",
        /// Differences within strata.
        Strata = "strata",
        /// Regression adjustment.
        Lines = "lines",
        /// Inverse probability weights.
        Weights = "weights",
        /// Augmented weights.
        Augmented = "augmented",
    }
}

impl Estimate {
    /// The names for a list.
    pub(super) const NAMES: [(Self, &'static str); 5] = [
        (Self::Naive, "Naive"),
        (Self::Strata, "Strata"),
        (Self::Lines, "Regression"),
        (Self::Weights, "Weights"),
        (Self::Augmented, "Both: augmented weights"),
    ];

    /// The name along an axis.
    pub(super) fn short(self) -> &'static str {
        ["naive", "strata", "regression", "weights", "both"][self.position()]
    }

    /// The name in a sentence.
    pub(super) fn name(self) -> &'static str {
        [
            "the naive difference",
            "the difference within strata",
            "regression adjustment",
            "inverse probability weighting",
            "augmented weighting",
        ][self.position()]
    }

    /// The same for the simulation.
    pub(super) const fn estimator(self) -> Estimator {
        match self {
            Self::Naive => Estimator::Naive,
            Self::Strata => Estimator::Stratified,
            Self::Lines => Estimator::Regression,
            Self::Weights => Estimator::Weighted,
            Self::Augmented => Estimator::Augmented,
        }
    }
}

crate::parameters! {
    /// The parameters of a confounded source.
    pub struct CausalParameters {
        /// The table.
        data: CausalData = CausalData::Digits,
        /// Who adds the source.
        adds: Adds = Adds::Need,
        /// How much need decides: the log odds between the smallest and the middle size.
        strength: Decimal<0, 3000> = Decimal::thousandths(1200),
        /// What the record says about a run.
        tells: Tells = Tells::Both,
        /// Which runs get into the record.
        keeps: Keeps = Keeps::All,
        /// The estimate that the figure is about.
        estimate: Estimate = Estimate::Weights,
        /// The rows of the source.
        source: Whole<0, 60> = Whole::new(20),
        /// The wrong labels in the source, in per cent.
        wrong: Whole<0, 90> = Whole::new(40),
        /// How many runs there are.
        runs: Whole<40, 400> = Whole::new(240),
        /// Whether the other world of every run is shown, and with it the true effect.
        revealed: Flag = Flag(false),
        /// How often the luck of who adds the source is drawn again.
        repetitions: Whole<0, 200> = Whole::new(100),
        /// The seed of who adds the source.
        toss: Whole<1, 999_999> = Whole::new(1),
        /// The seed of the source, the test rows and the runs.
        seed: Whole<1, 999_999> = Whole::new(1),
    }
}

/// The sizes that a run's own rows can have.
pub(super) const SIZES: [u32; 4] = [10, 20, 40, 80];
/// The rows of the largest run and of the largest source.
const TAKEN: u32 = 140;
/// The share of a careless run's labels that are wrong.
pub(super) const CARELESS: f64 = 0.3;

impl CausalParameters {
    pub(super) fn plan(&self) -> SourcePlan {
        let tests = match self.data {
            CausalData::BreastCancer => 200,
            // What the largest run and the source leave.
            CausalData::Own(rows) => (own::about(rows).rows as u32).saturating_sub(TAKEN).clamp(1, 300),
            _ => 300,
        };
        let wrong = f64::from(self.wrong.get()) / 100.0;
        SourcePlan { sizes: SIZES.to_vec(), careless: CARELESS, source: self.source.get(), wrong, tests }
    }

    pub(super) fn adoption(&self) -> Adoption {
        match self.adds {
            Adds::Need => Adoption::Need(self.strength.get()),
            Adds::Coin => Adoption::Coin,
        }
    }

    pub(super) const fn recorded(&self) -> Recorded {
        match self.tells {
            Tells::Size => Recorded::Size,
            Tells::Both => Recorded::SizeAndCare,
        }
    }

    pub(super) const fn reported(&self) -> Reported {
        match self.keeps {
            Keeps::All => Reported::All,
            Keeps::Better => Reported::BetterHalf,
        }
    }

    /// What decides on the runs.
    pub(super) fn of_runs(&self) -> (CausalData, u32, u32, u32) {
        (self.data, self.source.get(), self.wrong.get(), self.seed.get())
    }

    /// What decides on the record beside the runs and the toss.
    pub(super) fn of_record(&self) -> (u32, Adoption, Recorded, Reported) {
        (self.runs.get(), self.adoption(), self.recorded(), self.reported())
    }
}

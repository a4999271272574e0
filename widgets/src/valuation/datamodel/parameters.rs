//! What an author can set and a link restores.

use simulation::data::Source;
use simulation::learners::{Classifier, LearnerError, NearestCentroid, NearestNeighbours, SoftmaxRegression};
use simulation::valuation::datamodels::Output;

use crate::parameters::{Decimal, RowChoice, Whole};
use crate::tables::TableId;

crate::table_choice! {
    /// The rows.
    pub enum DatamodelData {
        /// Palmer penguins: three species, four measurements.
        Penguins = "penguins",
        /// Iris: three species, four measurements.
        Iris = "iris",
        /// Wine: three cultivars, thirteen measurements.
        Wine = "wine",
        /// Breast cancer: two diagnoses, thirty measurements.
        BreastCancer = "breast-cancer",
    }
}

crate::choice! {
    /// The model that is trained on every subset.
    pub enum DatamodelLearner {
        /// Softmax regression with a penalty of 1.
        Logistic = "logistic",
        /// Nearest centroid.
        Centroid = "centroid",
        /// Five nearest neighbours.
        Neighbours = "neighbours",
    }
}

crate::choice! {
    /// What is predicted.
    pub enum DatamodelOutput {
        /// The probability of the test row's class, less the largest of another class.
        Margin = "margin",
        /// The logarithm of the probability of the test row's class, which is taken as 0.001 at least.
        LogProbability = "log-probability",
        /// The share of all test rows that are predicted correctly.
        Accuracy = "accuracy",
        /// A sum of votes of the training rows: nothing is trained.
        Additive = "additive",
    }
}

crate::choice! {
    /// What the first drawing compares.
    pub enum Against {
        /// Predicted and real outcomes of subsets that were held out.
        Subsets = "subsets",
        /// The weights, and what changes when a row alone leaves the full set.
        Removals = "removals",
    }
}

/// The least and the most training rows.
pub(super) const ROWS: (u32, u32) = (24, 80);
/// The most subsets that are trained on.
pub(super) const MOST_SUBSETS: u32 = 1000;

crate::parameters! {
    /// The parameters of a datamodel.
    pub struct DatamodelParameters {
        /// The table; its rows are projected on their first two principal components.
        data: DatamodelData = DatamodelData::Penguins,
        /// How many rows there are to train on; the others test.
        rows: Whole<24, 80> = Whole::new(40),
        /// The model that is trained on every subset.
        learner: DatamodelLearner = DatamodelLearner::Logistic,
        /// What is predicted.
        output: DatamodelOutput = DatamodelOutput::Margin,
        /// The probability with which a row is in a subset.
        share: Decimal<200, 800> = Decimal::thousandths(500),
        /// How many subsets the surrogate is fitted on.
        subsets: Whole<50, 1000> = Whole::new(300),
        /// How many subsets are held out.
        held: Whole<20, 200> = Whole::new(100),
        /// The penalty of the lasso, in per cent of the one that leaves no weight; 0 is least squares.
        penalty: Whole<0, 100> = Whole::new(0),
        /// The test row whose outcome is predicted.
        test: RowChoice = RowChoice::First,
        /// What the first drawing compares.
        against: Against = Against::Subsets,
        /// How often the subsets are redrawn to see the surrogate's luck.
        draws: Whole<0, 200> = Whole::new(40),
        /// Draws the rows and the subsets.
        seed: Whole<0, 999_999> = Whole::new(1),
    }
}

impl DatamodelData {
    /// Every choice with its name in a list.
    pub(super) const NAMES: [(Self, &'static str); 4] = [
        (Self::Penguins, "Penguins"),
        (Self::Iris, "Iris"),
        (Self::Wine, "Wine"),
        (Self::BreastCancer, "Breast cancer"),
    ];

    /// The table.
    pub(super) const fn source(self) -> TableId {
        match self {
            Self::Penguins => TableId::Book(Source::Penguins),
            Self::Iris => TableId::Book(Source::Iris),
            Self::Wine => TableId::Book(Source::Wine),
            Self::BreastCancer => TableId::Book(Source::BreastCancer),
            Self::Own(rows) => TableId::Own(rows),
        }
    }

    /// The most rows that can be trained on.
    pub(super) fn most_rows(self) -> u32 {
        (self.source().about().rows as u32 / 2).min(ROWS.1)
    }
}

impl DatamodelLearner {
    /// Every choice with its name in a list.
    pub(super) const NAMES: [(Self, &'static str); 3] = [
        (Self::Logistic, "Logistic regression"),
        (Self::Centroid, "Nearest centroid"),
        (Self::Neighbours, "5 neighbours"),
    ];

    /// The learner. Its settings are fixed parts of the protocol.
    pub(super) fn learner(self) -> Result<Classifier, LearnerError> {
        Ok(match self {
            Self::Logistic => Classifier::SoftmaxRegression(SoftmaxRegression::new(1.0)?),
            Self::Centroid => Classifier::NearestCentroid(NearestCentroid),
            Self::Neighbours => Classifier::NearestNeighbours(NearestNeighbours::new(5)?),
        })
    }
}

impl DatamodelOutput {
    /// Every choice with its name in a list.
    pub(super) const NAMES: [(Self, &'static str); 4] = [
        (Self::Margin, "Margin"),
        (Self::LogProbability, "Log probability"),
        (Self::Accuracy, "Accuracy, all tests"),
        (Self::Additive, "Sum of votes"),
    ];

    pub(super) const fn output(self) -> Output {
        match self {
            Self::Margin => Output::Margin,
            Self::LogProbability => Output::LogProbability,
            Self::Accuracy => Output::Accuracy,
            Self::Additive => Output::Votes,
        }
    }

    /// As the subject of a sentence.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Margin => "margin",
            Self::LogProbability => "log probability",
            Self::Accuracy => "accuracy",
            Self::Additive => "sum of votes",
        }
    }
}

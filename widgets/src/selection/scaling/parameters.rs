//! What an author can set and a link restores.

use simulation::data::Source;
use simulation::learners::{GaussianNaiveBayes, NearestNeighbours, SoftmaxRegression};
use simulation::selection::scaling::Varied;

use crate::parameters::{Decimal, Flag, ParameterError, Whole};
use crate::tables::{TableId, own};

/// Fixed parts of the protocol: neighbours that vote, the smoothing of naive Bayes, the penalty of the logistic regression.
pub(super) const NEIGHBOURS: NearestNeighbours = match NearestNeighbours::new(3) {
    Ok(learner) => learner,
    Err(_) => panic!("3 is a legal number of neighbours"),
};
pub(super) const BAYES: GaussianNaiveBayes = match GaussianNaiveBayes::new(0.01) {
    Ok(learner) => learner,
    Err(_) => panic!("0.01 is a legal smoothing"),
};
pub(super) const PENALIZED: SoftmaxRegression = match SoftmaxRegression::new(1.0) {
    Ok(learner) => learner,
    Err(_) => panic!("1 is a legal penalty"),
};

crate::table_choice! {
    /// The table.
    pub enum ScalingData {
        /// Handwritten digits: ten classes, 64 pixels.
        Digits = "digits",
        /// Breast cancer: two diagnoses, thirty measurements.
        BreastCancer = "breast-cancer",
        /// German Credit: two risks, 61 features.
        GermanCredit = "german-credit",
        /// Palmer penguins: three species, four measurements.
        Penguins = "penguins",
        /// Iris: three species, four measurements.
        Iris = "iris",
        /// Wine: three cultivars, thirteen measurements.
        Wine = "wine",
    }
}

impl ScalingData {
    /// The names for a list.
    pub(super) const NAMES: [(Self, &'static str); 6] = [
        (Self::Digits, "Digits"),
        (Self::BreastCancer, "Breast cancer"),
        (Self::GermanCredit, "German credit"),
        (Self::Penguins, "Penguins"),
        (Self::Iris, "Iris"),
        (Self::Wine, "Wine"),
    ];

    /// The table behind it.
    pub(super) const fn source(self) -> TableId {
        match self {
            Self::Digits => TableId::Book(Source::Digits),
            Self::BreastCancer => TableId::Book(Source::BreastCancer),
            Self::GermanCredit => TableId::Book(Source::GermanCredit),
            Self::Penguins => TableId::Book(Source::Penguins),
            Self::Iris => TableId::Book(Source::Iris),
            Self::Wine => TableId::Book(Source::Wine),
            Self::Own(rows) => TableId::Own(rows),
        }
    }
}

crate::choice! {
    /// The model that is trained at every size.
    pub enum ScalingLearner {
        /// Nearest centroid.
        Centroid = "centroid",
        /// Three nearest neighbours.
        Neighbours = "neighbours",
        /// Gaussian naive Bayes.
        Bayes = "bayes",
        /// Softmax regression with a penalty of 1; not for the digits, whose 650 weights would keep a page busy for minutes.
        Logistic = "logistic",
    }
}

impl ScalingLearner {
    /// The names in a sentence.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Centroid => "nearest centroid",
            Self::Neighbours => "three nearest neighbours",
            Self::Bayes => "naive Bayes",
            Self::Logistic => "logistic regression",
        }
    }

    /// The names for a list: those that the table's size allows.
    pub(super) fn names(data: ScalingData) -> Vec<(Self, &'static str)> {
        let all = [
            (Self::Centroid, "Nearest centroid"),
            (Self::Neighbours, "3 neighbours"),
            (Self::Bayes, "Naive Bayes"),
            (Self::Logistic, "Logistic regression"),
        ];
        all.into_iter().filter(|(learner, _)| learner.fits(data)).collect()
    }

    /// Whether the model can be trained hundreds of times on the table.
    pub(super) fn fits(self, data: ScalingData) -> bool {
        let light = match data {
            ScalingData::Own(rows) => own::is_light(rows, 130),
            other => other != ScalingData::Digits,
        };
        light || self != Self::Logistic
    }
}

crate::choice! {
    /// What is measured on the test rows. Less is better.
    pub enum Loss {
        /// The share of test rows that the model gets wrong.
        Error = "error",
        /// The mean of −log p over the test rows, p being the probability of the true class.
        LogLoss = "log-loss",
    }
}

impl Loss {
    /// Its name.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::LogLoss => "log loss",
        }
    }
}

crate::choice! {
    /// Whose test rows count where one group grows.
    pub enum Tested {
        /// Those of all groups.
        Everyone = "everyone",
        /// Those of the group.
        Group = "group",
    }
}

crate::parameters! {
    /// The parameters of the learning curve.
    pub struct ScalingParameters {
        /// The table.
        data: ScalingData = ScalingData::Digits,
        /// The model that is trained at every size.
        learner: ScalingLearner = ScalingLearner::Centroid,
        /// What is measured on the test rows.
        loss: Loss = Loss::Error,
        /// The group whose rows alone grow in number, from 1; 0 lets all rows grow.
        group: Whole<0, 10> = Whole::new(0),
        /// Whose test rows count where one group grows.
        tested: Tested = Tested::Group,
        /// How many of the sizes are known to the law.
        known: Whole<4, 11> = Whole::new(8),
        /// Whether the larger sizes are trained too, and shown.
        revealed: Flag = Flag(false),
        /// The reader's own guess of the loss at the largest size; 0 for none.
        guess: Decimal<0, 9_000> = Decimal::thousandths(0),
        /// Seeded orders in which the rows enter: dots at every size.
        draws: Whole<2, 40> = Whole::new(20),
        /// Other divisions of the table on which everything is repeated, to see what is luck.
        divisions: Whole<0, 40> = Whole::new(20),
        /// The seed of the division and the orders.
        seed: Whole<1, 999_999> = Whole::new(1),
    }
}

impl ScalingParameters {
    /// Which rows grow in number.
    pub(super) fn varied(&self) -> Varied {
        (self.group.get() as usize).checked_sub(1).map_or(Varied::All, Varied::Group)
    }

    /// Whether the values fit one another.
    pub(super) fn check(&self) -> Result<(), ParameterError> {
        let groups = self.data.source().about().groups.len();
        if self.group.get() as usize > groups {
            let expected = format!("0 to {groups} for this table");
            return Err(ParameterError::value("group", &self.group.get().to_string(), expected, vec![]));
        }
        if !self.learner.fits(self.data) {
            let expected = match self.data {
                ScalingData::Own(_) => "centroid, neighbours or bayes for so many features and classes",
                _ => "centroid, neighbours or bayes for the digits",
            };
            return Err(ParameterError::value("learner", "logistic", expected, vec![]));
        }
        Ok(())
    }
}

//! What an author can set and a link restores.

use simulation::idea::{Quantity, SetScore};
use simulation::learners::{Classifier, NearestCentroid, NearestNeighbours, SoftmaxRegression};

use crate::parameters::{Choice, Names, Subset, TextLine, Whole};

/// Rows of each item that a world trains on, and that every model is tested on.
pub(super) const TRAINING_ROWS: usize = 6;
pub(super) const EVALUATION_ROWS: usize = 10;
/// Neighbours that vote, and the penalty of the logistic regression: fixed parts of the protocol.
const NEIGHBOURS: NearestNeighbours = match NearestNeighbours::new(3) {
    Ok(learner) => learner,
    Err(_) => panic!("3 is a legal number of neighbours"),
};
const PENALIZED: SoftmaxRegression = match SoftmaxRegression::new(1.0) {
    Ok(learner) => learner,
    Err(_) => panic!("1 is a legal penalty"),
};
/// With more items than this, a column for every slice makes a grid that nobody can read.
pub(super) const ITEMS_WITH_ALL_SLICES: usize = 4;

crate::choice! {
    /// What a cell says of a training world and a slice.
    pub enum Score {
        /// The share of test rows that a trained model gets right.
        Accuracy = "accuracy",
        /// The share of the slice's items that were trained on.
        Coverage = "coverage",
        /// The same, divided by everything that was trained on or is in the slice.
        Jaccard = "jaccard",
    }
}

crate::choice! {
    /// The model that is trained in every row.
    pub enum LearnerChoice {
        /// Nearest centroid.
        Centroid = "centroid",
        /// Nearest neighbours.
        Neighbours = "neighbours",
        /// Logistic regression.
        Logistic = "logistic",
    }
}

crate::choice! {
    /// The quantity that is read off the grid.
    pub enum QuantityChoice {
        /// One cell.
        Cell = "cell",
        /// The difference that one item makes to one world.
        LeaveOneOut = "loo",
        /// The average of that difference over all orders.
        Shapley = "shapley",
    }
}

crate::choice! {
    /// Which slices have a column.
    pub enum Slices {
        /// One for each item, and one for all of them together.
        Each = "each",
        /// Every slice there is.
        Every = "every",
    }
}

crate::parameters! {
    /// The grid's parameters.
    pub struct GridParameters {
        /// The items’ names; item by item they stand for five colonies of penguins.
        items: Names<2, 5> = Names::letters(4),
        /// What a cell says: the accuracy of a trained model, or a score of the two sets alone.
        score: Score = Score::Accuracy,
        /// The model that is trained in every row; only accuracy uses it.
        learner: LearnerChoice = LearnerChoice::Centroid,
        /// The quantity that is computed: one cell, leave-one-out, or Shapley.
        quantity: QuantityChoice = QuantityChoice::LeaveOneOut,
        /// The item in question; the second one if it is not given.
        focus: TextLine = TextLine::default(),
        /// The training world that is selected.
        world: Subset = Subset::Everything,
        /// The evaluation slice that is selected.
        slice: Subset = Subset::Everything,
        /// Columns: one for each item and one for all, or every slice (up to four items).
        slices: Slices = Slices::Each,
        /// The step of the computation that is lit; 0 lights all.
        step: Whole<0, 99> = Whole::new(0),
        /// Which penguins stand for their colonies; another number draws others.
        seed: Whole<1, 999_999> = Whole::new(1),
        /// How many other draws show what is luck.
        draws: Whole<0, 200> = Whole::new(50),
    }
}

impl Score {
    /// The score of sets, or `None` if a model is trained for it.
    pub(super) fn of_sets(self) -> Option<SetScore> {
        match self {
            Self::Accuracy => None,
            Self::Coverage => Some(SetScore::Coverage),
            Self::Jaccard => Some(SetScore::Jaccard),
        }
    }
}

impl LearnerChoice {
    /// The learner with its fixed settings.
    pub(super) fn learner(self) -> Classifier {
        match self {
            Self::Centroid => Classifier::NearestCentroid(NearestCentroid),
            Self::Neighbours => Classifier::NearestNeighbours(NEIGHBOURS),
            Self::Logistic => Classifier::SoftmaxRegression(PENALIZED),
        }
    }

    /// Its name in a sentence.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Centroid => "nearest centroid",
            Self::Neighbours => "3 nearest neighbours",
            Self::Logistic => "logistic regression",
        }
    }
}

impl QuantityChoice {
    /// The quantity of the simulation.
    pub(super) fn quantity(self) -> Quantity {
        match self {
            Self::Cell => Quantity::Cell,
            Self::LeaveOneOut => Quantity::LeaveOneOut,
            Self::Shapley => Quantity::Shapley,
        }
    }
}

/// The choice of a word that a control sent.
pub(super) fn chosen<T: Choice>(word: &str) -> Option<T> {
    T::from_word(word)
}

//! What an author can set and a link restores.

use simulation::idea::{Measure, SetScore};
use simulation::learners::{Classifier, NearestCentroid, NearestNeighbours, SoftmaxRegression};

use crate::parameters::{Cells, Decimal, Names, Subset, TextLine, Whole};

/// Neighbours that vote, and the penalty of the logistic regression: fixed parts of the protocol.
const NEIGHBOURS: NearestNeighbours = match NearestNeighbours::new(3) {
    Ok(learner) => learner,
    Err(_) => panic!("3 is a legal number of neighbours"),
};
const PENALIZED: SoftmaxRegression = match SoftmaxRegression::new(1.0) {
    Ok(learner) => learner,
    Err(_) => panic!("1 is a legal penalty"),
};

crate::choice! {
    /// What a cell says of a training world and a slice. More is better in all of them.
    pub enum Score {
        /// The share of test rows that a trained model gets right.
        Accuracy = "accuracy",
        /// The log loss of a trained model, with a minus sign.
        LogLoss = "log-loss",
        /// The share of the slice's items that were trained on.
        Coverage = "coverage",
        /// The same by weight.
        WeightedCoverage = "weighted-coverage",
        /// The same, divided by everything that was trained on or is in the slice.
        Jaccard = "jaccard",
        /// How many items of the slice were trained on.
        Overlap = "overlap",
        /// How evenly the weight of those items is spread, in bits.
        Entropy = "entropy",
    }
}

crate::choice! {
    /// The rows that the items are made of.
    pub enum DataChoice {
        /// Palmer penguins: items are batches of birds of five colonies.
        Penguins = "penguins",
        /// Iris: items are batches of flowers of three species.
        Iris = "iris",
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
    /// How much of the instrument is open.
    pub enum Mode {
        /// Rows, columns, one focus, one comparison.
        Simple = "simple",
        /// Everything.
        Advanced = "advanced",
    }
}

crate::choice! {
    /// What a press on a cell is for.
    pub enum Task {
        /// A quantity is chosen, and the cells that define it light up.
        Compute = "compute",
        /// Cells are chosen, and the quantities that they determine are named.
        Explore = "explore",
    }
}

crate::choice! {
    /// The quantity that is read off the grid.
    pub enum QuantityChoice {
        /// One cell.
        Cell = "cell",
        /// The difference that one item makes to one world.
        LeaveOneOut = "loo",
        /// The difference that a group makes to one world.
        GroupLeaveOut = "group-loo",
        /// The difference that one item makes to one slice.
        EvaluationValue = "evaluation",
        /// What two items add together beyond what each adds alone.
        Interaction = "interaction",
        /// The average difference, every size of world weighing the same.
        Shapley = "shapley",
        /// The average difference, every world weighing the same.
        Banzhaf = "banzhaf",
        /// The average difference, small or large worlds weighing more.
        Beta = "beta",
        /// Scores by the size of the training world.
        RowSize = "row-size",
        /// Scores by the size of the test set.
        EvaluationSize = "eval-size",
        /// Scores by size, train and test sets being the same.
        Diagonal = "diagonal",
        /// The best training worlds of one size.
        BestSubset = "best-subset",
        /// The model in use against one retrained without the group.
        Unlearning = "unlearning",
        /// What is left as more and more of the group withdraw.
        Strike = "strike",
        /// What the selected world lacks against everything.
        Regret = "regret",
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

crate::choice! {
    /// Which grid is drawn where a layer is on.
    pub enum Shown {
        /// What the operator sees, beside the untouched reference.
        Both = "both",
        /// What the operator sees.
        Operator = "operator",
        /// The untouched reference.
        Reference = "reference",
        /// What the operator sees minus the reference.
        Difference = "difference",
    }
}

crate::choice! {
    /// How the worlds are drawn.
    pub enum Picture {
        /// Rows and columns.
        Grid = "grid",
        /// One-step moves for one slice.
        Lattice = "lattice",
    }
}

crate::parameters! {
    /// The grid's parameters.
    pub struct GridParameters {
        /// The items’ names; item by item they stand for batches of rows of the data.
        items: Names<2, 12> = Names::letters(4),
        /// The rows that the items are made of; scores of sets alone use none.
        data: DataChoice = DataChoice::Penguins,
        /// What a cell says: how well a trained model does, or a score of the two sets alone. More is better in all of them.
        score: Score = Score::Accuracy,
        /// The model that is trained in every row; only accuracy and log-loss use it.
        learner: LearnerChoice = LearnerChoice::Centroid,
        /// How much of the instrument is open.
        mode: Mode = Mode::Simple,
        /// Compute a quantity, or explore which quantities the selected cells determine.
        task: Task = Task::Compute,
        /// The quantity that is computed.
        quantity: QuantityChoice = QuantityChoice::LeaveOneOut,
        /// The item in question; the second one if it is not given.
        focus: TextLine = TextLine::default(),
        /// The second item of an interaction; the item after the focus if it is not given.
        partner: TextLine = TextLine::default(),
        /// The group in question, for group-loo, unlearning and strike.
        group: Subset = Subset::Everything,
        /// The size of a best subset.
        size: Whole<0, 12> = Whole::new(2),
        /// α of Beta Shapley: above β, small worlds weigh more.
        alpha: Decimal<1, 100_000> = Decimal::thousandths(4_000),
        /// β of Beta Shapley: above α, large worlds weigh more.
        beta: Decimal<1, 100_000> = Decimal::thousandths(1_000),
        /// How far from the retrained model still counts as forgotten.
        tolerance: Decimal<0, 10_000> = Decimal::thousandths(20),
        /// The training world that is selected.
        world: Subset = Subset::Everything,
        /// The evaluation slice that is selected.
        slice: Subset = Subset::Everything,
        /// Columns: one for each item and one for all, or every slice.
        slices: Slices = Slices::Each,
        /// The cells that are selected while exploring.
        cells: Cells = Cells::default(),
        /// The step of the computation that is lit; 0 lights all.
        step: Whole<0, 4096> = Whole::new(0),
        /// A layer: items whose training rows are relabelled before the operator trains.
        poison: Subset = Subset::Nothing,
        /// A layer: the scale of the noise on every number that the operator sees.
        noise: Decimal<0, 10_000> = Decimal::thousandths(0),
        /// Which grid is drawn where a layer is on.
        shown: Shown = Shown::Both,
        /// Rows and columns, or a lattice of one-step moves for the selected slice.
        picture: Picture = Picture::Grid,
        /// The order of arrival that is drawn in the lattice; 0 draws none.
        path: Whole<0, 479_001_600> = Whole::new(0),
        /// Which rows are drawn from the data; another number draws others.
        seed: Whole<1, 999_999> = Whole::new(1),
        /// How many other draws show what is luck.
        draws: Whole<0, 200> = Whole::new(50),
    }
}

impl Score {
    /// The score of sets, or `None` if a model is trained for it.
    pub(super) fn of_sets(self) -> Option<SetScore> {
        match self {
            Self::Accuracy | Self::LogLoss => None,
            Self::Coverage => Some(SetScore::Coverage),
            Self::WeightedCoverage => Some(SetScore::WeightedCoverage),
            Self::Jaccard => Some(SetScore::Jaccard),
            Self::Overlap => Some(SetScore::Overlap),
            Self::Entropy => Some(SetScore::Entropy),
        }
    }

    /// What is measured on a trained model.
    pub(super) fn measure(self) -> Measure {
        if self == Self::LogLoss { Measure::LogScore } else { Measure::Accuracy }
    }

    /// Its name in a list.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Accuracy => "Accuracy",
            Self::LogLoss => "Log loss (negative)",
            Self::Coverage => "Coverage (sets)",
            Self::WeightedCoverage => "Weighted coverage (sets)",
            Self::Jaccard => "Jaccard (sets)",
            Self::Overlap => "Overlap (sets)",
            Self::Entropy => "Entropy of overlap (sets)",
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
    /// Its name in a list, and at the beginning of a heading.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Cell => "One cell",
            Self::LeaveOneOut => "Leave one out",
            Self::GroupLeaveOut => "Leave a group out",
            Self::EvaluationValue => "Evaluation value",
            Self::Interaction => "Interaction",
            Self::Shapley => "Shapley",
            Self::Banzhaf => "Banzhaf",
            Self::Beta => "Beta Shapley",
            Self::RowSize => "Row-size scaling",
            Self::EvaluationSize => "Eval-size scaling",
            Self::Diagonal => "Diagonal scaling",
            Self::BestSubset => "Best subset",
            Self::Unlearning => "Unlearning reference",
            Self::Strike => "Strike curve",
            Self::Regret => "Regret to the full row",
        }
    }

    /// Whether it asks about a group.
    pub(super) fn has_group(self) -> bool {
        matches!(self, Self::GroupLeaveOut | Self::Unlearning | Self::Strike)
    }

    /// Whether it is an average over all worlds, which has a weight for each.
    pub(super) fn is_semivalue(self) -> bool {
        matches!(self, Self::Shapley | Self::Banzhaf | Self::Beta)
    }
}

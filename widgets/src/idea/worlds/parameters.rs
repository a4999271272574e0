//! What an author can set and a link restores.

use simulation::data::Source;
use simulation::edit::Edits;
use simulation::learners::{
    Activation, AnyClassifier, Batches, Classifier, LearnerError, NearestCentroid, NearestNeighbours,
    NetworkLearner, Optimiser, SoftmaxRegression,
};

#[cfg(not(feature = "browser"))]
use crate::parameters::Form;
use crate::parameters::{ParameterType, RowChoice, Value, Whole};
use crate::tables::TableId;

crate::table_choice! {
    /// The rows.
    pub enum WorldsData {
        /// Two interleaved half circles, with noise.
        Moons = "moons",
        /// Three round clouds.
        Blobs = "blobs",
        /// A disc inside a ring.
        Ring = "ring",
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
    /// The model that is trained in both worlds.
    pub enum WorldsLearner {
        /// Softmax regression with a penalty of 1.
        Logistic = "logistic",
        /// Nearest centroid.
        Centroid = "centroid",
        /// Five nearest neighbours.
        Neighbours = "neighbours",
        /// A small network, which starts from random weights and sees the rows in an order drawn anew in every epoch.
        Network = "network",
        /// The same network, which sees the rows in the order of the world: a curriculum.
        InOrder = "in-order",
    }
}

crate::choice! {
    /// What is observed on the test rows.
    pub enum Observed {
        /// The share of test rows that the model gets right.
        Accuracy = "accuracy",
        /// The mean of −log p over the test rows, p being the probability of the true class.
        LogLoss = "log-loss",
    }
}

crate::choice! {
    /// What a press in the drawing does.
    pub enum Pointer {
        /// Selects the row that is pressed.
        Pick = "pick",
        /// Moves the selected row.
        Move = "move",
        /// Adds a row.
        Add = "add",
    }
}

/// The most edits that a figure holds: a link has to carry them.
pub(super) const MOST_EDITS: usize = 60;

/// Edits as a text; `flip` relabels the selected row as the class after its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum EditList {
    /// The selected row gets another label.
    #[default]
    Flip,
    /// These.
    These(Edits),
}

impl ParameterType for EditList {
    const KIND: &'static str = "edits";

    fn range() -> String {
        format!(
            "flip, none, or up to {MOST_EDITS} edits such as \"drop 17; relabel 3 → 1\" (drop, add, relabel, reweight, replace, \
             perturb, copy, reorder)"
        )
    }

    #[cfg(not(feature = "browser"))]
    fn form() -> Form {
        // The edits have a grammar of their own, which a regular expression would only repeat badly.
        Form::words_or(&["flip", "none"], Form::Text(Some(r"\S")))
    }

    fn read(value: &Value) -> Option<Self> {
        match value.as_one()?.trim() {
            "flip" => Some(Self::Flip),
            "none" => Some(Self::These(Edits::none())),
            text => {
                let edits: Edits = text.parse().ok()?;
                (1..=MOST_EDITS).contains(&edits.as_slice().len()).then_some(Self::These(edits))
            }
        }
    }

    fn print(&self) -> Value {
        match self {
            Self::Flip => Value::one("flip"),
            Self::These(edits) if edits.as_slice().is_empty() => Value::one("none"),
            Self::These(edits) => Value::one(edits.to_string()),
        }
    }
}

crate::parameters! {
    /// The parameters of two worlds.
    pub struct WorldsParameters {
        /// The rows; those of more than two measurements are projected on their first two principal components.
        data: WorldsData = WorldsData::Moons,
        /// How many rows are trained on, at most half of a table; the others test.
        rows: Whole<10, 150> = Whole::new(60),
        /// The model that is trained in both worlds.
        learner: WorldsLearner = WorldsLearner::Logistic,
        /// What is observed on the test rows.
        observe: Observed = Observed::LogLoss,
        /// What changes between the worlds.
        edits: EditList = EditList::Flip,
        /// The row that is selected.
        row: RowChoice = RowChoice::First,
        /// What a press in the drawing does.
        pointer: Pointer = Pointer::Pick,
        /// The class that a row gets which is added or relabelled by hand, from 0.
        class: Whole<0, 2> = Whole::new(0),
        /// How often each kind of luck is drawn.
        draws: Whole<0, 200> = Whole::new(40),
        /// Draws the rows, and where a network starts.
        seed: Whole<0, 999_999> = Whole::new(1),
    }
}

impl WorldsData {
    /// Every choice with its name in a list.
    pub(super) const NAMES: [(Self, &'static str); 7] = [
        (Self::Moons, "Two moons"),
        (Self::Blobs, "Three clouds"),
        (Self::Ring, "Disc and ring"),
        (Self::Penguins, "Penguins"),
        (Self::Iris, "Iris"),
        (Self::Wine, "Wine"),
        (Self::BreastCancer, "Breast cancer"),
    ];

    /// The table, for rows that are real.
    pub(super) const fn source(self) -> Option<TableId> {
        match self {
            Self::Moons | Self::Blobs | Self::Ring => None,
            Self::Penguins => Some(TableId::Book(Source::Penguins)),
            Self::Iris => Some(TableId::Book(Source::Iris)),
            Self::Wine => Some(TableId::Book(Source::Wine)),
            Self::BreastCancer => Some(TableId::Book(Source::BreastCancer)),
            Self::Own(rows) => Some(TableId::Own(rows)),
        }
    }

    /// The most rows that can be trained on.
    pub(super) fn most_rows(self) -> u32 {
        self.source().map_or(150, |source| (source.about().rows as u32 / 2).min(150))
    }
}

impl WorldsLearner {
    /// Every choice with its name in a list.
    pub(super) const NAMES: [(Self, &'static str); 5] = [
        (Self::Logistic, "Logistic regression"),
        (Self::Centroid, "Nearest centroid"),
        (Self::Neighbours, "5 neighbours"),
        (Self::Network, "Small network"),
        (Self::InOrder, "Network, rows in order"),
    ];

    /// The learner. Its settings are fixed parts of the protocol: of the networks 8 hidden units and 30 epochs of batches of 16.
    pub(super) fn learner(self) -> Result<AnyClassifier, LearnerError> {
        let plain = match self {
            Self::Logistic => Classifier::SoftmaxRegression(SoftmaxRegression::new(1.0)?),
            Self::Centroid => Classifier::NearestCentroid(NearestCentroid),
            Self::Neighbours => Classifier::NearestNeighbours(NearestNeighbours::new(5)?),
            Self::Network => return network(Batches::Shuffled(16)),
            Self::InOrder => return network(Batches::InOrder(16)),
        };
        Ok(AnyClassifier::Plain(plain))
    }
}

fn network(batches: Batches) -> Result<AnyClassifier, LearnerError> {
    let network = NetworkLearner::new(8, Activation::Tanh, Optimiser::adam(0.03)?, 30);
    Ok(AnyClassifier::Network(network.with_batches(batches)?))
}

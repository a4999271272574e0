//! What an author can set and a link restores.

use simulation::data::{Source, Task};
use simulation::robustness::poisoning::{Attack, Defence, Victim};

use crate::parameters::{Decimal, ParameterError, Whole};
use crate::tables::{TableId, own};

crate::table_choice! {
    /// The rows: two classes of a table.
    pub enum PoisonData {
        /// Breast cancer: malignant and benign tumours.
        BreastCancer = "breast-cancer",
        /// Palmer penguins: Adélie and chinstrap.
        Penguins = "penguins",
        /// Iris: versicolor and virginica.
        Iris = "iris",
    }
}

impl PoisonData {
    /// The names for a list.
    pub(super) const NAMES: [(Self, &'static str); 3] =
        [(Self::BreastCancer, "Breast cancer"), (Self::Penguins, "Penguins"), (Self::Iris, "Iris")];

    /// The table behind it.
    pub(super) const fn source(self) -> TableId {
        match self {
            Self::BreastCancer => TableId::Book(Source::BreastCancer),
            Self::Penguins => TableId::Book(Source::Penguins),
            Self::Iris => TableId::Book(Source::Iris),
            Self::Own(rows) => TableId::Own(rows),
        }
    }

    /// The two classes.
    pub(super) const fn classes(self) -> [usize; 2] {
        match self {
            Self::BreastCancer | Self::Penguins | Self::Own(_) => [0, 1],
            Self::Iris => [1, 2],
        }
    }

    /// The names of the two classes.
    pub(super) fn class_names(self) -> [&'static str; 2] {
        let name = |class: usize| match self.source().about().task {
            Task::Classes(names) => names.get(class).copied().unwrap_or_default(),
            Task::Number(_) => "",
        };
        self.classes().map(name)
    }

    /// What a row is.
    pub(super) const fn rows_are(self) -> &'static str {
        match self {
            Self::BreastCancer => "tumours",
            Self::Penguins => "penguins",
            Self::Iris => "irises",
            Self::Own(_) => "rows",
        }
    }

    /// The rows to train on that a reader who turns to the table gets.
    pub(super) fn usual_rows(self) -> u32 {
        match self {
            Self::BreastCancer => 100,
            Self::Penguins => 60,
            Self::Iris => 30,
            Self::Own(rows) => (own::about(rows).rows as u32 / 4).clamp(20, 100),
        }
    }
}

crate::choice! {
    /// What is trained.
    pub enum PoisonModel {
        /// Logistic regression, with log loss.
        Logistic = "logistic",
        /// Ridge regression on −1 and +1, with squared error.
        Ridge = "ridge",
    }
}

/// The penalty of both: a fixed part of the protocol.
pub(super) const PENALTY: f64 = 1.0;

const VICTIMS: [Victim; 2] = match (Victim::logistic(PENALTY), Victim::ridge(PENALTY)) {
    (Ok(logistic), Ok(ridge)) => [logistic, ridge],
    _ => panic!("1 is a legal penalty"),
};

impl PoisonModel {
    /// The names for a row of choices.
    pub(super) const NAMES: [(Self, &'static str); 2] =
        [(Self::Logistic, "Logistic"), (Self::Ridge, "Ridge")];

    /// The same for the simulation.
    pub(super) const fn victim(self) -> Victim {
        VICTIMS[self as usize]
    }

    /// The name in a sentence.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Logistic => "logistic regression",
            Self::Ridge => "ridge regression on −1 and +1",
        }
    }
}

crate::choice! {
    /// How the poison is found.
    pub enum PoisonAttack {
        /// Copies of training rows with the other label, as luck has them.
        Random = "random",
        /// The copies that, to first order, do most harm on the attacker’s rows.
        Targeted = "targeted",
        /// Random copies, moved along the slope of the attacker’s loss.
        Gradient = "gradient",
    }
}

impl PoisonAttack {
    /// The names for a row of choices.
    pub(super) const NAMES: [(Self, &'static str); 3] = [
        (Self::Random, "Random flips"),
        (Self::Targeted, "Targeted flips"),
        (Self::Gradient, "Gradient rows"),
    ];

    /// The same for the simulation.
    pub(super) const fn attack(self) -> Attack {
        match self {
            Self::Random => Attack::RandomFlips,
            Self::Targeted => Attack::TargetedFlips,
            Self::Gradient => Attack::GradientRows,
        }
    }
}

crate::choice! {
    /// Which rows are thrown out before training.
    pub enum PoisonDefence {
        /// None.
        None = "none",
        /// Those farthest from the mean of the rows with their label.
        Centroid = "centroid",
        /// Those with the largest losses, until they are the same ones.
        Loss = "loss",
    }
}

impl PoisonDefence {
    /// The names for a row of choices.
    pub(super) const NAMES: [(Self, &'static str); 3] =
        [(Self::None, "None"), (Self::Centroid, "Far from own mean"), (Self::Loss, "Largest losses")];

    /// The same for the simulation.
    pub(super) const fn defence(self) -> Option<Defence> {
        match self {
            Self::None => None,
            Self::Centroid => Some(Defence::FarFromCentroid),
            Self::Loss => Some(Defence::LargestLosses),
        }
    }
}

crate::choice! {
    /// What is measured on the test rows.
    pub enum PoisonMeasure {
        /// The mean loss that the model is trained on.
        Loss = "loss",
        /// The share of rows on the wrong side of the boundary.
        Error = "error",
    }
}

crate::parameters! {
    /// The parameters of a poisoned model.
    pub struct PoisonParameters {
        /// The rows.
        data: PoisonData = PoisonData::BreastCancer,
        /// What is trained.
        model: PoisonModel = PoisonModel::Logistic,
        /// How the poison is found.
        attack: PoisonAttack = PoisonAttack::Gradient,
        /// How many rows of poison are added.
        added: Whole<0, 60> = Whole::new(10),
        /// How many rows the attacker can add; at most half of the training rows.
        budget: Whole<1, 60> = Whole::new(20),
        /// How far the box of the poison reaches, as a multiple of the training rows’ range.
        reach: Decimal<500, 3_000> = Decimal::thousandths(1_000),
        /// Which rows are thrown out before training.
        defence: PoisonDefence = PoisonDefence::None,
        /// How many rows a defence throws out; at most half of the training rows.
        thrown: Whole<0, 60> = Whole::new(20),
        /// What is measured on the test rows.
        measure: PoisonMeasure = PoisonMeasure::Loss,
        /// The rows to train on; the attacker has as many of its own, and all others test.
        rows: Whole<20, 180> = Whole::new(100),
        /// Other divisions on which everything is repeated.
        repetitions: Whole<0, 100> = Whole::new(20),
        /// The seed of the division and of the rows that are copied.
        seed: Whole<1, 999_999> = Whole::new(1),
    }
}

impl PoisonParameters {
    /// What is legal one by one and not together.
    pub(super) fn check(&self, most: usize) -> Result<(), ParameterError> {
        let refused = |key: &str, value: u32, expected: String| {
            Err(ParameterError::value(key, &value.to_string(), expected, vec![]))
        };
        let rows = self.rows.get();
        if rows as usize > most {
            return refused(
                "rows",
                rows,
                format!("20 to {most} for this table, so that rows are left to test on"),
            );
        }
        for (key, value) in [("budget", self.budget.get()), ("thrown", self.thrown.get())] {
            if value > rows / 2 {
                return refused(key, value, format!("at most {}, half of the training rows", rows / 2));
            }
        }
        Ok(())
    }

    /// The rows of poison that are drawn.
    pub(super) fn added(&self) -> usize {
        self.added.get().min(self.budget.get()) as usize
    }
}

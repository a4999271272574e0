//! What an author can set and a link restores.

use simulation::data::Source;

#[cfg(not(feature = "browser"))]
use crate::parameters::Form;
use crate::parameters::{Choice, Decimal, ParameterError, ParameterType, Value, Whole};
use crate::tables::{TableId, own};

crate::table_choice! {
    /// The table that rows are drawn from.
    pub enum DataChoice {
        /// Palmer penguins: three species by four measurements.
        Penguins = "penguins",
        /// Iris: three species by four measurements.
        Iris = "iris",
        /// Wine: three cultivars by thirteen measurements.
        Wine = "wine",
        /// Breast cancer: malignant or benign by thirty measurements.
        BreastCancer = "breast-cancer",
        /// Handwritten digits of 8 × 8 pixels.
        Digits = "digits",
    }
}

crate::choice! {
    /// A way to value rows.
    pub enum MethodChoice {
        /// What is lost when one row is left out of all.
        LeaveOneOut = "loo",
        /// The Shapley value, exact up to 16 rows and sampled above.
        Shapley = "shapley",
        /// The Banzhaf value, exact up to 16 rows and sampled above.
        Banzhaf = "banzhaf",
        /// The Beta(`alpha`, `beta`) Shapley value, up to 16 rows.
        Beta = "beta",
        /// The Shapley value from `samples` random orders.
        Sampled = "sampled",
        /// The same from shortened orders, without a guarantee.
        Truncated = "truncated",
        /// The Banzhaf value from `samples` random sets, each used for every row.
        Reuse = "reuse",
        /// The exact Shapley value of the nearest neighbours' labels.
        Knn = "knn",
    }
}

crate::choice! {
    /// What is drawn.
    pub enum ViewChoice {
        /// Every row’s values, method beside method.
        Values = "values",
        /// What pairs of rows add beyond what each adds alone.
        Pairs = "pairs",
        /// How soon low values lead to labels that were made wrong.
        Mislabels = "mislabels",
    }
}

crate::choice! {
    /// The model that is trained on every set of rows.
    pub enum LearnerChoice {
        /// Nearest centroid.
        Centroid = "centroid",
        /// Three nearest neighbours.
        Neighbours = "neighbours",
        /// Logistic regression.
        Logistic = "logistic",
    }
}

crate::choice! {
    /// What a set of rows is worth. More is better in all of them.
    pub enum ScoreChoice {
        /// The share of test rows that the trained model gets right.
        Accuracy = "accuracy",
        /// The log loss of the trained model, with a minus sign.
        LogLoss = "log-loss",
        /// The share of matching labels among the nearest `neighbours`; nothing is trained.
        Matches = "matches",
    }
}

/// One to five different methods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Methods(Vec<MethodChoice>);

impl Methods {
    /// The methods, in the order of their columns.
    pub fn as_slice(&self) -> &[MethodChoice] {
        &self.0
    }

    /// With a method more, or without it. A sixth takes the first one's place, and where the last one goes another comes: a chip that
    /// was pressed is always in the state that it shows.
    #[must_use]
    pub fn toggled(&self, method: MethodChoice) -> Self {
        let mut all = self.0.clone();
        if let Some(place) = all.iter().position(|&known| known == method) {
            all.remove(place);
        } else {
            all.drain(..(all.len() + 1).saturating_sub(MOST));
            all.push(method);
        }
        if all.is_empty() {
            let other = method == MethodChoice::Shapley;
            all.push(if other { MethodChoice::LeaveOneOut } else { MethodChoice::Shapley });
        }
        Self(all)
    }
}

/// The most columns that can be told apart.
const MOST: usize = 5;

impl ParameterType for Methods {
    const KIND: &'static str = "choices";

    fn range() -> String {
        format!("1 to {MOST} different ones of {}", crate::format::join(MethodChoice::WORDS, ", "))
    }

    fn choices() -> &'static [&'static str] {
        MethodChoice::WORDS
    }

    #[cfg(not(feature = "browser"))]
    fn form() -> Form {
        let method = Box::new(Form::Words(MethodChoice::WORDS));
        Form::List { items: method, least: 1, most: Some(MOST), different: true }
    }

    fn read(value: &Value) -> Option<Self> {
        let words: Vec<&str> = match value {
            Value::One(one) => one.split_whitespace().collect(),
            Value::List(list) => list.iter().map(String::as_str).collect(),
        };
        let all = words.into_iter().map(MethodChoice::from_word).collect::<Option<Vec<_>>>()?;
        let different = all.iter().enumerate().all(|(place, method)| !all[..place].contains(method));
        (different && (1..=MOST).contains(&all.len())).then_some(Self(all))
    }

    fn print(&self) -> Value {
        Value::List(self.0.iter().map(|method| method.word().to_owned()).collect())
    }
}

crate::parameters! {
    /// The parameters of the values.
    pub struct ValuesParameters {
        /// What is drawn.
        view: ViewChoice = ViewChoice::Values,
        /// The methods, side by side.
        method: Methods = Methods(vec![MethodChoice::LeaveOneOut, MethodChoice::Shapley, MethodChoice::Banzhaf]),
        /// The table that rows are drawn from.
        data: DataChoice = DataChoice::Penguins,
        /// The rows to train on, each of which is valued.
        rows: Whole<2, 1500> = Whole::new(12),
        /// The rows that every model is tested on.
        tests: Whole<10, 500> = Whole::new(60),
        /// The model.
        learner: LearnerChoice = LearnerChoice::Logistic,
        /// The penalty λ of logistic regression, on the sum of losses.
        penalty: Decimal<1, 1_000_000> = Decimal::thousandths(1000),
        /// What a set of rows is worth.
        score: ScoreChoice = ScoreChoice::Accuracy,
        /// α of the Beta weights; larger favours small sets.
        alpha: Decimal<100, 20_000> = Decimal::thousandths(16_000),
        /// β of the Beta weights; larger favours large sets.
        beta: Decimal<100, 20_000> = Decimal::thousandths(1000),
        /// K, the neighbours of KNN-Shapley and of the score `matches`.
        neighbours: Whole<1, 50> = Whole::new(5),
        /// Random orders or sets where values are sampled, fixed in advance.
        samples: Whole<10, 5000> = Whole::new(100),
        /// A truncated order ends when the score is closer than this to that of all rows.
        tolerance: Decimal<0, 1000> = Decimal::thousandths(20),
        /// The share of labels that are made wrong.
        planted: Decimal<0, 400> = Decimal::thousandths(0),
        /// Folds of the self-confidence that the values are held against.
        folds: Whole<2, 20> = Whole::new(5),
        /// The row in question, by its place among the drawn ones.
        focus: Whole<1, 1500> = Whole::new(1),
        /// The second row of a pair, likewise.
        partner: Whole<1, 1500> = Whole::new(2),
        /// Other draws, to tell what is luck.
        draws: Whole<0, 60> = Whole::new(20),
        /// Which rows are drawn.
        seed: Whole<1, 999_999> = Whole::new(1),
    }
}

/// The most rows whose sets are all trained.
pub(super) const EXACT: usize = 16;

impl DataChoice {
    /// The choices with their names.
    pub(super) const NAMES: [(Self, &'static str); 5] = [
        (Self::Penguins, "Penguins"),
        (Self::Iris, "Iris"),
        (Self::Wine, "Wine"),
        (Self::BreastCancer, "Breast cancer"),
        (Self::Digits, "Digits"),
    ];

    pub(super) const fn source(self) -> TableId {
        match self {
            Self::Penguins => TableId::Book(Source::Penguins),
            Self::Iris => TableId::Book(Source::Iris),
            Self::Wine => TableId::Book(Source::Wine),
            Self::BreastCancer => TableId::Book(Source::BreastCancer),
            Self::Digits => TableId::Book(Source::Digits),
            Self::Own(rows) => TableId::Own(rows),
        }
    }

    /// One row, and several.
    pub(super) const fn nouns(self) -> (&'static str, &'static str) {
        match self {
            Self::Penguins => ("penguin", "penguins"),
            Self::Iris => ("flower", "flowers"),
            Self::Wine => ("wine", "wines"),
            Self::BreastCancer => ("biopsy", "biopsies"),
            Self::Digits => ("digit", "digits"),
            Self::Own(_) => ("row", "rows"),
        }
    }

    /// Whether logistic regression can be trained hundreds of times on the table while a reader waits.
    pub(super) fn takes_logistic(self) -> bool {
        match self {
            Self::Own(rows) => own::is_light(rows, 60),
            other => other != Self::Digits,
        }
    }
}

impl ValuesParameters {
    /// Labels made wrong.
    pub(super) fn planted_rows(&self) -> usize {
        (self.planted.get() * f64::from(self.rows.get()) + 0.5).floor() as usize
    }

    /// Refuses what is legal one by one, but not together.
    pub(super) fn check(&self) -> Result<(), ParameterError> {
        let (data, rows) = (self.data.source().about(), self.rows.get() as usize);
        let room = data.rows.saturating_sub(self.tests.get() as usize);
        if rows > room {
            let expected = format!(
                "at most {room}: {} has {} rows, {} of them to test on",
                data.title,
                data.rows,
                self.tests.get()
            );
            return Err(ParameterError::value("rows", &rows.to_string(), expected, vec![]));
        }
        if !self.data.takes_logistic() && self.learner == LearnerChoice::Logistic {
            let expected = match self.data {
                DataChoice::Own(_) => "centroid or neighbours for so many features and classes",
                _ => "centroid or neighbours for digits, where logistic regression takes seconds a fit",
            };
            let choices = vec!["centroid".to_owned(), "neighbours".to_owned()];
            return Err(ParameterError::value("learner", "logistic", expected, choices));
        }
        let folds = self.folds.get() as usize;
        if self.view == ViewChoice::Mislabels && folds > rows {
            let expected = format!("at most {rows}, the number of rows");
            return Err(ParameterError::value("folds", &folds.to_string(), expected, vec![]));
        }
        Ok(())
    }
}

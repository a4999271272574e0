//! What a directive can say of the figure.

use std::rc::Rc;

use simulation::data::Source;
use simulation::dataset::Dataset;
use simulation::valuation::first_order::Foretold;

#[cfg(not(feature = "browser"))]
use crate::parameters::Form;
use crate::parameters::{Decimal, ParameterType, TextLine, Value};
use crate::tables::{TableId, own};

crate::choice! {
    /// What foretells the removals.
    pub enum Method {
        /// The influence function: first order.
        Influence = "influence",
        /// The loss at the weights of one Newton step.
        Newton = "newton",
        /// TracIn, along a run of stochastic gradient descent.
        TracIn = "tracin",
        /// The representer value.
        Representer = "representer",
    }
}

crate::table_choice! {
    /// The rows.
    pub enum DataChoice {
        /// 569 tumours, malignant or benign.
        BreastCancer = "breast-cancer",
        /// 100 irises, versicolor or virginica.
        Iris = "iris",
        /// 130 wines of two cultivars.
        Wine = "wine",
        /// 1000 applications for credit, a good or a bad risk.
        GermanCredit = "german-credit",
    }
}

crate::parameters! {
    /// The figure's parameters.
    pub struct InfluenceParameters {
        /// What foretells the removals.
        method: Method = Method::Influence,
        /// C in ½‖w‖² + C·Σ log loss: the smaller, the stronger the penalty.
        c: Decimal<1, 10_000> = Decimal::thousandths(10),
        /// The rows: a table of two classes, or two classes of a table.
        data: DataChoice = DataChoice::BreastCancer,
        /// The row whose loss is measured; the mean loss over all rows if it is not given.
        on: TextLine = TextLine::default(),
        /// The row that is selected; the one whose removal changes most if it is not given.
        row: TextLine = TextLine::default(),
        /// The rows that leave together: their numbers, nearest (the twenty nearest to the selected row, itself among them) or largest (the twenty
        /// with the largest real changes).
        group: Group = Group::These(vec![]),
    }
}

/// The rows that leave together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Group {
    /// The rows nearest to the one that is selected.
    Nearest,
    /// The rows with the largest real changes.
    Largest,
    /// These, in ascending order.
    These(Vec<u32>),
}

/// The rows of a group that is not made by hand.
pub(super) const GROUP_ROWS: usize = 20;

impl ParameterType for Group {
    const KIND: &'static str = "rows";

    fn range() -> String {
        "different numbers of rows, nearest, or largest".to_owned()
    }

    #[cfg(not(feature = "browser"))]
    fn form() -> Form {
        let row = Box::new(Form::Whole { least: 0, most: u32::MAX });
        let rows = Form::List { items: row, least: 0, most: None, different: true };
        Form::words_or(&["nearest", "largest"], rows)
    }

    fn read(value: &Value) -> Option<Self> {
        let words: Vec<&str> = match value {
            Value::One(one) => one.split_whitespace().collect(),
            Value::List(list) => list.iter().map(String::as_str).collect(),
        };
        match words.as_slice() {
            ["nearest"] => return Some(Self::Nearest),
            ["largest"] => return Some(Self::Largest),
            _ => {}
        }
        let mut rows = words.into_iter().map(id).collect::<Option<Vec<u32>>>()?;
        let all = rows.len();
        rows.sort_unstable();
        rows.dedup();
        (rows.len() == all).then_some(Self::These(rows))
    }

    fn print(&self) -> Value {
        match self {
            Self::Nearest => Value::one("nearest"),
            Self::Largest => Value::one("largest"),
            Self::These(rows) => Value::List(rows.iter().map(u32::to_string).collect()),
        }
    }
}

/// The number of a row, as a reader types it.
pub(super) fn id(text: &str) -> Option<u32> {
    let text = text.trim();
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

/// The values of C that the slider stops at, in thousandths.
pub(super) const STOPS: [u32; 9] = [1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000];

/// A value of C that the slider stops at; the last one beyond.
pub(super) fn stop(place: u32) -> Decimal<1, 10_000> {
    Decimal::thousandths(STOPS[(place as usize).min(STOPS.len() - 1)])
}

/// The stop at a value of C, or the one below it.
pub(super) fn stop_of(c: f64) -> u32 {
    STOPS.iter().filter(|&&stop| f64::from(stop) <= c * 1000.0 + 0.5).count().saturating_sub(1) as u32
}

impl Method {
    /// As it stands in a row of choices.
    pub(super) const NAMES: [(Self, &'static str); 4] = [
        (Self::Influence, "Influence"),
        (Self::Newton, "Newton step"),
        (Self::TracIn, "TracIn"),
        (Self::Representer, "Representer"),
    ];

    /// As the subject of a sentence.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Influence => "the influence function",
            Self::Newton => "one Newton step",
            Self::TracIn => "TracIn",
            Self::Representer => "the representer value",
        }
    }

    pub(super) fn foretold(self) -> Foretold {
        match self {
            Self::Influence => Foretold::FirstOrder,
            Self::Newton => Foretold::NewtonStep,
            Self::TracIn => Foretold::Trace,
            Self::Representer => Foretold::Represented,
        }
    }

    /// Whether it foretells the change itself, in its unit.
    pub(super) fn is_prediction(self) -> bool {
        matches!(self, Self::Influence | Self::Newton)
    }
}

impl DataChoice {
    /// As it stands in a list.
    pub(super) const NAMES: [(Self, &'static str); 4] = [
        (Self::BreastCancer, "Breast cancer"),
        (Self::Iris, "Iris, two species"),
        (Self::Wine, "Wine, two cultivars"),
        (Self::GermanCredit, "German credit"),
    ];

    pub(super) fn source(self) -> TableId {
        match self {
            Self::BreastCancer => TableId::Book(Source::BreastCancer),
            Self::Iris => TableId::Book(Source::Iris),
            Self::Wine => TableId::Book(Source::Wine),
            Self::GermanCredit => TableId::Book(Source::GermanCredit),
            Self::Own(rows) => TableId::Own(rows),
        }
    }

    /// The rows of the two classes.
    pub(super) fn rows(self, table: Rc<Dataset>) -> Rc<Dataset> {
        let (zero, one) = match self {
            Self::BreastCancer | Self::GermanCredit | Self::Own(_) => return table,
            Self::Iris => (1, 2),
            Self::Wine => (0, 1),
        };
        // Rows of a table that was checked.
        table.pair_of_classes(zero, one).map_or(table, Rc::new)
    }

    /// The two classes.
    pub(super) fn classes(self) -> [&'static str; 2] {
        match self {
            Self::BreastCancer => ["malignant", "benign"],
            Self::Iris => ["versicolor", "virginica"],
            Self::Wine => ["cultivar 0", "cultivar 1"],
            Self::GermanCredit => ["good risk", "bad risk"],
            Self::Own(rows) => own::pair(rows).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::table;

    #[test]
    fn groups_are_read_and_written() {
        for (text, group) in [
            ("nearest", Group::Nearest),
            ("largest", Group::Largest),
            ("12 3", Group::These(vec![3, 12])),
            ("", Group::These(vec![])),
        ] {
            assert_eq!(Group::read(&Value::one(text)), Some(group.clone()), "{text}");
            assert_eq!(Group::read(&group.print()), Some(group));
        }
        for bad in ["3 3", "x", "nearest 4", "-1", "99999999999"] {
            assert_eq!(Group::read(&Value::one(bad)), None, "{bad}");
        }
    }

    #[test]
    fn every_stop_is_found_again() {
        for place in 0..9 {
            assert_eq!(stop_of(stop(place).get()), place);
        }
        assert_eq!((stop_of(0.5), stop(99).get()), (5, 10.0));
    }

    #[test]
    fn every_choice_of_rows_has_two_classes() {
        for (data, _) in DataChoice::NAMES {
            let rows = data.rows(table(data.source()).unwrap());
            assert_eq!(rows.class_count(), 2, "{data:?}");
        }
    }
}

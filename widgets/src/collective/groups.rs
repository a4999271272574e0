//! What strikes and campaigns have in common: tables whose groups can act, models that are quick to train again, and groups by number.

use simulation::collective::campaign::{CampaignSide, campaign_side};
use simulation::collective::strike::{StrikeDraw, StrikeError, StrikePoint};
use simulation::data::Source;
use simulation::dataset::RowId;
use simulation::learners::{
    Classification, GaussianNaiveBayes, Learner, NearestCentroid, NearestNeighbours, SoftmaxRegression,
};
use simulation::observers::Accuracy;
use simulation::valuation::Coalition;
use simulation::world::World;

use crate::controls::check_chips;
use crate::format::list;
use crate::markup::Markup;
#[cfg(not(feature = "browser"))]
use crate::parameters::Form;
use crate::parameters::{ParameterError, ParameterType, Value};
use crate::tables::{TableId, own};
use crate::widget::Scope;

/// Fixed parts of the protocol: neighbours that vote, the smoothing of naive Bayes, the penalty of the logistic regression.
const NEIGHBOURS: NearestNeighbours = match NearestNeighbours::new(3) {
    Ok(learner) => learner,
    Err(_) => panic!("3 is a legal number of neighbours"),
};
const BAYES: GaussianNaiveBayes = match GaussianNaiveBayes::new(0.01) {
    Ok(learner) => learner,
    Err(_) => panic!("0.01 is a legal smoothing"),
};
const PENALIZED: SoftmaxRegression = match SoftmaxRegression::new(1.0) {
    Ok(learner) => learner,
    Err(_) => panic!("1 is a legal penalty"),
};

crate::table_choice! {
    /// The table whose groups act.
    pub enum ActingData {
        /// Palmer penguins: five colonies of three species.
        Penguins = "penguins",
        /// Handwritten digits: ten digits.
        Digits = "digits",
        /// German Credit: applicants up to 25 years, and older ones.
        GermanCredit = "german-credit",
    }
}

impl ActingData {
    /// The names for a list.
    pub(super) const NAMES: [(Self, &'static str); 3] =
        [(Self::Penguins, "Penguins"), (Self::Digits, "Digits"), (Self::GermanCredit, "German credit")];

    /// The table behind it.
    pub(super) const fn source(self) -> TableId {
        match self {
            Self::Penguins => TableId::Book(Source::Penguins),
            Self::Digits => TableId::Book(Source::Digits),
            Self::GermanCredit => TableId::Book(Source::GermanCredit),
            Self::Own(rows) => TableId::Own(rows),
        }
    }

    /// The groups' names.
    pub(super) fn groups(self) -> &'static [&'static str] {
        self.source().about().groups
    }

    /// All of its groups.
    pub(super) fn everyone(self) -> Coalition {
        Coalition::all(self.groups().len())
    }

    /// These groups in a sentence.
    pub(super) fn members(self, groups: Coalition) -> String {
        let names: Vec<&str> =
            groups.players().filter_map(|group| self.groups().get(group).copied()).collect();
        if groups == self.everyone() {
            return "everyone".to_owned();
        }
        match self {
            Self::Penguins => {
                let plural: Vec<String> = names.iter().map(|name| name.replace(" of ", "s of ")).collect();
                let plural: Vec<&str> = plural.iter().map(String::as_str).collect();
                format!("the {}", list(&plural))
            }
            Self::Digits if names.len() == 1 => format!("the digit {}", list(&names)),
            Self::Digits => format!("the digits {}", list(&names)),
            Self::GermanCredit => format!("the applicants {}", list(&names)),
            Self::Own(_) => format!("the rows of {}", list(&names)),
        }
    }
}

/// Chips for the groups of a table; long names stand two by two where there is little room.
pub(super) fn group_chips<M: 'static>(
    scope: &Scope,
    key: &'static str,
    legend: &'static str,
    (data, chosen): (ActingData, Coalition),
    message: fn(usize) -> M,
) -> Markup<M> {
    let names: Vec<String> = data.groups().iter().map(|&name| name.to_owned()).collect();
    let chips = check_chips(scope, key, legend, &names, |group| chosen.contains(group), message);
    if matches!(data, ActingData::Digits) { chips } else { chips.class("paired") }
}

crate::choice! {
    /// The model that is trained again.
    pub enum ActingLearner {
        /// Softmax regression with a penalty of 1; for the penguins only, whose fits are quick.
        Logistic = "logistic",
        /// Nearest centroid.
        Centroid = "centroid",
        /// Gaussian naive Bayes.
        Bayes = "bayes",
        /// Three nearest neighbours; for the penguins only, who are few.
        Neighbours = "neighbours",
    }
}

impl ActingLearner {
    /// The name in a sentence.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Logistic => "logistic regression",
            Self::Centroid => "nearest centroid",
            Self::Bayes => "naive Bayes",
            Self::Neighbours => "three nearest neighbours",
        }
    }

    /// Whether the model can be trained hundreds of times on the table while a reader waits.
    pub(super) fn fits(self, data: ActingData) -> bool {
        let quick = match data {
            ActingData::Own(rows) => own::is_light(rows, 20) && own::about(rows).rows <= 400,
            other => other == ActingData::Penguins,
        };
        quick || matches!(self, Self::Centroid | Self::Bayes)
    }

    /// The names for a list: those that the table's size allows.
    pub(super) fn names(data: ActingData) -> Vec<(Self, &'static str)> {
        let all = [
            (Self::Logistic, "Logistic regression"),
            (Self::Centroid, "Nearest centroid"),
            (Self::Bayes, "Naive Bayes"),
            (Self::Neighbours, "3 neighbours"),
        ];
        all.into_iter().filter(|(learner, _)| learner.fits(data)).collect()
    }

    /// The accuracy of the operator's model without these rows.
    pub(super) fn without(self, draw: &StrikeDraw, withheld: &[RowId]) -> Result<StrikePoint, StrikeError> {
        fn of<L: Learner<Model: Classification>>(
            learner: &L,
            draw: &StrikeDraw,
            withheld: &[RowId],
        ) -> Result<StrikePoint, StrikeError> {
            draw.without(learner, &Accuracy(draw.slice()), withheld)
        }
        match self {
            Self::Logistic => of(&PENALIZED, draw, withheld),
            Self::Centroid => of(&NearestCentroid, draw, withheld),
            Self::Bayes => of(&BAYES, draw, withheld),
            Self::Neighbours => of(&NEIGHBOURS, draw, withheld),
        }
    }

    /// The accuracy of the model of one operator's world.
    pub(super) fn side(self, draw: &StrikeDraw, world: &World<'_>) -> Result<CampaignSide, StrikeError> {
        let (test, seed) = (Accuracy(draw.slice()), draw.seed());
        match self {
            Self::Logistic => campaign_side(&PENALIZED, &test, world, seed),
            Self::Centroid => campaign_side(&NearestCentroid, &test, world, seed),
            Self::Bayes => campaign_side(&BAYES, &test, world, seed),
            Self::Neighbours => campaign_side(&NEIGHBOURS, &test, world, seed),
        }
    }
}

/// The most groups that a table has.
const MOST: u32 = 10;

/// At least one group of a table; authors and links number them from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Groups(Coalition);

impl Groups {
    /// The group of this place, from 0.
    pub const fn one(group: usize) -> Self {
        Self(Coalition::single(group))
    }

    /// The first so many groups.
    pub const fn all(count: usize) -> Self {
        Self(Coalition::all(count))
    }

    /// These groups; the first one if there is none among them.
    pub fn of(groups: Coalition) -> Self {
        Self(if groups.is_empty() { Coalition::single(0) } else { groups })
    }

    /// The groups, from 0.
    pub const fn coalition(self) -> Coalition {
        self.0
    }

    /// With or without a group, out of so many. If the only one leaves, the next one takes its place: somebody has to act.
    #[must_use]
    pub fn toggled(self, group: usize, count: usize) -> Self {
        let toggled = if self.0.contains(group) { self.0.without(group) } else { self.0.with(group) };
        Self(if toggled.is_empty() { Coalition::single((group + 1) % count.max(1)) } else { toggled })
    }

    /// Refuses groups that the table does not have.
    pub(super) fn check(self, key: &str, data: ActingData) -> Result<(), ParameterError> {
        let count = data.groups().len();
        match self.0.difference(data.everyone()).players().next() {
            Some(group) => {
                let expected = format!("numbers from 1 to {count}, the groups of this table");
                Err(ParameterError::value(key, &(group + 1).to_string(), expected, vec![]))
            }
            None => Ok(()),
        }
    }
}

impl ParameterType for Groups {
    const KIND: &'static str = "group numbers";

    fn range() -> String {
        format!("different group numbers from 1 to {MOST}")
    }

    #[cfg(not(feature = "browser"))]
    fn form() -> Form {
        let group = Form::Whole { least: 1, most: MOST };
        Form::List { items: Box::new(group), least: 1, most: None, different: true }
    }

    fn read(value: &Value) -> Option<Self> {
        let words: Vec<&str> = match value {
            Value::One(one) => one.split_whitespace().collect(),
            Value::List(list) => list.iter().map(String::as_str).collect(),
        };
        let mut groups = Coalition::EMPTY;
        for word in words {
            // The standard parser would also take a plus sign.
            let number: u32 = word.bytes().all(|byte| byte.is_ascii_digit()).then(|| word.parse().ok())??;
            let group = number.checked_sub(1).filter(|_| number <= MOST)? as usize;
            if groups.contains(group) {
                return None;
            }
            groups = groups.with(group);
        }
        (!groups.is_empty()).then_some(Self(groups))
    }

    fn print(&self) -> Value {
        Value::List(self.0.players().map(|group| (group + 1).to_string()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn groups_are_read_as_they_are_written(bits in 1_u32..1024, group in 0_usize..10) {
            let groups = Groups::of(Coalition::from_bits(bits));
            prop_assert_eq!(Groups::read(&groups.print()), Some(groups));
            let toggled = groups.toggled(group, 10);
            prop_assert!(!toggled.coalition().is_empty());
            prop_assert_ne!(toggled, groups);
        }
    }

    #[test]
    fn what_is_no_group_is_refused() {
        assert_eq!(Groups::read(&Value::one("2 4")).map(|groups| groups.coalition().bits()), Some(0b1010));
        for bad in ["", "0", "11", "2 2", "+1", "x", "1.0", "99999999999"] {
            assert_eq!(Groups::read(&Value::one(bad)), None, "{bad}");
        }
        assert_eq!(Groups::read(&Value::List(vec![])), None);
        assert!(Groups::one(4).check("strikers", ActingData::Penguins).is_ok());
        let error = Groups::one(5).check("strikers", ActingData::Penguins).unwrap_err();
        assert!(error.to_string().contains("1 to 5"), "{error}");
    }

    #[test]
    fn groups_have_names_in_a_sentence() {
        let of = |data: ActingData, bits| data.members(Coalition::from_bits(bits));
        assert_eq!(of(ActingData::Penguins, 0b11), "the Adelies of Torgersen and Chinstraps of Dream");
        assert_eq!(of(ActingData::Digits, 0b1000), "the digit 3");
        assert_eq!(of(ActingData::Digits, 0b1010), "the digits 1 and 3");
        assert_eq!(of(ActingData::GermanCredit, 0b1), "the applicants 25 or younger");
        assert_eq!(of(ActingData::GermanCredit, 0b11), "everyone");
    }
}

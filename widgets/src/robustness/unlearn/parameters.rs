//! What an author can set and a link restores.

use std::rc::Rc;

use simulation::data::Source;
use simulation::dataset::Dataset;
use simulation::robustness::unlearning::{Asking, Method, UnlearningPlan, Witness};

use crate::parameters::{Decimal, Whole};
use crate::tables::{TableId, own};

crate::table_choice! {
    /// The rows: a table of two classes, or two classes of a table.
    pub enum UnlearnData {
        /// 1000 applications for credit, a good or a bad risk.
        GermanCredit = "german-credit",
        /// 569 tumours, malignant or benign.
        BreastCancer = "breast-cancer",
        /// 130 wines of two cultivars.
        Wine = "wine",
        /// 100 irises, versicolor or virginica.
        Iris = "iris",
    }
}

impl UnlearnData {
    /// The names for a list.
    pub(super) const NAMES: [(Self, &'static str); 4] = [
        (Self::GermanCredit, "German credit"),
        (Self::BreastCancer, "Breast cancer"),
        (Self::Wine, "Wine, two cultivars"),
        (Self::Iris, "Iris, two species"),
    ];

    /// The table behind it.
    pub(super) const fn source(self) -> TableId {
        match self {
            Self::GermanCredit => TableId::Book(Source::GermanCredit),
            Self::BreastCancer => TableId::Book(Source::BreastCancer),
            Self::Wine => TableId::Book(Source::Wine),
            Self::Iris => TableId::Book(Source::Iris),
            Self::Own(rows) => TableId::Own(rows),
        }
    }

    /// The rows of the two classes.
    pub(super) fn rows(self, table: Rc<Dataset>) -> Rc<Dataset> {
        let (zero, one) = match self {
            Self::GermanCredit | Self::BreastCancer | Self::Own(_) => return table,
            Self::Wine => (0, 1),
            Self::Iris => (1, 2),
        };
        // Rows of a table that was checked.
        table.pair_of_classes(zero, one).map_or(table, Rc::new)
    }

    /// The most rows that can be trained on: half of the table, and no more than a fit takes in a few milliseconds.
    pub(super) fn most(self) -> u32 {
        match self {
            Self::GermanCredit | Self::BreastCancer => 200,
            Self::Wine => 65,
            Self::Iris => 50,
            Self::Own(rows) => (own::about(rows).rows as u32 / 2).min(200),
        }
    }

    /// The class whose rows ask when a class asks: the one that makes the news.
    pub(super) const fn class(self) -> (usize, &'static str) {
        match self {
            Self::GermanCredit => (1, "bad risks"),
            Self::BreastCancer => (0, "malignant tumours"),
            Self::Wine => (1, "wines of the second cultivar"),
            Self::Iris => (1, "virginicas"),
            Self::Own(_) => (1, "rows of the second class"),
        }
    }
}

crate::choice! {
    /// Which rows ask to be forgotten.
    pub enum Asks {
        /// Any, as luck has it.
        Random = "random",
        /// Rows of one class.
        OneClass = "one-class",
        /// Those of the largest losses.
        Hardest = "hardest",
    }
}

impl Asks {
    /// The names for a row of choices.
    pub(super) const NAMES: [(Self, &'static str); 3] =
        [(Self::Random, "anybody"), (Self::OneClass, "one class"), (Self::Hardest, "the hardest rows")];
}

crate::choice! {
    /// How the rows are forgotten.
    pub enum Way {
        /// Not at all.
        Nothing = "nothing",
        /// The model is trained anew on the other rows.
        Retrain = "retrain",
        /// The shards that the rows lie in are trained anew.
        Sisa = "sisa",
        /// A ridge regression is downdated.
        Downdate = "downdate",
        /// One first-order step.
        FirstOrder = "first-order",
        /// One Newton step, with its certificate.
        Newton = "newton",
    }
}

impl Way {
    /// The names for a list and a legend.
    pub(super) const NAMES: [(Self, &'static str); 6] = [
        (Self::Nothing, "Nothing is done"),
        (Self::Retrain, "Retraining"),
        (Self::Sisa, "SISA"),
        (Self::Downdate, "Ridge downdate"),
        (Self::FirstOrder, "First-order step"),
        (Self::Newton, "Newton step"),
    ];

    /// The same for the simulation.
    pub(super) const fn method(self) -> Method {
        match self {
            Self::Nothing => Method::Nothing,
            Self::Retrain => Method::Retrain,
            Self::Sisa => Method::Sisa,
            Self::Downdate => Method::Downdate,
            Self::FirstOrder => Method::FirstOrder,
            Self::Newton => Method::Newton,
        }
    }

    /// As the subject of a sentence.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Nothing => "doing nothing",
            Self::Retrain => "retraining",
            Self::Sisa => "SISA",
            Self::Downdate => "the downdate",
            Self::FirstOrder => "the first-order step",
            Self::Newton => "the Newton step",
        }
    }

    /// The learner that it makes forget.
    pub(super) const fn learner(self) -> &'static str {
        match self {
            Self::Sisa => "logistic regression in shards",
            Self::Downdate => "ridge regression of the labels",
            _ => "logistic regression",
        }
    }
}

crate::choice! {
    /// Who is to tell the forgetting model from the retrained one.
    pub enum Sees {
        /// Reads the losses of the rows that asked.
        Losses = "losses",
        /// Knows all other rows and the learner, and reads the slope.
        Slopes = "slopes",
    }
}

impl Sees {
    /// The names for a row of choices.
    pub(super) const NAMES: [(Self, &'static str); 2] =
        [(Self::Losses, "losses"), (Self::Slopes, "slopes, with all other rows")];

    /// The same for the simulation.
    pub(super) const fn witness(self) -> Witness {
        match self {
            Self::Losses => Witness::Losses,
            Self::Slopes => Witness::Slopes,
        }
    }
}

crate::choice! {
    /// What is drawn on the left.
    pub enum Picture {
        /// Cost against what is left.
        Cost = "cost",
        /// The Newton step’s residual and its bounds.
        Certificate = "certificate",
    }
}

impl Picture {
    /// The names for a row of choices.
    pub(super) const NAMES: [(Self, &'static str); 2] =
        [(Self::Cost, "cost and distance"), (Self::Certificate, "certificate")];
}

crate::parameters! {
    /// The parameters of unlearning.
    pub struct UnlearnParameters {
        /// How the rows are forgotten.
        method: Way = Way::Newton,
        /// How many rows ask to be forgotten; at most half of those that train.
        requested: Whole<1, 60> = Whole::new(10),
        /// Which rows ask.
        asking: Asks = Asks::Random,
        /// λ, which stands on half the squared parameters beside the sum of losses.
        penalty: Decimal<10, 100_000> = Decimal::thousandths(10_000),
        /// The shards of SISA.
        shards: Whole<1, 20> = Whole::new(5),
        /// The slices of each shard.
        slices: Whole<1, 5> = Whole::new(1),
        /// The standard deviation of a random slope in the logistic regression’s objective; 0 is none.
        noise: Decimal<0, 10_000> = Decimal::thousandths(0),
        /// What the witness reads.
        witness: Sees = Sees::Losses,
        /// What is drawn on the left.
        picture: Picture = Picture::Cost,
        /// The rows.
        data: UnlearnData = UnlearnData::GermanCredit,
        /// The rows that train; all others test.
        rows: Whole<20, 200> = Whole::new(120),
        /// Other divisions and requests on which everything is repeated.
        repetitions: Whole<0, 200> = Whole::new(40),
        /// The seed of the division, the request, the shards and the noise.
        seed: Whole<1, 999_999> = Whole::new(1),
    }
}

impl UnlearnParameters {
    /// The same for the simulation.
    pub(super) fn plan(&self) -> UnlearningPlan {
        UnlearningPlan {
            rows: self.rows.get(),
            requested: self.requested.get(),
            asking: match self.asking {
                Asks::Random => Asking::Random,
                Asks::OneClass => Asking::OfClass(self.data.class().0),
                Asks::Hardest => Asking::Hardest,
            },
            penalty: self.penalty.get(),
            shards: self.shards.get(),
            slices: self.slices.get(),
            noise: self.noise.get(),
        }
    }

    /// The most rows that can ask.
    pub(super) fn most_requested(&self) -> u32 {
        (self.rows.get() / 2).min(60)
    }
}

/// The penalties that the slider stops at, in thousandths.
pub(super) const PENALTIES: [u32; 9] = [10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000];

/// The noises, likewise.
pub(super) const NOISES: [u32; 8] = [0, 10, 30, 100, 300, 1_000, 3_000, 10_000];

/// The stop at a number, or the one below it.
pub(super) fn stop_of(stops: &[u32], number: f64) -> u32 {
    stops.iter().filter(|&&stop| f64::from(stop) <= number * 1000.0 + 0.5).count().saturating_sub(1) as u32
}

/// The thousandths at a stop; those of the last one beyond.
pub(super) fn stop(stops: &[u32], place: u32) -> u32 {
    stops.get(place as usize).or(stops.last()).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::table;

    #[test]
    fn every_stop_is_found_again() {
        for stops in [&PENALTIES[..], &NOISES] {
            for place in 0..stops.len() as u32 {
                assert_eq!(stop_of(stops, f64::from(stop(stops, place)) / 1000.0), place);
            }
        }
        assert_eq!((stop_of(&PENALTIES, 0.5), stop(&NOISES, 99)), (3, 10_000));
    }

    #[test]
    fn every_choice_of_rows_has_two_classes_and_room_to_test() {
        for (data, _) in UnlearnData::NAMES {
            let rows = data.rows(table(data.source()).unwrap());
            assert_eq!(rows.class_count(), 2, "{data:?}");
            assert!(data.most() as usize <= rows.len() / 2, "{data:?}");
        }
    }
}

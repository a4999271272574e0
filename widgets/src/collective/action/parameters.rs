//! What an author can set and a link restores.

use simulation::collective::action::Strategy;
use simulation::data::german_credit::RISKS;

use crate::parameters::{Decimal, Whole};

crate::choice! {
    /// What the members do with their rows.
    pub enum Does {
        /// Plant a signal: every member shows it, under the label that is wanted.
        Plant = "plant",
        /// Plant a signal without touching labels: members who have the wanted label show it.
        PlantFeatures = "plant-features",
        /// Erase an attribute: every member takes the label that is likeliest where the attribute is overwritten.
        Erase = "erase",
    }
}

crate::choice! {
    /// The signal: an attribute, and the code that it is overwritten with.
    pub enum Signal {
        /// The credit is for repairs.
        Repairs = "repairs",
        /// The credit is for retraining.
        Retraining = "retraining",
        /// The credit is for education.
        Education = "education",
        /// The credit is for a used car.
        UsedCar = "used-car",
        /// The credit is for a radio or a television.
        Radio = "radio",
        /// Somebody guarantees for the credit.
        Guarantor = "guarantor",
        /// Instalments are being paid at a store.
        Store = "store",
        /// The home is the applicant’s own.
        OwnHome = "own-home",
    }
}

crate::choice! {
    /// The answer that planting is to bring about.
    pub enum Wanted {
        /// A good risk.
        Good = "good",
        /// A bad risk.
        Bad = "bad",
    }
}

crate::choice! {
    /// What the model sees beside the checking account and the signal’s attribute.
    pub enum Beside {
        /// How earlier credits were paid.
        History = "history",
        /// Savings.
        Savings = "savings",
        /// For how long the applicant has been employed.
        Employment = "employment",
        /// Nothing.
        Nothing = "nothing",
    }
}

crate::choice! {
    /// The learner that is trained beside the exact classifier.
    pub enum Taught {
        /// Logistic regression with a penalty of 1.
        Logistic = "logistic",
        /// The majority of the training rows that look the same, or of those that look most alike.
        LookUp = "look-up",
    }
}

/// A signal in words, and where it is in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SignalFacts {
    /// The attribute, as the table’s columns begin.
    pub(super) attribute: &'static str,
    /// The code’s place among the attribute’s.
    pub(super) code: usize,
    /// What is shown.
    pub(super) sign: &'static str,
    /// “if they …”, of what might be.
    pub(super) shown: &'static str,
    /// The attribute in a sentence.
    pub(super) about: &'static str,
}

impl Does {
    /// The names for a list.
    pub(super) const NAMES: [(Self, &'static str); 3] = [
        (Self::Plant, "Plant: signal and label"),
        (Self::PlantFeatures, "Plant: signal alone"),
        (Self::Erase, "Erase"),
    ];
}

impl Signal {
    /// The names for a list.
    pub(super) const NAMES: [(Self, &'static str); 8] = [
        (Self::Repairs, "Purpose: repairs"),
        (Self::Retraining, "Purpose: retraining"),
        (Self::Education, "Purpose: education"),
        (Self::UsedCar, "Purpose: used car"),
        (Self::Radio, "Purpose: radio or TV"),
        (Self::Guarantor, "Other debtors: guarantor"),
        (Self::Store, "Other instalments: store"),
        (Self::OwnHome, "Housing: own"),
    ];

    pub(super) const fn facts(self) -> SignalFacts {
        let (attribute, code, sign, shown, about) = match self {
            Self::Repairs => purpose(5, "“for repairs”", "said “for repairs”"),
            Self::Retraining => purpose(7, "“for retraining”", "said “for retraining”"),
            Self::Education => purpose(6, "“for education”", "said “for education”"),
            Self::UsedCar => purpose(1, "“for a used car”", "said “for a used car”"),
            Self::Radio => purpose(3, "“for a radio or TV”", "said “for a radio or TV”"),
            Self::Guarantor => {
                ("other debtors", 2, "a guarantor", "brought a guarantor", "whether others owe, too,")
            }
            Self::Store => (
                "other instalments",
                1,
                "paying at a store",
                "paid instalments at a store",
                "whether other instalments are due",
            ),
            Self::OwnHome => ("housing", 1, "“a home of my own”", "said “a home of my own”", "the housing"),
        };
        SignalFacts { attribute, code, sign, shown, about }
    }
}

type Facts = (&'static str, usize, &'static str, &'static str, &'static str);

const fn purpose(code: usize, sign: &'static str, shown: &'static str) -> Facts {
    ("purpose", code, sign, shown, "the purpose")
}

impl Wanted {
    /// The class.
    pub(super) const fn class(self) -> usize {
        self as usize
    }

    /// The word for it.
    pub(super) const fn name(self) -> &'static str {
        RISKS[self as usize]
    }
}

impl Beside {
    /// The names for a list.
    pub(super) const NAMES: [(Self, &'static str); 4] = [
        (Self::History, "Credit history"),
        (Self::Savings, "Savings"),
        (Self::Employment, "Employment"),
        (Self::Nothing, "Nothing more"),
    ];

    /// The attribute, as the table’s columns begin; in a sentence; and on an axis.
    pub(super) const fn names(self) -> Option<[&'static str; 3]> {
        match self {
            Self::History => Some(["history", "the credit history", "credit history"]),
            Self::Savings => Some(["savings", "the savings", "savings, DM"]),
            Self::Employment => Some(["employed", "the years of employment", "years of employment"]),
            Self::Nothing => None,
        }
    }

    /// Its codes, short enough for an axis.
    pub(super) const fn codes(self) -> &'static [&'static str] {
        match self {
            Self::History => &["none", "paid here", "paid", "delays", "critical"],
            Self::Savings => &["< 100", "< 500", "< 1000", "≥ 1000", "unknown"],
            Self::Employment => &["none", "< 1", "1 to 4", "4 to 7", "≥ 7"],
            Self::Nothing => &["everybody"],
        }
    }
}

/// The codes of the checking account, short enough for an axis.
pub(super) const CHECKING: [&str; 4] = ["< 0", "< 200", "≥ 200", "none"];

impl Taught {
    /// The names for a list.
    pub(super) const NAMES: [(Self, &'static str); 2] =
        [(Self::Logistic, "Logistic regression"), (Self::LookUp, "Looking alike up")];

    /// The learner in a sentence.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Logistic => "logistic regression",
            Self::LookUp => "looking alike rows up",
        }
    }
}

/// The shares that can be tried, in thousandths.
pub(super) const STOPS: [u32; 15] = [0, 2, 5, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 400, 500];

crate::parameters! {
    /// The parameters of collective action.
    pub struct ActionParameters {
        /// What the members do with their rows.
        does: Does = Does::Plant,
        /// The signal.
        signal: Signal = Signal::Education,
        /// The answer that planting is to bring about.
        wanted: Wanted = Wanted::Good,
        /// What the model sees beside the checking account and the signal’s attribute.
        beside: Beside = Beside::History,
        /// The learner that is trained beside the exact classifier.
        learner: Taught = Taught::Logistic,
        /// The share of the rows whose owners act together: one of 0, 0.002, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4 and 0.5.
        share: Decimal<0, 500> = Decimal::thousandths(20),
        /// Other divisions and memberships on which the learner is trained.
        draws: Whole<0, 100> = Whole::new(20),
        /// The seed of the divisions and memberships.
        seed: Whole<1, 999_999> = Whole::new(1),
    }
}

impl ActionParameters {
    /// What the members agree on.
    pub(super) const fn strategy(&self) -> Strategy {
        let target = self.wanted.class();
        match self.does {
            Does::Plant => Strategy::FeaturesAndLabel { target },
            Does::PlantFeatures => Strategy::FeaturesOnly { target },
            Does::Erase => Strategy::Erase,
        }
    }

    /// The place of the share among the stops, if it is one of them.
    pub(super) fn stop(&self) -> Option<usize> {
        STOPS.iter().position(|&stop| Decimal::thousandths(stop) == self.share)
    }
}

//! What an author can set and a link restores.

use simulation::collective::bargain::Dividend;
use simulation::collective::strike::Substitutes;
use simulation::data::Source;
use simulation::valuation::Coalition;

use crate::parameters::{Decimal, Whole};
use crate::tables::TableId;

crate::table_choice! {
    /// The table whose groups sit at the table.
    pub enum BargainData {
        /// Palmer penguins: five colonies of three species.
        Penguins = "penguins",
        /// Iris: three species.
        Iris = "iris",
        /// Wine: three cultivars.
        Wine = "wine",
        /// German Credit: applicants up to 25 years, and older ones.
        GermanCredit = "german-credit",
    }
}

crate::choice! {
    /// Who bargains with the operator.
    pub enum Who {
        /// All groups as one.
        Everyone = "everyone",
        /// The named group alone; the others stay with the operator.
        Named = "named",
    }
}

crate::choice! {
    /// What the operator trains on instead of rows that are withheld.
    pub enum Instead {
        /// Nothing.
        Nothing = "nothing",
        /// Public rows of the same class, as long as there are any.
        Public = "public",
    }
}

crate::choice! {
    /// How the surplus is divided between the operator and the people.
    pub enum Rule {
        /// The Nash solution.
        Nash = "nash",
        /// Offers in turn.
        Offers = "offers",
    }
}

crate::choice! {
    /// Who makes the first offer.
    pub enum Speaks {
        /// The operator.
        Operator = "operator",
        /// The people.
        People = "people",
    }
}

crate::choice! {
    /// By what the people’s fund is paid out to the groups.
    pub enum Paid {
        /// The same to every head.
        Heads = "heads",
        /// In proportion to the groups’ Shapley values.
        Shapley = "shapley",
        /// In proportion to what each group adds to all others.
        Marginal = "marginal",
    }
}

impl BargainData {
    /// The names for a list.
    pub(super) const NAMES: [(Self, &'static str); 4] = [
        (Self::Penguins, "Penguins"),
        (Self::Iris, "Iris"),
        (Self::Wine, "Wine"),
        (Self::GermanCredit, "German credit"),
    ];

    /// The table behind it.
    pub(super) const fn source(self) -> TableId {
        match self {
            Self::Penguins => TableId::Book(Source::Penguins),
            Self::Iris => TableId::Book(Source::Iris),
            Self::Wine => TableId::Book(Source::Wine),
            Self::GermanCredit => TableId::Book(Source::GermanCredit),
            Self::Own(rows) => TableId::Own(rows),
        }
    }

    /// The groups’ names.
    pub(super) fn groups(self) -> &'static [&'static str] {
        self.source().about().groups
    }
}

impl BargainParameters {
    /// The groups that bargain, of so many.
    pub(super) fn union(&self, groups: usize) -> Coalition {
        match self.who {
            Who::Everyone => Coalition::all(groups),
            Who::Named => Coalition::single(self.focus.get() as usize),
        }
    }
}

impl Instead {
    /// The same for the simulation.
    pub(super) const fn substitutes(self) -> Substitutes {
        match self {
            Self::Nothing => Substitutes::None,
            Self::Public => Substitutes::Public,
        }
    }
}

impl Speaks {
    /// The side’s place.
    pub(super) const fn side(self) -> usize {
        self as usize
    }
}

impl Paid {
    /// The names for a list.
    pub(super) const NAMES: [(Self, &'static str); 3] = [
        (Self::Heads, "The same a head"),
        (Self::Shapley, "By Shapley value"),
        (Self::Marginal, "By what each adds"),
    ];

    /// The same for the simulation.
    pub(super) const fn dividend(self) -> Dividend {
        match self {
            Self::Heads => Dividend::PerHead,
            Self::Shapley | Self::Marginal => Dividend::ByValue,
        }
    }
}

/// The shares of the rows that can be withheld, in fifths.
pub(super) const FIFTHS: u32 = 5;

/// A parameter between 0 and 1 is slid in steps of a twentieth.
pub(super) const STEP: u32 = 50;

crate::parameters! {
    /// The parameters of a bargain over data.
    pub struct BargainParameters {
        /// The table.
        data: BargainData = BargainData::Penguins,
        /// Who bargains with the operator.
        who: Who = Who::Everyone,
        /// How many fifths of their rows they can withhold, by lot.
        fifths: Whole<0, 5> = Whole::new(5),
        /// What the operator trains on instead.
        instead: Instead = Instead::Nothing,
        /// The part of what their rows bring a competitor that it pays the people.
        elsewhere: Decimal<0, 1000> = Decimal::thousandths(250),
        /// How the surplus is divided between the operator and the people.
        rule: Rule = Rule::Nash,
        /// The people’s weight in the Nash solution; the operator has the rest.
        power: Decimal<0, 1000> = Decimal::thousandths(500),
        /// What is left of a gain for the operator after a round of waiting.
        operator_patience: Decimal<0, 950> = Decimal::thousandths(900),
        /// What is left of a gain for the people after a round of waiting.
        people_patience: Decimal<0, 950> = Decimal::thousandths(700),
        /// Who makes the first offer.
        first: Speaks = Speaks::Operator,
        /// By what the people’s fund is paid out to the groups.
        paid: Paid = Paid::Heads,
        /// The group that is named: its place in the table’s list.
        focus: Whole<0, 4> = Whole::new(0),
        /// Divisions of the table over which the curve is averaged.
        draws: Whole<1, 100> = Whole::new(20),
        /// The seed of the divisions.
        seed: Whole<1, 999_999> = Whole::new(1),
    }
}

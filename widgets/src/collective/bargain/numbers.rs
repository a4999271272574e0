//! Numbers of a bargain for the prose, computed when the book is built. All are points: per cent of the test rows.

use super::AtTheTable;
use super::runs::CAMPAIGN;
use super::settled::{Settled, offers};
use crate::numbers::{number, read};
use crate::parameters::{Arguments, ParameterError};
use crate::registry::Number;

/// A number of what is settled, in points.
fn points(
    name: &str,
    arguments: &Arguments,
    of: impl Fn(&AtTheTable, &Settled) -> Option<f64>,
) -> Result<String, Vec<ParameterError>> {
    read::<AtTheTable>(name, arguments, |table| Some(100.0 * of(table, table.settled.as_ref()?)?))
}

/// The numbers of a bargain.
pub(crate) const NUMBERS: &[Number] = &[
    number::<AtTheTable>("bargain-pie", "What an agreement is worth.", |name, arguments| {
        points(name, arguments, |_, settled| Some(settled.stakes.pie()))
    }),
    number::<AtTheTable>(
        "bargain-operator-apart",
        "What the operator has if talks fail.",
        |name, arguments| {
            points(name, arguments, |table, settled| {
                Some(settled.stakes.disagreement(table.parameters.elsewhere.get())[0])
            })
        },
    ),
    number::<AtTheTable>("bargain-people-apart", "What the people have if talks fail.", |name, arguments| {
        points(name, arguments, |table, settled| {
            Some(settled.stakes.disagreement(table.parameters.elsewhere.get())[1])
        })
    }),
    number::<AtTheTable>("bargain-surplus", "What is bargained over.", |name, arguments| {
        points(name, arguments, |_, settled| Some(settled.surplus()))
    }),
    number::<AtTheTable>("bargain-operator", "What the operator gets.", |name, arguments| {
        points(name, arguments, |_, settled| Some(settled.payoffs[0]))
    }),
    number::<AtTheTable>("bargain-people", "What the people get.", |name, arguments| {
        points(name, arguments, |_, settled| Some(settled.payoffs[1]))
    }),
    number::<AtTheTable>(
        "bargain-people-least",
        "The least that the people get in a draw.",
        |name, arguments| {
            points(name, arguments, |table, _| Some(table.each().into_iter().fold(f64::INFINITY, f64::min)))
        },
    ),
    number::<AtTheTable>(
        "bargain-people-most",
        "The most that the people get in a draw.",
        |name, arguments| {
            points(name, arguments, |table, _| {
                Some(table.each().into_iter().fold(f64::NEG_INFINITY, f64::max))
            })
        },
    ),
    number::<AtTheTable>(
        "bargain-limit",
        "The people’s share of the surplus in ever shorter rounds, in per cent.",
        |name, arguments| points(name, arguments, |table, _| Some(offers(&table.parameters)?.weights()[1])),
    ),
    number::<AtTheTable>("bargain-operator-shapley", "The operator’s Shapley value.", |name, arguments| {
        points(name, arguments, |_, settled| Some(settled.operator_shapley))
    }),
    number::<AtTheTable>(
        "bargain-groups-shapley",
        "The Shapley values of all groups together.",
        |name, arguments| points(name, arguments, |_, settled| Some(settled.shapley.iter().sum())),
    ),
    number::<AtTheTable>(
        "bargain-shapley",
        "The Shapley value of the group that is named.",
        |name, arguments| {
            points(name, arguments, |table, settled| settled.shapley.get(table.focus()).copied())
        },
    ),
    number::<AtTheTable>(
        "bargain-adds",
        "What the group that is named adds to all others.",
        |name, arguments| points(name, arguments, |table, settled| settled.adds.get(table.focus()).copied()),
    ),
    number::<AtTheTable>("bargain-paid", "What the group that is named is paid.", |name, arguments| {
        points(name, arguments, |table, settled| settled.paid.get(table.focus()).copied())
    }),
    number::<AtTheTable>(
        "bargain-core-most",
        "The most that the group that is named gets in the core.",
        |name, arguments| {
            points(name, arguments, |table, settled| {
                Some(settled.core.get(table.focus()).copied().flatten()?.high)
            })
        },
    ),
    number::<AtTheTable>(
        "bargain-least-core",
        "What those gain by leaving who mind the division that is minded least.",
        |name, arguments| points(name, arguments, |_, settled| Some(settled.least)),
    ),
    number::<AtTheTable>(
        "bargain-objection",
        "What those gain who mind the division most, by leaving.",
        |name, arguments| points(name, arguments, |_, settled| Some(settled.objection?.excess)),
    ),
    number::<AtTheTable>(
        "bargain-rows",
        "The operator’s rows of the group that is named.",
        |name, arguments| {
            read::<AtTheTable>(name, arguments, |table| {
                table.heads.get(table.focus()).map(|&heads| f64::from(heads))
            })
        },
    ),
    number::<AtTheTable>("bargain-all-rows", "The rows of those who bargain.", |name, arguments| {
        read::<AtTheTable>(name, arguments, |table| Some(f64::from(table.theirs())))
    }),
    number::<AtTheTable>(
        "bargain-withheld",
        "The rows that are withheld if talks fail.",
        |name, arguments| read::<AtTheTable>(name, arguments, |table| Some(table.withheld() as f64)),
    ),
    number::<AtTheTable>("bargain-draws", "Over how many draws the curve is averaged.", |name, arguments| {
        read::<AtTheTable>(name, arguments, |table| Some(table.draws().len() as f64))
    }),
    number::<AtTheTable>(
        "bargain-public",
        "The public rows that the competitor begins with.",
        |name, arguments| read::<AtTheTable>(name, arguments, |_| Some(CAMPAIGN.start as f64)),
    ),
];

//! Numbers of the contribution campaign for the prose, computed when the book is built.

use super::{Campaign, words};
use crate::numbers::{number, read};
use crate::registry::Number;

/// The numbers of the contribution campaign.
pub(crate) const NUMBERS: &[Number] = &[
    number::<Campaign>(
        "campaign-start",
        "The competitor’s accuracy without a contribution, in per cent.",
        |name, arguments| {
            read::<Campaign>(name, arguments, |campaign| Some(100.0 * words::ends(campaign)?[0][1]))
        },
    ),
    number::<Campaign>(
        "campaign-competitor",
        "The competitor’s accuracy at the share in question, in per cent.",
        |name, arguments| {
            read::<Campaign>(name, arguments, |campaign| Some(100.0 * words::ends(campaign)?[1][1]))
        },
    ),
    number::<Campaign>(
        "campaign-before",
        "The operator’s accuracy without a campaign, in per cent.",
        |name, arguments| {
            read::<Campaign>(name, arguments, |campaign| Some(100.0 * words::ends(campaign)?[0][0]))
        },
    ),
    number::<Campaign>(
        "campaign-operator",
        "The operator’s accuracy at the share in question, in per cent.",
        |name, arguments| {
            read::<Campaign>(name, arguments, |campaign| Some(100.0 * words::ends(campaign)?[1][0]))
        },
    ),
    number::<Campaign>(
        "campaign-closed",
        "The share of the gap that the competitor has closed, in per cent.",
        |name, arguments| {
            read::<Campaign>(name, arguments, |campaign| Some(100.0 * words::gap_closed(campaign)?))
        },
    ),
    number::<Campaign>(
        "campaign-ahead",
        "The share from which on the competitor is at least as good, in per cent.",
        |name, arguments| read::<Campaign>(name, arguments, |campaign| Some(100.0 * words::ahead(campaign)?)),
    ),
    number::<Campaign>(
        "campaign-leads",
        "In how many draws the competitor is at least as good.",
        |name, arguments| {
            read::<Campaign>(name, arguments, |campaign| {
                Some(words::leads(campaign).iter().filter(|lead| **lead >= 0.0).count() as f64)
            })
        },
    ),
    number::<Campaign>("campaign-draws", "How many draws there are.", |name, arguments| {
        read::<Campaign>(name, arguments, |campaign| Some(words::leads(campaign).len() as f64))
    }),
    number::<Campaign>(
        "campaign-contributed",
        "The rows contributed in the first draw.",
        |name, arguments| read::<Campaign>(name, arguments, |campaign| Some(campaign.contributed() as f64)),
    ),
    number::<Campaign>(
        "campaign-rows",
        "The competitor’s rows in the first draw before the campaign.",
        |name, arguments| {
            read::<Campaign>(name, arguments, |campaign| Some(campaign.rows()[0].competitor as f64))
        },
    ),
];

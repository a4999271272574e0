//! Numbers of the strike simulator for the prose, computed when the book is built.

use super::{Strike, summary};
use crate::numbers::{number, read};
use crate::registry::Number;

/// The numbers of the strike simulator.
pub(crate) const NUMBERS: &[Number] = &[
    number::<Strike>(
        "strike-before",
        "Accuracy before the strike, in per cent, mean of the draws.",
        |name, arguments| read::<Strike>(name, arguments, |strike| Some(100.0 * summary::ends(strike)?[0])),
    ),
    number::<Strike>("strike-after", "Accuracy at the share in question, in per cent.", |name, arguments| {
        read::<Strike>(name, arguments, |strike| Some(100.0 * summary::ends(strike)?[1]))
    }),
    number::<Strike>(
        "strike-loss",
        "Points of accuracy lost at the share in question.",
        |name, arguments| {
            read::<Strike>(name, arguments, |strike| simulation::statistics::mean(&summary::losses(strike)))
        },
    ),
    number::<Strike>(
        "strike-loss-low",
        "The lower end of the middle 90 % of the draws’ losses.",
        |name, arguments| {
            read::<Strike>(name, arguments, |strike| Some(summary::middle(&summary::losses(strike))?.low))
        },
    ),
    number::<Strike>(
        "strike-loss-high",
        "The upper end of the middle 90 % of the draws’ losses.",
        |name, arguments| {
            read::<Strike>(name, arguments, |strike| Some(summary::middle(&summary::losses(strike))?.high))
        },
    ),
    number::<Strike>("strike-worse", "In how many draws accuracy falls.", |name, arguments| {
        read::<Strike>(name, arguments, |strike| {
            Some(summary::losses(strike).iter().filter(|loss| **loss > 0.0).count() as f64)
        })
    }),
    number::<Strike>("strike-draws", "How many draws there are.", |name, arguments| {
        read::<Strike>(name, arguments, |strike| Some(strike.curves().draws().len() as f64))
    }),
    number::<Strike>("strike-rows", "The strikers’ rows in the first draw.", |name, arguments| {
        read::<Strike>(name, arguments, |strike| {
            Some(summary::rows(strike, strike.parameters.strikers.coalition()) as f64)
        })
    }),
    number::<Strike>("strike-all-rows", "The operator’s rows in the first draw.", |name, arguments| {
        read::<Strike>(name, arguments, |strike| {
            Some(summary::rows(strike, strike.parameters.data.everyone()) as f64)
        })
    }),
    number::<Strike>("strike-public", "The public rows in the first draw.", |name, arguments| {
        read::<Strike>(name, arguments, |strike| Some(strike.first.table().public().len() as f64))
    }),
    number::<Strike>("strike-tests", "The test rows that count in the first draw.", |name, arguments| {
        read::<Strike>(name, arguments, |strike| Some(strike.first.slice().len() as f64))
    }),
    number::<Strike>(
        "strike-even",
        "The share from which on the strike breaks even, in per cent.",
        |name, arguments| {
            read::<Strike>(name, arguments, |strike| Some(100.0 * summary::break_even(strike)?.share?))
        },
    ),
    number::<Strike>("strike-even-draws", "In how many draws the strike breaks even.", |name, arguments| {
        read::<Strike>(name, arguments, |strike| {
            Some(summary::break_evens(strike).iter().filter(|even| even.share.is_some()).count() as f64)
        })
    }),
    number::<Strike>(
        "strike-dearest",
        "What each row costs where it costs most, in points.",
        |name, arguments| {
            read::<Strike>(name, arguments, |strike| Some(100.0 * summary::break_even(strike)?.dearest?.1))
        },
    ),
    number::<Strike>(
        "strike-each",
        "What each withheld row costs at the share in question, in points.",
        |name, arguments| {
            read::<Strike>(name, arguments, |strike| {
                let share = f64::from(strike.parameters.share.get()) / 100.0;
                let loss = simulation::statistics::mean(&summary::losses(strike))?;
                (share > 0.0).then_some(loss / (share * summary::members(strike)?))
            })
        },
    ),
    number::<Strike>(
        "strike-shapley",
        "The strikers’ Shapley values together, in points; needs `beside=shapley`.",
        |name, arguments| {
            read::<Strike>(name, arguments, |strike| {
                let groups = strike.parameters.strikers.coalition();
                groups
                    .players()
                    .map(|group| summary::shapley(strike, group))
                    .try_fold(0.0, |sum, value| Some(sum + value?))
            })
        },
    ),
    number::<Strike>(
        "strike-holding",
        "The largest share of a class in the strikers’ hands, in per cent.",
        |name, arguments| {
            read::<Strike>(name, arguments, |strike| {
                Some(100.0 * summary::holding(strike, strike.parameters.strikers.coalition()))
            })
        },
    ),
    number::<Strike>("strike-exponent", "The exponent of the strike read backwards.", |name, arguments| {
        read::<Strike>(name, arguments, |strike| summary::law(strike).ok().map(|law| law.exponent))
    }),
    number::<Strike>(
        "strike-floor",
        "The floor of the strike read backwards, in per cent.",
        |name, arguments| {
            read::<Strike>(name, arguments, |strike| summary::law(strike).ok().map(|law| 100.0 * law.offset))
        },
    ),
    number::<Strike>("strike-coalitions", "How many coalitions the groups make.", |name, arguments| {
        read::<Strike>(name, arguments, |strike| {
            Some(f64::from(2_u32.pow(strike.parameters.data.groups().len() as u32)))
        })
    }),
];

//! Numbers of performative prediction for the prose, computed when the book is built.

use simulation::data::Source;

use super::Performative;
use super::parameters::{BIASES, PENALTY};
use crate::numbers::{number, read};
use crate::registry::Number;
use crate::tables::table;

/// The numbers of performative prediction.
pub(crate) const NUMBERS: &[Number] = &[
    number::<Performative>("performative-gap", "How far the model moved in `round`.", |name, arguments| {
        read::<Performative>(name, arguments, Performative::gap)
    }),
    number::<Performative>(
        "performative-seen",
        "The gap in `round` as a share of the one before.",
        |name, arguments| read::<Performative>(name, arguments, Performative::seen_rate),
    ),
    number::<Performative>("performative-rate", "The local rate at the stable point.", |name, arguments| {
        read::<Performative>(name, arguments, |performative| performative.known().rate)
    }),
    number::<Performative>(
        "performative-trained",
        "The risk in `round` where the model was trained.",
        |name, arguments| read::<Performative>(name, arguments, |performative| Some(performative.risks()?.0)),
    ),
    number::<Performative>(
        "performative-deployed",
        "The risk after `round`, deployed.",
        |name, arguments| {
            read::<Performative>(name, arguments, |performative| {
                performative.work.path.deployed.get(performative.round()).copied()
            })
        },
    ),
    number::<Performative>("performative-stable", "The risk at the stable point.", |name, arguments| {
        read::<Performative>(name, arguments, |performative| performative.known().stable)
    }),
    number::<Performative>("performative-best", "The least risk that was found.", |name, arguments| {
        read::<Performative>(name, arguments, |performative| performative.known().best)
    }),
    number::<Performative>(
        "performative-luck",
        "The mean risk at the end with people drawn anew, less the whole world’s.",
        |name, arguments| {
            read::<Performative>(name, arguments, |performative| Some(performative.luck_moments()?.0))
        },
    ),
    number::<Performative>(
        "performative-luck-spread",
        "The standard deviation of that.",
        |name, arguments| {
            read::<Performative>(name, arguments, |performative| Some(performative.luck_moments()?.1))
        },
    ),
    number::<Performative>(
        "performative-repetitions",
        "How many repetitions there are.",
        |name, arguments| {
            read::<Performative>(name, arguments, |performative| Some(performative.luck().len() as f64))
        },
    ),
    number::<Performative>("performative-rounds", "How many rounds there are.", |name, arguments| {
        read::<Performative>(name, arguments, |performative| {
            Some(f64::from(performative.parameters.rounds.get()))
        })
    }),
    number::<Performative>(
        "performative-people",
        "On how many people a model is trained where luck is drawn.",
        |name, arguments| {
            read::<Performative>(name, arguments, |performative| {
                Some(f64::from(performative.parameters.people.get()))
            })
        },
    ),
    number::<Performative>(
        "performative-penalty",
        "λ on the mean loss of the applicants’ model.",
        |name, arguments| read::<Performative>(name, arguments, |_| Some(PENALTY)),
    ),
    number::<Performative>("performative-coin", "µ of the coin.", |name, arguments| {
        read::<Performative>(name, arguments, |_| Some(BIASES.0))
    }),
    number::<Performative>("performative-location", "µ of the location.", |name, arguments| {
        read::<Performative>(name, arguments, |_| Some(BIASES.1))
    }),
    number::<Performative>(
        "performative-duration",
        "The weight of a loan’s duration after `round`.",
        |name, arguments| {
            read::<Performative>(name, arguments, |performative| {
                performative.work.path.parameter(performative.round(), 0)
            })
        },
    ),
    number::<Performative>(
        "performative-amount",
        "The weight of a loan’s amount after `round`.",
        |name, arguments| {
            read::<Performative>(name, arguments, |performative| {
                performative.work.path.parameter(performative.round(), 1)
            })
        },
    ),
    number::<Performative>(
        "performative-applicants",
        "How many applicants the table has.",
        |name, arguments| {
            read::<Performative>(name, arguments, |_| Some(table(Source::GermanCredit).ok()?.len() as f64))
        },
    ),
];

//! Numbers of collective action for the prose, computed when the book is built.

use super::{Action, taught};
use crate::numbers::{number, read};
use crate::registry::Number;

/// The level for which the critical share is told.
const LEVEL: f64 = 0.9;

/// The numbers of collective action.
pub(crate) const NUMBERS: &[Number] = &[
    number::<Action>(
        "collective-success",
        "Success of the classifier of least error, in per cent.",
        |name, arguments| {
            read::<Action>(name, arguments, |action| Some(100.0 * action.scene.success(action.share())))
        },
    ),
    number::<Action>("collective-before", "The same without a collective.", |name, arguments| {
        read::<Action>(name, arguments, |action| Some(100.0 * action.scene.success(0.0)))
    }),
    number::<Action>("collective-bound", "The lower bound on it, in per cent.", |name, arguments| {
        read::<Action>(name, arguments, |action| Some(100.0 * action.scene.plan.bound(action.share())?))
    }),
    number::<Action>("collective-share", "The share that acts together, in per cent.", |name, arguments| {
        read::<Action>(name, arguments, |action| Some(100.0 * action.share()))
    }),
    number::<Action>(
        "collective-reached",
        "The share from which on success is at least 90 % for the classifier of least error, in per cent.",
        |name, arguments| {
            read::<Action>(name, arguments, |action| Some(100.0 * action.scene.plan.reached_from(LEVEL)?))
        },
    ),
    number::<Action>(
        "collective-promised",
        "The share from which on the bound promises at least 90 %, in per cent.",
        |name, arguments| {
            read::<Action>(name, arguments, |action| Some(100.0 * action.scene.plan.promised_from(LEVEL)?))
        },
    ),
    number::<Action>(
        "collective-uniqueness",
        "The share of applicants who show the signal anyway, in per cent.",
        |name, arguments| {
            read::<Action>(name, arguments, |action| Some(100.0 * action.scene.plan.uniqueness()))
        },
    ),
    number::<Action>(
        "collective-gap",
        "By how much the wanted answer falls short, at most, where the signal shows.",
        |name, arguments| read::<Action>(name, arguments, |action| action.scene.plan.gap()),
    ),
    number::<Action>(
        "collective-floor",
        "The least probability of the wanted answer in any kind of applicant.",
        |name, arguments| read::<Action>(name, arguments, |action| action.scene.plan.floor()),
    ),
    number::<Action>(
        "collective-dependence",
        "How much the signal says on average: τ.",
        |name, arguments| read::<Action>(name, arguments, |action| Some(action.scene.plan.dependence())),
    ),
    number::<Action>(
        "collective-trained",
        "Mean success of the trained learner, in per cent.",
        |name, arguments| {
            read::<Action>(name, arguments, |action| Some(100.0 * action.taught(action.stop)?[0]))
        },
    ),
    number::<Action>(
        "collective-trained-low",
        "The lower end of the 95 % interval of that mean.",
        |name, arguments| {
            read::<Action>(name, arguments, |action| Some(100.0 * action.taught(action.stop)?[1]))
        },
    ),
    number::<Action>(
        "collective-trained-high",
        "The upper end of the 95 % interval of that mean.",
        |name, arguments| {
            read::<Action>(name, arguments, |action| Some(100.0 * action.taught(action.stop)?[2]))
        },
    ),
    number::<Action>("collective-draws", "How many draws there are.", |name, arguments| {
        read::<Action>(name, arguments, |action| Some(action.draws() as f64))
    }),
    number::<Action>("collective-rows", "How many rows train.", |name, arguments| {
        read::<Action>(name, arguments, |action| {
            Some(taught::joined(&action.scene, action.seed(), action.share()).0 as f64)
        })
    }),
    number::<Action>("collective-members", "How many of them have joined.", |name, arguments| {
        read::<Action>(name, arguments, |action| {
            Some(taught::joined(&action.scene, action.seed(), action.share()).1 as f64)
        })
    }),
    number::<Action>(
        "collective-level",
        "The success, in per cent, for which the other numbers say from which share on it is reached.",
        |name, arguments| read::<Action>(name, arguments, |_| Some(100.0 * LEVEL)),
    ),
];

//! Numbers of active learning for the prose, computed when the book is built.

use super::{Active, words};
use crate::numbers::{number, read};
use crate::registry::Number;

/// The numbers of active learning.
pub(crate) const NUMBERS: &[Number] = &[
    number::<Active>(
        "active-gain",
        "Area under the curve of asking minus that of luck, mean over the repetitions.",
        |name, arguments| {
            read::<Active>(name, arguments, |active| words::gained(active).map(|found| found.0))
        },
    ),
    number::<Active>("active-error", "The standard error of that mean.", |name, arguments| {
        read::<Active>(name, arguments, |active| words::gained(active).map(|found| found.1))
    }),
    number::<Active>("active-wins", "In how many repetitions asking is ahead.", |name, arguments| {
        read::<Active>(name, arguments, |active| words::gained(active).map(|found| found.2 as f64))
    }),
    number::<Active>("active-repetitions", "How many repetitions there are.", |name, arguments| {
        read::<Active>(name, arguments, |active| Some(active.repeated() as f64))
    }),
    number::<Active>("active-value", "The accuracy of the run at `round`.", |name, arguments| {
        read::<Active>(name, arguments, |active| active.own.values.get(active.round() as usize).copied())
    }),
    number::<Active>("active-labels", "The labels at `round`.", |name, arguments| {
        read::<Active>(name, arguments, |active| Some(active.setting.labels(active.round() as usize) as f64))
    }),
    number::<Active>("active-mean", "The mean accuracy of asking at `round`.", |name, arguments| {
        read::<Active>(name, arguments, |active| {
            active.asking.summary.points.get(active.round() as usize).map(|point| point[0])
        })
    }),
    number::<Active>("active-luck", "The mean accuracy of luck at `round`.", |name, arguments| {
        read::<Active>(name, arguments, |active| {
            active.luck.summary.points.get(active.round() as usize).map(|point| point[0])
        })
    }),
    number::<Active>("active-pool", "How many rows can be asked about.", |name, arguments| {
        read::<Active>(name, arguments, |active| Some(active.setting.pool as f64))
    }),
    number::<Active>("active-tests", "How many rows test.", |name, arguments| {
        read::<Active>(name, arguments, |active| Some(active.tests as f64))
    }),
    number::<Active>(
        "active-shown",
        "The share of the rows’ variance that the plane shows, in per cent.",
        |name, arguments| read::<Active>(name, arguments, |active| Some(100.0 * active.table.explained())),
    ),
    number::<Active>("active-features", "How many numbers the model sees of a row.", |name, arguments| {
        read::<Active>(name, arguments, |active| Some(active.table.seen().feature_count() as f64))
    }),
];

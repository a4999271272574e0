//! Numbers of two worlds for the prose, computed when the book is built.

use simulation::statistics::quantile;

use super::Worlds;
use super::work::leave_one_out;
use crate::numbers::{number, read};
use crate::registry::Number;

/// The numbers of two worlds.
pub(crate) const NUMBERS: &[Number] = &[
    number::<Worlds>("worlds-before", "What is observed before the edits.", |name, arguments| {
        read::<Worlds>(name, arguments, |worlds| Some(worlds.work.before.as_ref()?.value))
    }),
    number::<Worlds>("worlds-after", "What is observed after the edits.", |name, arguments| {
        read::<Worlds>(name, arguments, |worlds| Some(worlds.work.after.as_ref()?.value))
    }),
    number::<Worlds>(
        "worlds-difference",
        "What is observed after the edits, minus before.",
        |name, arguments| read::<Worlds>(name, arguments, Worlds::difference),
    ),
    number::<Worlds>(
        "worlds-changed",
        "The share of the drawing whose class changes, in per cent.",
        |name, arguments| {
            read::<Worlds>(name, arguments, |worlds| Some(100.0 * worlds.work.shift.as_ref()?.changed))
        },
    ),
    number::<Worlds>("worlds-strongest", "The largest shift of the probabilities.", |name, arguments| {
        read::<Worlds>(name, arguments, |worlds| Some(worlds.work.shift.as_ref()?.most))
    }),
    number::<Worlds>(
        "worlds-learner-low",
        "The 5 % quantile of the difference over the learner’s seeds.",
        |name, arguments| read::<Worlds>(name, arguments, |worlds| quantile(&worlds.work.learner_luck, 0.05)),
    ),
    number::<Worlds>(
        "worlds-learner-high",
        "The 95 % quantile of the difference over the learner’s seeds.",
        |name, arguments| read::<Worlds>(name, arguments, |worlds| quantile(&worlds.work.learner_luck, 0.95)),
    ),
    number::<Worlds>(
        "worlds-rows-low",
        "The 5 % quantile of the difference over resampled rows.",
        |name, arguments| {
            read::<Worlds>(name, arguments, |worlds| quantile(&worlds.work.resampling_luck, 0.05))
        },
    ),
    number::<Worlds>(
        "worlds-rows-high",
        "The 95 % quantile of the difference over resampled rows.",
        |name, arguments| {
            read::<Worlds>(name, arguments, |worlds| quantile(&worlds.work.resampling_luck, 0.95))
        },
    ),
    number::<Worlds>(
        "worlds-training",
        "How many rows are trained on before the edits.",
        |name, arguments| read::<Worlds>(name, arguments, |worlds| Some(worlds.pair.world().len() as f64)),
    ),
    number::<Worlds>(
        "worlds-idle",
        "How many of the training rows change nothing that is observed when each is dropped alone.",
        |name, arguments| {
            read::<Worlds>(name, arguments, |worlds| {
                let alone = leave_one_out(&worlds.pair, &worlds.protocol).ok()?;
                Some(alone.iter().filter(|&&difference| difference == 0.0).count() as f64)
            })
        },
    ),
    number::<Worlds>(
        "worlds-telling",
        "How many of the training rows change what is observed when each is dropped alone.",
        |name, arguments| {
            read::<Worlds>(name, arguments, |worlds| {
                let alone = leave_one_out(&worlds.pair, &worlds.protocol).ok()?;
                Some(alone.iter().filter(|&&difference| difference != 0.0).count() as f64)
            })
        },
    ),
    number::<Worlds>(
        "worlds-largest",
        "The largest change, up or down, that dropping a single training row makes.",
        |name, arguments| {
            read::<Worlds>(name, arguments, |worlds| {
                let alone = leave_one_out(&worlds.pair, &worlds.protocol).ok()?;
                alone.into_iter().reduce(|one, other| if other.abs() > one.abs() { other } else { one })
            })
        },
    ),
    number::<Worlds>("worlds-tests", "How many rows are tested on.", |name, arguments| {
        read::<Worlds>(name, arguments, |worlds| Some(worlds.pair.slice().len() as f64))
    }),
    number::<Worlds>(
        "worlds-alike",
        "How many training rows are of the selected row’s class.",
        |name, arguments| {
            read::<Worlds>(name, arguments, |worlds| {
                let class = worlds.pair.world().rows().find(|row| row.id == worlds.row)?.target.class();
                Some(worlds.pair.world().rows().filter(|row| row.target.class() == class).count() as f64)
            })
        },
    ),
];

//! Numbers of poisoned models for the prose, computed when the book is built. Losses are as they are, errors in per cent.

use super::parameters::{PENALTY, PoisonMeasure};
use super::study::{ATTACK, DEFENDED, RANDOM, value};
use super::{Poison, words};
use crate::numbers::{number, read};
use crate::registry::Number;
use crate::tables;

fn unit(poison: &Poison) -> f64 {
    if poison.parameters.measure == PoisonMeasure::Error { 100.0 } else { 1.0 }
}

fn own(poison: &Poison, count: usize) -> Option<f64> {
    poison.own.outcomes.get(count).map(|outcome| unit(poison) * value(outcome, poison.parameters.measure))
}

fn mean(poison: &Poison, arm: usize, count: usize) -> Option<f64> {
    let points = &poison.study.summary(&poison.setting).points[poison.parameters.measure as usize];
    points[arm].get(count).map(|point| unit(poison) * point[0])
}

fn rise(poison: &Poison, arm: usize) -> Option<(f64, f64)> {
    let unit = unit(poison);
    words::averaged(&words::rises(poison, arm)).map(|(centre, error)| (unit * centre, unit * error))
}

/// For each repetition, how much poison was thrown out.
fn caught(poison: &Poison) -> Vec<f64> {
    let spread = poison.study.spread(&poison.setting, poison.added());
    spread.iter().flat_map(|spread| spread.repetitions.iter().map(|(_, caught)| *caught as f64)).collect()
}

/// The numbers of poisoned models.
pub(crate) const NUMBERS: &[Number] = &[
    number::<Poison>("poison-before", "The measure without poison, in this run.", |name, arguments| {
        read::<Poison>(name, arguments, |poison| own(poison, 0))
    }),
    number::<Poison>("poison-after", "The measure with the poison, in this run.", |name, arguments| {
        read::<Poison>(name, arguments, |poison| own(poison, poison.added()))
    }),
    number::<Poison>("poison-defended", "The measure after the defence, in this run.", |name, arguments| {
        read::<Poison>(name, arguments, |poison| {
            let kept = poison.scene()?.kept.as_ref()?;
            Some(unit(poison) * value(&kept.outcome, poison.parameters.measure))
        })
    }),
    number::<Poison>(
        "poison-mean-before",
        "The mean of the measure without poison, over the repetitions.",
        |name, arguments| read::<Poison>(name, arguments, |poison| mean(poison, ATTACK, 0)),
    ),
    number::<Poison>("poison-mean", "The mean of the measure with the poison.", |name, arguments| {
        read::<Poison>(name, arguments, |poison| mean(poison, ATTACK, poison.added()))
    }),
    number::<Poison>(
        "poison-mean-random",
        "The mean of the measure with as many random flips.",
        |name, arguments| read::<Poison>(name, arguments, |poison| mean(poison, RANDOM, poison.added())),
    ),
    number::<Poison>(
        "poison-mean-defended",
        "The mean of the measure after the defence.",
        |name, arguments| read::<Poison>(name, arguments, |poison| mean(poison, DEFENDED, poison.added())),
    ),
    number::<Poison>("poison-rise", "The mean rise of the measure.", |name, arguments| {
        read::<Poison>(name, arguments, |poison| rise(poison, ATTACK).map(|found| found.0))
    }),
    number::<Poison>("poison-rise-error", "The standard error of that mean.", |name, arguments| {
        read::<Poison>(name, arguments, |poison| rise(poison, ATTACK).map(|found| found.1))
    }),
    number::<Poison>("poison-random-rise", "The mean rise by as many random flips.", |name, arguments| {
        read::<Poison>(name, arguments, |poison| rise(poison, RANDOM).map(|found| found.0))
    }),
    number::<Poison>("poison-random-rise-error", "The standard error of that mean.", |name, arguments| {
        read::<Poison>(name, arguments, |poison| rise(poison, RANDOM).map(|found| found.1))
    }),
    number::<Poison>(
        "poison-defended-rise",
        "The mean rise after the defence, from the undefended model without poison.",
        |name, arguments| {
            read::<Poison>(name, arguments, |poison| rise(poison, DEFENDED).map(|found| found.0))
        },
    ),
    number::<Poison>("poison-defended-rise-error", "The standard error of that mean.", |name, arguments| {
        read::<Poison>(name, arguments, |poison| rise(poison, DEFENDED).map(|found| found.1))
    }),
    number::<Poison>(
        "poison-gain",
        "By how much the attack raises the measure more than random flips, on average.",
        |name, arguments| {
            read::<Poison>(name, arguments, |poison| {
                words::averaged(&words::gains(poison)).map(|found| unit(poison) * found.0)
            })
        },
    ),
    number::<Poison>("poison-gain-error", "The standard error of that mean.", |name, arguments| {
        read::<Poison>(name, arguments, |poison| {
            words::averaged(&words::gains(poison)).map(|found| unit(poison) * found.1)
        })
    }),
    number::<Poison>(
        "poison-wins",
        "In how many repetitions the attack does more than random flips.",
        |name, arguments| {
            read::<Poison>(name, arguments, |poison| {
                Some(words::gains(poison).iter().filter(|gain| **gain > 0.0).count() as f64)
            })
        },
    ),
    number::<Poison>(
        "poison-caught",
        "How much of the poison the defence throws out, on average.",
        |name, arguments| {
            read::<Poison>(name, arguments, |poison| {
                words::averaged(&caught(poison))
                    .map(|found| found.0)
                    .filter(|_| poison.setting.defence.is_some())
            })
        },
    ),
    number::<Poison>(
        "poison-edge",
        "How many rows of poison lie at the edge of their box, in this run.",
        |name, arguments| {
            read::<Poison>(name, arguments, |poison| {
                let rows = poison.own.rows.iter().take(poison.added());
                Some(rows.filter(|row| poison.room.on_edge(&row.features)).count() as f64)
            })
        },
    ),
    number::<Poison>("poison-budget", "How many rows the attacker can add.", |name, arguments| {
        read::<Poison>(name, arguments, |poison| Some(poison.setting.budget as f64))
    }),
    number::<Poison>("poison-repetitions", "How many repetitions there are.", |name, arguments| {
        read::<Poison>(name, arguments, |poison| Some(poison.study.done(&poison.setting) as f64))
    }),
    number::<Poison>("poison-rows", "How many rows are trained on.", |name, arguments| {
        read::<Poison>(name, arguments, |poison| Some(poison.division.training.len() as f64))
    }),
    number::<Poison>("poison-tests", "How many rows test.", |name, arguments| {
        read::<Poison>(name, arguments, |poison| Some(poison.division.test.len() as f64))
    }),
    number::<Poison>(
        "poison-shown",
        "The share of the rows’ variance that the plane shows, in per cent.",
        |name, arguments| read::<Poison>(name, arguments, |poison| Some(100.0 * poison.table.explained())),
    ),
    number::<Poison>("poison-penalty", "The penalty of the model that is trained.", |name, arguments| {
        read::<Poison>(name, arguments, |_| Some(PENALTY))
    }),
    number::<Poison>(
        "poison-measured",
        "How many numbers describe a row of the table.",
        |name, arguments| {
            read::<Poison>(name, arguments, |poison| {
                let rows = tables::table(poison.parameters.data.source()).ok()?;
                Some(rows.feature_count() as f64)
            })
        },
    ),
];

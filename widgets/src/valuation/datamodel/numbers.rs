//! Numbers of a datamodel for the prose, computed when the book is built.

use simulation::statistics::quantile;

use super::{Datamodel, words};
use crate::numbers::{Write, number, read};
use crate::registry::Number;

const fn of(name: &'static str, about: &'static str, write: Write) -> Number {
    number::<Datamodel>(name, about, write)
}

/// The weights of the fit, the greatest first, with their rows.
fn weight(widget: &Datamodel, last: bool) -> Option<(u32, f64)> {
    let order = widget.order();
    let &row = if last { order.last() } else { order.first() }?;
    Some((
        widget.pair.world().rows().nth(row)?.id.number(),
        *widget.work.fit.as_ref()?.surrogate.weights.get(row)?,
    ))
}

fn weights(widget: &Datamodel) -> Option<&[f64]> {
    Some(&widget.work.fit.as_ref()?.surrogate.weights)
}

fn size(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |sum, value| sum + value.abs())
}

/// The numbers of a datamodel.
pub(crate) const NUMBERS: &[Number] = &[
    of("datamodel-r", "r of predicted and real outcomes on the held-out subsets.", |name, arguments| {
        read::<Datamodel>(name, arguments, |widget| widget.work.fit.as_ref()?.r())
    }),
    of("datamodel-r-low", "The 5 % quantile of r over redrawn subsets.", |name, arguments| {
        read::<Datamodel>(name, arguments, |widget| quantile(&widget.work.luck.r, 0.05))
    }),
    of("datamodel-r-high", "The 95 % quantile of r over redrawn subsets.", |name, arguments| {
        read::<Datamodel>(name, arguments, |widget| quantile(&widget.work.luck.r, 0.95))
    }),
    of("datamodel-most", "The greatest weight.", |name, arguments| {
        read::<Datamodel>(name, arguments, |widget| Some(weight(widget, false)?.1))
    }),
    of("datamodel-most-row", "The id of the row with the greatest weight.", |name, arguments| {
        read::<Datamodel>(name, arguments, |widget| Some(f64::from(weight(widget, false)?.0)))
    }),
    of(
        "datamodel-most-low",
        "The 5 % quantile of the greatest weight over redrawn subsets.",
        |name, arguments| read::<Datamodel>(name, arguments, |widget| quantile(&widget.work.luck.top, 0.05)),
    ),
    of(
        "datamodel-most-high",
        "The 95 % quantile of the greatest weight over redrawn subsets.",
        |name, arguments| read::<Datamodel>(name, arguments, |widget| quantile(&widget.work.luck.top, 0.95)),
    ),
    of("datamodel-least", "The least weight.", |name, arguments| {
        read::<Datamodel>(name, arguments, |widget| Some(weight(widget, true)?.1))
    }),
    of("datamodel-least-row", "The id of the row with the least weight.", |name, arguments| {
        read::<Datamodel>(name, arguments, |widget| Some(f64::from(weight(widget, true)?.0)))
    }),
    of("datamodel-rows", "How many rows there are to train on.", |name, arguments| {
        read::<Datamodel>(name, arguments, |widget| Some(widget.pair.world().len() as f64))
    }),
    of("datamodel-tests", "How many rows are tested on.", |name, arguments| {
        read::<Datamodel>(name, arguments, |widget| Some(widget.pair.slice().len() as f64))
    }),
    of("datamodel-nonzero", "How many weights are not exactly 0.", |name, arguments| {
        read::<Datamodel>(name, arguments, |widget| {
            Some(weights(widget)?.iter().filter(|weight| **weight != 0.0).count() as f64)
        })
    }),
    of(
        "datamodel-clear",
        "How many weights lie more than two standard deviations of the redraws from 0.",
        |name, arguments| read::<Datamodel>(name, arguments, |widget| Some(words::clear(widget)? as f64)),
    ),
    of("datamodel-size", "The sum of the weights, each without its sign.", |name, arguments| {
        read::<Datamodel>(name, arguments, |widget| Some(size(weights(widget)?)))
    }),
    of(
        "datamodel-error",
        "How far the weights are at most from the votes of a sum of votes.",
        |name, arguments| read::<Datamodel>(name, arguments, words::error),
    ),
    of(
        "datamodel-truth-size",
        "The sum of the votes of a sum of votes, each without its sign.",
        |name, arguments| read::<Datamodel>(name, arguments, |widget| Some(size(&widget.truth()?))),
    ),
    of(
        "datamodel-removal-r",
        "r of the weights and of what is lost with each row alone (against=removals).",
        |name, arguments| read::<Datamodel>(name, arguments, words::correlation),
    ),
    of(
        "datamodel-removal-ratio",
        "The sizes of all single removals beside those of the weights (against=removals).",
        |name, arguments| read::<Datamodel>(name, arguments, words::size_ratio),
    ),
    of(
        "datamodel-removal-idle",
        "How many rows lose nothing when each is left out alone (against=removals).",
        |name, arguments| {
            read::<Datamodel>(name, arguments, |widget| {
                let removed = &widget.work.removed;
                let idle = removed.iter().filter(|lost| **lost == 0.0).count();
                (!removed.is_empty()).then_some(idle as f64)
            })
        },
    ),
    of("datamodel-whole", "The outcome of a model of all rows (against=removals).", |name, arguments| {
        read::<Datamodel>(name, arguments, |widget| widget.work.whole)
    }),
    of("datamodel-whole-predicted", "What the surrogate predicts for all rows.", |name, arguments| {
        read::<Datamodel>(name, arguments, |widget| {
            let surrogate = &widget.work.fit.as_ref()?.surrogate;
            Some(surrogate.predict(&vec![true; surrogate.weights.len()]))
        })
    }),
    of("datamodel-models", "How many models are trained: one on each subset.", |name, arguments| {
        read::<Datamodel>(name, arguments, |widget| {
            Some(f64::from(widget.parameters.subsets.get() + widget.parameters.held.get()))
        })
    }),
    of("datamodel-unknowns", "The weights of the surrogate, and its constant.", |name, arguments| {
        read::<Datamodel>(name, arguments, |widget| Some(weights(widget)?.len() as f64 + 1.0))
    }),
];

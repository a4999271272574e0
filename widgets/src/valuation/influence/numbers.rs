//! Numbers of the figure for the prose, computed when the book is built. Changes of losses are in thousandths.

use simulation::statistics::quantile;
use simulation::valuation::first_order::{Foretold, PATH};

use super::Influence;
use super::parameters::GROUP_ROWS;
use super::work::GroupOutcome;
use crate::numbers::{Write, number as shared, read};
use crate::registry::Number;

/// The figure's numbers.
pub(crate) const NUMBERS: &[Number] = &[
    number(
        "influence-r",
        "r of what `method` foretells of each row with what happens.",
        |name, arguments| {
            read::<Influence>(name, arguments, |widget| widget.work.outcome.pearson(how(widget)))
        },
    ),
    number("influence-rank", "The same correlation of the ranks.", |name, arguments| {
        read::<Influence>(name, arguments, |widget| widget.work.outcome.spearman(how(widget)))
    }),
    number("influence-r-low", "The 5 % quantile of r on resampled rows.", |name, arguments| {
        read::<Influence>(name, arguments, |widget| quantile(&widget.work.outcome.luck(how(widget)), 0.05))
    }),
    number("influence-r-high", "The 95 % quantile of r on resampled rows.", |name, arguments| {
        read::<Influence>(name, arguments, |widget| quantile(&widget.work.outcome.luck(how(widget)), 0.95))
    }),
    number("influence-row", "The number of the selected row.", |name, arguments| {
        read::<Influence>(name, arguments, |widget| Some(f64::from(widget.id(widget.selected?))))
    }),
    number(
        "influence-foretold",
        "What influence or newton foretells of the selected row, in thousandths; what the others say of it, in their unit.",
        |name, arguments| {
            read::<Influence>(name, arguments, |widget| {
                let unit = if widget.parameters.method.is_prediction() { 1000.0 } else { 1.0 };
                Some(unit * widget.work.outcome.foretold(how(widget)).get(widget.selected?)?)
            })
        },
    ),
    number("influence-real", "What happens without the selected row, in thousandths.", |name, arguments| {
        read::<Influence>(name, arguments, |widget| {
            Some(1000.0 * widget.work.outcome.actual.get(widget.selected?)?)
        })
    }),
    number("influence-leverage", "The leverage of the selected row.", |name, arguments| {
        read::<Influence>(name, arguments, |widget| {
            widget.work.outcome.leverages.get(widget.selected?).copied()
        })
    }),
    number("influence-leverage-most", "The largest leverage of a row.", |name, arguments| {
        read::<Influence>(name, arguments, |widget| quantile(&widget.work.outcome.leverages, 1.0))
    }),
    number("influence-loss", "The loss of the model of all rows.", |name, arguments| {
        read::<Influence>(name, arguments, |widget| Some(widget.work.outcome.loss))
    }),
    number("influence-rows", "How many rows there are.", |name, arguments| {
        read::<Influence>(name, arguments, |widget| Some(widget.rows.len() as f64))
    }),
    number("influence-group-rows", "How many rows the group has.", |name, arguments| {
        read::<Influence>(name, arguments, |widget| Some(widget.work.group().len() as f64))
    }),
    number(
        "influence-group-sum",
        "The first-order predictions of the group’s rows, added up, in thousandths.",
        |name, arguments| read::<Influence>(name, arguments, |widget| group(widget, |group| Some(group.sum))),
    ),
    number(
        "influence-group-singles",
        "The real changes without each row of the group alone, added up, in thousandths.",
        |name, arguments| {
            read::<Influence>(name, arguments, |widget| group(widget, |group| Some(group.singles)))
        },
    ),
    number("influence-group-newton", "One Newton step for the group, in thousandths.", |name, arguments| {
        read::<Influence>(name, arguments, |widget| group(widget, |group| group.newton))
    }),
    number("influence-group-real", "What happens without the group, in thousandths.", |name, arguments| {
        read::<Influence>(name, arguments, |widget| group(widget, |group| group.actual))
    }),
    number("influence-epochs", "The epochs of the descent that TracIn follows.", |name, arguments| {
        read::<Influence>(name, arguments, |_| Some(f64::from(PATH.epochs)))
    }),
    number("influence-batch", "The rows of its batches.", |name, arguments| {
        read::<Influence>(name, arguments, |_| Some(f64::from(PATH.batch)))
    }),
    number("influence-gathered", "How many rows the buttons gather.", |name, arguments| {
        read::<Influence>(name, arguments, |_| Some(GROUP_ROWS as f64))
    }),
    number("influence-features", "How many numbers describe a row.", |name, arguments| {
        read::<Influence>(name, arguments, |widget| Some(widget.rows.feature_count() as f64))
    }),
    number("influence-weights", "The weights of the model, the constant's among them.", |name, arguments| {
        read::<Influence>(name, arguments, |widget| Some(widget.rows.feature_count() as f64 + 1.0))
    }),
];

const fn number(name: &'static str, about: &'static str, write: Write) -> Number {
    shared::<Influence>(name, about, write)
}

fn how(widget: &Influence) -> Foretold {
    widget.parameters.method.foretold()
}

fn group(widget: &Influence, read: fn(&GroupOutcome) -> Option<f64>) -> Option<f64> {
    Some(1000.0 * read(&widget.work.group_outcome()?)?)
}

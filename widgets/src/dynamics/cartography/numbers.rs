//! Numbers of the data map for the prose, computed when the book is built.

use simulation::statistics::{quantile, spearman};

use super::parameters::CartographyParameters;
use super::{Cartography, comparison, words};
use crate::numbers::{FormatParameters, Write, number as shared, read};
use crate::parameters::{self, Arguments, ParameterError, Whole};
use crate::registry::Number;
use crate::widget::Widget;

const fn number(name: &'static str, about: &'static str, write: Write) -> Number {
    shared::<Cartography>(name, about, write)
}

/// Reads a number off the figure at an epoch and by a ranking. Whatever these are, the runs behind it are the same, and are done once.
fn read_at(
    name: &str,
    arguments: &Arguments,
    number: impl Fn(&Cartography) -> Option<f64>,
) -> Result<String, Vec<ParameterError>> {
    const WHERE: [&str; 3] = ["epoch", "look", "row"];
    let (wanted, _) = parameters::parse::<CartographyParameters, FormatParameters>(arguments)?;
    let runs = arguments.iter().filter(|(key, _)| !WHERE.contains(&key.as_str())).cloned().collect();
    read::<Cartography>(name, &runs, |widget| {
        let mut there = widget.clone();
        there.restore(wanted.clone()).ok()?;
        number(&there)
    })
}

/// The numbers of the data map.
pub(crate) const NUMBERS: &[Number] = &[
    number("cartography-rows", "How many digits are drawn.", |name, arguments| {
        read_at(name, arguments, |widget| Some(widget.study.len() as f64))
    }),
    number("cartography-planted", "How many of their labels are made wrong.", |name, arguments| {
        read_at(name, arguments, |widget| Some(widget.study.planted_count() as f64))
    }),
    number("cartography-found", "Wrong labels among the rows to look at first.", |name, arguments| {
        read_at(name, arguments, |widget| Some(widget.scene.as_ref()?.found?.found))
    }),
    number("cartography-precision", "Their share among these rows.", |name, arguments| {
        read_at(name, arguments, |widget| widget.scene.as_ref()?.found?.precision())
    }),
    number("cartography-lift", "That share over the share among all rows.", |name, arguments| {
        read_at(name, arguments, words::lift)
    }),
    number("cartography-mean", "That share, mean over the other draws.", |name, arguments| {
        read_at(name, arguments, |widget| Some(comparison::repeated(widget)?.0))
    }),
    number("cartography-error", "The standard error of that mean.", |name, arguments| {
        read_at(name, arguments, |widget| Some(comparison::repeated(widget)?.1))
    }),
    number("cartography-least", "The smallest share over the other draws.", |name, arguments| {
        read_at(name, arguments, |widget| quantile(&widget.repeated(), 0.0))
    }),
    number("cartography-most", "The largest share over the other draws.", |name, arguments| {
        read_at(name, arguments, |widget| quantile(&widget.repeated(), 1.0))
    }),
    number("cartography-draws", "How many other draws there are.", |name, arguments| {
        read_at(name, arguments, |widget| Some(widget.repeated().len() as f64))
    }),
    number(
        "cartography-confidence-wrong",
        "The mean confidence of the rows with wrong labels.",
        |name, arguments| read_at(name, arguments, |widget| confidence(widget, true)),
    ),
    number("cartography-confidence-others", "The mean confidence of the other rows.", |name, arguments| {
        read_at(name, arguments, |widget| confidence(widget, false))
    }),
    number(
        "cartography-confidence-before",
        "The mean confidence of the rows with wrong labels, in the world where these are true.",
        |name, arguments| read_at(name, arguments, comparison::before_confidence),
    ),
    number("cartography-never", "How many rows were never learned.", |name, arguments| {
        read_at(name, arguments, |widget| Some(widget.scene.as_ref()?.map.never_learned() as f64))
    }),
    number("cartography-forgotten", "How many rows were forgotten at least once.", |name, arguments| {
        read_at(name, arguments, |widget| Some(widget.scene.as_ref()?.map.forgotten() as f64))
    }),
    number("cartography-row", "The number of the selected row.", |name, arguments| {
        read_at(name, arguments, |widget| Some(f64::from(widget.id(widget.selected()?))))
    }),
    number("cartography-row-digit", "The digit that the selected row shows.", |name, arguments| {
        read_at(name, arguments, |widget| Some(widget.study.labels(widget.selected()?)?[0] as f64))
    }),
    number("cartography-row-confidence", "The confidence of the selected row.", |name, arguments| {
        read_at(name, arguments, |widget| Some(widget.dynamics(widget.selected()?)?.confidence))
    }),
    number(
        "cartography-agreement",
        "The rank correlation of the rows’ confidences with those of a run from the next start.",
        |name, arguments| read_at(name, arguments, agreement),
    ),
    number("cartography-base", "The share of the wrong labels among all rows.", |name, arguments| {
        read_at(name, arguments, |widget| {
            Some(widget.study.planted_count() as f64 / widget.study.len() as f64)
        })
    }),
];

fn confidence(widget: &Cartography, wrong: bool) -> Option<f64> {
    widget.scene.as_ref()?.map.mean_confidence(widget.study.planted(), wrong)
}

fn agreement(widget: &Cartography) -> Option<f64> {
    let now = &widget.parameters;
    let start = Whole::new(now.start.get() % 999_999 + 1);
    let next = CartographyParameters { start, repetitions: Whole::new(0), ..now.clone() };
    let mut other = Cartography::new(next).ok()?;
    while other.step() {}
    let confidences = |widget: &Cartography| -> Option<Vec<f64>> {
        Some(widget.scene.as_ref()?.map.rows().iter().map(|row| row.confidence).collect())
    };
    spearman(&confidences(widget)?, &confidences(&other)?)
}

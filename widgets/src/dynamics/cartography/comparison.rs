//! What changed, what was held fixed, how big the difference is, and how much is luck.

use simulation::statistics::{mean, sample_variance};

use super::parameters::LookAt;
use super::run::{BATCH, HIDDEN};
use super::words::DIGITS;
use super::{Cartography, CartographyMessage};
use crate::chart::strip;
use crate::format::short;
use crate::markup::Markup;
use crate::widget::Comparison;

pub(super) fn comparison(widget: &Cartography) -> Comparison<CartographyMessage> {
    let (planted, rows) = (widget.study.planted_count(), widget.study.len());
    let epochs = widget.parameters.epochs.get();
    let held_fixed = format!(
        "The {rows} digits, the network (64 pixels, {HIDDEN} hidden units, 10 classes), its start, the order of its batches of {BATCH}, and its {epochs} epochs."
    );
    if planted == 0 {
        let changed = "Nothing: all labels are as they came.".to_owned();
        let difference = "None: the same world twice gives the same run, bit for bit.".to_owned();
        let luck =
            "The start and the order of the batches. Press “Other start” and see which rows move.".to_owned();
        return Comparison { changed, held_fixed, difference, luck, luck_figure: None };
    }
    let changed = format!("The labels of {planted} of {rows} rows: each is said to be another digit.");
    let (luck, luck_figure) = luck(widget);
    Comparison { changed, held_fixed, difference: difference(widget), luck, luck_figure }
}

fn difference(widget: &Cartography) -> String {
    let marks = widget.study.planted();
    let (Some(scene), Some(before)) = (&widget.scene, &widget.before) else {
        return "Not known before the run with the true labels is done.".to_owned();
    };
    let (Some(after), Some(was)) = (scene.map.mean_confidence(marks, true), before_confidence(widget)) else {
        return String::new();
    };
    let others =
        scene.map.mean_confidence(marks, false).zip(mean(before.others.get(..scene.epochs).unwrap_or(&[])));
    let others = others.map_or_else(String::new, |(after, was)| {
        format!(
            " The other rows go from {} to {}: wrong labels cost right ones too.",
            short(was, DIGITS),
            short(after, DIGITS)
        )
    });
    format!(
        "With their true labels these rows have confidence {} on average, with the wrong ones {}.{others}",
        short(was, DIGITS),
        short(after, DIGITS)
    )
}

/// The mean confidence of the planted rows in the world of true labels.
pub(super) fn before_confidence(widget: &Cartography) -> Option<f64> {
    let before = &widget.before.as_ref()?.planted;
    before.map(widget.shown())?.mean_confidence(&vec![true; before.rows()], true)
}

/// The mean share found over the other draws, and its standard error.
pub(super) fn repeated(widget: &Cartography) -> Option<(f64, f64)> {
    let shares = widget.repeated();
    let error = (sample_variance(&shares)? / shares.len() as f64).sqrt();
    Some((mean(&shares)?, error))
}

fn luck(widget: &Cartography) -> (String, Option<Markup<CartographyMessage>>) {
    let shares = widget.repeated();
    let here = widget.scene.as_ref().and_then(|scene| scene.found?.precision());
    let (Some((centre, error)), Some(here)) = (repeated(widget), here) else {
        let luck = match (widget.wanted(), widget.parameters.look) {
            (0 | 1, _) => "No other draws are trained, so nobody can say.",
            (_, LookAt::ErrorNorm) if here.is_none() => "EL2N is not measured yet.",
            _ => "Other draws are not trained yet.",
        };
        return (luck.to_owned(), None);
    };
    let luck = format!(
        "Each dot is another draw of digits, wrong labels, start and order. Their mean is {} ±\u{a0}{}; guessing would find {}.",
        short(centre, 3),
        short(error, 3),
        short(widget.study.planted_count() as f64 / widget.study.len() as f64, 3),
    );
    let label =
        format!("Shares of wrong labels in {} other draws, {} on average.", shares.len(), short(centre, 3));
    let figure = strip(&shares, here, ["here", "share of wrong labels among the rows looked at"], label);
    (luck, Some(figure))
}

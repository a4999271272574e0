//! What the figure says in words: title, live sentence, notes, table.

use super::Cartography;
use super::parameters::LookAt;
use crate::format::{count, short};
use crate::widget::Table;

/// Decimals of a probability.
pub(super) const DIGITS: u32 = 2;

pub(super) fn title(widget: &Cartography) -> String {
    let sign = widget.parameters.look.sign();
    if widget.study.planted_count() == 0 {
        return "Which digits does a network find hard?".to_owned();
    }
    match lift(widget) {
        Some(lift) if lift >= 3.0 => format!("Wrong labels stand out by {sign}"),
        Some(lift) if lift >= 1.5 => format!("Wrong labels stand out a little by {sign}"),
        Some(_) => format!("Wrong labels do not stand out by {sign}"),
        None => "Where do wrong labels land on the map?".to_owned(),
    }
}

/// The share of planted rows among those looked at, over their share among all.
pub(super) fn lift(widget: &Cartography) -> Option<f64> {
    let found = widget.scene.as_ref()?.found?;
    Some(found.precision()? / found.base_rate().filter(|rate| *rate > 0.0)?)
}

pub(super) fn describe(widget: &Cartography) -> String {
    if let Some(failure) = &widget.failure {
        return format!("The computation stopped: {failure}.");
    }
    if let Some(typed) = &widget.unfound {
        return format!(
            "No digit that is drawn has the number “{typed}”. Press a mark, or step to another row."
        );
    }
    let shown = widget.shown();
    if shown == 0 {
        return "The first epoch has not ended yet.".to_owned();
    }
    let after = format!("After epoch {shown} of {}", widget.parameters.epochs.get());
    format!("{after}, {}. {}", first_rows(widget), row(widget))
}

/// What one finds in the rows to look at first.
fn first_rows(widget: &Cartography) -> String {
    let Some(scene) = &widget.scene else { return String::new() };
    let phrase = widget.parameters.look.phrase();
    let planted = widget.study.planted_count();
    if planted == 0 {
        let (never, forgotten) = (scene.map.never_learned(), scene.map.forgotten());
        let rows = widget.study.len();
        return format!("of {rows} rows {never} were never learned, and {forgotten} forgotten at least once");
    }
    let Some(found) = scene.found else {
        return format!("EL2N is not measured yet: it will be after epoch {}", widget.parameters.norms_at());
    };
    let carry = if found.found == 1.0 { "carries" } else { "carry" };
    format!(
        "{} of the {} {phrase} {carry} a wrong label, {} times as many as among any rows",
        short(found.found, 1),
        count(found.inspected, "row", "rows"),
        lift(widget).map_or_else(|| "–".to_owned(), |lift| short(lift, 1)),
    )
}

/// "a 3", "an 8".
fn digit_name(digit: usize) -> String {
    format!("{} {digit}", if digit == 8 { "an" } else { "a" })
}

/// The selected row.
pub(super) fn row(widget: &Cartography) -> String {
    let Some((place, [was, given])) =
        widget.selected().and_then(|place| Some((place, widget.study.labels(place)?)))
    else {
        return String::new();
    };
    let id = widget.id(place);
    let told = if was == given {
        format!("Row {id}, {}", digit_name(given))
    } else {
        format!("Row {id}, {} that the network is told is {}", digit_name(was), digit_name(given))
    };
    let (Some(row), shown) = (widget.dynamics(place), widget.shown()) else { return told + "." };
    let right = widget
        .run
        .record()
        .map_or(0, |record| record.right(place).iter().take(shown).filter(|right| **right).count());
    let forgotten = match (row.learned, row.forgetting) {
        (false, _) => "never learned".to_owned(),
        (true, 0) => "never forgotten".to_owned(),
        (true, times) => format!("forgotten {}", count(times as usize, "time", "times")),
    };
    let norm = widget.scene.as_ref().and_then(|scene| scene.map.error_norms()?.get(place).copied());
    let norm = norm.map_or_else(String::new, |norm| format!(", EL2N {}", short(norm, DIGITS)));
    format!(
        "{told}: confidence {}, variability {}, right after {right} of {}, {forgotten}{norm}.",
        short(row.confidence, DIGITS),
        short(row.variability, DIGITS),
        count(shown, "epoch", "epochs"),
    )
}

/// Which digit is shown beside its image.
pub(super) fn shown_digit(widget: &Cartography) -> String {
    let Some((place, [was, given])) =
        widget.selected().and_then(|place| Some((place, widget.study.labels(place)?)))
    else {
        return String::new();
    };
    let id = widget.id(place);
    if was == given {
        format!("Row {id}, labelled {given}.")
    } else {
        format!("Row {id}, labelled {given} on purpose: it came as {}.", digit_name(was))
    }
}

/// What the lightest and the strongest tint of a row mean.
pub(super) fn tint(widget: &Cartography) -> [&'static str; 2] {
    let measured = widget.scene.as_ref().is_some_and(|scene| scene.map.error_norms().is_some());
    match widget.parameters.look {
        LookAt::Forgetting => ["never forgotten", "forgotten most often"],
        LookAt::ErrorNorm if measured => ["no early error", "largest early error"],
        _ => ["never right", "always right"],
    }
}

/// What else is on the map.
pub(super) fn note(widget: &Cartography) -> String {
    let rows = count(widget.looked_at(), "row", "rows");
    let looked = match widget.parameters.look {
        LookAt::Confidence => format!("Dashed: below it lie the {rows} to look at first."),
        LookAt::Variability => format!("Dashed: right of it lie the {rows} to look at first."),
        LookAt::Forgetting | LookAt::ErrorNorm => format!("Small rings: the {rows} to look at first."),
    };
    let was = match widget.selected().and_then(|place| widget.was(place)) {
        Some(_) => " Blue circle: where the ringed row lies in the world of true labels.",
        None => "",
    };
    format!("{looked} Dotted: nothing can lie right of this arch.{was}")
}

/// The map for a listener.
pub(super) fn map(widget: &Cartography) -> String {
    let rows = widget.study.len();
    let Some(scene) = &widget.scene else { return format!("A map of {rows} rows, still empty.") };
    let planted = widget.study.planted();
    let conf = |marked| scene.map.mean_confidence(planted, marked).map(|mean| short(mean, DIGITS));
    let means = match (conf(false), conf(true)) {
        (Some(others), Some(planted)) => {
            format!("The rows with wrong labels have confidence {planted} on average, the others {others}.")
        }
        (Some(mean), None) | (None, Some(mean)) => format!("Their confidence is {mean} on average."),
        (None, None) => String::new(),
    };
    format!("Variability across, confidence upwards, for {rows} rows after epoch {}. {means}", scene.epochs)
}

/// The paths for a listener.
pub(super) fn paths(widget: &Cartography) -> String {
    let mut label =
        "The probability of the label after each epoch, as means over rows and for one row.".to_owned();
    if let (Some(record), Some(place)) = (widget.run.record(), widget.selected()) {
        let path: Vec<String> =
            record.path(place).iter().take(widget.shown()).map(|p| short(*p, DIGITS)).collect();
        if let (Some(first), Some(last)) = (path.first(), path.last()) {
            label = format!("{label} Row {} goes from {first} to {last}.", widget.id(place));
        }
    }
    label
}

/// The digit for a listener.
pub(super) fn digit(widget: &Cartography, place: usize) -> String {
    let name = widget.study.labels(place).map_or_else(String::new, |[was, _]| digit_name(was));
    format!("Row {}: the image of {name}, 8 by 8 pixels.", widget.id(place))
}

pub(super) fn table(widget: &Cartography) -> Table {
    let columns = [
        "row",
        "label",
        "true label",
        "confidence",
        "variability",
        "correctness",
        "forgetting events",
        "EL2N",
    ];
    let columns = columns.map(str::to_owned).to_vec();
    let norms = widget.scene.as_ref().and_then(|scene| scene.map.error_norms());
    let line = |place: usize| {
        let [was, given] = widget.study.labels(place).unwrap_or_default();
        let mut cells = vec![widget.id(place).to_string(), given.to_string(), was.to_string()];
        if let Some(row) = widget.dynamics(place) {
            cells.extend([row.confidence, row.variability, row.correctness].map(|value| short(value, 4)));
            cells.push(if row.learned { row.forgetting.to_string() } else { "never learned".to_owned() });
            cells.push(
                norms.and_then(|norms| norms.get(place)).map_or_else(String::new, |norm| short(*norm, 3)),
            );
        }
        cells.resize(columns.len(), String::new());
        cells
    };
    let rows = widget.order().into_iter().map(line).collect();
    Table { columns, rows }
}

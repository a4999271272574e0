//! What the figure says.

use simulation::edit::Edit;
use simulation::statistics::quantile;
use simulation::world::World;

use super::parameters::{Observed, WorldsData, WorldsLearner};
use super::{Worlds, WorldsMessage, view};
use crate::chart::strip;
use crate::format::{join, short, signed};
use crate::parameters::ParameterError;
use crate::widget::Comparison;

const DIGITS: u32 = 3;

pub(super) fn title(worlds: &Worlds) -> String {
    match worlds.edits.as_slice() {
        [] => "Two worlds without an edit are the same world".to_owned(),
        [Edit::Drop(id)] => format!("What does leaving out row {} change?", id.number()),
        [Edit::Relabel(id, _)] => format!("What does one wrong label change? Row {}", id.number()),
        [Edit::Copy(id, _)] => format!("What changes if row {} counts twice?", id.number()),
        [Edit::Add(_)] => "What does one more row change?".to_owned(),
        [_] => "What does one changed row change?".to_owned(),
        several => format!("What do {} edits change together?", several.len()),
    }
}

/// The name of a class.
pub(super) fn class(worlds: &Worlds, class: usize) -> String {
    use simulation::data::Task;
    let task = worlds.parameters.data.source().map(|source| source.about().task);
    match task {
        Some(Task::Classes(names)) => names.get(class).map_or_else(String::new, |name| (*name).to_owned()),
        _ => ["A", "B", "C"].get(class).map_or_else(String::new, |name| (*name).to_owned()),
    }
}

/// The edits as a list.
pub(super) fn edits(worlds: &Worlds) -> String {
    let one = |edit: &Edit| match edit {
        Edit::Drop(id) => format!("row {} dropped", id.number()),
        Edit::Add(row) => {
            let named = row.target.class().map_or_else(String::new, |known| class(worlds, known));
            format!("row {} added as {named}", row.id.number())
        }
        Edit::Relabel(id, target) => {
            let named = target.class().map_or_else(String::new, |known| class(worlds, known));
            format!("row {} relabelled as {named}", id.number())
        }
        Edit::Reweight(id, weight) => format!("row {} counts {} times", id.number(), short(*weight, DIGITS)),
        Edit::Replace(id, ..) | Edit::Perturb(id, _) => format!("row {} moved", id.number()),
        Edit::Copy(from, to) => format!("row {} copied as {}", from.number(), to.number()),
        Edit::Reorder(_) => "rows put in another order".to_owned(),
    };
    let all = worlds.edits.as_slice();
    if all.is_empty() {
        return "Edits: none. Press a row, then change it.".to_owned();
    }
    if all.len() > 1 && all.iter().all(|edit| matches!(edit, Edit::Drop(_))) {
        let ids = all
            .iter()
            .filter_map(|edit| if let Edit::Drop(id) = edit { Some(id.number().to_string()) } else { None });
        return format!("Edits: rows {} dropped.", join(&ids.collect::<Vec<_>>(), ", "));
    }
    format!("Edits: {}.", join(&worlds.edits.as_slice().iter().map(one).collect::<Vec<_>>(), "; "))
}

pub(super) fn refusal(error: &ParameterError) -> String {
    format!("Nothing was changed: {error}.")
}

const fn observed(worlds: &Worlds) -> &'static str {
    match worlds.parameters.observe {
        Observed::Accuracy => "accuracy",
        Observed::LogLoss => "log loss",
    }
}

pub(super) fn describe(worlds: &Worlds) -> String {
    if let Some(failed) = &worlds.work.failed {
        return format!("A world could not be trained: {failed}.");
    }
    let (Some(before), Some(after)) = (&worlds.work.before, &worlds.work.after) else {
        return "The two worlds are not trained yet.".to_owned();
    };
    let tests = worlds.pair.slice().len();
    let difference = after.value - before.value;
    let what = observed(worlds);
    if worlds.edits.as_slice().is_empty() {
        return format!(
            "Nothing was changed, so nothing differs: the {what} on {tests} test rows is {} in both worlds.",
            short(before.value, DIGITS)
        );
    }
    let (subject, leaves, moves) = match worlds.edits.as_slice().len() {
        1 => ("This edit".to_owned(), "leaves", "moves"),
        several => (format!("These {several} edits"), "leave", "move"),
    };
    let verdict = if difference == 0.0 {
        format!("{leaves} the {what} on {tests} test rows at {}", short(before.value, DIGITS))
    } else {
        format!(
            "{moves} the {what} on {tests} test rows from {} to {}, by {}",
            short(before.value, DIGITS),
            short(after.value, DIGITS),
            signed(difference, 4)
        )
    };
    let share = worlds.work.shift.as_ref().map_or(0.0, |shift| shift.changed);
    let unfinished =
        if before.converged && after.converged { "" } else { " A fit did not reach its optimum." };
    format!(
        "{subject} {verdict}; the predicted class changes in {}\u{a0}% of the drawing.{unfinished}",
        short(100.0 * share, 1),
    )
}

pub(super) fn panel(worlds: &Worlds, name: &str, world: &World<'_>) -> String {
    let classes: Vec<String> = (0..worlds.pair.flat().class_count())
        .map(|known| {
            let rows = world.rows().filter(|row| row.target.class() == Some(known)).count();
            format!("{rows} {}", class(worlds, known))
        })
        .collect();
    format!(
        "{name}: {} training rows ({}) over the class that the model predicts at each place.",
        world.len(),
        join(&classes, ", ")
    )
}

pub(super) fn shift(worlds: &Worlds) -> String {
    match &worlds.work.shift {
        Some(shift) if shift.most > 0.0 => format!(
            "How far the predicted probabilities moved at each place: nowhere by more than {} of 1; the class changes in {}\u{a0}% of the places.",
            view::strongest(worlds),
            short(100.0 * shift.changed, 1)
        ),
        _ => "The two models say the same everywhere.".to_owned(),
    }
}

pub(super) fn comparison(worlds: &Worlds) -> Comparison<WorldsMessage> {
    Comparison {
        changed: changed(worlds),
        held_fixed: held_fixed(worlds),
        difference: difference(worlds),
        luck: luck(worlds),
        luck_figure: luck_figure(worlds),
    }
}

fn changed(worlds: &Worlds) -> String {
    let edits = edits(worlds);
    let listed = edits.strip_prefix("Edits: ").filter(|_| !worlds.edits.as_slice().is_empty());
    listed.map_or_else(|| "Nothing.".to_owned(), |listed| format!("In the training rows: {listed}"))
}

fn held_fixed(worlds: &Worlds) -> String {
    let model = match worlds.parameters.learner {
        WorldsLearner::Logistic => "softmax regression, penalty 1",
        WorldsLearner::Centroid => "nearest centroid",
        WorldsLearner::Neighbours => "five nearest neighbours",
        WorldsLearner::Network => "a network of 8 hidden units, from the same start",
        WorldsLearner::InOrder => {
            "a network of 8 hidden units, from the same start, which sees the rows in their order"
        }
    };
    let plane = match worlds.parameters.data {
        WorldsData::Moons | WorldsData::Blobs | WorldsData::Ring => String::new(),
        _ => format!(
            ", and the projection on two components, which keeps {}\u{a0}% of the variance",
            short(100.0 * worlds.pair.explained(), 0)
        ),
    };
    format!("The other rows, the learner ({model}), the {} test rows{plane}.", worlds.pair.slice().len())
}

fn difference(worlds: &Worlds) -> String {
    match (&worlds.work.before, &worlds.work.after) {
        (Some(before), Some(after)) => format!(
            "{} before, {} after: {} in {}. At its strongest place the probabilities moved by {}.",
            short(before.value, DIGITS),
            short(after.value, DIGITS),
            signed(after.value - before.value, 4),
            observed(worlds),
            view::strongest(worlds)
        ),
        _ => "Not known yet.".to_owned(),
    }
}

fn luck(worlds: &Worlds) -> String {
    let own = &worlds.work.learner_luck;
    let middle = |values: &[f64]| Some((quantile(values, 0.05)?, quantile(values, 0.95)?));
    let learner = match middle(own) {
        None => "The learner’s own luck is not drawn.".to_owned(),
        Some((low, high)) if low == 0.0 && high == 0.0 || low == high => {
            "The learner has no luck of its own: with other seeds the difference is the same to the last bit."
                .to_owned()
        }
        Some((low, high)) => format!(
            "From other starts of the learner, {} of them, the middle 90\u{a0}% of the difference lies from {} to {}.",
            own.len(),
            short(low, 4),
            short(high, 4)
        ),
    };
    let rows = match middle(&worlds.work.resampling_luck) {
        None => String::new(),
        Some((low, high)) => format!(
            " On {} resamples of the rows, the middle 90\u{a0}% of it lies from {} to {}.",
            worlds.work.resampling_luck.len(),
            short(low, 4),
            short(high, 4)
        ),
    };
    learner + &rows
}

fn luck_figure(worlds: &Worlds) -> Option<crate::markup::Markup<WorldsMessage>> {
    use crate::markup::element;
    let here = worlds.difference()?;
    let (own, rows) = (&worlds.work.learner_luck, &worlds.work.resampling_luck);
    if own.is_empty() {
        return None;
    }
    let label = |values: &[f64], what: &str| {
        format!(
            "{} dots, the difference {what}; the line is this pair of worlds, at {}.",
            values.len(),
            short(here, 4)
        )
    };
    let cloud = |values: &[f64], axis: &'static str, what: &str| {
        strip(values, here, ["here", axis], label(values, what))
    };
    Some(
        element("div")
            .child(
                cloud(own, "difference, other seeds of the learner", "under other seeds of the learner")
                    .key("learner"),
            )
            .child(cloud(rows, "difference, resampled rows", "on resampled rows").key("rows")),
    )
}

//! What the figure says.

use simulation::data::Task;
use simulation::statistics::{pearson, quantile};

use super::parameters::{Against, DatamodelLearner, DatamodelOutput};
use super::{Datamodel, DatamodelMessage, view};
use crate::chart::strip;
use crate::format::{decimal, short, signed};
use crate::markup::Markup;
use crate::widget::{Comparison, Table};

const DIGITS: u32 = 4;

pub(super) fn title(widget: &Datamodel) -> String {
    let what = widget.parameters.output.words();
    match (widget.parameters.output, widget.parameters.against) {
        (DatamodelOutput::Additive, _) => "Where the score is a sum, does a sum predict it?".to_owned(),
        (DatamodelOutput::Accuracy, Against::Subsets) => {
            "Can one number per row predict the accuracy of any subset?".to_owned()
        }
        (_, Against::Subsets) => {
            format!("Can one number per row predict the {what} of {} on any subset?", test_label(widget))
        }
        (_, Against::Removals) => "Is a weight what is lost when the row alone is left out?".to_owned(),
    }
}

/// The name of a class.
pub(super) fn class(widget: &Datamodel, class: usize) -> String {
    match widget.parameters.data.source().about().task {
        Task::Classes(names) => names.get(class).map_or_else(String::new, |name| (*name).to_owned()),
        Task::Number(_) => String::new(),
    }
}

/// The test row that is asked about.
pub(super) fn test_label(widget: &Datamodel) -> String {
    let id = widget.tests().get(widget.place()).copied().unwrap_or(0);
    format!("test row {id}")
}

/// The outcome that is predicted, with its row.
fn outcome(widget: &Datamodel) -> String {
    let what = widget.parameters.output.words();
    if !widget.protocol.output.is_of_rows() {
        return format!("{what} on {} test rows", widget.pair.slice().len());
    }
    let own = widget.pair.slice().rows().nth(widget.place()).and_then(|row| row.target.class());
    let own = own.map_or_else(String::new, |known| format!(" ({})", class(widget, known)));
    format!("{what} of {}{own}", test_label(widget))
}

/// A row of the list: its id, its class, its weight and how far that is sure.
pub(super) fn weighed(widget: &Datamodel, row: usize) -> String {
    let weight = widget.work.fit.as_ref().and_then(|fit| fit.surrogate.weights.get(row));
    let spread = widget.work.luck.spread.get(row);
    let luck = spread.map_or_else(String::new, |spread| format!(" ±\u{a0}{}", decimal(*spread, DIGITS)));
    format!("{}: {}{luck}", name(widget, row), weight.map_or_else(String::new, |w| with_sign(*w)))
}

/// "row 12 (Gentoo)".
fn name(widget: &Datamodel, row: usize) -> String {
    widget.pair.world().rows().nth(row).map_or_else(String::new, |row| {
        let own = row.target.class().map_or_else(String::new, |known| class(widget, known));
        format!("row {} ({own})", row.id.number())
    })
}

fn with_sign(value: f64) -> String {
    let plus = if value > 0.0 { "+" } else { "" };
    format!("{plus}{}", decimal(value, DIGITS))
}

pub(super) fn left_title(widget: &Datamodel) -> String {
    match widget.parameters.against {
        Against::Subsets => "Predicted and real, on held-out subsets".to_owned(),
        Against::Removals => "The weight, and the row’s removal from the full set".to_owned(),
    }
}

/// The names of the axes of the first drawing.
pub(super) fn axes(widget: &Datamodel) -> [String; 2] {
    let what = widget.parameters.output.words();
    match widget.parameters.against {
        // Nothing is trained for a sum.
        Against::Subsets if widget.parameters.output == DatamodelOutput::Additive => {
            [format!("{what}, predicted"), format!("{what}, as it is")]
        }
        Against::Subsets => [format!("{what}, predicted"), format!("{what}, after training")],
        Against::Removals => ["weight".to_owned(), format!("{what} lost without the row")],
    }
}

/// r of what the first drawing compares.
pub(super) fn correlation(widget: &Datamodel) -> Option<f64> {
    let (one, other): (Vec<f64>, Vec<f64>) = view::compared(widget).into_iter().unzip();
    pearson(&one, &other)
}

fn r(value: Option<f64>) -> String {
    value.map_or_else(|| "not defined".to_owned(), |r| decimal(r, 3))
}

pub(super) fn left_label(widget: &Datamodel) -> String {
    let points = view::compared(widget).len();
    let each = match widget.parameters.against {
        Against::Subsets => "held-out subsets, predicted across and after training upwards",
        Against::Removals => "training rows, the weight across and what is lost without the row upwards",
    };
    format!("{points} {each}; r is {}. On the dashed line both are equal.", r(correlation(widget)))
}

pub(super) fn right_label(widget: &Datamodel) -> String {
    let order = widget.order();
    let ends = match (order.first(), order.last()) {
        (Some(&top), Some(&bottom)) => {
            format!(" Greatest: {}; least: {}.", weighed(widget, top), weighed(widget, bottom))
        }
        _ => String::new(),
    };
    format!(
        "{} training rows by their weights, among {} test rows.{ends}",
        widget.pair.world().len(),
        widget.pair.slice().len()
    )
}

pub(super) fn describe(widget: &Datamodel) -> String {
    if let Some(failed) = &widget.work.failed {
        return format!("There is no surrogate: {failed}.");
    }
    let Some(fit) = &widget.work.fit else {
        return "No surrogate is fitted yet to models of random subsets.".to_owned();
    };
    let subsets = widget.parameters.subsets.get();
    let outcome = outcome(widget);
    let held = fit.r().map_or_else(
        || format!("all {} held-out subsets are predicted alike, or come out alike", fit.real.len()),
        |r| {
            format!(
                "on {} held-out subsets predicted and real outcomes go together with r = {}",
                fit.real.len(),
                decimal(r, 3)
            )
        },
    );
    let removals = match (widget.parameters.against, correlation(widget)) {
        (Against::Removals, Some(r)) => format!(
            " Weights and real single removals go together with r = {}; the removals are {} times as large.",
            decimal(r, 3),
            size_ratio(widget).map_or_else(|| "–".to_owned(), |ratio| short(ratio, 2))
        ),
        (Against::Removals, None) => " Single removals change nothing, or all the same.".to_owned(),
        _ => String::new(),
    };
    let largest = match widget.order().first() {
        Some(&top) if fit.surrogate.weights[top] > 0.0 => {
            format!(
                " {} raises it most, by {} on average.",
                capital(&name(widget, top)),
                signed(fit.surrogate.weights[top], DIGITS)
            )
        }
        _ => " No row raises it.".to_owned(),
    };
    let shrunk = match error(widget) {
        Some(error) if error < 1e-8 => " Every weight is the row’s vote, to eight decimals.".to_owned(),
        Some(error) => format!(" The weights miss the votes by up to {}.", short(error, DIGITS)),
        None => String::new(),
    };
    let unfinished = if fit.surrogate.converged { "" } else { " The fit did not reach its optimum." };
    format!("The {outcome}, fitted on {subsets} subsets: {held}.{removals}{largest}{shrunk}{unfinished}")
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// How large the removals are beside the weights.
pub(super) fn size_ratio(widget: &Datamodel) -> Option<f64> {
    let fit = widget.work.fit.as_ref()?;
    let size = |values: &[f64]| values.iter().fold(0.0, |sum, value| sum + value.abs());
    let ratio = size(&widget.work.removed) / size(&fit.surrogate.weights);
    (!widget.work.removed.is_empty() && ratio.is_finite()).then_some(ratio)
}

/// How far the weights are from the votes, at most; of a score that is a sum.
pub(super) fn error(widget: &Datamodel) -> Option<f64> {
    let (fit, truth) = (widget.work.fit.as_ref()?, widget.truth()?);
    let gaps = fit.surrogate.weights.iter().zip(&truth).map(|(weight, vote)| (weight - vote).abs());
    Some(gaps.fold(0.0, f64::max))
}

/// How many weights lie more than two standard deviations of the redraws from 0.
pub(super) fn clear(widget: &Datamodel) -> Option<usize> {
    let fit = widget.work.fit.as_ref()?;
    let pairs = fit.surrogate.weights.iter().zip(&widget.work.luck.spread);
    let stands = pairs.filter(|(weight, spread)| weight.abs() > 2.0 * **spread).count();
    (!widget.work.luck.spread.is_empty()).then_some(stands)
}

pub(super) fn comparison(widget: &Datamodel) -> Comparison<DatamodelMessage> {
    let share = short(100.0 * widget.parameters.share.get(), 1);
    Comparison {
        changed: format!(
            "Which of the {} training rows a model sees: each is in a subset with probability {share}\u{a0}%, {} subsets to fit on and {} held out.",
            widget.pair.world().len(),
            widget.parameters.subsets.get(),
            widget.parameters.held.get()
        ),
        held_fixed: held_fixed(widget),
        difference: difference(widget),
        luck: luck(widget),
        luck_figure: luck_figure(widget),
    }
}

fn held_fixed(widget: &Datamodel) -> String {
    let model = match widget.parameters.learner {
        _ if widget.parameters.output == DatamodelOutput::Additive => "none: votes are added up",
        DatamodelLearner::Logistic => "softmax regression, penalty 1",
        DatamodelLearner::Centroid => "nearest centroid",
        DatamodelLearner::Neighbours => "five nearest neighbours",
    };
    format!(
        "The learner ({model}), the {}, and the projection on two components, which keeps {}\u{a0}% of the variance.",
        outcome(widget),
        short(100.0 * widget.pair.explained(), 0)
    )
}

fn difference(widget: &Datamodel) -> String {
    let Some(fit) = &widget.work.fit else { return "Not known yet.".to_owned() };
    let order = widget.order();
    let ends = match (order.first(), order.last()) {
        (Some(&top), Some(&bottom)) => format!(
            "From {} for {} to {} for {}, where a subset has the row instead of not.",
            with_sign(fit.surrogate.weights[top]),
            name(widget, top),
            with_sign(fit.surrogate.weights[bottom]),
            name(widget, bottom)
        ),
        _ => String::new(),
    };
    let nothing = fit.surrogate.weights.iter().filter(|weight| **weight == 0.0).count();
    let zeros = if nothing > 0 { format!(" {nothing} weights are exactly 0.") } else { String::new() };
    format!("{ends}{zeros}")
}

fn luck(widget: &Datamodel) -> String {
    let luck = &widget.work.luck;
    let middle = |values: &[f64]| Some((quantile(values, 0.05)?, quantile(values, 0.95)?));
    if widget.question.draws == 0 {
        return "The subsets were not redrawn.".to_owned();
    }
    let undetermined = luck.tried - luck.top.len();
    let missing = if undetermined > 0 {
        format!(" In {undetermined} of them the subsets did not determine the weights.")
    } else {
        String::new()
    };
    let Some((low, high)) = middle(&luck.top) else {
        return format!("{} redraws of the subsets.{missing}", luck.tried);
    };
    let top = widget.order().first().map_or_else(String::new, |&row| name(widget, row));
    let weight = if high - low < 1e-8 {
        format!("From {} redraws of the subsets, the weight of {top} is the same each time.", luck.tried)
    } else {
        format!(
            "From {} redraws of the subsets, the middle 90\u{a0}% of the weight of {top} lies from {} to {}.",
            luck.tried,
            decimal(low, DIGITS),
            decimal(high, DIGITS)
        )
    };
    let held = middle(&luck.r).map_or_else(String::new, |(low, high)| {
        format!(" The middle 90\u{a0}% of r lies from {} to {}.", decimal(low, 3), decimal(high, 3))
    });
    let clear = clear(widget).map_or_else(String::new, |stands| {
        format!(" {stands} of {} weights stand more than two standard deviations from 0.", luck.spread.len())
    });
    format!("{weight}{held}{clear}{missing}")
}

fn luck_figure(widget: &Datamodel) -> Option<Markup<DatamodelMessage>> {
    let (fit, luck) = (widget.work.fit.as_ref()?, &widget.work.luck);
    let &top = widget.order().first()?;
    let here = fit.surrogate.weights[top];
    let label = format!(
        "{} dots, the weight of {} on redrawn subsets; the line is this fit, at {}.",
        luck.top.len(),
        name(widget, top),
        short(here, DIGITS)
    );
    let axis = "largest weight, redrawn subsets";
    (!luck.top.is_empty()).then(|| strip(&luck.top, here, ["here", axis], label))
}

pub(super) fn table(widget: &Datamodel) -> Table {
    let mut columns = vec!["kind", "number", "class", "first coordinate", "second coordinate"];
    columns.extend(["weight", "standard deviation", "lost without it", "predicted", "real"]);
    let fit = widget.work.fit.as_ref();
    let cell = |values: Option<&Vec<f64>>, at: usize| {
        values.and_then(|values| values.get(at)).map_or_else(String::new, |value| short(*value, 6))
    };
    let weights = fit.map(|fit| &fit.surrogate.weights);
    let mut rows: Vec<Vec<String>> = vec![];
    for (at, row) in widget.pair.world().rows().enumerate() {
        let mut cells = vec!["training row".to_owned(), row.id.number().to_string()];
        cells.push(row.target.class().map_or_else(String::new, |known| class(widget, known)));
        cells.extend(row.features.iter().map(|value| short(*value, 3)));
        cells.push(cell(weights, at));
        cells.push(cell(Some(&widget.work.luck.spread), at));
        cells.push(cell(Some(&widget.work.removed), at));
        cells.extend([String::new(), String::new()]);
        rows.push(cells);
    }
    for at in 0..fit.map_or(0, |fit| fit.real.len()) {
        let mut cells = vec!["held-out subset".to_owned(), (at + 1).to_string()];
        cells.extend(vec![String::new(); 6]);
        cells.push(cell(fit.map(|fit| &fit.predicted), at));
        cells.push(cell(fit.map(|fit| &fit.real), at));
        rows.push(cells);
    }
    Table { columns: columns.into_iter().map(str::to_owned).collect(), rows }
}

//! What stands beside the grid: what changed, what was held fixed, how big the difference is, how much of it is luck.

use simulation::idea::{Answer, Plan};
use simulation::statistics::quantile;

use super::parameters::{QuantityChoice, Score};
use super::steps::DIGITS;
use super::words::{no_plan, subject};
use super::work::Side;
use super::{Grid, GridMessage};
use crate::chart::strip;
use crate::format::short;
use crate::widget::Comparison;

pub(super) fn comparison(grid: &Grid) -> Comparison<GridMessage> {
    Comparison {
        changed: changed(grid),
        held_fixed: held_fixed(grid),
        difference: difference(grid),
        luck: luck_words(grid),
        luck_figure: luck_figure(grid),
    }
}

fn changed(grid: &Grid) -> String {
    let focus = grid.selection.focus;
    let name = grid.items.name(focus);
    let rows = if grid.is_trained() {
        let data = grid.parameters.data;
        let (_, many) = data.rows();
        let rows = data.plan(grid.items.len()).training_rows;
        format!("the {rows} training {many} of {name} ({})", data.origin(focus))
    } else {
        format!("the item {name}")
    };
    let group = subject(grid);
    match grid.parameters.quantity {
        QuantityChoice::Cell => "Nothing: one world, no comparison.".to_owned(),
        QuantityChoice::LeaveOneOut => format!("One thing: {rows}, in or out."),
        QuantityChoice::GroupLeaveOut => format!("The training rows of {group}, in or out together."),
        QuantityChoice::EvaluationValue => {
            format!("The test rows of {name}, in or out. No model is retrained.")
        }
        QuantityChoice::Interaction => {
            format!("{name} and {}, each in or out.", grid.items.name(grid.selection.partner))
        }
        QuantityChoice::Shapley | QuantityChoice::Banzhaf | QuantityChoice::Beta => {
            format!("In every comparison one thing: {rows}, in or out.")
        }
        QuantityChoice::RowSize | QuantityChoice::BestSubset => "Which items are trained on.".to_owned(),
        QuantityChoice::EvaluationSize => "Which items are tested on.".to_owned(),
        QuantityChoice::Diagonal => "Which items are trained and tested on.".to_owned(),
        QuantityChoice::Unlearning => format!("The training rows of {group}, all gone before retraining."),
        QuantityChoice::Strike => format!("How many of {group} are gone."),
        QuantityChoice::Regret => "The training world: everything, or the selected row.".to_owned(),
    }
}

fn held_fixed(grid: &Grid) -> String {
    if !grid.is_trained() {
        return "The slice and the score. No model is trained.".to_owned();
    }
    let data = grid.parameters.data;
    let (_, many) = data.rows();
    let model = grid.parameters.learner.words();
    let tests = match grid.parameters.quantity {
        QuantityChoice::EvaluationSize | QuantityChoice::EvaluationValue | QuantityChoice::Diagonal => {
            format!("each item’s own test {many}")
        }
        _ => {
            let rows = grid.selection.slice.len() as usize * data.plan(grid.items.len()).evaluation_rows;
            format!("the {rows} test {many} of {}", grid.items.words(grid.selection.slice))
        }
    };
    format!("The model ({model}), the scale of its measurements, and {tests}.")
}

fn difference(grid: &Grid) -> String {
    let Some(answer) = &grid.answer else {
        return if grid.plan.is_none() { no_plan(grid) } else { "Not known yet.".to_owned() };
    };
    let headline = short(answer.headline(), DIGITS);
    let said = match (answer, &grid.plan) {
        (Answer::Curve(_), _) => format!("{headline} from the first size to the last."),
        (Answer::Best { .. }, _) => format!("{headline} at best."),
        (Answer::Number(_), Some(Plan::Read(_))) => format!("{headline} in this cell."),
        (Answer::Number(_), Some(Plan::Differences(differences))) => match differences.as_slice() {
            [only] => {
                let of = |place| short(grid.cell(Side::Operator, place).unwrap_or(f64::NAN), DIGITS);
                let (with, without) = (of(only.with), of(only.without));
                let (one, other) = match grid.parameters.quantity {
                    QuantityChoice::Unlearning => ("in use", "retrained"),
                    QuantityChoice::Regret => ("with everything", "with the selected row"),
                    _ => ("with", "without"),
                };
                format!("{with} {one}, {without} {other}: a difference of {headline}.")
            }
            several if several.len() == 2 => format!("{headline} beyond what each adds alone."),
            _ => format!("{headline} on average."),
        },
        _ => headline,
    };
    match &grid.reference {
        Some(reference) if grid.is_layered() => {
            format!(
                "{said} The reference, which no layer touches, says {}.",
                short(reference.headline(), DIGITS)
            )
        }
        _ => said,
    }
}

fn luck_words(grid: &Grid) -> String {
    if !grid.is_trained() {
        return "None: sets are counted, nothing is drawn.".to_owned();
    }
    let values = grid.work.luck();
    let (_, many) = grid.parameters.data.rows();
    let noise = if grid.parameters.noise.get() > 0.0 {
        format!(
            " The noise on what the operator sees is luck of its own, of scale {}.",
            grid.parameters.noise.text()
        )
    } else {
        String::new()
    };
    let exact = "The model draws nothing at random.";
    match (quantile(values, 0.05), quantile(values, 0.95)) {
        (Some(low), Some(high)) => format!(
            "{exact} But other {many} of the same origin could have come: in {} other draws, the middle 90\u{a0}% \
             of this number lies from {} to {}.{noise}",
            values.len(),
            short(low, DIGITS),
            short(high, DIGITS),
        ),
        _ => format!("{exact} How much other {many} would change is not computed.{noise}"),
    }
}

fn luck_figure(grid: &Grid) -> Option<crate::markup::Markup<GridMessage>> {
    let values = grid.work.luck();
    let here = grid.answer.as_ref().filter(|_| grid.is_trained() && !values.is_empty())?.headline();
    let (_, many) = grid.parameters.data.rows();
    let label = format!(
        "{} dots, one for each other draw of {many}; the line is this draw, at {}.",
        values.len(),
        short(here, DIGITS)
    );
    Some(strip(values, here, ["this draw", axis(grid)], label))
}

/// What the strip's axis measures.
fn axis(grid: &Grid) -> &'static str {
    match grid.parameters.quantity {
        QuantityChoice::Cell if grid.parameters.score == Score::Accuracy => "accuracy, one dot a draw",
        QuantityChoice::Cell => "negative log loss, one dot a draw",
        QuantityChoice::LeaveOneOut | QuantityChoice::GroupLeaveOut => "leave-one-out value, one dot a draw",
        QuantityChoice::Shapley => "Shapley value, one dot a draw",
        QuantityChoice::RowSize | QuantityChoice::EvaluationSize | QuantityChoice::Diagonal => {
            "largest size minus smallest, one dot a draw"
        }
        QuantityChoice::Strike => "all gone minus none, one dot a draw",
        QuantityChoice::BestSubset => "score of the best, one dot a draw",
        _ => "this quantity, one dot a draw",
    }
}

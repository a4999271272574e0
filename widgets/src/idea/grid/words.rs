//! What the grid says in words: title and live sentence.

use simulation::idea::{Answer, Place, Plan, Point};

use super::parameters::{QuantityChoice, Score, Task};
use super::steps::DIGITS;
use super::work::Side;
use super::{Grid, arrivals, explore};
use crate::format::{self, short};

/// Who a question is about: the focus, or the group.
pub(super) fn subject(grid: &Grid) -> String {
    if grid.parameters.quantity.has_group() {
        grid.items.words(grid.selection.group)
    } else {
        grid.items.name(grid.selection.focus).to_owned()
    }
}

/// The name of a semivalue in a sentence.
pub(super) fn value_name(grid: &Grid) -> String {
    match grid.parameters.quantity {
        QuantityChoice::Banzhaf => "Banzhaf value".to_owned(),
        QuantityChoice::Beta => {
            format!("Beta({}, {}) value", grid.parameters.alpha.text(), grid.parameters.beta.text())
        }
        _ => "Shapley value".to_owned(),
    }
}

/// The places that tie for the best, once it is known.
pub(super) fn best(grid: &Grid) -> &[Place] {
    match &grid.answer {
        Some(Answer::Best { places, .. }) => places,
        _ => &[],
    }
}

pub(super) fn title(grid: &Grid) -> String {
    if grid.parameters.task == Task::Explore {
        return "What do the selected cells already tell?".to_owned();
    }
    let who = subject(grid);
    match grid.parameters.quantity {
        QuantityChoice::Cell => "What happens if we train on this row and test on this column?".to_owned(),
        QuantityChoice::LeaveOneOut | QuantityChoice::GroupLeaveOut => format!("What is lost without {who}?"),
        QuantityChoice::EvaluationValue => format!("What does testing on {who} change?"),
        QuantityChoice::Interaction => {
            let partner = grid.items.name(grid.selection.partner);
            format!("Do {who} and {partner} need each other, or replace each other?")
        }
        QuantityChoice::Shapley => format!("What does {who} add, on average over all worlds?"),
        QuantityChoice::Banzhaf => format!("What does {who} add, every world counting the same?"),
        QuantityChoice::Beta => format!("What does {who} add, some sizes of world counting more?"),
        QuantityChoice::RowSize => "What does more training data bring?".to_owned(),
        QuantityChoice::EvaluationSize => "Does a larger test set say something else?".to_owned(),
        QuantityChoice::Diagonal => "What if train and test grow together?".to_owned(),
        QuantityChoice::BestSubset => {
            let items = format::count(grid.parameters.size.get() as usize, "item", "items");
            format!("Which {items} would we train on?")
        }
        QuantityChoice::Unlearning => format!("Has the model forgotten {who}?"),
        QuantityChoice::Strike => format!("What if more and more of {who} withdraw?"),
        QuantityChoice::Regret => "What does the selected row lack?".to_owned(),
    }
}

/// What a cell measures, as the subject of a sentence.
pub(super) fn measure(grid: &Grid) -> String {
    let slice = grid.items.words(grid.selection.slice);
    match grid.parameters.score {
        Score::Accuracy => format!("accuracy on {slice}"),
        Score::LogLoss => format!("the negative log loss on {slice}"),
        Score::Coverage => format!("coverage of {slice}"),
        Score::WeightedCoverage => format!("weighted coverage of {slice}"),
        Score::Jaccard => format!("the Jaccard score for {slice}"),
        Score::Overlap => format!("the overlap with {slice}"),
        Score::Entropy => format!("the entropy of the overlap with {slice}"),
    }
}

pub(super) fn describe(grid: &Grid) -> String {
    if let Some(failure) = grid.work.failure() {
        return format!("The computation stopped: {failure}.");
    }
    if let Some(unfound) = &grid.unfound {
        return unfound.clone();
    }
    let mut said = answer_words(grid);
    said.push_str(&arrivals::path_words(grid));
    said
}

/// What the selected cells, or those of the question, say.
fn answer_words(grid: &Grid) -> String {
    if grid.parameters.task == Task::Explore {
        return explore::describe(grid);
    }
    let Some(plan) = &grid.plan else { return no_plan(grid) };
    let Some(answer) = &grid.answer else {
        return "Some cells that this needs are not trained yet.".to_owned();
    };
    let said = match answer {
        Answer::Number(value) => number_words(grid, plan, *value),
        Answer::Curve(points) => curve_words(grid, points),
        Answer::Best { value, places } => best_words(grid, *value, places),
    };
    format!("{said}{}", layer_words(grid, answer))
}

/// A question that these items have no answer to.
pub(super) fn no_plan(grid: &Grid) -> String {
    let focus = grid.items.name(grid.selection.focus);
    match grid.parameters.quantity {
        _ if grid.selection.slice.is_empty() => {
            "Nothing is tested in column ∅, so there is no score: choose a column with at least one item."
                .to_owned()
        }
        QuantityChoice::EvaluationValue => {
            format!("Without {focus} nothing would be left to test on: choose a wider slice.")
        }
        _ => "These items have no answer to that.".to_owned(),
    }
}

fn layer_words(grid: &Grid, operator: &Answer) -> String {
    match &grid.reference {
        Some(reference) if grid.is_layered() => format!(
            " That is what the operator sees; the untouched reference says {} instead of {}.",
            short(reference.headline(), DIGITS),
            short(operator.headline(), DIGITS)
        ),
        _ => String::new(),
    }
}

fn number_words(grid: &Grid, plan: &Plan, answer: f64) -> String {
    let value = short(answer, DIGITS);
    match (plan, grid.parameters.quantity) {
        (Plan::Read(place), _) => {
            let trained = if place.world.is_empty() {
                "Trained on nothing".to_owned()
            } else {
                format!("Trained on {}", grid.items.words(place.world))
            };
            format!("{trained}, {} is {value}.{}", measure(grid), notes(grid, *place))
        }
        (Plan::Differences(differences), quantity) => match differences.as_slice() {
            [only] => difference_words(grid, only.with, only.without, answer),
            _ if quantity == QuantityChoice::Interaction => interaction_words(grid, answer),
            several => {
                let focus = grid.items.name(grid.selection.focus);
                let alone = alone(grid).map_or_else(|| "–".to_owned(), |alone| short(alone, DIGITS));
                format!(
                    "Over all {} comparisons with and without {focus}, it adds {value} to {}: its {}. \
                     Leaving it out of everything says {alone}.",
                    several.len(),
                    measure(grid),
                    value_name(grid)
                )
            }
        },
        _ => value,
    }
}

/// The leave-one-out value of the focus in the world of everything.
fn alone(grid: &Grid) -> Option<f64> {
    let (all, slice) = (grid.items.all(), grid.selection.slice);
    let cell = |world| grid.cell(Side::Operator, Place { world, slice });
    Some(cell(all)? - cell(all.without(grid.selection.focus))?)
}

/// What a reader should know of a cell before believing it.
pub(super) fn notes(grid: &Grid, place: Place) -> String {
    let Some(trained) = grid.trained(place.world) else { return String::new() };
    let mut notes = String::new();
    if trained.classes == 1 {
        notes.push_str(" The model has seen one class only.");
    }
    if let Some(tied) = trained.tied(place.slice).filter(|tied| *tied > 0.0) {
        let share = short(100.0 * tied, 0);
        notes.push_str(" On ");
        notes.push_str(&share);
        notes.push_str(" % of the test rows several classes tie; each such row counts its share.");
    }
    if !trained.converged {
        notes.push_str(" The fit did not converge.");
    }
    notes
}

/// Whether a distance counts as forgotten. A distance that is written as the tolerance is not beyond it: differences of decimal shares
/// are off in their last bits.
pub(super) fn is_within(grid: &Grid, distance: f64) -> bool {
    distance.abs() <= grid.parameters.tolerance.get() + 1e-9
}

fn difference_words(grid: &Grid, with: Place, without: Place, answer: f64) -> String {
    let who = subject(grid);
    let value = short(answer, DIGITS);
    let [before, after] =
        [with, without].map(|place| short(grid.cell(Side::Operator, place).unwrap_or(f64::NAN), DIGITS));
    // Decided on what is written: two sums of the same shares may differ in their last bit.
    let moves = if before == after {
        format!("stays at {before}")
    } else {
        format!("{} from {before} to {after}", if answer > 0.0 { "falls" } else { "rises" })
    };
    let (items, measure) = (&grid.items, measure(grid));
    match grid.parameters.quantity {
        QuantityChoice::EvaluationValue => format!(
            "The model trained on {} scores {before} on {} and {after} without {who}: testing on {who} adds {value}.",
            items.words(with.world),
            items.words(with.slice)
        ),
        QuantityChoice::Unlearning => {
            let verdict = if is_within(grid, answer) { "within" } else { "beyond" };
            format!(
                "On {}, the model in use scores {before}; retrained without {who} it would score {after}. \
                 The distance of {value} is {verdict} the tolerance of {}.",
                items.words(with.slice),
                grid.parameters.tolerance.text()
            )
        }
        QuantityChoice::Regret => format!(
            "Trained on everything, {measure} is {before}; trained on {} it is {after}: the row lacks {value}.",
            items.words(without.world)
        ),
        QuantityChoice::GroupLeaveOut => {
            let sentence = format!("Leaving {who} out of {}", items.words(with.world));
            format!("{sentence}, {measure} {moves}: as a group they are worth {value} there.")
        }
        _ => {
            let sentence = format!("Leaving {who} out of {}", items.words(with.world));
            let verdict = format!("the leave-one-out value of {who} is {value}");
            if before == after {
                let others = items.words(without.world);
                format!("{sentence}, {measure} {moves}: beside {others}, {verdict}.")
            } else {
                format!("{sentence}, {measure} {moves}: {verdict}.")
            }
        }
    }
}

fn interaction_words(grid: &Grid, answer: f64) -> String {
    let (items, focus) = (&grid.items, grid.items.name(grid.selection.focus));
    let partner = items.name(grid.selection.partner);
    let base = grid.selection.world.without(grid.selection.focus).without(grid.selection.partner);
    let value = short(answer, DIGITS);
    let verdict = if value == "0" {
        "beside the others they do not touch each other"
    } else if answer > 0.0 {
        "together they add more than each alone"
    } else {
        "each replaces part of the other"
    };
    format!("Added to {}, {focus} and {partner} interact by {value}: {verdict}.", items.words(base))
}

fn curve_words(grid: &Grid, points: &[Point]) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return String::new() };
    let [from, to] = [first, last].map(|point| short(point.mean, DIGITS));
    let (low, high) = (first.size, last.size);
    let measure = measure(grid);
    match grid.parameters.quantity {
        QuantityChoice::EvaluationSize => format!(
            "The model trained on {} scores {from} on average over slices of {low} and {to} on all {high}.",
            grid.items.words(grid.selection.world)
        ),
        QuantityChoice::Diagonal => {
            format!(
                "Trained and tested on the same items, the mean goes from {from} at {low} to {to} at {high}."
            )
        }
        QuantityChoice::Strike => format!(
            "As {} withdraw from {}, {measure} goes from {from} to {to} on average, at every size over all choices of who goes.",
            subject(grid),
            grid.items.words(grid.selection.world)
        ),
        _ => format!("From {low} training items to {high}, {measure} goes from {from} to {to} on average."),
    }
}

fn best_words(grid: &Grid, value: f64, places: &[Place]) -> String {
    let size = format::count(grid.parameters.size.get() as usize, "item", "items");
    let value = short(value, DIGITS);
    match places {
        [only] => format!(
            "The best {size} to train on are {}: {} is {value}.",
            grid.items.words(only.world),
            measure(grid)
        ),
        ties => format!("{} choices of {size} tie for the best: {} is {value}.", ties.len(), measure(grid)),
    }
}

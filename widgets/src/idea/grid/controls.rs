//! The grid's controls: what first contact has, and what the instrument adds.

use super::parameters::{DataChoice, LearnerChoice, Mode, QuantityChoice, Score, Shown, Slices, Task};
use super::view::View;
use super::{Grid, GridMessage, moves};
use crate::controls::{check_chips, radio_chips, segments, select, typed};
use crate::markup::element;
use crate::parameters::Choice;
use crate::widget::Scope;

pub(super) fn controls(grid: &Grid, scope: &Scope) -> Vec<View> {
    let parameters = &grid.parameters;
    let scores: Vec<(Score, &'static str)> = Score::ALL.iter().map(|&score| (score, score.name())).collect();
    let learners = [
        (LearnerChoice::Centroid, "Nearest centroid"),
        (LearnerChoice::Neighbours, "3 neighbours"),
        (LearnerChoice::Logistic, "Logistic regression"),
    ];
    let modes = [(Mode::Simple, "Simple"), (Mode::Advanced, "Advanced")];
    let mut controls = vec![focus_chips(grid, scope)];
    if parameters.mode == Mode::Simple {
        let quantities = [
            (QuantityChoice::LeaveOneOut, "Leave one out"),
            (QuantityChoice::Shapley, "Shapley"),
            (QuantityChoice::Cell, "One cell"),
        ];
        let quantity = parameters.quantity;
        controls.push(segments(scope, "quantity", "Compute", &quantities, quantity, GridMessage::Quantity));
    } else {
        controls.extend(advanced(grid, scope));
    }
    controls.extend(moves::controls(grid, scope));
    controls.push(select("Score", &scores, parameters.score, true, GridMessage::Score).named("score"));
    controls.push(
        select("Model", &learners, parameters.learner, grid.is_trained(), GridMessage::Learner)
            .named("learner"),
    );
    if parameters.mode == Mode::Advanced {
        controls.push(
            select("Data", &DataChoice::NAMES, parameters.data, grid.is_trained(), GridMessage::Data)
                .named("data"),
        );
    }
    let other = format!(
        "Other {}",
        if parameters.data == DataChoice::Penguins { "penguins" } else { parameters.data.rows().1 }
    );
    controls.push(
        element("button")
            .attribute("type", "button")
            .class("control-button")
            .flag("disabled", !grid.is_trained())
            .on_press(GridMessage::Redraw)
            .text(other)
            .named("seed"),
    );
    controls.push(segments(scope, "mode", "Instrument", &modes, parameters.mode, GridMessage::Mode));
    controls
}

fn focus_chips(grid: &Grid, scope: &Scope) -> View {
    let names = grid.parameters.items.as_slice();
    radio_chips(scope, "focus", "Item in question", names, grid.selection.focus, GridMessage::Focus)
}

/// What the simple figure keeps closed.
fn advanced(grid: &Grid, scope: &Scope) -> Vec<View> {
    let parameters = &grid.parameters;
    let names = parameters.items.as_slice();
    let tasks = [(Task::Compute, "Compute"), (Task::Explore, "Explore")];
    let mut controls =
        vec![segments(scope, "task", "Press cells to", &tasks, parameters.task, GridMessage::Task)];
    let quantities: Vec<(QuantityChoice, &'static str)> =
        QuantityChoice::ALL.iter().map(|&choice| (choice, choice.name())).collect();
    let quantity = parameters.quantity;
    controls.push(select("Quantity", &quantities, quantity, true, GridMessage::Quantity).named("quantity"));
    let exploring = parameters.task == Task::Explore;
    if quantity == QuantityChoice::Interaction || exploring {
        let partner = grid.selection.partner;
        controls.push(radio_chips(scope, "partner", "Second item", names, partner, GridMessage::Partner));
    }
    if quantity.has_group() || exploring {
        let inside = |item| grid.selection.group.contains(item);
        controls.push(check_chips(scope, "group", "Group in question", names, inside, GridMessage::Group));
    }
    if quantity == QuantityChoice::BestSubset || exploring {
        let size = parameters.size.get().to_string();
        controls.push(typed(scope, "size", "Size", size, true, |text| GridMessage::Typed("size", text)));
    }
    if quantity == QuantityChoice::Beta {
        let (alpha, beta) = (parameters.alpha.text(), parameters.beta.text());
        controls.push(typed(scope, "alpha", "α", alpha, true, |text| GridMessage::Typed("alpha", text)));
        controls.push(typed(scope, "beta", "β", beta, true, |text| GridMessage::Typed("beta", text)));
    }
    if quantity == QuantityChoice::Unlearning {
        let value = parameters.tolerance.text();
        let message = |text| GridMessage::Typed("tolerance", text);
        controls.push(typed(scope, "tolerance", "Tolerance", value, true, message));
    }
    let columns = [(Slices::Each, "Each item, and all"), (Slices::Every, "Every slice")];
    controls.push(select("Columns", &columns, parameters.slices, true, GridMessage::Slices).named("slices"));
    controls.push(
        typed(scope, "find", "Find a row", grid.items.label(grid.selection.world), false, GridMessage::Find)
            .named("world"),
    );
    if grid.is_trained() {
        let poisoned = |item| grid.selection.poison.contains(item);
        controls.push(check_chips(
            scope,
            "poison",
            "Layer: poisoned items",
            names,
            poisoned,
            GridMessage::Poison,
        ));
        let noise = parameters.noise.text();
        let message = |text| GridMessage::Typed("noise", text);
        controls.push(typed(scope, "noise", "Layer: noise, scale", noise, true, message));
        let shown = [
            (Shown::Both, "Both grids"),
            (Shown::Operator, "Operator’s view"),
            (Shown::Reference, "Reference"),
            (Shown::Difference, "Difference"),
        ];
        controls.push(
            select("Show", &shown, parameters.shown, grid.is_layered(), GridMessage::Shown).named("shown"),
        );
    }
    controls
}

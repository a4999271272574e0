//! Controls, the grid itself, and the computation beside it.

use simulation::valuation::Coalition;

use super::items::Items;
use super::parameters::chosen;
use super::steps::{self, Mark, Step};
use super::{Grid, GridMessage, LearnerChoice, QuantityChoice, Score};
use crate::format::decimal;
use crate::markup::{EventKind, Input, Markup, element, text};
use crate::parameters::Choice;
use crate::widget::Scope;

type View = Markup<GridMessage>;

/// The local name of a cell's element.
pub(super) fn cell_id(row: usize, column: usize) -> String {
    format!("r{row}c{column}")
}

pub(super) fn controls(grid: &Grid, scope: &Scope) -> Vec<View> {
    let parameters = &grid.parameters;
    let trained = parameters.score == Score::Accuracy;
    let quantities = [
        (QuantityChoice::Cell, "Cell"),
        (QuantityChoice::LeaveOneOut, "Leave one out"),
        (QuantityChoice::Shapley, "Shapley"),
    ];
    let scores = [(Score::Accuracy, "Accuracy"), (Score::Coverage, "Coverage"), (Score::Jaccard, "Jaccard")];
    let learners = [
        (LearnerChoice::Centroid, "Nearest centroid"),
        (LearnerChoice::Neighbours, "3 neighbours"),
        (LearnerChoice::Logistic, "Logistic regression"),
    ];
    vec![
        focus_chips(grid, scope),
        radios(scope, "quantity", "Compute", &quantities, parameters.quantity, GridMessage::Quantity),
        select("Score", &scores, parameters.score, true, GridMessage::Score),
        select("Model", &learners, parameters.learner, trained, GridMessage::Learner),
        element("button")
            .attribute("type", "button")
            .class("control-button")
            .flag("disabled", !trained)
            .on_press(GridMessage::Redraw)
            .text("Other penguins"),
    ]
}

fn focus_chips(grid: &Grid, scope: &Scope) -> View {
    let chip = |item: usize| {
        let id = scope.id(&format!("focus{item}"));
        element("label")
            .class("chip")
            .child(
                element("input")
                    .attribute("type", "radio")
                    .attribute("name", scope.id("focus"))
                    .attribute("id", id)
                    .attribute("value", item.to_string())
                    .flag("checked", item == grid.selection.focus)
                    .on(EventKind::Change, move |_| Some(GridMessage::Focus(item))),
            )
            .child(element("span").class("chip-name").text(grid.items.name(item).to_owned()))
    };
    fieldset("Item in question", (0..grid.items.len()).map(chip))
}

fn radios<T: Choice>(
    scope: &Scope,
    name: &str,
    legend: &'static str,
    options: &[(T, &'static str)],
    current: T,
    message: fn(T) -> GridMessage,
) -> View {
    let group = scope.id(name);
    fieldset(
        legend,
        options.iter().map(|&(choice, label)| {
            element("label")
                .class("segment")
                .child(
                    element("input")
                        .attribute("type", "radio")
                        .attribute("name", group.clone())
                        .attribute("value", choice.word())
                        .flag("checked", choice == current)
                        .on(EventKind::Change, move |_| Some(message(choice))),
                )
                .child(element("span").text(label))
        }),
    )
}

fn fieldset(legend: &'static str, options: impl Iterator<Item = View>) -> View {
    element("fieldset")
        .child(element("legend").text(legend))
        .child(element("div").class("options").children(options))
}

fn select<T: Choice>(
    label: &'static str,
    options: &[(T, &'static str)],
    current: T,
    enabled: bool,
    message: fn(T) -> GridMessage,
) -> View {
    let option = |&(choice, name): &(T, &'static str)| {
        element("option").attribute("value", choice.word()).flag("selected", choice == current).text(name)
    };
    element("label").class("select").child(element("span").text(label)).child(
        element("select")
            .flag("disabled", !enabled)
            .on(EventKind::Change, move |input| chosen(&input.value).map(message))
            .children(options.iter().map(option)),
    )
}

pub(super) fn figure(grid: &Grid, scope: &Scope) -> View {
    element("div")
        .class("grid-figure")
        .child(
            element("div")
                .child(element("div").class("grid-scroll").child(table(grid, scope)))
                .children((grid.parameters.score == Score::Accuracy).then(|| key(grid))),
        )
        .child(computation(grid))
}

/// What the items stand for.
fn key(grid: &Grid) -> View {
    let item = |item: usize| {
        element("div")
            .child(element("dt").text(grid.items.name(item).to_owned()))
            .child(element("dd").text(Items::colony(item)))
    };
    element("dl").class("grid-key").children((0..grid.items.len()).map(item))
}

fn table(grid: &Grid, scope: &Scope) -> View {
    let slices = grid.items.slices(grid.parameters.slices);
    let marks = steps::marks(grid);
    let (selected_row, selected_column) = grid.place();
    let corner = element("th")
        .class("grid-corner")
        .attribute("scope", "col")
        .child(element("span").text("train on ↓"))
        .child(element("span").text("test on →"));
    let heads = slices.iter().enumerate().map(|(column, &slice)| {
        let class = if column == selected_column { "selected" } else { "" };
        element("th").class(class).attribute("scope", "col").text(grid.items.label(slice))
    });
    let row = |(row, world): (usize, Coalition)| {
        let class = if row == selected_row { "selected" } else { "" };
        let head = element("th").class(class).attribute("scope", "row").text(grid.items.label(world));
        let cells = slices.iter().enumerate().map(|(column, &slice)| {
            let selected = (row, column) == (selected_row, selected_column);
            let mark = (column == selected_column)
                .then(|| marks.iter().find(|(marked, _)| *marked == world).map(|&(_, mark)| mark))
                .flatten();
            cell(grid, (world, slice), mark, selected)
                .attribute("id", scope.id(&cell_id(row, column)))
                .key(format!("{row} {column}"))
        });
        element("tr").child(head).children(cells)
    };
    element("table")
        .class("grid")
        .attribute("role", "grid")
        .attribute("aria-label", "Training worlds by evaluation slices")
        .on(EventKind::Key, key_message)
        .on(EventKind::Press, |input| {
            let (row, column) = input.target.as_deref()?.split_once(' ')?;
            Some(GridMessage::Select(row.parse().ok()?, column.parse().ok()?))
        })
        .child(element("thead").child(element("tr").child(corner).children(heads)))
        .child(element("tbody").children(grid.items.worlds().into_iter().enumerate().map(row)))
}

fn cell(grid: &Grid, (world, slice): (Coalition, Coalition), mark: Option<Mark>, selected: bool) -> View {
    let value = grid.cell(world, slice);
    let heat = heat(value);
    let (class, said) = match mark {
        Some(Mark::Before) => (" is-before", before_words(grid)),
        Some(Mark::After) => (" is-after", "without the item"),
        None => ("", ""),
    };
    let unconverged = grid.is_unconverged(world);
    let number = value.map_or_else(|| "–".to_owned(), |v| decimal(v, 2));
    let mut name =
        format!("trained on {}, tested on {}: {number}", grid.items.words(world), grid.items.words(slice));
    for note in [said, if unconverged { "the fit did not converge" } else { "" }] {
        if !note.is_empty() {
            name = format!("{name}, {note}");
        }
    }
    element("td")
        .class(format!("{heat}{class}"))
        .attribute("role", "gridcell")
        .attribute("tabindex", if selected { "0" } else { "-1" })
        .attribute("aria-selected", if selected { "true" } else { "false" })
        .attribute("aria-label", name)
        .child(text(number))
        .children(unconverged.then(|| element("sup").text("*")))
}

/// The step of the heat ramp that a score from 0 to 1 has, as the name of a class and of a token.
pub(super) fn heat(value: Option<f64>) -> String {
    match value {
        Some(value) => format!("heat-{}", (value * 10.0).round().clamp(0.0, 10.0) as u32),
        None => "unknown".to_owned(),
    }
}

fn before_words(grid: &Grid) -> &'static str {
    if grid.parameters.quantity == QuantityChoice::Cell { "read here" } else { "with the item" }
}

fn key_message(input: &Input) -> Option<GridMessage> {
    const FAR: i32 = 1 << 16;
    let (rows, columns) = match (input.key.as_str(), input.control) {
        ("ArrowUp", _) => (-1, 0),
        ("ArrowDown", _) => (1, 0),
        ("ArrowLeft", _) => (0, -1),
        ("ArrowRight", _) => (0, 1),
        ("PageUp", _) => (-4, 0),
        ("PageDown", _) => (4, 0),
        ("Home", false) => (0, -FAR),
        ("End", false) => (0, FAR),
        ("Home", true) => (-FAR, -FAR),
        ("End", true) => (FAR, FAR),
        _ => return None,
    };
    Some(GridMessage::Move(rows, columns))
}

fn computation(grid: &Grid) -> View {
    let steps = steps::steps(grid);
    let lit = grid.parameters.step.get() as usize;
    let heading = match grid.parameters.quantity {
        QuantityChoice::Cell => "The cell, step by step",
        QuantityChoice::LeaveOneOut => "Leave one out, step by step",
        QuantityChoice::Shapley => "Shapley, step by step",
    };
    let line = |(index, step): (usize, &Step)| {
        let mark = match step.cells.as_slice() {
            [(_, Mark::Before)] => "is-before",
            [(_, Mark::After)] => "is-after",
            _ => "is-both",
        };
        let current = index + 1 == lit;
        let item = element("li").class(if current { format!("{mark} is-lit") } else { mark.to_owned() });
        let item = if current { item.attribute("aria-current", "step") } else { item };
        item.child(element("span").text(step.text.clone()))
    };
    let place = if lit == 0 { "All steps".to_owned() } else { format!("Step {lit} of {}", steps.len()) };
    element("div")
        .class("computation")
        .child(element("p").class("computation-title").text(heading))
        .child(
            element("div")
                .class("stepper")
                .control()
                .child(step_button("Back", (lit > 0).then(|| lit - 1)))
                .child(step_button("Next step", (lit < steps.len()).then_some(lit + 1)))
                .child(element("span").attribute("role", "status").text(place)),
        )
        .child(element("ol").class("steps").children(steps.iter().enumerate().map(line)))
}

/// A button that stays focusable where it has nowhere to go, so that the keyboard is not thrown out of it.
fn step_button(label: &'static str, to: Option<usize>) -> View {
    element("button")
        .attribute("type", "button")
        .attribute("aria-disabled", if to.is_none() { "true" } else { "false" })
        .on(EventKind::Press, move |_| to.map(|step| GridMessage::Step(step as u32)))
        .text(label)
}

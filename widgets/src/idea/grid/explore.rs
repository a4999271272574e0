//! The side panel of exploring: what the selected cells determine, and what is missing for the rest.

use simulation::idea::{Answer, Determined, Quantity, Query};
use simulation::valuation::Coalition;

use super::parameters::{GridParameters, QuantityChoice, Task};
use super::steps::number;
use super::view::View;
use super::work::Side;
use super::{Grid, GridMessage};
use crate::controls::button;
use crate::format::{self, decimal};
use crate::markup::element;
use crate::parameters::{Choice, Decimal, TextLine, Whole};

/// The panel.
pub(super) fn panel(grid: &Grid) -> View {
    let cells = &grid.selection.cells;
    let determined = cells.determined(grid.items.len());
    let selected = format::count(cells.len(), "cell is selected", "cells are selected");
    let line = |found: &Determined| {
        let choice = choice_of(found.example.quantity);
        let example = example_words(grid, &found.example);
        let count = if found.count == 1 { String::new() } else { format!(" × {}", found.count) };
        let open = open(grid, &found.example);
        element("li")
            .child(
                element("span").child(element("b").text(choice.name())).text(format!("{count}. {example}")),
            )
            .child(
                button("Compute".to_owned(), Some(move || GridMessage::Open(Box::new(open.clone()))))
                    .control(),
            )
    };
    let missing = QuantityChoice::ALL.iter().filter_map(|&choice| {
        let known = determined.iter().any(|found| choice_of(found.example.quantity) == choice);
        let asked = GridParameters { quantity: choice, ..grid.parameters.clone() };
        let missing = cells.missing(&super::query(&asked, &grid.selection), grid.items.len())?;
        (!known).then(|| {
            let label = format!("Add {}", format::count(missing.len(), "cell", "cells"));
            element("li")
                .child(element("span").text(choice.name()))
                .child(button(label, Some(move || GridMessage::Add(choice))).control())
        })
    });
    let missing: Vec<View> = missing.collect();
    element("div")
        .class("computation")
        .child(element("p").class("computation-title").attribute("role", "status").text(selected))
        .child(
            element("div")
                .class("stepper")
                .control()
                .child(button("This row".to_owned(), Some(|| GridMessage::ThisRow)))
                .child(button("This column".to_owned(), Some(|| GridMessage::ThisColumn)))
                .child(button("Clear".to_owned(), (!cells.is_empty()).then_some(|| GridMessage::Clear))),
        )
        .child(element("p").class("panel-head").text("They determine"))
        .child(if determined.is_empty() {
            element("p").class("panel-empty").text("Nothing yet. Press a cell, or Enter on it.")
        } else {
            element("ul").class("panel-list").children(determined.iter().map(line))
        })
        .child(
            element("p")
                .class("panel-head")
                .text("Missing for the rest, about the row, column and items in question"),
        )
        .child(if missing.is_empty() {
            let nowhere = grid.selection.slice.is_empty();
            let said = if nowhere { "In column ∅ nothing is tested: choose another." } else { "Nothing." };
            element("p").class("panel-empty").text(said)
        } else {
            element("ul").class("panel-list").children(missing)
        })
}

/// The panel in one sentence.
pub(super) fn describe(grid: &Grid) -> String {
    let cells = &grid.selection.cells;
    if cells.is_empty() {
        return "No cell is selected: nothing is determined yet.".to_owned();
    }
    let determined = cells.determined(grid.items.len());
    let names: Vec<&str> = determined.iter().map(|found| choice_of(found.example.quantity).name()).collect();
    let selected = format::count(cells.len(), "selected cell determines", "selected cells determine");
    format!("{selected}: {}.", format::join(&names, ", "))
}

fn choice_of(quantity: Quantity) -> QuantityChoice {
    match quantity {
        Quantity::Cell => QuantityChoice::Cell,
        Quantity::LeaveOneOut => QuantityChoice::LeaveOneOut,
        Quantity::GroupLeaveOut(_) => QuantityChoice::GroupLeaveOut,
        Quantity::EvaluationValue => QuantityChoice::EvaluationValue,
        Quantity::Interaction(_) => QuantityChoice::Interaction,
        Quantity::Shapley => QuantityChoice::Shapley,
        Quantity::Banzhaf => QuantityChoice::Banzhaf,
        Quantity::Beta(..) => QuantityChoice::Beta,
        Quantity::RowSize => QuantityChoice::RowSize,
        Quantity::EvaluationSize => QuantityChoice::EvaluationSize,
        Quantity::Diagonal => QuantityChoice::Diagonal,
        Quantity::BestSubset(_) => QuantityChoice::BestSubset,
        Quantity::Unlearning(_) => QuantityChoice::Unlearning,
        Quantity::Strike(_) => QuantityChoice::Strike,
        Quantity::Regret => QuantityChoice::Regret,
    }
}

/// One of the questions, with its answer: "B in ABCD, column A: 0.25".
fn example_words(grid: &Grid, query: &Query) -> String {
    let items = &grid.items;
    let answer = query.answer(items.len(), |place| grid.cell(Side::Operator, place));
    let value = number(answer.as_ref().map(Answer::headline));
    let (world, slice) = (items.label(query.world), items.label(query.slice));
    let focus = items.name(query.focus);
    let said = match query.quantity {
        Quantity::Cell | Quantity::Regret => format!("row {world}, column {slice}: {value}"),
        Quantity::LeaveOneOut => format!("{focus} in {world}, column {slice}: {value}"),
        Quantity::GroupLeaveOut(group) | Quantity::Unlearning(group) => {
            format!("{} in {world}, column {slice}: {value}", items.label(group))
        }
        Quantity::EvaluationValue => format!("{focus} in column {slice}, row {world}: {value}"),
        Quantity::Interaction(partner) => {
            format!("{focus} and {} in {world}, column {slice}: {value}", items.name(partner))
        }
        Quantity::Shapley | Quantity::Banzhaf => format!("{focus}, column {slice}: {value}"),
        Quantity::Beta(alpha, beta) => {
            format!("{focus}, column {slice}, Beta({}, {}): {value}", decimal(alpha, 0), decimal(beta, 0))
        }
        Quantity::RowSize => format!("column {slice}: {value} from first to last"),
        Quantity::EvaluationSize => format!("row {world}: {value} from first to last"),
        Quantity::Diagonal => format!("{value} from first to last"),
        Quantity::BestSubset(size) => {
            format!("{}, column {slice}: {value}", format::count(size as usize, "item", "items"))
        }
        Quantity::Strike(group) => format!("{} out of {world}, column {slice}: {value}", items.label(group)),
    };
    format!("{said}.")
}

/// The state that computes this question.
fn open(grid: &Grid, query: &Query) -> GridParameters {
    let items = &grid.items;
    let name = |item: usize| TextLine::from(items.name(item).to_owned());
    let mut next = GridParameters {
        task: Task::Compute,
        quantity: choice_of(query.quantity),
        world: items.subset(query.world),
        slice: items.subset(query.slice),
        focus: name(query.focus),
        partner: TextLine::default(),
        step: Whole::new(0),
        ..grid.parameters.clone()
    };
    if query.slice.len() > 1 && query.slice != Coalition::all(items.len()) {
        next.slices = super::Slices::Every;
    }
    match query.quantity {
        Quantity::Interaction(partner) => next.partner = name(partner),
        Quantity::GroupLeaveOut(group) | Quantity::Unlearning(group) | Quantity::Strike(group) => {
            next.group = items.subset(group);
        }
        Quantity::BestSubset(size) => next.size = Whole::new(size),
        Quantity::Beta(alpha, beta) => {
            next.alpha = Decimal::thousandths((alpha * 1000.0) as u32);
            next.beta = Decimal::thousandths((beta * 1000.0) as u32);
        }
        _ => {}
    }
    next
}

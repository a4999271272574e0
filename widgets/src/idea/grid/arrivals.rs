//! Orders of arrival in the lattice: the one that is drawn, what it says of the focus, and the way to the others.

use simulation::idea::{ArrivalPath, Place, Quantity, Query, orders};

use super::parameters::Picture;
use super::steps::number;
use super::view::View;
use super::work::Side;
use super::{Grid, GridMessage};
use crate::controls::button;
use crate::format::join;
use crate::markup::element;
use crate::parameters::Whole;

/// n!; the parameters allow 2 to 12 items.
fn orders_of(grid: &Grid) -> u32 {
    orders(grid.items.len()).unwrap_or(1)
}

/// A link may draw an order that these items do not have; then it is the last one.
pub(super) fn clamp_path(grid: &mut Grid) {
    grid.parameters.path = Whole::new(grid.parameters.path.get().min(orders_of(grid)));
}

/// The order of arrival that is drawn.
pub(super) fn path(grid: &Grid) -> Option<ArrivalPath> {
    let drawn = grid.parameters.picture == Picture::Lattice;
    ArrivalPath::nth(grid.items.len(), grid.parameters.path.get()).ok().filter(|_| drawn)
}

/// What the focus adds on average over all orders, once every cell of the slice is known.
pub(super) fn average(grid: &Grid) -> Option<f64> {
    path(grid)?;
    let query = Query { quantity: Quantity::Shapley, ..grid.query() };
    query.answer(grid.items.len(), |place| grid.cell(Side::Operator, place)).map(|answer| answer.headline())
}

/// What the drawn path says of the focus.
pub(super) fn path_words(grid: &Grid) -> String {
    let Some(path) = path(grid).filter(|_| !grid.selection.slice.is_empty()) else { return String::new() };
    let (items, focus, slice) = (&grid.items, grid.selection.focus, grid.selection.slice);
    let name = items.name(focus);
    let before: Vec<&str> = path.before(focus).players().map(|item| items.name(item)).collect();
    let joins = if before.is_empty() {
        format!("{name} comes first")
    } else {
        format!("{name} joins {{{}}}", join(&before, ", "))
    };
    let cell = |world| grid.cell(Side::Operator, Place { world, slice });
    format!(
        " In the order {}, {joins} and adds {}; over all {} orders its average is {}, the Shapley value.",
        order_words(grid, &path),
        number(path.marginal(focus, cell)),
        grouped(orders_of(grid)),
        number(grid.average)
    )
}

/// A count with commas between its thousands.
fn grouped(count: u32) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn order_words(grid: &Grid, path: &ArrivalPath) -> String {
    join(&path.order().iter().map(|&item| grid.items.name(item)).collect::<Vec<_>>(), ", ")
}

/// The orders, one after the other.
pub(super) fn stepper(grid: &Grid) -> View {
    let (path, orders) = (grid.parameters.path.get(), orders_of(grid));
    let (number, all) = (grouped(path), grouped(orders));
    let said = match self::path(grid) {
        Some(order) => format!("Path {number} of {all}: {}", order_words(grid, &order)),
        None => format!("{all} orders of arrival, none drawn"),
    };
    element("div")
        .class("stepper")
        .control()
        .attribute("role", "group")
        .attribute("aria-label", "Orders of arrival")
        .child(
            button("Back".to_owned(), (path > 0).then_some(move || GridMessage::Path(path - 1)))
                .named("path"),
        )
        .child(
            button("Next path".to_owned(), (path < orders).then_some(move || GridMessage::Path(path + 1)))
                .named("path"),
        )
        .child(element("span").attribute("role", "status").text(said))
}

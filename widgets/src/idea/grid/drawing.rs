//! The grid as one drawing, for slides and papers.

use simulation::idea::Place;

use super::overview::Window;
use super::steps::Mark;
use super::view::{heat, side_of, unknown};
use super::{Grid, GridMessage};
use crate::format::decimal;
use crate::markup::{Content, Markup, element};

const CELL: (usize, usize) = (56, 28);
const HEAD: (usize, usize) = (120, 48);

/// The window that is on the screen as a self-contained SVG; the reference where the reference alone is shown. Colours are named by token; whoever saves the file writes the page's present ones in their place.
pub(super) fn draw(grid: &Grid) -> Markup<GridMessage> {
    let window = Window::of(grid);
    let (worlds, slices) = (&grid.items.worlds()[window.rows], &grid.items.slices()[window.columns]);
    let whose = side_of(grid.parameters.shown);
    let size = (HEAD.0 + CELL.0 * slices.len() + 8, HEAD.1 + CELL.1 * worlds.len() + 8);
    let mut drawing = element("svg")
        .attribute("xmlns", "http://www.w3.org/2000/svg")
        .attribute("viewBox", format!("0 0 {} {}", size.0, size.1))
        .attribute("width", size.0.to_string())
        .attribute("height", size.1.to_string())
        .class("drawing")
        .attribute("font-family", "system-ui, sans-serif")
        .attribute("font-size", "14")
        .child(
            element("rect")
                .attribute("width", "100%")
                .attribute("height", "100%")
                .attribute("fill", "var(--paper)"),
        )
        .child(element("title").text(super::words::describe(grid)));
    for (column, &slice) in slices.iter().enumerate() {
        let x = HEAD.0 + CELL.0 * column + CELL.0 / 2;
        drawing = drawing.child(label(x, HEAD.1 - 12, "middle", grid.items.label(slice), "var(--ink)"));
    }
    for (row, &world) in worlds.iter().enumerate() {
        let y = HEAD.1 + CELL.1 * row;
        drawing = drawing.child(label(HEAD.0 - 12, y + 19, "end", grid.items.label(world), "var(--ink)"));
        for (column, &slice) in slices.iter().enumerate() {
            let place = Place { world, slice };
            let (value, mark) = (grid.cell(whose, place), grid.marks.of(place));
            let number = value.map_or_else(|| unknown(place).to_owned(), |v| decimal(v, 2));
            drawing = drawing.children(cell((HEAD.0 + CELL.0 * column, y), number, &heat(grid, value), mark));
        }
    }
    drawing
}

fn cell((x, y): (usize, usize), number: String, heat: &str, mark: Option<Mark>) -> [Markup<GridMessage>; 2] {
    let (ring, dashes) = match mark {
        Some(Mark::Before) => ("var(--before)", "none"),
        Some(Mark::After) => ("var(--after)", "4 3"),
        None => ("none", "none"),
    };
    let rectangle = element("rect")
        .attribute("fill", format!("var(--{heat})"))
        .attribute("stroke", ring)
        .attribute("stroke-width", "2.5")
        .attribute("stroke-dasharray", dashes)
        .attribute("x", (x + 2).to_string())
        .attribute("y", (y + 2).to_string())
        .attribute("width", (CELL.0 - 4).to_string())
        .attribute("height", (CELL.1 - 4).to_string());
    [rectangle, label(x + CELL.0 / 2, y + 19, "middle", number, format!("var(--on-{heat})"))]
}

fn label(x: usize, y: usize, anchor: &'static str, text: String, fill: impl Content) -> Markup<GridMessage> {
    element("text")
        .attribute("fill", fill)
        .attribute("x", x.to_string())
        .attribute("y", y.to_string())
        .attribute("text-anchor", anchor)
        .text(text)
}

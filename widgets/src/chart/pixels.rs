//! An image of few pixels: a row of a table that is a picture.

use super::{Ink, coordinate};
use crate::markup::{Markup, element};

/// The side of a pixel, in the drawing's own units.
const SIDE: f64 = 14.0;

/// Width and height of the drawing of so many pixels in rows of `columns`.
pub fn pixels_size(count: usize, columns: usize) -> (f64, f64) {
    let columns = columns.max(1);
    (SIDE * columns as f64, SIDE * count.div_ceil(columns).max(1) as f64)
}

/// The pixels row after row from the top left, each painted by its share of the ramp from 0 to 1, in a frame; `label` says the picture to a
/// listener. Pixels of one ink are one path.
pub fn pixels<M: 'static>(shares: &[f64], columns: usize, label: String) -> Markup<M> {
    let columns = columns.max(1);
    let (width, height) = pixels_size(shares.len(), columns);
    let mut kinds: Vec<(Ink, String)> = vec![];
    for (place, &share) in shares.iter().enumerate() {
        let (row, column) = (place / columns, place % columns);
        let at = (coordinate(column as f64 * SIDE), coordinate(row as f64 * SIDE));
        let field = format!("M{},{}h{SIDE}v{SIDE}h-{SIDE}z", at.0, at.1);
        let ink = Ink::heat(share);
        match kinds.iter_mut().find(|(known, _)| *known == ink) {
            Some((_, path)) => path.push_str(&field),
            None => kinds.push((ink, field)),
        }
    }
    let paint = |(ink, path): (Ink, String)| {
        element("path")
            .attribute("d", path)
            .attribute("fill", ink.token())
            .attribute("shape-rendering", "crispEdges")
    };
    element("svg")
        .class("pixels")
        .attribute("viewBox", format!("0 0 {} {}", coordinate(width), coordinate(height)))
        .attribute("role", "img")
        .attribute("aria-label", label)
        .children(kinds.into_iter().map(paint))
        .child(
            element("rect")
                .attribute("width", coordinate(width))
                .attribute("height", coordinate(height))
                .attribute("fill", "none")
                .attribute("stroke", Ink::Rule.token())
                .attribute("stroke-width", "2"),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pixel_is_drawn_once_and_inks_are_shared() {
        let html = pixels::<()>(&[0.0, 1.0, 1.0, 0.5, 0.0, 0.0], 2, "says".into()).into_node().to_html();
        assert_eq!((html.matches("<path").count(), html.matches('M').count()), (3, 6));
        assert!(
            html.contains("viewBox=\"0 0 28 42\"") && html.contains("var(--heat-10)") && !html.contains('#')
        );
        assert_eq!(pixels_size(0, 0), (14.0, 14.0));
    }
}

//! Tiles: a few things of one size in rows, each with its number, a mark and a word, of which a press picks one.

use super::{Shape, writing};
use crate::chart::{Ink, coordinate};
use crate::markup::{Markup, element};

/// One of the tiles.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// Its number or name.
    pub name: String,
    /// What it is.
    pub word: &'static str,
    /// The mark that says the same.
    pub mark: (Shape, Ink),
}

const COLUMNS: usize = 4;
const EACH: (f64, f64) = (90.0, 44.0);
/// Room around each.
const RIM: f64 = 3.0;

/// Width and height of a drawing of so many tiles.
pub fn tiles_size(count: usize) -> (f64, f64) {
    (COLUMNS as f64 * EACH.0, count.div_ceil(COLUMNS).max(1) as f64 * EACH.1)
}

/// The tile, of so many, at a spot of the drawing, which is given in shares of its width and height.
pub fn tile_at(count: usize, (across, down): (f64, f64)) -> Option<usize> {
    let rows = count.div_ceil(COLUMNS).max(1);
    let inside = (0.0..1.0).contains(&across) && (0.0..1.0).contains(&down);
    let place = (down * rows as f64) as usize * COLUMNS + (across * COLUMNS as f64) as usize;
    (inside && place < count).then_some(place)
}

/// The tiles, one of them selected; `label` says the whole to a listener.
pub fn tiles<M: 'static>(tiles: &[Tile], selected: usize, label: String) -> Markup<M> {
    let size = tiles_size(tiles.len());
    let drawn = |(place, tile): (usize, &Tile)| {
        let left = (place % COLUMNS) as f64 * EACH.0 + RIM;
        let top = (place / COLUMNS) as f64 * EACH.1 + RIM;
        let here = place == selected;
        let (shape, ink) = tile.mark;
        let rim = element("rect")
            .attribute("x", coordinate(left))
            .attribute("y", coordinate(top))
            .attribute("width", coordinate(EACH.0 - 2.0 * RIM))
            .attribute("height", coordinate(EACH.1 - 2.0 * RIM))
            .attribute("fill", Ink::Paper.token())
            .attribute("stroke", if here { Ink::Plain } else { Ink::Rule }.token())
            .attribute("stroke-width", if here { "2.5" } else { "1" });
        let mark = element("path")
            .attribute(
                "d",
                format!("M{},{}{}", coordinate(left + 12.0), coordinate(top + 12.0), shape.path()),
            )
            .attribute("fill", ink.token())
            .attribute("stroke", Ink::Plain.token())
            .attribute("stroke-width", "0.6");
        let text = |x: f64, y: f64, ink: Ink, words: String| {
            writing((left + x, top + y), "start", words).attribute("fill", ink.token())
        };
        element("g").child(rim).child(mark).child(text(21.0, 16.0, Ink::Soft, tile.name.clone())).child(text(
            7.0,
            32.0,
            Ink::Plain,
            tile.word.to_owned(),
        ))
    };
    element("svg")
        .class("plane")
        .attribute("viewBox", format!("0 0 {} {}", coordinate(size.0), coordinate(size.1)))
        .attribute("role", "img")
        .attribute("aria-label", label)
        .attribute("font-size", "12")
        .children(tiles.iter().enumerate().map(drawn))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_picks_the_tile_that_is_drawn_there() {
        let tile =
            |place: usize| Tile { name: place.to_string(), word: "x", mark: (Shape::of(place), Ink::Soft) };
        let all: Vec<Tile> = (0..10).map(tile).collect();
        let (width, height) = tiles_size(10);
        assert_eq!((width, height), (360.0, 132.0));
        let html = tiles::<()>(&all, 5, "says".into()).into_node().to_html();
        let number = |part: &str, name: &str| -> f64 {
            part.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
        };
        for (place, part) in html.split("<rect").skip(1).enumerate() {
            let at = ((number(part, " x") + 9.0) / width, (number(part, " y") + 9.0) / height);
            assert_eq!(tile_at(10, at), Some(place));
        }
        assert_eq!(html.matches("stroke-width=\"2.5\"").count(), 1);
        assert_eq!(
            (tile_at(10, (0.9, 0.9)), tile_at(10, (1.0, 0.1)), tile_at(10, (-0.1, 0.1))),
            (None, None, None)
        );
    }
}

//! A plane: two axes with marks between them. Every picture of rows, curves and maps is one.
//!
//! Marks of one kind are one path, however many they are: a figure of a thousand rows is a handful of nodes. Which of them was meant
//! by a press follows from its place ([`Plane::pick`]).

mod axis;
mod guess;
mod key;
mod legend;
mod marks;
mod tiles;

pub use axis::Axis;
pub use guess::{YOURS, guessed_at};
pub use key::Sample;
pub use legend::legend;
pub use marks::{Shape, Stroke, glyph};
pub use tiles::{Tile, tile_at, tiles, tiles_size};

use super::{Ink, coordinate};
use crate::format::join;
use crate::markup::{Markup, element};

/// Two axes and the room between them, in the drawing's own units.
#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    x: Axis,
    y: Axis,
    size: (f64, f64),
    draggable: bool,
}

/// Room around the marks: left for numbers, right, top for the name of the vertical axis, below for numbers and a name.
const LEFT: f64 = 44.0;
const RIGHT: f64 = 8.0;
const TOP: f64 = 24.0;
const BELOW: f64 = 36.0;

impl Plane {
    /// A plane of the usual size.
    pub const fn new(x: Axis, y: Axis) -> Self {
        Self { x, y, size: (360.0, 280.0), draggable: false }
    }

    /// The same plane in another size, in units of which text is 12.
    #[must_use]
    pub const fn sized(mut self, width: f64, height: f64) -> Self {
        self.size = (width, height);
        self
    }

    /// The same plane, for a figure that listens to drags over it: touches there no longer scroll the page.
    #[must_use]
    pub const fn draggable(mut self, draggable: bool) -> Self {
        self.draggable = draggable;
        self
    }

    /// Width and height of the drawing.
    pub const fn size(&self) -> (f64, f64) {
        self.size
    }

    /// Where a pair of values lies in the drawing.
    pub fn place(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let (width, height) = (self.size.0 - LEFT - RIGHT, self.size.1 - TOP - BELOW);
        (LEFT + self.x.share(x) * width, TOP + (1.0 - self.y.share(y)) * height)
    }

    /// The values at a spot of the drawing, which is given in shares of its width and height, as an event has it.
    pub fn values(&self, (across, down): (f64, f64)) -> (f64, f64) {
        let (width, height) = (self.size.0 - LEFT - RIGHT, self.size.1 - TOP - BELOW);
        let share = ((across * self.size.0 - LEFT) / width, 1.0 - (down * self.size.1 - TOP) / height);
        (self.x.value(share.0), self.y.value(share.1))
    }

    /// Whether a spot of the drawing lies between the axes.
    pub fn contains(&self, (across, down): (f64, f64)) -> bool {
        let (x, y) = (across * self.size.0, down * self.size.1);
        (LEFT..=self.size.0 - RIGHT).contains(&x) && (TOP..=self.size.1 - BELOW).contains(&y)
    }

    /// The values at shares of the two axes.
    pub fn corner(&self, across: f64, up: f64) -> (f64, f64) {
        (self.x.value(across), self.y.value(up))
    }

    /// The nearest pair of values that lies between the axes.
    pub fn held(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let inside = |axis: &Axis, value: f64| {
            let share = axis.share(value);
            if (0.0..=1.0).contains(&share) { value } else { axis.value(if share > 0.5 { 1.0 } else { 0.0 }) }
        };
        (inside(&self.x, x), inside(&self.y, y))
    }

    /// The mark nearest to a spot of the drawing, if one is within a finger's reach. The first of those that are equally near.
    pub fn pick(&self, marks: &[(f64, f64)], (across, down): (f64, f64)) -> Option<usize> {
        const REACH: f64 = 14.0;
        let spot = (across * self.size.0, down * self.size.1);
        let distance = |&mark: &(f64, f64)| {
            let (x, y) = self.place(mark);
            (x - spot.0) * (x - spot.0) + (y - spot.1) * (y - spot.1)
        };
        let mut nearest: Option<(usize, f64)> = None;
        for (index, mark) in marks.iter().enumerate() {
            let here = distance(mark);
            if here <= REACH * REACH && nearest.is_none_or(|(_, least)| here < least) {
                nearest = Some((index, here));
            }
        }
        nearest.map(|(index, _)| index)
    }

    /// The marks that lie inside a closed way over the drawing (even–odd rule).
    pub fn inside(&self, marks: &[(f64, f64)], way: &[(f64, f64)]) -> Vec<usize> {
        let corners: Vec<_> = way.iter().map(|&(x, y)| (x * self.size.0, y * self.size.1)).collect();
        let is_inside = |(x, y): (f64, f64)| {
            let mut inside = false;
            let edges = corners.iter().zip(corners.iter().cycle().skip(1));
            for (&(x1, y1), &(x2, y2)) in edges {
                if (y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1 {
                    inside = !inside;
                }
            }
            inside
        };
        let place = |index: &usize| marks.get(*index).is_some_and(|&mark| is_inside(self.place(mark)));
        (0..marks.len()).filter(place).collect()
    }

    /// The picture: `behind` lies under the axes' lines, `marks` above them; `label` says the whole to a listener.
    pub fn draw<M: 'static>(
        &self,
        label: String,
        behind: Vec<Markup<M>>,
        marks: Vec<Markup<M>>,
    ) -> Markup<M> {
        let (width, height) = self.size;
        element("svg")
            .class(if self.draggable { "plane draggable" } else { "plane" })
            .attribute("viewBox", format!("0 0 {} {}", coordinate(width), coordinate(height)))
            .attribute("role", "img")
            .attribute("aria-label", label)
            .child(element("g").key("behind").children(behind))
            .child(self.axes())
            .child(element("g").key("marks").children(marks))
    }

    fn axes<M: 'static>(&self) -> Markup<M> {
        let (right, base) = (self.size.0 - RIGHT, self.size.1 - BELOW);
        let (x_ticks, x_decimals) = self.x.ticks();
        let (y_ticks, y_decimals) = self.y.ticks();
        let corner = (coordinate(LEFT), coordinate(base));
        let mut lines = vec![format!("M{},{}V{}H{}", corner.0, coordinate(TOP), corner.1, coordinate(right))];
        let mut texts = vec![];
        for tick in x_ticks {
            let x = LEFT + self.x.share(tick) * (right - LEFT);
            lines.push(format!("M{},{}v4", coordinate(x), corner.1));
            let words = self.x.tick(tick, x_decimals);
            // Half of a label is about this wide; at the right end it would be cut off.
            let half = 3.8 * words.chars().count() as f64;
            let (x, anchor) = if x + half > self.size.0 { (self.size.0, "end") } else { (x, "middle") };
            texts.push(writing((x, base + 16.0), anchor, words));
        }
        for tick in y_ticks {
            let y = TOP + (1.0 - self.y.share(tick)) * (base - TOP);
            lines.push(format!("M{},{}h-4", corner.0, coordinate(y)));
            texts.push(writing((LEFT - 7.0, y + 4.0), "end", self.y.tick(tick, y_decimals)));
        }
        element("g")
            .key("axes")
            .attribute("fill", Ink::Soft.token())
            .attribute("font-size", "12")
            .child(
                element("path")
                    .attribute("d", join(&lines, ""))
                    .attribute("fill", "none")
                    .attribute("stroke", Ink::Rule.token()),
            )
            .children(texts)
            .child(writing((2.0, 12.0), "start", self.y.name().to_owned()))
            .child(writing((right, base + 32.0), "end", self.x.name().to_owned()))
    }
}

/// A text in a drawing, at its base line.
fn writing<M: 'static>((x, y): (f64, f64), anchor: &'static str, words: String) -> Markup<M> {
    element("text")
        .attribute("x", coordinate(x))
        .attribute("y", coordinate(y))
        .attribute("text-anchor", anchor)
        .text(words)
}

/// Drawings beside one another as one self-contained file; each comes with its size. `title` names the whole.
pub fn sheet<M: 'static>(title: String, drawings: Vec<(Markup<M>, (f64, f64))>) -> Markup<M> {
    const GAP: f64 = 16.0;
    let height = drawings.iter().map(|(_, size)| size.1).fold(0.0, f64::max);
    let mut across = 0.0;
    let placed: Vec<Markup<M>> = drawings
        .into_iter()
        .map(|(drawing, (width, height))| {
            let at = across;
            across += width + GAP;
            drawing
                .attribute("x", coordinate(at))
                .attribute("width", coordinate(width))
                .attribute("height", coordinate(height))
        })
        .collect();
    let width = (across - GAP).max(1.0);
    element("svg")
        .attribute("xmlns", "http://www.w3.org/2000/svg")
        .attribute("viewBox", format!("0 0 {} {}", coordinate(width), coordinate(height.max(1.0))))
        // What a picture of it is measured by.
        .attribute("width", coordinate(width))
        .attribute("height", coordinate(height.max(1.0)))
        .attribute("font-family", "system-ui, sans-serif")
        .child(element("title").text(title))
        .child(
            element("rect")
                .attribute("width", "100%")
                .attribute("height", "100%")
                .attribute("fill", Ink::Paper.token()),
        )
        .children(placed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plane() -> Plane {
        Plane::new(Axis::between("x", 0.0, 10.0), Axis::between("y", -1.0, 1.0))
    }

    fn spot(plane: &Plane, values: (f64, f64)) -> (f64, f64) {
        let (x, y) = plane.place(values);
        (x / plane.size().0, y / plane.size().1)
    }

    #[test]
    fn the_nearest_mark_within_reach_is_meant() {
        let plane = plane();
        let marks = [(1.0, 0.0), (1.2, 0.0), (9.0, 0.9)];
        assert_eq!(plane.pick(&marks, spot(&plane, (1.15, 0.0))), Some(1));
        assert_eq!(plane.pick(&marks, spot(&plane, (5.0, 0.5))), None);
        assert_eq!(plane.pick(&[(1.0, 0.0); 2], spot(&plane, (1.0, 0.0))), Some(0), "the first of equals");
    }

    #[test]
    fn what_lies_beyond_the_axes_is_held_at_their_ends() {
        let plane = plane();
        assert_eq!(plane.held((3.0, 0.5)), (3.0, 0.5));
        assert_eq!(plane.held((30.0, -7.0)), (10.0, -1.0));
        let logarithmic = Plane::new(Axis::logarithmic("x", [1.0, 10.0]), Axis::logarithmic("y", [0.1, 1.0]));
        let (x, y) = logarithmic.held((5.0, 0.0));
        assert!(x == 5.0 && y > 0.05 && y < 0.1);
    }

    #[test]
    fn the_last_label_of_an_axis_is_not_cut_off() {
        let plane = Plane::new(Axis::between("x", 0.0, 2000.0), Axis::between("y", 0.0, 1.0));
        let html = plane.draw::<()>(String::new(), vec![], vec![]).into_node().to_html();
        let end = format!(r#"x="{}""#, coordinate(plane.size().0));
        let last = html.split("<text").find(|text| text.contains(">2000<")).expect("a label at the end");
        assert!(last.contains(&end) && last.contains(r#"text-anchor="end""#), "{last}");
    }

    #[test]
    fn a_way_holds_what_lies_inside() {
        let plane = plane();
        let way = [(1.0, -0.5), (4.0, -0.5), (4.0, 0.5), (1.0, 0.5)].map(|corner| spot(&plane, corner));
        assert_eq!(plane.inside(&[(2.0, 0.0), (5.0, 0.0), (3.9, 0.4), (2.0, 0.8)], &way), [0, 2]);
        assert_eq!(plane.inside(&[(2.0, 0.0)], &[]), [] as [usize; 0]);
    }

    #[test]
    fn a_drawing_names_tokens_and_no_colours() {
        let plane = plane();
        let marks = vec![plane.dots(&[(1.0, 0.0)], Shape::of(0), Ink::Group(0))];
        let html = plane.draw::<()>("says".into(), vec![], marks).into_node().to_html();
        assert!(html.contains("var(--group-1)") && !html.contains('#'), "{html}");
    }

    proptest! {
        #[test]
        fn values_turn_places_round(x in 0.0..10.0, y in -1.0..1.0) {
            let plane = plane();
            let at = spot(&plane, (x, y));
            prop_assert!(plane.contains(at));
            let (back_x, back_y) = plane.values(at);
            prop_assert!((back_x - x).abs() < 1e-9 && (back_y - y).abs() < 1e-9);
        }
    }
}

//! The marks of a plane.

use super::{Plane, writing};
use crate::chart::{Ink, coordinate};
use crate::markup::{Markup, element};

/// The shape of a dot, so that a group is told by more than its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape(usize);

impl Shape {
    /// The shape of a group or class: circle, square, triangle, diamond, cross, and over again.
    pub const fn of(group: usize) -> Self {
        Self(group % 5)
    }

    /// The path from the centre.
    pub(super) const fn path(self) -> &'static str {
        match self.0 {
            0 => "m-3,0a3,3 0 1 0 6,0a3,3 0 1 0 -6,0z",
            1 => "m-2.7,-2.7h5.4v5.4h-5.4z",
            2 => "m0,-3.6l3.4,6h-6.8z",
            3 => "m0,-3.8l3.8,3.8l-3.8,3.8l-3.8,-3.8z",
            _ => "m-1,-3.4h2v2.4h2.4v2h-2.4v2.4h-2v-2.4h-2.4v-2h2.4z",
        }
    }
}

/// A dot by itself, for a key beside a drawing.
pub fn glyph<M: 'static>(shape: Shape, ink: Ink) -> Markup<M> {
    let dot = element("path")
        .attribute("d", format!("M0,0{}", shape.path()))
        .attribute("fill", ink.token())
        .attribute("stroke", Ink::Plain.token())
        .attribute("stroke-width", "0.6");
    element("svg")
        .class("glyph")
        .attribute("viewBox", "-5 -5 10 10")
        .attribute("aria-hidden", "true")
        .child(dot)
}

/// How a line is drawn, so that it is told by more than its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// Unbroken.
    Full,
    /// In dashes.
    Dashed,
    /// In dots.
    Dotted,
}

/// So many dots of a kind overlap, and thick outlines would hide their colour.
const MANY: usize = 150;

impl Plane {
    /// A dot at each pair of values, with an outline.
    pub fn dots<M: 'static>(&self, at: &[(f64, f64)], shape: Shape, ink: Ink) -> Markup<M> {
        let path = at.iter().map(|&values| self.start(values) + shape.path()).collect::<String>();
        element("path")
            .attribute("d", path)
            .attribute("fill", ink.token())
            .attribute("stroke", Ink::Plain.token())
            .attribute("stroke-width", if at.len() > MANY { "0.3" } else { "0.6" })
    }

    /// A ring around a pair of values: what is selected.
    pub fn ring<M: 'static>(&self, at: (f64, f64)) -> Markup<M> {
        let (x, y) = self.place(at);
        let circle = |ink: Ink, width: &'static str| {
            element("circle")
                .attribute("cx", coordinate(x))
                .attribute("cy", coordinate(y))
                .attribute("r", "7")
                .attribute("fill", "none")
                .attribute("stroke", ink.token())
                .attribute("stroke-width", width)
        };
        // On a rim of paper, so that it stands out where marks are dense.
        element("g").child(circle(Ink::Paper, "6")).child(circle(Ink::Plain, "2"))
    }

    /// A circle around a pair of values: what an edit touched.
    pub fn circle<M: 'static>(&self, at: (f64, f64), ink: Ink) -> Markup<M> {
        let (x, y) = self.place(at);
        element("circle")
            .attribute("cx", coordinate(x))
            .attribute("cy", coordinate(y))
            .attribute("r", "10")
            .attribute("fill", "none")
            .attribute("stroke", ink.token())
            .attribute("stroke-width", "2.5")
    }

    /// Small rings around pairs of values: the members of a group.
    pub fn rings<M: 'static>(&self, at: &[(f64, f64)], ink: Ink) -> Markup<M> {
        let path = at.iter().map(|&values| self.start(values) + "m-5,0a5,5 0 1 0 10,0a5,5 0 1 0 -10,0z");
        element("path")
            .attribute("d", path.collect::<String>())
            .attribute("fill", "none")
            .attribute("stroke", ink.token())
            .attribute("stroke-width", "1.6")
    }

    /// A line through pairs of values.
    pub fn line<M: 'static>(&self, through: &[(f64, f64)], stroke: Stroke, ink: Ink) -> Markup<M> {
        let line = element("path")
            .attribute("d", self.way(through))
            .attribute("fill", "none")
            .attribute("stroke", ink.token())
            .attribute("stroke-width", "2");
        match stroke {
            Stroke::Full => line,
            Stroke::Dashed => line.attribute("stroke-dasharray", "6 4"),
            Stroke::Dotted => line.attribute("stroke-dasharray", "2 3"),
        }
    }

    /// Lines between pairs of pairs, all of one kind: the edge of a region, the whiskers of an interval.
    pub fn segments<M: 'static>(&self, ends: &[[(f64, f64); 2]], width: &'static str, ink: Ink) -> Markup<M> {
        let path = ends.iter().map(|ends| self.way(ends)).collect::<String>();
        element("path")
            .attribute("d", path)
            .attribute("fill", "none")
            .attribute("stroke", ink.token())
            .attribute("stroke-width", width)
    }

    /// The room between two curves over the same places: `(x, least, most)`.
    pub fn band<M: 'static>(&self, over: &[(f64, f64, f64)], ink: Ink) -> Markup<M> {
        let mut around: Vec<_> = over.iter().map(|&(x, _, most)| (x, most)).collect();
        around.extend(over.iter().rev().map(|&(x, least, _)| (x, least)));
        element("path")
            .attribute("d", self.way(&around) + if around.is_empty() { "" } else { "z" })
            .attribute("fill", ink.token())
            .attribute("fill-opacity", "0.22")
    }

    /// A map over the whole plane: `columns` × `rows` fields from the lower left to the upper right, row after row, each with its ink.
    /// Fields of one ink are one path.
    pub fn map<M: 'static>(&self, columns: usize, rows: usize, inks: &[Ink]) -> Vec<Markup<M>> {
        let mut kinds: Vec<(Ink, String)> = vec![];
        let (left, top) = self.place((self.x.value(0.0), self.y.value(1.0)));
        let (right, base) = self.place((self.x.value(1.0), self.y.value(0.0)));
        let (width, height) = ((right - left) / columns.max(1) as f64, (base - top) / rows.max(1) as f64);
        for row in 0..rows {
            let mut column = 0;
            while let Some(&ink) = inks.get(row * columns + column).filter(|_| column < columns) {
                let same = |next: &usize| inks.get(row * columns + next) == Some(&ink);
                let end = (column + 1..columns).take_while(same).last().map_or(column + 1, |last| last + 1);
                let at = (left + column as f64 * width, base - (row + 1) as f64 * height);
                // Neighbours name the same edge, so that rounding leaves no seam between them.
                let edge = (left + end as f64 * width, base - row as f64 * height);
                let [x, y, far, near] = [at.0, at.1, edge.0, edge.1].map(coordinate);
                let field = format!("M{x},{y}H{far}V{near}H{x}z");
                match kinds.iter_mut().find(|(known, _)| *known == ink) {
                    Some((_, path)) => path.push_str(&field),
                    None => kinds.push((ink, field)),
                }
                column = end;
            }
        }
        // Fields meet without a seam only if no edge is softened.
        let paint = |(ink, path): (Ink, String)| {
            element("path")
                .attribute("d", path)
                .attribute("fill", ink.token())
                .attribute("shape-rendering", "crispEdges")
        };
        kinds.into_iter().map(paint).collect()
    }

    /// A word beside a pair of values, to its right, or to its left where there is no room; clear of a [`ring`](Self::ring) there.
    pub fn label<M: 'static>(&self, at: (f64, f64), words: String, ink: Ink) -> Markup<M> {
        let (x, y) = self.place(at);
        let (x, anchor) = if x < self.size().0 * 0.7 { (x + 12.0, "start") } else { (x - 12.0, "end") };
        rimmed((x, y + 4.0), anchor, words, ink)
    }

    /// A word centred on a pair of values.
    pub fn word<M: 'static>(&self, at: (f64, f64), words: String, ink: Ink) -> Markup<M> {
        let (x, y) = self.place(at);
        rimmed((x, y + 4.0), "middle", words, ink)
    }

    fn start(&self, at: (f64, f64)) -> String {
        let (x, y) = self.place(at);
        format!("M{},{}", coordinate(x), coordinate(y))
    }

    fn way(&self, through: &[(f64, f64)]) -> String {
        let step = |(index, &at): (usize, &(f64, f64))| {
            let (x, y) = self.place(at);
            format!("{}{},{}", if index == 0 { 'M' } else { 'L' }, coordinate(x), coordinate(y))
        };
        through.iter().enumerate().map(step).collect()
    }
}

/// A word on a rim of paper, which keeps it readable over the marks.
pub(super) fn rimmed<M: 'static>(at: (f64, f64), anchor: &'static str, words: String, ink: Ink) -> Markup<M> {
    writing(at, anchor, words)
        .attribute("font-size", "12")
        .attribute("fill", ink.token())
        .attribute("stroke", Ink::Paper.token())
        .attribute("stroke-width", "3")
        .attribute("stroke-linejoin", "round")
        .attribute("paint-order", "stroke")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Axis;

    #[test]
    fn a_map_covers_every_field_once() {
        let plane = Plane::new(Axis::between("", 0.0, 1.0), Axis::between("", 0.0, 1.0));
        let inks = [Ink::Heat(0), Ink::Heat(0), Ink::Heat(1), Ink::Heat(1), Ink::Heat(0), Ink::Heat(0)];
        let paths = plane.map::<()>(3, 2, &inks);
        let html: String = paths.into_iter().map(|path| path.into_node().to_html()).collect();
        assert_eq!(
            (html.matches("<path").count(), html.matches('M').count()),
            (2, 4),
            "runs are one field: {html}"
        );
    }

    #[test]
    fn marks_of_one_kind_are_one_node() {
        let plane = Plane::new(Axis::between("", 0.0, 1.0), Axis::between("", 0.0, 1.0));
        let html = plane.dots::<()>(&[(0.1, 0.2); 500], Shape::of(2), Ink::Before).into_node().to_html();
        assert_eq!((html.matches("<path").count(), html.matches('M').count()), (1, 500));
    }
}

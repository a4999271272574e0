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
    const fn path(self) -> &'static str {
        match self.0 {
            0 => "m-3,0a3,3 0 1 0 6,0a3,3 0 1 0 -6,0z",
            1 => "m-2.7,-2.7h5.4v5.4h-5.4z",
            2 => "m0,-3.6l3.4,6h-6.8z",
            3 => "m0,-3.8l3.8,3.8l-3.8,3.8l-3.8,-3.8z",
            _ => "m-1,-3.4h2v2.4h2.4v2h-2.4v2.4h-2v-2.4h-2.4v-2h2.4z",
        }
    }
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

/// What stands before a name in the key of a plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// A piece of line.
    Line(Stroke),
    /// A dot.
    Dot(Shape),
}

fn dotted<M: 'static>(path: Markup<M>, ink: Ink) -> Markup<M> {
    path.attribute("fill", ink.token())
        .attribute("stroke", Ink::Plain.token())
        .attribute("stroke-width", "0.6")
}

fn stroked<M: 'static>(path: Markup<M>, stroke: Stroke, ink: Ink) -> Markup<M> {
    let line = path.attribute("fill", "none").attribute("stroke", ink.token()).attribute("stroke-width", "2");
    match stroke {
        Stroke::Full => line,
        Stroke::Dashed => line.attribute("stroke-dasharray", "6 4"),
        Stroke::Dotted => line.attribute("stroke-dasharray", "2 3"),
    }
}

impl Plane {
    /// A dot at each pair of values, with an outline.
    pub fn dots<M: 'static>(&self, at: &[(f64, f64)], shape: Shape, ink: Ink) -> Markup<M> {
        let path = at.iter().map(|&values| self.start(values) + shape.path()).collect::<String>();
        dotted(element("path").attribute("d", path), ink)
    }

    /// A small speck at each pair of values: single draws behind their mean.
    pub fn specks<M: 'static>(&self, at: &[(f64, f64)], ink: Ink) -> Markup<M> {
        let path = at.iter().map(|&values| self.start(values) + "m-1.3,0h2.6").collect::<String>();
        element("path")
            .attribute("d", path)
            .attribute("fill", "none")
            .attribute("stroke", ink.token())
            .attribute("stroke-width", "2.6")
            .attribute("stroke-opacity", "0.55")
    }

    /// What the lines and dots are called, in a corner at the right: the upper one, or the lower one.
    pub fn key<M: 'static>(&self, upper: bool, names: &[(Sample, Ink, String)]) -> Markup<M> {
        let (right, top) = self.place((self.x.value(1.0), self.y.value(1.0)));
        let base = self.place((self.x.value(0.0), self.y.value(0.0))).1;
        let line = |index: usize| {
            if upper {
                top + 6.0 + 15.0 * index as f64
            } else {
                base - 12.0 - 15.0 * (names.len() - 1 - index) as f64
            }
        };
        let sample = |y: f64, sample: Sample, ink: Ink| match sample {
            Sample::Line(stroke) => {
                let way = format!("M{},{}h22", coordinate(right - 24.0), coordinate(y));
                stroked(element("path").attribute("d", way), stroke, ink)
            }
            Sample::Dot(shape) => {
                let start = format!("M{},{}", coordinate(right - 13.0), coordinate(y));
                dotted(element("path").attribute("d", start + shape.path()), ink)
            }
        };
        let entry = |(index, (kind, ink, name)): (usize, &(Sample, Ink, String))| {
            let y = line(index);
            let words = writing((right - 30.0, y + 4.0), "end", name.clone());
            element("g").child(sample(y, *kind, *ink)).child(words.attribute("fill", Ink::Soft.token()))
        };
        element("g").key("key").attribute("font-size", "12").children(names.iter().enumerate().map(entry))
    }

    /// A thin ring around each pair of values: what belongs together.
    pub fn rings<M: 'static>(&self, at: &[(f64, f64)]) -> Markup<M> {
        let ring = |&values: &(f64, f64)| self.start(values) + "m-6,0a6,6 0 1 0 12,0a6,6 0 1 0 -12,0z";
        element("path")
            .attribute("d", at.iter().map(ring).collect::<String>())
            .attribute("fill", Ink::Paper.token())
            .attribute("stroke", Ink::Plain.token())
            .attribute("stroke-width", "1.2")
    }

    /// A short word in a ring at each pair of values, where classes are more than shapes.
    pub fn letters<M: 'static>(&self, at: &[(f64, f64)], word: &str) -> Markup<M> {
        let letter = |&values: &(f64, f64)| {
            let (x, y) = self.place(values);
            writing((x, y + 3.5), "middle", word.to_owned())
        };
        element("g")
            .attribute("font-size", "10")
            .attribute("fill", Ink::Plain.token())
            .child(self.rings(at))
            .children(at.iter().map(letter))
    }

    /// A ring around a pair of values: what is selected.
    pub fn ring<M: 'static>(&self, at: (f64, f64)) -> Markup<M> {
        let (x, y) = self.place(at);
        element("circle")
            .attribute("cx", coordinate(x))
            .attribute("cy", coordinate(y))
            .attribute("r", "7")
            .attribute("fill", "none")
            .attribute("stroke", Ink::Plain.token())
            .attribute("stroke-width", "2")
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

    /// A line through pairs of values.
    pub fn line<M: 'static>(&self, through: &[(f64, f64)], stroke: Stroke, ink: Ink) -> Markup<M> {
        stroked(element("path").attribute("d", self.way(through)), stroke, ink)
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
                let field = format!(
                    "M{},{}h{}v{}h-{}z",
                    coordinate(at.0),
                    coordinate(at.1),
                    coordinate((end - column) as f64 * width),
                    coordinate(height),
                    coordinate((end - column) as f64 * width),
                );
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

    /// A word beside a pair of values, to its right, or to its left where there is no room.
    pub fn label<M: 'static>(&self, at: (f64, f64), words: String, ink: Ink) -> Markup<M> {
        let (x, y) = self.place(at);
        let (x, anchor) = if x < self.size().0 * 0.7 { (x + 8.0, "start") } else { (x - 8.0, "end") };
        writing((x, y + 4.0), anchor, words).attribute("font-size", "12").attribute("fill", ink.token())
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
    fn a_key_stands_inside_the_plane() {
        let plane = Plane::new(Axis::between("", 0.0, 1.0), Axis::between("", 0.0, 1.0));
        let names =
            [Sample::Line(Stroke::Dashed), Sample::Dot(Shape::of(1))].map(|s| (s, Ink::After, "law".into()));
        for upper in [true, false] {
            let html = plane.key::<()>(upper, &names).into_node().to_html();
            assert_eq!((html.matches("<path").count(), html.matches("law").count()), (2, 2));
            for part in html.split(" y=\"").skip(1) {
                let y: f64 = part.split('"').next().unwrap().parse().unwrap();
                assert!((24.0..=244.0).contains(&y), "{y}");
            }
        }
    }

    #[test]
    fn marks_of_one_kind_are_one_node() {
        let plane = Plane::new(Axis::between("", 0.0, 1.0), Axis::between("", 0.0, 1.0));
        let html = plane.dots::<()>(&[(0.1, 0.2); 500], Shape::of(2), Ink::Before).into_node().to_html();
        assert_eq!((html.matches("<path").count(), html.matches('M').count()), (1, 500));
    }
}

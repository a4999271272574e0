//! Marks of learning curves and pools: single draws, labelled rows, and the names of lines and dots in a corner.

use super::marks::rimmed;
use super::{Plane, Shape, Stroke, writing};
use crate::chart::{Ink, coordinate};
use crate::markup::{Markup, element};

/// What stands before a name in the key of a plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// A piece of line.
    Line(Stroke),
    /// A dot.
    Dot(Shape),
}

impl From<Shape> for Sample {
    fn from(shape: Shape) -> Self {
        Self::Dot(shape)
    }
}

impl Plane {
    /// What the lines and dots are called, in a corner at the right: the upper one, or the lower one.
    pub fn key<M: 'static>(&self, upper: bool, names: &[(Sample, Ink, String)]) -> Markup<M> {
        let (right, top) = self.place(self.corner(1.0, 1.0));
        let base = self.place(self.corner(0.0, 0.0)).1;
        let height = |index: usize| {
            if upper {
                top + 6.0 + 15.0 * index as f64
            } else {
                base - 12.0 - 15.0 * (names.len() - 1 - index) as f64
            }
        };
        entries(names, |index| (right - 24.0, height(index)), (right - 30.0, "end"))
    }

    /// The same in the lower corner at the left, where falling curves leave room.
    pub fn key_at_left<M: 'static>(&self, names: &[(Sample, Ink, String)]) -> Markup<M> {
        let (left, base) = self.place(self.corner(0.0, 0.0));
        let height = |index: usize| base - 12.0 - 15.0 * (names.len() - 1 - index) as f64;
        entries(names, |index| (left + 6.0, height(index)), (left + 34.0, "start"))
    }

    /// A small speck at each pair of values: single draws behind their mean, rows that the picture is not about.
    pub fn specks<M: 'static>(&self, at: &[(f64, f64)], ink: Ink) -> Markup<M> {
        element("path")
            .attribute("d", self.starts(at, "m-1.3,0h2.6"))
            .attribute("fill", "none")
            .attribute("stroke", ink.token())
            .attribute("stroke-width", "2.6")
            .attribute("stroke-opacity", "0.55")
    }

    /// A ring on paper at each pair of values, on which a dot or a letter stands.
    pub fn seats<M: 'static>(&self, at: &[(f64, f64)]) -> Markup<M> {
        element("path")
            .attribute("d", self.starts(at, "m-6,0a6,6 0 1 0 12,0a6,6 0 1 0 -12,0z"))
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
            .child(self.seats(at))
            .children(at.iter().map(letter))
    }

    /// The same path at each pair of values.
    fn starts(&self, at: &[(f64, f64)], path: &str) -> String {
        let start = |&values: &(f64, f64)| {
            let (x, y) = self.place(values);
            format!("M{},{}{path}", coordinate(x), coordinate(y))
        };
        at.iter().map(start).collect()
    }
}

/// Each sample where `at` says, with its name from or up to one place.
fn entries<M: 'static>(
    names: &[(Sample, Ink, String)],
    at: impl Fn(usize) -> (f64, f64),
    (edge, anchor): (f64, &'static str),
) -> Markup<M> {
    let sample = |(x, y): (f64, f64), sample: Sample, ink: Ink| match sample {
        Sample::Line(stroke) => {
            let line = element("path")
                .attribute("d", format!("M{},{}h22", coordinate(x), coordinate(y)))
                .attribute("fill", "none")
                .attribute("stroke", ink.token())
                .attribute("stroke-width", "2");
            match stroke {
                Stroke::Full => line,
                Stroke::Dashed => line.attribute("stroke-dasharray", "6 4"),
                Stroke::Dotted => line.attribute("stroke-dasharray", "2 3"),
            }
        }
        Sample::Dot(shape) => {
            let start = format!("M{},{}", coordinate(x + 11.0), coordinate(y));
            element("path")
                .attribute("d", start + shape.path())
                .attribute("fill", ink.token())
                .attribute("stroke", Ink::Plain.token())
                .attribute("stroke-width", "0.6")
        }
    };
    let entry = |(index, (kind, ink, name)): (usize, &(Sample, Ink, String))| {
        let spot = at(index);
        // Where curves leave no corner free, the name stands on paper all the same.
        let words = rimmed((edge, spot.1 + 4.0), anchor, name.clone(), Ink::Soft);
        element("g").child(sample(spot, *kind, *ink)).child(words)
    };
    element("g").key("key").children(names.iter().enumerate().map(entry))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Axis;

    #[test]
    fn a_key_stands_inside_the_plane() {
        let plane = Plane::new(Axis::between("", 0.0, 1.0), Axis::between("", 0.0, 1.0));
        let samples = [Sample::Line(Stroke::Dashed), Sample::Dot(Shape::of(1))];
        let names = samples.map(|sample| (sample, Ink::After, "law".into()));
        for key in [plane.key::<()>(true, &names), plane.key(false, &names), plane.key_at_left(&names)] {
            let html = key.into_node().to_html();
            assert_eq!((html.matches("<path").count(), html.matches("law").count()), (2, 2));
            for part in html.split(" y=\"").skip(1) {
                let y: f64 = part.split('"').next().unwrap().parse().unwrap();
                assert!((24.0..=244.0).contains(&y), "{y}");
            }
        }
    }

    #[test]
    fn specks_are_one_node_and_letters_one_each() {
        let plane = Plane::new(Axis::between("", 0.0, 1.0), Axis::between("", 0.0, 1.0));
        let specks = plane.specks::<()>(&[(0.1, 0.2); 500], Ink::Before).into_node().to_html();
        assert_eq!((specks.matches("<path").count(), specks.matches('M').count()), (1, 500));
        let letters = plane.letters::<()>(&[(0.1, 0.2); 3], "7").into_node().to_html();
        assert_eq!((letters.matches("<path").count(), letters.matches(">7<").count()), (1, 3));
    }
}

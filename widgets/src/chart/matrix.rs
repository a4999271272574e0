//! A matrix: a field for each pair of names, painted by how far its number lies from 0.

use super::{Ink, coordinate};
use crate::format::decimal;
use crate::markup::{Markup, element};

/// Room for the names, left and above, in the drawing's own units.
const MARGIN: f64 = 44.0;
/// The longest side of all fields together.
const SIDE: f64 = 400.0;
/// Fields that are wide enough have their number written in them.
const ROOMY: f64 = 46.0;

/// n names, and n·n numbers row after row.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    names: Vec<String>,
    values: Vec<f64>,
}

impl Matrix {
    /// A matrix; fields without a number stay paper.
    pub const fn new(names: Vec<String>, values: Vec<f64>) -> Self {
        Self { names, values }
    }

    /// Width and height of the drawing.
    pub fn size(&self) -> (f64, f64) {
        let side = MARGIN + self.field() * self.names.len() as f64 + 4.0;
        (side, side)
    }

    fn field(&self) -> f64 {
        (SIDE / self.names.len().max(1) as f64).min(64.0)
    }

    /// The row and the column of the field at a spot of the drawing, which is given in shares of its width and height.
    pub fn pick(&self, (across, down): (f64, f64)) -> Option<(usize, usize)> {
        let place = |share: f64, side: f64| {
            let place = (share * side - MARGIN) / self.field();
            (place >= 0.0 && place < self.names.len() as f64).then_some(place as usize)
        };
        Some((place(down, self.size().1)?, place(across, self.size().0)?))
    }

    /// The largest distance from 0 off the diagonal.
    pub fn most(&self) -> f64 {
        let n = self.names.len();
        let off = self.values.iter().enumerate().filter(|(at, _)| n > 0 && at / n != at % n);
        off.fold(0.0, |most: f64, (_, value)| most.max(value.abs()))
    }

    /// The picture, with a ring around one field; `label` says the whole to a listener. The diagonal is left empty.
    pub fn draw<M: 'static>(&self, ringed: Option<(usize, usize)>, label: String) -> Markup<M> {
        let (n, field, (width, height)) = (self.names.len(), self.field(), self.size());
        let at = |place: usize| MARGIN + place as f64 * field;
        let mut svg = element("svg")
            .class("plane")
            .attribute("viewBox", format!("0 0 {} {}", coordinate(width), coordinate(height)))
            .attribute("role", "img")
            .attribute("aria-label", label);
        svg = svg.children(self.fields());
        let mut texts = vec![];
        for (place, name) in self.names.iter().enumerate() {
            texts.push(text((MARGIN - 6.0, at(place) + field / 2.0 + 4.0), "end", name.clone()));
            let turn = format!(
                "rotate(-90 {} {})",
                coordinate(at(place) + field / 2.0 + 4.0),
                coordinate(MARGIN - 6.0)
            );
            texts.push(
                text((at(place) + field / 2.0 + 4.0, MARGIN - 6.0), "start", name.clone())
                    .attribute("transform", turn),
            );
        }
        svg = svg.child(
            element("g").attribute("font-size", "12").attribute("fill", Ink::Soft.token()).children(texts),
        );
        if field >= ROOMY {
            let number = |place: usize| {
                let (row, column) = (place / n, place % n);
                let spot = (at(column) + field / 2.0, at(row) + field / 2.0 + 4.0);
                let value = self.values.get(place).copied().filter(|_| row != column)?;
                Some(text(spot, "middle", decimal(value, 2)))
            };
            let numbers = (0..n * n).filter_map(number);
            svg = svg.child(
                element("g")
                    .attribute("font-size", "12")
                    .attribute("fill", Ink::Plain.token())
                    .children(numbers),
            );
        }
        svg.children(ringed.filter(|&(row, column)| row < n && column < n).map(|(row, column)| {
            element("rect")
                .attribute("x", coordinate(at(column)))
                .attribute("y", coordinate(at(row)))
                .attribute("width", coordinate(field))
                .attribute("height", coordinate(field))
                .attribute("fill", "none")
                .attribute("stroke", Ink::Plain.token())
                .attribute("stroke-width", "2")
        }))
    }

    /// Fields of one ink are one path, under a rule around each.
    fn fields<M: 'static>(&self) -> Vec<Markup<M>> {
        let (n, field, most) = (self.names.len(), self.field(), self.most());
        let mut kinds: Vec<(Ink, String)> = vec![];
        for (place, &value) in self.values.iter().enumerate().take(n * n) {
            let (row, column) = (place / n, place % n);
            if row == column {
                continue;
            }
            let path = format!(
                "M{},{}h{}v{}h-{}z",
                coordinate(MARGIN + column as f64 * field),
                coordinate(MARGIN + row as f64 * field),
                coordinate(field),
                coordinate(field),
                coordinate(field),
            );
            let ink = Ink::difference(value, most);
            match kinds.iter_mut().find(|(known, _)| *known == ink) {
                Some((_, all)) => all.push_str(&path),
                None => kinds.push((ink, path)),
            }
        }
        let paint = |(ink, path): (Ink, String)| {
            element("path")
                .attribute("d", path)
                .attribute("fill", ink.token())
                .attribute("stroke", Ink::Rule.token())
        };
        kinds.into_iter().map(paint).collect()
    }
}

fn text<M: 'static>((x, y): (f64, f64), anchor: &'static str, words: String) -> Markup<M> {
    element("text")
        .attribute("x", coordinate(x))
        .attribute("y", coordinate(y))
        .attribute("text-anchor", anchor)
        .text(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix() -> Matrix {
        Matrix::new(
            vec!["a".into(), "b".into(), "c".into()],
            vec![9.0, 1.0, -2.0, 1.0, 9.0, 0.0, -2.0, 0.0, 9.0],
        )
    }

    #[test]
    fn a_spot_is_its_field() {
        let matrix = matrix();
        let side = matrix.size().0;
        let spot = |row: f64, column: f64| {
            ((MARGIN + (column + 0.5) * 64.0) / side, (MARGIN + (row + 0.5) * 64.0) / side)
        };
        assert_eq!(matrix.pick(spot(2.0, 0.0)), Some((2, 0)));
        assert_eq!(matrix.pick((0.01, 0.5)), None);
        assert_eq!(Matrix::new(vec![], vec![]).pick((0.5, 0.5)), None);
    }

    #[test]
    fn the_diagonal_is_neither_drawn_nor_counted() {
        assert_eq!(matrix().most(), 2.0);
        let html = matrix().draw::<()>(Some((0, 1)), "says".into()).into_node().to_html();
        assert_eq!(html.matches('M').count(), 6, "{html}");
        assert!(html.contains("var(--less-5)") && html.contains("<rect") && !html.contains('#'));
    }
}

//! The reader's own curve over a figure's: what was expected beside what is.

use super::{Plane, Sample, Shape, Stroke};
use crate::chart::Ink;
use crate::markup::Markup;

/// What the curve is called, in the legend and as a column of the table.
pub const YOURS: &str = "your curve";

impl Plane {
    /// Adds a guessed curve to the marks, on top, and its name to the legend; what lies beyond the axes is drawn at their ends. An empty one
    /// is none.
    pub fn guess<M: 'static>(
        &self,
        curve: &[(f64, f64)],
        marks: &mut Vec<Markup<M>>,
        names: &mut Vec<(Sample, Ink, String)>,
    ) {
        if curve.is_empty() {
            return;
        }
        let inside: Vec<(f64, f64)> = curve.iter().map(|&place| self.held(place)).collect();
        marks.push(self.line(&inside, Stroke::Dashed, Ink::Plain).key("your curve"));
        marks.push(self.dots(inside.get(1..).unwrap_or_default(), Shape::of(3), Ink::Paper).key("your dots"));
        names.push((Sample::Line(Stroke::Dashed), Ink::Plain, YOURS.to_owned()));
    }
}

/// The guessed height at a place, if the curve has one there.
pub fn guessed_at(curve: &[(f64, f64)], place: f64) -> Option<f64> {
    curve.iter().find(|(at, _)| *at == place).map(|(_, height)| *height)
}

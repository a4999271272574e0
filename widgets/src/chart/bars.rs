//! Bars from nothing: a few named numbers of one kind, one below the other.

use super::{Ink, coordinate};
use crate::markup::{Markup, element};

/// One of the bars.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it is, written above it.
    pub name: &'static str,
    /// How far it goes from nothing, to the left if it is negative.
    pub value: f64,
    /// The number as it is written at its end.
    pub says: String,
    /// Its paint.
    pub ink: Ink,
}

const WIDTH: f64 = 360.0;
/// Room for a name and its bar.
const EACH: f64 = 38.0;
/// Room for a number beside the longest bar.
const BESIDE: f64 = 62.0;

/// The bars on one scale, each at its piece of the line that they begin at, which leaves the names alone; `label` says the whole to a listener.
pub fn bars<M: 'static>(bars: &[Bar], label: String) -> Markup<M> {
    let finite = || bars.iter().map(|bar| bar.value).filter(|value| value.is_finite());
    let (low, high) = (finite().fold(0.0, f64::min), finite().fold(0.0, f64::max));
    let left = if low < 0.0 { BESIDE } else { 2.0 };
    let length = WIDTH - left - BESIDE;
    let x = |value: f64| if high > low { left + (value - low) / (high - low) * length } else { left };
    let size = bars_size(bars.len());
    let pieces = (0..bars.len().max(1))
        .map(|place| format!("M{},{}v18", coordinate(x(0.0)), coordinate(EACH * place as f64 + 16.0)));
    let mut drawing = element("svg")
        .class("plane")
        .attribute("viewBox", format!("0 0 {} {}", coordinate(size.0), coordinate(size.1)))
        .attribute("role", "img")
        .attribute("aria-label", label)
        .attribute("font-size", "12")
        .child(
            element("path")
                .attribute("d", pieces.collect::<String>())
                .attribute("stroke", Ink::Plain.token()),
        );
    for (place, bar) in bars.iter().enumerate() {
        let top = EACH * place as f64;
        let value = if bar.value.is_finite() { bar.value } else { 0.0 };
        let (from, to) = (x(value.min(0.0)), x(value.max(0.0)));
        let (at, anchor) = if value < 0.0 { (from - 5.0, "end") } else { (to + 5.0, "start") };
        let text = |x: f64, y: f64, anchor: &'static str, ink: Ink| {
            element("text")
                .attribute("x", coordinate(x))
                .attribute("y", coordinate(y))
                .attribute("text-anchor", anchor)
                .attribute("fill", ink.token())
        };
        drawing = drawing
            .child(text(2.0, top + 13.0, "start", Ink::Soft).text(bar.name))
            .child(
                element("rect")
                    .attribute("x", coordinate(from))
                    .attribute("y", coordinate(top + 18.0))
                    .attribute("width", coordinate((to - from).max(0.5)))
                    .attribute("height", "14")
                    .attribute("fill", bar.ink.token())
                    .attribute("stroke", Ink::Plain.token())
                    .attribute("stroke-width", "0.6"),
            )
            .child(text(at, top + 29.5, anchor, Ink::Plain).text(bar.says.clone()));
    }
    drawing
}

/// Width and height of a drawing of so many bars.
pub fn bars_size(count: usize) -> (f64, f64) {
    (WIDTH, EACH * count.max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stay_inside_whatever_their_signs() {
        let bar = |value: f64| Bar { name: "n", value, says: String::new(), ink: Ink::Before };
        for values in [&[1.0, 3.0][..], &[-2.0, 4.0], &[-1.0, -5.0], &[0.0, f64::NAN], &[]] {
            let list: Vec<Bar> = values.iter().map(|&value| bar(value)).collect();
            let html = bars::<()>(&list, "says".into()).into_node().to_html();
            assert_eq!(html.matches("<rect").count(), values.len());
            assert!(!html.contains("NaN"), "{html}");
            for part in html.split("<rect x=\"").skip(1) {
                let x: f64 = part.split('"').next().unwrap().parse().unwrap();
                assert!((0.0..=WIDTH - BESIDE + 0.1).contains(&x), "{x}");
            }
        }
    }
}

//! A curve over whole sizes: the mean as a line with dots, and the range from least to most as a band.

use super::coordinate;
use crate::format::{join, short};
use crate::markup::{Markup, element};

/// A size with what was found there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurvePoint {
    /// The size.
    pub size: u32,
    /// The mean.
    pub mean: f64,
    /// The smallest.
    pub least: f64,
    /// The largest.
    pub most: f64,
}

const WIDTH: f64 = 320.0;
const VIEW_BOX: &str = "0 0 320 164";
const LEFT: f64 = 48.0;
const RIGHT: f64 = 308.0;
const TOP: f64 = 28.0;
const BASE: f64 = 126.0;

/// The curve; `names` are those of the sizes and of what was found, `label` says the whole to a listener.
pub fn curve<M: 'static>(points: &[CurvePoint], names: [&'static str; 2], label: String) -> Markup<M> {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for point in points {
        (low, high) = (low.min(point.least), high.max(point.most));
    }
    let span = if high > low { high - low } else { 1.0 };
    let (first, last) = (points.first().map_or(0, |p| p.size), points.last().map_or(0, |p| p.size));
    let sizes = f64::from(last.saturating_sub(first).max(1));
    let x = |size: u32| LEFT + f64::from(size - first) / sizes * (RIGHT - LEFT);
    let y = |value: f64| BASE - (value - low) / span * (BASE - TOP);
    let pair = |size: u32, value: f64| format!("{},{}", coordinate(x(size)), coordinate(y(value)));
    let there = points.iter().map(|point| pair(point.size, point.most));
    let back = points.iter().rev().map(|point| pair(point.size, point.least));
    let band = join(&there.chain(back).collect::<Vec<_>>(), " ");
    let line = points.iter().map(|point| pair(point.size, point.mean));
    let line = join(&line.collect::<Vec<_>>(), " ");
    let text = |at: (f64, f64), anchor: &'static str, text: String| {
        element("text")
            .attribute("x", coordinate(at.0))
            .attribute("y", coordinate(at.1))
            .attribute("text-anchor", anchor)
            .text(text)
    };
    let dots = points.iter().map(|point| {
        element("circle")
            .attribute("cx", coordinate(x(point.size)))
            .attribute("cy", coordinate(y(point.mean)))
            .attribute("r", "3")
    });
    let ticks =
        points.iter().map(|point| text((x(point.size), BASE + 18.0), "middle", point.size.to_string()));
    element("svg")
        .class("curve")
        .attribute("viewBox", VIEW_BOX)
        .attribute("role", "img")
        .attribute("aria-label", label)
        .child(element("polygon").class("curve-band").attribute("points", band))
        .child(element("polyline").class("curve-line").attribute("points", line))
        .child(element("g").class("curve-dots").children(dots))
        .child(text((LEFT - 8.0, y(high) + 4.0), "end", short(high, 2)))
        .child(text((LEFT - 8.0, y(low) + 4.0), "end", short(low, 2)))
        .children(ticks)
        .child(text((WIDTH / 2.0 + 16.0, BASE + 34.0), "middle", names[0].to_owned()))
        .child(text((2.0, 12.0), "start", names[1].to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_is_a_dot_inside_the_drawing() {
        let point = |size, mean| CurvePoint { size, mean, least: mean - 0.1, most: mean + 0.2 };
        for points in [vec![point(1, 0.5)], vec![point(0, 0.2), point(1, 0.9), point(2, 0.3)], vec![]] {
            let html = curve::<()>(&points, ["items", "accuracy"], "says".into()).into_node().to_html();
            assert_eq!(html.matches("<circle").count(), points.len());
            assert!(!html.contains("NaN") && !html.contains("inf"), "{html}");
        }
    }
}

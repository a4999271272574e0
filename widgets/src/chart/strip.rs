//! A strip of dots: one for every outcome of a repetition, and a line where this run lies.

use super::coordinate;
use crate::format::short;
use crate::markup::{Markup, element};

/// Width and height of the drawing, in its own units.
const SIZE: (f64, f64) = (320.0, 96.0);
const VIEW_BOX: &str = "0 0 320 96";
/// Room left and right of the axis.
const MARGIN: f64 = 24.0;
/// The axis, from the top.
const BASE: f64 = 58.0;
/// Radius of a dot.
const DOT: f64 = 2.5;
/// Room for the dots that stand on one another.
const STACK: f64 = 34.0;
/// Places along the axis at which dots stack.
const BINS: f64 = 60.0;

/// The dots of `values` stacked where they coincide, the axis from the smallest to the largest of them, of `here` and of 0,
/// and a line at `here`. `names` are those of the line and of the axis; `label` says the same to a listener.
pub fn strip<M: 'static>(values: &[f64], here: f64, names: [&'static str; 2], label: String) -> Markup<M> {
    let every = || values.iter().copied().chain([here, 0.0]);
    let (low, high) = (every().fold(f64::INFINITY, f64::min), every().fold(f64::NEG_INFINITY, f64::max));
    let span = if high > low { high - low } else { 1.0 };
    let digits = decimals(high.max(-low));
    let x = |value: f64| MARGIN + (value - low) / span * (SIZE.0 - 2.0 * MARGIN);
    let bin = |value: f64| ((value - low) / span * BINS + 0.5).floor() as usize;
    let mut counts = [0_u32; BINS as usize + 1];
    for &value in values {
        counts[bin(value)] += 1;
    }
    let tallest = counts.iter().copied().max().unwrap_or(0);
    // Dots touch while there is room; where many coincide they stand three abreast.
    let abreast = if f64::from(tallest) * 2.0 * DOT > STACK { 3 } else { 1 };
    let rise = (STACK / f64::from(tallest.div_ceil(abreast).max(1))).min(2.0 * DOT);
    let mut standing = [0_u32; BINS as usize + 1];
    let dots: Vec<Markup<M>> = values
        .iter()
        .map(|&value| {
            let place = standing[bin(value)];
            standing[bin(value)] += 1;
            let aside = [0.0, -2.0 * DOT, 2.0 * DOT][(place % abreast) as usize];
            circle(x(value) + aside, BASE - 4.0 - f64::from(place / abreast) * rise)
        })
        .collect();
    element("svg")
        .class("strip")
        .attribute("viewBox", VIEW_BOX)
        .attribute("role", "img")
        .attribute("aria-label", label)
        // A little longer than what it measures: dots abreast stand beside its ends.
        .child(line("strip-axis", (MARGIN / 2.0, BASE), (SIZE.0 - MARGIN / 2.0, BASE)))
        .child(line("strip-zero", (x(0.0), BASE - 6.0), (x(0.0), BASE + 6.0)))
        .child(element("g").class("strip-dots").children(dots))
        .child(line("strip-here", (x(here), 18.0), (x(here), BASE + 6.0)))
        .child(label_at(
            x(here).clamp(2.0 * MARGIN, SIZE.0 - 2.0 * MARGIN),
            12.0,
            format!("{} {}", names[0], short(here, digits)),
        ))
        .children(tick_labels(low, high, digits, &x))
        .child(label_at(SIZE.0 / 2.0, SIZE.1 - 4.0, names[1].to_owned()))
}

/// Three digits that mean something: as many decimals as numbers of this size need for that.
fn decimals(largest: f64) -> u32 {
    [0.001, 0.01, 0.1, 1.0, 10.0, 100.0].iter().filter(|&&power| largest < power).count() as u32
}

/// The ends of the axis, and 0 where it stands clear of both.
fn tick_labels<M: 'static>(low: f64, high: f64, digits: u32, x: &dyn Fn(f64) -> f64) -> Vec<Markup<M>> {
    let mut ticks = vec![low];
    if x(0.0) - x(low) > 40.0 && x(high) - x(0.0) > 40.0 {
        ticks.push(0.0);
    }
    if high > low {
        ticks.push(high);
    }
    ticks.into_iter().map(|tick| label_at(x(tick), BASE + 18.0, short(tick, digits))).collect()
}

fn label_at<M: 'static>(x: f64, y: f64, text: String) -> Markup<M> {
    element("text")
        .attribute("x", coordinate(x))
        .attribute("y", coordinate(y))
        .attribute("text-anchor", "middle")
        .text(text)
}

fn circle<M: 'static>(x: f64, y: f64) -> Markup<M> {
    element("circle")
        .attribute("cx", coordinate(x))
        .attribute("cy", coordinate(y))
        .attribute("r", coordinate(DOT))
}

fn line<M: 'static>(class: &'static str, from: (f64, f64), to: (f64, f64)) -> Markup<M> {
    element("line")
        .class(class)
        .attribute("x1", coordinate(from.0))
        .attribute("y1", coordinate(from.1))
        .attribute("x2", coordinate(to.0))
        .attribute("y2", coordinate(to.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_decimals_that_mean_something() {
        assert_eq!([0.0004, 0.04, 0.4, 4.0, 40.0, 400.0].map(decimals), [6, 4, 3, 2, 1, 0]);
        let html =
            strip::<()>(&[18.0511, 34.583], 32.281, ["mean", "points"], String::new()).into_node().to_html();
        assert!(html.contains("mean 32.3") && html.contains("34.6") && !html.contains("34.58"), "{html}");
    }

    #[test]
    fn every_value_is_a_dot_inside_the_drawing() {
        let values = [0.0, 0.25, 0.25, -0.5];
        let html = strip::<()>(&values, 0.2, ["here", "value"], "luck".into()).into_node().to_html();
        assert_eq!(html.matches("<circle").count(), values.len());
        for attribute in ["cx=\"", "x1=\"", "x2=\""] {
            for part in html.split(attribute).skip(1) {
                let x: f64 = part.split('"').next().unwrap().parse().unwrap();
                assert!((0.0..=SIZE.0).contains(&x), "{x}");
            }
        }
    }

    #[test]
    fn constant_values_are_drawn_too() {
        let html = strip::<()>(&[0.0; 3], 0.0, ["", ""], String::new()).into_node().to_html();
        assert!(!html.contains("NaN") && !html.contains('–'));
    }
}

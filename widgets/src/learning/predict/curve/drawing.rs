//! The axes of a figure, as small as a form needs them: what is known, what is drawn, and in the end what is right.

use super::{Curve, CurveMessage, CurveParameters};
use crate::format::{join, plain, short};
use crate::markup::{Markup, element};

// Whole numbers are also written out where they are fixed: to write an `f64` brings twenty kilobytes along.
const AXES: &str = "M44 22V150H308";
const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 190.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 308.0;
const TOP: f64 = 22.0;
const BASE: f64 = 150.0;

/// The ends of the axis across: from 0, if nothing lies below it, to the last place.
fn across(parameters: &CurveParameters) -> (f64, f64) {
    let all = || parameters.known.0.iter().chain(&parameters.places.0).copied();
    let (low, high) = (all().fold(0.0, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    (low, if high > low { high } else { low + 1.0 })
}

/// The values at a spot of the drawing, in shares of it.
pub(super) fn values(parameters: &CurveParameters, (x, y): (f64, f64)) -> (f64, f64) {
    let (first, last) = across(parameters);
    let (low, high) = (parameters.low.0, parameters.high.0);
    let along = (x * WIDTH - LEFT) / (RIGHT - LEFT);
    let up = (BASE - y * HEIGHT) / (BASE - TOP);
    (first + along * (last - first), low + up * (high - low))
}

/// The drawing; `all` shows what is right too.
pub(super) fn draw(curve: &Curve, all: bool) -> Markup<CurveMessage> {
    let parameters = &curve.parameters;
    let (first, last) = across(parameters);
    let (low, high) = (parameters.low.0, parameters.high.0);
    let x = |at: f64| LEFT + (at - first) / (last - first) * (RIGHT - LEFT);
    let y = |height: f64| BASE - (curve.held(height) - low) / (high - low) * (BASE - TOP);
    let spot = |(at, height): (f64, f64)| format!("{} {}", plain(x(at), 1), plain(y(height), 1));
    let all_of = |spots: Vec<String>| join(&spots, "");
    let marks = |class: &'static str, places: &[(f64, f64)], shape: &'static str| {
        let path = all_of(places.iter().map(|&place| format!("M{}{shape}", spot(place))).collect());
        element("path").class(class).attribute("d", path)
    };
    let line = |class: &'static str, places: &[(f64, f64)]| {
        let step = |(index, &place): (usize, &(f64, f64))| {
            format!("{}{}", if index == 0 { "M" } else { "L" }, spot(place))
        };
        let path = all_of(places.iter().enumerate().map(step).collect());
        element("path").class(class).attribute("d", path)
    };
    let word = |at: (f64, f64), anchor: &'static str, text: String| {
        element("text")
            .attribute("x", plain(at.0, 1))
            .attribute("y", plain(at.1, 1))
            .attribute("text-anchor", anchor)
            .text(text)
    };
    let pairs = |places: &[f64], heights: &[f64]| -> Vec<(f64, f64)> {
        places.iter().copied().zip(heights.iter().copied()).collect()
    };
    let known = pairs(&parameters.known.0, &parameters.heights.0);
    let right = pairs(&parameters.places.0, &parameters.right.0);
    let way = curve.way();
    let guide = |&at: &f64| format!("M{}L{}", spot((at, low)), spot((at, high)));
    let guides = all_of(parameters.places.0.iter().map(guide).collect());
    let begins = known.last().map(|&(at, _)| word((x(at), BASE + 16.0), "middle", short(at, 3)));
    let mut drawing = element("svg")
        .class(if all { "question-drawing" } else { "question-drawing draggable" })
        .attribute("viewBox", "0 0 320 190")
        .attribute("role", "img")
        .attribute("aria-label", label(curve, &known, all))
        .child(element("path").class("question-guides").attribute("d", guides))
        .child(element("path").class("question-axis").attribute("d", AXES))
        .child(word((LEFT - 6.0, TOP + 4.0), "end", curve.number(high)))
        .child(word((LEFT - 6.0, BASE + 4.0), "end", curve.number(low)))
        .child(word((LEFT, TOP - 9.0), "start", parameters.upwards.as_str().to_owned()))
        .children(begins)
        .child(word((RIGHT, BASE + 16.0), "end", short(last, 3)))
        .child(word((RIGHT, BASE + 33.0), "end", parameters.across.as_str().to_owned()))
        .child(marks("question-known", &known, "m-3,0a3,3 0 1 0 6,0a3,3 0 1 0 -6,0z"));
    if all {
        drawing = drawing.child(marks("question-right", &right, "m-2.7,-2.7h5.4v5.4h-5.4z"));
    }
    drawing.child(line("question-way", &way)).child(marks(
        "question-guess",
        way.get(usize::from(!known.is_empty())..).unwrap_or_default(),
        "m0,-4.5l4.5,4.5l-4.5,4.5l-4.5,-4.5z",
    ))
}

/// The drawing for who cannot see it.
fn label(curve: &Curve, known: &[(f64, f64)], all: bool) -> String {
    let parameters = &curve.parameters;
    let (upwards, across) = (parameters.upwards.as_str(), parameters.across.as_str());
    let ends = known.first().zip(known.last()).map(|(first, last)| {
        format!(
            " Known: {} at {}, {} at {} {across}.",
            curve.number(first.1),
            short(first.0, 3),
            curve.number(last.1),
            short(last.0, 3)
        )
    });
    let drawn = match curve.drawn.as_slice() {
        [] => " You have drawn nothing yet.".to_owned(),
        drawn => format!(" You drew {}.", curve.list(drawn)),
    };
    let right = if all { format!(" It is {}.", curve.list(&parameters.right.0)) } else { String::new() };
    format!("{upwards} over {across}.{}{drawn}{right}", ends.unwrap_or_default())
}

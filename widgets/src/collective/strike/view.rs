//! The picture: controls, the strike, and the same runs once more.

use super::parameters::{Beside, Leaves, StandsIn, Tests};
use super::runs::shares;
use super::{Strike, StrikeMessage, pictures, readings, summary, words};
use crate::chart::{Axis, Ink, Plane, Sample, Shape, Stroke, legend, sheet};
use crate::collective::groups::{ActingData, ActingLearner, group_chips};
use crate::controls::{button, segments, select, select_table, slider};
use crate::format::short;
use crate::markup::{EventKind, Markup, element};
use crate::widget::Scope;

pub(super) type View = Markup<StrikeMessage>;

/// Groups that shapes and inks tell apart; where there are more, they are written as their names.
pub(super) const TOLD_APART: usize = 5;

pub(super) fn controls(strike: &Strike, scope: &Scope) -> Vec<View> {
    let parameters = &strike.parameters;
    let strikers = (parameters.data, parameters.strikers.coalition());
    let price = (parameters.price.get() * 100.0 + 0.5).floor() as u32;
    let share = parameters.place() as u32;
    vec![
        group_chips(scope, "strikers", "Who strikes", strikers, StrikeMessage::Striker),
        slider(
            scope,
            "share",
            "How many of them",
            (0, share, 10),
            format!("{}\u{a0}%", 10 * share),
            StrikeMessage::Share,
        ),
        select("Who leaves first", &Leaves::NAMES, parameters.order, true, StrikeMessage::Order)
            .named("order"),
        select("What stands in", &StandsIn::NAMES, parameters.substitutes, true, StrikeMessage::Substitutes)
            .named("substitutes"),
        slider(
            scope,
            "price",
            "Paid for a row to stay",
            (0, price, 100),
            format!("{} points", short(parameters.price.get(), 2)),
            StrikeMessage::Price,
        ),
        segments(
            scope,
            "beside",
            "The same runs as",
            &Beside::NAMES,
            parameters.beside,
            StrikeMessage::Beside,
        )
        .class("paired"),
        segments(scope, "tested", "Tested on", &Tests::NAMES, parameters.tested, StrikeMessage::Tested),
        select_table(scope, "Data", &ActingData::NAMES, parameters.data, StrikeMessage::Data),
        select(
            "Model",
            &ActingLearner::names(parameters.data),
            parameters.learner,
            true,
            StrikeMessage::Learner,
        )
        .named("learner"),
        button("Other divisions".to_owned(), Some(|| StrikeMessage::Redraw))
            .named("seed")
            .class("control-button"),
    ]
}

pub(super) fn figure(strike: &Strike) -> View {
    let names = ["The strike", readings::beside_title(strike)];
    let drawn = drawings(strike).into_iter().zip(names).enumerate();
    let panel = |(which, ((drawing, _), name)): (usize, ((View, _), &'static str))| {
        let heading = element("p").class("plane-title").attribute("aria-hidden", "true").text(name);
        let drawing = if which == 0 {
            drawing.on(EventKind::Press, |input| input.spots.first().copied().map(StrikeMessage::Press))
        } else {
            drawing
        };
        element("div").key(name).child(heading).child(drawing)
    };
    let planes = element("div").class("planes").children(drawn.map(panel));
    let note = element("p").class("figure-note").key("note").text(readings::note(strike));
    let mut all = element("div").child(planes);
    if strike.parameters.beside == Beside::Leverage && strike.setting.groups <= TOLD_APART {
        let entry =
            |(group, &name): (usize, &&'static str)| (Shape::of(group), Ink::Group(group), name.to_owned());
        all = all.child(legend(strike.parameters.data.groups().iter().enumerate().map(entry)));
    }
    all.child(note)
}

pub(super) fn drawing(strike: &Strike) -> View {
    sheet(words::title(strike), drawings(strike).into())
}

/// Either drawing with its size.
fn drawings(strike: &Strike) -> [(View, (f64, f64)); 2] {
    let beside = match strike.parameters.beside {
        Beside::Alone => pictures::values(strike, |group| summary::alone(strike, group).map(|pair| pair[0])),
        Beside::Shapley => pictures::values(strike, |group| summary::shapley(strike, group)),
        Beside::Scaling => pictures::scaling(strike),
        Beside::Leverage => pictures::leverage(strike),
    };
    [(curve(strike), strike_plane(strike).size()), beside]
}

/// Accuracy against participation, both in per cent.
pub(super) fn strike_plane(strike: &Strike) -> Plane {
    let curves = strike.curves();
    let band = curves.band(summary::LEVEL).into_iter().flat_map(|interval| [interval.low, interval.high]);
    let values = band.chain(strike.plains().means());
    let (low, high) =
        values.fold((f64::INFINITY, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    let (low, high) = if low.is_finite() { (100.0 * low, 100.0 * high) } else { (0.0, 100.0) };
    // A strike that changes nothing must not look like one that does.
    let room = 0.06 * (high - low).max(10.0);
    let low = (low - room).min(high - 10.0).max(0.0);
    Plane::new(
        Axis::between("members on strike (%)", -2.0, 102.0),
        Axis::between("accuracy (%)", low, (high + room).min(101.0)),
    )
}

fn percent(values: &[f64]) -> Vec<(f64, f64)> {
    shares().into_iter().zip(values).map(|(share, value)| (100.0 * share, 100.0 * value)).collect()
}

fn curve(strike: &Strike) -> View {
    let plane = strike_plane(strike);
    let curves = strike.curves();
    let means = percent(&curves.means());
    let (mut behind, mut marks, mut names) = (vec![], vec![], vec![]);
    if let Some(&(_, before)) = means.first() {
        let band = shares().into_iter().zip(curves.band(summary::LEVEL));
        let over: Vec<_> = band
            .map(|(share, band)| {
                let held = |y: f64| plane.held((100.0 * share, 100.0 * y)).1;
                (100.0 * share, held(band.low), held(band.high))
            })
            .collect();
        behind.push(plane.band(&over, Ink::After).key("band"));
        marks.push(plane.line(&[(0.0, before), (100.0, before)], Stroke::Dotted, Ink::Before).key("before"));
        names.push((Sample::Line(Stroke::Dotted), Ink::Before, "nobody strikes".to_owned()));
    }
    let mut falls_into_key = false;
    if let Some((before, slope)) = summary::settled(strike) {
        let (from, (bottom, top)) = (100.0 * before, (plane.corner(0.0, 0.0).1, plane.corner(1.0, 1.0).1));
        // A dear row's line falls into the corner that falling curves leave free.
        falls_into_key = from - 40.0 * slope < bottom + 0.4 * (top - bottom);
        // Down to the edge of the plane, not along it.
        let end = if slope > 0.0 { ((from - bottom) / slope).min(100.0) } else { 100.0 };
        let line = [(0.0, from), (end, from - slope * end)];
        marks.push(plane.line(&line, Stroke::Dashed, Ink::Plain).key("paid"));
        names.push((Sample::Line(Stroke::Dashed), Ink::Plain, "paid for instead".to_owned()));
    }
    if !strike.setting.is_plain() {
        let plain = percent(&strike.plains().means());
        if !plain.is_empty() {
            marks.push(plane.line(&plain, Stroke::Dotted, Ink::Plain).key("plain"));
            names.push((Sample::Line(Stroke::Dotted), Ink::Plain, "by lot, no substitutes".to_owned()));
        }
    }
    if !means.is_empty() {
        marks.push(plane.line(&means, Stroke::Full, Ink::After).key("means"));
        names.push((Sample::Line(Stroke::Full), Ink::After, "this strike, mean and band".to_owned()));
    }
    if let Some(&here) = means.get(strike.parameters.place()) {
        marks.push(plane.dots(&[here], Shape::of(0), Ink::After).key("here"));
        marks.push(plane.ring(here).key("ring"));
    }
    if let Some((share, (before, slope))) = even(strike) {
        let at = (100.0 * share, 100.0 * (before - slope * share));
        marks.push(plane.dots(&[plane.held(at)], Shape::of(3), Ink::Paper).key("even"));
        names.push((Sample::Dot(Shape::of(3)), Ink::Paper, "break-even".to_owned()));
    }
    marks.push(if falls_into_key { plane.key(true, &names) } else { plane.key_at_left(&names) });
    plane.draw(words::curve(strike), behind, marks)
}

/// Where the strike breaks even, and the line of the price.
fn even(strike: &Strike) -> Option<(f64, (f64, f64))> {
    let share = summary::break_even(strike)?.share.filter(|share| *share > 0.0)?;
    Some((share, summary::settled(strike)?))
}

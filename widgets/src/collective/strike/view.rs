//! The picture: controls, the strike, and the same runs once more.

use simulation::valuation::Coalition;

use super::parameters::{Beside, Leaves, StandsIn, Tests};
use super::runs::shares;
use super::{Strike, StrikeMessage, summary, words};
use crate::chart::{Axis, Bar, Ink, Plane, Sample, Shape, Stroke, bars, bars_size, legend, sheet};
use crate::collective::groups::{ActingData, ActingLearner};
use crate::controls::{button, check_chips, segments, select, slider};
use crate::format::short;
use crate::markup::{EventKind, Markup, element};
use crate::widget::Scope;

pub(super) type View = Markup<StrikeMessage>;

/// Groups that shapes and inks tell apart; where there are more, they are written as their names.
const TOLD_APART: usize = 5;

pub(super) fn controls(strike: &Strike, scope: &Scope) -> Vec<View> {
    let parameters = &strike.parameters;
    let names: Vec<String> = parameters.data.groups().iter().map(|&name| name.to_owned()).collect();
    let strikes = |group: usize| parameters.strikers.coalition().contains(group);
    let price = (parameters.price.get() * 100.0 + 0.5).floor() as u32;
    let share = parameters.place() as u32;
    vec![
        check_chips(scope, "strikers", "Who strikes", &names, strikes, StrikeMessage::Striker),
        slider(
            scope,
            "share",
            "How many of them",
            (0, share, 10),
            format!("{} %", 10 * share),
            StrikeMessage::Share,
        ),
        select("Who leaves first", &Leaves::NAMES, parameters.order, true, StrikeMessage::Order),
        select("What stands in", &StandsIn::NAMES, parameters.substitutes, true, StrikeMessage::Substitutes),
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
        ),
        segments(scope, "tested", "Tested on", &Tests::NAMES, parameters.tested, StrikeMessage::Tested),
        select("Data", &ActingData::NAMES, parameters.data, true, StrikeMessage::Data),
        select(
            "Model",
            &ActingLearner::names(parameters.data),
            parameters.learner,
            true,
            StrikeMessage::Learner,
        ),
        button("Other divisions".to_owned(), Some(|| StrikeMessage::Redraw)).class("control-button"),
    ]
}

pub(super) fn figure(strike: &Strike) -> View {
    let names = ["The strike", words::beside_title(strike)];
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
    let note = element("p").class("figure-note").key("note").text(words::note(strike));
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
        Beside::Alone => values(strike, |group| summary::alone(strike, group).map(|pair| pair[0])),
        Beside::Shapley => values(strike, |group| summary::shapley(strike, group)),
        Beside::Scaling => scaling(strike),
        Beside::Leverage => leverage(strike),
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
    if let Some((before, slope)) = summary::settled(strike) {
        let (from, bottom) = (100.0 * before, plane.corner(0.0, 0.0).1);
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
    marks.push(plane.key_at_left(&names));
    plane.draw(words::curve(strike), behind, marks)
}

/// Where the strike breaks even, and the line of the price.
fn even(strike: &Strike) -> Option<(f64, (f64, f64))> {
    let share = summary::break_even(strike)?.share.filter(|share| *share > 0.0)?;
    Some((share, summary::settled(strike)?))
}

/// A bar for each group, the strikers' in the ink of the changed world.
fn values(strike: &Strike, value: impl Fn(usize) -> Option<f64>) -> (View, (f64, f64)) {
    let groups = strike.parameters.data.groups();
    let bar = |(group, &name): (usize, &&'static str)| {
        let value = value(group);
        let strikes = strike.parameters.strikers.coalition().contains(group);
        Bar {
            name,
            value: value.unwrap_or(0.0),
            says: value.map_or_else(|| "…".to_owned(), |value| short(value, 1)),
            ink: if strikes { Ink::After } else { Ink::Soft },
        }
    };
    let list: Vec<Bar> = groups.iter().enumerate().map(bar).collect();
    (bars(&list, words::bars(strike)), bars_size(list.len()))
}

/// The strike by lot read backwards: error against the rows that are left.
fn scaling(strike: &Strike) -> (View, (f64, f64)) {
    let points = summary::backwards(strike);
    let error = |value: f64| 100.0 * value;
    let means: Vec<(f64, f64)> = points
        .iter()
        .filter_map(|(rows, errors)| Some((*rows, error(simulation::statistics::mean(errors)?))))
        .collect();
    let most = points.iter().flat_map(|(_, errors)| errors.iter().copied().map(error)).fold(0.0, f64::max);
    let largest = means.last().map_or(1.0, |(rows, _)| *rows);
    let plane = Plane::new(
        Axis::between(words::rows_left(strike), -0.02 * largest, 1.04 * largest),
        Axis::between("error (%)", 0.0, if most > 0.0 { 1.08 * most } else { 1.0 }),
    );
    let draws: Vec<(f64, f64)> =
        points.iter().flat_map(|(rows, errors)| errors.iter().map(|&value| (*rows, error(value)))).collect();
    let mut marks = vec![plane.specks(&draws, Ink::Before).key("draws")];
    let mut names = vec![(Sample::Dot(Shape::of(0)), Ink::Before, "mean of the draws".to_owned())];
    let first = means.iter().map(|(rows, _)| *rows).find(|rows| *rows > 0.0);
    if let (Ok(law), Some(first)) = (summary::law(strike), first) {
        let step = |place: u32| first + (largest - first) * f64::from(place) / 48.0;
        let way: Vec<_> = (0..=48).map(step).map(|rows| plane.held((rows, error(law.at(rows))))).collect();
        marks.push(plane.line(&way, Stroke::Full, Ink::After).key("law"));
        names.push((Sample::Line(Stroke::Full), Ink::After, "its power law".to_owned()));
    }
    marks.push(plane.dots(&means, Shape::of(0), Ink::Before).key("means"));
    let here = means.len().checked_sub(1 + strike.parameters.place()).and_then(|place| means.get(place));
    marks.extend(here.map(|&here| plane.ring(here).key("ring")));
    marks.push(plane.key(true, &names));
    (plane.draw(words::scaling(strike), vec![], marks), plane.size())
}

/// Every group by its rows and by what it can make the operator lose.
fn leverage(strike: &Strike) -> (View, (f64, f64)) {
    let groups = strike.parameters.data.groups();
    let known: Vec<(usize, f64, [f64; 2])> = (0..groups.len())
        .filter_map(|group| {
            let rows = summary::rows(strike, Coalition::single(group)) as f64;
            Some((group, rows, summary::alone(strike, group)?))
        })
        .collect();
    let strikers = strike.parameters.strikers.coalition();
    let together = summary::together(strike).map(|loss| (summary::rows(strike, strikers) as f64, loss));
    let whiskers: Vec<[(f64, f64); 2]> = known
        .iter()
        .filter_map(|&(group, rows, _)| {
            let middle = summary::alone_middle(strike, group)?;
            Some([(rows, middle.low), (rows, middle.high)])
        })
        .collect();
    let heights = known.iter().flat_map(|(_, _, pair)| pair.iter().copied());
    let ends = whiskers.iter().flatten().map(|(_, y)| *y);
    let heights = heights.chain(ends).chain(together.map(|(_, y)| y)).chain([0.0, 5.0]);
    let across = known.iter().map(|(_, rows, _)| *rows).chain(together.map(|(x, _)| x)).chain([0.0]);
    let plane = Plane::new(
        Axis::holding("rows of the group", across),
        Axis::holding("points lost when all of it strikes", heights),
    );
    let mut marks = vec![plane.segments(&whiskers, "1.2", Ink::Soft).key("whiskers")];
    let mut supplied = vec![];
    for &(group, rows, [bare, replaced]) in &known {
        supplied.push((rows, replaced));
        let key = format!("group {group}");
        marks.push(if groups.len() > TOLD_APART {
            plane.letters(&[(rows, bare)], groups[group]).key(key)
        } else {
            plane.dots(&[(rows, bare)], Shape::of(group), Ink::Group(group)).key(key)
        });
    }
    marks.push(plane.rings(&supplied, Ink::Before).key("supplied"));
    if let Some(at) = together.filter(|_| strikers.len() > 1) {
        marks.push(plane.dots(&[at], Shape::of(3), Ink::After).key("together"));
        marks.push(plane.ring(at).key("ring"));
    }
    let zero = [plane.held((plane.corner(0.0, 0.0).0, 0.0)), plane.held((plane.corner(1.0, 0.0).0, 0.0))];
    let behind = vec![plane.line(&zero, Stroke::Dotted, Ink::Rule).key("zero")];
    (plane.draw(words::leverage(strike), behind, marks), plane.size())
}

//! The picture: controls, and the curve on even and on logarithmic axes.

use super::curve::Forecast;
use super::parameters::{Loss, ScalingData, ScalingLearner, Tested};
use super::{Scaling, ScalingMessage, words};
use crate::chart::{Axis, Ink, Plane, Sample, Shape, Stroke, sheet};
use crate::controls::{button, segments, select, select_table, slider};
use crate::format::short;
use crate::markup::{EventKind, Markup, element};
use crate::widget::Scope;

pub(super) type View = Markup<ScalingMessage>;

/// The longest guess of a log loss, in thousandths.
const LARGEST_GUESS: u32 = 3_000;

pub(super) fn controls(scaling: &Scaling, scope: &Scope) -> Vec<View> {
    let parameters = &scaling.parameters;
    let sizes = &scaling.own.sizes;
    let known = scaling.known();
    let says = sizes.get(known.saturating_sub(1)).map_or_else(String::new, |size| format!("{size} rows"));
    let most = (sizes.len() as u32).saturating_sub(1).max(4);
    let mut controls = vec![slider(
        scope,
        "known",
        "Sizes known up to",
        (4, known as u32, most),
        says,
        ScalingMessage::Known,
    )];
    if !parameters.revealed.0 {
        let ends = if parameters.loss == Loss::Error { 1_000 } else { LARGEST_GUESS };
        let guess = (parameters.guess.get() * 1000.0 + 0.5).floor() as u32;
        let says = scaling.guess().map_or_else(|| "none".to_owned(), |guess| short(guess, 3));
        controls.push(slider(
            scope,
            "guess",
            "Your guess at the end",
            (0, guess.min(ends), ends),
            says,
            ScalingMessage::Guess,
        ));
    }
    let reveal = if parameters.revealed.0 { "Cover the larger sizes" } else { "Reveal the larger sizes" };
    let message = !parameters.revealed.0;
    controls.push(
        button(reveal.to_owned(), Some(move || ScalingMessage::Reveal(message)))
            .named("revealed")
            .class("control-button"),
    );
    let losses = [(Loss::Error, "Error"), (Loss::LogLoss, "Log loss")];
    controls.extend([
        select_table(scope, "Data", &ScalingData::NAMES, parameters.data, ScalingMessage::Data),
        select(
            "Model",
            &ScalingLearner::names(parameters.data),
            parameters.learner,
            true,
            ScalingMessage::Learner,
        )
        .named("learner"),
        segments(scope, "loss", "Measure", &losses, parameters.loss, ScalingMessage::Loss),
        groups(scaling),
    ]);
    if parameters.group.get() > 0 {
        let tested = [(Tested::Group, "The group"), (Tested::Everyone, "Everyone")];
        let now = parameters.tested;
        controls.push(segments(scope, "tested", "Test on", &tested, now, ScalingMessage::Tested));
    }
    controls.push(
        button("Other division".to_owned(), Some(|| ScalingMessage::Redraw))
            .named("seed")
            .class("control-button"),
    );
    controls
}

/// Which rows grow: a list whose names are the table's.
fn groups(scaling: &Scaling) -> View {
    let names = scaling.parameters.data.source().about().groups;
    let option = |place: usize, name: String| {
        element("option")
            .attribute("value", place.to_string())
            .flag("selected", place == scaling.parameters.group.get() as usize)
            .text(name)
    };
    let all = std::iter::once(option(0, "All rows".to_owned()));
    let each = names.iter().enumerate().map(|(group, name)| option(group + 1, format!("Only {name}")));
    let list = element("select")
        .on(EventKind::Change, |input| input.value.parse().ok().map(ScalingMessage::Group))
        .children(all.chain(each));
    element("label").class("select").child(element("span").text("What grows")).child(list).named("group")
}

pub(super) fn figure(scaling: &Scaling) -> View {
    let names = ["Even axes", "Logarithmic axes"];
    let drawn = drawings(scaling).into_iter().zip(names).enumerate();
    let panel = |(which, (drawing, name)): (usize, (View, &'static str))| {
        let heading = element("p").class("plane-title").attribute("aria-hidden", "true").text(name);
        let pressed = drawing.on(EventKind::Press, move |input| {
            input.spots.first().map(|&spot| ScalingMessage::Press(which, spot))
        });
        element("div").key(name).child(heading).child(pressed)
    };
    element("div").class("planes").children(drawn.map(panel))
}

pub(super) fn drawing(scaling: &Scaling) -> View {
    let drawings = drawings(scaling).into_iter().zip(planes(scaling));
    sheet(words::title(scaling), drawings.map(|(drawing, plane)| (drawing, plane.size())).collect())
}

/// The two planes: even and logarithmic.
pub(super) fn planes(scaling: &Scaling) -> [Plane; 2] {
    let sizes = || scaling.own.sizes.iter().copied().map(f64::from);
    let rows = words::grown(scaling);
    let loss = scaling.parameters.loss.name();
    let (mut low, mut high) = (f64::INFINITY, 0.0_f64);
    for value in seen(scaling) {
        (low, high) = (if value > 0.0 { low.min(value) } else { low }, high.max(value));
    }
    let even = Plane::new(
        Axis::between(rows.clone(), 0.0, 1.03 * f64::from(scaling.own.largest())),
        Axis::between(loss, 0.0, highest(scaling)),
    );
    let logarithmic =
        Plane::new(Axis::logarithmic(rows, sizes()), Axis::logarithmic(loss, [low.min(high), 1.05 * high]));
    [even, logarithmic]
}

/// The upper end of the even axis.
pub(super) fn highest(scaling: &Scaling) -> f64 {
    let high = seen(scaling).into_iter().fold(0.0, f64::max);
    if high > 0.0 { 1.08 * high } else { 1.0 }
}

/// Everything that needs room.
fn seen(scaling: &Scaling) -> Vec<f64> {
    let shown = scaling.own.losses.iter().take(scaling.shown()).flatten().copied();
    let mut values: Vec<f64> = shown.filter(|loss| loss.is_finite()).collect();
    let most = values.iter().copied().fold(0.0, f64::max);
    if let Some(forecast) = scaling.own.foretold(scaling.goal()) {
        let largest = f64::from(scaling.own.largest());
        values.extend(forecast.law.as_ref().ok().map(|law| law.at(largest)));
        values.extend(forecast.line_end.filter(|_| forecast.law.is_ok()));
        // A band that says nothing must not flatten what does.
        values.extend(forecast.end.iter().flat_map(|end| [end.low.max(1e-3), end.high.min(2.0 * most)]));
    }
    values.extend(scaling.guess());
    values
}

fn drawings(scaling: &Scaling) -> [View; 2] {
    let [even, logarithmic] = planes(scaling);
    [draw(scaling, &even, words::even(scaling)), draw(scaling, &logarithmic, words::logarithmic(scaling))]
}

fn draw(scaling: &Scaling, plane: &Plane, label: String) -> View {
    let own = &scaling.own;
    let mut behind = vec![];
    let mut marks = vec![];
    let mut names = vec![];
    let inside = |(x, y): (f64, f64)| (x, plane_clamp(plane, x, y));
    let known = scaling.known();
    if let Some(forecast) = own.foretold(scaling.goal()) {
        let drawn = own.places_drawn();
        let over: Vec<(f64, f64, f64)> = drawn
            .iter()
            .zip(&forecast.band)
            .map(|(&x, band)| (x, plane_clamp(plane, x, band.low), plane_clamp(plane, x, band.high)))
            .collect();
        behind.extend((!over.is_empty()).then(|| plane.band(&over, Ink::After).key("band")));
        lines(forecast, &drawn, &inside, plane, &mut marks, &mut names);
    }
    let draws = |range: std::ops::Range<usize>| -> Vec<(f64, f64)> {
        let places =
            range.filter_map(|place| Some((f64::from(*own.sizes.get(place)?), own.losses.get(place)?)));
        places
            .flat_map(|(x, losses)| losses.iter().filter(|l| l.is_finite()).map(move |&l| (x, l)))
            .map(inside)
            .collect()
    };
    let means = |range: std::ops::Range<usize>| -> Vec<(f64, f64)> {
        let mean = |place: usize| {
            let mean = own.mean(place, &scaling.setting).filter(|mean| mean.is_finite())?;
            Some(inside((f64::from(own.sizes[place]), mean)))
        };
        range.filter_map(mean).collect()
    };
    marks.push(plane.specks(&draws(0..known), Ink::Before).key("draws"));
    marks.push(plane.dots(&means(0..known), Shape::of(0), Ink::Before).key("known"));
    names.push((Sample::Dot(Shape::of(0)), Ink::Before, "known sizes".to_owned()));
    if scaling.parameters.revealed.0 {
        marks.push(plane.specks(&draws(known..own.sizes.len()), Ink::Plain).key("later draws"));
        marks.push(plane.dots(&means(known..own.sizes.len()), Shape::of(1), Ink::Plain).key("revealed"));
        names.push((Sample::Dot(Shape::of(1)), Ink::Plain, "revealed sizes".to_owned()));
    }
    if let Some(guess) = scaling.guess() {
        let at = inside((f64::from(own.largest()), guess));
        marks.push(plane.dots(&[at], Shape::of(3), Ink::Paper).key("guess"));
        names.push((Sample::Dot(Shape::of(3)), Ink::Paper, "your guess".to_owned()));
    }
    plane.guess(scaling.expected(), &mut marks, &mut names);
    marks.push(plane.key(true, &names));
    plane.draw(label, behind, marks)
}

/// The law and the straight line.
fn lines(
    forecast: &Forecast,
    drawn: &[f64],
    inside: &dyn Fn((f64, f64)) -> (f64, f64),
    plane: &Plane,
    marks: &mut Vec<View>,
    names: &mut Vec<(Sample, Ink, String)>,
) {
    // Beside a curve that follows no law the straight line would only mislead.
    if let Some(line) = forecast.line.as_ref().filter(|_| forecast.law.is_ok()) {
        let way: Vec<_> = drawn.iter().map(|&x| inside((x, line.at(x)))).collect();
        marks.push(plane.line(&way, Stroke::Dotted, Ink::Soft).key("line"));
        names.push((Sample::Line(Stroke::Dotted), Ink::Soft, "no floor".to_owned()));
    }
    if let Ok(law) = &forecast.law {
        let way: Vec<_> = drawn.iter().map(|&x| inside((x, law.at(x)))).collect();
        marks.push(plane.line(&way, Stroke::Full, Ink::After).key("law"));
        let band = if forecast.band.is_empty() { "law" } else { "law and 90\u{a0}% band" };
        names.push((Sample::Line(Stroke::Full), Ink::After, band.to_owned()));
    }
}

/// A height inside the plane: what lies beyond is drawn at its edge.
fn plane_clamp(plane: &Plane, x: f64, y: f64) -> f64 {
    plane.held((x, y)).1
}

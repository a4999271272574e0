//! The two planes: where the rows lie, and what is foretold against what happens.

use simulation::dataset::Target;

use super::words::thousandths;
use super::{Influence, InfluenceMessage, Side};
use crate::chart::{Axis, Bar, Ink, Plane, Shape, Stroke, bars};
use crate::format::{self, decimal};
use crate::markup::Markup;

type View = Markup<InfluenceMessage>;

/// A plane with a mark for each row that is drawn in it, by position.
pub(super) fn plane(widget: &Influence, side: Side) -> (Plane, Vec<(f64, f64)>) {
    let outcome = &widget.work.outcome;
    let (marks, plane) = match side {
        Side::Rows => {
            let marks = outcome.places.clone();
            let x = Axis::holding("first principal component", marks.iter().map(|mark| mark.0));
            let y = Axis::holding("second principal component", marks.iter().map(|mark| mark.1));
            (marks, Plane::new(x, y))
        }
        Side::Changes => {
            let method = widget.parameters.method;
            let foretold = outcome.foretold(method.foretold());
            let unit = if method.is_prediction() { 1000.0 } else { 1.0 };
            let pairs = foretold.iter().zip(&outcome.actual);
            let marks: Vec<(f64, f64)> = pairs.map(|(x, y)| (x * unit, y * 1000.0)).collect();
            let name = match (method.is_prediction(), widget.measured()) {
                (false, _) => format!("{}, in its own unit", format_name(method.words())),
                (true, None) => "foretold change in mean loss, thousandths".to_owned(),
                (true, Some(_)) => "foretold change in loss, thousandths".to_owned(),
            };
            let real = "real change, thousandths";
            // On one scale, so that the diagonal is where a prediction comes true.
            let both = || marks.iter().flat_map(|&(x, y)| [x, y]);
            let (x, y) = if method.is_prediction() {
                (Axis::holding(name, both()), Axis::holding(real, both()))
            } else {
                let across = marks.iter().map(|mark| mark.0);
                (Axis::holding(name, across), Axis::holding(real, marks.iter().map(|mark| mark.1)))
            };
            (marks, Plane::new(x, y))
        }
    };
    (plane.draggable(true), marks)
}

fn format_name(words: &str) -> String {
    if words.starts_with("Tr") { words.to_owned() } else { words.trim_start_matches("the ").to_owned() }
}

/// One of the planes, drawn.
pub(super) fn draw(widget: &Influence, side: Side) -> View {
    let (plane, marks) = plane(widget, side);
    let classes = [0, 1].map(|class| {
        let of_class = |(position, _): &(usize, &(f64, f64))| {
            widget.rows.row(*position).is_some_and(|row| row.target == Target::Class(class))
        };
        let own: Vec<(f64, f64)> = marks.iter().enumerate().filter(of_class).map(|(_, &mark)| mark).collect();
        plane.dots(&own, Shape::of(class), Ink::Group(class))
    });
    let mut behind = vec![];
    if side == Side::Changes && !marks.is_empty() {
        let (low, high) = (plane.values((0.0, 1.0)), plane.values((1.0, 0.0)));
        if widget.parameters.method.is_prediction() {
            let (from, to) = (low.0.max(low.1), high.0.min(high.1));
            behind.push(clipped(&plane, [(from, from), (to, to)]));
        } else {
            behind.push(clipped(&plane, [(low.0, 0.0), (high.0, 0.0)]));
        }
    }
    let mut all: Vec<View> = classes.into_iter().collect();
    if side == Side::Rows {
        all.extend(boundaries(widget, &plane));
    }
    let group: Vec<(f64, f64)> =
        widget.work.group().iter().filter_map(|&position| marks.get(position).copied()).collect();
    if !group.is_empty() {
        all.push(plane.rings(&group, Ink::After));
    }
    if let Some((position, &mark)) = widget.selected.and_then(|row| Some((row, marks.get(row)?))) {
        // Its own mark once more, which others may lie on.
        if let Some(Target::Class(class)) = widget.rows.row(position).map(|row| row.target) {
            all.push(plane.dots(&[mark], Shape::of(class), Ink::Group(class)));
        }
        all.push(plane.ring(mark));
        all.push(plane.label(mark, format!("row {}", widget.id(position)), Ink::Plain));
    }
    if let Some((on, way)) = &widget.way
        && *on == side
    {
        let way: Vec<(f64, f64)> = way.iter().map(|&spot| plane.values(spot)).collect();
        all.push(plane.line(&way, Stroke::Dashed, Ink::After));
    }
    plane.draw(label(widget, side), behind, all)
}

/// Where the model changes its mind, with all rows and without those that are gone.
fn boundaries(widget: &Influence, plane: &Plane) -> Vec<View> {
    let outcome = &widget.work.outcome;
    let mut lines: Vec<View> = vec![];
    let before = (!outcome.places.is_empty()).then(|| crossing(plane, outcome.boundary)).flatten();
    lines.extend(before.map(|ends| plane.line(&ends, Stroke::Full, Ink::Before).key("before")));
    let after = after(widget).and_then(|boundary| crossing(plane, boundary));
    lines.extend(after.map(|ends| plane.line(&ends, Stroke::Dashed, Ink::After).key("after")));
    lines
}

/// The boundary without the group, or without the selected row where there is no group.
fn after(widget: &Influence) -> Option<[f64; 3]> {
    match widget.work.group_outcome() {
        Some(group) => group.boundary,
        None if widget.work.group().is_empty() => {
            widget.work.outcome.boundaries.get(widget.selected?).copied()
        }
        None => None,
    }
}

/// What the two lines are; nothing before there are any.
pub(super) fn boundary_words(widget: &Influence) -> Option<String> {
    let (plane, _) = plane(widget, Side::Rows);
    let seen = |boundary| crossing(&plane, boundary).is_some();
    let before = !widget.work.outcome.places.is_empty() && seen(widget.work.outcome.boundary);
    let after = after(widget).filter(|&boundary| seen(boundary));
    let gone = match widget.work.group().len() {
        0 => format!("row {}", widget.id(widget.selected.unwrap_or(0))),
        rows => format!("the {} of the group", format::count(rows, "row", "rows")),
    };
    let after = after.map(|_| format!("; dashed, the same without {gone}")).unwrap_or_default();
    before.then(|| format!("Full line: where the model of all rows changes its mind in this plane{after}."))
}

/// The two places where a boundary a + b·x + c·y = 0 enters and leaves the plane, if it does.
pub(super) fn crossing(plane: &Plane, [a, b, c]: [f64; 3]) -> Option<[(f64, f64); 2]> {
    let ((left, low), (right, high)) = (plane.corner(0.0, 0.0), plane.corner(1.0, 1.0));
    let across = |x: f64| (x, -(a + b * x) / c);
    let up = |y: f64| (-(a + c * y) / b, y);
    let inside = |&(x, y): &(f64, f64)| {
        let room = (1e-9 * (right - left), 1e-9 * (high - low));
        (left - room.0..=right + room.0).contains(&x) && (low - room.1..=high + room.1).contains(&y)
    };
    let mut ends = [across(left), across(right), up(low), up(high)].into_iter().filter(inside);
    let first = ends.next()?;
    // Through a corner two sides have the same end.
    let distance =
        |&(x, y): &(f64, f64)| (x - first.0).abs() / (right - left) + (y - first.1).abs() / (high - low);
    let second = ends.max_by(|one, other| distance(one).total_cmp(&distance(other)))?;
    (distance(&second) > 1e-6).then_some([first, second])
}

/// A line between the axes.
fn clipped(plane: &Plane, ends: [(f64, f64); 2]) -> View {
    let inside = |at: (f64, f64), other: (f64, f64)| {
        let (mut near, mut far) = (other, at);
        // The end lies outside by the margin of the drawing: halved in twelve times, it is on the edge.
        for _ in 0..12 {
            let middle = (0.5 * (near.0 + far.0), 0.5 * (near.1 + far.1));
            let (x, y) = plane.place(middle);
            let size = plane.size();
            if plane.contains((x / size.0, y / size.1)) { near = middle } else { far = middle }
        }
        near
    };
    let middle = (0.5 * (ends[0].0 + ends[1].0), 0.5 * (ends[0].1 + ends[1].1));
    let through = [inside(ends[0], middle), inside(ends[1], middle)];
    plane.line(&through, Stroke::Dashed, Ink::Soft)
}

fn label(widget: &Influence, side: Side) -> String {
    let [zero, one] = widget.parameters.data.classes();
    match side {
        Side::Rows => {
            let lines = boundary_words(widget).map(|words| format!(" {words}")).unwrap_or_default();
            format!(
                "The {} rows in two dimensions, which show {}\u{a0}% of their variance: {zero} as circles, {one} as squares.{lines}",
                widget.rows.len(),
                decimal(widget.work.outcome.explained * 100.0, 0)
            )
        }
        Side::Changes => {
            let done = widget.work.outcome.actual.len();
            format!(
                "Across what {} says of a row, upwards the real change without it, for {}.",
                widget.parameters.method.words(),
                format::count(done, "row", "rows")
            )
        }
    }
}

/// The group's numbers, drawn; none without a group.
pub(super) fn group(widget: &Influence) -> Option<View> {
    let list = group_bars(widget)?;
    let said: Vec<String> = list.iter().map(|bar| format!("{}: {}", bar.name, bar.says)).collect();
    Some(bars(&list, format::join(&said, "; ")))
}

pub(super) fn group_bars(widget: &Influence) -> Option<Vec<Bar>> {
    let outcome = widget.work.group_outcome()?;
    let bar = |name, value: Option<f64>, ink| Bar {
        name,
        value: value.unwrap_or(f64::NAN),
        says: value.map_or_else(|| "…".to_owned(), thousandths),
        ink,
    };
    Some(vec![
        bar("first order, added up", Some(outcome.sum), Ink::Before),
        bar("each alone retrained, added up", Some(outcome.singles), Ink::Heat(3)),
        bar("one Newton step for the group", outcome.newton, Ink::Before),
        bar("retrained without the group", outcome.actual, Ink::After),
    ])
}

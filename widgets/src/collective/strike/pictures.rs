//! The drawings of the same runs once more: bars for each group, the learning curve, leverage.

use simulation::valuation::Coalition;

use super::view::{TOLD_APART, View};
use super::{Strike, readings, summary};
use crate::chart::{Axis, Bar, Ink, Plane, Sample, Shape, Stroke, bars, bars_size};
use crate::format::short;

/// A bar for each group, the strikers' in the ink of the changed world.
pub(super) fn values(strike: &Strike, value: impl Fn(usize) -> Option<f64>) -> (View, (f64, f64)) {
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
    (bars(&list, readings::bars(strike)), bars_size(list.len()))
}

/// The strike by lot read backwards: error against the rows that are left.
pub(super) fn scaling(strike: &Strike) -> (View, (f64, f64)) {
    let points = summary::backwards(strike);
    let error = |value: f64| 100.0 * value;
    let means: Vec<(f64, f64)> = points
        .iter()
        .filter_map(|(rows, errors)| Some((*rows, error(simulation::statistics::mean(errors)?))))
        .collect();
    let most = points.iter().flat_map(|(_, errors)| errors.iter().copied().map(error)).fold(0.0, f64::max);
    let largest = means.last().map_or(1.0, |(rows, _)| *rows);
    let plane = Plane::new(
        Axis::between(readings::rows_left(strike), -0.02 * largest, 1.04 * largest),
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
    (plane.draw(readings::scaling(strike), vec![], marks), plane.size())
}

/// Every group by its rows and by what it can make the operator lose.
pub(super) fn leverage(strike: &Strike) -> (View, (f64, f64)) {
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
    (plane.draw(readings::leverage(strike), behind, marks), plane.size())
}

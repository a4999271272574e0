//! The pictures: values and ranks, the matrix of pairs, the curves of wrong labels.

use simulation::order::{ascending, key};
use simulation::statistics::mid_ranks;

use super::kind::{Column, Kind};
use super::parameters::ViewChoice;
use super::work::{INSPECTIONS, REMOVALS};
use super::{Values, ValuesMessage, words};
use crate::chart::{Axis, Ink, Matrix, Plane, Shape, Stroke};
use crate::markup::{EventKind, Markup};

type View = Markup<ValuesMessage>;

/// More rows than these have no room for their numbers.
const NAMED: usize = 24;
/// More rows than these have no room for their lines from rank to rank.
const LINED: usize = 60;
/// The mark of a wrong label where rows have no names.
const WRONG: Shape = Shape::of(3);

/// The mark of a column, by its place; self-confidence stands after the last.
pub(super) fn mark(place: usize) -> (Shape, Ink) {
    // Yellow comes last: its lines are the faintest.
    (Shape::of(place), Ink::Group([0, 1, 2, 4, 3][place % 5]))
}

/// Everything that is drawn, each with its size.
pub(super) fn all(values: &Values) -> Vec<(View, (f64, f64))> {
    match values.parameters.view {
        ViewChoice::Values => [value_dots(values), ranks(values)].into_iter().flatten().collect(),
        ViewChoice::Pairs => pairs(values).into_iter().collect(),
        ViewChoice::Mislabels => [found(values), removed(values)].into_iter().flatten().collect(),
    }
}

/// The columns whose values are all there.
fn complete(values: &Values) -> Vec<(usize, &Column)> {
    let n = values.work.players();
    let place = |kind: Kind| values.work.setting.kinds.iter().position(|&known| known == kind).unwrap_or(0);
    let columns = values.work.columns().filter(|column| column.values.len() == n);
    // Sums over some of the test rows are no values yet.
    let columns = columns.filter(|column| column.finished || column.kind.is_sampled());
    columns.map(|column| (place(column.kind), column)).collect()
}

/// The rows from the lowest value of the first column to the highest.
fn order(columns: &[(usize, &Column)]) -> Vec<usize> {
    columns
        .first()
        .map_or_else(Vec::new, |(_, first)| ascending(first.values.iter().map(|&value| key(value + 0.0))))
}

fn height(rows: usize) -> f64 {
    if rows > NAMED { 380.0 } else { 60.0 + 22.0 * rows.max(8) as f64 }
}

fn row_name(values: &Values, player: usize) -> String {
    let planted = if values.is_planted(player) { "×" } else { "" };
    format!("{planted}{}", values.number(player))
}

fn value_dots(values: &Values) -> Option<(View, (f64, f64))> {
    let columns = complete(values);
    let order = order(&columns);
    let n = order.len();
    let first = columns.first()?.1.kind.name();
    let y = if n > NAMED {
        Axis::between(format!("rows, by {first}"), -0.5, n as f64 - 0.5)
    } else {
        Axis::named(
            format!("row, by {first}"),
            order.iter().map(|&player| row_name(values, player)).collect(),
        )
    };
    let ends = columns.iter().flat_map(|(_, column)| {
        let ends = (0..n).filter_map(|player| column.interval(player)).flat_map(|(low, high)| [low, high]);
        column.values.iter().copied().chain(ends).collect::<Vec<f64>>()
    });
    let plane = Plane::new(Axis::holding(words::axis(values), ends.chain([0.0])), y).sized(360.0, height(n));
    let last = n as f64 - 0.5;
    let zero = plane.segments(&[[(0.0, -0.5), (0.0, last)]], "1", Ink::Soft);
    let mut marks = vec![];
    let mut spots: Vec<((f64, f64), usize)> = vec![];
    for &(place, column) in &columns {
        let (shape, ink) = mark(place);
        let whiskers: Vec<[(f64, f64); 2]> = order
            .iter()
            .enumerate()
            .filter_map(|(at, &player)| {
                let (low, high) = column.interval(player)?;
                Some([(low, at as f64), (high, at as f64)])
            })
            .collect();
        if !whiskers.is_empty() {
            marks.push(plane.segments(&whiskers, "1.5", ink));
        }
        let dots: Vec<_> = order.iter().enumerate().map(|(at, &p)| (column.values[p], at as f64)).collect();
        spots.extend(dots.iter().copied().zip(order.iter().copied()));
        if n > LINED && Some(place) == columns.first().map(|(first, _)| *first) {
            // Sorted by itself, a column of many rows is a line; what stands out on it are the wrong labels.
            marks.push(plane.line(&dots, Stroke::Full, ink));
            let wrong = dots.iter().zip(&order).filter(|(_, player)| values.is_planted(**player));
            marks.push(plane.dots(&wrong.map(|(dot, _)| *dot).collect::<Vec<_>>(), WRONG, Ink::After));
        } else {
            marks.push(plane.dots(&dots, shape, ink));
        }
    }
    let focus = values.focus();
    marks.extend(spots.iter().filter(|(_, player)| *player == focus).map(|&(spot, _)| plane.ring(spot)));
    let picked = plane.clone();
    let drawing =
        plane.draw(words::dots_label(values), vec![zero], marks).on(EventKind::Press, move |input| {
            let at: Vec<(f64, f64)> = spots.iter().map(|(spot, _)| *spot).collect();
            let picked = picked.pick(&at, *input.spots.first()?)?;
            spots.get(picked).map(|&(_, player)| ValuesMessage::Focus(player))
        });
    Some((drawing, plane.size()))
}

fn ranks(values: &Values) -> Option<(View, (f64, f64))> {
    let columns = complete(values);
    let n = values.work.players();
    let ranks: Vec<Vec<f64>> =
        columns.iter().map(|(_, column)| mid_ranks(&column.values)).collect::<Option<_>>()?;
    if ranks.len() < 2 {
        return None;
    }
    let names = columns.iter().map(|(_, column)| column.kind.short_name().to_owned()).collect();
    let y = if n > NAMED {
        Axis::between("rows ranked lower", -0.5, n as f64 - 0.5)
    } else {
        Axis::named("rank", (0..n).map(|below| (n - below).to_string()).collect())
    };
    let plane = Plane::new(Axis::named("", names), y).sized(360.0, height(n));
    let spot = |place: usize, player: usize| (place as f64, ranks[place][player] - 1.0);
    // With more rows than lines can be told apart, those at both ends of the first column stand for all.
    let order = order(&columns);
    let shown: Vec<usize> =
        if n > LINED { order[..10].iter().chain(&order[n - 10..]).copied().collect() } else { order };
    let line = |player: usize| (0..ranks.len()).map(|place| spot(place, player)).collect::<Vec<_>>();
    let lines: Vec<[(f64, f64); 2]> = shown
        .iter()
        .flat_map(|&player| line(player).windows(2).map(|ends| [ends[0], ends[1]]).collect::<Vec<_>>())
        .collect();
    let mut marks = vec![plane.segments(&lines, "1", Ink::Soft)];
    marks.push(plane.line(&line(values.focus()), Stroke::Full, Ink::Plain));
    let mut spots = vec![];
    for (at, &(place, _)) in columns.iter().enumerate() {
        let (shape, ink) = mark(place);
        let dots: Vec<_> = (0..n).map(|player| spot(at, player)).collect();
        spots.extend(dots.iter().copied().enumerate());
        marks.push(plane.dots(&dots, shape, ink));
    }
    let picked = plane.clone();
    let drawing = plane.draw(words::ranks_label(values), vec![], marks).on(EventKind::Press, move |input| {
        let at: Vec<(f64, f64)> = spots.iter().map(|(_, spot)| *spot).collect();
        let picked = picked.pick(&at, *input.spots.first()?)?;
        spots.get(picked).map(|&(player, _)| ValuesMessage::Focus(player))
    });
    Some((drawing, plane.size()))
}

/// The matrix of pairs, once it is known.
pub(super) fn matrix(values: &Values) -> Option<Matrix> {
    let names = (0..values.work.players()).map(|player| row_name(values, player)).collect();
    Some(Matrix::new(names, values.work.pairs.clone()?))
}

fn pairs(values: &Values) -> Option<(View, (f64, f64))> {
    let matrix = matrix(values)?;
    let (size, picked) = (matrix.size(), matrix.clone());
    let ring = Some((values.focus(), values.partner()));
    let drawing = matrix.draw(ring, words::pairs_label(values)).on(EventKind::Press, move |input| {
        let (row, column) = picked.pick(*input.spots.first()?)?;
        (row != column).then_some(ValuesMessage::Pair(row, column))
    });
    Some((drawing, size))
}

/// The methods with their marks, then self-confidence with its own.
fn ranked(values: &Values) -> Vec<(Option<Kind>, Shape, Ink, Stroke)> {
    let kinds = &values.work.setting.kinds;
    let methods = kinds.iter().enumerate().map(|(place, &kind)| {
        let (shape, ink) = mark(place);
        (Some(kind), shape, ink, Stroke::Full)
    });
    methods.chain([(None, Shape::of(kinds.len()), Ink::Plain, Stroke::Dashed)]).collect()
}

fn curves(
    values: &Values,
    plane: &Plane,
    points: &dyn Fn(Option<Kind>) -> Vec<(f64, f64)>,
    dots: usize,
) -> Vec<View> {
    let mut marks = vec![];
    for (kind, shape, ink, stroke) in ranked(values) {
        let points = points(kind);
        marks.push(plane.line(&points, stroke, ink));
        let some: Vec<_> = points.iter().copied().step_by(dots).collect();
        marks.push(plane.dots(&some, shape, ink));
    }
    marks
}

fn found(values: &Values) -> Option<(View, (f64, f64))> {
    let (work, n) = (&values.work, values.work.players() as f64);
    if work.inspections(None).is_empty() {
        return None;
    }
    let share = Axis::between("share of rows inspected, lowest values first", 0.0, 1.0);
    let plane =
        Plane::new(share, Axis::between("share of the wrong labels found", 0.0, 1.03)).sized(360.0, 300.0);
    let chance = plane.line(&[(0.0, 0.0), (1.0, 1.0)], Stroke::Dotted, Ink::Soft);
    let points = |kind| {
        let found = work.inspections(kind).iter().enumerate();
        found.map(|(point, &found)| (work.inspected(point) as f64 / n, found)).collect()
    };
    let marks = curves(values, &plane, &points, (INSPECTIONS - 1) / 10);
    Some((plane.draw(words::found_label(values), vec![chance], marks), plane.size()))
}

fn removed(values: &Values) -> Option<(View, (f64, f64))> {
    let (work, n) = (&values.work, values.work.players() as f64);
    let known = || ranked(values).into_iter().flat_map(|(kind, ..)| work.curve(kind).iter().copied());
    known().next()?;
    let share = Axis::between("share of rows removed, lowest values first", 0.0, 0.5);
    let plane =
        Plane::new(share, Axis::holding("accuracy, trained on the rest", known())).sized(360.0, 300.0);
    let points = |kind| {
        let scores = work.curve(kind).iter().enumerate();
        scores.map(|(point, &score)| (work.removed(point) as f64 / n, score)).collect()
    };
    let marks = curves(values, &plane, &points, (REMOVALS - 1) / 10);
    Some((plane.draw(words::removed_label(values), vec![], marks), plane.size()))
}

//! Training with noise: accuracy against what it spends, and what each order says of it.

use simulation::robustness::privacy::DEFAULT_ORDERS;

use super::super::training::{Way, noises};
use super::super::view::View;
use super::super::{Privacy, words};
use super::Panel;
use crate::chart::{Axis, Ink, Plane, Sample, Shape, Stroke};

pub(super) fn panels(privacy: &Privacy) -> Vec<Panel> {
    let (left, right) = (cost_plane(privacy), orders_plane(privacy));
    let (costs, orders) = (costs(privacy, &left), orders(privacy, &right));
    vec![
        ("Accuracy on test rows", left.draw(words::costs(privacy), costs.0, costs.1), left.size()),
        ("What each order says", right.draw(words::orders(privacy), vec![], orders), right.size()),
    ]
}

/// ε, and the accuracy with its interval, for each noise that is known.
fn points(privacy: &Privacy) -> Vec<(f64, [f64; 3])> {
    let point = |noise: u32| {
        let account = privacy.training.account(noise)?;
        let summary = privacy.training.summary(Way::Noisy(noise), privacy.divisions())?;
        Some((account.spent.epsilon, summary))
    };
    // From the least ε, that of the most noise, on.
    noises(privacy.noise()).into_iter().rev().filter_map(point).collect()
}

fn cost_plane(privacy: &Privacy) -> Plane {
    let points = points(privacy);
    let plain = privacy.training.summary(Way::Plain, privacy.divisions());
    let values = points.iter().map(|(_, summary)| summary).chain(&plain).flatten().copied();
    let (low, high) =
        values.fold((f64::INFINITY, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    let low = if low.is_finite() { low } else { 0.0 };
    Plane::new(
        Axis::logarithmic(words::SPENT, points.iter().map(|(epsilon, _)| *epsilon)),
        Axis::between("accuracy", (low - 0.03).max(0.0), (high + 0.02).min(1.0)),
    )
}

fn costs(privacy: &Privacy, plane: &Plane) -> (Vec<View>, Vec<View>) {
    let ends = |height: f64| [plane.corner(0.0, 0.5).0, plane.corner(1.0, 0.5).0].map(|at| (at, height));
    let (mut behind, mut marks) = (vec![], vec![]);
    let divisions = privacy.divisions();
    let flat = [
        (Way::Plain, Stroke::Dashed, Ink::Before, "no noise, no bound"),
        (Way::Clipped, Stroke::Dotted, Ink::Plain, "bound, no noise"),
    ];
    let mut names = vec![(Sample::Line(Stroke::Full), Ink::After, "bound and noise".to_owned())];
    for (way, stroke, ink, name) in flat {
        if let Some([mean, ..]) = privacy.training.summary(way, divisions) {
            marks.push(plane.line(&ends(mean), stroke, ink).key(name));
            names.push((Sample::Line(stroke), ink, name.to_owned()));
        }
    }
    let points = points(privacy);
    let held = |value: f64| plane.held((points[0].0, value)).1;
    let band: Vec<_> =
        points.iter().map(|&(epsilon, [_, low, high])| (epsilon, held(low), held(high))).collect();
    let line: Vec<_> = points.iter().map(|&(epsilon, [mean, ..])| (epsilon, mean)).collect();
    if !line.is_empty() {
        behind.push(plane.band(&band, Ink::After).key("band"));
        marks.push(plane.line(&line, Stroke::Full, Ink::After).key("line"));
        marks.push(plane.dots(&line, Shape::of(0), Ink::After).key("dots"));
    }
    let way = Way::Noisy(privacy.noise());
    let chosen = privacy.training.account(privacy.noise()).map(|account| account.spent.epsilon);
    if let Some((epsilon, [mean, ..])) = chosen.zip(privacy.training.summary(way, divisions)) {
        marks.push(plane.ring((epsilon, mean)).key("chosen"));
    }
    marks.push(plane.key(false, &names));
    (behind, marks)
}

fn orders_plane(privacy: &Privacy) -> Plane {
    let least = privacy.training.account(privacy.noise()).map_or(1.0, |account| account.spent.epsilon);
    Plane::new(
        Axis::logarithmic("order α", [DEFAULT_ORDERS[0], 100.0]),
        Axis::logarithmic("ε of the order", [0.5 * least, 30.0 * least]),
    )
}

fn orders(privacy: &Privacy, plane: &Plane) -> Vec<View> {
    let Some(account) = privacy.training.account(privacy.noise()) else { return vec![] };
    let (top, right) = (plane.corner(0.5, 1.0).1, plane.corner(1.0, 0.5).0);
    let points: Vec<(f64, f64)> = DEFAULT_ORDERS
        .iter()
        .copied()
        .zip(account.by_order.iter().copied())
        .filter(|&(order, epsilon)| epsilon <= top && order <= right)
        .collect();
    let best = (account.spent.order, account.spent.epsilon);
    let mut marks = vec![plane.line(&points, Stroke::Full, Ink::Plain).key("orders")];
    marks.push(plane.dots(&[best], Shape::of(3), Ink::After).key("least"));
    // The curve leaves one of the corners free.
    marks.push(plane.key(
        account.spent.order > 20.0,
        &[
            (Sample::Line(Stroke::Full), Ink::Plain, "an ε that holds".to_owned()),
            (Sample::Dot(Shape::of(3)), Ink::After, "the least of them".to_owned()),
        ],
    ));
    marks
}

//! A number of two worlds: densities, and the privacy loss of every outcome.

use super::super::setting::{Released, Setting};
use super::super::view::View;
use super::super::{Privacy, words};
use super::Panel;
use crate::chart::{Axis, Ink, Plane, Sample, Shape, Stroke};

/// What the two worlds are called in a key.
pub(super) const WORLDS: [&str; 2] = ["without", "with"];

pub(super) fn panels(privacy: &Privacy) -> Vec<Panel> {
    let Some(setting) = &privacy.setting else { return vec![] };
    let (left, right) = (densities_plane(setting), losses_plane(setting));
    let outcome = setting.outcome(privacy.parameters.at.get());
    let densities = match &setting.mechanism {
        Some(released) => densities(setting, released, &left, Some(outcome)),
        None => (vec![], vec![]),
    };
    let losses = match &setting.mechanism {
        Some(released) => losses(setting, released, &right, outcome),
        None => (vec![], vec![]),
    };
    vec![
        (
            "How likely each outcome is",
            left.draw(words::densities(privacy), densities.0, densities.1),
            left.size(),
        ),
        (
            "Privacy loss of each outcome",
            right.draw(words::losses(privacy), losses.0, losses.1),
            right.size(),
        ),
    ]
}

/// Outcomes across, densities up.
pub(in super::super) fn densities_plane(setting: &Setting) -> Plane {
    let (low, high) = setting.ends();
    let most = setting.mechanism.as_ref().map_or(1.0, |released| {
        let peaks = setting.densities(released, setting.without);
        peaks[0].max(peaks[1])
    });
    Plane::new(Axis::between(words::OUTCOME, low, high), Axis::between("density", 0.0, 1.12 * most))
}

/// Behind: what is beyond ε. Marks: both densities, and where they are read off.
pub(super) fn densities(
    setting: &Setting,
    released: &Released,
    plane: &Plane,
    outcome: Option<f64>,
) -> (Vec<View>, Vec<View>) {
    let with_densities = |outcome: f64| (outcome, setting.densities(released, outcome));
    let points: Vec<(f64, [f64; 2])> = setting.drawn().into_iter().map(with_densities).collect();
    let (epsilon, mut behind) = (setting.guarantee.epsilon(), vec![]);
    for (world, side, ink) in [(0, 1.0, Ink::Before), (1, -1.0, Ink::After)] {
        let excess = |&(at, densities): &(f64, [f64; 2])| {
            let loss = side * released.game.privacy_loss(at);
            let above = (at, libm::exp(epsilon) * densities[1 - world], densities[world]);
            is_beyond(loss, epsilon).then_some(above)
        };
        let beyond: Vec<_> = points.iter().filter_map(excess).collect();
        // Outlined, so that a sliver is not lost on a small screen.
        if beyond.len() > 1 {
            behind.push(
                plane.band(&beyond, ink).attribute("stroke", ink.token()).key(format!("beyond {world}")),
            );
        }
    }
    let mut marks = vec![];
    if let Some(outcome) = outcome {
        let top = plane.corner(0.0, 1.0).1;
        marks.push(plane.segments(&[[(outcome, 0.0), (outcome, top)]], "1", Ink::Soft).key("outcome"));
    }
    for (world, (ink, stroke)) in worlds().into_iter().enumerate() {
        let line: Vec<_> = points.iter().map(|&(at, densities)| (at, densities[world])).collect();
        marks.push(plane.line(&line, stroke, ink).key(WORLDS[world]));
        if let Some(outcome) = outcome {
            let at = (outcome, setting.densities(released, outcome)[world]);
            marks.push(plane.dots(&[at], Shape::of(world), ink).key(format!("read {world}")));
        }
    }
    marks.push(plane.key(true, &key()));
    (behind, marks)
}

/// Whether a loss is beyond ε, and not at it up to rounding.
fn is_beyond(loss: f64, epsilon: f64) -> bool {
    loss > epsilon * (1.0 + 1e-9)
}

/// The ink and the stroke of the worlds without and with the row.
pub(super) fn worlds() -> [(Ink, Stroke); 2] {
    [(Ink::Before, Stroke::Full), (Ink::After, Stroke::Dashed)]
}

fn key() -> Vec<(Sample, Ink, String)> {
    let name = |(world, (ink, stroke)): (usize, (Ink, Stroke))| {
        (Sample::Line(stroke), ink, WORLDS[world].to_owned())
    };
    worlds().into_iter().enumerate().map(name).collect()
}

/// Outcomes across, privacy losses up, with room beyond ±ε, and for the whole line.
fn losses_plane(setting: &Setting) -> Plane {
    let (low, high) = setting.ends();
    let farthest = setting.mechanism.as_ref().map_or(0.0, |released| released.game.privacy_loss(low));
    let most = (1.8 * setting.guarantee.epsilon().max(0.1)).max(1.05 * farthest);
    Plane::new(Axis::between(words::OUTCOME, low, high), Axis::between("ln (without : with)", -most, most))
}

fn losses(setting: &Setting, released: &Released, plane: &Plane, outcome: f64) -> (Vec<View>, Vec<View>) {
    let epsilon = setting.guarantee.epsilon();
    let with_loss = |outcome: f64| (outcome, released.game.privacy_loss(outcome));
    let points: Vec<(f64, f64)> = setting.drawn().into_iter().map(with_loss).collect();
    let ends = |height: f64| [plane.corner(0.0, 0.5).0, plane.corner(1.0, 0.5).0].map(|at| (at, height));
    let behind = vec![plane.segments(&[ends(0.0)], "1", Ink::Rule).key("zero")];
    let mut marks = vec![];
    for (side, name) in [(1.0, "upper"), (-1.0, "lower")] {
        marks.push(plane.line(&ends(side * epsilon), Stroke::Dashed, Ink::Soft).key(name));
    }
    marks.push(plane.line(&points, Stroke::Full, Ink::Plain).key("loss"));
    for (side, ink, name) in [(1.0, Ink::Before, "beyond"), (-1.0, Ink::After, "beyond below")] {
        let beyond: Vec<_> =
            points.iter().copied().filter(|(_, loss)| is_beyond(side * loss, epsilon)).collect();
        if beyond.len() > 1 {
            marks.push(plane.line(&beyond, Stroke::Full, ink).attribute("stroke-linecap", "round").key(name));
        }
    }
    let here = plane.held((outcome, released.game.privacy_loss(outcome)));
    marks.push(plane.ring(here).key("here"));
    marks.push(plane.key(
        true,
        &[
            (Sample::Line(Stroke::Full), Ink::Plain, "privacy loss".to_owned()),
            (Sample::Line(Stroke::Dashed), Ink::Soft, "± ε".to_owned()),
        ],
    ));
    (behind, marks)
}

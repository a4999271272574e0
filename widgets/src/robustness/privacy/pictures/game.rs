//! The game: what was released, and the score against the best attacker and the bound.

use super::super::view::View;
use super::super::{Privacy, words};
use super::Panel;
use super::release::{densities, densities_plane};
use crate::chart::{Axis, Ink, Plane, Sample, Shape, Stroke};

pub(super) fn panels(privacy: &Privacy) -> Vec<Panel> {
    let Some(setting) = &privacy.setting else { return vec![] };
    let (left, right) = (densities_plane(setting), score_plane(privacy));
    let (behind, mut marks) = match &setting.mechanism {
        Some(released) => densities(setting, released, &left, None),
        None => (vec![], vec![]),
    };
    if let Some(outcome) = privacy.outcome() {
        let (at, _) = left.held((outcome, 0.0));
        let top = left.corner(0.0, 1.0).1;
        marks.push(left.segments(&[[(at, 0.0), (at, top)]], "2.5", Ink::Plain).key("released"));
        marks.push(left.dots(&[(at, 0.0)], Shape::of(2), Ink::Plain).key("foot"));
    }
    let score = score(privacy, &right);
    vec![
        ("What was released", left.draw(words::densities(privacy), behind, marks), left.size()),
        ("Share of right guesses", right.draw(words::score(privacy), score.0, score.1), right.size()),
    ]
}

fn score_plane(privacy: &Privacy) -> Plane {
    Plane::new(
        Axis::between("rounds", 0.0, f64::from(privacy.rounds().max(10))),
        Axis::between("share", 0.0, 1.0),
    )
}

/// The running share with its interval, the best attacker's expectation, the bound, and a coin's.
fn score(privacy: &Privacy, plane: &Plane) -> (Vec<View>, Vec<View>) {
    let Some((setting, released)) = privacy.released() else { return (vec![], vec![]) };
    let ends = |height: f64| [plane.corner(0.0, 0.5).0, plane.corner(1.0, 0.5).0].map(|at| (at, height));
    let (best, bound) = (released.game.best_accuracy(), setting.guarantee.accuracy_bound());
    let mut behind = vec![plane.segments(&[ends(0.5)], "1", Ink::Rule).key("coin")];
    let mut marks = vec![
        plane.line(&ends(bound), Stroke::Full, Ink::After).key("bound"),
        plane.line(&ends(best), Stroke::Dashed, Ink::Before).key("best"),
    ];
    let guesses = privacy.parameters.guesses.as_slice();
    let (mut line, mut band) = (vec![], vec![]);
    for score in released.game.running(guesses) {
        let at = f64::from(score.rounds);
        let (Some(share), Some(interval)) = (score.share(), score.interval(0.95)) else { continue };
        line.push((at, share));
        band.push((at, interval.low, interval.high));
    }
    if let Some(&last) = line.last() {
        behind.push(plane.band(&band, Ink::Soft).key("band"));
        marks.push(plane.line(&line, Stroke::Dotted, Ink::Plain).key("share"));
        marks.push(plane.dots(&[last], Shape::of(0), Ink::Plain).key("now"));
    }
    marks.push(plane.key(
        false,
        &[
            (Sample::Line(Stroke::Full), Ink::After, "bound for any attacker".to_owned()),
            (Sample::Line(Stroke::Dashed), Ink::Before, "best attacker here".to_owned()),
            (Sample::Line(Stroke::Dotted), Ink::Plain, "these guesses".to_owned()),
        ],
    ));
    (behind, marks)
}
